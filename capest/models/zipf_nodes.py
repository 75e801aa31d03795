"""Zipf's law in few nodes, for sums over all items: of what falls smoothly with the probability.

A node is a probability and how many items it stands for. The first ranks are nodes of their own;
of each later stretch of ranks two nodes have the items, the requests, and the sums of the squares
and cubes of the probabilities: Gauss's quadrature of the law itself. Nodes are in no order of
ranks: what cuts the law at a rank asks for `popularity.zipf`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from .popularity import EXACT_RANKS, Popularity, check_law, zipf

OWN_RANKS = 64
"""Ranks that are nodes of their own, where there are more than 256. The sums over later ones are
integrals with their first correction, which leave out 7 / (960 x 64^4) = 4e-10."""
STRETCHES_PER_DECADE = 10
"""With two nodes each: hit ratios then differ by up to 1e-6 from those of a sum over every rank, as
with 200 buckets a decade that have one; items by up to 1e-5 of them."""

EVEN = 1e-8
"""Relative variance below which one node does, and rounding would place two."""

Weighted = tuple[float, float]
"""A number in proportion to a probability, and the number of items."""


def zipf_nodes(items: float, exponent: float) -> Popularity:
    """The law of `zipf` in nodes: 208 for 1e9 items. Raises what that does.

    >>> law = zipf_nodes(1e9, 1)
    >>> round(law.items), round(law.top_probability, 5), round(law.effective_items, 1)
    (1000000000, 0.04695, 275.8)
    """
    check_law(items, exponent)
    if items <= EXACT_RANKS:
        return zipf(items, exponent)
    nodes = [
        *((rank**-exponent, 1.0) for rank in range(1, OWN_RANKS + 1)),
        *_later(items, exponent),
    ]
    total = math.fsum(weight * count for weight, count in nodes)
    return Popularity(
        probabilities=tuple(weight / total for weight, _ in nodes),
        counts=tuple(count for _, count in nodes),
        exponent=float(exponent),
    )


def _later(items: float, exponent: float) -> Iterator[Weighted]:
    below, step = float(OWN_RANKS), 1
    while below < items:
        last = min(float(round(OWN_RANKS * 10 ** (step / STRETCHES_PER_DECADE))), items)
        largest = (below + 0.5) ** -exponent
        for weight, count in _pair(below + 0.5, last + 0.5, exponent):
            yield largest * weight, count
        below, step = last, step + 1


def _pair(low: float, high: float, exponent: float) -> Iterator[Weighted]:
    """Two nodes for the ranks between two half-integers, their weights over that of the lower."""
    count, width = high - low, math.log(high / low)
    mean = _sum_of_powers(low, width, exponent) / count
    squares = _sum_of_powers(low, width, 2 * exponent) / count
    cubes = _sum_of_powers(low, width, 3 * exponent) / count
    variance = squares - mean * mean
    if variance <= EVEN * mean * mean:
        yield mean, count
        return
    lean = (cubes - 3 * mean * squares + 2 * mean**3) / (2 * variance)
    away = math.sqrt(variance + lean * lean)
    upper = count * (away - lean) / (2 * away)
    yield mean + lean + away, upper
    yield mean + lean - away, count - upper


def _sum_of_powers(low: float, width: float, power: float) -> float:
    """The sum of (rank / low)^-power over the ranks from low to e^width x low, both half-integers:
    the integral, less the first term of the midpoint rule's error.
    """
    rest = 1 - power
    whole = math.expm1(rest * width) / rest if rest else width
    return low * whole + power * math.expm1(-(power + 1) * width) / (24 * low)
