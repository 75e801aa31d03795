"""Scores a range for an unknown figure, so that it pays to state the range that one believes.

The interval score (Winkler, Journal of the American Statistical Association 67, 1972; Gneiting and
Raftery, the same journal 102, 2007, section 6.2) is width + (2 / alpha) x miss, lower is better.
Its expectation is least for the range from the 10 % to the 90 % quantile of one's belief, where
alpha = 0.2. Everything is in factors of ten, because estimates are off by factors.
"""

from __future__ import annotations

import math

from ...factors import times
from ...records import record

SHARE = 0.8
"""The share of one's ranges that should hold the truth."""

MISS_COSTS = 2 / (1 - SHARE)
"""How many times a miss costs what the same width costs: 10."""

MOST_DECADES = 300.0
"""Factors of ten that a factor holds at most: a float ends at 308."""

_MOST = 5  # points; one is lost for each factor of ten of the score


@record(kw_only=True)
class Score:
    """The score of one range, in factors of ten."""

    width: float
    """log10 of the higher end over the lower one."""
    miss: float
    """log10 of how many times the truth is beyond the nearer end; 0 where the range holds it."""
    is_below: bool
    """Whether the truth is below a range that misses it."""

    @property
    def held(self) -> bool:
        """Whether the truth lies in the range, ends included."""
        return self.miss == 0

    @property
    def total(self) -> float:
        """Width and misses together; lower is better."""
        return self.width + MISS_COSTS * self.miss

    def __str__(self) -> str:
        wide = f"{_times(self.width)} wide"
        if self.held:
            return f"holds it, {wide}: score {self.total:.2f}"
        where = "below" if self.is_below else "above"
        return f"the truth is {_times(self.miss)} {where} it, {wide}: score {self.total:.2f}"


def _times(decades: float) -> str:
    """So many factors of ten as one factor, which may be too large for a number."""
    return times(10**decades) if decades < MOST_DECADES else f"1e{decades:.0f}x"


def interval_score(low: float, high: float, truth: float) -> Score:
    """The score of a range for a truth, all above 0 and in one unit.

    >>> round(interval_score(20, 200, 100).total, 6), round(interval_score(20, 200, 2000).total, 6)
    (1.0, 11.0)
    """
    bottom, top, true = math.log10(low), math.log10(high), math.log10(truth)
    miss = 0.0 if low <= truth <= high else max(bottom - true, true - top)
    return Score(width=top - bottom, miss=miss, is_below=truth < low)


def points_of(score: Score) -> int:
    """Five points less the score, to a whole point, and never below none.

    So points never rank two ranges for one figure otherwise than the score does. That whole points
    and the floor at none blur the best range is why the score is told beside them, and why the
    share of ranges that held is what a session sums up.

    >>> [points_of(interval_score(low, high, 100)) for low, high in ((50, 200), (10, 1000), (1, 9))]
    [4, 3, 0]
    """
    return max(0, math.floor(_MOST - score.total + 0.5))
