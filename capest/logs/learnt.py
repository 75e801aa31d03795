"""What was learnt, each with its range and how, and what was not, each with what is missing."""

from __future__ import annotations

import math

from ..quantities import MAGNITUDES
from ..records import record

WIDEST = 0.3
"""A spread to either side above which a range is written by its ends: they are not alike then."""
OFTEN = ("per_user", "rate")
"""What says how often a route is asked for."""
_BYTES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))
_SECONDS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"))


@record(kw_only=True)
class Fact:
    """One number that logs gave."""

    name: str
    """Of an assumption, or ENTRY.FIELD."""
    value: float
    unit: str
    """As a scenario writes it; % for shares from 0 to 1, B and s for what has magnitudes."""
    spread: float
    """How far 90 % lie to either side, in logarithms; of a share, in those of its odds, and of a
    growth in those of what it makes of 1.
    """
    how: str

    @property
    def written(self) -> str:
        """The value as a scenario has it, a range."""
        digits = _digits(self.spread)
        if self.unit == "%":
            odds = math.log(self.value / (1 - self.value))
            ends = (1 / (1 + math.exp(-(odds + side * self.spread))) for side in (-1, 1))
            low, high = (f"{100 * end:.{digits}g}%" for end in ends)
            return f"{low} to {high}" if low != high else low
        if self.unit == "%/year":
            ends = (math.expm1(math.log1p(self.value) + side * self.spread) for side in (-1, 1))
            return " to ".join(f"{100 * end:.3g}%/year" for end in ends)
        if self.spread > WIDEST:
            low, high = (
                _number(self.value * math.exp(side * self.spread), self.unit) for side in (-1, 1)
            )
            return f"{low} to {high}"
        percent = f"{100 * self.spread:.2g}%"
        return _number(self.value, self.unit, digits) + (f" ± {percent}" if self.spread else "")


def _digits(spread: float) -> int:
    """Of a number, so many that what they leave out is small beside its spread.

    >>> _digits(0.0), _digits(0.2), _digits(0.0004)
    (4, 4, 6)
    """
    return max(4, 2 - math.floor(math.log10(spread))) if spread else 4


def _number(value: float, unit: str, digits: int = 4) -> str:
    """So many digits and a magnitude.

    >>> _number(1_398_051, "users"), _number(8012.3, "B"), _number(0.00312, "s"), _number(2.5, "")
    ('1.398M users', '8.012 kB', '3.12 ms', '2.5')
    """
    scale, sign = 1.0, ""
    steps = {"B": _BYTES, "s": _SECONDS}.get(unit, MAGNITUDES)
    for scale, sign in steps:  # noqa: B007
        if value >= 0.99995 * scale:
            break
    else:
        scale, sign = (1.0, "") if unit not in ("B", "s") else steps[-1]
    text = f"{value / scale:.{digits}g}"
    return f"{text} {sign}" if unit in ("B", "s") else f"{text}{sign} {unit}".strip()


@record(kw_only=True)
class NotLearnt:
    """A number that logs did not give, and why."""

    name: str
    why: str


@record(kw_only=True)
class TrafficFacts:
    """An entry of traffic."""

    name: str
    asked: str
    """Its method and path."""
    kind: str | None
    facts: tuple[Fact, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it says how often, without which a scenario has no such entry."""
        return any(fact.name.partition(".")[2] in OFTEN for fact in self.facts)


@record(kw_only=True)
class Learnt:
    """All that logs say of a scenario."""

    of: str
    """The logs, the days and the requests: how a source begins."""
    assumptions: tuple[Fact, ...]
    traffic: tuple[TrafficFacts, ...]
    has_cache: bool
    """Whether assumptions say what a cache of reads would meet."""
    refused: tuple[NotLearnt, ...]
    notes: tuple[str, ...]
    """What else there is to say of the logs, such as the shape of a day."""

    def every_fact(self) -> tuple[Fact, ...]:
        """All numbers, by the name that a quantity has in an estimate."""
        return (*self.assumptions, *(fact for entry in self.traffic for fact in entry.facts))
