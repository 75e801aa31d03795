"""Finds values that make no sense: not finite, or outside what their field allows."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from ..bounds import ANY, NOT_NEGATIVE, Bounds
from ..language.printer import print_tree
from ..language.tree import Binary, Number
from ..problems import Problem
from ..products import raise_to
from ..quantities import humanise, rescale
from ..units import Unit, dimensions
from .computing.program import Extremes
from .defining.definitions import Definition
from .expressions.no_value import is_finite, no_value
from .graph import Graph

_LARGE = 1e200
"""Far from where a float ends, in whatever unit."""


def out_of_range(graph: Graph, values: Mapping[str, float]) -> list[Problem]:
    """One problem for each value that makes no sense, but for what follows from another."""
    problems = []
    too_large: set[str] = set()
    told: set[str] = set()
    for name, value in values.items():
        if _is_well_inside(graph, name, value):
            continue
        definition, unit = graph.definitions.by_name[name], graph.unit[name]
        spread = graph.deriving.spread(name)
        ends = (spread.low, spread.high) if spread else (value,)
        if not all(is_finite(graph.standard(name, end).value) for end in (value, *ends)):
            if too_large.isdisjoint(definition.words):
                problems.append(no_value(f"'{name}'", OverflowError(), graph.place_of(name)))
            too_large.add(name)
            continue
        bounds = allowed(definition, unit, values)
        said = next((said for end in ends if (said := outside(bounds, unit, end))), "")
        follows = not told.isdisjoint(definition.words)
        if said:
            told.add(name)
        if said and not follows:
            message, span = f"'{name}' {said}", graph.place_of(name)
            if bounds.said:
                owner = name.rpartition(".")[0]
                message = bounds.said.format(name=owner, value=humanise(value, unit))
            hint = bounds.hint or _instead(definition, bounds)
            problems.append(Problem(code="out-of-range", message=message, span=span, hint=hint))
    return problems


def _is_well_inside(graph: Graph, name: str, value: Any) -> bool:
    """Whether nothing can be wrong with a value; the quick answer for nearly all of them."""
    if not isinstance(value, (int, float)) or graph.deriving.spread(name):
        return False
    declared = graph.definitions.by_name[name].declared
    if declared and declared.bounds.whole and value % 1:
        return False
    least, most, above = limits(graph, name)
    return max(least, above, -_LARGE) < value < min(most, _LARGE)


def limits(graph: Graph, name: str) -> Extremes:
    """What a quantity can be, in its own unit."""
    if name not in graph.limits:
        unit = graph.unit[name]
        bounds = allowed(graph.definitions.by_name[name], unit, graph.compute)
        part = 1.0 if bounds is ANY else float(raise_to(unit, 1)[1])
        graph.limits[name] = (
            -math.inf if bounds.least is None else bounds.least / part,
            math.inf if bounds.most is None else bounds.most / part,
            -math.inf if bounds.above is None else bounds.above / part,
        )
    return graph.limits[name]


def allowed(definition: Definition, unit: Unit, values: Container[str]) -> Bounds:
    """What the value may be: an amount that the scenario gives as it stands is not negative."""
    if definition.declared:
        return definition.declared.bounds
    given = definition.value and not any(word in values for word in definition.words)
    return NOT_NEGATIVE if given and dimensions(unit) else definition.bounds


def outside(bounds: Bounds, unit: Unit, value: float) -> str:
    """How a value lies outside what it may be, in words; nothing where it does not."""
    part = raise_to(unit, 1)[1]  # 1/100 for a percentage
    plain = rescale(value, part)
    if bounds.above is not None and plain <= bounds.above:
        bound = f"{bounds.above:g}" if part == 1 else humanise(bounds.above / float(part), unit)
        return f"is {humanise(value, unit)}; it must be above {bound}"
    if bounds.least is not None and plain < bounds.least:
        return f"is {humanise(value, unit)}; it cannot be below {bounds.least:g}"
    if bounds.most is not None and plain > bounds.most:
        return f"is {humanise(value, unit)}; it cannot be above {_most(bounds.most)}"
    if bounds.whole and plain != round(plain):
        return f"is {humanise(value, unit)}; they come whole"
    return ""


def _instead(definition: Definition, bounds: Bounds) -> str | None:
    """What may have been meant by a value that makes no sense, or where it comes from."""
    match definition.tree:
        case tree if not definition.value:
            return f"it is {print_tree(tree)}"
        case Binary(operator="-", left=Number() as low, right=Number() as high):
            magnitude = high.text.lstrip("0123456789.,") if low.text[-1:].isdigit() else ""
            both = replace(low, text=low.text + magnitude), high  # 20-50M
            return f"write {' to '.join(map(print_tree, both))} for a range"
        case Number(unit=None, value=value) if bounds.most == 1 and 1 < value <= 100:
            return f"write {print_tree(definition.tree)}%"
        case _:
            return None


def _most(bound: float) -> str:
    return f"{bound * 100:.6g}%" if bound <= 1 else f"{bound:g}"
