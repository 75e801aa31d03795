"""Changes a text in a few places and leaves every other character as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ...problems import Extent
from ...records import record


@record(kw_only=True)
class Edit:
    """What stands in one place of a text from now on."""

    at: Extent
    text: str


@record
class Spliced:
    """A text after some edits, and the way from the old text to it."""

    text: str
    edits: tuple[Edit, ...]
    """Those that were made, in the order of the text."""
    ends: tuple[int, ...]
    """Where each edited place ends in the old text."""
    shifts: tuple[int, ...]
    """How far the text behind each has moved."""

    def moved(self, offset: int) -> int:
        """Where an offset of the old text that lies in no edited place stands now; the start of
        such a place is where its new text begins.
        """
        index = bisect_right(self.ends, offset) - 1
        while index >= 0 and self.edits[index].at[0] == offset:
            index -= 1  # what was put in here stands behind the offset
        return offset + (self.shifts[index] if index >= 0 else 0)


def splice(text: str, edits: Iterable[Edit]) -> Spliced:
    """The text with the edits made; of two that overlap the first of the text is made."""
    kept: list[Edit] = []
    pieces, ends, shifts, position, shift = [], [], [], 0, 0
    for edit in sorted(edits, key=lambda edit: edit.at):
        start, end = edit.at
        if start < position:
            continue
        pieces += [text[position:start], edit.text]
        position = end
        shift += len(edit.text) - (end - start)
        kept.append(edit)
        ends.append(end)
        shifts.append(shift)
    pieces.append(text[position:])
    return Spliced("".join(pieces), tuple(kept), tuple(ends), tuple(shifts))
