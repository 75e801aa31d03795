"""How unevenly shards fill, for many samples at once: what `fullest` and `placed_keys` are for one.

Values are columns; the parts of the keys are rows beside them, and may have no keys.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from ..array_laws import are_laws, part_shares
from ..elementary import NOISE, ceil
from ..normal import density, far_below
from ..roots import roots
from .fullest import EXACT, MARGIN, MOST_OVER_LIMIT, MOST_SHARDS, OF_THE_MEAN, RATIO
from .placed_keys import HOT, HOTTEST, LARGEST_POWER, MOST_STEPS, NEAR

_HARDLY_ANY = 1e-300
"""Shards above a load, where an estimate of them comes to nothing."""
_CLOSE = 1e-7
"""How near, relatively, the load of the fullest is found."""


def imbalances(array: Any, placed: str, shards: Any, keys: Any, exponent: Any, points: Any) -> Any:
    """The means of the fullest shards over those of all."""
    found = _keys_of(array, placed, keys, exponent, points)
    shards = shards + 0 * keys

    def excess(load: Any) -> Any:
        above = found.above(shards, array.exp(load))
        return array.log(array.maximum(above, _HARDLY_ANY) / OF_THE_MEAN)

    settled = (shards <= 1) | found.is_even
    none = array.where(settled, math.nan, 0.0)
    load = roots(array, excess, none, array.log(array.maximum(shards, 1.0 + NEAR)), _CLOSE)
    load = array.where(excess(none) <= 0, 1.0, array.exp(load))
    least = 1 + (shards - 1) * found.hottest
    load = array.minimum(shards, array.maximum(least, load))
    load = array.where(settled, 1.0, load)
    right = are_laws(keys, exponent) & (points >= 1) & (shards <= MOST_SHARDS)
    return array.where(right, load, math.nan)


def fullest_shards(
    array: Any, placed: str, load: Any, keys: Any, exponent: Any, points: Any
) -> Any:
    """The fewest shards of which the fullest stays within its limits."""
    found = _keys_of(array, placed, keys, exponent, points)
    return array.where(
        are_laws(keys, exponent) & (points >= 1), _least(found, load + 0 * keys), math.nan
    )


def shared_shards(  # noqa: PLR0913, PLR0917 - as in formulas
    array: Any,
    placed: str,
    writes: Any,
    write_exponent: Any,
    reads: Any,
    read_exponent: Any,
    keys: Any,
    points: Any,
) -> Any:
    """As `fullest_shards`, for writes and reads of one budget."""
    written, read = (
        _keys_of(array, placed, keys, exponent, points)
        for exponent in (write_exponent, read_exponent)
    )
    load = writes + reads
    part = array.where(load > 0, writes / array.where(load > 0, load, 1.0), 0.0)
    mixed = replace(written, shares=part * written.shares + (1 - part) * read.shares)
    right = are_laws(keys, write_exponent) & are_laws(keys, read_exponent) & (points >= 1)
    return array.where(right, _least(mixed, load + 0 * keys), math.nan)


def _keys_of(array: Any, placed: str, keys: Any, exponent: Any, points: Any) -> ArrayKeys:
    shares, counts = part_shares(array, keys, exponent, EXACT, RATIO)
    return ArrayKeys(array, shares, counts, points, placed == "split")


def _least(keys: ArrayKeys, load: Any) -> Any:
    array, even = keys.array, ceil(load)

    def too_few(shards: Any) -> Any:
        return ~(keys.above(shards, shards / load, MARGIN) <= MOST_OVER_LIMIT)

    settled = (even <= 1) | keys.is_even
    right = settled | (load * keys.hottest < 1 - NOISE)
    sought = right & ~settled
    low, high = even - 1, even
    while bool(array.any(few := sought & too_few(array.where(sought, high, 2.0)))):
        low, high = array.where(few, high, low), array.where(few, 2 * high, high)
        right = right & (high <= MOST_SHARDS)
        sought = sought & right
    while True:
        middle = array.floor((low + high) / 2)
        between = sought & (low < middle) & (middle < high)
        if not bool(array.any(between)):
            return array.where(right, high, math.nan)
        few = too_few(array.where(between, middle, 2.0))
        low = array.where(between & few, middle, low)
        high = array.where(between & ~few, middle, high)


@dataclass(frozen=True, slots=True)
class ArrayKeys:
    """The keys of each sample, and how they are placed."""

    array: Any
    shares: Any
    counts: Any
    points: Any
    is_split: bool

    @property
    def hottest(self) -> Any:
        """The share of the most popular key."""
        return self.shares[..., :1]

    @property
    def is_even(self) -> Any:
        """Whether nothing is left to chance."""
        there = self.array.where(self.counts > 0, self.shares, math.inf)
        least = self.array.min(there, axis=-1, keepdims=True)
        return self.is_split & (self.hottest <= least * (1 + NEAR))

    def above(self, shards: Any, load: Any, margin: float = 0.0) -> Any:
        """How many shards have a higher load, on average, as PlacedKeys.above."""
        array = self.array
        mean = self.is_split / array.sum(self.counts, axis=-1, keepdims=True)
        shares = (self.shares - mean) * shards
        shape = array.where(shards > 1, (shards * self.points + 1) / (shards - 1), math.inf)
        placed = _Placed(
            array, shards, shares, self.counts, shape, shape, margin, float(self.is_split)
        )
        number, without = array.zeros_like(shards * load), array.ones_like(shards * load)
        last = array.sum(array.astype(self.counts > 0, array.int64), axis=-1, keepdims=True) - 1
        is_hot: Any = shards > 0
        for index in range(min(HOTTEST, self.shares.shape[-1] - 1)):
            share = shares[..., index : index + 1]
            is_hot = is_hot & (share >= HOT) & (index < last)
            if not bool(array.any(is_hot)):
                break
            rest = replace(placed, shares=shares[..., index + 1 :],
                           counts=self.counts[..., index + 1 :], own_shape=shape + 1)  # fmt: skip
            alone = without * rest.chance(load - share)
            number = array.where(is_hot, number + alone, number)
            without = array.where(is_hot, without * (1 - 1 / shards), without)
            counts = array.concat((
                array.broadcast_to(placed.counts, shares.shape)[..., :index],
                array.where(is_hot, 0.0, placed.counts[..., index : index + 1]),
                array.broadcast_to(placed.counts, shares.shape)[..., index + 1 :],
            ), axis=-1)  # fmt: skip
            placed = replace(placed, counts=counts)
        found = number + without * shards * placed.chance(load)
        return array.where(load >= shards, 0.0, found)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Some of the keys on so many shards, as PlacedKeys."""

    array: Any
    shards: Any
    shares: Any
    counts: Any
    shape: Any
    own_shape: Any
    """The shape, one more where a key is on the shard already."""
    margin: float
    sure: float

    def chance(self, load: Any) -> Any:
        """The chance that a shard gets more than a load."""
        array = self.array
        none = array.zeros_like(load * self.shards)
        low, high, tilt = none, none + math.inf, none
        value, variance, certain, done = none, none, none > 0, array.isnan(load + self.shards)
        largest = array.max(array.where(self.counts > 0, self.shares, 0.0), axis=-1, keepdims=True)
        for step in range(MOST_STEPS):
            now, mean, spread, right = self._generated(tilt, largest)
            high = array.where(~done & (~right | (mean > load)), tilt, high)
            low = array.where(~done & right & (mean <= load), tilt, low)
            value = array.where(~done & right, now, value)
            variance = array.where(~done & right, spread, variance)
            if step == 0:
                certain = right & (load <= mean + self.margin * array.sqrt(spread))
                done = done | certain
            done = done | (right & ((abs(mean - load) <= NEAR * load) | (spread <= 0)))
            newton = tilt + array.log(load / mean) * mean / spread
            tilt = array.where(~done & right, newton, tilt)
            done = done | (high - low <= NEAR * low)
            if bool(array.all(done)):
                break
            half = array.where(high < math.inf, (low + high) / 2, 2 * low + 1)
            inside = right & (low < tilt) & (tilt < high)
            tilt = array.where(done | inside, tilt, half)
        return array.where(certain, 1.0, _tail(array, tilt, tilt * load - value, variance))

    def _generated(self, tilt: Any, largest: Any) -> tuple[Any, Any, Any, Any]:
        """K(t), its first two derivatives, and whether it is finite."""
        array, one = self.array, 1 / self.shards
        right = tilt * largest <= LARGEST_POWER
        grown = array.expm1(array.where(right, tilt, 0.0) * self.shares) * one
        if bool(array.all(self.shape == math.inf)):
            held = (grown + one) / (1 + grown)
            slopes = self.counts * self.shares * held
            value = self._over(self.counts * array.log1p(grown)) + self.sure * tilt
            curve = self._over(slopes * self.shares * (1 - held))
            return value, self._over(slopes) + self.sure, curve, right
        slopes = self.counts * self.shares * (grown + one)
        left = 1 - self._over(self.counts * grown) / self.shape
        right = right & (left > 0)
        some = array.where(right, left, 1.0)
        scale, mean = self.own_shape / self.shape, self._over(slopes) / some
        curve = self._over(slopes * self.shares) / some + mean * mean / self.shape
        return -self.own_shape * array.log(some), scale * mean, scale * curve, right

    def _over(self, values: Any) -> Any:
        return self.array.sum(values, axis=-1, keepdims=True)


def _tail(array: Any, tilt: Any, exponent: Any, variance: Any) -> Any:
    some = (exponent > NEAR) & (variance > 0)
    normal = array.sqrt(2 * array.where(some, exponent, 1.0))
    spread = array.where(some, tilt * array.sqrt(variance), 1.0)
    found = far_below(array, normal) + density(array, normal) * (1 / spread - 1 / normal)
    return array.where(some, array.minimum(1.0, found), array.where(exponent <= NEAR, 0.5, 0.0))
