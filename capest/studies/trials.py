"""What is tried of a name on the way to the values that meet a condition, and what is found."""

from __future__ import annotations

import math

from ..engine.expectations import Verdict
from ..records import record

AS_ONE = 1e-6
"""Relative width of a stretch that is one value, as what is to be equal has."""


@record(kw_only=True)
class Trial:
    """The condition at one value, in the unit of the graph."""

    at: float
    verdict: Verdict | None
    reason: str = ""
    """Why it has no value here."""
    signs: tuple[bool, ...] = ()
    """Whether each difference of the formulas is above zero; none without a value."""

    @property
    def holds(self) -> bool:
        """Whether it is met; without a value it is not."""
        return self.verdict is not None and self.verdict.holds

    @property
    def told(self) -> str:
        """What the computed side is, as it is shown."""
        return str(self.verdict.computed) if self.verdict else ""

    @property
    def met(self) -> str:
        """In how many draws the condition is met, in words, where it asks for that."""
        if self.verdict is None or not (self.verdict.expectation.odds and self.verdict.held):
            return ""
        return f", met {self.verdict.told_odds}"

    @property
    def gap(self) -> float:
        """How far the computed side lies above the expected one, or the odds above those asked for;
        nan where there is none.
        """
        if self.verdict is None:
            return math.nan
        asked = self.verdict.expectation.odds
        if asked and self.verdict.odds is not None:
            return self.verdict.odds - float(asked.value) / 100
        return self._apart

    @property
    def distance(self) -> tuple[float, float, float]:
        """How far it is from being met; of what is as far in floats, by the computed side."""
        computed = float(self.verdict.computed.value) if self.verdict else math.nan
        return abs(self.gap), abs(self._apart), math.copysign(1, self._apart) * computed

    @property
    def _apart(self) -> float:
        if self.verdict is None:
            return math.nan
        return float(self.verdict.computed.value) - float(self.verdict.expected.value)


@record(kw_only=True)
class Edge:
    """Where a stretch ends: the last value that meets the condition, and what comes next."""

    shown: str
    """The value as it is told, rounded to where the condition holds."""
    inside: Trial
    beyond: Trial


@record(kw_only=True)
class Stretch:
    """Values that all meet the condition; without an edge it goes as far as was looked."""

    low: Edge | None
    high: Edge | None

    @property
    def is_one(self) -> bool:
        """Whether it is told as one value."""
        if self.low is None or self.high is None:
            return False
        low, high = self.low.inside.at, self.high.inside.at
        return high - low <= AS_ONE * abs(low)


@record(kw_only=True)
class Found:
    """What a search has found."""

    now: Trial
    looked: tuple[float, float]
    stretches: tuple[Stretch, ...]
    turns: bool
    """Whether the computed side goes up and down between the values that were looked at."""
    nearest: Trial
    """Where the two sides are nearest, of use where no value meets the condition."""

    @property
    def draws(self) -> int:
        """How many draws of the ranges the condition was held against at each value."""
        verdict = self.nearest.verdict
        return len(verdict.held or ()) if verdict and verdict.expectation.odds else 0
