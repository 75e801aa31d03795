"""How much of its load a shard gets by chance.

A key goes to one of n shards by its hash, where a ring decides by the part of it that a shard has,
so that a shard's load L is the sum of the shares of the keys that fall to it. With p the share of a
key, the logarithm of the moment-generating function of L is the sum of ln(1 + (e^tp - 1) / n) over
the keys; on a ring of v points a shard, whose parts are close to gamma variables of the shape
(n v + 1) / (n - 1), it is that of their mixture. From it Lugannani and Rice (Saddle Point
Approximation, Advances in Applied Probability 12, 1980) give P(L > x). The number of shards above x
is then n P(L > x) on average, at least the chance that there is one: a load that 0.05 shards exceed
on average stays within x in 95 of 100 placements, and the mean of the fullest lies where
e^-0.5772 do, as in Gumbel's law of extremes.

Where a limit leaves room for few keys, it is whole keys that count. A key that there is no room for
puts its shard above the limit alone, whatever else falls to it. Of keys that are alike those shards
are above that get one more than there is room for, a number that is binomial, and on a ring
negative binomial (a Poisson variable whose mean is a gamma variable). Of nearly alike ones it takes
one more than of the hottest, and then so many as come to more, taken for normal; of others, no more
shards have as many as of the hottest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

from ..elementary import floor

Shares = Sequence[tuple[float, float]]
"""The share of each key of a part, and how many keys it has; the most popular first."""

_Generated = tuple[float, float, float]
"""The logarithm of a moment-generating function, and its first two derivatives."""

NEAR = 1e-9
"""How near, relatively, a load is found; and how near the mean it is taken for it."""

LARGEST_POWER = 600.0
"""Far more than any likely load takes, far less than a float's exponent."""

HOTTEST = 3
"""Most keys whose shards are counted by themselves."""

HOT = 0.05
"""The share of a mean shard from which a key is counted so; those below are one of many."""

MOST_STEPS = 100
"""Of a search that takes five to ten."""

FEW_KEYS = 32
"""Room for so many keys or fewer is counted in whole ones. With more, the form for what is divided
at will is within 2 % of the shards."""

ALIKE = 0.4
"""The standard deviation, in parts of the mean, up to which keys are nearly alike: what some of
them take together is then taken for normal. Of less alike ones the form for many is near enough.
"""

_NORMAL = NormalDist()


class PlacedKeys:
    """Keys on so many shards."""

    def __init__(
        self,
        shards: float,
        keys: Shares,
        points: float = math.inf,
        *,
        is_split: bool = False,
        is_limited: bool = False,
    ) -> None:
        self.shards = shards
        self.is_limited = is_limited
        """Whether it is a limit that the load is held to."""
        number = math.fsum(count for _, count in keys)
        self.sure = 1.0 if is_split else 0.0
        """What a shard gets anyhow, over the mean."""
        mean = self.sure / number
        self.parts = [((share - mean) * shards, count) for share, count in keys]
        hottest = self.parts[: min(HOTTEST, len(self.parts) - 1)]
        self.hot = sum(share >= HOT for share, _ in hottest)
        self.shape = (shards * points + 1) / (shards - 1) if shards > 1 else math.inf
        self.untilted: dict[int, float] = {}
        """The mean of a load, by the number of parts that it is of."""
        self.last: dict[int, tuple[float, _Generated | None]] = {}
        """The tilt at which the last load was found, and what is generated there."""

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

    def _chance(self, load: float, parts: Shares, shape: float) -> float:
        """The chance that a shard gets more than a load from some of the keys."""
        if not self.is_limited:
            return self._approximated(load, parts, shape)
        room = (load - self.sure) * (1 + NEAR)
        first = next((at for at, (share, _) in enumerate(parts) if share <= room), len(parts))
        alone = self._any_of(math.fsum(count for _, count in parts[:first]), shape)
        if first == len(parts):
            return alone
        return alone + (1 - alone) * self._fitting(load, parts[first:], shape)

    def _any_of(self, number: float, shape: float) -> float:
        """The chance that a shard has one or more of so many keys."""
        if shape == math.inf:
            return -math.expm1(number * math.log1p(-1 / self.shards))
        return -math.expm1(-shape * math.log1p(number / (self.shards * self.shape)))

    def _fitting(self, load: float, parts: Shares, shape: float) -> float:
        """The chance that a shard gets more than a load from keys of which it has room for each."""
        hottest = parts[0][0]
        if self.sure or load > FEW_KEYS * hottest:
            return self._approximated(load, parts, shape)
        number = math.fsum(count for _, count in parts)
        mean = math.fsum(share * count for share, count in parts) / number
        square = math.fsum((share - mean) ** 2 * count for share, count in parts) / number
        if square > (ALIKE * mean) ** 2:
            return min(
                self._counted(load / hottest, number, shape),
                self._approximated(load, parts, shape),
            )
        spread = math.sqrt(square) / hottest
        return self._counted(load / hottest, number, shape, mean / hottest, spread)

    def _counted(
        self, room: float, number: float, shape: float, mean: float = 1.0, spread: float = 0.0
    ) -> float:
        """The chance that a shard gets more than it has room for, of keys of at most 1, so large on
        average: 1 where that is no more than what it gets on average.
        """
        binomial = shape == math.inf
        odds = -1 / self.shards if binomial else number / (self.shards * self.shape)
        size = -number if binomial else shape
        if room <= size * odds * mean:
            return 1.0
        ratio, most = odds / (1 + odds), floor(room)
        found, held, chance = 0.0, 0, math.exp(-size * math.log1p(odds))
        while held <= most or chance > found * NEAR:
            if held > most:
                deviations = (held * mean - room) / max(spread * math.sqrt(held), NEAR)
                found += chance * _NORMAL.cdf(deviations)
            chance *= (size + held) / (held + 1) * ratio
            held += 1
        return found

    def _approximated(self, load: float, parts: Shares, shape: float) -> float:
        """Lugannani and Rice's form, at the tilt t where K'(t) is the load; 1 up to the mean.

        Newton's steps for ln K'(t) go on from the tilt of the last load.
        """
        if len(parts) not in self.untilted:
            found = self._generated(0.0, parts, shape)
            self.untilted[len(parts)] = found[1] if found else 0.0
            self.last[len(parts)] = 0.0, found
        if load <= self.untilted[len(parts)]:
            return 1.0
        hottest = parts[0][0]
        low, high = 0.0, math.inf
        most = LARGEST_POWER / hottest if hottest > 0 else math.inf
        tilt, generated = self.last[len(parts)]
        value = mean = variance = 0.0
        for _ in range(MOST_STEPS):
            if generated:
                value, mean, variance = generated
                if abs(mean - load) <= NEAR * load or variance <= 0:
                    break
                tilt += math.log(load / mean) * mean / variance
            if low >= most or high - low <= NEAR * low:  # K' jumps over the load
                tilt = low if low >= most else tilt
                break
            if generated is None or not low < tilt < high:
                tilt = (low + high) / 2 if high < math.inf else 2 * low + 1
            tilt = min(tilt, most)
            generated = self._generated(tilt, parts, shape)
            if generated is None or generated[1] > load:
                high = tilt
            else:
                low = tilt
        if generated:
            self.last[len(parts)] = tilt, generated
        return _tail(tilt, tilt * load - value, variance)

    def _generated(self, tilt: float, parts: Shares, shape: float) -> _Generated | None:
        """The logarithm K(t) of the moment-generating function, and its first two derivatives;
        None beyond where it is finite.
        """
        value = slope = curve = 0.0
        one = 1 / self.shards
        if shape == math.inf:
            for share, count in parts:
                grown = math.expm1(tilt * share) * one
                part = count * share * (grown + one) / (1 + grown)
                value += count * math.log1p(grown)
                slope += part
                curve += part * share / (1 + grown)
            return value + self.sure * tilt, slope + self.sure, curve * (1 - one)
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
    if exponent <= NEAR or variance <= 0:
        return 0.5 if exponent <= NEAR else 0.0
    normal, spread = math.sqrt(2 * exponent), tilt * math.sqrt(variance)
    return min(1.0, _NORMAL.cdf(-normal) + _NORMAL.pdf(normal) * (1 / spread - 1 / normal))
