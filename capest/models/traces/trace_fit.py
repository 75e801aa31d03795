"""From a trace to the popularity and the number of items of a cache, or the reason why not."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import Enum

from ...records import record
from ..caching.hit_ratio import hit_ratio
from ..caching.policies import LRU
from .reuse import Reuse
from .working_set import SampledTrace, WorkingSet, others, working_set
from .zipf_fit import ZipfFit, fit_zipf

FARTHEST_OFF = 0.05
"""A law that is further off in the hit ratio of LRU at some size is none. Ours, by simulation:
chance takes up to 1 point at 10,000 requests and 3 at 1,000; a scan by a tenth of the requests, a
hot set or a drift take 12 and more."""
FEWEST_CACHED = 10
"""Keys in a cache, below which Che's approximation itself is off by points; such small caches are
compared only for a trace that has none larger."""
FEWEST_REPEATS = 100
"""Ours: with 6, the 90 % intervals held the true law in half of 30 simulated traces."""
WIDEST_EXPONENT = 0.1
"""Of an exponent to either side, where the number of items is open too. Ours: of 1e9 items, 0.9 in
place of 0.8 takes 44 % off those that LRU needs for a hit ratio of 80 %."""
WIDEST_ITEMS = 10.0
"""The factor to either side within which a number of items is worth writing down. Ours."""


class Reason(Enum):
    """Why a trace has no Zipf law."""

    ONE_KEY = "one-key"
    NO_REPEAT = "no-repeat"
    LOOP = "loop"
    TOO_SHORT = "too-short"
    NOT_ZIPF = "not-zipf"


@record(kw_only=True)
class Compared:
    """The hit ratio of LRU with room for so many keys: of the trace itself, and of the law."""

    keys: float
    of_trace: float
    of_law: float

    @property
    def gap(self) -> float:
        """How far they are apart."""
        return abs(self.of_trace - self.of_law)


@record(kw_only=True)
class TraceFit:
    """What a trace says of the cache in front of which it was taken."""

    working_set: WorkingSet
    law: ZipfFit | None
    """The best law, however bad; None for a trace that fits none at all."""
    compared: tuple[Compared, ...]
    """At growing sizes; none where a reason is known without."""
    reason: Reason | None
    """Why the law is not to be used; None for one that is."""

    @property
    def worst(self) -> Compared | None:
        """Where the law is farthest off."""
        return max(self.compared, key=lambda compared: compared.gap, default=None)

    @property
    def knows_items(self) -> bool:
        """Whether the law says, within WIDEST_ITEMS, how many items there are."""
        return self.law is not None and _knows_items(self.law)


class TraceCount:
    """Serves a trace, a block at a time; memory is in proportion to the different keys."""

    def __init__(self) -> None:
        self._reuse = Reuse()
        self._sizes: dict[Hashable, int] = {}

    def replay(self, keys: Sequence[Hashable], sizes: Sequence[str | int]) -> None:
        """Serve requests, with their bytes, perhaps as they are written; the last size of a key
        counts, and one that is empty or 0 is none.
        """
        self._reuse.replay(keys)
        if all(sizes):
            self._sizes.update(zip(keys, map(int, sizes), strict=False))
        else:
            known = ((key, int(size)) for key, size in zip(keys, sizes, strict=True) if size)
            self._sizes.update(known)

    @property
    def distinct(self) -> int:
        """How many different keys there were."""
        return len(self._reuse.counts)

    def hottest(self, number: int) -> dict[Hashable, int]:
        """The requests for each of so many keys, those with most."""
        return dict(self._reuse.counts.most_common(number))

    def fit(self, of: SampledTrace | None = None) -> TraceFit:
        """What the requests so far say, or what those of a sample say of all; raises ValueError
        without any.
        """
        if not self._reuse.requests:
            raise ValueError("there are no requests")
        law, reason = _law(self._reuse, of)
        compared = _compared(self._reuse, law, of) if law and not reason else ()
        if any(each.gap > FARTHEST_OFF for each in compared):
            reason = Reason.NOT_ZIPF
        return TraceFit(
            working_set=working_set(self._reuse.counts, self._sizes, of),
            law=law,
            compared=compared,
            reason=reason,
        )


def _law(reuse: Reuse, of: SampledTrace | None) -> tuple[ZipfFit | None, Reason | None]:
    keys, requests = len(reuse.counts), reuse.requests
    if keys == requests:
        return None, Reason.TOO_SHORT if requests < FEWEST_REPEATS else Reason.NO_REPEAT
    if keys == 1:
        return None, Reason.ONE_KEY
    hottest, sampling = (of.hottest, of.sampling) if of else ({}, None)
    law = fit_zipf(others(reuse.counts, hottest), sampling)
    if reuse.loops:
        return law, Reason.LOOP
    low, high = law.exponent_ends
    vague = high - low > 2 * WIDEST_EXPONENT and not _knows_items(law)
    if requests - keys < FEWEST_REPEATS or vague:
        return law, Reason.TOO_SHORT
    return law, None


def _knows_items(law: ZipfFit) -> bool:
    low, high = law.items_ends
    return law.items <= WIDEST_ITEMS * low and high <= WIDEST_ITEMS * law.items


def _compared(reuse: Reuse, law: ZipfFit, of: SampledTrace | None) -> tuple[Compared, ...]:
    """Of a sample, as key_sample.py corrects it: misses over the requests that were expected, at
    sizes that hold the hottest keys, whose number in it chance has made.
    """
    rate, fewest, expected = 1, FEWEST_CACHED, float(reuse.requests)
    if of:
        rate, fewest = of.rate, FEWEST_CACHED * len(of.hottest)
        expected = of.requests / rate
    windows = tuple(reuse.windows())
    large = tuple(window for window in windows if window.keys * rate >= fewest)
    popularity = law.popularity
    return tuple(
        Compared(
            keys=window.keys * rate,
            of_trace=max(0.0, 1 - (1 - window.hit_ratio) * reuse.requests / expected),
            of_law=hit_ratio(popularity, LRU(), window.keys * rate),
        )
        for window in large or windows
    )
