"""What is said where the mathematics has no answer."""

from __future__ import annotations

from ...derivations import Absent
from ...language.numbers import TOO_LARGE
from ...language.tokens import Fault
from ...problems import Extent, Problem, Span
from .typed import Typed

NO_VALUE = (ZeroDivisionError, OverflowError, ValueError)
"""What computing a float raises there."""


def no_value(what: str, error: Exception, span: Span | None = None) -> Problem:
    """Why something has no value."""
    if isinstance(error, ZeroDivisionError):
        return Problem(
            code="division-by-zero",
            message=f"{what} divides by zero",
            span=span,
            hint="give the divisor a value, or leave out what divides by it",
        )
    if isinstance(error, OverflowError):
        message = f"{what} is too large to compute"
        return Problem(code="too-large", message=message, span=span, hint=TOO_LARGE)
    return Problem(code="undefined", message=f"{what} has no value: {error}", span=span)


def constant(checked: Typed, at: Extent) -> float:
    """The value of an expression that rests on no name; raises Fault where it has none."""
    try:
        value = checked.compute({})
    except NO_VALUE as error:
        raise _fault(error, at) from None
    return finite(value, at)


def finite(value: float, at: Extent) -> float:
    """The same value; raises Fault for one that is too large."""
    if not is_finite(value):
        raise _fault(OverflowError(), at)
    return value


def _fault(error: Exception, at: Extent) -> Fault:
    problem = no_value("this", error)
    return Fault(problem.code, problem.message, at, problem.hint)


def is_finite(value: object) -> bool:
    """Whether a float is a number to go on with."""
    return isinstance(value, (int, float)) and abs(value) < float("inf")


def wanted(absent: Absent) -> str:
    """The fields that would give an absent quantity its value, in words."""
    return f"give {' and '.join(absent.wants)}" if absent.wants else "nothing gives it"
