"""A scenario's graph, computed over and over with some of its values replaced by numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..engine.estimate import Estimate, estimate_at
from ..engine.graph import Graph, build
from ..formulas import Section
from ..problems import EstimateError, in_order, one_for_each_place
from ..scenario.model import Expectation, Scenario


class Variations:
    """The part of a scenario that some quantities and some expectations rest on, and the fields
    that what is varied goes into: what one of them may not be, the scenario may not have.
    """

    def __init__(
        self,
        scenario: Scenario,
        graph: Graph,
        varied: Iterable[str],
        wanted: Iterable[str],
        expectations: Iterable[Expectation] = (),
    ) -> None:
        expected = [name for expectation in expectations for name in expectation.words]
        self.scenario = scenario
        self.graph = graph.only([*wanted, *expected, *_fields(graph, varied)])

    def at(self, changes: Mapping[str, float]) -> Estimate:
        """The estimate with some values replaced, in the units of the graph; raises
        EstimateError.
        """
        return estimate_at(self.scenario, self.graph, changes)


def _fields(graph: Graph, varied: Iterable[str]) -> list[str]:
    definitions = graph.definitions.by_name
    moved = graph.resting_on(varied)
    return [name for name in graph.compute if name in moved and definitions[name].declared]


def checked(scenario: Scenario, sections: tuple[Section, ...]) -> Graph:
    """The graph of a scenario; raises EstimateError for names and units that do not fit."""
    graph, problems = build(scenario, sections)
    if problems:
        raise EstimateError(*in_order(one_for_each_place(problems)))
    return graph
