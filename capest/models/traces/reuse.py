"""How soon keys come back, which says what LRU hits at any size, in one pass over the requests.

A key is in the window of length T while it was asked for among the last T requests. The share of
requests whose key is in the window, and the mean number of different keys in it, are the hit ratio
of LRU with room for so many keys: Denning, Schwartz, Properties of the working-set model, CACM
15(3), 1972. The order of the requests counts, so a loop and a drift look like what they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from ...records import record

_LENGTHS = 64
"""Windows are 1, 3, 7 ... 2^63 - 1 requests long, so that a bit length sorts a gap into one."""


@record(kw_only=True)
class Window:
    """The last `length` requests, at every moment from when there were so many."""

    length: int
    keys: float
    """How many different keys it holds, on average."""
    hit_ratio: float
    """The share of requests whose key is in it."""


class Reuse:
    """Serves requests, counts them by key, and sorts them by the gap since the last for their key.

    Memory is in proportion to the number of different keys.
    """

    def __init__(self) -> None:
        self.counts: Counter[Hashable] = Counter()
        self.requests = 0
        self._last: dict[Hashable, int] = {}
        self._firsts = [0] * _LENGTHS  # first requests for a key, by the bits of when they came
        self._first_times = [0] * _LENGTHS
        self._again = [0] * _LENGTHS  # all others, by the bits of their gap
        self._gaps = [0] * _LENGTHS
        self._longest = 0  # of the gaps

    def replay(self, keys: Sequence[Hashable]) -> None:
        """Serve requests in turn."""
        last, again, gaps = self._last, self._again, self._gaps
        before, longest = last.get, self._longest
        now = self.requests
        for key in keys:
            now += 1
            gap = now - before(key, 0)
            last[key] = now
            if gap == now:  # first requests come from time 0
                self._firsts[now.bit_length()] += 1
                self._first_times[now.bit_length()] += now
            else:
                bits = gap.bit_length()
                again[bits] += 1
                gaps[bits] += gap
                if gap > longest:  # noqa: PLR1730  (max() takes four times as long)
                    longest = gap
        self.requests, self._longest = now, longest
        self.counts.update(keys)

    @property
    def loops(self) -> bool:
        """Whether every key that came back did so right after all the others.

        >>> reuse = Reuse()
        >>> reuse.replay("abcabcab"), reuse.loops
        (None, True)
        """
        keys, again = len(self.counts), sum(self._again)
        return again > 0 and self._longest == keys and sum(self._gaps) == again * keys

    def windows(self) -> Iterator[Window]:
        """Windows of up to half of the requests, the short ones first.

        >>> reuse = Reuse()
        >>> reuse.replay("abab" * 8)
        >>> [(window.length, window.keys, window.hit_ratio) for window in reuse.windows()]
        [(1, 1.0, 0.0), (3, 2.0, 1.0), (7, 2.0, 1.0), (15, 2.0, 1.0)]
        """
        endings = self._endings()
        for bits in range(1, _LENGTHS):
            length = 2**bits - 1
            if 2 * length > self.requests:
                return
            after = self.requests - length
            upto = slice(0, bits + 1)
            seen, again = sum(self._firsts[upto]), sum(self._again[upto])
            # Each request keeps its key in the window until the next for it, or for its length.
            longer = self.requests - len(self.counts) - again
            kept = sum(self._gaps[upto]) + longer * length + endings[bits]
            too_soon = seen * length - sum(self._first_times[upto])  # before it was so long
            yield Window(
                length=length,
                keys=(kept - too_soon) / (after + 1),
                hit_ratio=(again - (length - seen)) / after,
            )

    def _endings(self) -> list[int]:
        """For each window, how long in all it held the keys after the last request for each."""
        rests, sums = [0] * _LENGTHS, [0] * _LENGTHS
        for last in self._last.values():
            rest = self.requests - last + 1
            rests[rest.bit_length()] += 1
            sums[rest.bit_length()] += rest
        return [
            sum(sums[: bits + 1]) + sum(rests[bits + 1 :]) * (2**bits - 1)
            for bits in range(_LENGTHS)
        ]
