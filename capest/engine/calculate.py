"""Computes one expression that needs no scenario."""

from __future__ import annotations

from ..language.parser import parse
from ..language.tokens import Fault
from ..problems import EstimateError, Passage, Problem
from ..quantities import Quantity
from ..units import unit_table
from .check import check
from .faults import as_problem
from .graph import reason
from .scope import NAPKIN_DAY, Names


def calculate(passage: Passage, *, napkin: bool = False) -> Quantity:
    """The value of an expression without names; raises EstimateError."""
    units = unit_table((("day", NAPKIN_DAY),) if napkin else ())
    try:
        checked = check(parse(passage.text), Names(units, {}))
        value = checked.compute({})
    except Fault as fault:
        raise EstimateError(as_problem(fault, passage)) from None
    except ZeroDivisionError:
        raise EstimateError(
            _undefined("division-by-zero", "this divides by zero", passage)
        ) from None
    except OverflowError:
        raise EstimateError(_undefined("too-large", "this is too large", passage)) from None
    except ValueError as error:
        raise EstimateError(
            _undefined("undefined", f"no value: {reason(error)}", passage)
        ) from None
    if isinstance(value, complex) or not abs(value) < float("inf"):
        raise EstimateError(_undefined("too-large", "this is not a finite number", passage))
    return Quantity(value, checked.unit)


def _undefined(code: str, message: str, passage: Passage) -> Problem:
    return Problem(code=code, message=message, span=passage.span())
