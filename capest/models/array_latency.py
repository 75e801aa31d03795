"""How long paths of hops take, for many samples at once: what `latency` is for one.

A value of each sample is a column, the steps of its grid the row beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

from ..records import record
from .latency import DEVIATIONS, GRIDS, SHARES, STEPS, UNSEEN
from .normal import below, deviations_at
from .samples import distinct

_STRETCHES = ((0, 3), (2, 3), (1, 2), (0, 1))
_STRAIGHT = 1e-9
"""How far a time's logarithm may be from a line, and be taken to lie on it."""

_SIZE = 432
"""Of a transform: more than 256 + 1 places, and a product of small primes, so that it is fast."""
_LEFT = 1e-11
"""What is left, by its damping, of what would come round from behind the end of a transform; what
the floats are off by grows to 1e-9 by taking it back (Gruebel and Hermesmeier, Computation of
Compound Distributions I, ASTIN Bulletin 29, 1999).
"""


@record
class ArrayHop:
    """A hop of each sample."""

    array: Any
    times: tuple[Any, ...]
    share: Any
    parallel: Any
    asked_again: Any

    @property
    def right(self) -> Any:
        """Whether it can be."""
        found = (self.parallel > 0) & (self.times[0] > 0)
        for part in (self.share, self.asked_again):
            found = found & (part >= 0) & (part <= 1)
        for one, other in zip(self.times, self.times[1:], strict=False):
            found = found & (one <= other)
        return found

    @property
    def _stretches(self) -> tuple[tuple[int, int], ...]:
        """The times between which a line runs, from the slowest on; one, where all lie on it."""
        logs = [self.array.log(time) for time in self.times]
        slopes = [
            (logs[place] - logs[0]) * (DEVIATIONS[3] - DEVIATIONS[0])
            - (logs[3] - logs[0]) * (DEVIATIONS[place] - DEVIATIONS[0])
            for place in (1, 2)
        ]
        straight = all(bool(self.array.all(abs(slope) <= _STRAIGHT)) for slope in slopes)
        return _STRETCHES[:1] if straight else _STRETCHES

    def passed(self, time: Any, logarithm: Any = None) -> Any:
        """The share of requests that have passed it within a time, of those that take it."""
        done = self._answered(time, logarithm)
        again = self.asked_again > 0
        if bool(self.array.any(again)):
            after = self._quantile(self.array.where(again, 1 - self.asked_again, 0.5))
            late = 1 - (1 - done) * (1 - self._answered(time - after))
            done = self.array.where(again, late, done)
        if bool(self.array.any(self.parallel != 1)):
            done = done**self.parallel
        return done

    def at_most(self, share: Any) -> Any:
        """A time within which a share of requests has passed it; nan for all of them."""
        takes = share > 1 - self.share
        part = (share - 1 + self.share) / self.array.where(takes, self.share, 1.0)
        answered = self.array.where(takes, part, 0.5) ** (1 / self.parallel)
        found = self._quantile(self.array.where(answered < 1, answered, math.nan))
        return self.array.where(takes, found, 0.0)

    def _answered(self, time: Any, logarithm: Any = None) -> Any:
        array = self.array
        position = _logarithm(array, time) if logarithm is None else logarithm
        found: Any = None
        for one, other in self._stretches:
            here = self._between(position, one, other)
            end = self.times[other] if found is not None else None
            found = here if end is None else array.where(time < end, here, found)
        return array.where(time > 0, below(array, found), 0.0)

    def _between(self, position: Any, one: int, other: int) -> Any:
        """The deviations on the line between two times; all or nothing where they are one."""
        array, start, end = self.array, self.times[one], self.times[other]
        low, high = DEVIATIONS[one], DEVIATIONS[other]
        width = array.log(end / start)
        step = array.where(position >= array.log(start), math.inf, -math.inf)
        some = array.where(width == 0, 1.0, width)
        line = low + (high - low) * (position - array.log(start)) / some
        return array.where(width == 0, step, line)

    def _quantile(self, share: Any) -> Any:
        array, deviations = self.array, deviations_at(self.array, share)
        found: Any = None
        for one, other in self._stretches:
            part = (deviations - DEVIATIONS[one]) / (DEVIATIONS[other] - DEVIATIONS[one])
            here = self.times[one] * (self.times[other] / self.times[one]) ** part
            found = here if found is None else array.where(share < SHARES[other], here, found)
        return found


def hops_of(array: Any, values: Sequence[Any]) -> list[ArrayHop]:
    """The hops of a formula's arguments: of all of them each time, and so on."""
    number = len(values) // 7
    columns = [values[start : start + number] for start in range(0, len(values), number)]
    return [
        ArrayHop(array, tuple(times), share, parallel, again)
        for *times, share, parallel, again in zip(*columns, strict=True)
    ]


def path_times(array: Any, share: Any, *values: Any) -> Any:
    """The times that a share stays below on paths."""
    hops = hops_of(array, values)
    slow = (1 - share) / len(hops)
    most = reduce(add, (hop.at_most(1 - slow) for hop in hops))
    some = array.where(most > 0, most, 1.0)
    longest = 2 ** (array.ceil(GRIDS * array.log2(some)) / GRIDS)
    passed = _passed(array, hops, longest)
    early = array.sum(array.astype(passed < share, array.int64), axis=-1, keepdims=True)
    step = array.minimum(early, STEPS)
    index = array.maximum(step, 1)
    before = array.take_along_axis(passed, index - 1, axis=-1)
    after = array.take_along_axis(passed, index, axis=-1)
    part = array.where(after > before, (share - before) / (after - before), 1.0)
    found = array.minimum(most, longest / STEPS * (index - 1 + array.minimum(1.0, part)))
    found = array.where((step == 0) | (most == 0), 0.0, found)
    right = (share >= 0) & (share <= 1)
    return array.where(reduce(lambda one, hop: one & hop.right, hops, right), found, math.nan)


def path_shares(array: Any, limit: Any, *values: Any) -> Any:
    """The shares that pass paths within a time."""
    hops = hops_of(array, values)
    passed = _passed(array, hops, array.where(limit > 0, limit, 1.0))[..., STEPS:]
    right = reduce(lambda one, hop: one & hop.right, hops, limit > -math.inf)
    return array.where(right, array.where(limit > 0, passed, 0.0), math.nan)


def hop_means(array: Any, *values: Any) -> Any:
    """The mean times of hops: over those requests that take them, times their share."""
    (hop,) = hops_of(array, values)
    (*times, parallel, again), back = distinct(array, *hop.times, hop.parallel, hop.asked_again)
    taken = ArrayHop(array, tuple(times), 1.0, parallel, again)
    longest = taken.at_most(array.asarray(1 - UNSEEN))
    growth = 1 + array.log(longest / times[0])
    steps = array.astype(array.arange(STEPS + 1), array.float64) / STEPS
    ends = longest * array.expm1(growth * steps) / array.expm1(growth)
    passed, middle = taken.passed(ends), taken.passed((ends[..., :-1] + ends[..., 1:]) / 2)
    late = 1 - (passed[..., :-1] + 4 * middle + passed[..., 1:]) / 6
    found = array.sum((ends[..., 1:] - ends[..., :-1]) * late, axis=-1, keepdims=True)
    return array.where(hop.right, hop.share * back(found), math.nan)


def lognormals(array: Any, median: Any, p99: Any, share: Any) -> Any:
    """The times that shares do not exceed."""
    right = (median > 0) & (p99 > 0) & (share > 0) & (share < 1)
    part = deviations_at(array, share) / DEVIATIONS[2]
    return array.where(right, median * (p99 / median) ** part, math.nan)


def _passed(array: Any, hops: Sequence[ArrayHop], longest: Any) -> Any:
    """The shares that have passed all hops, at each step of the grid.

    A transform is of the requests that take a hop, once for all samples that are alike in that; how
    many take it is a factor.
    """
    columns = (each for hop in hops for each in (*hop.times, hop.parallel, hop.asked_again))
    (longest, *own), back = distinct(array, array.reshape(longest, (-1, 1)), *columns)
    times = array.astype(array.arange(2 * STEPS + 1), array.float64) / (2 * STEPS) * longest
    logarithms = _logarithm(array, times)
    damping = _LEFT ** (array.astype(array.arange(STEPS + 1), array.float64) / _SIZE)
    alike = array.asarray(1.0)
    varied = []
    for number, hop in enumerate(hops):
        *ends, parallel, again = own[6 * number : 6 * number + 6]
        taken = ArrayHop(array, tuple(ends), hop.share, parallel, again)
        shares = _on_grid(array, taken.passed(times, logarithms)) * damping
        others = 1 - array.fft.rfft(shares, n=_SIZE, axis=-1)
        if hop.share.ndim:
            varied.append((hop.share, others))
        else:
            alike = alike * (1 - hop.share * others)
    whole = back(alike) if varied else alike
    for share, others in varied:
        whole = whole * (1 - share * back(others))
    shares = array.fft.irfft(whole, n=_SIZE, axis=-1)[..., : STEPS + 1] / damping
    added = array.cumulative_sum(shares, axis=-1)
    passed = array.concat((added[..., :1], added[..., 1:] - shares[..., 1:] / 2), axis=-1)
    return passed if varied else back(passed)


def _logarithm(array: Any, time: Any) -> Any:
    return array.log(array.where(time > 0, time, 1.0))


def _on_grid(array: Any, passed: Any) -> Any:
    before, middle, after = passed[..., 0:-1:2], passed[..., 1::2], passed[..., 2::2]
    late = after - (before + 4 * middle + after) / 6
    none = array.zeros_like(late[..., :1])
    early = array.concat((after - before - late, none), axis=-1)
    shares = early + array.concat((none, late), axis=-1)
    return array.concat((shares[..., :1] + passed[..., :1], shares[..., 1:]), axis=-1)
