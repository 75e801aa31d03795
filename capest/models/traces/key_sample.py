"""One key in so many stands for all: caches a part as large meet a part of the requests.

Waldspurger, Park, Garthwaite, Ahmad, Efficient MRC Construction with SHARDS, FAST 2015, section
4.1: the misses among the sampled requests, over as many requests as were expected in the sample.
So a hot key that is in it or not moves the hits, of which it has many, and not the misses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from zlib import crc32

from .replay import Hits, ReplayRequest, Totals

FEWEST_KEYS = 1_000
"""Of a sample. Ours: one in 1,000 of 1e6 keys was 5 to 11 points off."""
_GOLDEN = 2_654_435_769
"""2^32 over the golden ratio: the high bits of a product with it depend on all bits (Knuth, The Art
of Computer Programming 3, 6.4)."""


class KeySample:
    """Passes on the requests for one key in `rate`, by the high bits of a hash of the key."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.requests = 0
        self._end = 2**32 // rate
        self._keys: set[str] = set()

    @property
    def keys(self) -> int:
        """How many keys were sampled."""
        return len(self._keys)

    def takes(self, key: str) -> bool:
        """Whether a key is sampled; the same in every run."""
        return (crc32(key.encode()) * _GOLDEN & 0xFFFFFFFF) < self._end

    def of(self, blocks: Iterable[Sequence[str]]) -> Iterator[list[str]]:
        """The sampled requests, in their order."""
        for keys in blocks:
            self.requests += len(keys)
            found = [key for key in keys if self.takes(key)]
            self._keys.update(found)
            yield found

    def scaled(self, size: int) -> int:
        """How many keys a cache holds that stands for one of this size."""
        return max(1, round(size / self.rate))

    def request(self, asked: ReplayRequest) -> ReplayRequest:
        """What to replay through in its place."""
        size = asked.size and self.scaled(asked.size)
        sizes = tuple(dict.fromkeys(map(self.scaled, asked.sizes)))
        return replace(asked, size=size, sizes=sizes)

    def totals(self, found: Totals, asked: ReplayRequest) -> Totals:
        """What all requests would have come to."""
        hits: Hits = {}
        for name in asked.policies:
            for size in asked.every_size():
                misses = (found.requests - found.hits[name, self.scaled(size)]) * self.rate
                hits[name, size] = max(0, self.requests - misses)
        return Totals(requests=self.requests, hits=hits)
