"""What the most popular keys do to shards, and what moves when there are more of them.

Numbers of shards and keys are counts, and shares lie between 0 and 1. Every function works on
floats and on arrays of samples.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

from ..array_laws import are_laws
from ..array_laws import harmonic as harmonics
from ..normal import deviations_at
from ..popularity import check_law, harmonic, sum_of_powers
from ..samples import on_arrays


@on_arrays("sharding.hot_keys", "_hottest_key_shares")
def hottest_key_share(keys: float, exponent: float) -> float:
    """The share of the requests that the most popular of `keys` Zipf-popular keys gets.

    Raises ValueError for a number of keys or an exponent that makes no sense.

    >>> round(hottest_key_share(1e9, 1), 5)
    0.04695
    """
    check_law(keys, exponent)
    return 1 / harmonic(keys, exponent)


@on_arrays("sharding.hot_keys", "_front_cache_imbalances")
def front_cache_imbalance(shards: float, keys: float, exponent: float, cached: float) -> float:
    """The imbalance that is left once the `cached` most popular keys are answered in front.

    About n ln n entries in front of n shards are enough, however many keys there are (Fan, Lim,
    Andersen and Kaminsky, Small Cache, Big Effect, SoCC 2011). The loads that are left have the
    relative variance (n - 1) sum(q^2), q the shares of the keys behind, and the largest of n normal
    values lies Phi^-1((n - 3/8) / (n + 1/4)) deviations above their mean (Blom, Statistical
    Estimates and Transformed Beta-Variables, 1958): up to 0.03 lower than a simulation. 1 where
    nothing is left.
    Raises ValueError as `hottest_key_share` does.

    >>> round(front_cache_imbalance(64, 1e9, 1, 266), 2)
    1.08
    """
    check_law(keys, exponent)
    first = min(max(cached, 0.0), keys)
    if first == keys:
        return 1.0
    share, squares = (sum_of_powers(first, keys, power * exponent) for power in (1, 2))
    return _largest(shards, (shards - 1) * squares / share**2)


@on_arrays("sharding.hot_keys", "_least_common_multiples")
def least_common_multiple(one: float, other: float) -> float:
    """The least number that both whole numbers divide; 0 where one is 0.

    Hashing modulo a, then modulo b, leaves min(a, b) of every lcm(a, b) hashes where they are.
    Raises ValueError for a number that is not whole.

    >>> 1 - 3 / least_common_multiple(3, 4)
    0.75
    """
    for number in (one, other):
        if number != math.floor(number):
            raise ValueError(f"only whole numbers have a common multiple, not {number:g}")
    return float(math.lcm(int(one), int(other)))


def _hottest_key_shares(array: Any, keys: Any, exponent: Any) -> Any:
    found = 1 / harmonics(array, keys, exponent)
    return array.where(are_laws(keys, exponent), found, math.nan)


def _front_cache_imbalances(array: Any, shards: Any, keys: Any, exponent: Any, cached: Any) -> Any:
    first = array.clip(cached, 0.0, keys)
    whole = harmonics(array, keys, exponent)
    share = 1 - harmonics(array, first, exponent) / whole
    squares = (
        harmonics(array, keys, 2 * exponent) - harmonics(array, first, 2 * exponent)
    ) / whole**2
    left = array.where(first < keys, share, 1.0)
    deviations = deviations_at(array, (shards - 0.375) / (shards + 0.25))
    largest = 1 + deviations * array.sqrt((shards - 1) * squares / left**2)
    found = array.where(first < keys, array.minimum(shards, largest), 1.0)
    found = array.where(shards <= 1, 1.0, found)
    return array.where(are_laws(keys, exponent), found, math.nan)


def _largest(shards: float, variance: float) -> float:
    """The largest of the shards' loads, over their mean, from their relative variance."""
    if shards <= 1:
        return 1.0
    blom = NormalDist().inv_cdf((shards - 0.375) / (shards + 0.25))  # deviations of the largest
    return min(shards, 1 + blom * math.sqrt(variance))


def _least_common_multiples(array: Any, one: Any, other: Any) -> Any:
    """By Euclid's steps; nan for what is not whole."""
    whole = (array.floor(one) == one) & (array.floor(other) == other)
    large, small = (array.where(whole, abs(number), 1.0) for number in (one, other))
    product, (large, small) = large * small, array.broadcast_arrays(large, small)
    while bool(array.any(small > 0)):
        left = array.where(small > 0, small, 1.0)
        large, small = (
            array.where(small > 0, small, large),
            array.where(small > 0, large - array.floor(large / left) * left, 0.0),
        )
    found = array.where(product > 0, product / array.where(large > 0, large, 1.0), 0.0)
    return array.where(whole, found, math.nan)
