"""How long a path of hops takes, by quantiles: distributions are added up, their quantiles are not.

A hop's time is given by its quantiles at 50, 90, 99 and 99.9 %; between them its logarithm follows
the normal distribution, and beyond them as on the whole (one lognormal, where all lie on it).
Hops are independent, which is the optimistic side: hops that are slow together make slower paths.
The sum is computed on a grid of its own for each question, without random numbers. Dean and
Barroso, The Tail at Scale (CACM 2013), for the slowest of many and requests that are asked again.
"""

from __future__ import annotations

import math
import struct
from bisect import bisect, bisect_left
from collections.abc import Sequence
from functools import reduce
from itertools import accumulate, chain, pairwise
from operator import add, mul
from statistics import NormalDist
from typing import Any

from ..records import record
from .samples import deferred, either

_NORMAL = NormalDist()
_ROOT = -math.sqrt(2)

SHARES = (0.5, 0.9, 0.99, 0.999)
"""The shares of requests that are no slower than a hop's four times."""

DEVIATIONS = tuple(map(_NORMAL.inv_cdf, SHARES))

UNSEEN = 1e-9
"""The share of the slowest requests that the mean of a hop leaves out."""

STEPS = 256
"""Steps of the grid from 0 to the time asked about: quantiles come within 0.3 % of a simulation."""

_DIGIT = 16
"""Bytes of a digit of a large number: twice those of a share."""
_ONE = 2**63
"""All requests, as a whole number."""
_HALF = 64
"""Bits of half a digit."""
_UPPER = int.from_bytes((bytes(8) + b"\xff" * 8) * (STEPS + 1), "little")
"""The upper half of each digit."""
GRIDS = 64
"""For each doubling of the longest time: paths that take about as long share one. On the next one
a time differs in the fifth digit."""


@record(kw_only=True)
class Hop:
    """One hop of a path: its time, how many requests take it, and how often at once."""

    times: tuple[float, ...]
    """At the SHARES, above 0 and none below the one before it."""
    share: float = 1.0
    """The share of requests that take it, such as the misses of a cache; others pass at once."""
    parallel: float = 1.0
    """How many of it are asked at once; the slowest decides."""
    asked_again: float = 0.0
    """The slowest share of requests, which is asked a second time; the faster answer counts."""

    def __post_init__(self) -> None:
        if not all(0 <= share <= 1 for share in (self.share, self.asked_again)):
            raise ValueError("a share of requests lies between 0 and 1")
        if not all(0 < one <= other for one, other in pairwise(self.times)):
            raise ValueError("the times at 50, 90, 99 and 99.9 % are above 0, and none falls")
        if not self.parallel > 0:
            raise ValueError(f"{self.parallel:g} are asked at once")

    def passed(self, times: Sequence[float]) -> list[float]:
        """The shares of requests that have passed it within some times, none below the one before
        it.
        """
        done = self._answered(times)
        if self.asked_again > 0:
            after = self._quantile(1 - self.asked_again)
            again = self._answered([time - after for time in times])
            done = [1 - (1 - one) * (1 - other) for one, other in zip(done, again, strict=True)]
        if self.parallel == self.share == 1:
            return done
        parallel, passing = self.parallel, 1 - self.share
        return [passing + self.share * math.pow(one, parallel) for one in done]

    def at_most(self, share: float) -> float:
        """A time within which a share of requests has passed it, exact where none is asked again.

        Raises ValueError for all requests, which have no such time.
        """
        if share <= 1 - self.share:
            return 0.0
        answered = ((share - 1 + self.share) / self.share) ** (1 / self.parallel)
        if answered >= 1:
            raise ValueError("no time that all requests stay below")
        return self._quantile(answered)

    def _answered(self, times: Sequence[float]) -> list[float]:
        begun = bisect(times, 0.0)
        found = [0.0] * begun
        for place, limit in enumerate((*self.times, math.inf)):
            one, other = _neighbours(place)
            start, end = self.times[one], self.times[other]
            ended = bisect_left(times, limit, begun)
            if start == end:
                found += [float(time >= start) for time in times[begun:ended]]
            elif begun < ended:
                low, high = DEVIATIONS[one], DEVIATIONS[other]
                slope = (high - low) / math.log(end / start)
                middle = math.log(start) - low / slope
                found += [
                    math.erfc(slope * (math.log(time) - middle) / _ROOT) / 2
                    for time in times[begun:ended]
                ]
            begun = ended
        return found

    def _quantile(self, share: float) -> float:
        one, other = _neighbours(bisect(SHARES, share))
        part = (_NORMAL.inv_cdf(share) - DEVIATIONS[one]) / (DEVIATIONS[other] - DEVIATIONS[one])
        return self.times[one] * math.pow(self.times[other] / self.times[one], part)


def lognormal(median: Any, p99: Any, share: Any) -> Any:
    """The time that a share of requests does not exceed, of a lognormal through two quantiles.

    >>> round(lognormal(10, 100, 0.95), 4)
    50.9394
    """
    return either(_lognormal, deferred("array_latency", "lognormals"), median, p99, share)


def hop_mean(*hop: Any) -> Any:
    """The mean time of one hop: four times, share, parallel, asked again."""
    return either(lambda *hop: mean(*_hops(hop)), deferred("array_latency", "hop_means"), *hop)


def path_time(share: Any, *hops: Any) -> Any:
    """The time that a share of requests stays below on a path of hops.

    Of all hops, in their order: the times at 50, 90, 99 and 99.9 %, the shares that take them, how
    many are asked at once, the shares that are asked again.
    """
    return either(
        lambda share, *hops: quantile(_hops(hops), share),
        deferred("array_latency", "path_times"),
        share,
        *hops,
    )


def path_share(limit: Any, *hops: Any) -> Any:
    """The share of requests that pass a path within a time; hops as for `path_time`."""
    return either(
        lambda limit, *hops: within(_hops(hops), limit),
        deferred("array_latency", "path_shares"),
        limit,
        *hops,
    )


def _hops(values: Sequence[float]) -> list[Hop]:
    number = len(values) // 7
    columns = [values[start : start + number] for start in range(0, len(values), number)]
    return [
        Hop(times=tuple(times), share=share, parallel=parallel, asked_again=again)
        for *times, share, parallel, again in zip(*columns, strict=True)
    ]


def _lognormal(median: float, p99: float, share: float) -> float:
    if not (median > 0 and p99 / median > 0 and 0 < share < 1):
        raise ValueError("times are above 0, and a share of them lies between 0 and 1")
    part = _NORMAL.inv_cdf(share) / DEVIATIONS[2]
    return median * math.pow(p99 / median, part)


def quantile(hops: Sequence[Hop], share: float) -> float:
    """The time within which a share of requests has passed all hops, one after the other.

    Raises ValueError for all requests, which have no such time.

    >>> hop = Hop(times=tuple(lognormal(10, 100, share) for share in SHARES))
    >>> round(quantile([hop, hop], 0.99))  # 147 by simulation, where the p99s add up to 200
    147
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share of requests lies between 0 and 1, not at {share:g}")
    slow = (1 - share) / len(hops)
    most = math.fsum(hop.at_most(1 - slow) for hop in hops)  # too slow in one hop at least
    if most == 0:
        return 0.0
    longest = 2 ** (math.ceil(GRIDS * math.log2(most)) / GRIDS)
    passed = _passed(hops, longest)
    step = next((step for step in range(STEPS) if passed[step] >= share), STEPS)
    if step == 0:
        return 0.0
    before, after = passed[step - 1], passed[step]
    part = (share - before) / (after - before) if after > before else 1.0
    return min(most, longest / STEPS * (step - 1 + min(1.0, part)))


def within(hops: Sequence[Hop], limit: float) -> float:
    """The share of requests that pass all hops, one after the other, within a limit.

    >>> app, store = Hop(times=(15, 26, 40, 55)), Hop(times=(10, 39, 120, 272), share=0.05)
    >>> round(within([app, store], 200), 4)
    0.9998
    """
    return _passed(hops, limit)[STEPS] if limit > 0 else 0.0


def mean(hop: Hop) -> float:
    """The mean time of a hop, over all requests.

    >>> round(mean(Hop(times=tuple(lognormal(10, 100, share) for share in SHARES))), 4)
    16.3205
    """
    if hop.share == 0:
        return 0.0
    longest = hop.at_most(1 - UNSEEN * hop.share)
    growth = 1 + math.log(longest / hop.times[0])  # of the steps: short ones up to the median
    spread = longest / math.expm1(growth)
    times = [spread * math.expm1(growth * step / STEPS) for step in range(STEPS + 1)]
    times = [*chain(*((one, (one + other) / 2) for one, other in pairwise(times))), times[-1]]
    widths = (other - one for one, other in pairwise(times[::2]))
    areas = map(mul, widths, (1 - passed for passed in _within(hop.passed(times))))
    return math.fsum(areas)  # over the curve


def _passed(hops: Sequence[Hop], longest: float) -> list[float]:
    """The share that has passed all hops, at each step of the grid."""
    times = [longest * number / (2 * STEPS) for number in range(2 * STEPS + 1)]
    shares = _shares(reduce(_added, (_number(_on_grid(hop.passed(times))) for hop in hops)))
    before = accumulate(shares[1:-1], initial=shares[0])
    # half of what a step stands for comes before it
    return [shares[0], *map(add, before, (share / 2 for share in shares[1:]))]


def _on_grid(passed: Sequence[float]) -> list[float]:
    """The shares at the steps of a grid, with the mean of each interval kept, of those that have
    passed by its steps and by the middles between them.
    """
    return [after - before for before, after in pairwise((0.0, *_within(passed), passed[-1]))]


def _within(passed: Sequence[float]) -> list[float]:
    """The mean between each two steps of what is known there and in the middle: Simpson's rule."""
    thirds = zip(passed[:-1:2], passed[1::2], passed[2::2], strict=True)
    return [(before + 4 * middle + after) / 6 for before, middle, after in thirds]


def _added(one: int, other: int) -> int:
    """The shares of a sum.

    Those of both are the digits of a large number, and those of the product are the shares of the
    sum (Kronecker's substitution): Python multiplies large numbers fast. To 2e-19 of all.
    """
    return (one * other & _UPPER) >> _HALF - 1


def _number(shares: Sequence[float]) -> int:
    halves = [0] * (2 * len(shares))
    halves[::2] = [int(share * _ONE) if share > 0 else 0 for share in shares]
    return int.from_bytes(struct.pack(f"<{len(halves)}Q", *halves), "little")


def _shares(number: int) -> list[float]:
    halves = struct.unpack(f"<{2 * STEPS + 2}Q", number.to_bytes(_DIGIT * (STEPS + 1), "little"))
    return [half / _ONE for half in halves[::2]]


def _neighbours(place: int) -> tuple[int, int]:
    """The two of the four times that say what is between them, or beyond: there, all of them do."""
    if place == len(SHARES):
        return 0, place - 1
    return max(0, place - 1), max(1, place)
