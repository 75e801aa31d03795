"""Finds values that make no sense: not finite, or outside what their field allows."""

from __future__ import annotations

from collections.abc import Container, Mapping

from ..bounds import NOT_NEGATIVE, Bounds
from ..language.printer import print_tree
from ..language.tree import Binary, Number
from ..problems import Problem
from ..products import raise_to
from ..quantities import humanise, rescale
from ..units import Unit, dimensions
from .defining.definitions import Definition
from .expressions.no_value import is_finite, no_value
from .graph import Graph


def out_of_range(graph: Graph, values: Mapping[str, float]) -> list[Problem]:
    """One problem for each value that makes no sense."""
    problems = []
    too_large: set[str] = set()
    for name, value in values.items():
        definition, unit = graph.definitions.by_name[name], graph.unit[name]
        spread = graph.spread(definition)
        ends = (spread.low, spread.high) if spread else (value,)
        if not all(is_finite(graph.standard(name, end).value) for end in (value, *ends)):
            if too_large.isdisjoint(definition.words):
                problems.append(no_value(f"'{name}'", OverflowError(), graph.place_of(name)))
            too_large.add(name)
            continue
        bounds = allowed(definition, unit, values)
        said = next((said for end in ends if (said := outside(bounds, unit, end))), "")
        if said:
            message, span = f"'{name}' {said}", graph.place_of(name)
            if bounds.said:
                owner = name.rpartition(".")[0]
                message = bounds.said.format(name=owner, value=humanise(value, unit))
            hint = bounds.hint or _instead(definition, bounds)
            problems.append(Problem(code="out-of-range", message=message, span=span, hint=hint))
    return problems


def allowed(definition: Definition, unit: Unit, values: Container[str]) -> Bounds:
    """What the value may be: an amount that the scenario gives as it stands is not negative."""
    if definition.value and definition.declared:
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
    return ""


def _instead(definition: Definition, bounds: Bounds) -> str | None:
    """What may have been meant by a value that makes no sense, or where it comes from."""
    match definition.tree:
        case tree if not definition.value:
            return f"it is {print_tree(tree)}"
        case Binary(operator="-", left=Number() as low, right=Number() as high):
            return f"write {print_tree(low)} to {print_tree(high)} for a range"
        case Number(unit=None, value=value) if bounds.most == 1 and 1 < value <= 100:
            return f"write {print_tree(definition.tree)}%"
        case _:
            return None


def _most(bound: float) -> str:
    return f"{bound:.0%}" if bound <= 1 else f"{bound:g}"
