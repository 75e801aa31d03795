"""Gathers the lines of a document into runs of prose, for formats whose links are their claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from ...problems import Extent
from ...records import field, record
from .code import DocumentCode
from .comments import is_shown, unread_marks
from .lines import line_extents
from .scan import Cells, Comment, Link, Scan, TextRun
from .text_map import without

_PIPE = re.compile(r"\|")
_MARKUP = re.compile(r"[`:<_]")
"""One of these stands in every link, reference and code span."""

Meaning = tuple[Extent, Extent, Extent]
"""The text of a link to a quantity, its path and its name, as places in the document."""


@record(frozen=False)
class Paragraphs:
    """One document on its way to a Scan."""

    text: str
    link: re.Pattern[str]
    """A link or a reference."""
    hidden: re.Pattern[str]
    """What a reader does not see: the target of any link."""
    span: re.Pattern[str]
    """A code span."""
    lines: tuple[Extent, ...] = ()
    comments: list[Comment] = field(default_factory=list)
    found: list[tuple[re.Match[str], TextRun]] = field(default_factory=list)
    """The links and references, in the order of the text."""
    blocks: list[Extent] = field(default_factory=list)
    prose: list[TextRun] = field(default_factory=list)
    declared: Extent | None = None
    paragraph: list[Extent] = field(default_factory=list)
    nearby: tuple[Extent, ...] = ()
    """The cells near the paragraph, where it stands in a table."""
    tables: Cells = field(default_factory=Cells)
    code: DocumentCode = field(init=False)

    def __post_init__(self) -> None:
        self.lines = line_extents(self.text)
        self.code = DocumentCode(self.text)

    def line(self, index: int) -> str:
        """The characters of a line."""
        start, end = self.lines[index]
        return self.text[start:end]

    def add(self, start: int, end: int) -> None:
        """Add a line to the paragraph."""
        self.paragraph.append((start, min(end + 1, len(self.text))))

    def end(self) -> None:
        """End the paragraph."""
        if self.paragraph:
            self.run(tuple(self.paragraph), self.nearby)
            self.paragraph = []
        self.nearby = ()

    def run(self, pieces: tuple[Extent, ...], nearby: tuple[Extent, ...] = ()) -> None:
        """Take a stretch of prose."""
        start, end = pieces[0][0], pieces[-1][1]
        if start < end and not _MARKUP.search(self.text, start, end):
            self.prose.append(TextRun(pieces=pieces, nearby=nearby))
            return
        spans = [found.span() for found in self.span.finditer(self.text, start, end)]
        hidden = [found.span("target") for found in self.hidden.finditer(self.text, start, end)]
        run = TextRun(pieces=without(pieces, hidden), code=tuple(spans), nearby=nearby)
        self.prose.append(run)
        self.code.examples += (span for span in spans if is_shown(self.text, span))
        for found in self.link.finditer(self.text, start, end):
            index = bisect_right(spans, found.start(), key=lambda span: span[0]) - 1
            if index < 0 or spans[index][1] <= found.start():
                self.found.append((found, run))

    def cells(self, start: int, end: int) -> list[Extent]:
        """The cells of a table's row that begins with a bar; none of one that is not read."""
        if not self.tables.are_read(self.text, start, end):
            return []
        bars = [found.start() for found in _PIPE.finditer(self.text, start, end)]
        ends = zip(bars, [*bars[1:], end], strict=True)
        cells = [(first + 1, last) for first, last in ends if self.text[first + 1 : last].strip()]
        self.tables.read += len(cells)
        return cells

    def indented(self, index: int, indent: int) -> int:
        """The line behind the block that is indented further than `indent`, blank lines too."""
        while index < len(self.lines):
            line = self.line(index)
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            index += 1
        return index

    def until_blank(self, index: int) -> int:
        """The next blank line, or the end."""
        while index < len(self.lines) and self.line(index).strip():
            index += 1
        return index

    def listing(self, language: str, first: int, last: int) -> None:
        """Take the lines from `first` to before `last` as code, or as a scenario."""
        lines = self.lines[first:last]
        if language != "capest":
            self.code.add(language, lines)
        elif lines:
            self.blocks.append((lines[0][0], lines[-1][1]))
            self.code.examples.append(self.blocks[-1])

    def comment(self, index: int, start: int) -> None:
        """Take a comment of capest on a line of its own, whose body begins at `start`."""
        first, last = self.lines[index]
        self.comments.append(Comment(at=(first, last), body=(start, last)))

    def scan(
        self, take: Callable[[int], int], meaning: Callable[[re.Match[str]], Meaning | None]
    ) -> Scan:
        """What is gathered once all lines are taken.

        `take` takes a line, or a block that begins there, and gives the next; `meaning` says what a
        link is, None for one to something else, when the whole document is read.
        """
        index = 0
        while index < len(self.lines):
            index = take(index)
        self.end()
        comments = sorted([*self.comments, *self.code.comments], key=lambda comment: comment.at)
        unclosed = self.code.unclosed
        left_alone = [*self.code.examples, *(comment.at for comment in self.comments)]
        read = [*(comment.at[0] for comment in comments), *(at[0] for at in unclosed)]
        return Scan(
            comments=tuple(comments),
            links=tuple(self._links(meaning)),
            blocks=tuple(self.blocks),
            declared=self.declared,
            prose=tuple(self.prose),
            code=tuple(self.code.runs),
            unclosed=tuple(unclosed),
            unreadable=tuple(unread_marks(self.text, read, left_alone)),
            unknown_in_code=tuple(self.code.unknown),
            links_in_code=tuple(self.code.links),
            unread_rows=self.tables.unread_from,
        )

    def _links(self, meaning: Callable[[re.Match[str]], Meaning | None]) -> Iterator[Link]:
        for found, run in self.found:
            if meant := meaning(found):
                label, path, name = meant
                yield Link(at=found.span(), label=label, path=path, name=name, run=run)
