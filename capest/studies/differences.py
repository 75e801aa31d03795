"""The sums and differences in formulas: where one changes its sign, a divisor may be zero."""

from __future__ import annotations

from ..engine.estimate import Estimate
from ..engine.expressions.no_value import NO_VALUE
from ..engine.expressions.scope import Names
from ..engine.expressions.type_check import check
from ..engine.expressions.typed import Compute
from ..engine.graph import Graph
from ..language.tokens import Fault
from ..language.tree import Binary, Tree, names, walk
from ..scenario.model import Expectation


class Differences:
    """Those that rest on one name, in what a condition rests on."""

    def __init__(self, graph: Graph, condition: Expectation, name: str) -> None:
        moved = graph.resting_on([name])
        formulas = (graph.definitions.by_name[each].tree for each in graph.compute if each in moved)
        scope = Names(graph.units, graph.unit)
        self.computes: list[Compute] = []
        for tree in (*formulas, condition.left, condition.right):
            for node in walk(tree):
                if not _is_sum(node) or moved.isdisjoint(names(node)):
                    continue
                try:
                    self.computes.append(check(node, scope).compute)
                except Fault:  # of several readings, one that was not taken
                    continue

    def signs(self, estimate: Estimate) -> tuple[bool, ...]:
        """Whether each is above zero in an estimate; none where one has no value."""
        if not self.computes:
            return ()
        values = {name: item.quantity.value for name, item in estimate.derivations.items()}
        try:
            return tuple(compute(values) > 0 for compute in self.computes)
        except (KeyError, *NO_VALUE):
            return ()


def _is_sum(node: Tree) -> bool:
    return isinstance(node, Binary) and node.operator in ("+", "-")
