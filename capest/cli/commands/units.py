"""capest units: every unit, counting word and function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import show

if TYPE_CHECKING:
    from ...units import Unit

_TITLES = {
    "information": "INFORMATION  1 byte = 8 bit; kB = 1000 bytes, KiB = 1024",
    "time": "TIME  day, month and year are conventions that a scenario may change",
    "money": "MONEY  each currency a dimension of its own; also $0.02, €, £, ¥, ₹",
    "power": "POWER",
    "computation": "COMPUTATION",
    "user": "USERS  a dimension of their own",
    "machine": "MACHINES AND THEIR PARTS  each a dimension of its own",
    "count": "COUNTED THINGS  one dimension; a scenario's own names and words join it",
    "": "PRODUCTS AND RATES",
}


def units_command() -> None:
    """List every unit, counting word and function."""
    from ...functions import FUNCTIONS
    from ...render.lines import Line, wrapped
    from ...units import unit_table

    groups: dict[str, dict[str, list[str]]] = {title: {} for title in _TITLES}
    for word, unit in unit_table().words.items():
        groups[_kind(unit)].setdefault(str(unit), []).append(word)
    lines: list[Line] = []
    for kind, title in _TITLES.items():
        lines += wrapped(title, "heading", indent=0)
        spelled = [" = ".join(sorted(words, key=len)) for words in groups[kind].values()]
        lines += wrapped(", ".join(spelled), hanging=0)
    lines.append((("heading", "NUMBERS"),))
    lines += wrapped("300M, 3e8, 1,000,000, 10 million, 20%, 100:1, 3x, 5 to 15, 300M ± 10%")
    lines.append((("heading", "FUNCTIONS"),))
    for name, function in FUNCTIONS.items():
        lines += wrapped(f"{function.written(name)}: {function.meaning}")
    show(lines)


def _kind(unit: Unit) -> str:
    """What a unit is a unit of; "" for several things at once."""
    from ...units import MACHINES, is_money

    if len(unit.powers) > 1:
        return ""
    dimension = unit.powers[0][0].dimension
    return "machine" if dimension in MACHINES else "money" if is_money(dimension) else dimension
