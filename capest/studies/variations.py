"""A scenario's graph, computed over and over with some of its values replaced by numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..engine.estimate import Estimate
from ..engine.graph import Graph, build
from ..engine.out_of_range import out_of_range
from ..formulas import Section
from ..language.tree import names
from ..problems import EstimateError, in_order, one_for_each_place
from ..scenario.model import Expectation, Scenario


class Variations:
    """The part of a scenario that some quantities and some expectations rest on."""

    def __init__(
        self,
        scenario: Scenario,
        graph: Graph,
        wanted: Iterable[str],
        expectations: Iterable[Expectation] = (),
    ) -> None:
        expected = [
            name
            for expectation in expectations
            for name in (*names(expectation.left), *names(expectation.right))
        ]
        self.scenario = scenario
        self.graph = graph.only([*wanted, *expected])

    def at(self, changes: Mapping[str, float]) -> Estimate:
        """The estimate with some values replaced, in the units of the graph; raises
        EstimateError.
        """
        values, absent, problems = self.graph.evaluate(changes)
        problems += out_of_range(self.graph, values)
        if problems:
            raise EstimateError(*in_order(one_for_each_place(problems)))
        return Estimate(self.scenario, self.graph, values, absent, changes)


def checked(scenario: Scenario, sections: tuple[Section, ...]) -> Graph:
    """The graph of a scenario; raises EstimateError for names and units that do not fit."""
    graph, problems = build(scenario, sections)
    if problems:
        raise EstimateError(*in_order(one_for_each_place(problems)))
    return graph


def rests_on(graph: Graph, quantities: Iterable[str], name: str) -> bool:
    """Whether any of some quantities changes with a name, at least in its formula."""
    return name in graph.only(quantities).compute
