"""Computes one expression that needs no scenario."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..language.parser import parse
from ..language.tokens import Fault
from ..problems import EstimateError, Passage, Problem, Severity
from ..quantities import Quantity
from ..units import NAPKIN_DAY, unit_table
from .expressions.by_month import by_month
from .expressions.faults import as_problem
from .expressions.left_over import left_over
from .expressions.no_value import NO_VALUE, is_finite, no_value
from .expressions.readings import settled, taken
from .expressions.scope import Names
from .expressions.type_check import check


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of an expression, and what is worth a word about how it was read."""

    quantity: Quantity
    remarks: tuple[Problem, ...]


def calculate(passage: Passage, *, napkin: bool = False) -> Quantity:
    """The value of an expression without names; raises EstimateError."""
    return answer(passage, napkin=napkin).quantity


def answer(passage: Passage, *, napkin: bool = False) -> Answer:
    """The value of an expression without names, with remarks; raises EstimateError."""
    units = unit_table((("day", Fraction(NAPKIN_DAY)),) if napkin else ())
    scope = Names(units, {})
    try:
        tree = parse(passage.text)
        reading, checked = settled(tree, scope, check, lambda way: check(way, scope))
        checked = by_month(checked, reading, units)
        value = checked.compute({})
    except Fault as fault:
        raise EstimateError(as_problem(fault, passage)) from None
    except NO_VALUE as error:
        raise EstimateError(no_value("this", error, passage.span())) from None
    if not is_finite(value):
        raise EstimateError(no_value("this", OverflowError(), passage.span()))
    told = [left_over("this", reading, checked.unit, scope, passage)]
    if checked.said:
        note = Severity.NOTE
        told += [
            Problem(code="left-over", message=checked.said, span=passage.span(), severity=note)
        ]
    remarks = (*taken(tree, reading, passage), *filter(None, told))
    return Answer(Quantity(value, checked.unit, units), remarks)
