"""A call that takes several quantities of each of some entries, as a path does of its hops: a row
for each entry is read, a list of forty-nine names is not.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..derivations import Derivation
from ..engine.estimate import Estimate
from ..language.tree import Call, Name
from ..quantities import cell
from ..records import record
from ..sections import sections
from .bars import bar
from .lines import Line, Page, columns, fits, laid_out_on

_FEWEST = 3  # quantities of an entry, from which on a table is shorter
_BAR = 10


@record(kw_only=True)
class ByEntry:
    """The quantities of the entries, and the call with the entries in their place."""

    estimate: Estimate
    call: Call
    entries: tuple[str, ...]
    fields: tuple[str, ...]
    inputs: Mapping[str, Derivation]

    @property
    def quantities(self) -> tuple[Derivation, ...]:
        """All that stands in the table."""
        return tuple(
            self.inputs[f"{entry}.{field}"] for field in self.fields for entry in self.entries
        )

    def lines(self, width: int) -> list[Line]:
        """The table, in lines of some width: what differs, and what each entry comes to by itself,
        with a bar.
        """
        some = {
            field: [self._shown(f"{entry}.{field}") for entry in self.entries]
            for field in self.fields
        }
        alike = {field: cells[0] for field, cells in some.items() if len(set(cells)) == 1}
        told = {field: cells for field, cells in some.items() if field not in alike}
        if len(self.entries) == 1:
            told, alike = some, {}
        result = self._result()
        if result:
            told[result] = [self._shown(f"{entry}.{result}") for entry in self.entries]
        heading = ["", *told]
        rows = [list(row) for row in zip(self.entries, *told.values(), strict=True)]
        with laid_out_on(Page(width=width)):
            if result:
                drawn = [[*row, text] for row, text in zip(rows, self._bars(result), strict=True)]
                wide = [[*heading, ""], *drawn]
                heading, rows = (wide[0], drawn) if fits(wide) else (heading, rows)
            lines = columns(heading, rows)
        each = ", ".join(f"{field} {value}" for field, value in alike.items())
        return [*lines, *([(("muted", f"each with {each}"),)] if each else [])]

    def _shown(self, name: str) -> str:
        quantity = self.estimate[name].quantity
        return cell(quantity.value, quantity.unit)

    def _result(self) -> str | None:
        """What such an entry is for, where all have it and the table does not."""
        entry = self.estimate.scenario.entries[self.entries[0]]
        section = next(item for item in sections() if item.name == entry.section)
        found = [name for name in section.leads_to if name not in self.fields]
        every = (
            name for name in found if all(f"{e}.{name}" in self.estimate for e in self.entries)
        )
        return next(every, None)

    def _bars(self, result: str) -> list[str]:
        values = [float(self.estimate[f"{entry}.{result}"].value) for entry in self.entries]
        drawn = [bar(value, max(values), _BAR) for value in values]
        return [text.ljust(max(map(len, drawn))) for text in drawn]


def by_entry(estimate: Estimate, derivation: Derivation) -> ByEntry | None:
    """The table of a quantity whose formula is such a call; None for any other."""
    call = derivation.formula
    if not isinstance(call, Call):
        return None
    own = derivation.name.partition(".")[0]
    of_field: dict[str, list[str]] = {}
    for item in call.arguments:
        entry, _, field = item.name.partition(".") if isinstance(item, Name) else ("", "", "")
        if field and entry != own and entry in estimate.scenario.entries:
            of_field.setdefault(field, []).append(entry)
    entries = max(of_field.values(), key=len, default=[])
    fields = [field for field, each in of_field.items() if each == entries]
    if len(fields) < _FEWEST:
        return None
    named = {f"{entry}.{field}" for field in fields for entry in entries}
    others = [
        item for item in call.arguments if not (isinstance(item, Name) and item.name in named)
    ]
    inputs = {item.name: item for item in derivation.inputs}
    if not named <= set(inputs):
        return None
    short = Call(call.function, (*others, *map(Name, entries)), words=call.words)
    return ByEntry(
        estimate=estimate, call=short, entries=tuple(entries), fields=tuple(fields), inputs=inputs
    )
