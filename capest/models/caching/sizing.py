"""Cache sizing for Zipf-popular items: what formulas call, on floats and on arrays of samples.

Arguments come by name, as in formulas. Numbers of items are counts, popularities exponents,
lifetimes numbers of reads: the cache's writes are not among them. See the module `hit_ratio` for
the models and their sources.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from .. import popularity
from ..popularity import Popularity
from ..samples import deferred, either
from ..zipf_nodes import zipf_nodes
from . import hit_ratio as model
from .object_sizes import relative_sizes
from .policies import FIFO, LFU, LRU, Limits, Policy, Random, Timed

_ON_ARRAYS = "caching.array_sizing"


def hit_ratio(policy: str, expired: str, **given: Any) -> Any:
    """The share of reads that a warm cache of `cached` out of `items` items answers.

    Raises ValueError for an exponent or a number of items that makes no sense, for more items
    cached than there are, and for limits that there is no model of.
    """

    def compute(
        items: float, popularity: float, cached: float | None = None, **limits: float
    ) -> float:
        chosen = _policy(policy, expired, **limits)
        law = _law(items, popularity, chosen)
        if cached is None:
            return model.highest_hit_ratio(law, chosen)
        if cached > items * (1 + 1e-9):  # float noise of a size divided by a size
            raise ValueError(f"{cached:,.0f} items are cached, but there are only {items:,.0f}")
        return model.hit_ratio(law, chosen, cached)

    return either(compute, deferred(_ON_ARRAYS, "hit_ratios", policy, expired), **given)


def items_to_cache(policy: str, expired: str, **given: Any) -> Any:
    """How many of `items` items a cache must hold to answer the share `hit_ratio` of the reads;
    without one, how many it holds if there is room for all.

    Raises ValueError for a ratio that is out of reach, naming what is in reach.
    """

    def compute(
        items: float, popularity: float, hit_ratio: float | None = None, **limits: float
    ) -> float:
        chosen = _policy(policy, expired, **limits)
        law = _law(items, popularity, chosen)
        if hit_ratio is None:
            return model.items_with_room(law, chosen)
        return model.items_for(law, chosen, hit_ratio)

    return either(compute, deferred(_ON_ARRAYS, "items_to_cache", policy, expired), **given)


def turnover(policy: str, expired: str, **given: Any) -> Any:
    """One over the number of reads for which an item stays that nobody asks for.

    Where nothing leaves, or nothing is held, it is 0, and nan among samples: there is no time then.
    """

    def compute(items: float, popularity: float, cached: float, **limits: float) -> float:
        chosen = _policy(policy, expired, **limits)
        if isinstance(chosen, LFU):
            raise TypeError("what is not among the most popular is never there")
        time = _time(items, popularity, chosen, cached)
        return 1 / (time * (1 - chosen.limits.write_share)) if time else 0.0

    return either(compute, deferred(_ON_ARRAYS, "turnovers", policy, expired), **given)


def items_in_room(**given: Any) -> Any:
    """How many items an LRU cache holds that has room for `room` items of the mean size.

    `served_size` is the mean size of an item as requests see it, over the mean of the items.
    """

    def compute(
        items: float, popularity: float, room: float, served_size: float, **writes: float
    ) -> float:
        law, chosen = _nodes(items, popularity), LRU(limits=_limits(False, **writes))
        return model.items_in_room(law, chosen, _sizes(law, served_size), room)

    return either(compute, deferred(_ON_ARRAYS, "items_in_room"), **given)


def room_for_items(**given: Any) -> Any:
    """For how many items of the mean size an LRU cache needs room that holds `cached` items."""

    def compute(
        items: float, popularity: float, cached: float, served_size: float, **writes: float
    ) -> float:
        law, chosen = _nodes(items, popularity), LRU(limits=_limits(False, **writes))
        return model.room_for_items(law, chosen, _sizes(law, served_size), cached)

    return either(compute, deferred(_ON_ARRAYS, "room_for_items"), **given)


def reachable_hit_ratio(ratio: Any, highest: Any) -> Any:
    """The hit ratio that is wanted; raises ValueError where it is above the highest there is."""
    return either(model.reachable, deferred(_ON_ARRAYS, "reachable"), ratio, highest)


def zipf_exponent(items: Any, share_of_items: Any, share_of_reads: Any) -> Any:
    """The exponent at which the most popular `share_of_items` get the `share_of_reads`."""
    given = (items, share_of_items, share_of_reads)
    return either(popularity.zipf_exponent, deferred(_ON_ARRAYS, "zipf_exponents"), *given)


def _policy(name: str, expired: str, admission: float | None = None, **given: float) -> Policy:
    if (admission is None) is (name == "q_lru"):
        raise ValueError("q_lru, and no other policy, goes with admission")
    limits = _limits(expired == "leaves", **given)
    match name:
        case "lfu":
            if limits.expires and not limits.leaves:
                raise ValueError(
                    "there is no model of items that expire, stay, and go by popularity; under lfu "
                    "they leave at once"
                )
            return LFU(limits=limits)
        case "fifo":
            return FIFO(limits=limits)
        case "random":
            return Random(limits=limits)
        case _:
            return LRU(admitted=1.0 if admission is None else admission, limits=limits)


def _limits(
    leaves: bool,
    /,
    write_share: float = 0.0,
    renewal_share: float = 0.0,
    ttl: float = math.inf,
    max_idle: float = math.inf,
) -> Limits:
    """Lifetimes in the requests of the model, which counts writes too."""
    if write_share and renewal_share:
        raise ValueError("there is no model of writes of which some delete items and some renew")
    writes = write_share or renewal_share
    reads = 1 - writes
    if reads <= 0:  # the model says what is wrong with the share
        return Limits(write_share=writes)
    return Limits(
        write_share=writes,
        renews=renewal_share > 0,
        lifetime=ttl / reads,
        idle=max_idle / reads,
        leaves=leaves and min(ttl, max_idle) < math.inf,
    )


def _law(items: float, exponent: float, policy: Policy) -> Popularity:
    """The popularity as a policy needs it: LFU cuts it at a rank, the others sum over all of it."""
    return _ranks(items, exponent) if isinstance(policy, LFU) else _nodes(items, exponent)


@lru_cache(maxsize=64)
def _nodes(items: float, exponent: float) -> Popularity:
    """Several formulas of one cache ask for the same popularity."""
    return zipf_nodes(items, exponent)


@lru_cache(maxsize=16)
def _ranks(items: float, exponent: float) -> Popularity:
    return popularity.zipf(items, exponent)


@lru_cache(maxsize=64)
def _time(items: float, exponent: float, policy: Timed, cached: float) -> float:
    """To fill and to evict take one time, which is the longest of all to find."""
    return model.characteristic_time(_nodes(items, exponent), policy, cached)


@lru_cache(maxsize=16)
def _sizes(law: Popularity, served: float) -> tuple[float, ...]:
    return relative_sizes(law, served)
