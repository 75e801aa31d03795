"""Cache sizing for Zipf-popular items: what formulas call, on floats and on arrays of samples.

Numbers of items are counts, exponents and ratios plain numbers, lifetimes numbers of requests that
the cache answers or passes on: writes are not among them, and 0 stands for none. See `hit_ratio`
for the models and their sources.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from .. import popularity
from ..popularity import Popularity
from ..samples import each
from . import hit_ratio as model
from .object_sizes import relative_sizes
from .policies import FIFO, LFU, LRU, Limits, Policy, Random, Timed


def cache_hit_ratio(policy: str, items: Any, exponent: Any, cached: Any, *more: Any) -> Any:
    """The share of reads that a warm cache of `cached` out of `items` items answers.

    `more` is the share of missed items that are let in (q_lru alone), then the share of writes,
    the lifetime and the longest idle time, of which the last ones may be left out. Raises
    ValueError for an exponent or a number of items that makes no sense, and for more items cached
    than there are.
    """

    def compute(items: float, exponent: float, cached: float, *more: float) -> float:
        if cached > items * (1 + 1e-9):  # float noise of a size divided by a size
            raise ValueError(f"{cached:,.0f} items are cached, but there are only {items:,.0f}")
        return model.hit_ratio(_zipf(items, exponent), _policy(policy, more), cached)

    return each(compute, items, exponent, cached, *more)


def cache_items(policy: str, items: Any, exponent: Any, ratio: Any, *more: Any) -> Any:
    """How many of `items` items a cache must hold to answer the share `ratio` of the reads.

    Raises ValueError for a ratio that is out of reach, naming what is in reach.
    """

    def compute(items: float, exponent: float, ratio: float, *more: float) -> float:
        return model.items_for(_zipf(items, exponent), _policy(policy, more), ratio)

    return each(compute, items, exponent, ratio, *more)


def cache_turnover(policy: str, items: Any, exponent: Any, cached: Any, *more: Any) -> Any:
    """One over the number of requests for which an item stays that nobody asks for.

    Where nothing leaves, or nothing is held, it is 0, and nan among samples: there is no time then.
    """

    def compute(items: float, exponent: float, cached: float, *more: float) -> float:
        chosen = _policy(policy, more)
        if isinstance(chosen, LFU):
            raise TypeError("nothing leaves a cache that holds the most popular items")
        time = _time(items, exponent, chosen, cached)
        return 1 / (time * (1 - chosen.limits.write_share)) if time else 0.0

    found = each(compute, items, exponent, cached, *more)
    if isinstance(found, float):
        return found
    return found.__array_namespace__().where(found > 0, found, math.nan)


def unexpired_items(kind: str, items: Any, exponent: Any, requests: Any, writes: Any = 0.0) -> Any:
    """How many items a cache without a size limit holds, whose items expire `requests` requests
    after they were read in (kind ttl) or last read (kind idle), or are deleted by writes.
    """

    def compute(items: float, exponent: float, requests: float, writes: float) -> float:
        lifetimes = (requests,) if kind == "ttl" else (0.0, requests)
        return model.ttl_items(_zipf(items, exponent), _limits(writes, *lifetimes))

    return each(compute, items, exponent, requests, writes)


def items_in_room(items: Any, exponent: Any, room: Any, served_size: Any, writes: Any = 0.0) -> Any:
    """How many items an LRU cache holds that has room for `room` items of the mean size.

    `served_size` is the mean size of an item as requests see it, over the mean of the items.
    """

    def compute(items: float, exponent: float, room: float, served: float, writes: float) -> float:
        law = _zipf(items, exponent)
        return model.items_in_room(law, _lru(writes), _sizes(law, served), room)

    return each(compute, items, exponent, room, served_size, writes)


def room_for_items(
    items: Any, exponent: Any, cached: Any, served_size: Any, writes: Any = 0.0
) -> Any:
    """For how many items of the mean size an LRU cache needs room that holds `cached` items."""

    def compute(
        items: float, exponent: float, cached: float, served: float, writes: float
    ) -> float:
        law = _zipf(items, exponent)
        return model.room_for_items(law, _lru(writes), _sizes(law, served), cached)

    return each(compute, items, exponent, cached, served_size, writes)


def reachable_hit_ratio(ratio: Any, highest: Any) -> Any:
    """The hit ratio that is wanted; raises ValueError where it is above the highest there is."""
    return each(model.reachable, ratio, highest)


def zipf_exponent(items: Any, share_of_items: Any, share_of_reads: Any) -> Any:
    """The exponent at which the most popular `share_of_items` get the `share_of_reads`."""
    return each(popularity.zipf_exponent, items, share_of_items, share_of_reads)


def _policy(name: str, more: tuple[float, ...]) -> Policy:
    admitted, more = (more[0], more[1:]) if name == "q_lru" else (1.0, more)
    limits = _limits(*more)
    match name:
        case "lfu":
            return LFU(limits=limits)
        case "fifo":
            return FIFO(limits=limits)
        case "random":
            return Random(limits=limits)
        case _:
            return LRU(admitted=admitted, limits=limits)


def _lru(writes: float) -> LRU:
    return LRU(limits=_limits(writes))


def _limits(writes: float = 0.0, lifetime: float = 0.0, idle: float = 0.0) -> Limits:
    """Lifetimes in the requests of the model, which counts writes too."""
    reads = 1 - writes
    if reads <= 0:  # the model says what is wrong with the share
        return Limits(write_share=writes)
    return Limits(
        write_share=writes,
        lifetime=lifetime / reads if lifetime else math.inf,
        idle=idle / reads if idle else math.inf,
    )


@lru_cache(maxsize=64)
def _zipf(items: float, exponent: float) -> Popularity:
    """Several formulas of one cache ask for the same popularity."""
    return popularity.zipf(items, exponent)


@lru_cache(maxsize=64)
def _time(items: float, exponent: float, policy: Timed, cached: float) -> float:
    """To fill and to evict take one time, which is the longest of all to find."""
    return model.characteristic_time(_zipf(items, exponent), policy, cached)


@lru_cache(maxsize=16)
def _sizes(law: Popularity, served: float) -> tuple[float, ...]:
    return relative_sizes(law, served)
