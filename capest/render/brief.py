"""The report in one screen, where tables would fill several: what each section comes to."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from string import Formatter

from ..derivations import Assumed, Derivation
from ..nouns import counted
from ..quantities import cell
from ..units import PERCENT
from .lines import Line, in_parts, wrapped
from .report import DERIVED, Report, Row, Table

MOST_TABLES = 6
"""Tables that are shown in full where nobody asks for it: with more, the first has left the screen
before the last is there."""

_MOST_LINES = 2  # of a section
_LABEL = 11  # characters of the longest name of a section, and a gap


def is_long(report: Report) -> bool:
    """Whether the report is one for this: of many sections, and nobody asks for more of any."""
    asked = report.full or report.exact or report.only or report.sample
    return len(report.tables) > MOST_TABLES and not asked


def conclusions(report: Report) -> list[Line]:
    """A line or two for each section, then one for what the scenario derives."""
    lines: list[Line] = []
    for table in report.tables:
        lines += _labelled(table.section.name, list(_parts(report, table)))
    derived = [f"{item.name} {report.show(item)}" for item in report.derived]
    return [*lines, *_labelled(DERIVED, derived)] if derived else lines


def _labelled(label: str, parts: list[str]) -> list[Line]:
    """The parts behind the label, as many as there is room for, and how many there are more."""
    room = 2 + _LABEL
    for number in range(len(parts), 0, -1):
        more = len(parts) - number
        some = [*parts[:number], *([f"{more} more"] if more else [])]
        lines = in_parts(some, indent=room, hanging=0)
        if len(lines) <= _MOST_LINES or number == 1:
            break
    else:
        return []
    ((style, first),), *others = lines
    return [(("heading", f"  {label}".ljust(room)), (style, first[room:])), *others]


def _parts(report: Report, table: Table) -> Iterator[str]:
    """What each entry comes to: the largest first; of shares, which are to be high, the least."""
    answer = next(_named(table.section.concludes), "")

    def place(row: Row) -> float:
        item = report.estimate.get(f"{row.name}.{answer}")
        if item is None:
            return inf
        value = float(item.value)
        return value if item.quantity.unit == PERCENT else -value

    for row in sorted(table.rows, key=place):
        yield f"{row.name} {_told(report, table, row)}".rstrip()
    if table.uncounted and table.section.uncounted:
        yield f"{len(table.uncounted)} by {table.section.uncounted[1]}"


def _named(phrases: tuple[str, ...]) -> Iterator[str]:
    for phrase in phrases:
        yield from (name for _, name, _, _ in Formatter().parse(phrase) if name)


def _told(report: Report, table: Table, row: Row) -> str:
    """The phrases that have their quantities, with what sets the first of them."""
    told = []
    for phrase in table.section.concludes:
        found = {name: report.estimate.get(f"{row.name}.{name}") for name in _named((phrase,))}
        if all(found.values()):
            told.append(phrase.format(**{name: _short(it) for name, it in found.items() if it}))
    set_by = [
        f"set by {decides(binding.winner)}"
        for derivation, binding in table.bindings
        if derivation.name.startswith(f"{row.name}.")
    ]
    return ", ".join((*told[:1], *set_by[:1], *told[1:])) if told else ""


def _short(derivation: Derivation) -> str:
    """A quantity in a line: 34.7k/s, but 280 nodes."""
    quantity = derivation.quantity
    is_rate = any(atom.dimension == "time" and power < 0 for atom, power in quantity.unit.powers)
    return cell(quantity.value, quantity.unit) if is_rate else str(quantity)


def decides(winner: Derivation) -> str:
    """What sets a number, as its name says: memory for by_memory, hot key for for_hot_key."""
    local = winner.name.rpartition(".")[2]
    return local.removeprefix("by_").removeprefix("for_").replace("_", " ")


def assumed(report: Report) -> list[Line]:
    """What capest and profiles say for the scenario, each value once; their sources are in full."""
    said = (
        f"{item.name.rpartition('.')[2]} {origin.text}"
        + (f" ({origin.profile})" if origin.profile else "")
        for item in report.assumed
        if isinstance(origin := item.origin, Assumed)
    )
    parts = list(dict.fromkeys(said))
    return in_parts([f"assumed by capest: {parts[0]}", *parts[1:]], "ours") if parts else []


def to_see_more(report: Report) -> list[Line]:
    """How all of it is seen."""
    wanted = counted(len(report.wants()), "field")
    blank = f"{wanted} more would fill blanks; " if report.wants() else ""
    text = f"{blank}--full shows all, --only {report.tables[0].section.name} one section"
    return wrapped(text, "muted")
