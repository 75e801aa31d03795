"""A value that a program puts in for a quantity, in the unit that the graph computes it in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..language.parser import parse, problem_of
from ..language.tokens import Fault
from ..language.tree import Name, Tree
from ..problems import EstimateError, Passage, passage_of
from ..products import raise_to
from ..quantities import Quantity, rescale
from ..units import conversion, fill
from .expressions.faults import does_not_fit
from .expressions.no_value import NO_VALUE, no_value
from .expressions.scope import Names
from .expressions.type_check import check
from .graph import Graph


def put_in(graph: Graph, name: str, value: Any) -> Any:
    """A text such as "3 MB", a Quantity, or a number or an array of samples in the unit that a
    program is told the quantity in; raises EstimateError where it does not fit.
    """
    match value:
        case str():
            return _read(graph, name, passage_of(name, value))
        case Quantity():
            passage = passage_of(name, f"{name} = {value}")
            return _fitted(graph, name, value, Name(name), passage)
        case None | list() | tuple() | dict() | set():
            kinds = "a text, a Quantity, a number or an array of samples"
            raise TypeError(f"'{name}' takes {kinds}, not {value!r}")
        case _:
            factor = conversion(graph.deriving.target(name)[0], graph.unit[name])
            return rescale(value, factor or Fraction(1))


def _read(graph: Graph, name: str, passage: Passage) -> Any:
    try:
        tree = parse(passage.text)
        checked = check(tree, Names(graph.units, {}))
        given = Quantity(checked.compute({}), checked.unit)
    except Fault as fault:
        raise EstimateError(problem_of(fault, passage)) from None
    except NO_VALUE as error:
        raise EstimateError(no_value(f"'{name}'", error, passage.span())) from None
    return _fitted(graph, name, given, tree, passage)


def _fitted(graph: Graph, name: str, given: Quantity, tree: Tree, passage: Passage) -> Any:
    own = graph.unit[name]
    filled = fill(given.unit, raise_to(own, 1)[0]) or given.unit
    factor = conversion(filled, own)
    if factor is None:
        raise EstimateError(problem_of(does_not_fit(given.unit, own, f"'{name}'", tree), passage))
    return rescale(given.value, factor)
