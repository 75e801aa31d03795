"""Markdown and MDX: claims are comments behind a number, or links to a quantity.

Only as much of the format is read as says what a reader sees: fences, comments, code spans, tables
and the marks of lists and quotes. Everything is found in the raw text, so that places are exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ....problems import Extent
from ..lines import line_extents
from ..markdown_inline import is_ours_unclosed, neighbours, ours, read_inline
from ..scan import Comment, Link, Scan, TextRun

SUFFIXES = (".md", ".markdown", ".mdx", ".mdown", ".mkd", ".qmd", ".rmd")

_CONTAINER = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?(?:\#{1,6}[ \t]+)?"
)
_QUOTE = re.compile(r"[ \t>]*")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\r\n]*)")
_HEADING = re.compile(r"[ \t>]*\#{1,6}(?:[ \t]|$)")
_RULER = re.compile(r":?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
_COMMENT = re.compile(r"[ \t>]*(?=<!--|\{/\*)")
_DECLARED = re.compile(r"capest:[ \t]*(?:'([^']+)'|\"([^\"]+)\"|([^\s'\"#]+(?:[ \t][^\s'\"#]+)*))")
_PIPE = re.compile(r"\\.|\|", re.DOTALL)


def scan(text: str) -> Scan:
    """What capest looks at in a Markdown document."""
    return _Markdown(text).scan()


@dataclass(slots=True)
class _Markdown:
    text: str
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blocks: list[Extent] = field(default_factory=list)
    prose: list[TextRun] = field(default_factory=list)
    unclosed: list[Extent] = field(default_factory=list)
    lines: tuple[Extent, ...] = ()
    paragraph: list[Extent] = field(default_factory=list)
    in_list: bool = False
    in_quote: bool = False

    def scan(self) -> Scan:
        self.lines = line_extents(self.text)
        index, declared = self._front_matter()
        while index < len(self.lines):
            index = self._line(index)
        self._end_paragraph()
        return Scan(
            comments=tuple(self.comments),
            links=tuple(self.links),
            blocks=tuple(self.blocks),
            declared=declared,
            prose=tuple(self.prose),
            unclosed=tuple(self.unclosed),
        )

    def _front_matter(self) -> tuple[int, Extent | None]:
        """The line after the front matter, and the path that it declares."""
        if not self.lines or self._text(0).rstrip() != "---":
            return 0, None
        declared = None
        for index in range(1, len(self.lines)):
            line = self._text(index)
            if line.rstrip() in ("---", "..."):
                return index + 1, declared
            found = _DECLARED.match(line)
            if found and found.lastindex and not declared:
                first, last = found.span(found.lastindex)
                declared = (self.lines[index][0] + first, self.lines[index][0] + last)
        return 0, None

    def _line(self, index: int) -> int:
        """Take one line, or all the lines of a block that it opens; return the next line."""
        start, end = self.lines[index]
        line = self.text[start:end]
        quoted = _QUOTE.match(line)
        if quoted and quoted.end() == len(line):
            self._end_paragraph()
            return index + 1
        fence = _FENCE.fullmatch(line)
        if fence and not (fence[1][0] == "`" and "`" in fence[2]):
            self._end_paragraph()
            return self._fence(index, fence[1], fence[2])
        if not self.paragraph and not self.in_list and _INDENTED.match(line):
            return index + 1  # code by indentation
        opened = _COMMENT.match(line)
        if opened and not self._closes_in_line(start + opened.end(), end):
            self._end_paragraph()
            return self._comment_block(index, start + opened.end())
        if self._is_table(index):
            self._end_paragraph()
            return self._table(index)
        self._prose_line(start, end, line)
        return index + 1

    def _prose_line(self, start: int, end: int, line: str) -> None:
        is_item = _ITEM.match(line)
        heading = _HEADING.match(line)
        if self.paragraph and _UNDERLINE.fullmatch(line):
            self._end_paragraph()
            return
        quoted = line.lstrip().startswith(">")
        if is_item or heading or (quoted and not self.in_quote) or not self.paragraph:
            self._end_paragraph()
            self.in_quote = quoted
            if is_item or heading or line[:1] not in " \t":
                self.in_list = bool(is_item)
        prefix = _QUOTE if self.paragraph else _CONTAINER
        found = prefix.match(line)
        after = self._with_line_end(end)
        self.paragraph.append((start + (found.end() if found else 0), after))
        if heading:
            self._end_paragraph()

    def _with_line_end(self, end: int) -> int:
        if self.text.startswith("\r\n", end):
            return end + 2
        return min(end + 1, len(self.text))

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self._inline(tuple(self.paragraph))
            self.paragraph = []

    def _inline(self, pieces: tuple[Extent, ...], nearby: tuple[Extent, ...] = ()) -> None:
        found = read_inline(self.text, pieces, nearby)
        self.comments += found.comments
        self.links += found.links
        self.unclosed += found.unclosed
        self.prose.append(found.run)

    def _fence(self, index: int, fence: str, words: str) -> int:
        """Skip a fenced block, or keep the scenario in it; a quote's fence ends with the quote."""
        closing = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
        quoted = ">" in self._text(index).partition(fence)[0]
        last = index + 1
        while last < len(self.lines):
            line = self._text(last)
            if closing.fullmatch(line) or (quoted and not line.lstrip().startswith(">")):
                break
            last += 1
        first_word = words.split()[:1]
        if first_word == ["capest"] and last > index + 1:
            self.blocks.append((self.lines[index + 1][0], self.lines[last - 1][1]))
        elif first_word == ["capest"]:
            self.blocks.append((self.lines[index][1], self.lines[index][1]))
        return last + 1 if last < len(self.lines) and closing.fullmatch(self._text(last)) else last

    def _closes_in_line(self, start: int, end: int) -> bool:
        closer = "-->" if self.text[start] == "<" else "*/}"
        return self.text.find(closer, start + 3, end) >= 0

    def _comment_block(self, index: int, start: int) -> int:
        """Take a comment that runs over several lines; one that is never closed hides the rest."""
        closer = "-->" if self.text[start] == "<" else "*/}"
        end = self.text.find(closer, start + 3)
        if end < 0:
            if is_ours_unclosed(self.text, start):
                self.unclosed.append((start, start + 4))
            return len(self.lines)
        at = (start, end + 3)
        body = ours(self.text, at)
        if body:
            self.comments.append(Comment(at=at, body=body))
        while index < len(self.lines) and self.lines[index][1] < at[1]:
            index += 1
        return index + 1

    def _is_table(self, index: int) -> bool:
        if index + 1 >= len(self.lines) or "|" not in self._text(index):
            return False
        ruler = self._text(index + 1).strip(" \t>")
        return "|" in ruler and bool(_RULER.fullmatch(ruler.removeprefix("|").lstrip()))

    def _table(self, index: int) -> int:
        """Take a table, row by row and cell by cell."""
        headers = self._cells(index)
        for cell in headers:
            self._inline((cell,))
        index += 2
        while index < len(self.lines):
            line = self._text(index)
            if "|" not in line or not line.strip(" \t>"):
                break
            cells = self._cells(index)
            for column, cell in enumerate(cells):
                heading = headers[column : column + 1]
                self._inline((cell,), (*heading, *neighbours(cells, column)))
            index += 1
        return index

    def _cells(self, index: int) -> list[Extent]:
        start, end = self.lines[index]
        opened = _QUOTE.match(self.text, start, end)
        first = opened.end() if opened else start
        if self.text.startswith("|", first):
            first += 1
        cells = []
        for found in _PIPE.finditer(self.text, first, end):
            if found.group() == "|":
                cells.append((first, found.start()))
                first = found.end()
        if self.text[first:end].strip():
            cells.append((first, end))
        return cells

    def _text(self, index: int) -> str:
        start, end = self.lines[index]
        return self.text[start:end]
