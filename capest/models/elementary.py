"""What numbers come to by elementary functions, floats and arrays of samples alike (any array that
follows the Python array API standard, such as numpy's).
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

NOISE = 1e-12
"""Relative error of a few roundings of a float, which must not make a whole number the next one."""

_MOST_NOISE = 1e-6
"""Highest error taken for noise: in numbers so large that a float hardly holds their units."""


def functions_of(value: Any) -> Any:
    """The namespace of an array's own functions, or math for a float."""
    return math if isinstance(value, (int, float)) else value.__array_namespace__()


def finite_or_nan(value: Any) -> Any:
    """The samples of an array, nan for those beyond the floats; anything else as it is."""
    if isinstance(value, (int, float, str)):
        return value
    array = value.__array_namespace__()
    return array.where(array.isfinite(value), value, math.nan)


def _nearest(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        raise OverflowError
    return functions_of(value).floor(value + 0.5)


def ceil(value: Any) -> Any:
    """Up to a whole number, but 64.00000000000001 stays 64."""
    nearest = _nearest(value)
    if isinstance(value, (int, float)):
        is_whole = abs(value - nearest) <= min(NOISE * abs(value), _MOST_NOISE)
        return float(nearest if is_whole else math.ceil(value))
    array = functions_of(value)
    slack = array.minimum(NOISE * abs(value), _MOST_NOISE)
    return array.where(abs(value - nearest) <= slack, nearest, array.ceil(value))


def floor(value: Any) -> Any:
    """Down to a whole number, but 63.99999999999999 is 64."""
    return -ceil(-value)


def to_nearest(value: Any) -> Any:
    """To the nearest whole, halves up, so that a float and an array agree."""
    return _nearest(value) if not isinstance(value, (int, float)) else float(_nearest(value))


def extreme(scalar: Callable[..., float], pairwise: str) -> Callable[..., Any]:
    """What finds the largest or the smallest of its arguments, sample by sample."""

    def compute(*values: Any) -> Any:
        array = next((value for value in values if not isinstance(value, (int, float))), None)
        if array is None:
            return scalar(values)
        choose = getattr(functions_of(array), pairwise)
        result = values[0]
        for value in values[1:]:
            result = choose(result, value)
        return result

    return compute


def power_of_two(value: Any) -> Any:
    """Up to a power of two; at least one, and nothing stays nothing."""
    if isinstance(value, (int, float)):
        return 2.0 ** ceil(math.log2(max(value, 1))) if value > 0 else 0.0
    array = functions_of(value)
    return array.where(value > 0, 2.0 ** ceil(array.log2(array.maximum(value, 1))), 0.0)


def even(value: Any) -> Any:
    """Up to an even number; nothing stays nothing."""
    return 2 * ceil(value / 2)


def elementary(name: str, of_none: str) -> Callable[[Any], Any]:
    """A function of math; it raises ValueError, in words, where a float has no value."""

    def compute(value: Any) -> Any:
        try:
            return getattr(functions_of(value), name)(value)
        except ValueError:
            raise ValueError(of_none) from None

    return compute


NO_ROOT = "a root of a negative number"
NO_LOGARITHM = "a logarithm of a number that is not above 0"


def total(*values: Any) -> Any:
    """All added up, one by one: `sum` rounds otherwise since Python 3.12."""
    return functools.reduce(operator.add, values)


def product(*values: Any) -> Any:
    """All multiplied."""
    return functools.reduce(operator.mul, values)


def missed(*values: Any) -> Any:
    """What is left after each takes its share."""
    return product(*(1 - value for value in values))
