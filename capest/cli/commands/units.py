"""capest units: every unit, counting word and function."""

from __future__ import annotations

from ..console import show

_TITLES = {
    "information": "INFORMATION  1 byte = 8 bit; kB = 1000 bytes, KiB = 1024",
    "time": "TIME  day, month and year are conventions that a scenario may change",
    "money": "MONEY  also $0.02",
    "user": "USERS  a dimension of their own",
    "count": "COUNTED THINGS  one dimension; a scenario's own names join it",
    "server": "SERVERS",
    "node": "NODES",
    "shard": "SHARDS",
    "": "RATES",
}


def units_command() -> None:
    """List every unit, counting word and function."""
    from ...functions import FUNCTIONS
    from ...render.lines import Line, wrapped
    from ...units import dimensions, unit_table

    groups: dict[str, dict[str, list[str]]] = {title: {} for title in _TITLES}
    for word, unit in unit_table().words.items():
        found = dimensions(unit)
        kind = found[0][0] if len(found) == 1 and found[0][1] == 1 else ""
        groups[kind].setdefault(str(unit), []).append(word)
    lines: list[Line] = []
    for kind, title in _TITLES.items():
        lines.append((("heading", title),))
        spelled = [" = ".join(_shortest_first(words)) for words in groups[kind].values()]
        lines += wrapped(", ".join(spelled), hanging=0)
    lines.append((("heading", "NUMBERS"),))
    lines += wrapped("300M, 3e8, 1,000,000, 10 million, 20%, 100:1, 3x, 5 to 15, 300M ± 10%")
    lines.append((("heading", "FUNCTIONS"),))
    for name, function in FUNCTIONS.items():
        lines += wrapped(f"{name}: {function.meaning}")
    show(lines)


def _shortest_first(words: list[str]) -> list[str]:
    return sorted(words, key=len)
