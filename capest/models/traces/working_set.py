"""What a trace touches: how many keys, how many of them get most requests, and their bytes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from ..elementary import ceil


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The keys that were asked for equally often."""

    requests: int
    """For each of them."""
    keys: int
    sized: int
    """Those of them whose size is known."""
    size: int
    """The bytes of the latter together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The fewest keys that get a share of the requests, and their bytes if all are known."""

    share: float
    keys: int
    size: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingSet:
    """All the keys of a trace, the most popular first."""

    levels: tuple[Level, ...]
    size_error: float = 0.0
    """The standard error of the mean bytes of a key over this mean, if sizes are by chance."""

    @property
    def requests(self) -> int:
        """The length of the trace."""
        return sum(level.requests * level.keys for level in self.levels)

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
        wanted = int(ceil(share * self.requests))
        keys, size, got = 0, 0.0, 0
        for level in self.levels:
            taken = min(level.keys, -((got - wanted) // level.requests))
            keys, got = keys + taken, got + taken * level.requests
            size += level.size * taken / level.keys
            if got >= wanted:
                break
        return Top(share=share, keys=keys, size=size if self.sized == self.keys else None)


def working_set(counts: Mapping[Hashable, int], sizes: Mapping[Hashable, int]) -> WorkingSet:
    """The working set behind the requests for each key, and the bytes of those that are known."""
    keys = Counter(counts.values())
    sized: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for key, bytes_ in sizes.items():
        sized[counts[key]] += 1
        size[counts[key]] += bytes_
    return WorkingSet(
        levels=tuple(
            Level(requests=count, keys=keys[count], sized=sized[count], size=size[count])
            for count in sorted(keys, reverse=True)
        ),
        size_error=_error(sizes.values()),
    )


def _error(amounts: Collection[int]) -> float:
    """The standard error of a mean over it."""
    number, total = len(amounts), sum(amounts)
    if number < 2 or not total:
        return 0.0
    squares = math.fsum(float(amount) ** 2 for amount in amounts)
    return math.sqrt(max(0.0, squares * number / float(total) ** 2 - 1) / (number - 1))
