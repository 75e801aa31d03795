"""Eviction that knows the future: the bound that no policy passes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import ClassVar

NEVER = 2**62
"""The place of a next request that does not come; later than any that does."""


class Opt:
    """Evicts the key whose next request is farthest away: no policy has more hits.

    Belady, A Study of Replacement Algorithms for a Virtual-Storage Computer, IBM Systems Journal
    5(2), 1966. It needs the future: `following` gives the place of each request's next one.
    """

    order: ClassVar[str] = "left: oldest"
    note: ClassVar[str] = (
        "the key whose next request is farthest away goes; of those never asked for again, the "
        "oldest: which one changes the contents, not the number of hits."
    )

    def __init__(self, size: int, following: Iterable[int]) -> None:
        self._size = size
        self._now = 0
        self._following = iter(following)
        self._held: dict[str, tuple[int, int, str]] = {}
        self._heap: list[tuple[int, int, str]] = []

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""
        size, held, heap, now, hits = self._size, self._held, self._heap, self._now, 0
        for key, following in zip(keys, self._following, strict=False):
            now += 1
            known = held.get(key)
            if known is not None:
                hits += 1
            elif len(held) >= size:
                self._evict()
            entry = (-following, known[1] if known else now, key)
            held[key] = entry
            heappush(heap, entry)
            if len(heap) > 4 * size:  # entries of requests served are most of it by now
                heap[:] = held.values()
                heapify(heap)
        self._now = now
        return hits

    def contents(self) -> Mapping[str, str]:
        """The keys held, oldest first."""
        return dict.fromkeys(self._held, "")

    def _evict(self) -> None:
        entry = heappop(self._heap)
        while self._held.get(entry[2]) is not entry:
            entry = heappop(self._heap)
        del self._held[entry[2]]


class NextRequests:
    """For each request the place of the next one for its key, NEVER where there is none.

    Takes eight bytes for each request, and an entry for each different key.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self.places = array("q")

    def add(self, keys: Iterable[str]) -> None:
        """Take in further requests."""
        places, last = self.places, self._last
        for place, key in enumerate(keys, len(places)):
            earlier = last.get(key)
            if earlier is not None:
                places[earlier] = place
            last[key] = place
            places.append(NEVER)


def next_requests(blocks: Iterable[Iterable[str]]) -> array[int]:
    """For each request of all blocks the place of the next one for its key."""
    future = NextRequests()
    for keys in blocks:
        future.add(keys)
    return future.places
