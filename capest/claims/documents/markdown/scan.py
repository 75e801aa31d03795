"""What capest looks at in a Markdown document, from its blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from ....problems import Extent
from ....records import field, record
from ..code import DocumentCode, language_of
from ..comments import body_of, is_shown, unread_marks
from ..lines import line_extents
from ..scan import Cells, Comment, Link, Scan, TextRun, quantity_of
from ..text_map import join, part, without
from .block import Block, BlockKind
from .blocks import Blocks
from .html import cells_of
from .inline import Inline, may_hold_marks
from .references import Destinations

_DECLARED = re.compile(r"capest:[ \t]*(?:'([^']+)'|\"([^\"]+)\"|([^\s'\"#]+(?:[ \t][^\s'\"#]+)*))")
_FRONT_MATTER = re.compile(r"[ \t]|[\w.\"'-]+[ \t]*:(?:[ \t]|$)|\#|-[ \t]|[\]})][ \t,]*$|$")
"""How a line of YAML looks; what holds any other line is text between two rules."""

_LEADS = re.compile(r"[`<]|\{/\*|\]\(")
"""What may be more than text in a document without link reference definitions."""

_BARE_TAGS = re.compile(r"(?:</?[A-Za-z][A-Za-z0-9]*+>\s*+)++")


def scan_markdown(text: str, *, is_mdx: bool = False) -> Scan:
    """The prose, the code, the marks and the scenarios of a document."""
    return _Markdown(text, Destinations(text), DocumentCode(text), is_mdx).scan()


@record(frozen=False)
class _Markdown:
    text: str
    references: Destinations
    code: DocumentCode
    is_mdx: bool
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blocks: list[Extent] = field(default_factory=list)
    prose: list[TextRun] = field(default_factory=list)
    unclosed: list[Extent] = field(default_factory=list)
    cells: Cells = field(default_factory=Cells)
    left_alone: list[Extent] = field(default_factory=list)
    """Where marks are examples: in code spans, in code that shows documents, in other comments."""

    def scan(self) -> Scan:
        lines = line_extents(self.text)
        self.code.examples = self.left_alone
        first, declared = self._front_matter(lines)
        reader = Blocks(self.text, lines, self.references, self.is_mdx, cells=self.cells)
        for blocks in _stretches(reader.read(first)):
            if blocks[0].kind is BlockKind.CODE:
                self._code(blocks[0])
            elif blocks[0].kind is BlockKind.HTML and not blocks[0].is_comment:
                self._html(blocks[0])
            else:
                self._prose(blocks)
        comments = sorted([*self.comments, *self.code.comments], key=attrgetter("at"))
        unclosed = sorted([*self.unclosed, *self.code.unclosed])
        seen = [*(comment.at[0] for comment in comments), *(at[0] for at in unclosed)]
        return Scan(
            comments=tuple(comments),
            links=tuple(self.links),
            blocks=tuple(self.blocks),
            declared=declared,
            prose=tuple(self.prose),
            code=tuple(self.code.runs),
            unclosed=tuple(unclosed),
            unreadable=tuple(unread_marks(self.text, seen, self.left_alone)),
            unknown_in_code=tuple(self.code.unknown),
            links_in_code=tuple(self.code.links),
            unread_rows=self.cells.unread_from,
        )

    def _front_matter(self, lines: tuple[Extent, ...]) -> tuple[int, Extent | None]:
        """The line after the front matter, and the path that it declares."""
        declared = None
        if self.text[slice(*lines[0])].rstrip() != "---":
            return 0, None
        for index, (start, end) in enumerate(lines[1:], 2):
            line = self.text[start:end].rstrip()
            if line in ("---", "..."):
                self.left_alone.append((0, end))  # its comments are YAML's
                return index, declared
            if not _FRONT_MATTER.match(line):
                return 0, None
            found = _DECLARED.match(line)
            if found and found.lastindex and not declared:
                first, last = found.span(found.lastindex)
                declared = (start + first, start + last)
        return 0, None

    def _code(self, block: Block) -> None:
        if block.words.split()[:1] != ["capest"]:
            self.code.add(language_of(block.words), block.pieces)
            return
        start = block.pieces[0][0]
        start -= len(self.text[:start]) - len(self.text[:start].rstrip(" \t"))
        self.blocks.append((start, block.pieces[-1][1]))
        self.left_alone.append(self.blocks[-1])

    def _html(self, block: Block) -> None:
        """Take a block of HTML, cell by cell and paragraph by paragraph."""
        if _BARE_TAGS.fullmatch(self.text, block.pieces[0][0], block.pieces[-1][1]):
            return
        inline = Inline(join(self.text, block.pieces), self.references, is_html=True).read()
        for cell, nearby in cells_of(inline.joined.text, inline.hidden):
            self.cells.read += bool(nearby)
            place = inline.joined.back(*cell)
            if nearby and not self.cells.are_read(self.text, *place):
                continue
            if not self.text[slice(*place)].strip():
                continue  # between two tags
            pieces = part(block.pieces, *place)
            hidden = inline.in_document(_inside(inline.hidden, cell))
            run = TextRun(pieces=without(pieces, hidden), nearby=inline.in_document(nearby))
            self._comments(inline, _inside(inline.comments, cell), run)
            self.prose += [run] if run.pieces else []
        self.unclosed += inline.in_document(inline.unclosed)

    def _prose(self, blocks: list[Block]) -> None:
        """Take blocks that are read as one."""
        first, last = blocks[0], blocks[-1]
        start, end = first.pieces[0][0], last.pieces[-1][1]
        leads = self.references.destinations or _LEADS.search(self.text, start, end)
        if not leads or not may_hold_marks(self.text, start, end):
            self.prose.append(TextRun(pieces=first.pieces, nearby=first.nearby))
            return
        read: list[Inline] = []
        pieces: list[Extent] = []
        hidden: list[Extent] = []
        code: list[Extent] = []
        for block in blocks:
            joined = join(self.text, block.pieces)
            inline = Inline(joined, self.references, block.is_comment, self.is_mdx).read()
            read.append(inline)
            pieces += block.pieces
            hidden += inline.in_document(sorted(inline.hidden))
            code += inline.in_document(inline.code)
        run = TextRun(without(pieces, hidden), tuple(code), first.nearby)
        self.prose += [run] if run.pieces else []
        self.left_alone += [span for span in code if is_shown(self.text, span)]
        for inline in read:
            self._comments(inline, inline.comments, run, opens=inline.is_html)
            self.links += _links(self.text, inline, run) if inline.links else ()
            self.unclosed += inline.in_document(inline.unclosed)

    def _comments(
        self, inline: Inline, comments: list[Extent], run: TextRun, *, opens: bool = False
    ) -> None:
        text, back = inline.joined.text, inline.joined.back
        first = len(text) - len(text.lstrip(" \t")) if opens else 0
        for at in comments:
            place, body = back(*at), body_of(text, at)
            if not body:
                self.left_alone.append(place)
            else:
                opens_line = opens and at[0] <= first and bool(_rest_of_line(text, at[1]))
                self.comments.append(Comment(place, back(*body), run, opens_line))


def _inside(places: list[Extent], stretch: Extent) -> list[Extent]:
    """Those of some places, in their order, that begin in a stretch."""
    first, last = (bisect_left(places, (offset, offset)) for offset in stretch)
    return places[first:last]


def _rest_of_line(text: str, start: int) -> str:
    return re.split(r"[\r\n]", text[start:], maxsplit=1)[0].strip()


def _links(text: str, inline: Inline, run: TextRun) -> Iterator[Link]:
    """The links to quantities."""
    for link in inline.links:
        quantity = quantity_of(text, link.destination)
        if quantity:
            at, label = inline.in_document((link.at, link.label))
            path, name = quantity
            yield Link(at=at, label=label, path=path, name=name, run=run, is_image=link.is_image)


def _stretches(blocks: list[Block]) -> Iterator[list[Block]]:
    """The blocks that are read as one, most of them alone; none is kept."""
    together: list[Block] = []
    blocks.reverse()
    while blocks:
        block = blocks.pop()
        if together and not block.goes_on:
            yield together
            together = []
        together.append(block)
    if together:
        yield together
