"""What a cache holds and answers, for many samples at once: the policies and limits of `policies`.

Values are columns, those of a law's nodes rows beside them. See there for the formulas.
"""

from __future__ import annotations

import math
from typing import Any

from ...records import record
from ..array_laws import Laws


@record(kw_only=True)
class ArrayPolicy:
    """A policy with its limits."""

    array: Any
    name: str
    writes: Any
    renews: Any
    lifetime: Any
    idle: Any
    expires: bool
    leaves: bool
    admitted: Any
    right: Any
    """Whether there is a model of it."""

    @classmethod
    def of(cls, array: Any, name: str, expired: str, **given: Any) -> ArrayPolicy:
        """The policy of formulas' words and arguments."""
        none, endless = array.asarray(0.0), array.asarray(math.inf)
        deleting, renewing = (given.get(key, none) for key in ("write_share", "renewal_share"))
        ttl, idle = given.get("ttl", endless), given.get("max_idle", endless)
        admitted = given.get("admission", array.asarray(1.0))
        writes = array.where(deleting == 0, renewing, deleting)
        reads = 1 - writes
        expires = "ttl" in given or "max_idle" in given
        leaves = expires and expired == "leaves"
        right = ((deleting == 0) | (renewing == 0)) & (writes >= 0) & (reads > 0)
        right = right & (ttl >= 0) & (idle >= 0) & (admitted > 0) & (admitted <= 1)
        right = right & (("admission" in given) == (name == "q_lru"))
        if expires and not leaves:
            right = right & (name != "lfu") & (admitted == 1)
            right = right & ((name != "fifo") | (idle == math.inf))
        return cls(
            array=array,
            name=name,
            writes=writes,
            renews=renewing > 0,
            lifetime=ttl / reads,
            idle=idle / reads,
            expires=expires,
            leaves=leaves,
            admitted=admitted,
            right=right,
        )

    @property
    def useful_time(self) -> Any:
        """The characteristic time beyond which more room brings no more hits."""
        match self.name:
            case "fifo":
                return self.lifetime
            case "random":
                return self.array.asarray(math.inf)
            case _:
                return self.array.minimum(self.lifetime, self.idle)

    def hits(self, laws: Laws, time: Any) -> Any:
        """The chance of a read of an item of each node to be a hit."""
        match self.name:
            case "fifo":
                return self.chances(laws, span=time)
            case "random":
                return self.chances(laws, evicting=1 / time)
            case "lru" if not self.expires:
                return self.occupancies(laws, time)
            case _:
                return self.chances(laws, gap=time)

    def occupancies(self, laws: Laws, time: Any) -> Any:
        """The chance of an item of each node to be there, fresh or expired."""
        if self.leaves or self.name == "q_lru":
            return self.hits(laws, time)
        if self.name == "lru":
            reads = self.array.where(self.renews, 1.0, 1 - self.writes)
            return -reads * self.array.expm1(-laws.probabilities * time)
        fresh = self.hits(laws, time)
        if not self.expires:
            return fresh
        return fresh + (self._late if self.name == "fifo" else self._stale)(laws, time, fresh)

    def chances(self, laws: Laws, gap: Any = None, span: Any = None, evicting: Any = None) -> Any:
        """The part of the time that items are there and fresh."""
        array, chance = self.array, laws.probabilities
        endless, leaving = array.asarray(math.inf), self.writes * chance
        span = array.minimum(endless if span is None else span, self.lifetime)
        gap = array.minimum(endless if gap is None else gap, self.idle)
        leaving = leaving if evicting is None else leaving + evicting
        stay = _mean_stay(array, chance * (1 - self.writes), leaving, span, gap)
        there = stay * chance * self._returning
        away = array.where(self.renews, 1 - stay * chance * self.writes, 1.0)
        return array.where(stay == math.inf, 1.0, there / (away + there))

    @property
    def _returning(self) -> Any:
        renewed = self.array.where(self.renews, self.writes, 0.0)
        return (1 - self.writes) * self.admitted + renewed

    def _late(self, laws: Laws, time: Any, fresh: Any) -> Any:
        """Of FIFO: what has expired and not gone."""
        late = self.array.clip(time - self.lifetime, 0.0, math.inf)
        age = self.array.where(self.renews, 0.0, self.writes * self.lifetime)
        kept = self.array.exp(-laws.probabilities * age) * self._returning
        return (1 - fresh) * kept * -self.array.expm1(-laws.probabilities * late)

    def _stale(self, laws: Laws, time: Any, fresh: Any) -> Any:
        """Of random eviction: what has expired and not gone."""
        chance, rate = laws.probabilities, 1 / time
        deleting = self.array.where(self.renews, 0.0, chance * self.writes)
        expiring = (1 - fresh) * chance * self._returning - fresh * (deleting + rate)
        found = self.array.clip(expiring, 0.0, math.inf) / (chance + rate)
        return self.array.where(time == 0, 0.0, found)


def _mean_stay(array: Any, reads: Any, leaving: Any, span: Any, gap: Any) -> Any:
    if bool(array.all(gap >= span)):
        return _until(array, leaving, span)
    x = reads * array.where(gap < math.inf, gap, 0.0)
    near = array.where(gap < math.inf, gap, 1.0)
    lost = array.exp(-x - leaving * near)
    rate = leaving + reads * lost
    by_gap = array.where(rate > 0, (1 - lost) / array.where(rate > 0, rate, 1.0), math.inf)
    if bool(array.all((span == math.inf) & (gap < math.inf))):
        return by_gap
    by_both = _stay_of_both(array, reads, leaving, array.where(span < math.inf, span, 1.0), near)
    found = array.where(span == math.inf, by_gap, by_both)
    return array.where(gap >= span, _until(array, leaving, span), found)


def _stay_of_both(array: Any, reads: Any, leaving: Any, span: Any, gap: Any) -> Any:
    x = reads * gap
    second = array.minimum(span, 2 * gap) - gap
    stay = _until(array, leaving, gap) + array.exp(-leaving * gap) * (
        -array.expm1(-x) * _until(array, leaving, second)
        - reads * array.exp(-x) * _aged_until(array, leaving, second)
    )
    after_two = 1 - array.exp(-x) * (1 + x)
    after_three = after_two - array.exp(-x) * x + array.exp(-2 * x) * (x + x * x / 2)
    goes_on = (span > 2 * gap) & (after_two >= after_three) & (after_three > 0)
    fall = array.where(goes_on, after_two, 1.0) / array.where(goes_on, after_three, 1.0)
    falling = leaving + array.log(fall) / gap
    rest = after_two * array.exp(-2 * leaving * gap) * _until(array, falling, span - 2 * gap)
    return stay + array.where(goes_on, rest, 0.0)


def _until(array: Any, rate: Any, end: Any) -> Any:
    some = array.where(rate > 0, rate, 1.0)
    return array.where(rate > 0, -array.expm1(-some * end) / some, end)


def _aged_until(array: Any, rate: Any, end: Any) -> Any:
    z = rate * end
    some = array.where(z < 1e-4, 1.0, rate)
    exact = (1 - array.exp(-z) * (1 + z)) / (some * some)
    return array.where(z < 1e-4, end * end * (0.5 - z / 3), exact)
