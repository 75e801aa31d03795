"""Looks for the values of one name that meet a condition, and sees steps and ways back.

The name is put at points far and wide around what it is; between two of which one meets the
condition and one does not, their middle is tried until the edge is found. So whether the
condition asks for little or for much need not be known, and what holds, fails and holds again is
seen as such. Where a divisor may be zero, where values end, and where the computed side turns
back short of the expected one, more points are tried beforehand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from ..engine.defining.range_bounds import bounds_of_range, taken_by
from ..engine.expectations import verdict_on
from ..engine.graph import Graph
from ..engine.out_of_range import allowed, outside
from ..engine.put_in import put_in
from ..problems import EstimateError, Problem
from ..products import raise_to
from ..quantities import humanise
from ..scenario.model import Expectation, Scenario
from ..units import PERCENT, is_count
from .differences import Differences
from .trials import AS_ONE, Edge, Found, Stretch, Trial
from .variations import Variations

FURTHEST = 4
"""Powers of ten to either side of what it is in which a value is looked for: beyond, a design is
another one.
"""
_EACH = 8  # points for each power of ten
_SHARES = (0.0, 1e-4, 1e-3, 0.01, *(step / 32 for step in range(1, 32)), 0.99, 0.999, 0.9999, 1.0)
_ALL_UP_TO = 128  # whole numbers that are each looked at: counts of zones and copies go up and down
_NEAR = 1e-9  # relative width of an edge
_NEAR_BOTTOM = 1e-6  # of the bottom of a valley, where all is as flat
_DIGITS = range(3, 16)  # of an edge: as few as tell where it is
_PARTS = 10  # of a stretch, one of which its edges may be told off by
_MOST_HALVINGS = 200
_ROUNDS = 3  # of looking for zeros: between two of them another difference may have two more
_MANY = 3000  # trials after which nothing more is looked for: a difference may be noise around zero

_Border = tuple[Trial, Trial | None]
"""The last trial that meets the condition, and the next one, which does not."""


class Search:
    """The values of one name that meet a condition."""

    def __init__(self, scenario: Scenario, graph: Graph, condition: Expectation, name: str) -> None:
        self.graph, self.condition, self.name = graph, condition, name
        self.variations = Variations(scenario, graph, [name], [name], [condition])
        self.differences = Differences(self.variations.graph, condition, name)
        self.definition = graph.definitions.by_name[name]
        unit = graph.unit[name]
        self.start = float(self.variations.graph.evaluate({})[0][name])
        self.bounds = bounds_of_range(self.definition, graph.definitions)
        asked = [item.declared for item in taken_by(self.definition, graph.definitions)]
        counts = bool(unit.powers) or any(field and field.how_many for field in asked)
        spread = graph.deriving.spread(name)
        ends = (spread.low, spread.high) if spread else (self.start,)
        is_given_whole = all(end == int(end) for end in ends)
        self.is_whole = self.bounds.whole or (
            is_count(unit) and unit != PERCENT and counts and is_given_whole
        )
        self.tried: dict[float, Trial] = {}

    def found(self) -> Found:
        """What was found; raises EstimateError where nothing has a value."""
        now = self._tried(self.start)
        for value in self._grid():
            self._try(value)
        looks = (self._at_ends, self._in_valleys, self._at_crossings)
        for look in (*(self._at_zeros for _ in range(_ROUNDS)), *looks):
            look(self._trials())
        trials = self._trials()
        known = [trial for trial in trials if not math.isnan(trial.gap)]
        if not known:
            raise self._no_value()
        return Found(
            now=now,
            looked=(trials[0].at, trials[-1].at),
            stretches=tuple(self._stretches(trials)),
            turns=_turns([trial.gap for trial in known]),
            nearest=min(known, key=lambda trial: trial.distance),
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
        unit, bounds = self.graph.unit[self.name], self.bounds
        own, part = allowed(self.definition, unit, ()), float(raise_to(unit, 1)[1])
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
        kept = (value for value in values if not outside(bounds, unit, value))
        return sorted(float(value) for value in kept if not outside(own, unit, value))

    def _trials(self) -> list[Trial]:
        return sorted(self.tried.values(), key=_place)

    def _try(self, value: float) -> Trial:
        if value not in self.tried:
            self.tried[value] = self._tried(value)
        return self.tried[value]

    def _tried(self, value: float) -> Trial:
        try:
            estimate = self.variations.at({self.name: value})
        except EstimateError as error:
            return Trial(at=value, verdict=None, reason=error.problems[0].message)
        verdict, signs = verdict_on(self.condition, estimate), self.differences.signs(estimate)
        return Trial(at=value, verdict=verdict, signs=signs if verdict else ())

    # --- between two trials ---

    def _between(self, one: float, other: float) -> float | None:
        """A value half way; None where there is none to tell apart."""
        middle = math.sqrt(one * other) if one * other > 0 else (one + other) / 2
        middle = math.copysign(middle, one + other) if one * other > 0 else middle
        if self.is_whole:
            middle = float(math.floor((one + other) / 2))
        near = abs(one - other) <= _NEAR * max(abs(one), abs(other))
        return None if middle in (one, other) or (near and not self.is_whole) else middle

    def _parted(
        self, one: Trial, other: Trial, is_like_one: Callable[[Trial], bool]
    ) -> tuple[Trial, Trial]:
        """The two trials next to each other between which something ends."""
        for _ in range(_MOST_HALVINGS):
            middle = self._between(one.at, other.at)
            if middle is None:
                break
            trial = self._try(middle)
            one, other = (trial, other) if is_like_one(trial) else (one, trial)
        return one, other

    def _stretch(self, first: _Border, last: _Border) -> Stretch:
        """A stretch between what meets the condition and what is next to it on either side. It has
        no edge at the end of what was looked at, or where nothing, 0, has no value.
        """
        low, high = (
            None
            if beyond is None or (beyond.at == 0 and beyond.verdict is None)
            else self._parted(inside, beyond, lambda trial: trial.holds)
            for inside, beyond in (first, last)
        )
        size = high[0].at - low[0].at if low and high else math.inf
        off = size / _PARTS if low and size > AS_ONE * abs(low[0].at) else math.inf
        low_edge, high_edge = (
            pair and Edge(shown=self._shown(*pair, off), inside=pair[0], beyond=pair[1])
            for pair in (low, high)
        )
        return Stretch(low=low_edge, high=high_edge)

    def _shown(self, inside: Trial, beyond: Trial, off: float) -> str:
        """The edge in few digits, if the condition holds there and it is not too far off; else in
        all.
        """
        unit = self.graph.unit[self.name]
        turn = math.floor if beyond.at > inside.at else math.ceil
        for digits in _DIGITS:
            places = math.floor(math.log10(abs(inside.at))) - digits + 1 if inside.at else 0
            for value in (round(inside.at, -places), turn(inside.at / 10**places) * 10**places):
                text = humanise(value, unit, exact=digits > _DIGITS[0])
                try:
                    read = float(put_in(self.graph, self.name, text))
                except EstimateError:
                    continue
                if abs(read - inside.at) <= off and self._try(read).holds:
                    return text
        return humanise(inside.at, unit, exact=True)

    # --- where more must be looked at ---

    def _at_zeros(self, trials: Sequence[Trial]) -> None:
        """Both sides of where a difference in a formula is zero, so that what is divided by it is
        as large as it may be.
        """
        for left, right in pairwise(trials):
            if len(self.tried) > _MANY:
                return
            for place, (one, other) in enumerate(zip(left.signs, right.signs, strict=False)):
                if one != other:
                    self._parted(left, right, partial(_has_sign, place, one))

    def _at_ends(self, trials: Sequence[Trial]) -> None:
        """The last values with which the condition can be judged; nothing, 0, is no end."""
        for pair in pairwise(trials):
            known, lost = sorted(pair, key=lambda trial: trial.verdict is None)
            if known.verdict and not lost.verdict and lost.at != 0:
                self._parted(known, lost, lambda trial: trial.verdict is not None)

    def _in_valleys(self, trials: Sequence[Trial]) -> None:
        """The bottom of each valley, where what holds may fail after all, or what fails hold."""
        known = [trial for trial in trials if trial.verdict]
        floors: list[list[Trial]] = []  # of trials as far from another verdict
        for trial in known:
            if floors and math.isclose(trial.gap, floors[-1][-1].gap, rel_tol=_NEAR):
                floors[-1].append(trial)
            else:
                floors.append([trial])
        for left, middle, right in zip(floors, floors[1:], floors[2:], strict=False):
            low, high = left[-1], right[0]
            alike = low.holds == middle[0].holds == high.holds and low.gap * high.gap >= 0
            if alike and self._margin(middle[0]) < min(self._margin(low), self._margin(high)):
                self._descend(low.at, high.at)
            if len(self.tried) > _MANY:
                return

    def _margin(self, trial: Trial) -> float:
        """How far the verdict is from being another one; nan without a value."""
        within = trial.holds and not self.condition.is_limit
        return -abs(trial.gap) if within else abs(trial.gap)

    def _descend(self, low: float, high: float) -> None:
        """Try values down to where the verdict is nearest to another one, or is one."""
        for _ in range(_MOST_HALVINGS):
            third = (high - low) / 3
            points = (low + third, high - third)
            one, other = (self._try(round(at) if self.is_whole else at) for at in points)
            near = high - low <= _NEAR_BOTTOM * max(abs(low), abs(high))
            if near or one.holds != other.holds or (self.is_whole and high - low < 3):
                break
            rises = self._margin(one) > self._margin(other)
            low, high = (one.at, high) if rises else (low, other.at)

    def _at_crossings(self, trials: Sequence[Trial]) -> None:
        """What meets the condition between two trials that lie on its two sides."""
        for left, right in pairwise(trials):
            if not left.holds and not right.holds and left.gap * right.gap < 0:
                self._cross(left, right)

    def _cross(self, left: Trial, right: Trial) -> None:
        for _ in range(_MOST_HALVINGS):
            middle = (left.at + right.at) / 2
            middle = float(math.floor(middle)) if self.is_whole else middle
            if middle in (left.at, right.at):
                break
            trial = self._try(middle)
            if trial.holds or math.isnan(trial.gap):
                break
            left, right = (trial, right) if trial.gap * left.gap > 0 else (left, trial)

    # --- what was found ---

    def _stretches(self, trials: Sequence[Trial]) -> Iterator[Stretch]:
        """The stretches of values that meet the condition, from the lowest on."""
        first: _Border | None = None
        for place, trial in enumerate(trials):
            before = trials[place - 1] if place else None
            after = trials[place + 1] if place + 1 < len(trials) else None
            if not trial.holds:
                continue
            if before is None or not before.holds:
                first = trial, before
            if first and (after is None or not after.holds):
                yield self._stretch(first, (trial, after))


def _place(trial: Trial) -> float:
    return trial.at


def _has_sign(place: int, sign: bool, trial: Trial) -> bool:
    return trial.signs[place : place + 1] == (sign,)


def _turns(values: Sequence[float]) -> bool:
    """Whether values go up and down, by more than the last digits of floats."""
    ways = {
        one < other
        for one, other in pairwise(values)
        if abs(one - other) > _NEAR * max(abs(one), abs(other))
    }
    return len(ways) > 1
