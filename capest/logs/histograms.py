"""Amounts in buckets less than 1.6 % wide, from which means and quantiles follow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from ..records import field, record

DIGITS = 7
"""Binary digits of an amount that are kept."""
_ROUNDING = 1e-9
"""Of a variance over the square of the mean, as sums of floats leave it."""


def bucket(amount: int) -> int:
    """The least amount that is taken for the same.

    >>> bucket(100), bucket(1000), bucket(1007), bucket(1008)
    (100, 1000, 1000, 1008)
    """
    rest = amount.bit_length() - DIGITS
    return amount if rest <= 0 else amount >> rest << rest


@record(frozen=False)
class Histogram:
    """How many amounts there are of each bucket, their exact sum, and that of their squares."""

    counts: Counter[int] = field(default_factory=Counter)
    total: float = 0
    squares: float = field(default=0.0, compare=False)  # engines add them up in any order

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
        """The standard error of the mean over the mean; of two amounts or more."""
        number, mean = self.number, self.mean
        variance = max(0.0, self.squares / number / mean**2 - 1)
        return math.sqrt(variance / (number - 1)) if variance > _ROUNDING else 0.0

    def take(self, amounts: Sequence[int]) -> None:
        """Take in some amounts."""
        for amount, times in Counter(amounts).items():
            self.counts[bucket(amount)] += times
            self.squares += times * float(amount) ** 2
        self.total += sum(amounts)

    def add(self, other: Histogram) -> None:
        """Take in the amounts of another."""
        self.counts.update(other.counts)
        self.total += other.total
        self.squares += other.squares

    def quantile(self, share: float) -> float:
        """The amount that this share does not exceed, as if those of a bucket were evenly apart.

        >>> Histogram.of({10: 5, 1000: 5}, 5050).quantile(0.5)
        10.0
        """
        wanted = max(1, math.ceil(share * self.number))
        for low in sorted(self.counts):
            here = self.counts[low]
            if wanted <= here:
                width = (1 << max(0, low.bit_length() - DIGITS)) - 1
                return low + width * (wanted - 0.5) / here
            wanted -= here
        raise ValueError("no amounts")

    @classmethod
    def of(cls, counts: Mapping[int, int], total: float) -> Histogram:
        """One whose buckets were counted elsewhere."""
        return cls(Counter(counts), total)
