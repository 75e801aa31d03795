"""Amounts in buckets less than 1.6 % wide, from which means and quantiles follow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DIGITS = 7
"""Binary digits of an amount that are kept."""


def bucket(amount: int) -> int:
    """The least amount that is taken for the same.

    >>> bucket(100), bucket(1000), bucket(1007), bucket(1008)
    (100, 1000, 1000, 1008)
    """
    rest = amount.bit_length() - DIGITS
    return amount if rest <= 0 else amount >> rest << rest


@dataclass(slots=True)
class Histogram:
    """How many amounts there are of each bucket, and their exact sum."""

    counts: Counter[int] = field(default_factory=Counter)
    total: float = 0

    @property
    def number(self) -> int:
        """How many amounts there are."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float:
        """The mean amount."""
        return self.total / self.number

    @property
    def error(self) -> float:
        """The standard error of the mean over the mean."""
        number, mean = self.number, self.mean
        squares = math.fsum(count * float(low) ** 2 for low, count in self.counts.items())
        return math.sqrt(max(0.0, squares / number / mean**2 - 1) / number) if mean else 0.0

    def take(self, amounts: Sequence[int]) -> None:
        """Take in some amounts."""
        for amount, times in Counter(amounts).items():
            self.counts[bucket(amount)] += times
        self.total += sum(amounts)

    def add(self, other: Histogram) -> None:
        """Take in the amounts of another."""
        self.counts.update(other.counts)
        self.total += other.total

    def quantile(self, share: float) -> float:
        """The amount that this share does not exceed, to within half a bucket.

        >>> Histogram.of({10: 5, 1000: 5}, 5050).quantile(0.5)
        10.0
        """
        wanted = math.ceil(share * self.number)
        for low in sorted(self.counts):
            wanted -= self.counts[low]
            if wanted <= 0:
                rest = max(0, low.bit_length() - DIGITS)
                return low + ((1 << rest) - 1) / 2
        raise ValueError("no amounts")

    @classmethod
    def of(cls, counts: Mapping[int, int], total: float) -> Histogram:
        """One whose buckets were counted elsewhere."""
        return cls(Counter(counts), total)
