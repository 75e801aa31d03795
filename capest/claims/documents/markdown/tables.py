"""Tables of GitHub's Markdown: a ruler of dashes below the headings, and a row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....problems import Extent
from ....records import record
from ..text_map import neighbours
from .containers import DocumentLine

_RULER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"\\.|\|", re.DOTALL)

MOST_COLUMNS = 1_000
"""Columns of a table; a line of more is read as text, as no page shows it."""


@record
class PipeTable:
    """A table of which the headings are known."""

    headings: tuple[Extent, ...]

    def row(self, text: str, start: int, end: int) -> Iterator[tuple[Extent, tuple[Extent, ...]]]:
        """The cells of a row, each with what stands near it; those without a heading are unseen."""
        cells = split_row(text, start, end)[: len(self.headings)]
        for column, cell in enumerate(cells):
            yield cell, (self.headings[column], *neighbours(cells, column))


def ruler_width(line: DocumentLine) -> int:
    """How many columns a line rules off; 0 where it is no ruler."""
    if line.text[line.first] not in "|:-":
        return 0
    rest = line.rest.rstrip(" \t")
    if not rest.strip("-"):
        return 0  # the underline of a heading
    width = rest.removeprefix("|").removesuffix("|").count("|") + 1
    if width > MOST_COLUMNS or not _RULER.match(rest) or rest.startswith(("- ", "-\t")):
        return 0
    return width


def split_row(text: str, start: int, end: int) -> tuple[Extent, ...]:
    """The cells of a row, between the bars that no backslash escapes."""
    first = start + text.startswith("|", start)
    cells = []
    for found in _PIPE.finditer(text, first, end):
        if found.group() == "|":
            cells.append((first, found.start()))
            first = found.end()
    if text[first:end].strip():
        cells.append((first, end))
    return tuple(cells)
