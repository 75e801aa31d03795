"""Where a function of one variable crosses zero, for one or for many samples at once."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

TOLERANCE = 1e-12
"""How near, in the variable, a root is found."""
NEAR = 1e-9
"""How near the roots of many samples are found: far below what their draws scatter by."""
MOST_STEPS = 100
"""Of many samples; bisection alone takes as many for 1e21 times NEAR."""

_Point = tuple[Any, Any]
"""A place, and the value there."""


def root(
    function: Callable[[float], float],
    low: float,
    high: float,
    near: float = TOLERANCE,
    ends: tuple[float, float] | None = None,
) -> float:
    """Where a continuous function crosses zero between `low` and `high`, to within TOLERANCE, or as
    `near` as is asked; with its values at the `ends`, where they are known, it starts between them.

    Inverse quadratic interpolation, with bisection wherever interpolation is not safe, so that it
    ends for every function: Chandrupatla, Advances in Engineering Software 28 (1997), 145-149.
    Raises ValueError where the function has the same sign at both ends.

    >>> round(root(lambda x: x * x - 2, 0, 2), 9)
    1.414213562
    """
    now, other = low, high
    at_now, at_other = ends or (function(low), function(high))
    if at_now == 0 or at_other == 0:
        return now if at_now == 0 else other
    if (at_now > 0) == (at_other > 0):
        raise ValueError(f"the function does not cross zero between {low:g} and {high:g}")
    part = min(0.9, max(0.1, at_now / (at_now - at_other))) if ends else 0.5
    while True:
        new = now + part * (other - now)
        at_new = function(new)
        if (at_new > 0) == (at_now > 0):
            old, at_old = now, at_now
        else:
            old, at_old = other, at_other
            other, at_other = now, at_now
        now, at_now = new, at_new
        least = near / abs(other - now)
        if least > 0.5 or at_now == 0:
            return now if abs(at_now) < abs(at_other) else other
        part = _next_part((now, at_now), (other, at_other), (old, at_old))
        part = min(1 - least, max(least, part))


def _next_part(
    now: tuple[float, float], other: tuple[float, float], old: tuple[float, float]
) -> float:
    """How far to go from `now` to `other`: by interpolation if all three agree on it, else half.

    Each point is (place, value); `now` and `other` lie on opposite sides of the root.
    """
    (a, at_a), (b, at_b), (c, at_c) = now, other, old
    if at_c in (at_a, at_b):
        return 0.5
    place, value = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
    if not (value * value < place and (1 - value) ** 2 < 1 - place):
        return 0.5
    linear = at_a / (at_b - at_a) * at_c / (at_b - at_c)
    return linear + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)


def roots(
    array: Any, function: Callable[[Any], Any], low: Any, high: Any, near: float = NEAR
) -> Any:
    """The root of each sample, as `root` finds one; nan where there is none."""
    now, other = array.broadcast_arrays(low, high)
    at_now, at_other = function(now), function(other)
    now, other, at_now, at_other = array.broadcast_arrays(now, other, at_now, at_other)
    at_none = (at_now > 0) == (at_other > 0)
    best = array.where(at_now == 0, now, array.where(at_other == 0, other, math.nan))
    done = at_none | ~array.isnan(best) | array.isnan(at_now) | array.isnan(at_other)
    part = array.full(now.shape, 0.5)
    for _ in range(MOST_STEPS):
        new = now + part * (other - now)
        at_new = function(new)
        same = (at_new > 0) == (at_now > 0)
        old, at_old = array.where(same, now, other), array.where(same, at_now, at_other)
        other, at_other = array.where(same, other, now), array.where(same, at_other, at_now)
        now, at_now = new, at_new
        nearest = array.where(abs(at_now) < abs(at_other), now, other)
        least = near / abs(other - now)
        ready = (least > 0.5) | (at_now == 0)
        best = array.where(ready & ~done, nearest, best)
        done = done | ready
        if bool(array.all(done)):
            break
        part = _next_parts(array, (now, at_now), (other, at_other), (old, at_old))
        part = array.minimum(1 - least, array.maximum(least, part))
    return best


def _next_parts(array: Any, now: _Point, other: _Point, old: _Point) -> Any:
    (a, at_a), (b, at_b), (c, at_c) = now, other, old
    place, value = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
    safe = (value * value < place) & ((1 - value) ** 2 < 1 - place)
    safe = safe & (at_c != at_a) & (at_c != at_b)
    linear = at_a / (at_b - at_a) * at_c / (at_b - at_c)
    part = linear + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)
    return array.where(safe, part, 0.5)
