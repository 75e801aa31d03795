"""A scenario over ranges of its values: each point is what --set would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import Any

from ..engine.allowed_runs import IN_A_STUDY, allowed_runs
from ..engine.graph import Graph
from ..engine.lookup import no_such_quantity
from ..formulas import Section
from ..problems import EstimateError, Passage, Problem, ScenarioError
from ..records import record
from ..scenario.model import Expectation, Scenario
from .axes import Axis
from .main_quantities import main_quantities
from .points import Point, SweptPart, SweptScenario
from .variations import Variations

MOST_POINTS = 2_000
"""Of a sweep: at some milliseconds each, ten seconds; more than a table of 40 by 40."""

_USUALLY_SHOWN = 8  # quantities, where none is asked for


MOST_IN_PARTS = 100_000
"""Of a sweep in parts, which somebody has many processes or machines for: what is kept of them
takes some hundred MB."""

_PARTS = (16, 64)
"""That are handed out, at least and at most: enough for some to be slower than others."""
_WORTH_A_PART = 100
"""Points: a part reads the scenario anew, which takes as long as 25 of them."""

Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""What calls a function with each of some values, such as `map` of any executor."""


@record(kw_only=True)
class Sweep:
    """What a sweep found: its points in the order of the axes, the last of which moves fastest."""

    scenario: Scenario
    graph: Graph
    """At the first value of each list."""
    start: int
    """The place of its first point in the whole sweep, of which it may be a part."""
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
    part: tuple[int, int] | None = None,
    run: Map | None = None,
) -> Sweep:
    """The scenario at every combination of some values; with `shows_main`, all main quantities,
    however many. Raises ScenarioError and EstimateError.

    `part` (2, 8) is the second of eight parts, one behind the other, in which nothing depends on
    the others; `run` computes parts elsewhere, as the `map` of an executor does.
    """
    _refuse_twice(axes)
    listed = [(0, axis.texts[0]) for axis in axes]
    first = SweptScenario(scenario, axes, listed, sections)
    places = _places(prod(first.sizes), part)
    is_large = part is not None or run is not None
    most = MOST_IN_PARTS if is_large else MOST_POINTS
    if len(places) > most:
        raise ScenarioError(_too_many(len(places), axes[-1].name, most))
    main = main_quantities(scenario, first.graph.compute, sections)
    wanted = main if shows_main else _wanted(first, show, main)
    if not shows_main:
        _refuse_idle(first, wanted, is_asked=bool(show))
    expectations = tuple(
        item for item in scenario.expectations if item.is_limit and first.moves(item)
    )
    swept = [axis.name.text for axis in axes]
    reached = Variations(scenario, first.graph, swept, wanted, expectations).graph
    allowed = allowed_runs(reached, reached.compute, IN_A_STUDY)
    if len(places) > allowed and not is_large:
        raise ScenarioError(_too_many(len(places), axes[-1].name, allowed))
    task = SweptPart(scenario, tuple(axes), sections, wanted, expectations, first.sizes)
    each = _of_a_part(len(places)) if run else len(places)
    parts = [places[at : at + each] for at in range(0, len(places), max(1, each))]
    points = tuple(point for found in (run or map)(task, parts) for point in found)
    if part is None and all(point.results is None for point in points):
        raise EstimateError(*points[0].problems)
    moving = _moving(wanted, points)
    usual = wanted if part else moving if shows_main else moving[:_USUALLY_SHOWN]
    return Sweep(
        scenario=scenario,
        graph=first.graph,
        start=places.start,
        names=tuple(axis.name.text for axis in axes),
        sizes=first.sizes,
        shown=wanted if show else usual,
        unmoved=tuple(name for name in wanted if name not in moving) if shows_main else (),
        points=points,
        expectations=expectations,
    )


def _of_a_part(number: int) -> int:
    """How many of some points are computed in one go elsewhere."""
    most, least = (-(-number // parts) for parts in _PARTS)
    return max(least, min(most, _WORTH_A_PART))


def _places(number: int, part: tuple[int, int] | None) -> range:
    """The points of a part, of all of them without one."""
    at, of = part or (1, 1)
    return range((at - 1) * number // of, at * number // of)


def _wanted(made: SweptScenario, show: Sequence[Passage], main: Sequence[str]) -> tuple[str, ...]:
    """The quantities that are asked for; else the main ones that rest on what is swept."""
    known = made.graph.compute
    for passage in show:
        if passage.text not in known:
            absent = made.graph.definitions.absent
            raise EstimateError(no_such_quantity(passage.text, known, absent, passage.span()))
    if show:
        return tuple(dict.fromkeys(passage.text for passage in show))
    swept = {axis.name.text for axis in made.axes}
    moved = made.graph.resting_on(swept) if swept <= known.keys() else known.keys()
    return tuple(quantity for quantity in main if quantity in moved and quantity not in swept)


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
            raise ScenarioError.saying("duplicate-name", message, hint, span)
        seen.add(axis.name.text)


def _refuse_idle(made: SweptScenario, wanted: Sequence[str], *, is_asked: bool) -> None:
    """Raise EstimateError for a swept name that nothing of what is looked at rests on."""
    graph = made.graph
    for axis in made.axes:
        name = axis.name.text
        moved = graph.resting_on([name])
        if name not in graph.compute or not moved.isdisjoint(wanted):
            continue
        using = [other for other in graph.compute if other in moved and other != name]
        what = f"none of {', '.join(wanted)}" if len(wanted) > 1 else "".join(wanted)
        message = f"{what} {'rests' if len(wanted) > 1 else 'does not rest'} on '{name}'"
        hint = f"it changes {', '.join(using[:4])}" if using else "nothing at all rests on it"
        if not is_asked:
            message = f"no main number of this scenario rests on '{name}'"
            hint = f"show what it changes: --show {using[0]}" if using else hint
        raise EstimateError.saying("idle-name", message, hint, axis.name.span())


def _too_many(number: int, name: Passage, most: int) -> Problem:
    why = "" if most == MOST_POINTS else " of what is shown here, whose models take long,"
    fewer = "" if most == MOST_POINTS else ", or --show less"
    return Problem(
        code="number-of-values",
        message=f"a sweep{why} has at most {most:,} points, and this one {number:,}",
        span=name.span(),
        hint=f"take fewer values of each name: *{min(10, most)} behind a range{fewer}",
    )
