"""An expression whose units are right, and what is done to bring two of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from ..language.tree import Extent, Tree
from ..quantities import rescale
from ..units import NUMBER, Unit, UnitTable, conversion, fill
from .faults import mismatch

Values = Mapping[str, Any]
Compute = Callable[[Values], Any]


class Scope(Protocol):
    """What an expression can refer to."""

    units: UnitTable

    def unit_of(self, name: str) -> Unit | None:
        """The unit of a named quantity, None when there is no such name."""

    def names(self) -> Sequence[str]:
        """Every name, for suggestions."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression whose units are right: its unit and its computation."""

    unit: Unit
    compute: Compute
    constant: bool
    """Whether it rests on no name, so that its counting words may be left out."""


def converted(checked: Checked, unit: Unit, factor: Fraction) -> Checked:
    """The same expression in another unit."""
    if factor == 1:
        return Checked(unit, checked.compute, checked.constant)
    compute = checked.compute
    return Checked(unit, lambda values: rescale(compute(values), factor), checked.constant)


def plain(checked: Checked) -> Checked:
    """A percentage as a plain number; anything else as it is."""
    factor = conversion(checked.unit, NUMBER)
    return checked if factor is None else converted(checked, NUMBER, factor)


def aligned(
    operands: Sequence[tuple[Checked, Tree]], sign: str, at: Extent, scope: Scope
) -> list[Checked]:
    """The operands in one unit: the first's that rests on a name, else the first's."""
    lead = next((checked for checked, _ in operands if not checked.constant), operands[0][0])
    same: list[Checked] = []
    for checked, _ in operands:
        unit = checked.unit
        if conversion(unit, lead.unit) is None and checked.constant:
            unit = fill(unit, lead.unit) or unit
        factor = conversion(unit, lead.unit)
        if factor is None:
            raise mismatch(
                sign, [(other.unit, written.at) for other, written in operands], at, operands, scope
            )
        same.append(converted(checked, lead.unit, factor))
    return same
