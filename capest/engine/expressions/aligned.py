"""Expressions brought into one unit, as a sum, a comparison or a range needs them."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.tree import Tree
from ...problems import Extent
from ...units import conversion, fill
from .faults import mismatch
from .typed import Scope, Typed, converted


def aligned(
    operands: Sequence[tuple[Typed, Tree]], sign: str, at: Extent, scope: Scope
) -> list[Typed]:
    """The operands in one unit: the first's that rests on a name, else the first's."""
    lead = next((checked for checked, _ in operands if not checked.constant), operands[0][0])
    same: list[Typed] = []
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
