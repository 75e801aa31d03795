"""Evaluates a scenario: definitions in the order they rest on each other become derivations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..derivations import Absent, Binding, Derivation
from ..formulas import Section
from ..in_notebooks import InNotebooks
from ..language.tokens import Fault
from ..problems import (
    EstimateError,
    Problem,
    as_far_as_found,
    did_you_mean,
    in_order,
    one_for_each_place,
)
from ..quantities import Quantity, is_number
from ..scenario.model import Scenario
from .expressions.no_value import wanted
from .expressions.scope import Names
from .graph import Graph, build
from .out_of_range import out_of_range
from .put_in import put_in
from .sample import SEED, Sample, sample
from .sides import sides


class Estimate(InNotebooks):
    """Every quantity of a scenario by name, with its derivation."""

    def __init__(
        self,
        scenario: Scenario,
        graph: Graph,
        values: Mapping[str, Any],
        absent: Mapping[str, Absent],
        put_in: Collection[str] = (),
    ) -> None:
        self.scenario = scenario
        self.graph = graph
        self.put_in = frozenset(put_in)
        """Names whose values replace what the scenario says, so that no draw changes them."""
        self.derivations: Mapping[str, Derivation] = graph.derive(values)
        self.absent: Mapping[str, Absent] = {**graph.definitions.absent, **absent}
        self.remarks: tuple[Problem, ...] = in_order(graph.remarks)

    def __getitem__(self, name: str) -> Derivation:
        """The derivation of a quantity; raises KeyError for an unknown or absent one."""
        if name in self.derivations:
            return self.derivations[name]
        raise KeyError(self._without_value(name))

    def __repr__(self) -> str:
        return f"<estimate of '{self.scenario.title}', {len(self)} quantities>"

    def _without_value(self, name: str) -> str:
        absent = self.absent.get(name)
        close = did_you_mean(name, self.derivations)
        hint = f"; {wanted(absent)}" if absent else f"; did you mean '{close}'?" if close else ""
        return f"'{name}' has no value{hint}"

    def __iter__(self) -> Iterator[str]:
        return iter(self.derivations)

    def __len__(self) -> int:
        return len(self.derivations)

    def __contains__(self, name: object) -> bool:
        return name in self.derivations

    def get(self, name: str) -> Derivation | None:
        """The derivation of a quantity, or None."""
        return self.derivations.get(name)

    def option(self, entry: str, choice: str) -> tuple[str, str]:
        """What an entry chooses, and the source where a profile or a default does so for it."""
        given = self.scenario.entries[entry].choices.get(choice)
        default = self.graph.definitions.chosen.get(f"{entry}.{choice}")
        if given or not default:
            return given or "", ""
        return default.value, f"{default.profile or 'assumed'}: {default.source}"

    def replay(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """All values with some of them replaced, in the unit of each `Derivation.unit`.

        A change is a text ("3 MB"), a Quantity, or a number or an array of samples in that unit.
        No name or unit is checked again; a replaced quantity stays what it is replaced by, and all
        that rests on it follows. Raises KeyError for an unknown name, EstimateError for a text or
        a Quantity that does not fit.
        """
        for name in changes:
            if name not in self.graph.compute:
                raise KeyError(self._without_value(name))
        own = {name: put_in(self.graph, name, value) for name, value in changes.items()}
        values = self.graph.run(own)
        return {name: self.standard(name, value).value for name, value in values.items()}

    def sample(
        self, draws: int | None = None, seed: int = SEED, *, outputs: Collection[str] | None = None
    ) -> Sample:
        """What uncertain quantities come to in so many draws of the ranges of the scenario, by
        name; with `outputs`, only what these rest on. The same seed gives the same draws: 2,048 of
        them, or 256 where models that take milliseconds are run in each.

        Raises KeyError for an unknown name, EstimateError for a number of draws that is none,
        TypeError where values are samples already.
        """
        if not all(is_number(item.value) for item in self.derivations.values()):
            raise TypeError("this estimate is one of samples; draw the ranges of a plain one")
        for name in outputs or ():
            if name not in self.derivations:
                raise KeyError(self._without_value(name))
        values = {name: item.quantity.value for name, item in self.derivations.items()}
        return sample(
            self.graph, values, draws=draws, seed=seed, outputs=outputs, put_in=self.put_in
        )

    def standard(self, name: str, value: Any = None) -> Quantity:
        """A quantity in the unit that a program expects; or another value of its own unit, such as
        an end of its interval.
        """
        if value is None:
            return self.derivations[name].standard
        return self.graph.standard(name, value)

    def binding(self, name: str) -> Binding | None:
        """Which argument of the max() behind a quantity decides; None where there is no max(), and
        of samples, where now one decides, now another.
        """
        return self.derivations[name].binding()


def estimate(
    scenario: Scenario, sections: tuple[Section, ...], only: Collection[str] = ()
) -> Estimate:
    """The estimate of a scenario, or of `only` some quantities and what they rest on; raises
    EstimateError with every problem of names, units, values.

    Where there is one, what is wrong with the expectations is told too: all is mended in one go.
    """
    graph, problems = build(scenario, sections, only)
    values, absent, senseless = _evaluated(graph, {})
    if problems or senseless:
        found = (*problems, *senseless, *_of_expectations(graph))
        raise EstimateError(*as_far_as_found(one_for_each_place(found)))
    return Estimate(scenario, graph, values, absent)


def estimate_at(scenario: Scenario, graph: Graph, changes: Mapping[str, Any]) -> Estimate:
    """The estimate of a graph, or of a part, with some values replaced, in the units of the graph;
    raises EstimateError with what then makes no sense.
    """
    values, absent, senseless = _evaluated(graph, changes)
    if senseless:
        raise EstimateError(*in_order(one_for_each_place(senseless)))
    return Estimate(scenario, graph, values, absent, changes)


def faults(scenario: Scenario, sections: tuple[Section, ...]) -> tuple[Problem, ...]:
    """What is wrong with the names, units and values of a scenario, its expectations included."""
    graph, problems = build(scenario, sections)
    found = (*problems, *_evaluated(graph, {})[2], *_of_expectations(graph))
    return one_for_each_place(found)


def _evaluated(
    graph: Graph, changes: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Absent], list[Problem]]:
    """The values, the quantities without one, and the values that make no sense."""
    values, absent, undefined = graph.evaluate(changes)
    senseless = out_of_range(graph, values)
    if senseless:  # what rests on them need not be told too
        undefined = [problem for problem in undefined if problem.code != "undefined"]
    return values, absent, [*undefined, *senseless]


def _of_expectations(graph: Graph) -> list[Problem]:
    """What is wrong with the names and units of expectations."""
    scope = Names(graph.units, graph.unit)
    problems: list[Problem] = []
    missing = graph.missing
    for expectation in missing.scenario.expectations:
        found: list[Fault] = []
        try:
            if missing.failed.isdisjoint(expectation.words):
                sides(expectation, scope)
                continue
        except Fault as fault:
            found.append(fault)
        for side in (expectation.left, expectation.right):
            found += missing.words(side, scope, [fault.at for fault in found])
        for told in found:
            problems += missing.told(told, expectation.passage)
    return problems
