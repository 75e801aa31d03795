"""A scenario over ranges of its values: each point is what --set would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from ..derivations import Spread
from ..engine.allowed_runs import IN_A_STUDY, allowed_runs
from ..engine.estimate import Estimate
from ..engine.expectations import verdict_on
from ..engine.graph import Graph
from ..engine.lookup import no_such_quantity
from ..formulas import Section
from ..language.tree import names
from ..problems import EstimateError, Passage, Problem, ScenarioError
from ..quantities import Quantity
from ..scenario.changes import with_changes
from ..scenario.model import Expectation, Scenario
from .axes import Axis, spaced
from .main_quantities import main_quantities
from .variations import Variations, checked, rests_on

MOST_POINTS = 2_000
"""Of a sweep: at some milliseconds each, ten seconds; more than a table of 40 by 40."""

_USUALLY_SHOWN = 8  # quantities, where none is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One combination of values, and what comes out."""

    at: tuple[Quantity | str, ...]
    """What each name is set to, as it is shown; a word where it is a choice."""
    standard: tuple[float | str, ...]
    """The same in the units that programs are told."""
    estimate: Estimate | None
    problems: tuple[Problem, ...] = ()
    """Why there is no estimate."""
    verdicts: tuple[bool | None, ...] = ()
    """Whether each expectation holds, None where it has no value."""

    def quantity(self, name: str) -> Quantity | None:
        """One of the quantities, None where it has no value here."""
        found = self.estimate.get(name) if self.estimate else None
        return found.quantity if found else None

    def value(self, name: str) -> float | None:
        """Its number in the unit that programs are told."""
        found = self.estimate.get(name) if self.estimate else None
        return found.value if found else None

    def limit(self, name: str) -> str | None:
        """The limit that decides a quantity here, None where it has no limits."""
        binding = self.estimate.binding(name) if self.estimate and name in self.estimate else None
        return binding.winner.name if binding and binding.runner_up else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """What a sweep found: its points in the order of the axes, the last of which moves fastest."""

    scenario: Scenario
    names: tuple[str, ...]
    sizes: tuple[int, ...]
    """How many values each name takes."""
    shown: tuple[str, ...]
    points: tuple[Point, ...]
    expectations: tuple[Expectation, ...]
    """The limits that a swept value has a part in."""
    unmoved: tuple[str, ...] = ()
    """The main quantities that are the same at every point, where all of them were asked for."""


def sweep(
    scenario: Scenario,
    axes: Sequence[Axis],
    sections: tuple[Section, ...],
    show: Sequence[Passage] = (),
    *,
    shows_main: bool = False,
) -> Sweep:
    """The scenario at every combination of some values; with `shows_main`, all main quantities,
    however many. Raises ScenarioError and EstimateError.
    """
    _refuse_twice(axes)
    combinations = product(*(enumerate(axis.texts) for axis in axes))
    first = _Made(scenario, axes, next(combinations), sections)
    if prod(first.sizes) > MOST_POINTS:
        raise ScenarioError(_too_many(prod(first.sizes), axes[-1].name, MOST_POINTS))
    main = main_quantities(scenario, first.graph.compute, sections)
    wanted = main if shows_main else _wanted(first, show, main)
    if not shows_main:
        _refuse_idle(first, wanted, is_asked=bool(show))
    expectations = tuple(
        item for item in scenario.expectations if item.is_limit and first.moves(item)
    )
    part = Variations(scenario, first.graph, wanted, expectations).graph
    allowed = allowed_runs(part, part.compute, IN_A_STUDY)
    if prod(first.sizes) > allowed:
        raise ScenarioError(_too_many(prod(first.sizes), axes[-1].name, allowed))
    made = [first, *(_Made(scenario, axes, listed, sections) for listed in combinations)]
    points = dict(point for each in made for point in each.points(wanted, expectations))
    ordered = tuple(points[place] for place in sorted(points))
    if all(point.estimate is None for point in ordered):
        raise EstimateError(*ordered[0].problems)
    moving = _moving(wanted, ordered)
    return Sweep(
        scenario=scenario,
        names=tuple(axis.name.text for axis in axes),
        sizes=first.sizes,
        shown=wanted if show else moving if shows_main else moving[:_USUALLY_SHOWN],
        unmoved=tuple(name for name in wanted if name not in moving) if shows_main else (),
        points=ordered,
        expectations=expectations,
    )


class _Made:
    """The scenario with one value of each list, and its ranges to go along."""

    def __init__(
        self,
        scenario: Scenario,
        axes: Sequence[Axis],
        listed: Sequence[tuple[int, Passage]],
        sections: tuple[Section, ...],
    ) -> None:
        texts = [text for _, text in listed]
        self.places = [place for place, _ in listed]
        """Which value of each list it is."""
        pairs = list(zip((axis.name for axis in axes), texts, strict=True))
        self.scenario, problems = with_changes(scenario, pairs, sections)
        if problems:
            raise ScenarioError(*problems)
        self.graph: Graph = checked(self.scenario, sections)
        self.axes, self.texts = axes, texts
        self.grids = [self._grid(axis) for axis in axes]
        self.sizes = tuple(
            len(grid) * len(axis.texts) for axis, grid in zip(axes, self.grids, strict=True)
        )

    def _grid(self, axis: Axis) -> Sequence[float | None]:
        """The values of a range in the unit of the graph; of a value of a list, which is set
        already, None.
        """
        if axis.way is None:
            return (None,)
        name = axis.name.text
        spread = self.graph.spread(self.graph.definitions.by_name[name])
        if not isinstance(spread, Spread):
            raise ScenarioError(_no_range(axis))
        if axis.way == "*" and spread.low <= 0:
            message = f"equal factors lead nowhere from {axis.texts[0].text.split(' to ')[0]}"
            hint = f"write /{axis.number} for equal steps"
            span = axis.texts[0].span()
            raise ScenarioError(
                Problem(code="malformed-range", message=message, span=span, hint=hint)
            )
        return spaced(spread.low, spread.high, axis.way, axis.number)

    def moves(self, expectation: Expectation) -> bool:
        """Whether an expectation rests on a value that is swept, or one may be a choice."""
        words = [*names(expectation.left), *names(expectation.right)]
        return any(
            axis.name.text not in self.graph.compute or rests_on(self.graph, words, axis.name.text)
            for axis in self.axes
        )

    def points(
        self, wanted: Iterable[str], expectations: Sequence[Expectation]
    ) -> Iterator[tuple[tuple[int, ...], Point]]:
        """Each point with its place on the axes."""
        variations = Variations(self.scenario, self.graph, wanted, expectations)
        for places in product(*(range(len(grid)) for grid in self.grids)):
            values = [grid[place] for grid, place in zip(self.grids, places, strict=True)]
            where = tuple(one + other for one, other in zip(self.places, places, strict=True))
            yield where, self._point(variations, values, expectations)

    def _point(
        self,
        variations: Variations,
        values: Sequence[float | None],
        expectations: Sequence[Expectation],
    ) -> Point:
        named = zip(self.axes, values, strict=True)
        changes = {axis.name.text: value for axis, value in named if value is not None}
        try:
            estimate = variations.at(changes)
        except EstimateError as error:
            sources = {axis.name.source for axis in self.axes}
            if any(item.span and item.span.source in sources for item in error.problems):
                raise
            at = tuple(self._setting(place, values, None) for place in range(len(values)))
            standard = self._standard(at)
            return Point(at=at, standard=standard, estimate=None, problems=error.problems)
        found = [verdict_on(expectation, estimate) for expectation in expectations]
        at = tuple(self._setting(place, values, estimate) for place in range(len(values)))
        return Point(
            at=at,
            standard=self._standard(at),
            estimate=estimate,
            verdicts=tuple(verdict.holds if verdict else None for verdict in found),
        )

    def _setting(
        self, place: int, values: Sequence[float | None], estimate: Estimate | None
    ) -> Quantity | str:
        name, value = self.axes[place].name.text, values[place]
        if value is not None:
            return Quantity(value, self.graph.unit[name], self.graph.units)
        known = estimate.get(name) if estimate else None
        return known.quantity if known else self.texts[place].text

    def _standard(self, at: Sequence[Quantity | str]) -> tuple[float | str, ...]:
        named = zip((axis.name.text for axis in self.axes), at, strict=True)
        return tuple(
            value if isinstance(value, str) else self.graph.standard(name, value.value).value
            for name, value in named
        )


def _wanted(made: _Made, show: Sequence[Passage], main: Sequence[str]) -> tuple[str, ...]:
    """The quantities that are asked for; else the main ones that rest on what is swept."""
    known = made.graph.compute
    for passage in show:
        if passage.text not in known:
            absent = made.graph.definitions.absent
            raise EstimateError(no_such_quantity(passage.text, known, absent, passage.span()))
    if show:
        return tuple(dict.fromkeys(passage.text for passage in show))
    swept = [axis.name.text for axis in made.axes]
    return tuple(
        quantity
        for quantity in main
        if quantity not in swept
        and any(name not in known or rests_on(made.graph, [quantity], name) for name in swept)
    )


def _moving(wanted: Sequence[str], points: Sequence[Point]) -> tuple[str, ...]:
    """The quantities that are not the same at every point, if there are any."""
    moving = [name for name in wanted if len({point.value(name) for point in points}) > 1]
    return tuple(moving or wanted)


def _refuse_twice(axes: Sequence[Axis]) -> None:
    seen: set[str] = set()
    for axis in axes:
        if axis.name.text in seen:
            message = f"'{axis.name.text}' is swept twice"
            hint = "write all its values in one list: dau=10M,20M,40M"
            span = axis.name.span()
            raise ScenarioError(
                Problem(code="duplicate-name", message=message, span=span, hint=hint)
            )
        seen.add(axis.name.text)


def _refuse_idle(made: _Made, wanted: Sequence[str], *, is_asked: bool) -> None:
    """Raise EstimateError for a swept name that nothing of what is looked at rests on."""
    graph = made.graph
    for axis in made.axes:
        name = axis.name.text
        if name not in graph.compute or rests_on(graph, wanted, name):
            continue
        others = [other for other in graph.compute if other != name]
        using = [other for other in others if rests_on(graph, [other], name)]
        what = f"none of {', '.join(wanted)}" if len(wanted) > 1 else "".join(wanted)
        message = f"{what} {'rests' if len(wanted) > 1 else 'does not rest'} on '{name}'"
        hint = f"it changes {', '.join(using[:4])}" if using else "nothing at all rests on it"
        if not is_asked:
            message = f"no main number of this scenario rests on '{name}'"
            hint = f"show what it changes: --show {using[0]}" if using else hint
        problem = Problem(code="idle-name", message=message, span=axis.name.span(), hint=hint)
        raise EstimateError(problem)


def _no_range(axis: Axis) -> Problem:
    return Problem(
        code="malformed-range",
        message=f"'{axis.name.text}' does not go from one number to another",
        span=axis.texts[0].span(),
        hint="write its values one by one: lru, fifo",
    )


def _too_many(number: int, name: Passage, most: int) -> Problem:
    why = "" if most == MOST_POINTS else " of what is shown here, whose models take long,"
    fewer = "" if most == MOST_POINTS else ", or --show less"
    return Problem(
        code="number-of-values",
        message=f"a sweep{why} has at most {most:,} points, and this one {number:,}",
        span=name.span(),
        hint=f"take fewer values of each name: *{min(10, most)} behind a range{fewer}",
    )
