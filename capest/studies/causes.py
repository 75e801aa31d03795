"""How much of what has changed each cause brings about, whatever order they are put in.

Shapley's value (A Value for n-Person Games, 1953): what a cause adds, averaged over every order in
which the causes may come. The parts add up to the whole, and none is blamed for coming last, as
each is where one is put in after another: of shards that are rounded up to a power of two, the last
would have doubled them alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

MOST_EXACT = 10
"""Causes of which every combination is computed, 1,024; of more, two orders for each cause are."""

Put = Callable[[frozenset[str]], float]
"""What comes out with some of the causes put in."""


def shares(causes: Sequence[str], put: Put) -> dict[str, float]:
    """What each cause adds: together, all that they add when all are put in."""
    if len(causes) <= MOST_EXACT:
        return {cause: _averaged(cause, causes, put) for cause in causes}
    orders = list(_orders(causes))
    added = dict.fromkeys(causes, 0.0)
    for order in orders:
        before = put(frozenset())
        for last, cause in enumerate(order, 1):
            after = put(frozenset(order[:last]))
            added[cause] += (after - before) / len(orders)
            before = after
    return added


def _averaged(cause: str, causes: Sequence[str], put: Put) -> float:
    """What a cause adds to each combination of the others, those of each size counted alike."""
    others = [other for other in causes if other != cause]
    total = 0.0
    for size in range(len(causes)):
        weight = 1 / (len(causes) * math.comb(len(others), size))
        for before in map(frozenset, combinations(others, size)):
            total += weight * (put(before | {cause}) - put(before))
    return total


def _orders(causes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Orders in which each cause stands once at every place, forwards and backwards."""
    for start in range(len(causes)):
        order = (*causes[start:], *causes[:start])
        yield order
        yield order[::-1]
