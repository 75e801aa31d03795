"""Which units a text may write for a quantity: counting words may be left out, never swapped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..quantities import Quantity
from ..units import (
    COUNTING,
    MACHINES,
    Atom,
    Unit,
    UnitTable,
    conversion,
    dimensions,
    fill,
    unit_table,
)

_HOSTS = frozenset({
    "server", "node", "vm", "pod", "container", "worker", "process", "broker", "consumer",
    "replica", "executor",
})  # fmt: skip
"""What runs a system: documents call the brokers of a model nodes, its nodes pods."""


def comparable(unit: Unit, computed: Quantity) -> Unit | None:
    """The written unit with the counting words it left out, if the computed value can be shown in
    it; else None.

    What is counted may be left out of the computed value's unit, too, but not what is divided by,
    unless it is a plain number. A thing in no table ("per sample") stands for whatever it divides
    by.
    """
    return _comparable(unit, computed.unit, computed.units or unit_table())


@lru_cache(maxsize=4096)
def _comparable(unit: Unit, of: Unit, table: UnitTable) -> Unit | None:
    """The same of the computed value's unit; those of alike numbers return."""
    if conversion(unit, of) is not None:
        return unit
    filled = fill(unit, of)
    if filled is not None:
        return filled
    plain = not dimensions(of)
    held = dict(dimensions(of))
    said = Unit(
        tuple(
            (atom, power)
            for atom, power in unit.powers
            if atom.dimension not in COUNTING or atom.dimension in held or (power < 0 and not plain)
        )
    )
    if conversion(said, of) is not None:
        return said
    if _counts(unit) <= _HOSTS and _counts(of) <= _HOSTS:
        return fill(said, of)
    known = tuple(item for item in unit.powers if not _is_unknown(item, table.words))
    divides = any(atom.dimension in COUNTING and power < 0 for atom, power in of.powers)
    if len(known) < len(unit.powers) and divides:
        return fill(Unit(known), of)
    return None


def binary_factor(unit: Unit) -> float | None:
    """1.024^k for a size with a decimal prefix above the slash (MB: 1.049), else None."""
    for atom, power in unit.powers:
        if atom.dimension == "information" and power == 1 and "byte" in atom.name:
            thousands = {1000**k: k for k in range(1, 9)}.get(int(atom.scale / 8))
            return 1.024**thousands if thousands else None
    return None


def is_machines(unit: Unit) -> bool:
    """Whether a unit is a number of servers, nodes or shards."""
    found = dimensions(unit)
    return len(found) == 1 and found[0][0] in MACHINES and found[0][1] == 1


def is_supply(unit: Unit) -> bool:
    """Whether so much of it can be had: machines, bytes, requests a second, money; but no share and
    no length of time, which are as good as they are.
    """
    return any(name != "time" and power > 0 for name, power in dimensions(unit))


def _counts(unit: Unit) -> set[str]:
    return {atom.dimension for atom, _ in unit.powers if atom.dimension in COUNTING}


def _is_unknown(item: tuple[Atom, int], words: Mapping[str, Unit]) -> bool:
    atom, power = item
    return power < 0 and atom.dimension == "count" and atom.name not in words
