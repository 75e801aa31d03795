"""The ranges that a scenario gives, each with the law that its value is drawn from."""

from __future__ import annotations

import math

from ..bounds import Bounds
from ..language.tree import PlusMinus, Range, walk
from ..models.distributions import Distribution
from ..problems import Passage, Span
from ..products import raise_to
from ..records import record, replace
from ..units import NUMBER, Unit, ratio
from .defining.definitions import Definition
from .defining.range_bounds import bounds_of_range, is_share
from .expressions.scope import Names
from .expressions.type_check import ends
from .graph import Graph


@record(kw_only=True)
class UncertainValue:
    """One range of a scenario, which is one draw wherever its name is used."""

    name: str
    """The name that it is given for; of a range within an expression, with its own text."""
    owner: str
    """The quantity whose expression it is in."""
    node: int
    """What stands for it among the values of a graph."""
    unit: Unit
    law: Distribution
    text: str
    span: Span


def uncertain_values(graph: Graph) -> tuple[UncertainValue, ...]:
    """Every range, in the order of the report."""
    found: dict[str, UncertainValue] = {}
    for definition in graph.definitions.by_name.values():
        for node in walk(definition.tree) if definition.value else ():
            if isinstance(node, (Range, PlusMinus)) and definition.value:
                item = _uncertain(graph, definition, node, definition.value.passage)
                while item.name in found:  # the same words twice in one expression
                    item = replace(item, name=f"{item.name}, another")
                found[item.name] = item
    return tuple(found.values())


def _uncertain(
    graph: Graph, definition: Definition, node: Range | PlusMinus, passage: Passage
) -> UncertainValue:
    low, high, unit = ends(node, Names(graph.units, {}))
    is_whole = node is definition.tree
    bounds = bounds_of_range(definition, graph.definitions) if is_whole else Bounds()
    part = float(raise_to(unit, 1)[1])  # 1/100 for a percentage
    least = max(
        -math.inf if bounds.least is None else bounds.least / part,
        -math.inf if bounds.above is None else math.nextafter(bounds.above / part, math.inf),
        0.0 if low >= 0 else -math.inf,  # who writes 0 to 10 means nothing below 0
    )
    law = Distribution.of(
        low,
        high,
        spread=isinstance(node, PlusMinus),
        all_=float(ratio(NUMBER, unit)) if is_share(definition, graph.definitions) else None,
        least=least,
        most=math.inf if bounds.most is None else bounds.most / part,
    )
    text = passage.text if is_whole else passage.text[slice(*node.at)]
    return UncertainValue(
        name=definition.name if is_whole else f"{text} in {definition.name}",
        owner=definition.name,
        node=id(node),
        unit=unit,
        law=law,
        text=text,
        span=passage.span() if is_whole else passage.span(node.at),
    )


def uncertain_names(graph: Graph) -> set[str]:
    """The quantities that rest on a range."""
    return graph.resting_on(item.owner for item in uncertain_values(graph))
