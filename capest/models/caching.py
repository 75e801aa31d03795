"""Cache sizing for Zipf-popular items: what formulas call, on floats and on arrays of samples.

Numbers of items are counts, exponents and ratios plain numbers. See `hit_ratio` for the models and
their sources.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from . import popularity
from .hit_ratio import hit_ratio, items_for
from .policies import FIFO, LFU, LRU, Policy
from .popularity import Popularity
from .samples import each

_POLICIES: dict[str, Policy] = {"lru": LRU(), "fifo": FIFO(), "lfu": LFU()}


def cache_hit_ratio(policy: str, items: Any, exponent: Any, cached: Any) -> Any:
    """The share of reads that a warm cache of `cached` out of `items` items answers.

    Raises ValueError for an exponent or a number of items that makes no sense, and for more items
    cached than there are.
    """

    def compute(items: float, exponent: float, cached: float) -> float:
        if cached > items * (1 + 1e-9):  # float noise of a size divided by a size
            raise ValueError(f"{cached:,.0f} items are cached, but there are only {items:,.0f}")
        return hit_ratio(_zipf(items, exponent), _POLICIES[policy], cached)

    return each(compute, items, exponent, cached)


def cache_items(policy: str, items: Any, exponent: Any, ratio: Any) -> Any:
    """How many of `items` items a cache must hold to answer the share `ratio` of the reads.

    Raises ValueError for a ratio that is out of reach, naming what is in reach.
    """

    def compute(items: float, exponent: float, ratio: float) -> float:
        return items_for(_zipf(items, exponent), _POLICIES[policy], ratio)

    return each(compute, items, exponent, ratio)


def zipf_exponent(items: Any, share_of_items: Any, share_of_reads: Any) -> Any:
    """The exponent at which the most popular `share_of_items` get the `share_of_reads`."""
    return each(popularity.zipf_exponent, items, share_of_items, share_of_reads)


@lru_cache(maxsize=64)
def _zipf(items: float, exponent: float) -> Popularity:
    """Several formulas of one cache ask for the same popularity."""
    return popularity.zipf(items, exponent)
