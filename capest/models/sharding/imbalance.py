"""How unevenly shards fill: by the hash of a key, on a ring, and under popular keys.

Numbers of shards, keys and points are counts, shares lie between 0 and 1, and an imbalance is a
plain number: the load of the fullest shard over the mean of all, 1 where they are even. Every
function works on floats and on arrays of samples.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

from ..popularity import Popularity, harmonic, zipf
from ..samples import each


def hash_imbalance(shards: Any, keys: Any) -> Any:
    """The expected load of the fullest of `shards` shards when `keys` equal keys are hashed.

    A shard's load has the relative standard deviation sqrt((shards - 1) / keys), and the largest
    of n normal values lies z = Phi^-1((n - 3/8) / (n + 1/4)) deviations above their mean (Blom,
    Statistical Estimates and Transformed Beta-Variables, 1958). Within 0.5 % of a simulation from
    1,000 keys a shard, 3.5 % too low at 16 keys a shard, and lower still where keys are fewer; but
    never below shards / keys, as the fullest holds at least one key.
    Raises ValueError for less than one key.

    >>> round(hash_imbalance(64, 1e6), 4)
    1.0185
    """
    return each(_hash_imbalance, shards, keys)


def ring_imbalance(shards: Any, points: Any) -> Any:
    """The expected largest share of a consistent-hashing ring, over the mean share.

    Each shard has `points` random points (virtual nodes) on the ring. With one point it is the
    harmonic number of the shards, exactly: the longest of n random arcs. With more, a share is
    close to a gamma variable of that shape, whose cube root is close to normal (Wilson and
    Hilferty, PNAS 17, 1931), so that the largest is (1 - 1 / 9V + z / (3 sqrt V))^3 with Blom's z:
    within 0.03 of a simulation from 10 points. Raises ValueError for less than one point.

    >>> round(ring_imbalance(10, 1), 3), round(ring_imbalance(100, 256), 3)
    (2.929, 1.163)
    """
    return each(_ring_imbalance, shards, points)


def hottest_key_share(keys: Any, exponent: Any) -> Any:
    """The share of the requests that the most popular of `keys` Zipf-popular keys gets.

    Raises ValueError for a number of keys or an exponent that makes no sense.

    >>> round(hottest_key_share(1e9, 1), 5)
    0.04695
    """
    return each(lambda keys, exponent: zipf(keys, exponent).top_probability, keys, exponent)


def front_cache_imbalance(shards: Any, keys: Any, exponent: Any, cached: Any) -> Any:
    """The imbalance that is left once the `cached` most popular keys are answered in front.

    About n ln n entries in front of n shards are enough, however many keys there are (Fan, Lim,
    Andersen and Kaminsky, Small Cache, Big Effect, SoCC 2011). The loads that are left have the
    relative variance (n - 1) sum(q^2), q the shares of the keys behind, so that Blom's form gives
    the largest, up to 0.03 lower than a simulation. 1 where nothing is left.
    Raises ValueError as `hottest_key_share` does.

    >>> round(front_cache_imbalance(64, 1e9, 1, 266), 2)
    1.08
    """
    return each(_front_cache_imbalance, shards, keys, exponent, cached)


def least_common_multiple(one: Any, other: Any) -> Any:
    """The least number that both whole numbers divide; 0 where one is 0.

    Hashing modulo a, then modulo b, leaves min(a, b) of every lcm(a, b) hashes where they are.
    Raises ValueError for a number that is not whole.

    >>> 1 - 3 / least_common_multiple(3, 4)
    0.75
    """
    return each(_least_common_multiple, one, other)


def _hash_imbalance(shards: float, keys: float) -> float:
    if not keys >= 1:
        raise ValueError(f"at least one key is placed, not {keys:g}")
    return max(_largest(shards, (shards - 1) / keys), shards / keys)


def _ring_imbalance(shards: float, points: float) -> float:
    if not points >= 1:
        raise ValueError(f"a shard has at least one point on the ring, not {points:g}")
    if shards <= 1:
        return 1.0
    if points == 1:
        return harmonic(shards, 1)
    root = 1 - 1 / (9 * points) + _blom(shards) / (3 * math.sqrt(points))
    return min(shards, max(1.0, root**3))


def _front_cache_imbalance(shards: float, keys: float, exponent: float, cached: float) -> float:
    share, squares = _behind(zipf(keys, exponent), cached)
    return _largest(shards, (shards - 1) * squares / share**2) if share else 1.0


def _behind(popularity: Popularity, cached: float) -> tuple[float, float]:
    """The sum of the probabilities of all but the `cached` first items, and of their squares."""
    share = squares = below = 0.0
    for probability, count in zip(popularity.probabilities, popularity.counts, strict=True):
        left = min(count, max(0.0, below + count - cached))
        share += left * probability
        squares += left * probability * probability
        below += count
    return share, squares


def _largest(shards: float, variance: float) -> float:
    """The largest of the shards' loads, over their mean, from their relative variance."""
    if shards <= 1:
        return 1.0
    return min(shards, 1 + _blom(shards) * math.sqrt(variance))


def _blom(count: float) -> float:
    """How many standard deviations the largest of `count` normal values lies above the mean."""
    return NormalDist().inv_cdf((count - 0.375) / (count + 0.25))


def _least_common_multiple(one: float, other: float) -> float:
    for number in (one, other):
        if number != math.floor(number):
            raise ValueError(f"only whole numbers have a common multiple, not {number:g}")
    return float(math.lcm(int(one), int(other)))
