"""Which items a cache holds: every policy, every kind of expiry and every effect of a write by one
renewal argument, as Che's approximation sees it.

Requests are independent of each other, with fixed probabilities (the independent reference model).
Che's approximation says that a full cache evicts by one characteristic time T, counted in requests:
LRU an item that nobody asked for within T, FIFO one T after it came, random one at any moment, in T
on average. From there on an item goes through cycles: it comes, stays for some mean time, is away
until it is brought in again; the chance to be there is the part of the time that it stays.

Sources: Martina, Garetto, Leonardi, arXiv 1307.6702, for LRU (after Che et al.), FIFO, random and
q-LRU; Jung, Berger, Balakrishnan, INFOCOM 2003, for lifetimes. How they go together is our own
derivation. Against simulations the hit ratios are within 0.1 percentage points, down to caches of
10 items or so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from ...records import field, record

Probabilities = Sequence[float]


@record(kw_only=True)
class Limits:
    """What keeps an item away, or old, however large the cache: writes and its expiry.

    Reads and writes are counted alike, and both spread over the items in the same way.
    """

    write_share: float = 0.0
    """Writes among reads and writes, from 0 to below 1; anything else raises ValueError."""
    renews: bool = False
    """Whether a write puts the new item into the cache; else it deletes the old one."""
    lifetime: float = math.inf
    """How long after it was put in an item expires; a negative one raises ValueError."""
    idle: float = math.inf
    """How long after its last read an item expires; a negative one raises ValueError."""
    leaves: bool = False
    """Whether an expired item gives up its room at once; else when it is asked for or evicted."""

    def __post_init__(self) -> None:
        if not 0 <= self.write_share < 1:
            raise ValueError(f"the share of writes is 0 to below 1, not {self.write_share:g}")
        check_time(self.lifetime, "a lifetime")
        check_time(self.idle, "a longest idle time")

    @property
    def expires(self) -> bool:
        """Whether items expire."""
        return min(self.lifetime, self.idle) < math.inf

    def kept(self, probabilities: Probabilities) -> tuple[float, ...]:
        """The chance of an item to be there, and fresh, in a cache with room for every item.

        >>> round(Limits(write_share=0.3).kept([0.1])[0], 4)
        0.7
        >>> round(Limits(lifetime=5).kept([0.1])[0], 4)  # 0.5 / 1.5
        0.3333
        """
        return _kept(self, tuple(probabilities))


@lru_cache(maxsize=16)
def _kept(limits: Limits, probabilities: tuple[float, ...]) -> tuple[float, ...]:
    """Asked for at every step of a solution, in which it stays the same."""
    return tuple(_chances(limits, probabilities))


class Timed(Protocol):
    """A policy under which items leave after a characteristic time."""

    @property
    def limits(self) -> Limits:
        """What keeps items away besides."""

    @property
    def useful_time(self) -> float:
        """The characteristic time, in requests, beyond which more room brings no more hits."""

    def occupancies(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of an item of each probability, fresh or expired, to be in the cache."""

    def hits(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of a read of an item of each probability to be a hit."""


@record(kw_only=True)
class LRU:
    """Evicts the least recently used: an item is there if it was asked for within T, 1 - e^-x with
    x = probability x T. With `admitted` below 1 it is q-LRU, which nears LFU but learns slowly.
    """

    admitted: float = 1.0
    """The chance that a missed item is let in, above 0 to 1; anything else raises ValueError."""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not 0 < self.admitted <= 1:
            raise ValueError(f"the chance to be let in lies above 0, to 1: not {self.admitted:g}")
        if self.admitted < 1 and self.limits.expires and not self.limits.leaves:
            raise ValueError(
                "there is no model of items that expire, stay, and are let in by chance"
            )

    @property
    def useful_time(self) -> float:
        """Nobody hits an item that stayed longer than its lifetime.

        >>> LRU(limits=Limits(lifetime=600)).useful_time
        600
        """
        return min(self.limits.lifetime, self.limits.idle)

    def occupancies(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of an item to be in the cache. An expired one that is asked for comes in again
        at once, so that how long it stays has nothing to do with its expiry, unless it leaves.

        >>> [round(chance, 4) for chance in LRU().occupancies([0.1, 0.01], 10)]
        [0.6321, 0.0952]
        """
        if self.limits.leaves and self.limits.expires:
            return self.hits(probabilities, time)
        if self.admitted < 1:
            return _chances(self.limits, probabilities, gap=time, admitted=self.admitted)
        reads = 1.0 if self.limits.renews else 1 - self.limits.write_share
        return [-reads * math.expm1(-probability * time) for probability in probabilities]

    def hits(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of a read to be a hit.

        >>> round(LRU(limits=Limits(lifetime=5)).hits([0.1], 10)[0], 4)
        0.3333
        >>> round(LRU(admitted=0.1).hits([0.1], 10)[0], 4)  # q g / (1 - g + q g)
        0.1466
        """
        if self.admitted == 1 and not self.limits.expires:
            return self.occupancies(probabilities, time)
        return _chances(self.limits, probabilities, gap=time, admitted=self.admitted)


@record(kw_only=True)
class FIFO:
    """Evicts the oldest, T after it was put in: x / (1 + x)."""

    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.limits.idle < math.inf and not self.limits.leaves:
            raise ValueError(
                "there is no model of items that expire when idle, stay, and go by age"
            )

    @property
    def useful_time(self) -> float:
        """Nobody hits an item that stayed longer than its lifetime."""
        return self.limits.lifetime

    def occupancies(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of an item to be in the cache.

        >>> [round(chance, 4) for chance in FIFO().occupancies([0.1, 0.01], 10)]
        [0.5, 0.0909]
        """
        limits, fresh = self.limits, self.hits(probabilities, time)
        late = time - limits.lifetime
        if limits.leaves or late <= 0:
            return fresh
        survivors = [1.0] * len(fresh)
        if not limits.renews:
            age = limits.write_share * limits.lifetime
            survivors = [math.exp(-probability * age) for probability in probabilities]
        return [
            chance + (1 - chance) * share * _returning(limits) * -math.expm1(-probability * late)
            for chance, share, probability in zip(fresh, survivors, probabilities, strict=True)
        ]

    def hits(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of a read to be a hit."""
        return _chances(self.limits, probabilities, span=time)


@record(kw_only=True)
class Random:
    """Evicts any item, each in T on average: x / (1 + x)."""

    limits: Limits = field(default_factory=Limits)

    useful_time = math.inf

    def occupancies(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of an item to be in the cache.

        >>> [round(chance, 4) for chance in Random().occupancies([0.1, 0.01], 10)]
        [0.5, 0.0909]
        """
        limits, fresh = self.limits, self.hits(probabilities, time)
        if limits.leaves or not limits.expires or time == 0:
            return fresh
        found = []
        for chance, probability in zip(fresh, probabilities, strict=True):
            returning = probability * _returning(limits)
            deleting = 0.0 if limits.renews else probability * limits.write_share
            expiring = (1 - chance) * returning - chance * (deleting + 1 / time)
            found.append(chance + max(0.0, expiring) / (probability + 1 / time))
        return found

    def hits(self, probabilities: Probabilities, time: float) -> list[float]:
        """The chance of a read to be a hit."""
        if time == 0:
            return [0.0] * len(probabilities)
        return _chances(self.limits, probabilities, evicting=1 / time)


@record(kw_only=True)
class LFU:
    """Holds the most popular items and nothing else, as if it knew them: the ceiling of every
    policy that does not see the future. A real LFU, which learns, stays some points below.
    """

    limits: Limits = field(default_factory=Limits)
    """An item that these keep away, or that expired, leaves its room to the next popular one."""


Policy = LRU | FIFO | Random | LFU


def _chances(
    limits: Limits,
    probabilities: Probabilities,
    *,
    gap: float = math.inf,
    span: float = math.inf,
    evicting: float = 0.0,
    admitted: float = 1.0,
) -> list[float]:
    """The chance of each item to be there and fresh, of which it stays a part of each cycle.

    It goes when nobody reads it for a `gap`, when it was put in a `span` ago, by an eviction at the
    rate `evicting`, or by what `limits` say.
    """
    if not limits.expires and not limits.write_share and gap == math.inf:
        rate = evicting or 1 / span if span else math.inf
        return [probability / (probability + rate) for probability in probabilities]
    gap, span = min(gap, limits.idle), min(span, limits.lifetime)
    returning = _returning(limits, admitted)
    writes = limits.write_share
    chances = []
    for probability in probabilities:
        stay = _mean_stay(probability * (1 - writes), evicting + probability * writes, span, gap)
        if stay == math.inf:
            chances.append(1.0)
            continue
        there = stay * probability * returning
        # A write that renews puts the item in anew: one stay after the other, until none comes.
        away = 1 - stay * probability * writes if limits.renews else 1.0
        chances.append(there / (away + there))
    return chances


def _returning(limits: Limits, admitted: float = 1.0) -> float:
    """The part of all requests for an item that is away which bring it in."""
    return (1 - limits.write_share) * admitted + (limits.write_share if limits.renews else 0.0)


def _mean_stay(reads: float, leaving: float, span: float, gap: float) -> float:
    """How long an item stays on average that is read at the rate `reads`: until it leaves at the
    rate `leaving`, is `span` old, or is not read for a `gap`; exact up to twice the gap, and
    from there on within 1e-3 of it.

    The chance S(t) that no gap between Poisson reads was too long up to t is 1 below one gap,
    1 - e^-x (1 + r (t - gap)) below two, with x = r x gap, and then falls nearly exponentially;
    over an endless span it has the Laplace transform (1 - q) / (s + r q), q = e^-(s + r) gap.

    >>> round(_mean_stay(reads=0.1, leaving=0.0, span=math.inf, gap=10), 6)  # (e^x - 1) / r
    17.182818
    """
    if gap >= span:
        return _until(leaving, span)
    x = reads * gap
    if span == math.inf:
        lost = math.exp(-x - leaving * gap)
        return (1 - lost) / (leaving + reads * lost) if leaving + reads * lost else math.inf
    second = min(span, 2 * gap) - gap
    stay = _until(leaving, gap) + math.exp(-leaving * gap) * (
        -math.expm1(-x) * _until(leaving, second)
        - reads * math.exp(-x) * _aged_until(leaving, second)
    )
    after_two = 1 - math.exp(-x) * (1 + x)
    after_three = after_two - math.exp(-x) * x + math.exp(-2 * x) * (x + x * x / 2)
    if span > 2 * gap and after_two >= after_three > 0:  # else lost in rounding
        falling = leaving + math.log(after_two / after_three) / gap
        stay += after_two * math.exp(-2 * leaving * gap) * _until(falling, span - 2 * gap)
    return stay


def _until(rate: float, end: float) -> float:
    """The integral of e^-rate t from 0 to `end`."""
    return -math.expm1(-rate * end) / rate if rate else end


def _aged_until(rate: float, end: float) -> float:
    """The integral of t e^-rate t from 0 to `end`."""
    z = rate * end
    if z < 1e-4:  # where the difference would be lost in rounding; the next term is z^2 / 8
        return end * end * (0.5 - z / 3)
    return (1 - math.exp(-z) * (1 + z)) / (rate * rate)


def check_time(time: float, meaning: str) -> None:
    """Raises ValueError for a time below 0: times are in requests here.

    >>> check_time(0, "a lifetime")
    """
    if not time >= 0:
        raise ValueError(f"{meaning} cannot be {time:g} requests")
