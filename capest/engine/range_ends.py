"""The ends of the ranges that a scenario gives, and what follows from them.

A range is computed with its middle. What only ever rises or only ever falls with each of them is
lowest and highest where every range is at one of its ends.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.tree import PlusMinus, Range, walk
from .allowed_runs import AT_ONCE, allowed_runs
from .expressions.no_value import NO_VALUE
from .expressions.scope import Names
from .expressions.type_check import ends
from .expressions.typed import Values
from .graph import Graph

MOST_RUNS = 100
"""Runs of the whole graph, of which each range that is looked at by itself takes two: enough for 50
ranges, or fewer and what many expectations ask. Beyond, or where models take
as long again as an estimate may, all ranges are taken to work one way.
"""

Effect = Callable[[Values], float]
Ends = dict[int, float]
"""One end of each range, by its node."""


class RangeEnds:
    """A scenario at the ends of its ranges."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.runs: dict[tuple[float, ...], Values] = {}
        scope = Names(graph.units, {})
        found = {
            id(node): ends(node, scope)[:2]
            for definition in graph.definitions.by_name.values()
            for node in walk(definition.tree)
            if isinstance(node, (Range, PlusMinus))
        }
        self.lows: Ends = {node: low for node, (low, _) in found.items()}
        self.highs: Ends = {node: high for node, (_, high) in found.items()}
        self.most = min(MOST_RUNS, allowed_runs(graph, graph.compute, AT_ONCE))
        each = found if 2 * len(found) <= self.most else {}
        self.apart = {
            node: (graph.evaluate({}, {node: low})[0], graph.evaluate({}, {node: high})[0])
            for node, (low, high) in each.items()
        }

    def of(self, effect: Effect) -> tuple[Values, Values] | None:
        """All values where an effect is lowest, and where it is highest; None where no range has a
        part in it.
        """
        if not self.apart:
            return (self._values(self.lows), self._values(self.highs)) if self.lows else None
        both = {
            node: (_at(effect, low), _at(effect, high)) for node, (low, high) in self.apart.items()
        }
        if all(low == high for low, high in both.values()):
            return None
        falling = {node for node, (low, high) in both.items() if low > high}
        lowest = {node: (self.highs if node in falling else self.lows)[node] for node in self.lows}
        highest = {node: (self.lows if node in falling else self.highs)[node] for node in self.lows}
        return self._values(lowest, self.lows), self._values(highest, self.highs)

    def _values(self, at: Ends, otherwise: Ends | None = None) -> Values:
        key = tuple(at.values())
        if key not in self.runs:
            if otherwise and len(self.runs) + 2 * len(self.apart) >= self.most:
                return self._values(otherwise)
            self.runs[key] = self.graph.evaluate({}, at)[0]
        return self.runs[key]


def _at(effect: Effect, values: Values) -> float:
    """An effect, or nan where it has no value."""
    try:
        return effect(values)
    except (KeyError, *NO_VALUE):
        return float("nan")
