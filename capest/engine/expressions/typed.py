"""An expression whose units are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

from ...quantities import rescale
from ...records import record
from ...units import NUMBER, Unit, UnitTable, conversion

Values = Mapping[Any, Any]
"""The value of each name; and that of a range, by its node, where it is not to be the middle."""
Compute = Callable[[Values], Any]


class Scope(Protocol):
    """What an expression can refer to."""

    units: UnitTable
    shares: bool
    """Whether its ranges are of shares, of which none is above all."""

    def unit_of(self, name: str) -> Unit | None:
        """The unit of a named quantity, None when there is no such name."""

    def names(self) -> Sequence[str]:
        """Every name, for suggestions."""


@record
class Typed:
    """An expression whose units are right: its unit and its computation."""

    unit: Unit
    compute: Compute
    constant: bool
    """Whether it rests on no name, so that its counting words may be left out."""
    said: str = ""
    """How it was read, where that is worth a word."""


def converted(checked: Typed, unit: Unit, factor: Fraction) -> Typed:
    """The same expression in another unit."""
    compute = checked.compute
    if factor == 1:
        return Typed(unit, compute, checked.constant, checked.said)
    return Typed(
        unit, lambda values: rescale(compute(values), factor), checked.constant, checked.said
    )


def plain(checked: Typed) -> Typed:
    """A percentage as a plain number; anything else as it is."""
    factor = conversion(checked.unit, NUMBER)
    return checked if factor is None else converted(checked, NUMBER, factor)
