"""How databases compare for one store: shards, nodes, and how far one node of each would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..engine.estimate import Estimate
from ..formulas import Column
from ..safe_text import markdown
from ..scenario.profiles import profile
from ..sections.shards.limits import PROFILE
from ..sections.shards.one_node import MOST, ONE_NODE, TESTS
from .blanks import left_blank, left_blank_in_markdown
from .formats.markdown import markdown_table
from .lines import Line, columns, wrapped
from .programs import csv_text, document
from .report import noted
from .side_by_side import SideBySide

AS_WRITTEN = "as written"
"""The row of a store that names no vendor's limits."""

_OF = {test: {"size": "data", "requests": "both"}.get(name, name) for name, test in TESTS.items()}
OF_ONE = tuple(Column(quantity=test, heading=heading) for test, heading in _OF.items())
COUNTS = (Column(quantity="shards", heading="shards"), Column(quantity="nodes", heading="nodes"))
LEGEND = (
    "of one node: how many times what one node, one leader, one copy is planned to take, so that "
    "up to 1 one is enough; both: writes and reads of one budget; what a vendor does not say is as "
    "the store has it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Databases:
    """One store of a scenario under the limits of each database."""

    store: str
    estimates: Mapping[str, Estimate]
    chosen: str | None
    """The row that is the scenario's own."""
    costs: tuple[str, ...]
    """The entries of costs that pay for this store alone."""
    exact: bool = False

    def table(self, wanted: tuple[Column, ...]) -> SideBySide:
        """Those of some columns, side by side, that at least one database has a number for."""
        shown = tuple(
            column
            for column in wanted
            if any(f"{self.store}.{column.quantity}" in each for each in self.estimates.values())
        )
        return SideBySide(
            entry=self.store, estimates=self.estimates, columns=shown, exact=self.exact
        )

    def tables(self) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
        """The heading and the rows of both tables, the database first: what it takes, and how far
        one node would do.
        """
        for title, shown in (("database", COUNTS), ("of one node", OF_ONE)):
            table = self.table(shown)
            more = ("decides", *self.costs) if shown is COUNTS else ()
            heading = (title, *(column.heading for column in table.columns), *more)
            rows = table.rows()
            if more:
                rows = [(*row, self.decides(row[0]), *self._costs(row[0], table)) for row in rows]
            yield heading, rows

    def _costs(self, name: str, table: SideBySide) -> Iterator[str]:
        for entry in self.costs:
            yield table.shown(self.estimates[name].get(f"{entry}.per_month"))

    def decides(self, name: str) -> str:
        """The limit of which one node is short most; none where there are none."""
        full = f"{self.store}.{MOST}"
        if full not in self.estimates[name]:
            return ""
        binding = self.estimates[name].binding(full)
        winner = binding.winner if binding else self.estimates[name][full].inputs[0]
        return _OF[winner.name.rpartition(".")[2]]

    def remarks(self) -> list[tuple[str, str]]:
        """What a shard of each database is, then for which of them one node would do."""
        found = [
            (name, profile(PROFILE.folder, name).meaning)
            for name in self.estimates
            if name != AS_WRITTEN
        ]
        for note in ONE_NODE.notes:
            tested = f"{self.store}.{note.up_to[0]}" if note.up_to else ""
            names = [
                name
                for name, each in self.estimates.items()
                if tested in each and noted(note, self.store, each)
            ]
            if names:
                found.append((note.text, ", ".join(names)))
        return found

    def wants(self) -> tuple[str, ...]:
        """The fields that would fill the cells that are blank, each once."""
        wanted = (want for each in (COUNTS, OF_ONE) for want in self.table(each).wants())
        return tuple(dict.fromkeys(wanted))


def layout(databases: Databases) -> list[Line]:
    """The comparison as lines with styles."""
    lines = wrapped(f"{databases.store} under the limits of each database", "title", indent=0)
    for (title, *heading), rows in databases.tables():
        marked = [
            (f"{'*' if name == databases.chosen else ' '} {name}", *cells) for name, *cells in rows
        ]
        lines += [(), *columns((title.upper(), *heading), marked)]
    lines.append(())
    for name, text in databases.remarks():
        lines += wrapped(f"{name}: {text}")
    lines.append(())
    lines += wrapped(f"{LEGEND}; * what the scenario says" if databases.chosen else LEGEND, "muted")
    return [*lines, *left_blank(databases.wants())]


def as_markdown(databases: Databases) -> str:
    """The comparison as GitHub-flavoured Markdown."""
    blocks = [f"# {markdown(databases.store)} under the limits of each database"]
    for heading, rows in databases.tables():
        marked = [
            (f"**{name}**" if name == databases.chosen else name, *map(markdown, cells))
            for name, *cells in rows
        ]
        blocks.append(markdown_table(tuple(map(markdown, heading)), marked))
    blocks.append("\n".join(f"- {name}: {markdown(text)}" for name, text in databases.remarks()))
    blocks.append(f"({LEGEND}.)")
    blocks += left_blank_in_markdown(databases.wants())
    return "\n\n".join(blocks) + "\n"


def as_json(databases: Databases, version: str) -> str:
    """The comparison for a program."""
    names = tuple(column.quantity for column in (*COUNTS, *OF_ONE))
    table = databases.table(())
    facts = {
        "store": databases.store,
        "chosen": databases.chosen,
        "databases": {
            name: {
                "decides": databases.decides(name) or None,
                **table.for_programs(name, names),
                "costs": {
                    entry: replace(table, entry=entry).for_programs(name, ("per_month",))
                    for entry in databases.costs
                },
            }
            for name in databases.estimates
        },
    }
    return document(version, facts)


def as_csv(databases: Databases) -> str:
    """The comparison for a spreadsheet: a database a line, its numbers in standard units."""
    names = [column.quantity for column in databases.table((*COUNTS, *OF_ONE)).columns]
    full = [f"{databases.store}.{quantity}" for quantity in names]
    full += [f"{entry}.per_month" for entry in databases.costs]
    rows = [
        (
            name,
            databases.decides(name),
            *(each.standard(item).value if item in each else None for item in full),
        )
        for name, each in databases.estimates.items()
    ]
    return csv_text(("database", "decides", *names, *databases.costs), rows)
