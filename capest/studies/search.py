"""Looks for the values of one name that meet a condition, and sees steps and ways back.

The name is put at points far and wide around what it is; between two of which one meets the
condition and one does not, their middle is tried until the edge is found. So whether the
condition asks for little or for much need not be known, and what holds, fails and holds again is
seen as such.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..engine.expectations import Verdict, verdict_on
from ..engine.graph import Graph
from ..engine.out_of_range import allowed, outside
from ..engine.put_in import put_in
from ..problems import EstimateError, Problem
from ..products import raise_to
from ..quantities import humanise
from ..scenario.model import Expectation, Scenario
from ..units import PERCENT, is_count
from .variations import Variations

FURTHEST = 4
"""Powers of ten to either side of what it is in which a value is looked for: beyond, a design is
another one.
"""
_EACH = 8  # points for each power of ten
_SHARES = (0.0, 1e-4, 1e-3, 0.01, *(step / 32 for step in range(1, 32)), 0.99, 0.999, 0.9999, 1.0)
_ALL_UP_TO = 128  # whole numbers that are each looked at: counts of zones and copies go up and down
_NEAR = 1e-9  # relative width of an edge
_MOST_HALVINGS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The condition at one value, in the unit of the graph."""

    at: float
    verdict: Verdict | None
    reason: str = ""
    """Why it has no value here."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Where a stretch ends: the last value that meets the condition, and what comes next."""

    shown: str
    """The value as it is told, rounded to where the condition holds."""
    inside: Trial
    beyond: Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Values that all meet the condition; without an edge it goes as far as was looked."""

    low: Edge | None
    high: Edge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search has found."""

    now: Trial
    looked: tuple[float, float]
    stretches: tuple[Stretch, ...]
    turns: bool
    """Whether the computed side goes up and down between the values that were looked at."""
    nearest: Trial
    """Where the two sides are nearest, of use where no value meets the condition."""


class Search:
    """The values of one name that meet a condition."""

    def __init__(self, scenario: Scenario, graph: Graph, condition: Expectation, name: str) -> None:
        self.graph, self.condition, self.name = graph, condition, name
        self.variations = Variations(scenario, graph, [name], [condition])
        self.definition = graph.definitions.by_name[name]
        unit = graph.unit[name]
        self.start = float(self.variations.graph.evaluate({})[0][name])
        counts = bool(unit.powers) or bool(
            self.definition.declared and self.definition.declared.how_many
        )
        self.is_whole = (
            is_count(unit) and unit != PERCENT and counts and self.start == int(self.start)
        )
        self.tried: dict[float, Trial] = {}

    def found(self) -> Found:
        """What was found; raises EstimateError where nothing has a value."""
        now = self._try(self.start)
        trials = self._with_crossings([self._try(value) for value in self._grid()])
        if not any(trial.holds for trial in trials):
            trials = self._with_valley(trials)
        known = [trial for trial in self.tried.values() if not math.isnan(trial.gap)]
        if not known:
            raise self._no_value()
        return Found(
            now=now,
            looked=(trials[0].at, trials[-1].at),
            stretches=tuple(self._stretches(trials)),
            turns=_turns([trial.gap for trial in trials if not math.isnan(trial.gap)]),
            nearest=min(known, key=lambda trial: abs(trial.gap)),
        )

    def _no_value(self) -> EstimateError:
        """Why there is no value anywhere: what is said of the scenario as it is."""
        self.variations.at({})
        return EstimateError(
            Problem(
                code="no-value",
                message=f"'{self.condition.passage.text}' has no value whatever '{self.name}' is",
                span=self.condition.passage.span(),
            )
        )

    def _grid(self) -> list[float]:
        """Where the condition is looked at first: at values that the name may have."""
        unit = self.graph.unit[self.name]
        bounds, part = allowed(self.definition, unit, ()), float(raise_to(unit, 1)[1])
        if bounds.most == 1:
            values = {share / part for share in _SHARES}
        else:
            scale = abs(self.start) or 1.0
            steps = range(-FURTHEST * _EACH, FURTHEST * _EACH + 1)
            sizes = {scale * 10 ** (step / _EACH) for step in steps}
            values = {-size if self.start < 0 else size for size in sizes} | {0.0}
            values |= {end / part for end in (bounds.least, bounds.most) if end is not None}
        values |= {self.start}
        if self.is_whole:
            values = {round(value) for value in values}
            values |= set(range(_ALL_UP_TO + 1)) if 0 < self.start <= _ALL_UP_TO else set()
        return sorted(float(value) for value in values if not outside(bounds, unit, value))

    def _try(self, value: float) -> Trial:
        if value not in self.tried:
            self.tried[value] = self._tried(value)
        return self.tried[value]

    def _tried(self, value: float) -> Trial:
        try:
            estimate = self.variations.at({self.name: value})
        except EstimateError as error:
            return Trial(at=value, verdict=None, reason=error.problems[0].message)
        return Trial(at=value, verdict=verdict_on(self.condition, estimate))

    # --- between two trials ---

    def _between(self, one: float, other: float) -> float | None:
        """A value half way; None where there is none to tell apart."""
        middle = math.sqrt(one * other) if one * other > 0 else (one + other) / 2
        middle = math.copysign(middle, one + other) if one * other > 0 else middle
        if self.is_whole:
            middle = float(math.floor((one + other) / 2))
        near = abs(one - other) <= _NEAR * max(abs(one), abs(other))
        return None if middle in (one, other) or (near and not self.is_whole) else middle

    def _edge(self, inside: Trial, beyond: Trial | None) -> Edge | None:
        """The edge between two trials; none at the end of what was looked at, or where nothing,
        0, has no value.
        """
        if beyond is None or (beyond.at == 0 and beyond.verdict is None):
            return None
        for _ in range(_MOST_HALVINGS):
            middle = self._between(inside.at, beyond.at)
            if middle is None:
                break
            trial = self._try(middle)
            inside, beyond = (trial, beyond) if trial.holds else (inside, trial)
        return Edge(shown=self._shown(inside, beyond), inside=inside, beyond=beyond)

    def _shown(self, inside: Trial, beyond: Trial) -> str:
        """The edge in few digits, if the condition holds there; else in all."""
        unit = self.graph.unit[self.name]
        exact = humanise(inside.at, unit, exact=True)
        size = 10 ** (math.floor(math.log10(abs(inside.at))) - 2) if inside.at else 1.0
        turn = math.floor if beyond.at > inside.at else math.ceil
        for value in (inside.at, turn(inside.at / size) * size):
            text = humanise(value, unit)
            try:
                read = put_in(self.graph, self.name, text)
            except EstimateError:
                continue
            if self._try(float(read)).holds:
                return text
        return exact

    def _with_crossings(self, trials: Sequence[Trial]) -> list[Trial]:
        """The trials, and one that meets the condition between two that lie on its two sides."""
        found = list(trials[:1])
        for left, right in pairwise(trials):
            if not left.holds and not right.holds and left.gap * right.gap < 0:
                crossing = self._crossing(left, right)
                found += [crossing] if crossing.holds else []
            found.append(right)
        return found

    def _crossing(self, left: Trial, right: Trial) -> Trial:
        trial = left
        for _ in range(_MOST_HALVINGS):
            middle = (left.at + right.at) / 2
            middle = float(math.floor(middle)) if self.is_whole else middle
            if middle in (left.at, right.at):
                break
            trial = self._try(middle)
            if trial.holds or math.isnan(trial.gap):
                break
            left, right = (trial, right) if trial.gap * left.gap > 0 else (left, trial)
        return trial

    def _with_valley(self, trials: Sequence[Trial]) -> list[Trial]:
        """The trials, and the bottom of the valley around the one nearest to the condition."""
        known = [place for place, trial in enumerate(trials) if not math.isnan(trial.gap)]
        if not known:
            return list(trials)
        lowest = min(known, key=lambda place: abs(trials[place].gap))
        low, high = trials[max(0, lowest - 1)].at, trials[min(len(trials) - 1, lowest + 1)].at
        for _ in range(_MOST_HALVINGS):
            third = (high - low) / 3
            points = (low + third, high - third)
            one, other = (self._try(round(at) if self.is_whole else at) for at in points)
            near = high - low <= _NEAR * max(abs(low), abs(high))
            if near or one.holds or (self.is_whole and high - low < 3):
                break
            low, high = (low, other.at) if not abs(one.gap) > abs(other.gap) else (one.at, high)
        return sorted({trial.at: trial for trial in (*trials, one, other)}.values(), key=_place)

    def _stretches(self, trials: Sequence[Trial]) -> Iterator[Stretch]:
        """The stretches of values that meet the condition, from the lowest on."""
        low: Edge | None = None
        for place, trial in enumerate(trials):
            before = trials[place - 1] if place else None
            after = trials[place + 1] if place + 1 < len(trials) else None
            if not trial.holds:
                continue
            if before is None or not before.holds:
                low = self._edge(trial, before)
            if after is None or not after.holds:
                yield Stretch(low=low, high=self._edge(trial, after))


def _place(trial: Trial) -> float:
    return trial.at


def _turns(values: Sequence[float]) -> bool:
    """Whether values go up and down, by more than the last digits of floats."""
    ways = {
        one < other
        for one, other in pairwise(values)
        if abs(one - other) > _NEAR * max(abs(one), abs(other))
    }
    return len(ways) > 1
