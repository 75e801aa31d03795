"""How many shards are above a load, for many samples at once: what `placed_keys` is for one.

Values are columns; the parts of the keys are rows beside them, and may have no keys.
"""

from __future__ import annotations

import math
from typing import Any

from ...records import record, replace
from ..elementary import floor
from ..normal import below, density, far_below
from .array_tilts import LoadSearch, Tilts
from .placed_keys import ALIKE, FEW_KEYS, HOT, HOTTEST, LARGEST_POWER, MOST_STEPS, NEAR

CLOSE = 1e-7
"""How near, relatively, the load of the fullest is found."""


@record
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

    def only(self, samples: Any) -> ArrayKeys:
        """Of some samples."""
        return replace(self, **_columns_of(self, samples, "shares", "counts", "points"))

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
            Tilts(),
        )
        number, without = array.zeros_like(shards * load), array.ones_like(shards * load)
        last = array.sum(array.astype(self.counts > 0, array.int64), axis=-1, keepdims=True) - 1
        is_hot: Any = shards > 0
        before = Tilts()
        for index in range(min(HOTTEST, self.shares.shape[-1] - 1)):
            share = shares[..., index : index + 1]
            is_hot = is_hot & (share >= HOT) & (index < last)
            if not bool(array.any(is_hot)):
                break
            rest = replace(
                placed,
                shares=shares[..., index + 1 :],
                counts=self.counts[..., index + 1 :],
                own_shape=shape + 1,
                tilts=search.tilts.setdefault(index, Tilts()),
                before=before,
            )
            alone = without * rest.chance(array.where(is_hot, load - share, math.nan))
            before = rest.tilts
            number = array.where(is_hot, number + alone, number)
            falls = array.where(is_hot, falls + without * rest.tilts.density, falls)
            if index == 0:
                search.certain = array.where(is_hot, share + rest.tilts.certain, math.nan)
            without = array.where(is_hot, without * (1 - 1 / shards), without)
            counts = array.concat((
                array.broadcast_to(placed.counts, shares.shape)[..., :index],
                array.where(is_hot, 0.0, placed.counts[..., index : index + 1]),
                array.broadcast_to(placed.counts, shares.shape)[..., index + 1 :],
            ), axis=-1)  # fmt: skip
            placed = replace(placed, counts=counts)
        placed = replace(placed, tilts=search.tilts.setdefault(-1, Tilts()), before=before)
        found = number + without * shards * placed.chance(load)
        search.falls = falls + without * shards * placed.tilts.density
        return array.where(load >= shards, 0.0, found)


@record
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
    before: Tilts
    """Those of all keys but one more, of which the load was found just now."""

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
        number = self._over(self.counts)
        mean = self._over(self.counts * self.shares) / number
        spread = array.sqrt(self._over(self.counts * (self.shares - mean) ** 2) / number)
        alike = few & (spread <= ALIKE * mean)
        found = self._approximated(array.where(alike, math.nan, load), hottest)
        counted = self._counted(
            array.where(few, load / hottest, math.nan),
            array.where(alike, mean / hottest, 1.0),
            array.where(alike, spread / hottest, 0.0),
        )
        least = array.where(alike, counted, array.minimum(counted, found))
        return array.where(few, least, found)

    def _hottest(self) -> Any:
        array = self.array
        return array.max(array.where(self.counts > 0, self.shares, 0.0), axis=-1, keepdims=True)

    def _counted(self, room: Any, mean: Any, spread: Any) -> Any:
        """As PlacedKeys: the chance of more than there is room for, of keys so large on average."""
        array, number = self.array, self._over(self.counts)
        binomial = self.shape == math.inf
        odds = array.where(binomial, -1.0, number / self.shape) / self.shards
        size = array.where(binomial, -number, self.own_shape)
        above = room > size * odds * mean
        ratio, most = odds / (1 + odds), floor(room)
        chance = array.exp(-size * array.log1p(odds))
        found, held = array.zeros_like(chance + room), 0
        while bool(array.any(above & ((held <= most) | (chance > found * NEAR)))):
            deviations = (held * mean - room) / array.maximum(spread * math.sqrt(held), NEAR)
            more = array.maximum(chance, 0.0) * below(array, array.where(above, deviations, 0.0))
            found = array.where(held > most, found + more, found)
            chance = chance * (size + held) / (held + 1) * ratio
            held += 1
        return array.where(above, found, 1.0)

    def _approximated(self, load: Any, largest: Any) -> Any:
        """As PlacedKeys."""
        array = self.array
        none = array.zeros_like(load + self.shards + largest)
        sure, spread = self._untilted()
        guess = none + array.log(load / sure) * sure / spread
        for known in (self.before, self.tilts):
            near = known.near(array, load, self.shards)
            guess = array.where((near > 0) & (near < math.inf), near, guess)
        guess = array.where(guess > 0, guess, 1.0)
        at, variance, exponent = none + 0, none + 0, none + 0
        sought = array.nonzero(((load + none) > sure)[:, 0])[0]
        if len(sought):
            some = self if len(sought) == len(none) else self._only(sought)
            loads = (load + none)[sought]
            tilts, variance[sought] = some._tilts(loads, (largest + none)[sought], guess[sought])
            at[sought], exponent[sought] = tilts, tilts * loads - some._logarithm(tilts)
        tail, density = _tail(array, at, exponent, variance)
        kept = self.tilts
        kept.at, kept.load, kept.variance, kept.density = at, load, variance, density
        kept.shards, kept.certain = self.shards, sure
        return array.where(array.isnan(load), math.nan, array.where(load <= sure, 1.0, tail))

    def _tilts(self, load: Any, largest: Any, tilt: Any) -> tuple[Any, Any]:
        """The tilts of loads, and the variances there; samples are left out of the search when most
        of those that are in it are found.
        """
        array, placed, low, high = self.array, self, 0 * load, load + math.inf
        at, variance, done, left = 0 * load, 0 * load, load < 0, self.array.arange(len(load))
        for _ in range(MOST_STEPS):
            mean, spread, right = placed._slopes(tilt, largest)
            high = array.where(~right | (mean > load), tilt, high)
            low = array.where(right & (mean <= load), tilt, low)
            at[left] = array.where(right & ~done, tilt, at[left])
            variance[left] = array.where(right & ~done, spread, variance[left])
            done = done | (right & ((abs(mean - load) <= CLOSE * load) | (spread <= 0)))
            done = done | (high - low <= NEAR * low)
            tilt = array.where(right, tilt + array.log(load / mean) * mean / spread, tilt)
            half = array.where(high < math.inf, (low + high) / 2, 2 * low + 1)
            tilt = array.where(right & (low < tilt) & (tilt < high), tilt, half)
            more = array.nonzero(~done[:, 0])[0]
            if not len(more):
                break
            if 2 * len(more) <= len(left):
                left, placed = left[more], placed._only(more)
                load, largest, low, high, tilt, done = (
                    each[more] for each in (load, largest, low, high, tilt, done)
                )
        return at, variance

    def _untilted(self) -> tuple[Any, Any]:
        """The mean load, and its variance: the first two derivatives of K at 0."""
        slopes = self.counts * self.shares / self.shards
        mean, curve = self._over(slopes), self._over(slopes * self.shares)
        if bool(self.array.all(self.shape == math.inf)):
            return mean + self.sure, curve * (1 - 1 / self.shards)
        scale = self.own_shape / self.shape
        return scale * mean, scale * (curve + mean * mean / self.shape)

    def _only(self, samples: Any) -> _Placed:
        """Of some samples."""
        names = ("shards", "shares", "counts", "shape", "own_shape")
        return replace(self, **_columns_of(self, samples, *names))

    def _slopes(self, tilt: Any, largest: Any) -> tuple[Any, Any, Any]:
        """The first two derivatives of K at t, and whether it is finite there."""
        array, one = self.array, 1 / self.shards
        right = tilt * largest <= LARGEST_POWER
        powers, slopes = array.where(right, tilt, 0.0) * self.shares, self.counts * self.shares
        if bool(array.all(self.shape == math.inf)):
            grown = array.exp(powers)
            held = grown / (grown + (self.shards - 1))
            mean = array.vecdot(slopes, held)[..., None]
            variance = array.vecdot(slopes * self.shares, held - held * held)[..., None]
            return mean + self.sure, variance, right
        grown = array.expm1(powers) * one
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


def _tail(array: Any, tilt: Any, exponent: Any, variance: Any) -> tuple[Any, Any]:
    """P(L > x), and the density there; none where it is certain."""
    some = (exponent > NEAR) & (variance > 0)
    normal = array.sqrt(2 * array.where(some, exponent, 1.0))
    deviation = array.sqrt(array.where(variance > 0, variance, 1.0))
    spread = array.where(some, tilt * deviation, 1.0)
    share = density(array, normal)
    found = far_below(array, normal) + share * (1 / spread - 1 / normal)
    found = array.where(some, array.minimum(1.0, found), array.where(exponent <= NEAR, 0.5, 0.0))
    near = density(array, array.where(some, normal, 0.0))
    return found, array.where(variance > 0, near / deviation, 0.0)


def _columns_of(keys: Any, samples: Any, *names: str) -> dict[str, Any]:
    """What differs between samples, of some of them."""
    values = {name: getattr(keys, name) for name in names}
    return {name: value[samples] for name, value in values.items() if value.ndim > 1}
