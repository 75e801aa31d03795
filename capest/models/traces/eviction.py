"""What a full cache throws out: one class for each policy, all of one small shape.

A policy keeps at most `size` keys, each as large as any other, and brings in every key it misses.
`replay` serves requests and may be called again with the next ones; `contents` shows what is held
between two calls. There is no second, step-by-step version of a policy: a step is a replay of one
request, so what a table shows is what a total counts.

Memory grows with the size, not with the number of requests.

Here are the policies that need only an order; least_frequent has the one that counts, farthest_next
the one that knows the future, random_eviction the average of chance.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from typing import ClassVar, Protocol


class EvictionPolicy(Protocol):
    """A cache of some size with a rule for what it evicts."""

    @property
    def order(self) -> str:
        """How to read the contents."""

    @property
    def note(self) -> str:
        """What textbooks do not agree on, and what is done here; empty where they agree."""

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""

    def contents(self) -> Mapping[str, str]:
        """The keys held, in order, each with the mark that the policy keeps on it."""


class Fifo:
    """Evicts the key that was brought in first; a hit changes nothing."""

    order: ClassVar[str] = "left: oldest, next to go"
    note: ClassVar[str] = ""
    newest: ClassVar[bool] = False
    """Whether the other end goes first."""
    touches: ClassVar[bool] = False
    """Whether a hit brings its key to the end."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[str, str] = OrderedDict()

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""
        size, held, hits, touches = self._size, self._held, 0, self.touches
        touch, evict, newest = held.move_to_end, held.popitem, self.newest
        for key in keys:
            if key in held:
                if touches:
                    touch(key)
                hits += 1
                continue
            if len(held) >= size:
                evict(last=newest)
            held[key] = ""
        return hits

    def contents(self) -> Mapping[str, str]:
        """The keys held, in the order of `order`."""
        return dict(self._held)


class Lifo(Fifo):
    """Evicts the key that was brought in last, as a stack does; a hit changes nothing."""

    order: ClassVar[str] = "right: newest, next to go"
    note: ClassVar[str] = (
        "the newest insert goes, and a hit moves nothing. Were a hit to move its key to the top, "
        "this would be mru; were a full cache to bring nothing in, it would never change."
    )
    newest: ClassVar[bool] = True


class Lru(Fifo):
    """Evicts the least recently used key.

    A larger cache holds all that a smaller one does (inclusion), so all sizes follow from the stack
    distances of one pass: Mattson, Gecsei, Slutz, Traiger, IBM Systems Journal 9(2), 1970.
    """

    order: ClassVar[str] = "left: least recently used, next to go"
    touches: ClassVar[bool] = True


class Mru(Lru):
    """Evicts the most recently used key: best of all on a loop that is larger than the cache."""

    order: ClassVar[str] = "right: most recently used, next to go"
    newest: ClassVar[bool] = True


class Clock:
    """Evicts the first key under the hand that was not asked for since the hand last passed.

    Corbató, A Paging Experiment with the Multics System, MIT Project MAC, 1968. The queue begins
    at the hand; what the hand passes goes to its end, which is just behind the hand of a clock.
    """

    order: ClassVar[str] = "left: under the hand; *: asked for again, spared once"
    note: ClassVar[str] = "a new key comes without its bit; a hit sets it. Some set it at once."

    def __init__(self, size: int) -> None:
        self._size = size
        self._queue: deque[str] = deque()
        self._asked: dict[str, bool] = {}

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""
        size, queue, asked, hits = self._size, self._queue, self._asked, 0
        for key in keys:
            if key in asked:
                asked[key] = True
                hits += 1
                continue
            if len(queue) >= size:
                while asked[queue[0]]:
                    asked[queue[0]] = False
                    queue.rotate(-1)
                del asked[queue.popleft()]
            queue.append(key)
            asked[key] = False
        return hits

    def contents(self) -> Mapping[str, str]:
        """The keys held from the hand on, those marked that were asked for."""
        return {key: "*" if self._asked[key] else "" for key in self._queue}


class Sieve:
    """Evicts, from the oldest towards the newest, the first key not asked for; keys stay in place.

    Zhang, Yang, Yue, Vigfusson, Rashmi, SIEVE is Simpler than LRU, NSDI 2024. The queue is cut at
    the hand: `passed` holds the older keys, `ahead` begins with the one under the hand.
    """

    order: ClassVar[str] = "left: oldest; *: asked for again, spared once; <: the hand"
    note: ClassVar[str] = "the hand stays where it last evicted and starts again at the oldest."

    def __init__(self, size: int) -> None:
        self._size = size
        self._passed: deque[str] = deque()
        self._ahead: deque[str] = deque()
        self._asked: dict[str, bool] = {}

    def replay(self, keys: Iterable[str]) -> int:
        """Serve requests in turn; the number of hits among them."""
        size, asked, hits = self._size, self._asked, 0
        for key in keys:
            if key in asked:
                asked[key] = True
                hits += 1
                continue
            if len(asked) >= size:
                self._evict()
            self._ahead.append(key)
            asked[key] = False
        return hits

    def contents(self) -> Mapping[str, str]:
        """The keys held, oldest first, those marked that were asked for, and the hand."""
        marks = {key: "*" if self._asked[key] else "" for key in (*self._passed, *self._ahead)}
        if self._ahead:
            marks[self._ahead[0]] += "<"
        return marks

    def _evict(self) -> None:
        asked, spared = self._asked, True
        while spared:
            key = self._ahead.popleft()
            spared = asked[key]
            if spared:
                asked[key] = False
                self._passed.append(key)
            if not self._ahead:  # past the newest: on with the oldest
                self._passed, self._ahead = self._ahead, self._passed
        del asked[key]
