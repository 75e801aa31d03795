"""Models that are computed for one float at a time, on arrays of samples too."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any


def each(function: Callable[..., float], *arguments: Any, **named: Any) -> Any:
    """The function's value, for each sample where an argument is an array; nan for a row with nan.

    >>> each(lambda base, power: base**power, 2.0, 3.0), each(lambda base: base, base=2.0)
    (8.0, 2.0)
    """
    if named:
        names = tuple(named)
        return each(lambda *row: function(**dict(zip(names, row, strict=True))), *named.values())
    arrays = [value for value in arguments if not isinstance(value, (int, float))]
    if not arrays:
        return function(*arguments)
    array = arrays[0].__array_namespace__()
    spread = array.broadcast_arrays(*(array.asarray(value) for value in arguments))
    columns = [[float(sample) for sample in value] for value in spread]
    rows = zip(*columns, strict=True)
    return array.asarray(
        [math.nan if any(map(math.isnan, row)) else function(*row) for row in rows]
    )
