"""Finds values that make no sense: not finite, or outside what their field allows."""

from __future__ import annotations

from collections.abc import Mapping

from ..formulas import ANY, Bounds
from ..language.tree import names
from ..problems import Problem
from ..quantities import humanise, rescale
from ..units import NUMBER, Unit, conversion, dimensions
from .definitions import Definition, passage_behind
from .graph import Graph


def out_of_bounds(graph: Graph, values: Mapping[str, float]) -> list[Problem]:
    """Values that make no sense: not finite, or outside what their field allows."""
    problems = []
    for name, value in values.items():
        definition = graph.definitions.by_name[name]
        if isinstance(value, complex) or not abs(value) < float("inf"):
            message = f"'{name}' is not a finite number"
            span = passage_behind(definition).span()
            problems.append(Problem(code="too-large", message=message, span=span))
        elif definition.value and (said := _said(definition, graph.unit[name], value)):
            span = definition.value.passage.span()
            problems.append(Problem(code="out-of-range", message=said, span=span))
    return problems


def _said(definition: Definition, unit: Unit, value: float) -> str | None:
    bounds = definition.declared.bounds if definition.declared else ANY
    is_amount = not definition.declared and dimensions(unit) and not names(definition.tree)
    if is_amount and value < 0:
        bounds = Bounds(least=0)
    factor = conversion(unit, NUMBER)
    plain = rescale(value, factor) if factor else value
    shown = humanise(value, unit)
    if bounds.above is not None and plain <= bounds.above:
        return f"'{definition.name}' is {shown}; it must be above {bounds.above:g}"
    if bounds.least is not None and plain < bounds.least:
        return f"'{definition.name}' is {shown}; it cannot be below {_shown(bounds.least, unit)}"
    if bounds.most is not None and plain > bounds.most:
        return f"'{definition.name}' is {shown}; it cannot be above {bounds.most:.0%}"
    return None


def _shown(bound: float, unit: Unit) -> str:
    return humanise(bound, unit if dimensions(unit) else NUMBER)
