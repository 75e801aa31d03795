"""How many shards it takes so that the fullest one stays within its limits.

A load is given in shards: what it would fill if it were even (1,877.1 shards of 175 GB). The number
of shards is whole, at least that load rounded up; its factor is the fullest shard over the mean at
that number, so that the load times the factor, rounded up, is the number again: a factor never
falls as shards are added. Every function works on floats and on arrays of samples; where no number
of shards is enough it raises ValueError for a float, and gives nan among samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..samples import each
from .imbalance import hash_imbalance, ring_imbalance

_NOISE = 1e-12
"""Relative error of a few roundings of a float, which must not cost a shard."""


def hash_shards(load: Any, keys: Any) -> Any:
    """The least number of shards n with load x hash_imbalance(n, keys) <= n.

    n / hash_imbalance(n) grows with n, up to `keys`: a shard holds at least one key. See
    `sharding.hash_imbalance` for the model and its source.

    >>> hash_shards(464.3, 1e6)  # 465 even ones
    496.0
    """
    impossible = (
        "no number of shards helps: one of {other:,.0f} keys is more than a shard may hold, as all "
        "of them would fill {load:,.4g} shards"
    )
    return _solved(_hash_shards, load, keys, impossible)


def ring_shards(load: Any, points: Any) -> Any:
    """The least number of shards n with load x ring_imbalance(n, points) <= n.

    See `sharding.ring_imbalance` for the model and its source; more shards always help.

    >>> ring_shards(464.3, 100)
    622.0
    """
    return each(_ring_shards, load, points)


def hot_key_shards(load: Any, share: Any) -> Any:
    """The least number of shards n whose fullest, with a key of that `share`, stays within limits.

    That shard carries load x (share + (1 - share) / n) of what fits into one, so that
    n >= load (1 - share) / (1 - load share). Where load x share reaches 1 the key alone is too
    much for a shard, and no number of shards helps.

    >>> hot_key_shards(30.0, 0.02)  # 30 even ones
    74.0
    """
    impossible = (
        "no number of shards helps: the hottest key alone takes {alone:.3g} times what a shard "
        "may; split or copy that key, or answer it from a cache in front"
    )
    return _solved(_hot_key_shards, load, share, impossible)


def hash_factor(load: Any, keys: Any) -> Any:
    """The fullest shard over the mean once there are `hash_shards` of them.

    >>> round(464.3 * hash_factor(464.3, 1e6), 1)  # 496 shards
    495.5
    """
    return hash_imbalance(hash_shards(load, keys), keys)


def ring_factor(load: Any, points: Any) -> Any:
    """The fullest shard over the mean once there are `ring_shards` of them.

    >>> round(ring_factor(464.3, 100), 2)
    1.34
    """
    return ring_imbalance(ring_shards(load, points), points)


def hot_key_factor(load: Any, share: Any) -> Any:
    """The shard of the hottest key over the mean once there are `hot_key_shards` of them.

    >>> round(hot_key_factor(30.0, 0.02), 2)  # 74 shards
    2.46
    """
    return each(
        lambda shards, share: 1 + max(shards - 1, 0) * share, hot_key_shards(load, share), share
    )


def _hash_shards(load: float, keys: float) -> float:
    if load > keys:
        return math.nan
    return _least(load, lambda shards: hash_imbalance(shards, keys))


def _ring_shards(load: float, points: float) -> float:
    return _least(load, lambda shards: ring_imbalance(shards, points))


def _hot_key_shards(load: float, share: float) -> float:
    room = 1 - load * share
    if load <= 1:
        return _up(load)
    if room <= _NOISE:
        return math.nan
    return _up(load * (1 - share) / room)


def _least(load: float, imbalance: Callable[[float], float]) -> float:
    """The least whole n with load x imbalance(n) <= n, where n / imbalance(n) never falls."""

    def fits(shards: float) -> bool:
        return load * imbalance(shards) <= shards * (1 + _NOISE)

    low = high = _up(load)
    if low == 0 or fits(low):
        return low
    while not fits(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = float((low + high) // 2)
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _up(number: float) -> float:
    return float(math.ceil(number * (1 - _NOISE)))


def _solved(function: Callable[[float, float], float], load: Any, other: Any, why: str) -> Any:
    """The function's values; where there is none, nan among samples and an error for a float."""
    found = each(function, load, other)
    if isinstance(found, float) and math.isnan(found):
        raise ValueError(why.format(load=load, other=other, alone=load * other))
    return found
