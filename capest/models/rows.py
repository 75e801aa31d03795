"""The bytes of a row of a database: its fields side by side, each where it may begin.

Sizes are in bytes. It works on floats and on arrays of samples.
"""

from __future__ import annotations

from typing import Any

from .elementary import ceil


def row_layout(*fields: Any) -> Any:
    """The bytes from the start of the first field to the end of the last: all sizes, then the steps
    at whose multiples they begin.

    Exact for sizes that every row has. Of a size that differs from row to row, a text or a field
    that some rows lack, the mean is laid out as if each row had it, so that what it leaves before
    the next field may be up to a step off.

    >>> row_layout(1, 8, 1, 8), row_layout(8, 1, 8, 1)
    (16.0, 9.0)
    """
    number = len(fields) // 2
    end: Any = 0.0
    for size, step in zip(fields[:number], fields[number:], strict=True):
        end = ceil(end / step) * step + size
    return end
