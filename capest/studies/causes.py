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

from ..problems import EstimateError
from ..records import record

MOST_EXACT = 10
"""Causes of which every combination is computed, 1,024; of more, two orders for each cause are.
Where that is too much, fewer orders are.
"""

_OF_A_PAIR = 2
"""Combinations for each cause that an order and its reverse go through."""

Put = Callable[[frozenset[str]], float]
"""What comes out with some of the causes put in."""


@record(kw_only=True)
class Cause:
    """What one change brings about in a quantity: a factor, or what it adds where it may be 0."""

    name: str
    factor: float | None
    added: float | None


def refuse_too_many(causes: int, most: int) -> None:
    """Raise EstimateError where an order of so many causes and its reverse are more combinations
    than may be computed.
    """
    if _OF_A_PAIR * causes > most:
        message = f"what each of {causes:,} changes does takes too long to tell"
        hint = f"compare in steps, with {most // _OF_A_PAIR:,} of the changes at most in each"
        raise EstimateError.saying("scenario-too-large", message, hint)


def shares(causes: Sequence[str], put: Put, most: int) -> dict[str, float]:
    """What each cause adds: together, all that they add when all are put in. At most so many
    combinations are computed, if each is remembered: not fewer than an order and its reverse take.
    """
    if len(causes) <= MOST_EXACT and 2 ** len(causes) <= most:
        return {cause: _averaged(cause, causes, put) for cause in causes}
    starts = max(1, min(len(causes), most // (_OF_A_PAIR * len(causes))))
    orders = list(_orders(causes, [start * len(causes) // starts for start in range(starts)]))
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


def _orders(causes: Sequence[str], starts: Sequence[int]) -> Iterator[Sequence[str]]:
    """Orders that begin at some of the causes, forwards and backwards; where they begin at each,
    each stands once at every place.
    """
    for start in starts:
        order = (*causes[start:], *causes[:start])
        yield order
        yield order[::-1]
