"""The prose of a run as one text, and the way back from it to the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from ...problems import Extent

_NEAR = 8
"""Cells to each side in which a unit may stand."""


class TextMap(NamedTuple):
    """Pieces of a document, one behind the other."""

    text: str
    pieces: tuple[Extent, ...]
    starts: tuple[int, ...]
    """Where each piece begins in `text`."""

    def back(self, start: int, end: int) -> Extent:
        """The stretch of the document from which text[start:end] came, holes included."""
        pieces, starts = self.pieces, self.starts
        if len(starts) == 1:
            return start + pieces[0][0], end + pieces[0][0]
        index = bisect_right(starts, start) - 1 if start > 0 else 0
        shift, last = pieces[index][0] - starts[index], end - 1 if end > start else start
        first = start + shift
        if index + 1 < len(starts) and last >= starts[index + 1]:
            index = bisect_right(starts, last) - 1
            shift = pieces[index][0] - starts[index]
        return first, last + shift + (end > start)

    def position(self, offset: int) -> int:
        """Where an offset of the document, or what follows it, stands in `text`."""
        pieces = self.pieces
        if offset <= pieces[0][0]:
            return 0
        if offset >= pieces[-1][1]:
            return len(self.text)
        index = bisect_right(pieces, (offset, inf)) - 1
        start, end = pieces[index]
        return self.starts[index] + (offset if offset < end else end) - start


NO_TEXT = TextMap("", ((0, 0),), (0,))


def join(text: str, pieces: Sequence[Extent]) -> TextMap:
    """The pieces of a document's text as one text."""
    if len(pieces) == 1:
        start, end = pieces[0]
        return TextMap(text[start:end], (pieces[0],), (0,))
    kept, starts, said, length = [], [], [], 0
    for piece in pieces:
        start, end = piece
        if start < end:
            kept.append(piece)
            starts.append(length)
            said.append(text[start:end])
            length += end - start
    return TextMap("".join(said), tuple(kept), tuple(starts)) if kept else NO_TEXT


def part(pieces: Sequence[Extent], start: int, end: int) -> list[Extent]:
    """What of the pieces lies in a stretch of the document."""
    first = max(bisect_right(pieces, (start, inf)) - 1, 0)
    found = []
    for index in range(first, len(pieces)):
        if pieces[index][0] >= end:
            break
        low, high = max(pieces[index][0], start), min(pieces[index][1], end)
        if low < high:
            found.append((low, high))
    return found


def without(pieces: Iterable[Extent], holes: Sequence[Extent]) -> tuple[Extent, ...]:
    """The pieces without the holes, both in the order of the text."""
    kept: list[Extent] = []
    index = 0
    for start, end in pieces:
        position = start
        while index < len(holes) and holes[index][0] < end:
            first, last = holes[index]
            if first > position:
                kept.append((position, first))
            position = max(position, min(last, end))
            if last > end:
                break  # it goes on in the next piece
            index += 1
        if position < end:
            kept.append((position, end))
    return tuple(kept)


def neighbours(cells: Sequence[Extent], column: int) -> tuple[Extent, ...]:
    """The cells next to one in its row, as many as a table that people read has."""
    return (*cells[max(column - _NEAR, 0) : column], *cells[column + 1 : column + _NEAR + 1])
