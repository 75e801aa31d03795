"""Costs a month: a price times a rate comes out in money a second, which nobody pays."""

from __future__ import annotations

from ...language.tree import Binary, Convert, Tree, walk
from ...units import Unit, UnitTable, is_money, ratio
from .typed import Typed, converted


def by_month(checked: Typed, tree: Tree, units: UnitTable) -> Typed:
    """The expression, per month where its product is money per second; what is written so stays."""
    is_product = any(isinstance(node, Binary) and node.operator == "*" for node in walk(tree))
    paid = any(is_money(atom.dimension) and power > 0 for atom, power in checked.unit.powers)
    if isinstance(tree, Convert) or not (is_product and paid):
        return checked
    second, month = units.atom("second"), units.atom("month")
    powers = tuple(
        (month if (atom, power) == (second, -1) else atom, power)
        for atom, power in checked.unit.powers
    )
    unit = Unit(powers)
    return converted(checked, unit, ratio(checked.unit, unit))
