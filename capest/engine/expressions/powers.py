"""Powers of numbers and of units."""

from __future__ import annotations

from typing import Any

from ...language.tokens import Fault
from ...language.tree import Binary
from ...products import raise_to
from ...units import NUMBER, dimensions
from .no_value import constant
from .typed import Typed, converted, plain

MAXIMUM_POWER = 9
"""Highest power of a unit; a higher one is a mistake, and would be computed digit by digit."""


def raised(tree: Binary, base: Typed, exponent: Typed) -> Typed:
    """The base to the exponent: a plain number to any, a quantity to a whole one."""
    if dimensions(exponent.unit):
        raise Fault(
            "dimension",
            f"an exponent is a plain number; this one is in {exponent.unit}",
            tree.right.at,
        )
    is_constant = base.constant and exponent.constant
    a, b = base.compute, exponent.compute
    if not dimensions(base.unit):
        base, exponent = plain(base), plain(exponent)
        a, b = base.compute, exponent.compute
        return Typed(NUMBER, lambda values: real(a(values) ** b(values)), is_constant)
    power = constant(exponent, tree.right.at) if exponent.constant else 0.5
    if power != int(power) or abs(power) > MAXIMUM_POWER:
        raise Fault(
            "dimension",
            f"a quantity in {base.unit} can only be raised to a whole number up to {MAXIMUM_POWER}",
            tree.right.at,
            "write e.g. ^2",
        )
    unit, factor = raise_to(base.unit, int(power))
    raised = Typed(unit, lambda values: a(values) ** b(values), is_constant)
    return bounded(converted(raised, unit, factor), tree)


def real(value: Any) -> Any:
    """The same value; raises ValueError for a root of a negative number, which Python has."""
    if isinstance(value, complex):
        raise ValueError("a root of a negative number")  # noqa: TRY004  (as math.sqrt does)
    return value


def bounded(checked: Typed, tree: Binary) -> Typed:
    """The same, unless a unit has been multiplied with itself beyond all sense."""
    if any(abs(power) > MAXIMUM_POWER for _, power in checked.unit.powers):
        message = f"this multiplies a unit with itself more than {MAXIMUM_POWER} times"
        raise Fault("dimension", message, tree.at, "leave the units out of a pure number")
    return checked
