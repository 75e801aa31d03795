"""Growth that compounds."""

from __future__ import annotations

import math
from typing import Any


def time_at_present_rate(time: Any, growth: Any) -> Any:
    """How long today's rate would take to add what a rate growing all along adds within `time`.

    A rate r that grows by the fraction g per period adds the integral of r (1 + g)^t over `time`
    periods, which is r ((1 + g)^time - 1) / ln(1 + g): the continuous form of the sum of a
    geometric series. `time` is in the periods of `growth` (years for 20%/year); so is the result.
    Growth of zero gives `time` itself.

    >>> round(time_at_present_rate(5, 0.2) * 365, 1)  # a unit a day, 20 % a year, for five years
    2979.6
    """
    if isinstance(growth, (int, float)):
        if growth <= -1:
            raise ValueError("a rate cannot shrink by 100 % or more")
        functions = math if isinstance(time, (int, float)) else time.__array_namespace__()
        return _grown(time, math.log1p(growth), functions) if growth else time
    array = growth.__array_namespace__()
    still = growth == 0
    rate = array.log1p(array.where(still, 1.0, growth))
    return array.where(still, time, _grown(time, rate, array))


def growth_factor(time: Any, growth: Any) -> Any:
    """How many times as much there is after `time`, in the periods of `growth`: (1 + g)^time.

    >>> round(growth_factor(12, 0.1), 3)  # 10 % a month, for a year of twelve months
    3.138
    """
    return (1 + growth) ** time


def growth_rate(growth: Any) -> Any:
    """The continuous rate ln(1 + growth) of what grows by `growth` in each period.

    What grows at that rate becomes x times as much in ln(x) / rate periods. Where nothing grows it
    is 0, and nan among samples, so that what is never reached has no time. Raises ValueError for a
    float that shrinks by all there is.

    >>> round(math.log(2) / growth_rate(0.4), 3)  # 40 % a year: doubled in two years
    2.06
    """
    if not isinstance(growth, (int, float)):
        array = growth.__array_namespace__()
        return array.log1p(array.where(growth > 0, growth, math.nan))
    if growth <= -1:
        raise ValueError("a rate cannot shrink by 100 % or more")
    return max(0.0, math.log1p(growth))


def _grown(time: Any, rate: Any, functions: Any) -> Any:
    """By log1p and expm1, which keep their digits where the growth is tiny."""
    return functions.expm1(time * rate) / rate
