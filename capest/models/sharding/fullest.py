"""How unevenly shards fill, and how many it takes so that the fullest stays within its limits.

What a shard gets by chance is worked out in `placed_keys`. The means are within 3 % of simulations
from one key a shard to thousands, uniform to Zipf 1.2, hashed and on rings of 10 points or more
(8 % with fewer). The fullest of the shards planned so is over its limit in at most 7 % of
placements, from five keys to hundreds of thousands, alike or not.

Numbers of shards, keys and points are counts, shares lie between 0 and 1, and an imbalance is a
plain number: the load of the fullest shard over the mean of all, 1 where they are even. Every
function works on floats and on arrays of samples; where no number of shards is enough it raises
ValueError for a float, and gives nan among samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Any

from ...records import record, replace
from ..elementary import NOISE, ceil
from ..popularity import check_law, part_edges, sum_of_powers
from ..roots import root
from ..samples import deferred, either
from .placed_keys import NEAR, PlacedKeys

MOST_OVER_LIMIT = 0.05
"""The share of placements in which the fullest shard may be above what is planned for it."""

OF_THE_MEAN = math.exp(-0.5772156649)
"""Shards above the mean of the fullest, on average: e to the power of minus Euler's constant."""

HARDLY_ANY = 1e-22
"""Shards so few that a search learns no more from fewer."""

FIRST = 0.01
"""How far, in the logarithm of a load, a search looks at least for what fewer shards exceed."""

MOST_FACTOR = 1024.0
"""By how much a search for more shards goes up at once, at most."""

EXACT = 32
RATIO = 1.2
"""Keys that are parts of their own, and the ratio of the last rank to the first of those behind
them; more or finer ones change the fourth digit."""

MOST_SHARDS = 2.0**60
"""Shards at which the search for enough of them ends: their number is soon no whole float."""

ON_ARRAYS = "sharding.array_fullest"
"""The module of the same functions on arrays."""


_Ends = tuple[float, float]
"""The excess at both ends of where it is looked for."""


@record
class _Keys:
    """What is placed: parts of keys of one share each, and how."""

    parts: tuple[tuple[float, float], ...]
    """The share of each key of a part, and how many keys it has; the most popular first."""
    points: float = math.inf
    """Of each shard on a ring; infinite where a hash alone decides."""
    is_split: bool = False
    """Whether shards get equal numbers of keys, so that only their popularity is left to chance."""

    @property
    def hottest(self) -> float:
        """The share of the most popular key."""
        return self.parts[0][0]

    @property
    def is_uniform(self) -> bool:
        """Whether all are alike."""
        return self.hottest <= self.parts[-1][0] * (1 + NEAR)

    @property
    def is_even(self) -> bool:
        """Whether nothing is left to chance."""
        return self.is_split and self.is_uniform

    def on(self, shards: float, *, is_limited: bool = False) -> PlacedKeys:
        """These keys on so many shards."""
        return PlacedKeys(
            shards, self.parts, self.points, is_split=self.is_split, is_limited=is_limited
        )


def imbalance(placed: str, shards: Any, keys: Any, exponent: Any, points: Any = math.inf) -> Any:
    """The mean of the fullest shard over that of all, for Zipf-popular keys.

    They are `placed` by a hash ("hashed"), on a ring if `points` of each shard are given, or in
    equal numbers ("split"), so that only their popularity counts. Raises ValueError for a number
    of keys, an exponent or points that make no sense.

    >>> round(imbalance("hashed", 64, 1e6, 0), 3), round(imbalance("split", 64, 1e9, 1), 2)
    (1.019, 3.96)
    """
    sampled = deferred(ON_ARRAYS, "imbalances", placed)

    def compute(shards: float, *key: float) -> float:
        return _imbalance(shards, _keys(placed, *key))

    return either(compute, sampled, shards, keys, exponent, points)


def fullest_shards(placed: str, load: Any, keys: Any, exponent: Any, points: Any = math.inf) -> Any:
    """The least shards of which the fullest stays within its limits in 95 of 100 placements.

    `load` is in shards: what it would fill if it were even. Raises ValueError where none help, and
    as `imbalance` does.

    >>> fullest_shards("hashed", 464.3, 1e6, 0)  # 465 even ones
    504.0
    """
    sampled = deferred(ON_ARRAYS, "fullest_shards", placed)

    def compute(load: float, *key: float) -> float:
        return _solved(load, _keys(placed, *key))

    return either(compute, sampled, load, keys, exponent, points)


def shared_shards(
    placed: str,
    writes: Any,
    write_exponent: Any,
    reads: Any,
    read_exponent: Any,
    keys: Any,
    points: Any = math.inf,
) -> Any:
    """As `fullest_shards`, for writes and reads of one budget, each of a popularity of its own.

    The keys that are written most are taken to be those that are read most.

    >>> shared_shards("hashed", 10.0, 0, 10.0, 0.8, 1e6), fullest_shards("hashed", 20.0, 1e6, 0.8)
    (25.0, 32.0)
    """
    sampled = deferred(ON_ARRAYS, "shared_shards", placed)

    def compute(writes: float, *given: float) -> float:
        reads = given[1]
        return _solved(writes + reads, _shared(placed, writes, *given))

    return either(compute, sampled, writes, write_exponent, reads, read_exponent, keys, points)


def _solved(load: float, keys: _Keys) -> float:
    found = _least(load, keys)
    if math.isnan(found):
        raise ValueError(_why_none(load, keys))
    return found


def _why_none(load: float, keys: _Keys) -> str:
    """Why no number of shards is enough."""
    if keys.is_uniform:
        number = math.fsum(count for _, count in keys.parts)
        return (
            f"no number of shards helps: one of {number:,.0f} keys is more than a shard may hold, "
            f"as all of them would fill {load:,.4g} shards"
        )
    return (
        f"no number of shards helps: the hottest key alone takes {load * keys.hottest:.3g} times "
        "what a shard may; split or copy that key, or answer it from a cache in front"
    )


@lru_cache(maxsize=256)
def _keys(placed: str, keys: float, exponent: float, points: float) -> _Keys:
    if not points >= 1:
        raise ValueError(f"a shard has at least one point on the ring, not {points:g}")
    is_split = placed == "split"  # in equal numbers, whatever a ring would do
    return _Keys(_parts(keys, exponent), math.inf if is_split else points, is_split)


def _shared(
    placed: str,
    writes: float,
    write_exponent: float,
    reads: float,
    read_exponent: float,
    keys: float,
    points: float,
) -> _Keys:
    """The keys with what each gets of writes and reads together."""
    written, read = (
        _keys(placed, keys, exponent, points) for exponent in (write_exponent, read_exponent)
    )
    part = writes / (writes + reads) if writes + reads else 0.0
    pairs = zip(written.parts, read.parts, strict=True)
    mixed = tuple((part * one + (1 - part) * other, count) for (one, count), (other, _) in pairs)
    return replace(written, parts=mixed)


def _parts(keys: float, exponent: float) -> tuple[tuple[float, float], ...]:
    """Keys by popularity in few parts, as many ranks in each whatever the exponent."""
    check_law(keys, exponent)
    edges = (*takewhile(lambda edge: edge < keys, part_edges(EXACT, RATIO)), keys)
    parts = [(sum_of_powers(*ends, exponent), ends[1] - ends[0]) for ends in pairwise(edges)]
    total = math.fsum(mass for mass, _ in parts)
    return tuple((mass / (total * count), count) for mass, count in parts)


def _imbalance(shards: float, keys: _Keys) -> float:
    if shards > MOST_SHARDS:
        raise OverflowError
    if shards <= 1 or keys.is_even:
        return 1.0
    least = 1 + (shards - 1) * keys.hottest  # the shard of that key is never the emptier for it
    if least >= shards * (1 - NEAR):  # all of it is in one key
        return shards
    return min(shards, max(least, _exceeded(shards, keys, OF_THE_MEAN, least)))


def _exceeded(shards: float, keys: _Keys, number: float, least: float) -> float:
    """The load, over the mean, that so many shards exceed on average, or the least one."""
    placed = keys.on(shards)

    def excess(load: float) -> float:
        return _excess(placed.above(math.exp(load)), number)

    low, end = math.log(least), math.log(shards)
    at_low = excess(low)
    if at_low <= 0:
        return least
    squares = math.fsum(count * share * share for share, count in keys.parts)
    spread = math.sqrt(2 * (shards - 1) * squares * end)  # of the largest of so many normal values
    high = min(end, max(math.log1p(spread), low + FIRST))
    while (at_high := excess(high)) > 0:
        low, at_low, high = high, at_high, min(end, 3 * high - 2 * low)
    return math.exp(root(excess, low, high, NEAR / 2, (at_low, at_high)))


def _least(load: float, keys: _Keys) -> float:
    """The least whole number of shards of which the fullest is within its limits nearly always."""

    @cache
    def excess(shards: float) -> float:
        return _excess(keys.on(shards, is_limited=True).above(shards / load), MOST_OVER_LIMIT)

    even = float(ceil(load))
    if even <= 1 or keys.is_even:
        return even
    if load * keys.hottest >= 1 - NOISE:
        return math.nan
    low, at_low, factor = even, excess(even), 2.0
    if at_low <= 0:
        return even
    high = factor * even
    while (at_high := excess(high)) > 0:
        factor = min(factor * factor, MOST_FACTOR)
        if high >= MOST_SHARDS:
            return math.nan
        low, at_low, high = high, at_high, min(factor * high, MOST_SHARDS)
    return _first(low, high, (at_low, at_high), excess)


def _first(low: float, high: float, ends: _Ends, excess: Callable[[float], float]) -> float:
    """The first whole number without an excess, of which there is one at the low end and none at
    the high one.
    """
    near = max(0.25, high * 4e-16)  # a float that large has few neighbours
    place = root(lambda at: excess(float(math.ceil(at))), low, high, near, ends)
    found = float(math.ceil(place))
    return found if excess(found) <= 0 else found + max(1.0, 2 * near)


def _excess(above: float, number: float) -> float:
    """How many more shards are above than that number, as a logarithm; negative where fewer are."""
    return math.log(max(above, HARDLY_ANY) / number)
