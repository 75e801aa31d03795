"""What a document's format finds in its text, before anything is understood: places only.

All extents are offsets into the document's text, which is exactly the file's characters, so that a
program can replace what stands there and leave every other byte as it is.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from ...problems import Extent
from ...records import field, record
from .text_map import TextMap, join

MOST_CELLS = 20_000
"""Cells of tables that are read in a document: further rows without a mark are data, of which
nobody is told.
"""
_BINDS = re.compile(r"capest|[\]`]|_(?:\s|$)", re.IGNORECASE)
_QUANTITY = re.compile(r"([^#]*\.ya?ml)#([^\s#]+)", re.DOTALL)


@record(frozen=False)
class TextRun:
    """A stretch of prose that is read as one: a paragraph, a heading, a list item, a table's cell.

    Its pieces are what a reader sees of it: comments, tags, the targets of links and the marks of
    quotes and lists are left out.
    """

    pieces: tuple[Extent, ...]
    code: tuple[Extent, ...] = ()
    """The code spans among the pieces."""
    nearby: tuple[Extent, ...] = ()
    """The heading of the table's column and the other cells of the row, where units may stand."""
    _joined: TextMap | None = field(default=None, repr=False, compare=False)

    def joined(self, text: str) -> TextMap:
        """Its pieces of the document's text as one, put together once."""
        if self._joined is None:
            self._joined = join(text, self.pieces)
        return self._joined


class Comment(NamedTuple):
    """A comment of capest: `<!-- capest: search.peak_qps -->`."""

    at: Extent
    body: Extent
    """What follows `capest:`."""
    run: TextRun | None = None
    """The prose that it stands in; None on lines of its own."""
    opens_line: bool = False
    """Whether it stands first on its line with text behind it, which HTML reads as a block."""


@record(kw_only=True)
class Link:
    """A link to a quantity of a scenario: `[104K QPS](search.capest.yaml#search.peak_qps)`."""

    at: Extent
    label: Extent
    path: Extent
    name: Extent
    run: TextRun
    is_image: bool = False
    """Whether it shows what it leads to, and so states no number."""


@record(kw_only=True)
class Scan:
    """Everything that capest looks at in one document, in the order of the text."""

    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    blocks: tuple[Extent, ...] = ()
    """The contents of the fenced scenarios."""
    declared: Extent | None = None
    """The path of a scenario in the document's front matter."""
    prose: tuple[TextRun, ...] = ()
    """All prose, for the equations in it."""
    code: tuple[TextRun, ...] = ()
    """The lines of code, but for examples of documents."""
    unclosed: tuple[Extent, ...] = ()
    """Comments of capest that never end."""
    unreadable: tuple[Extent, ...] = ()
    """Marks that stand where they bind nothing."""
    unknown_in_code: tuple[Extent, ...] = ()
    """Marks in comments of code that are not known as such."""
    links_in_code: tuple[Extent, ...] = ()
    """Targets of links to quantities, which code shows as they are."""
    unread_rows: int | None = None
    """Where rows of tables begin that are not read."""

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Prose and code, in the order of the text."""
        return tuple(sorted((*self.prose, *self.code), key=attrgetter("pieces")))


@record(frozen=False)
class Cells:
    """How many cells of a document's tables are read."""

    read: int = 0
    unread_from: int | None = None

    def are_read(self, text: str, start: int, end: int) -> bool:
        """Whether a row is read: one of the first, or one that may bind something."""
        if self.read < MOST_CELLS or _BINDS.search(text, start, end):
            return True
        self.unread_from = start if self.unread_from is None else self.unread_from
        return False


def quantity_of(text: str, target: Extent) -> tuple[Extent, Extent] | None:
    """The path and the name in the target of a link to a quantity; None for another link."""
    found = _QUANTITY.fullmatch(text, *target)
    return (found.span(1), found.span(2)) if found else None
