"""How often draws come out how large."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from ..records import record
from .outcome import percentile

BARS = 12
"""As many as say what the shape is; all in half a screen."""
MOST_EVEN = 10
"""From this factor between the 5 % and the 95 % point on, bars are even by factors."""


@record(kw_only=True)
class Bar:
    """Draws from one value to the next."""

    low: float
    high: float
    share: float
    is_open: bool = False
    """Whether it holds what lies beyond its end, too."""


def histogram(ordered: Sequence[float]) -> tuple[Bar, ...]:
    """The bars of some sorted values, or one for each where they are few. What one in 200 lies
    below or above is in the first or the last bar.
    """
    distinct = sorted(set(ordered))
    if len(distinct) <= BARS:
        edges = [*distinct, distinct[-1]]
    else:
        edges = _edges(percentile(ordered, 0.5), percentile(ordered, 99.5), ordered)
    numbers = [0] * (len(edges) - 1)
    for value in ordered:
        numbers[min(max(bisect_right(edges, value) - 1, 0), len(numbers) - 1)] += 1
    open_ends = {0: ordered[0] < edges[0], len(numbers) - 1: ordered[-1] > edges[-1]}
    return tuple(
        Bar(
            low=edges[place],
            high=edges[place + 1],
            share=number / len(ordered),
            is_open=open_ends.get(place, False),
        )
        for place, number in enumerate(numbers)
    )


def _edges(low: float, high: float, ordered: Sequence[float]) -> list[float]:
    steps = range(BARS + 1)
    if low > 0 and percentile(ordered, 95) > MOST_EVEN * percentile(ordered, 5):
        start, end = math.log(low), math.log(high)
        inner = [math.exp(start + step * (end - start) / BARS) for step in steps[1:-1]]
        return [low, *inner, high]
    return [low * (1 - step / BARS) + high * (step / BARS) for step in steps]
