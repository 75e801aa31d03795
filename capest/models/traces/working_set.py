"""What a trace touches: how many keys, how many of them get most requests, and their bytes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping

from ...records import record
from ..elementary import ceil
from .zipf_fit import KeySampling


@record(kw_only=True)
class Level:
    """The keys that were asked for equally often."""

    requests: int
    """For each of them."""
    keys: int
    sized: int
    """Those of them whose size is known."""
    size: int
    """The bytes of the latter together."""


@record(kw_only=True)
class Top:
    """The fewest keys that get a share of the requests, and their bytes if all are known."""

    share: float
    keys: int
    size: float | None


@record(kw_only=True)
class WorkingSet:
    """All the keys of a trace, the most popular first."""

    levels: tuple[Level, ...]
    requests: int
    """The length of the trace."""
    size_error: float = 0.0
    """The standard error of the mean bytes of a key over this mean, if sizes are by chance."""

    @property
    def keys(self) -> int:
        """How many different keys were asked for."""
        return sum(level.keys for level in self.levels)

    @property
    def sized(self) -> int:
        """How many of them have a known size."""
        return sum(level.sized for level in self.levels)

    @property
    def mean_size(self) -> float | None:
        """The mean bytes of a key whose size is known; None without any."""
        return sum(level.size for level in self.levels) / self.sized if self.sized else None

    @property
    def mean_requested_size(self) -> float | None:
        """The mean over requests: above the mean over keys where popular ones are larger."""
        requests = sum(level.requests * level.sized for level in self.levels)
        asked = sum(level.requests * level.size for level in self.levels)
        return asked / requests if requests else None

    def top(self, share: float) -> Top:
        """The most popular keys, as many as it takes to get `share` (0 to 1) of the requests.

        Among equally popular keys the bytes are taken to be the mean.

        >>> counted = working_set({"a": 8, "b": 1, "c": 1}, {"a": 10, "b": 300, "c": 500})
        >>> counted.top(0.8), counted.top(0.9)
        (Top(share=0.8, keys=1, size=10.0), Top(share=0.9, keys=2, size=410.0))
        """
        spare = self.requests - int(ceil(share * self.requests))
        keys, size = 0, 0.0
        for level in reversed(self.levels):  # of a sample the rare keys are known best
            left = min(level.keys, spare // level.requests)
            spare -= left * level.requests
            keys += level.keys - left
            size += level.size * (level.keys - left) / level.keys
        return Top(share=share, keys=keys, size=size if self.sized == self.keys else None)


@record(kw_only=True)
class SampledTrace:
    """What is known of a trace of which only one key in `rate` was served."""

    rate: int
    requests: int
    """For all keys."""
    hottest: Mapping[Hashable, int]
    """The requests for each of the hottest keys, served or not."""

    @property
    def sampling(self) -> KeySampling:
        """What the other keys are a sample of."""
        hottest = Counter(self.hottest.values())
        return KeySampling(rate=self.rate, requests=self.requests, hottest=hottest)


def working_set(
    counts: Mapping[Hashable, int],
    sizes: Mapping[Hashable, int],
    of: SampledTrace | None = None,
) -> WorkingSet:
    """The working set behind the requests for each key, and the bytes of those that are known."""
    rate, hottest = (of.rate, of.hottest) if of else (1, {})
    keys = Counter({count: rate * number for count, number in others(counts, hottest).items()})
    keys.update(hottest.values())
    sized: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for key, bytes_ in sizes.items():
        each = 1 if key in hottest else rate
        sized[counts[key]] += each
        size[counts[key]] += each * bytes_
    return WorkingSet(
        levels=tuple(
            Level(requests=count, keys=keys[count], sized=sized[count], size=size[count])
            for count in sorted(keys, reverse=True)
        ),
        requests=of.requests if of else sum(counts.values()),
        size_error=_error(sizes.values()),
    )


def others(counts: Mapping[Hashable, int], hottest: Collection[Hashable]) -> Counter[int]:
    """How many keys were asked for so many times, without the hottest."""
    found = Counter(counts.values())
    found.subtract(counts[key] for key in hottest if key in counts)
    return +found


def _error(amounts: Collection[int]) -> float:
    """The standard error of a mean over it."""
    number, total = len(amounts), sum(amounts)
    if number < 2 or not total:
        return 0.0
    squares = math.fsum(float(amount) ** 2 for amount in amounts)
    return math.sqrt(max(0.0, squares * number / float(total) ** 2 - 1) / (number - 1))
