"""The bytes of a row of a database: its fields side by side, each where it may begin.

Sizes are in bytes, taken in whole ones. It works on floats and on arrays of samples.
"""

from __future__ import annotations

from typing import Any

from .elementary import ceil, functions_of

PERIOD = 16
"""Bytes after which the places in a row repeat themselves: every step of a database divides it."""


def row_layout(whole: Any, *fields: Any) -> Any:
    """The bytes of all fields of a row, on average, filled up to whole steps: from the step of a
    row, the mean sizes of all, then the steps at whose multiples they begin, then the parts of the
    rows that have them, one independent of the other; the others have nothing of them.

    PostgreSQL puts a field at a multiple of its own step, in the order of the columns, and the row
    at one of MAXALIGN (Database Page Layout); a field that a row lacks takes no place. A text whose
    length varies is laid out by its mean.

    >>> row_layout(8, 1, 8, 1, 8, 1, 1), row_layout(8, 8, 1, 8, 1, 1, 1)
    (16.0, 16.0)
    >>> row_layout(8, 8, 4, 8, 8, 1, 0.5)
    12.0
    """
    number = len(fields) // 3
    shares: list[Any] = [1.0] + [0.0] * (PERIOD - 1)
    taken: Any = 0.0
    columns = (fields[at * number : (at + 1) * number] for at in range(3))
    for size, step, filled in zip(*columns, strict=True):
        after = [share * (1 - filled) for share in shares]
        for place, share in enumerate(shares):
            if isinstance(share, float) and not share:
                continue
            end = ceil(ceil(place / step) * step + size / filled)
            taken = taken + share * filled * (end - place)
            for other, part in _places(end):
                after[other] = after[other] + share * filled * part
        shares = after
    for place, share in enumerate(shares):
        taken = taken + share * (ceil(place / whole) * whole - place)
    return taken


def _places(end: Any) -> list[tuple[int, Any]]:
    """The place within a period that something ends at; of samples, which of them end at each."""
    if isinstance(end, float):
        return [(int(end % PERIOD), 1.0)]
    array = functions_of(end)
    return [(place, array.where(end % PERIOD == place, 1.0, 0.0)) for place in range(PERIOD)]
