"""How unevenly shards fill, and how many it takes so that the fullest stays within its limits.

A key goes to one of n shards by its hash, where a ring decides by the part of it that a shard has,
so that a shard's load L is the sum of the shares of the keys that fall to it. With p the share of a
key, the logarithm of the moment-generating function of L is the sum of ln(1 + (e^tp - 1) / n) over
the keys; on a ring of v points a shard, whose parts are close to gamma variables of the shape
(n v + 1) / (n - 1), it is that of their mixture. From it Lugannani and Rice (Saddle Point
Approximation, Advances in Applied Probability 12, 1980) give P(L > x). The number of shards above x
is then n P(L > x) on average, at least the chance that there is one: a load that 0.05 shards exceed
on average stays within x in 95 of 100 placements, and the mean of the fullest lies where
e^-0.5772 do, as in Gumbel's law of extremes.

The means are within 3 % of simulations from one key a shard to thousands, uniform to Zipf 1.2,
hashed and on rings of 10 points or more (8 % with fewer); the fullest of the shards planned so is
over its limit in at most 6.5 % of placements.

Numbers of shards, keys and points are counts, shares lie between 0 and 1, and an imbalance is a
plain number: the load of the fullest shard over the mean of all, 1 where they are even. Every
function works on floats and on arrays of samples; where no number of shards is enough it raises
ValueError for a float, and gives nan among samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import NormalDist
from typing import Any

from ..popularity import zipf
from ..samples import each

MOST_OVER_LIMIT = 0.05
"""The share of placements in which the fullest shard may be above what is planned for it."""

_OF_THE_MEAN = math.exp(-0.5772156649)
"""Shards above the mean of the fullest, on average: e to the power of minus Euler's constant."""

_EXACT = 32
_RATIO = 1.2
"""Keys that are parts of their own, and the ratio of the last rank to the first of those behind
them; more or finer ones change the fourth digit."""

_MOST_SHARDS = 2.0**60
_NOISE = 1e-12
"""Relative error of a few roundings of a float, which must not cost a shard."""

_LARGEST_POWER = 600.0
"""Far more than any likely load takes, far less than a float's exponent."""

_NEAR = 1e-9
"""How near, relatively, a load is found; and how near the mean it is taken for it."""

_HOTTEST = 3
"""Most keys whose shards are counted by themselves."""

_HOT = 0.05
"""The share of a mean shard from which a key is counted so; those below are one of many."""

_MARGIN = 0.5
"""Standard deviations above the mean up to which a limit is taken to be exceeded: so near, few
skewed keys put the approximation wrong, by half of a chance that is to be below one in twenty."""

_MOST_STEPS = 100
"""Of a search that takes five to ten."""

_NORMAL = NormalDist()


_Parts = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
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
        return self.hottest <= self.parts[-1][0] * (1 + _NEAR)

    @property
    def is_even(self) -> bool:
        """Whether nothing is left to chance."""
        return self.is_split and self.is_uniform


def imbalance(placed: str, shards: Any, keys: Any, exponent: Any, points: Any = math.inf) -> Any:
    """The mean of the fullest shard over that of all, for Zipf-popular keys.

    They are `placed` by a hash ("hashed"), on a ring if `points` of each shard are given, or in
    equal numbers ("split"), so that only their popularity counts. Raises ValueError for a number
    of keys, an exponent or points that make no sense.

    >>> round(imbalance("hashed", 64, 1e6, 0), 3), round(imbalance("split", 64, 1e9, 1), 2)
    (1.019, 3.96)
    """
    return each(
        lambda shards, *key: _imbalance(shards, _keys(placed, *key)), shards, keys, exponent, points
    )


def fullest_shards(placed: str, load: Any, keys: Any, exponent: Any, points: Any = math.inf) -> Any:
    """The least shards of which the fullest stays within its limits in 95 of 100 placements.

    `load` is in shards: what it would fill if it were even. Raises ValueError where none help, and
    as `imbalance` does.

    >>> fullest_shards("hashed", 464.3, 1e6, 0)  # 465 even ones
    504.0
    """
    return _solved(load, lambda *given: _keys(placed, *given), keys, exponent, points)


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
    given = (writes, write_exponent, reads, read_exponent, keys, points)
    return _solved(writes + reads, lambda *given: _shared(placed, *given), *given)


def _solved(load: Any, placed: Callable[..., _Keys], *given: Any) -> Any:
    found = each(lambda load, *given: _least(load, placed(*given)), load, *given)
    if isinstance(found, float) and math.isnan(found):
        raise ValueError(_why_none(load, placed(*given)))
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
    return _Keys(_parts(keys, exponent), points=points, is_split=placed == "split")


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
    popularity = zipf(keys, exponent)
    found: list[tuple[float, float]] = []
    below = first = share = 0.0
    for probability, count in zip(popularity.probabilities, popularity.counts, strict=True):
        share, below = share + count * probability, below + count
        if len(found) < _EXACT or below >= first * _RATIO:
            found.append((share / (below - first), below - first))
            first, share = below, 0.0
    if share:
        found.append((share / (below - first), below - first))
    return tuple(found)


def _imbalance(shards: float, keys: _Keys) -> float:
    if shards <= 1 or keys.is_even:
        return 1.0
    least = 1 + (shards - 1) * keys.hottest  # the shard of that key is never the emptier for it
    return min(shards, max(least, _exceeded(shards, keys, _OF_THE_MEAN)))


def _exceeded(shards: float, keys: _Keys, number: float) -> float:
    """The load, over the mean, that so many shards exceed on average."""
    placed = _Placed(shards, keys)
    low, high = 1.0, shards
    while high > low * (1 + _NEAR):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if placed.above(middle) > number else (low, middle)
    return high


def _least(load: float, keys: _Keys) -> float:
    """The least whole number of shards of which the fullest is within its limits nearly always."""

    def fits(shards: float) -> bool:
        return _Placed(shards, keys, _MARGIN).above(shards / load) <= MOST_OVER_LIMIT

    even = float(math.ceil(load * (1 - _NOISE)))
    if even <= 1 or keys.is_even:
        return even
    if load * keys.hottest >= 1 - _NOISE:
        return math.nan
    low, high = even - 1, even
    while not fits(high):
        low, high = high, 2 * high
        if high > _MOST_SHARDS:
            return math.nan
    while high - low > 1:
        middle = float((low + high) // 2)
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


class _Placed:
    """Keys on so many shards."""

    def __init__(self, shards: float, keys: _Keys, margin: float = 0.0) -> None:
        self.shards = shards
        self.margin = margin
        number = math.fsum(count for _, count in keys.parts)
        self.sure = 1.0 if keys.is_split else 0.0
        """What a shard gets anyhow, over the mean."""
        mean = self.sure / number
        self.parts = [((share - mean) * shards, count) for share, count in keys.parts]
        hottest = self.parts[: min(_HOTTEST, len(self.parts) - 1)]
        self.hot = sum(share >= _HOT for share, _ in hottest)
        self.shape = (shards * keys.points + 1) / (shards - 1) if shards > 1 else math.inf

    def above(self, load: float) -> float:
        """How many shards have a higher load, on average.

        Those of the few hottest keys are counted by themselves: a shard with one of them and none
        that is hotter, then a shard with none of them.
        """
        if load >= self.shards:
            return 0.0
        number, without = 0.0, 1.0
        for index, (share, _) in enumerate(self.parts[: self.hot]):
            rest = self.parts[index + 1 :]
            number += without * self._chance(load - share, rest, self.shape + 1)
            without *= 1 - 1 / self.shards
        rest = self.parts[self.hot :]
        return number + without * self.shards * self._chance(load, rest, self.shape)

    def _chance(self, load: float, parts: _Parts, shape: float) -> float:
        """The chance that a shard gets more than a load from some of the keys: Lugannani and
        Rice's form, at the tilt t where K'(t) is the load. Taken for certain up to `margin`
        standard deviations above the mean.
        """
        low, high, tilt = 0.0, math.inf, 0.0
        value = mean = variance = 0.0
        for _ in range(_MOST_STEPS):
            generated = self._generated(tilt, parts, shape)
            if generated is None or generated[1] > load:
                high = tilt
            else:
                low = tilt
            if generated:
                value, mean, variance = generated
                if tilt == 0 and load <= mean + self.margin * math.sqrt(variance):
                    return 1.0
                if abs(mean - load) <= _NEAR * load or variance <= 0:
                    break
                tilt += math.log(load / mean) * mean / variance  # Newton's step for ln K'(t)
            if generated is None or not low < tilt < high:
                tilt = (low + high) / 2 if high < math.inf else 2 * low + 1
        return _tail(tilt, tilt * load - value, variance)

    def _generated(
        self, tilt: float, parts: _Parts, shape: float
    ) -> tuple[float, float, float] | None:
        """The logarithm K(t) of the moment-generating function, and its first two derivatives;
        None beyond where it is finite.
        """
        if tilt * parts[0][0] > _LARGEST_POWER:
            return None
        value = slope = curve = 0.0
        one = 1 / self.shards
        if shape == math.inf:
            for share, count in parts:
                grown = math.expm1(tilt * share) * one
                held = (grown + one) / (1 + grown)
                value += count * math.log1p(grown)
                slope += count * share * held
                curve += count * share * share * held * (1 - held)
            return value + self.sure * tilt, slope + self.sure, curve
        for share, count in parts:
            grown = math.expm1(tilt * share) * one
            value += count * grown
            slope += count * share * (grown + one)
            curve += count * share * share * (grown + one)
        left = 1 - value / self.shape
        if left <= 0:
            return None
        grown = shape / self.shape
        mean = slope / left
        return (
            -shape * math.log(left),
            grown * mean,
            grown * (curve / left + mean * mean / self.shape),
        )


def _tail(tilt: float, exponent: float, variance: float) -> float:
    """P(L > x) from t, t x - K(t) and K''(t) at K'(t) = x."""
    if exponent <= _NEAR or variance <= 0:
        return 0.5 if exponent <= _NEAR else 0.0
    normal, spread = math.sqrt(2 * exponent), tilt * math.sqrt(variance)
    return min(1.0, _NORMAL.cdf(-normal) + _NORMAL.pdf(normal) * (1 / spread - 1 / normal))
