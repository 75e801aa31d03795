"""The containers of Markdown, quotes and list items: where in each line their content begins.

Columns count as an editor shows them, a tab reaching to the next multiple of four (CommonMark 0.31,
sections 2.2 and 5).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ....records import field, record

CODE = 4
"""Columns by which a line is indented that is code, and begins nothing else."""

_TAB = 4
_BLANKS = re.compile(r"[ \t]*")
_MARKER = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?=[ \t]|$)")
_SIGNS = re.compile(r"(?:\*[ \t]*+)++|(?:-[ \t]*+)++|(?:_[ \t]*+)++")
_LEAST = 3  # signs of a rule


@record(frozen=False)
class DocumentLine:
    """One line of a document, read from its containers on."""

    text: str
    """The document's."""
    at: int
    """Where what is left of it begins."""
    end: int
    start: int = field(init=False)
    """Where it began."""
    column: int = 0
    """The column that `at` is in, or in the middle of where it is a tab."""
    first: int = field(init=False)
    """Where the first character stands that is no blank; the end of a blank line."""
    indent: int = field(init=False)
    """The columns of the blanks before it."""
    no_rule_before: int = 0
    """Up to where it is known that no rule begins."""

    def __post_init__(self) -> None:
        self.start = self.at
        self._look()

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks is left."""
        return self.first == self.end

    @property
    def rest(self) -> str:
        """What is left, from its first character on."""
        return self.text[self.first : self.end]

    def skip(self, columns: int) -> None:
        """Leave so many columns of blanks behind, all at most; a tab may be left in the middle."""
        columns = min(columns, self.indent)
        target = self.column + columns
        self.indent -= columns
        while self.column < target:
            step = 1 if self.text[self.at] == " " else _TAB - self.column % _TAB
            if self.column + step > target:
                self.column = target
                return
            self.column += step
            self.at += 1

    def pass_over(self, characters: int) -> None:
        """Leave the blanks and so many characters behind."""
        self.column += self.indent + characters
        self.at = self.first + characters
        self._look()

    def _look(self) -> None:
        found = _BLANKS.match(self.text, self.at, self.end)
        self.first = found.end() if found else self.at
        self.indent = self.first - self.at
        if "\t" in self.text[self.at : self.first]:
            column = self.column
            for character in self.text[self.at : self.first]:
                column += 1 if character == " " else _TAB - column % _TAB
            self.indent = column - self.column


@record(frozen=False)
class _Container:
    width: int
    """The columns before an item's content; 0 for a quote."""
    is_empty: bool = False
    """Whether an item has begun with a blank line and has no content yet."""


@record(frozen=False)
class Containers:
    """The quotes and list items that are open, from the outermost on."""

    open: list[_Container] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    """How deep the quotes among them are."""

    def matching(self, line: DocumentLine) -> int:
        """How many of them a line goes on with; it is read up to their content."""
        for depth, container in enumerate(self.open):
            if line.is_blank:
                return self._with_blank(depth)
            if not _goes_on(container, line):
                return depth
        return len(self.open)

    def add(self, container: _Container) -> None:
        """Open one inside of the others."""
        if container.width == 0:
            self.quotes.append(len(self.open))
        self.open.append(container)

    def close(self, depth: int) -> None:
        """Close all but the outermost `depth`."""
        del self.open[depth:]
        while self.quotes and self.quotes[-1] >= depth:
            self.quotes.pop()

    def begin(self, line: DocumentLine, *, interrupts: bool) -> _Container | None:
        """The quote or item that begins here, with the line read up to its content.

        One that interrupts a paragraph has content and, if its items are numbered, begins with 1.
        """
        sign = line.text[line.first]
        if sign == ">":
            line.pass_over(1)
            line.skip(1)
            return _Container(0)
        marker = None if sign.isalpha() else _MARKER.match(line.text, line.first, line.end)
        if marker is None or is_rule(line):
            return None
        indent, size = line.indent, marker.end() - marker.start()
        if interrupts:
            is_empty = _is_blank(line.text, marker.end(), line.end)
            if is_empty or int(marker[1] or 1) != 1:
                return None
        line.pass_over(size)
        is_empty, blanks = line.is_blank, line.indent
        if is_empty or blanks > CODE:
            blanks = 1  # what is behind it is code, or nothing
        line.skip(blanks)
        return _Container(indent + size + blanks, is_empty=is_empty)

    def _with_blank(self, depth: int) -> int:
        """How many go on with a blank line: up to a quote, or an item that has no content yet."""
        following = bisect_left(self.quotes, depth)
        if following < len(self.quotes):
            return self.quotes[following]
        return len(self.open) - self.open[-1].is_empty


def is_rule(line: DocumentLine) -> bool:
    """Whether a line parts what is above it from what is below: three stars, dashes or so."""
    if line.first < line.no_rule_before:
        return False
    signs = _SIGNS.match(line.text, line.first, line.end)
    if signs is None or signs.end() < line.end:
        line.no_rule_before = signs.end() if signs else line.first
        return False
    return line.text.count(signs[0][0], line.first, line.end) >= _LEAST


def _goes_on(container: _Container, line: DocumentLine) -> bool:
    if container.width == 0:
        quoted = line.indent < CODE and line.text.startswith(">", line.first, line.end)
        if quoted:
            line.pass_over(1)
            line.skip(1)
        return quoted
    if line.indent < container.width:
        return False
    line.skip(container.width)
    container.is_empty = False
    return True


def _is_blank(text: str, start: int, end: int) -> bool:
    found = _BLANKS.match(text, start, end)
    return bool(found and found.end() == end)
