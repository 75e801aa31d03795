"""What a quantity comes to in all draws, in a few numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..engine.sample import Sample
from ..records import record

PARTS = (5, 10, 25, 50, 75, 90, 95)
"""The percentiles that are told."""

_MIDDLE_HALF = (25, 75)


@record(kw_only=True)
class Outcome:
    """The percentiles of a quantity, in the unit of the values that they are of."""

    point: float
    """What it is with the middle of each range: the estimate."""
    percentiles: dict[int, float]
    mean: float
    without_value: int
    """The draws that give it no value; the others are what the percentiles are of."""

    @property
    def ends(self) -> tuple[float, float]:
        """Between which nine of ten draws lie."""
        return self.percentiles[5], self.percentiles[95]

    @property
    def is_point_aside(self) -> bool:
        """Whether the estimate lies outside the middle half of the draws."""
        low, high = (self.percentiles[part] for part in _MIDDLE_HALF)
        return not low <= self.point <= high


def outcome(sample: Sample, name: str, point: float) -> Outcome | None:
    """What a quantity comes to, in its own unit; None where no draw gives it a value."""
    drawn = sorted(value for value in sample.columns[name] if not math.isnan(value))
    if not drawn:
        return None
    return Outcome(
        point=point,
        percentiles={part: percentile(drawn, part) for part in PARTS},
        mean=mean(drawn),
        without_value=sample.draws - len(drawn),
    )


def mean(values: Sequence[float]) -> float:
    """The mean of some values, of the largest floats too, whose sum is none.

    >>> mean([1.0, 2.0]), mean([1.5e308, 1.5e308])
    (1.5, 1.5e+308)
    """
    try:
        return math.fsum(values) / len(values)
    except OverflowError:
        return math.fsum(value / len(values) for value in values)


def percentile(ordered: Sequence[float], part: float) -> float:
    """The value that `part` % of some sorted values lie below: between two of them as far as the
    part says (type 7 of Hyndman and Fan, 1996), but one of them where all are whole, as there is
    no half a shard.

    >>> percentile([1.5, 2, 4], 75), percentile([1, 2, 4, 8], 60)
    (3.0, 4)
    """
    if all(value == math.floor(value) for value in ordered):
        return ordered[max(0, math.ceil(part / 100 * len(ordered)) - 1)]
    place = part / 100 * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
