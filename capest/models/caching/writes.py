"""What becomes of writes that a cache sees: merged in a queue, or unseen by readers for a while.

Requests are Poisson processes, and writes fall on items as reads do, by Zipf's law. Numbers of
items and requests are counts, shares lie between 0 and 1. Every function works on floats and on
arrays of samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from ..array_laws import laws_of
from ..popularity import Popularity
from ..samples import on_arrays
from ..zipf_nodes import zipf_nodes

_SMALL = 1e-4
"""Below it three terms of the series of 1 - (1 - e^-x) / x are exact to a float."""


@on_arrays("caching.writes", "_coalesced_shares")
def coalesced_share(items: float, exponent: float, writes: float) -> float:
    """The share of `writes` that is left when each item is written once for all of its writes.

    A write-behind queue gathers writes for a while and then writes each changed item once (write
    coalescing: Oracle Coherence, Caching Data Sources, read 2026). Of x expected writes of one
    item (1 - e^-x) / x remain; over all items that is sum(1 - e^-(p writes)) / writes. Where the
    while begins anew for each item, with its first write, fewer remain: 1 / (1 + x). Raises
    ValueError for items or an exponent that make no sense.

    >>> round(coalesced_share(1, 0, 0.5), 5), round(coalesced_share(1e9, 1, 6000), 4)
    (0.78694, 0.7278)
    """
    if writes == 0:
        return 1.0
    changed = _over_items(zipf_nodes(items, exponent), lambda chance: -math.expm1(-chance * writes))
    return changed / writes


@on_arrays("caching.writes", "_stale_shares")
def stale_share(items: float, exponent: float, reads: float, writes: float) -> float:
    """The share of a cache's answers that are out of date, if only their lifetime ends them.

    `reads` and `writes` are those of all items within one lifetime, counted from when an item is
    brought in. Of an item with x expected writes in it, 1 - (1 - e^-x) / x of the answers are out
    of date; items count by their hits, the share y / (1 + y) of y expected reads (Jung, Berger and
    Balakrishnan, INFOCOM 2003). An upper bound where items give way before their lifetime ends.
    Raises ValueError for items or an exponent that make no sense.

    >>> round(stale_share(1000, 0, 1e6, 100), 6), round(stale_share(1000, 0, 1e6, 1000), 6)
    (0.048374, 0.367879)
    """
    popularity = zipf_nodes(items, exponent)
    hits = _over_items(popularity, partial(_hits, reads))
    stale = _over_items(popularity, lambda p: _hits(reads, p) * _out_of_date(p * writes))
    return stale / hits if hits else 0.0


@on_arrays("caching.writes", "_racing_shares")
def racing_share(items: float, exponent: float, writes: float) -> float:
    """The share of reads between a write's commit and the moment when its cached copy goes.

    `writes` are those of all items within that time. An item with x expected ones is out of date
    for x / (1 + x) of the time: the copy that follows is fresh until the next write. An upper
    bound, as if every such read found a copy. Raises ValueError for items or an exponent that make
    no sense.

    >>> racing_share(1, 0, 0.25)
    0.2
    """
    return _over_items(zipf_nodes(items, exponent), partial(_hits, writes))


def _coalesced_shares(array: Any, items: Any, exponent: Any, writes: Any) -> Any:
    laws = laws_of(array, items, exponent)
    changed = laws.over(laws.counts * -array.expm1(-laws.probabilities * writes))
    return array.where(writes == 0, 1.0, changed / array.where(writes == 0, 1.0, writes))


def _stale_shares(array: Any, items: Any, exponent: Any, reads: Any, writes: Any) -> Any:
    laws = laws_of(array, items, exponent)
    hits = laws.counts * _hits(reads, laws.probabilities)
    expected = laws.probabilities * writes
    few = expected < _SMALL
    some = array.where(few, 1.0, expected)
    stale = array.where(few, _of_few(expected), 1 + array.expm1(-some) / some)
    answered = laws.over(hits)
    share = laws.over(hits * stale) / array.where(answered == 0, 1.0, answered)
    return array.where(answered == 0, 0.0, share)


def _racing_shares(array: Any, items: Any, exponent: Any, writes: Any) -> Any:
    laws = laws_of(array, items, exponent)
    return laws.over(laws.counts * _hits(writes, laws.probabilities))


def _over_items(popularity: Popularity, amount: Callable[[float], float]) -> float:
    """The sum over all items of an amount that follows from an item's probability."""
    buckets = zip(popularity.probabilities, popularity.counts, strict=True)
    return math.fsum(count * amount(probability) for probability, count in buckets)


def _hits(reads: Any, chance: Any) -> Any:
    """An item's share of all reads, times what a lifetime from when it is brought in answers."""
    return chance * (chance * reads) / (1 + chance * reads)


def _out_of_date(writes: float) -> float:
    """The mean over a lifetime of the chance that one of `writes` expected writes came before."""
    if writes < _SMALL:
        return float(_of_few(writes))
    return 1 + math.expm1(-writes) / writes


def _of_few(writes: Any) -> Any:
    return writes / 2 - writes**2 / 6 + writes**3 / 24
