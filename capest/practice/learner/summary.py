"""What some answers come to: points, how far off, which way by topic, and how honest the ranges."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from ...records import record
from ..marking.grading import FULL
from .history import RIGHT, Record

_NOTED = 1.25  # how many times off a topic's answers are before a bias is spoken of


@record(kw_only=True)
class Figures:
    """What some records come to."""

    answers: int
    points: int
    bands: tuple[int, ...]
    """How many answers got 5, 4, 3, 2, 1 and 0 points."""
    factor: float | None
    """The median of how many times off, 1 or more; None where nothing is a factor off."""
    bias: float | None
    """The geometric mean of answer over reference: 2 is twice too high, 0.5 twice too low."""
    seconds: float | None
    """The median time of an answer."""
    total_seconds: float
    ranges: int
    """How many ranges were given."""
    held: int
    """How many of those held the truth."""

    @property
    def most(self) -> int:
        """The points of good answers to all of them."""
        return FULL * self.answers

    @property
    def right(self) -> int:
        """How many answers were within 2x."""
        return sum(self.bands[: FULL - RIGHT + 1])


def figures(records: Sequence[Record]) -> Figures:
    """What some records come to; all zero without records."""
    points = Counter(record.points for record in records)
    factors = [record.factor for record in records if record.factor]
    times = [record.seconds for record in records if record.seconds is not None]
    ranges = [record.held for record in records if record.held is not None]
    decades = [math.log10(factor) for factor in factors]
    return Figures(
        answers=len(records),
        points=sum(record.points for record in records),
        bands=tuple(points[number] for number in range(FULL, -1, -1)),
        factor=10 ** _median([abs(decade) for decade in decades]) if decades else None,
        bias=10 ** (math.fsum(decades) / len(decades)) if decades else None,
        seconds=_median(times) if times else None,
        total_seconds=math.fsum(times),
        ranges=len(ranges),
        held=sum(ranges),
    )


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)  # not the module statistics, which takes as long to import as typer
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def by_topic(records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    """The records of each topic, oldest first; topics in alphabetical order."""
    found: dict[str, list[Record]] = {}
    for past in sorted(records, key=lambda past: (past.topic, past.at)):
        found.setdefault(past.topic, []).append(past)
    return {topic: tuple(own) for topic, own in found.items()}


@record(kw_only=True)
class Bias:
    """Which way the answers on a topic err."""

    topic: str
    factor: float
    """The geometric mean of those answers over their references."""
    answers: int
    slip: str | None
    """The slip that each of them suggests, as a question."""


def biases(records: Iterable[Record]) -> tuple[Bias, ...]:
    """The topics in which answers that were not good err one way, the largest factor first."""
    found: list[Bias] = []
    for topic, own in by_topic(records).items():
        off = [one for one in own if one.factor and not 1 / _NOTED <= one.factor <= _NOTED]
        decades = [math.log10(record.factor) for record in off if record.factor]
        if not decades or len({decade > 0 for decade in decades}) > 1:
            continue
        slips = {record.slip for record in off}
        found.append(
            Bias(
                topic=topic,
                factor=10 ** (math.fsum(decades) / len(decades)),
                answers=len(off),
                slip=slips.pop() if len(slips) == 1 else None,
            )
        )
    return tuple(sorted(found, key=lambda bias: -abs(math.log10(bias.factor))))


def weakest(records: Iterable[Record]) -> str | None:
    """The topic with the smallest share of its points, of equals the one that lost most of them;
    None where every answer was right.
    """
    topics = {topic: figures(own) for topic, own in by_topic(records).items()}
    weak = {topic: own for topic, own in topics.items() if own.right < own.answers}
    if not weak:
        return None
    return min(weak, key=lambda topic: (weak[topic].points / weak[topic].most, -weak[topic].most))
