"""The blocks of Markdown, paragraphs, cells, code and HTML, each as the pieces of its lines.

This is CommonMark 0.31 (section 4 and the parsing strategy of its appendix) with the tables of
GitHub's Markdown. Only what a block means for its text is kept.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ....problems import Extent
from ....records import field, record
from ..scan import Cells
from .block import Block, BlockKind, OpenBlock
from .containers import CODE, Containers, DocumentLine, is_rule
from .html import BLANK_LINE, COMMENT_END, html_end
from .references import Destinations
from .tables import PipeTable, ruler_width, split_row

_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_PLAIN = re.compile(
    r"(?![ \t>=<-]|```|~~~|\#{1,6}(?:[ \t]|$)|(?:[*+]|\d{1,9}[.)])(?:[ \t]|$)|(?:[*_][ \t]*+)++$)."
)
"""What begins a line that is text, but for the ruler of a table."""


@record(frozen=False)
class Blocks:
    """The blocks of a document, line by line."""

    text: str
    lines: tuple[Extent, ...]
    references: Destinations
    is_mdx: bool = False
    """Whether indented lines are no code and tags begin no block, as in MDX."""
    found: list[Block] = field(default_factory=list)
    cells: Cells = field(default_factory=Cells)
    containers: Containers = field(default_factory=Containers)
    open: OpenBlock | None = None
    comment_end: int = -1
    """Where the line behind a comment begins that is a block of its own."""

    def read(self, first: int) -> list[Block]:
        """The blocks from a line on."""
        index = first
        while index < len(self.lines):
            behind = index if self.containers.open else self._plain(index)
            if behind == index:
                self._take(DocumentLine(self.text, *self.lines[index]))
                behind += 1
            index = behind
        self._end()
        return self.found

    def _plain(self, index: int) -> int:
        """Take text whose lines begin with a letter, outside of containers, with the blank line
        behind it; the line behind them.
        """
        text, lines, first, count = self.text, self.lines, index, len(self.lines)
        if self.open is None or self._is_text():
            while index < count and text[lines[index][0] : lines[index][0] + 1].isalpha():
                index += 1
        is_end = index == count or lines[index][0] == lines[index][1]
        if index > first:
            starts = [start for start, _ in lines[first : index + 1]]
            pieces = pairwise(starts if index < count else (*starts, len(text)))
            goes_on = starts[0] == self.comment_end
            if self.open is None and is_end:
                self.found.append(Block(BlockKind.TEXT, tuple(pieces), goes_on=goes_on))
            else:
                self.open = self.open or OpenBlock(BlockKind.TEXT, goes_on=goes_on)
                self.open.pieces += pieces
        if is_end and index < count and (self.open is None or self.open.kind is BlockKind.TEXT):
            self._end()
            index += 1
        return index

    def _is_simple(self, line: DocumentLine) -> bool:
        """Take a line outside of containers that is text, or underlines a heading of text."""
        if line.is_blank or (self.open and not self._is_text()):
            return False
        if self._is_row_above() and ruler_width(line):
            return False
        if _PLAIN.match(self.text, line.start, line.end):
            self._text(line, 0)
            return True
        is_underline = self.open and _UNDERLINE.match(self.text, line.start, line.end)
        if not is_underline or not self._is_heading():
            return False
        self._end()
        return True

    def _is_row_above(self) -> bool:
        """Whether the line above may hold the headings of a table."""
        pieces = self.open.pieces if self.open else []
        return bool(pieces) and "|" in self.text[slice(*pieces[-1])]

    def _take(self, line: DocumentLine) -> None:
        if not self.containers.open and self._is_simple(line):
            return
        depth = self.containers.matching(line)
        whole = depth == len(self.containers.open)
        if whole and self.open and self._goes_on_raw(self.open, line):
            return
        begun = self._begin_containers(line, depth, whole=whole)
        if begun:
            depth, whole = len(self.containers.open), True
        elif not whole and not self._is_text():
            self._close(depth)
        if line.is_blank:
            self._blank(depth, begun=begun)
        elif line.indent >= CODE and (self._is_text() or not self.is_mdx):
            self._indented(line)
        elif whole and self._goes_on_as_table(line):
            pass
        elif not self._begin_block(line, depth, whole=whole):
            self._text(line, depth)

    # --- containers ---

    def _begin_containers(self, line: DocumentLine, depth: int, *, whole: bool) -> bool:
        begun = False
        while not line.is_blank and line.indent < CODE:
            container = self.containers.begin(
                line, interrupts=whole and not begun and self._is_text()
            )
            if container is None:
                return begun
            if not begun:
                self._close(depth)
            self.containers.add(container)
            begun = True
        return begun

    def _close(self, depth: int) -> None:
        """End the block that is open, and the containers further in than `depth`."""
        self._end()
        self.containers.close(depth)

    def _blank(self, depth: int, *, begun: bool) -> None:
        if begun:
            return
        if self.open and self.open.kind is BlockKind.CODE and depth == len(self.containers.open):
            return  # between two lines of indented code
        self._close(depth)

    # --- blocks that run over several lines ---

    def _is_text(self) -> bool:
        return (
            self.open is not None and self.open.kind is BlockKind.TEXT and self.open.table is None
        )

    def _goes_on_raw(self, block: OpenBlock, line: DocumentLine) -> bool:
        """Whether a line belongs to fenced code or HTML, whatever it holds."""
        if block.fence:
            rest = line.rest.rstrip(" \t")
            closes = rest.startswith(block.fence) and not rest.strip(block.fence[0])
            if closes and line.indent < CODE:
                self._end()
            else:
                line.skip(min(line.indent, block.indent))
                block.pieces.append((line.at, line.end))
            return True
        if block.kind is not BlockKind.HTML or (block.ends is BLANK_LINE and line.is_blank):
            return False
        self._html(block, line)
        return True

    def _html(self, block: OpenBlock, line: DocumentLine) -> None:
        block.pieces.append((line.at, self._behind(line.end)))
        if block.ends is BLANK_LINE or block.ends is None:
            return
        if block.ends.search(self.text, line.at, line.end):
            self._end()
            if block.ends is COMMENT_END:
                self.comment_end = self._behind(line.end)

    def _indented(self, line: DocumentLine) -> None:
        """A line that goes on with its paragraph, or is code."""
        if self._is_text():
            self._add(line)
            return
        if self.open is None or self.open.kind is not BlockKind.CODE:
            self._end()
            self.open = OpenBlock(BlockKind.CODE)
        line.skip(CODE)
        self.open.pieces.append((line.at, line.end))

    def _goes_on_as_table(self, line: DocumentLine) -> bool:
        """Whether a line is the ruler below a table's headings, or a row of the table."""
        block = self.open
        if block is None or block.kind is not BlockKind.TEXT:
            return False
        if block.table is None:
            width = ruler_width(line) if self._is_row_above() else 0
            headings = split_row(self.text, *block.pieces[-1]) if width else ()
            if not width or len(headings) != width:
                return False
            block.pieces.pop()
            self._end()
            self.open = OpenBlock(BlockKind.TEXT, table=PipeTable(headings))
            self.found += (Block(kind=BlockKind.TEXT, pieces=(cell,)) for cell in headings)
            return True
        if self._begin_block(line, len(self.containers.open), whole=True):
            return True
        if self.cells.are_read(self.text, line.first, line.end):
            for cell, nearby in block.table.row(self.text, line.first, line.end):
                self.found.append(Block(kind=BlockKind.TEXT, pieces=(cell,), nearby=nearby))
                self.cells.read += 1
        return True

    # --- blocks that begin ---

    def _begin_block(self, line: DocumentLine, depth: int, *, whole: bool) -> bool:
        """Whether something else than text begins here."""
        if self.text[line.first].isalpha():
            return False
        rest = line.rest
        if whole and self._is_text() and _UNDERLINE.match(rest) and self._is_heading():
            self._end()
        elif is_rule(line):
            self._close(depth)
        elif heading := _HEADING.match(rest):
            self._close(depth)
            line.pass_over(heading.end())
            if not line.is_blank:
                piece = (line.first, self._behind(line.end))
                self.found.append(Block(kind=BlockKind.TEXT, pieces=(piece,)))
        elif fence := _FENCE.match(rest):
            self._close(depth)
            mark, words = (fence[1], fence[2]) if fence[1] else (fence[3], fence[4])
            self.open = OpenBlock(
                BlockKind.CODE, words=words.strip(), fence=mark, indent=line.indent
            )
            self.open.fence_at = line.end
        elif rest[0] == "<" and not self.is_mdx:
            return self._begin_html(line, depth)
        else:
            return False
        return True

    def _begin_html(self, line: DocumentLine, depth: int) -> bool:
        ends = html_end(self.text, line.first, line.end, interrupts=self._is_text())
        if ends is None:
            return False
        is_text, before = self._is_text(), len(self.found)
        self._close(depth)
        cuts = len(self.found) > before if is_text else line.start == self.comment_end
        self.open = OpenBlock(BlockKind.HTML, ends=ends, goes_on=cuts and ends is COMMENT_END)
        self._html(self.open, line)
        return True

    def _is_heading(self) -> bool:
        """Whether the paragraph above an underline has text, and not definitions alone."""
        if self.open:
            self.open.pieces = self.references.taken_from(self.open.pieces)
        return bool(self.open and self.open.pieces)

    def _text(self, line: DocumentLine, depth: int) -> None:
        if self._is_text():
            self._add(line)  # without the marks of its containers, too
            return
        self._close(depth)
        self.open = OpenBlock(BlockKind.TEXT, goes_on=line.start == self.comment_end)
        task = _TASK.match(self.text, line.first, line.end)
        if task:
            line.pass_over(task.end() - task.start())
        self._add(line)

    def _add(self, line: DocumentLine) -> None:
        if self.open:
            self.open.pieces.append((line.first, self._behind(line.end)))

    def _behind(self, end: int) -> int:
        """Where the line behind one that ends here begins."""
        return end + 2 if self.text.startswith("\r\n", end) else min(end + 1, len(self.text))

    def _end(self) -> None:
        """End the block that is open."""
        if self.open is None:
            return
        block, self.open = self.open, None
        if block.table:
            return
        if block.kind is BlockKind.TEXT:
            block.pieces = self.references.taken_from(block.pieces)
        if block.fence and not block.pieces:
            block.pieces.append((block.fence_at, block.fence_at))
        if block.pieces:
            self.found.append(
                Block(
                    kind=block.kind,
                    pieces=tuple(block.pieces),
                    words=block.words,
                    is_comment=block.ends is COMMENT_END,
                    goes_on=block.goes_on,
                )
            )
