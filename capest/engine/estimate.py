"""Evaluates a scenario: definitions in the order they rest on each other become derivations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..derivations import Absent, Binding, Computed, Derivation
from ..formulas import Section
from ..language.tree import Call, Name, Tree
from ..problems import EstimateError, Problem, did_you_mean, in_order, one_for_each_place
from ..quantities import Quantity, is_number
from ..scenario.model import Scenario
from ..units import (
    MACHINES,
    dimensions,
)
from .bounds import out_of_bounds
from .expressions.no_value import wanted
from .graph import Graph, build
from .put_in import put_in


class Estimate:
    """Every quantity of a scenario by name, with its derivation."""

    def __init__(
        self,
        scenario: Scenario,
        graph: Graph,
        values: Mapping[str, Any],
        absent: Mapping[str, Absent],
    ) -> None:
        self.scenario = scenario
        self.graph = graph
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
        derivation = self.derivations[name]
        if not is_number(derivation.value):
            return None
        inputs = {item.name: item for item in derivation.inputs}
        origin = derivation.origin
        call = _maximum(origin.formula) if isinstance(origin, Computed) else None
        if call is None:
            only = _only_limit(derivation)
            return Binding(winner=only, runner_up=None, slack=only.quantity.value) if only else None
        rivals = [inputs[item.name] for item in call.arguments if isinstance(item, Name)]
        if len(rivals) < 2 or len(rivals) != len(call.arguments):
            return None
        first, second, *_ = sorted(rivals, key=lambda rival: -rival.quantity.value)
        return Binding(
            winner=first, runner_up=second, slack=first.quantity.value - second.quantity.value
        )


def _maximum(tree: Tree) -> Call | None:
    match tree:
        case Call(function="max"):
            return tree
        case Call(arguments=(only,)):
            return _maximum(only)
        case _:
            return None


def _only_limit(derivation: Derivation) -> Derivation | None:
    """The one limit of a number of machines that has just one: the others were not given."""
    machines = any(name in MACHINES for name, _ in dimensions(derivation.quantity.unit))
    rounded = [item for item in derivation.inputs if item.quantity.unit == derivation.quantity.unit]
    return rounded[0] if machines and len(rounded) == len(derivation.inputs) == 1 else None


def estimate(scenario: Scenario, sections: tuple[Section, ...]) -> Estimate:
    """The estimate of a scenario; raises EstimateError with every problem of names and units."""
    graph = build(scenario, sections)
    values, absent, problems = graph.evaluate({})
    senseless = out_of_bounds(graph, values)
    if senseless:  # what rests on them need not be told too
        problems = [problem for problem in problems if problem.code != "undefined"]
    problems += senseless
    if problems:
        raise EstimateError(*in_order(one_for_each_place(problems)))
    return Estimate(scenario, graph, values, absent)
