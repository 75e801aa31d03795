"""Computes one expression that needs no scenario."""

from __future__ import annotations

from fractions import Fraction

from ..language.parser import parse
from ..language.tokens import Fault
from ..problems import EstimateError, Passage
from ..quantities import Quantity
from ..units import NAPKIN_DAY, unit_table
from .faults import as_problem
from .no_value import NO_VALUE, is_finite, no_value
from .scope import Names
from .type_check import check


def calculate(passage: Passage, *, napkin: bool = False) -> Quantity:
    """The value of an expression without names; raises EstimateError."""
    units = unit_table((("day", Fraction(NAPKIN_DAY)),) if napkin else ())
    try:
        checked = check(parse(passage.text), Names(units, {}))
        value = checked.compute({})
    except Fault as fault:
        raise EstimateError(as_problem(fault, passage)) from None
    except NO_VALUE as error:
        raise EstimateError(no_value("this", error, passage.span())) from None
    if not is_finite(value):
        raise EstimateError(no_value("this", OverflowError(), passage.span()))
    return Quantity(value, checked.unit, units)
