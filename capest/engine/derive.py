"""What a graph's values become for those who ask: derivations, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..derivations import Assumed, Computed, Derivation, Given
from ..formulas import DEFINITION
from ..language.printer import print_tree
from ..language.tree import Call
from ..quantities import Quantity, is_number, rescale
from ..units import conversion
from .defining.definitions import Definition
from .expressions.scope import Names
from .expressions.type_check import check
from .graph import Graph


def derive(graph: Graph, values: Mapping[str, Any]) -> dict[str, Derivation]:
    """The derivation of every quantity, in the order of the report."""
    derived: dict[str, Derivation] = {}
    for name in values:
        definition = graph.definitions.by_name[name]
        derived[name] = Derivation(
            name=name,
            quantity=Quantity(values[name], graph.unit[name], graph.units),
            standard=graph.standard(name, values[name]),
            origin=_origin(graph, definition, values),
            inputs=tuple(derived[word] for word in definition.words if word in derived),
        )
    return {name: derived[name] for name in graph.definitions.by_name if name in derived}


def _origin(
    graph: Graph, definition: Definition, values: Mapping[str, Any]
) -> Given | Assumed | Computed:
    value = definition.value
    if definition.default:
        default = definition.default
        return Assumed(
            text=default.value, source=default.source, profile=default.profile,
            as_of=default.as_of, neutral=default.kind == DEFINITION,
        )  # fmt: skip
    if value is None and not definition.words and definition.because:  # a constant of a choice
        text = print_tree(definition.tree)
        return Assumed(text=text, source=definition.because, neutral=definition.neutral)
    if value is None or any(word in graph.compute for word in definition.words):
        return Computed(
            formula=definition.tree,
            because=definition.because,
            span=value.passage.span() if value else None,
            source=value.source if value else None,
            before_rounding=_before_rounding(graph, definition, values),
        )
    return Given(
        text=value.passage.text if is_number(values[definition.name]) else "samples",
        span=value.passage.span(),
        source=value.source,
        note=value.note,
        spread=graph.spread(definition),
    )


def _before_rounding(
    graph: Graph, definition: Definition, values: Mapping[str, Any]
) -> float | None:
    match definition.tree:
        case Call(function="ceil" | "next_power_of_two" | "next_even", arguments=(inner,)):
            exact = check(inner, Names(graph.units, graph.unit))
            factor = conversion(exact.unit, graph.unit[definition.name])
            value = rescale(exact.compute(values), factor or Fraction(1))
            return float(value) if is_number(value) else None
        case _:
            return None
