"""The points of a sweep: what comes out where some names have one combination of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..derivations import Derivation, Spread
from ..engine.estimate import Estimate
from ..engine.expectations import verdict_on
from ..engine.graph import Graph
from ..formulas import Section
from ..problems import EstimateError, Passage, Problem, ScenarioError
from ..quantities import Quantity
from ..records import record
from ..scenario.changes import with_changes
from ..scenario.model import Expectation, Scenario
from .axes import Axis, spaced
from .variations import Variations, checked


@record(kw_only=True)
class Swept:
    """A quantity at a point."""

    quantity: Quantity
    standard: Quantity
    """In the unit that programs are told."""
    limit: str | None
    """The limit that decides it, None where it has no limits."""


@record(kw_only=True)
class Point:
    """One combination of values, and what comes out."""

    at: tuple[Quantity | str, ...]
    """What each name is set to, as it is shown; a word where it is a choice."""
    standard: tuple[float | str, ...]
    """The same in the units that programs are told."""
    results: Mapping[str, Swept] | None
    """The quantities that are shown, where they have a value; None where nothing has one."""
    problems: tuple[Problem, ...] = ()
    """Why nothing has."""
    verdicts: tuple[bool | None, ...] = ()
    """Whether each expectation holds, None where it has no value."""

    def quantity(self, name: str) -> Quantity | None:
        """One of the quantities, None where it has no value here."""
        found = (self.results or {}).get(name)
        return found.quantity if found else None

    def value(self, name: str) -> float | None:
        """Its number in the unit that programs are told."""
        found = (self.results or {}).get(name)
        return found.standard.value if found else None

    def limit(self, name: str) -> str | None:
        """The limit that decides a quantity here, None where it has no limits."""
        found = (self.results or {}).get(name)
        return found.limit if found else None


@record
class SweptPart:
    """Computes some of the points; it and what it gives can be sent to another process."""

    scenario: Scenario
    axes: tuple[Axis, ...]
    sections: tuple[Section, ...]
    wanted: tuple[str, ...]
    expectations: tuple[Expectation, ...]
    sizes: tuple[int, ...]

    def __call__(self, places: range) -> tuple[Point, ...]:
        """The points at some places, in their order."""
        by_values: dict[tuple[int, ...], list[tuple[int, tuple[int, ...]]]] = {}
        for place in places:
            where = self._where(place)
            pairs = zip(self.axes, where, strict=True)
            values = tuple(at if axis.way is None else 0 for axis, at in pairs)
            by_values.setdefault(values, []).append((place, where))
        found: dict[int, Point] = {}
        for values, points in by_values.items():
            listed = [(at, axis.texts[at]) for axis, at in zip(self.axes, values, strict=True)]
            made = SweptScenario(self.scenario, self.axes, listed, self.sections)
            found |= made.points(points, self.wanted, self.expectations)
        return tuple(found[place] for place in places)

    def _where(self, place: int) -> tuple[int, ...]:
        """The place on each axis, the last of which moves fastest."""
        where = []
        for size in reversed(self.sizes):
            place, at = divmod(place, size)
            where.append(at)
        return tuple(reversed(where))


class SweptScenario:
    """The scenario with one value of each list, and its ranges to go along."""

    def __init__(
        self,
        scenario: Scenario,
        axes: Sequence[Axis],
        listed: Sequence[tuple[int, Passage]],
        sections: tuple[Section, ...],
    ) -> None:
        texts = [text for _, text in listed]
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
        spread = self.graph.deriving.spread(name)
        if not isinstance(spread, Spread):
            raise ScenarioError(_no_range(axis))
        if axis.way == "*" and spread.low <= 0:
            message = f"equal factors lead nowhere from {axis.texts[0].text.split(' to ')[0]}"
            hint = f"write /{axis.number} for equal steps"
            span = axis.texts[0].span()
            raise ScenarioError.saying("malformed-range", message, hint, span)
        return spaced(spread.low, spread.high, axis.way, axis.number)

    def moves(self, expectation: Expectation) -> bool:
        """Whether an expectation rests on a value that is swept, or one may be a choice."""
        below = self.graph.behind(expectation.words)
        swept = [axis.name.text for axis in self.axes]
        return any(name in below or name not in self.graph.compute for name in swept)

    def points(
        self,
        places: Iterable[tuple[int, tuple[int, ...]]],
        wanted: Iterable[str],
        expectations: Sequence[Expectation],
    ) -> dict[int, Point]:
        """The points at some places of those with its values of the lists."""
        swept = [axis.name.text for axis in self.axes]
        variations = Variations(self.scenario, self.graph, swept, wanted, expectations)
        found = {}
        for place, where in places:
            values = [
                None if axis.way is None else grid[at]
                for axis, grid, at in zip(self.axes, self.grids, where, strict=True)
            ]
            found[place] = self._point(variations, values, wanted, expectations)
        return found

    def _point(
        self,
        variations: Variations,
        values: Sequence[float | None],
        wanted: Iterable[str],
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
            return Point(at=at, standard=standard, results=None, problems=error.problems)
        found = [verdict_on(expectation, estimate) for expectation in expectations]
        at = tuple(self._setting(place, values, estimate) for place in range(len(values)))
        return Point(
            at=at,
            standard=self._standard(at),
            results={name: _swept(estimate[name]) for name in wanted if name in estimate},
            verdicts=tuple(verdict.holds if verdict else None for verdict in found),
        )

    def _setting(
        self, place: int, values: Sequence[float | None], estimate: Estimate | None
    ) -> Quantity | str:
        name, value = self.axes[place].name.text, values[place]
        if value is not None:
            return Quantity(value, self.graph.unit[name])
        known = estimate.get(name) if estimate else None
        return _bare(known.quantity) if known else self.texts[place].text

    def _standard(self, at: Sequence[Quantity | str]) -> tuple[float | str, ...]:
        named = zip((axis.name.text for axis in self.axes), at, strict=True)
        return tuple(
            value if isinstance(value, str) else self.graph.standard(name, value.value).value
            for name, value in named
        )


def _swept(item: Derivation) -> Swept:
    binding = item.binding()
    limit = binding.winner.name if binding and binding.runner_up else None
    return Swept(quantity=_bare(item.quantity), standard=_bare(item.standard), limit=limit)


def _bare(quantity: Quantity) -> Quantity:
    """A quantity without its scenario's words for units, which are many to send."""
    return Quantity(quantity.value, quantity.unit)


def _no_range(axis: Axis) -> Problem:
    return Problem(
        code="malformed-range",
        message=f"'{axis.name.text}' does not go from one number to another",
        span=axis.texts[0].span(),
        hint="write its values one by one: lru, fifo",
    )
