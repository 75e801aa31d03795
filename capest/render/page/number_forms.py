"""How a number of a unit is written, as plain values from which view.js writes it anew.

`capest/quantities.py` decides; this says what it decides by, and a table of what both write holds
the page's own writer to it.
"""

from __future__ import annotations

from typing import Any

from ...quantities import MANY_HOURS, TIMES, family, joined, leading, priced
from ...units import COUNTING, MACHINES, PERCENT, Unit, is_count, is_money, unit_table


def number_form(
    unit: Unit, *, per: str | None = None, in_cell: bool = False, exact: bool = False
) -> dict[str, Any]:
    """The form of `humanise` for a unit, or of `cell`."""
    if in_cell:
        left = tuple(
            (atom, power)
            for atom, power in unit.powers
            if atom.dimension not in COUNTING and not (atom.name == per and power == -1)
        )
        if is_count(unit) and unit != PERCENT and not exact:
            return {**_form(unit), "one": "", "many": "", "cell": True}
        unit = Unit(left)
        if not left and not exact:
            return {"kind": "count", **_words(unit)}
    return {"kind": "exact", **_words(unit)} if exact else _form(unit)


def _form(unit: Unit) -> dict[str, Any]:
    if unit == PERCENT:
        return {"kind": "percent", **_words(unit)}
    if is_count(unit):
        machines = any(atom.dimension in MACHINES for atom, _ in unit.powers)
        return {"kind": "counted", "machines": machines, "named": bool(unit.powers), **_words(unit)}
    lead, power = leading(unit)
    if lead.dimension in ("information", "power", "computation") and power == 1:
        return {"kind": "prefixed", **_words(unit), "steps": _steps(unit, family(lead))}
    if lead.dimension == "time" and power == 1:
        return {
            "kind": "prefixed",
            **_words(unit),
            "steps": _steps(unit, TIMES if lead.scale <= 1 else (lead.name, *TIMES)),
            "zero": _steps(unit, ("s",)),
            "long": MANY_HOURS * float(unit_table().atom("hour").scale / lead.scale),
        }
    if is_money(lead.dimension) and power == 1 and not priced(0.0, unit, lead)[0].isdigit():
        sign, _, rest = priced(0.0, unit, lead).partition("0")
        return {"kind": "priced", "sign": sign, "factor": float(lead.scale), "one": rest}
    return {"kind": "count", **_words(unit)}


def _words(unit: Unit) -> dict[str, str]:
    """What stands behind 1, and behind any other number where that is another."""
    one, many = joined("1", unit)[1:], joined("2", unit)[1:]
    return {"one": one} if one == many else {"one": one, "many": many}


def _steps(unit: Unit, words: tuple[str, ...]) -> list[list[Any]]:
    """The units of a family: what a value is multiplied by, and what stands behind it then."""
    lead, _ = leading(unit)
    rest = tuple(item for item in unit.powers if item[0] != lead)
    steps = []
    for word in words:
        atom = lead if word == lead.name else unit_table().atom(word)
        written = _words(Unit(((atom, 1), *rest)))
        steps.append([float(lead.scale / atom.scale), *written.values()])
    return steps
