"""LRU at every size in one pass over the requests.

The stack distance of a request is the number of different keys asked for since its key was last
asked for, itself included. LRU of size C hits exactly the requests whose distance is at most C:
Mattson, Gecsei, Slutz, Traiger, Evaluation Techniques for Storage Hierarchies, IBM Systems Journal
9(2), 1970. Counting with a Fenwick tree over time (Fenwick 1994) takes log time for each request,
as in Bennett and Kruskal, LRU Stack Processing, IBM J. Res. Dev. 19(4), 1975.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable

_FEWEST_SLOTS = 1024  # below it the tree is made anew so often that this takes the time


class StackDistances:
    """Serves requests and knows the stack distance of each.

    With a `limit`, a key deeper than that counts as never seen, and memory stays in proportion to
    the limit; without one, to the number of different keys.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._limit = limit
        self._slots: OrderedDict[str, int] = OrderedDict()  # each key's last request; oldest first
        self._now = 0
        self._tree = [0] * (_FEWEST_SLOTS + 1)

    def distance(self, key: str) -> int | None:
        """Serve one request; its stack distance, None for a key that was not seen before."""
        slots = self._slots
        if self._now >= len(self._tree) - 1:
            self._renumber()
        self._now += 1
        slot = slots.get(key)
        if slot is None:
            found = None
            if self._limit is not None and len(slots) >= self._limit:
                self._mark(slots.popitem(last=False)[1], -1)
        else:
            found = len(slots) - self._marks_until(slot) + 1
            self._mark(slot, -1)
            slots.move_to_end(key)
        slots[key] = self._now
        self._mark(self._now, 1)
        return found

    def _mark(self, slot: int, change: int) -> None:
        tree = self._tree
        last = len(tree)
        while slot < last:
            tree[slot] += change
            slot += slot & -slot

    def _marks_until(self, slot: int) -> int:
        tree, total = self._tree, 0
        while slot:
            total += tree[slot]
            slot &= slot - 1
        return total

    def _renumber(self) -> None:
        """Number the last requests from 1 again, in their order, in a tree with room for more."""
        live = len(self._slots)
        for slot, key in enumerate(self._slots, 1):
            self._slots[key] = slot
        size = max(_FEWEST_SLOTS, 4 * live)
        # Node i of a Fenwick tree sums the i & -i slots that end at i; the first `live` are 1.
        self._tree = [0, *(max(0, min(i, live) - (i - (i & -i))) for i in range(1, size + 1))]
        self._now = live


class HitsBySize:
    """How often LRU hits at each size up to the largest, counted as the requests come."""

    def __init__(self, largest: int) -> None:
        self._distances = StackDistances(limit=largest)
        self._counts: Counter[int | None] = Counter()

    def replay(self, keys: Iterable[str]) -> None:
        """Serve requests in turn."""
        self._counts.update(map(self._distances.distance, keys))

    def hits(self, size: int) -> int:
        """The hits of an LRU cache of this size among the requests so far."""
        return sum(
            count
            for distance, count in self._counts.items()
            if distance is not None and distance <= size
        )
