"""Where a function of one variable crosses zero."""

from __future__ import annotations

from collections.abc import Callable

TOLERANCE = 1e-12
"""How near, in the variable, a root is found."""


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a continuous function crosses zero between `low` and `high`, to within TOLERANCE.

    Inverse quadratic interpolation, with bisection wherever interpolation is not safe, so that it
    ends for every function: Chandrupatla, Advances in Engineering Software 28 (1997), 145-149.
    Raises ValueError where the function has the same sign at both ends.

    >>> round(root(lambda x: x * x - 2, 0, 2), 9)
    1.414213562
    """
    now, at_now = low, function(low)
    other, at_other = high, function(high)
    if at_now == 0 or at_other == 0:
        return now if at_now == 0 else other
    if (at_now > 0) == (at_other > 0):
        raise ValueError(f"the function does not cross zero between {low:g} and {high:g}")
    part = 0.5
    while True:
        new = now + part * (other - now)
        at_new = function(new)
        if (at_new > 0) == (at_now > 0):
            old, at_old = now, at_now
        else:
            old, at_old = other, at_other
            other, at_other = now, at_now
        now, at_now = new, at_new
        least = TOLERANCE / abs(other - now)
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
