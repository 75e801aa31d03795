"""What is tried of a name on the way to the values that meet a condition, and what is found."""

from __future__ import annotations

import math

from ..engine.expectations import Verdict
from ..records import record


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
    def gap(self) -> float:
        """How far the computed side lies above the expected one; nan where there is none."""
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
