"""Eviction by count: the least frequently used key goes, and a rule says which of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from heapq import heappop, heappush, heapreplace
from typing import Any, ClassVar


class Ties(StrEnum):
    """Which of several least frequently used keys goes."""

    LEAST_RECENT = "least-recent"
    MOST_RECENT = "most-recent"
    OLDEST = "oldest"
    NEWEST = "newest"
    SMALLEST = "smallest"
    LARGEST = "largest"


_GOES = {
    Ties.LEAST_RECENT: "the least recently used goes",
    Ties.MOST_RECENT: "the most recently used goes",
    Ties.OLDEST: "the one brought in first goes",
    Ties.NEWEST: "the one brought in last goes",
    Ties.SMALLEST: "the smallest key goes, numbers before words",
    Ties.LARGEST: "the largest key goes, words after numbers",
}
_COUNTS = (
    "a count starts at 1 when its key comes in and is forgotten when the key goes "
    "(perfect lfu would remember it)."
)


class Lfu:
    """Evicts the least frequently used key, counted while it is held."""

    order: ClassVar[str] = "key:count, left: next to go"

    def __init__(self, size: int, ties: Ties = Ties.LEAST_RECENT) -> None:
        self.note = f"{_COUNTS} Of equal counts, {_GOES[ties]} (--ties {ties})."
        self._size = size
        self._now = 0
        self._counts: dict[str, int] = {}
        self._when: dict[str, int] = {}
        self._touches = ties in (Ties.LEAST_RECENT, Ties.MOST_RECENT)
        self._rank = _rank(ties, self._when)
        # One entry for each key held, at or below its present place: a hit only raises a count,
        # so an entry is brought up to date when it comes first and not before.
        self._heap: list[tuple[int, Any, str]] = []

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""
        size, counts, when, now, hits = self._size, self._counts, self._when, self._now, 0
        touches = self._touches
        for key in keys:
            now += 1
            if key in counts:
                counts[key] += 1
                hits += 1
                if touches:
                    when[key] = now
                continue
            if len(counts) >= size:
                self._evict()
            counts[key] = 1
            when[key] = now
            heappush(self._heap, (1, self._rank(key), key))
        self._now = now
        return hits

    def contents(self) -> Mapping[str, str]:
        """The keys held with their counts, the next to go first."""
        entries = sorted((count, self._rank(key), key) for key, count in self._counts.items())
        return {key: f":{count}" for count, _, key in entries}

    def _evict(self) -> None:
        heap, counts = self._heap, self._counts
        count, _, key = heap[0]
        while count != counts[key]:
            heapreplace(heap, (counts[key], self._rank(key), key))
            count, _, key = heap[0]
        heappop(heap)
        del counts[key], self._when[key]


def natural(key: str) -> tuple[int, int, str]:
    """The place of a key among others: numbers by value, before words.

    >>> sorted(["10", "b", "9"], key=natural)
    ['9', '10', 'b']
    """
    return (0, int(key), key) if key.isdecimal() else (1, 0, key)


class _Reversed:
    """A key that sorts the other way round."""

    __slots__ = ("place",)

    def __init__(self, place: tuple[int, int, str]) -> None:
        self.place = place

    def __lt__(self, other: _Reversed) -> bool:
        return other.place < self.place


def _rank(ties: Ties, when: Mapping[str, int]) -> Callable[[str], Any]:
    match ties:
        case Ties.LEAST_RECENT | Ties.OLDEST:
            return lambda key: when[key]
        case Ties.MOST_RECENT | Ties.NEWEST:
            return lambda key: -when[key]
        case Ties.SMALLEST:
            return natural
        case Ties.LARGEST:
            return lambda key: _Reversed(natural(key))
