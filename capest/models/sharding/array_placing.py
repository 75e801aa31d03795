"""How many shards are above a load, for many samples at once: what `placed_keys` is for one.

Values are columns; the parts of the keys are rows beside them, and may have no keys.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from ..elementary import floor
from ..normal import density, far_below
from .placed_keys import FEW_KEYS, HOT, HOTTEST, LARGEST_POWER, MOST_STEPS, NEAR

CLOSE = 1e-7
"""How near, relatively, the load of the fullest is found."""


@dataclass(slots=True)
class LoadSearch:
    """What is kept from one load to the next, on the same shards."""

    falls: Any = 0.0
    """By how many, for each load more, the shards above fall."""
    tilts: dict[int, Tilts] = field(default_factory=dict)
    """By the place of the hottest key that is left."""
    jumps: dict[int, Any] = field(default_factory=dict)
    """The loads of which the shard of a hot key is certain, and none that is higher."""

    def between(self, array: Any, low: Any, high: Any) -> Any:
        """A logarithm to look at where no step leads: beside a jump, or half way."""
        found = (low + high) / 2
        for jump in self.jumps.values():
            for beside in (array.log(jump) + CLOSE / 3, array.log(jump) - CLOSE / 3):
                found = array.where((low < beside) & (beside < high), beside, found)
        return found


@dataclass(slots=True)
class Tilts:
    """Where the last load was found, and up to which one it is certain."""

    at: Any = None
    certain: Any = None


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

    def above(
        self,
        shards: Any,
        load: Any,
        *,
        is_limited: bool = False,
        search: LoadSearch | None = None,
    ) -> Any:
        """How many shards have a higher load, on average, as PlacedKeys.above."""
        search = search or LoadSearch()
        falls = self.array.zeros_like(shards * load)
        array = self.array
        mean = self.is_split / array.sum(self.counts, axis=-1, keepdims=True)
        shares = (self.shares - mean) * shards
        shape = array.where(shards > 1, (shards * self.points + 1) / (shards - 1), math.inf)
        placed = _Placed(
            array,
            shards,
            shares,
            self.counts,
            shape,
            shape,
            is_limited,
            float(self.is_split),
            Tilts(),
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
                           counts=self.counts[..., index + 1 :], own_shape=shape + 1,
                           tilts=search.tilts.setdefault(index, Tilts()))  # fmt: skip
            alone = without * rest.chance(array.where(is_hot, load - share, math.nan))
            number = array.where(is_hot, number + alone, number)
            falls = array.where(is_hot, falls + alone * rest.tilts.at, falls)
            search.jumps[index] = array.where(is_hot, share + rest.tilts.certain, math.nan)
            without = array.where(is_hot, without * (1 - 1 / shards), without)
            counts = array.concat((
                array.broadcast_to(placed.counts, shares.shape)[..., :index],
                array.where(is_hot, 0.0, placed.counts[..., index : index + 1]),
                array.broadcast_to(placed.counts, shares.shape)[..., index + 1 :],
            ), axis=-1)  # fmt: skip
            placed = replace(placed, counts=counts)
        placed = replace(placed, tilts=search.tilts.setdefault(-1, Tilts()))
        rest = without * shards * placed.chance(load)
        search.falls = falls + rest * placed.tilts.at
        found = number + rest
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
    is_limited: bool
    sure: float
    tilts: Tilts

    def chance(self, load: Any) -> Any:
        """The chance that a shard gets more than a load; nan of a load that is nan."""
        array = self.array
        if not self.is_limited:
            return self._approximated(load, self._hottest())
        room = (load - self.sure) * (1 + NEAR)
        too_big = (self.counts > 0) & (self.shares > room)
        alone = self._any_of(array.where(too_big, self.counts, 0.0))
        fitting = replace(self, counts=array.where(too_big, 0.0, self.counts))
        none_fit = array.all(fitting.counts <= 0, axis=-1, keepdims=True)
        above = fitting._fitting(array.where(none_fit, math.nan, load))
        return alone + (1 - alone) * array.where(none_fit & ~array.isnan(load), 0.0, above)

    def _any_of(self, counts: Any) -> Any:
        """As PlacedKeys: the chance of one or more of these keys."""
        array, number = self.array, self._over(counts)
        if bool(array.all(self.shape == math.inf)):
            return -array.expm1(number * array.log1p(-1 / self.shards))
        return -array.expm1(-self.own_shape * array.log1p(number / (self.shards * self.shape)))

    def _fitting(self, load: Any) -> Any:
        """As PlacedKeys: the chance of more than a load, of keys with room for each."""
        array, hottest = self.array, self._hottest()
        few = (load <= FEW_KEYS * hottest) & (self.sure == 0.0)
        if not bool(array.any(few)):
            return self._approximated(load, hottest)
        there = array.where(self.counts > 0, self.shares, math.inf)
        coldest = array.min(there, axis=-1, keepdims=True)
        alike = few & (hottest <= coldest * (1 + NEAR))
        found = self._approximated(array.where(alike, math.nan, load), hottest)
        counted = self._counted(array.where(few, load / hottest, math.nan))
        least = array.where(alike, counted, array.minimum(counted, found))
        return array.where(few, least, found)

    def _hottest(self) -> Any:
        array = self.array
        return array.max(array.where(self.counts > 0, self.shares, 0.0), axis=-1, keepdims=True)

    def _counted(self, room: Any) -> Any:
        """As PlacedKeys: the chance of more keys than there is room for."""
        array, number = self.array, self._over(self.counts)
        binomial = self.shape == math.inf
        odds = array.where(binomial, -1.0, number / self.shape) / self.shards
        size = array.where(binomial, -number, self.own_shape)
        above = room > size * odds
        ratio, most = odds / (1 + odds), floor(room)
        chance = array.exp(-size * array.log1p(odds))
        found, held = array.zeros_like(chance + room), 0
        while bool(array.any(above & ((held <= most) | (chance > found * NEAR)))):
            found = array.where(held > most, found + array.maximum(chance, 0.0), found)
            chance = chance * (size + held) / (held + 1) * ratio
            held += 1
        return array.where(above, found, 1.0)

    def _approximated(self, load: Any, largest: Any) -> Any:
        """As PlacedKeys; each sample is left out of the search as soon as its tilt is found."""
        array, given = self.array, load
        none = array.zeros_like(load + self.shards + largest)
        known, spread = self.tilts.certain is not None, none + 0
        at = self.tilts.at + 0 if known else none + 0
        sure = self.tilts.certain if known else none - math.inf
        left = array.nonzero(((load + none) > sure)[:, 0])[0]
        placed, load, largest = self._only(left), (load + none)[left], (largest + none)[left]
        low, tilt = none[left], at[left]
        high = low + math.inf
        for step in range(MOST_STEPS):
            if not len(left):
                break
            mean, variance, right = placed._slopes(tilt, largest)
            high = array.where(~right | (mean > load), tilt, high)
            low = array.where(right & (mean <= load), tilt, low)
            at[left] = array.where(right, tilt, at[left])
            spread[left] = array.where(right, variance, spread[left])
            done = right & ((abs(mean - load) <= NEAR * load) | (variance <= 0))
            if step == 0 and not known:
                sure[left] = array.where(right, mean, -math.inf)
                done = done | (load <= sure[left])
            done = done | (high - low <= NEAR * low)
            tilt = array.where(right, tilt + array.log(load / mean) * mean / variance, tilt)
            half = array.where(high < math.inf, (low + high) / 2, 2 * low + 1)
            tilt = array.where(right & (low < tilt) & (tilt < high), tilt, half)
            if bool(array.any(done)):
                more = array.nonzero(~done[:, 0])[0]
                left, placed = left[more], placed._only(more)
                load, largest, low, high, tilt = (
                    each[more] for each in (load, largest, low, high, tilt)
                )
        tail = _tail(array, at, at * given - self._logarithm(at), spread)
        self.tilts.at, self.tilts.certain = at, sure
        return array.where(array.isnan(given), math.nan, array.where(given <= sure, 1.0, tail))

    def _only(self, samples: Any) -> _Placed:
        """Of some samples."""
        return replace(self, **{
            name: value[samples] if value.ndim > 1 else value
            for name in ("shards", "shares", "counts", "shape", "own_shape")
            for value in (getattr(self, name),)
        })  # fmt: skip

    def _slopes(self, tilt: Any, largest: Any) -> tuple[Any, Any, Any]:
        """The first two derivatives of K at t, and whether it is finite there."""
        array, one = self.array, 1 / self.shards
        right = tilt * largest <= LARGEST_POWER
        grown = array.expm1(array.where(right, tilt, 0.0) * self.shares) * one
        slopes = self.counts * self.shares
        if bool(array.all(self.shape == math.inf)):
            held = (grown + one) / (1 + grown)
            slopes = slopes * held
            return (
                self._over(slopes) + self.sure,
                self._over(slopes * self.shares * (1 - held)),
                right,
            )
        slopes = slopes * (grown + one)
        left = 1 - self._over(self.counts * grown) / self.shape
        right = right & (left > 0)
        some = array.where(right, left, 1.0)
        scale, mean = self.own_shape / self.shape, self._over(slopes) / some
        curve = self._over(slopes * self.shares) / some + mean * mean / self.shape
        return scale * mean, scale * curve, right

    def _logarithm(self, tilt: Any) -> Any:
        """K(t)."""
        array = self.array
        grown = array.expm1(tilt * self.shares) / self.shards
        if bool(array.all(self.shape == math.inf)):
            return self._over(self.counts * array.log1p(grown)) + self.sure * tilt
        return -self.own_shape * array.log(1 - self._over(self.counts * grown) / self.shape)

    def _over(self, values: Any) -> Any:
        return self.array.sum(values, axis=-1, keepdims=True)


def _tail(array: Any, tilt: Any, exponent: Any, variance: Any) -> Any:
    some = (exponent > NEAR) & (variance > 0)
    normal = array.sqrt(2 * array.where(some, exponent, 1.0))
    spread = array.where(some, tilt * array.sqrt(variance), 1.0)
    found = far_below(array, normal) + density(array, normal) * (1 / spread - 1 / normal)
    return array.where(some, array.minimum(1.0, found), array.where(exponent <= NEAR, 0.5, 0.0))
