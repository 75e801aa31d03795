"""What share of the reads a cache answers, and how large it must be to answer a given share.

Times are in requests to the cache: divide by the requests per second for seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import mul

from ..elementary import NOISE
from ..popularity import Popularity, percent, top_items, top_share
from ..roots import root
from .policies import LFU, LRU, Policy, Timed, check_time

FOREVER = 1e18
"""Requests for the least popular item after which its occupancy is that of an endless time."""


def hit_ratio(popularity: Popularity, policy: Policy, cached: float) -> float:
    """The share of reads (0 to 1) that a warm cache with room for `cached` items answers.

    Che's approximation (Martina, Garetto, Leonardi, arXiv 1307.6702): the occupancies sum to
    `cached` after a characteristic time, and the hits weighted by popularity are the hit ratio;
    for LFU, the share of the most popular `cached`. Raises ValueError for `cached` below 0.

    >>> from capest.models.popularity import zipf
    >>> round(hit_ratio(zipf(1e9, 0.8), LRU(), 0.2e9), 4)
    0.6232
    """
    if isinstance(policy, LFU):
        return top_share(popularity, cached, _kept(popularity, policy))
    time = characteristic_time(popularity, policy, cached)
    return _hit_ratio(popularity, policy, min(time, _forever(popularity)))


def items_for(popularity: Popularity, policy: Policy, hit_ratio: float) -> float:
    """For how many items a cache needs room to answer the share `hit_ratio` (0 to 1) of the reads.

    Undoes the function hit_ratio, with one solution for the time, not a search within a search.
    All of the reads take all of the items. Raises ValueError above the ceiling (which deletion by
    writes and lifetimes set: see highest_hit_ratio), or for a share outside 0 to 1.

    >>> from capest.models.popularity import zipf
    >>> round(items_for(zipf(1e9, 0.8), LRU(), 0.8) / 1e9, 4)
    0.4634
    """
    if not 0 <= hit_ratio <= 1:
        raise ValueError(f"a hit ratio lies between 0 % and 100 %, not at {percent(hit_ratio)}")
    reachable(hit_ratio, highest_hit_ratio(popularity, policy))
    if isinstance(policy, LFU):
        return top_items(popularity, hit_ratio, _kept(popularity, policy))
    longest = min(policy.useful_time, _forever(popularity))
    time = _time(
        lambda time: _hit_ratio(popularity, policy, time),
        hit_ratio, hit_ratio * popularity.effective_items, longest,
    )  # fmt: skip
    return _occupied(popularity, policy, time)


def reachable(hit_ratio: float, highest: float) -> float:
    """The hit ratio that is wanted, where it is within reach; raises ValueError above `highest`.

    >>> reachable(0.9, 1)
    0.9
    """
    if hit_ratio > 1 + NOISE:
        raise ValueError(
            f"a hit ratio of {percent(hit_ratio)} is out of reach: not even a cache that answers "
            "every read is enough"
        )
    if hit_ratio > highest + NOISE:
        raise ValueError(
            f"a hit ratio of {percent(hit_ratio)} is out of reach: however large the cache, "
            f"it answers at most {percent(highest)}"
        )
    return hit_ratio


def highest_hit_ratio(popularity: Popularity, policy: Policy) -> float:
    """The share of reads (0 to 1) that a cache with room for everything answers once it is warm.

    1 where nothing is deleted; 1 - write share with deletion by writes (less where a missed item
    is let in by chance only). With y = probability x lifetime, y / (1 + y) of an item's reads hit
    where it expires that long after it was read in (Jung, Berger, Balakrishnan, INFOCOM 2003), and
    1 - e^-y where that long after its last read.

    >>> from capest.models.caching.policies import Limits
    >>> from capest.models.popularity import uniform
    >>> highest_hit_ratio(uniform(100), LRU(limits=Limits(write_share=0.25)))
    0.75
    """
    if isinstance(policy, LFU):
        kept = _kept(popularity, policy)
        return _weighted(popularity.shares, kept) if kept else 1.0
    return _hit_ratio(popularity, policy, _forever(popularity))


def items_with_room(popularity: Popularity, policy: Policy) -> float:
    """How many items a cache with room for everything holds once it is warm.

    >>> from capest.models.caching.policies import Limits
    >>> from capest.models.popularity import uniform
    >>> round(items_with_room(uniform(100), LRU(limits=Limits(lifetime=100, leaves=True))), 6)
    50.0
    """
    if isinstance(policy, LFU):
        return _weighted(popularity.counts, policy.limits.kept(popularity.probabilities))
    return _occupied(popularity, policy, _forever(popularity))


def characteristic_time(popularity: Popularity, policy: Timed, cached: float) -> float:
    """How long an item that nobody asks for stays in a cache of `cached` items, in requests.

    For LRU also how long an empty cache takes to fill. math.inf where the cache never fills up.
    Che's approximation, as for hit_ratio. Raises ValueError for `cached` below 0.

    >>> from capest.models.popularity import uniform
    >>> round(characteristic_time(uniform(100), LRU(), 50), 3)  # 100 ln 2
    69.315
    """
    if not cached >= 0:
        raise ValueError(f"a cache cannot have room for {cached:g} items")

    @cache
    def occupied(time: float) -> float:
        return _occupied(popularity, policy, time)

    forever = _forever(popularity)
    if cached >= occupied(forever) * (1 - NOISE):
        return math.inf
    return _time(occupied, cached, cached, forever)


def items_in_room(
    popularity: Popularity, policy: Timed, sizes: Sequence[float], room: float
) -> float:
    """How many items a cache holds that has room for `room` items of size 1.

    `sizes` are those of each bucket's items. The sizes of what is there, not their number, then sum
    to the room. Raises ValueError for room below 0.

    >>> from capest.models.popularity import uniform
    >>> round(items_in_room(uniform(100), LRU(), [2.0], 50), 9)
    25.0
    """
    if not room >= 0:
        raise ValueError(f"a cache cannot have room for {room:g} items")
    forever = _forever(popularity)
    served = _weighted(popularity.shares, sizes)
    time = _time(
        lambda time: _filled(popularity, policy, sizes, time), room, room / served, forever
    )
    return _occupied(popularity, policy, time)


def room_for_items(
    popularity: Popularity, policy: Timed, sizes: Sequence[float], cached: float
) -> float:
    """The room that the items of a cache of `cached` items take: undoes items_in_room.

    >>> from capest.models.popularity import uniform
    >>> round(room_for_items(uniform(100), LRU(), [2.0], 25), 9)
    50.0
    """
    time = min(characteristic_time(popularity, policy, cached), _forever(popularity))
    return _filled(popularity, policy, sizes, time)


def distinct_items(popularity: Popularity, requests: float) -> float:
    """How many different items a number of requests asks for: the sum of 1 - (1 - p)^requests.

    Exact for independent requests. Raises ValueError for requests below 0.

    >>> from capest.models.popularity import uniform
    >>> round(distinct_items(uniform(365), 23), 3)  # 23 people have 22.3 birthdays
    22.32
    """
    check_time(requests, "a time")
    if requests == 0:
        return 0.0
    chances = (
        -math.expm1(requests * math.log1p(-probability)) if probability < 1 else 1.0
        for probability in popularity.probabilities
    )
    return _weighted(popularity.counts, chances)


def warming_hit_ratio(popularity: Popularity, cached: float, requests: float) -> float:
    """The share of reads (0 to 1) that an LRU cache answers `requests` requests after it was empty.

    That of the moment, not the mean since. Nothing is evicted before the cache is full, after its
    characteristic time: up to then an item is there if it was asked for at all, and from then on
    the hit ratio is the warm one. Raises ValueError for `cached` or requests below 0.

    >>> from capest.models.popularity import zipf
    >>> items = zipf(1e6, 1)
    >>> [round(warming_hit_ratio(items, 1e5, requests), 3) for requests in (1e3, 1e5, 1e9)]
    [0.375, 0.694, 0.779]
    """
    check_time(requests, "a time")
    time = min(requests, characteristic_time(popularity, LRU(), cached), _forever(popularity))
    return _hit_ratio(popularity, LRU(), time)


def _kept(popularity: Popularity, policy: LFU) -> tuple[float, ...] | None:
    """The chance of each bucket's items to be there; None where nothing keeps them away."""
    return None if policy == LFU() else policy.limits.kept(popularity.probabilities)


def _hit_ratio(popularity: Popularity, policy: Timed, time: float) -> float:
    found = _weighted(popularity.shares, policy.hits(popularity.probabilities, time))
    return 1.0 if found > 1 - NOISE else found


def _occupied(popularity: Popularity, policy: Timed, time: float) -> float:
    return _weighted(popularity.counts, policy.occupancies(popularity.probabilities, time))


def _filled(popularity: Popularity, policy: Timed, sizes: Sequence[float], time: float) -> float:
    """The sum of the sizes of what is there."""
    return _weighted(
        sizes, map(mul, popularity.counts, policy.occupancies(popularity.probabilities, time))
    )


def _weighted(weights: Iterable[float], values: Iterable[float]) -> float:
    return math.fsum(map(mul, weights, values))


def _forever(popularity: Popularity) -> float:
    return FOREVER / popularity.probabilities[-1]


def _time(
    reached: Callable[[float], float], target: float, at_least: float, longest: float
) -> float:
    """When `reached`, which grows with time, gets to `target`; `longest` if only then or later.

    `at_least` bounds the time from below: no occupancy is above probability x time.
    """
    if target == 0:
        return 0.0
    if reached(longest) <= target:
        return longest

    @cache
    def excess(power: float) -> float:
        return reached(math.exp(power)) - target

    # Half of it: its rounding must not put it above the root.
    low = high = math.log(max(at_least, math.ulp(0.0))) - math.log(2)
    step, most = 1.0, math.log(longest) + NOISE
    while excess(high) < 0 and high < most:
        low, high, step = high, min(high + step, most), 2 * step
    return min(math.exp(root(excess, low, high)), longest)
