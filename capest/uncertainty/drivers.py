"""Which ranges move a quantity, and what would be known of it if one of them were measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, pvariance

from ..engine.estimate import Estimate
from ..engine.expectations import Verdict
from ..engine.ranges import UncertainValue
from ..engine.sample import Sample, computed_in
from ..records import record
from .outcome import percentile

BINS = 40
"""Groups of draws alike in one range: of 2,048, some 50 each, whose means are known to a seventh
of what they scatter by."""
FEWEST_IN_BIN = 10
"""Draws without which a group says nothing."""


@record(kw_only=True)
class Driver:
    """One range, and what it does to a quantity. Values are in the quantity's own unit."""

    range: UncertainValue
    low: float
    """What the quantity is at the low end of this range, with the middle of all others; nan where
    it has no value."""
    high: float
    share: float
    """The part of what the quantity scatters by, in its logarithm where it is above 0, that goes
    when this range is known: its first-order index (Sobol', 1993)."""
    rank_correlation: float
    """Spearman's, with its sign."""
    width_if_known: float | None
    """The mean of what `width` comes to once it is known."""
    wrong_if_known: dict[str, float]
    """By an expectation's text, how often it is then judged wrongly by what is likelier."""


def drivers(
    estimate: Estimate, sample: Sample, name: str, verdicts: Sequence[Verdict] = ()
) -> tuple[Driver, ...]:
    """The ranges that a quantity with a value rests on, the one that moves it most first."""
    graph = estimate.graph
    below = graph.behind([name])
    pairs = [
        (index, value) for index, value in enumerate(sample.columns[name]) if not math.isnan(value)
    ]
    kept, values = [index for index, _ in pairs], [value for _, value in pairs]
    scaled = _scaled(values)
    found = []
    own = [item for item in sample.ranges if item.owner in below]
    for item in own:
        inputs = [sample.inputs[item.node][index] for index in kept]
        order = sorted(range(len(values)), key=inputs.__getitem__)
        ends = _at_ends(estimate, item, name)
        found.append(
            Driver(
                range=item,
                low=ends[0],
                high=ends[1],
                share=_first_order([scaled[at] for at in order]) if len(own) > 1 else 1.0,
                rank_correlation=_rank_correlation(order, values),
                width_if_known=_width_if_known([values[at] for at in order]),
                wrong_if_known={
                    verdict.expectation.passage.text: _wrong(
                        [verdict.held[kept[at]] for at in order]
                    )
                    for verdict in verdicts
                    if verdict.held
                },
            )
        )
    return tuple(sorted(found, key=lambda driver: -driver.share))


def width(ordered: Sequence[float]) -> float | None:
    """How far apart the 5 % and the 95 % point are: the factor, where all is above 0, else None."""
    return percentile(ordered, 95) / percentile(ordered, 5) if ordered[0] > 0 else None


def _scaled(values: list[float]) -> list[float]:
    """The values, or their logarithms where all have one."""
    return [math.log(value) for value in values] if min(values, default=0) > 0 else values


def _at_ends(estimate: Estimate, item: UncertainValue, name: str) -> tuple[float, float]:
    """What a quantity is at both ends of one range, and at the middle of all others."""
    graph = estimate.graph
    names = graph.resting_on([item.owner]) & graph.behind([name])
    values = {each: derivation.quantity.value for each, derivation in estimate.derivations.items()}
    low, high = computed_in(
        graph, values, {item.node: [item.law.at(0.05), item.law.at(0.95)]}, names
    )[name]
    return low, high


def _bins(ordered: Sequence[float]) -> Iterator[Sequence[float]]:
    """Draws in the order of one range, in groups of equal size."""
    number = max(1, min(BINS, len(ordered) // FEWEST_IN_BIN))
    edges = [round(index * len(ordered) / number) for index in range(number + 1)]
    return (ordered[low:high] for low, high in pairwise(edges))


def _first_order(ordered: list[float]) -> float:
    """The variance of the groups' means over that of all, less what chance alone gives them
    (epsilon squared; Kelley, 1935).
    """
    groups = list(_bins(ordered))
    total, mean = pvariance(ordered), fmean(ordered)
    if total == 0 or len(groups) == 1:
        return 0.0
    between = math.fsum(len(group) * (fmean(group) - mean) ** 2 for group in groups)
    explained = between / (len(ordered) * total)
    lost = (1 - explained) * (len(groups) - 1) / (len(ordered) - len(groups))
    return max(0.0, explained - lost)


def _rank_correlation(order: list[int], values: list[float]) -> float:
    """Spearman's coefficient, equal values at the mean of their ranks."""
    place = {at: rank for rank, at in enumerate(order)}
    ranks: dict[float, list[int]] = {}
    for rank, value in enumerate(sorted(values)):
        ranks.setdefault(value, []).append(rank)
    rank_of = {value: fmean(found) for value, found in ranks.items()}
    one = [float(place[at]) for at in range(len(values))]
    other = [rank_of[value] for value in values]
    spread = math.sqrt(pvariance(one) * pvariance(other))
    if spread == 0:
        return 0.0
    middle = (len(values) - 1) / 2
    together = fmean((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    return together / spread


def _width_if_known(ordered: list[float]) -> float | None:
    widths = [found for group in _bins(ordered) if (found := width(sorted(group)))]
    return math.exp(fmean(map(math.log, widths))) if widths and min(ordered) > 0 else None


def _wrong(ordered: Sequence[bool]) -> float:
    """How often the likelier verdict is the wrong one, in groups that each have their own."""
    return math.fsum(wrong(group) * len(group) for group in _bins(ordered)) / len(ordered)


def wrong(held: Sequence[float]) -> float:
    """How often what mostly holds does not, or the other way round."""
    return min(fmean(held), 1 - fmean(held))
