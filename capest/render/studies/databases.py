"""How databases compare for one store: shards, nodes, and how far one node of each would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...formulas import Column
from ...scenario.profiles import profile
from ...sections.shards.limits import PROFILE
from ...sections.shards.one_node import ONE_NODE, TESTS
from ...studies.databases import AS_WRITTEN, COUNTS, Databases
from ..lines import Line
from ..programs import csv_text
from ..report import noted
from ..side_by_side import SideBySide, Tables

_SAID = {"size": "data", "requests": "both"}
_OF = {test: _SAID.get(limit, limit) for limit, test in TESTS.items()}
_OF_ONE = tuple(Column(test, heading) for test, heading in _OF.items())
_COUNTS = tuple(Column(name, name) for name in COUNTS)
_LEGEND = (
    "of one node: how many times what one node, one leader, one copy is planned to take, so that "
    "up to 1 one is enough; both: writes and reads of one budget; what a vendor does not say is as "
    "the store has it"
)


def layout(found: Databases, *, exact: bool = False) -> list[Line]:
    """The comparison as lines with styles."""
    return _tables(found, exact=exact).layout()


def as_markdown(found: Databases, *, exact: bool = False) -> str:
    """The comparison as GitHub-flavoured Markdown."""
    return _tables(found, exact=exact).as_markdown()


def as_mapping(found: Databases) -> dict[str, Any]:
    """The comparison as plain values."""
    names = tuple(column.quantity for column in (*_COUNTS, *_OF_ONE))
    table = _table(found, ())
    return {
        "store": found.store,
        "chosen": found.chosen,
        "databases": {
            name: {
                "decides": _decides(found, name) or None,
                **table.for_programs(name, names),
                "costs": {
                    entry: replace(table, entry=entry).for_programs(name, ("per_month",))
                    for entry in found.costs
                },
            }
            for name in found.estimates
        },
    }


def as_csv(found: Databases) -> str:
    """The comparison for a spreadsheet: a database a line, its numbers in standard units."""
    names = [column.quantity for column in _table(found, (*_COUNTS, *_OF_ONE)).columns]
    full = [f"{found.store}.{quantity}" for quantity in names]
    full += [f"{entry}.per_month" for entry in found.costs]
    rows = [
        (
            name,
            _decides(found, name),
            *(each.standard(item).value if item in each else None for item in full),
        )
        for name, each in found.estimates.items()
    ]
    return csv_text(("database", "decides", *names, *found.costs), rows)


def _tables(found: Databases, *, exact: bool) -> Tables:
    counts, of_one = (_table(found, each, exact=exact) for each in (_COUNTS, _OF_ONE))
    rows = [
        (
            *row,
            _decides(found, row[0]),
            *(counts.shown(found.estimates[row[0]].get(f"{it}.per_month")) for it in found.costs),
        )
        for row in counts.rows()
    ]
    return Tables(
        title=f"{found.store} under the limits of each database",
        tables=(
            (("database", *counts.heading, "decides", *found.costs), rows),
            (("of one node", *of_one.heading), of_one.rows()),
        ),
        chosen=found.chosen,
        remarks=tuple(_remarks(found)),
        legend=_LEGEND,
        wants=tuple(dict.fromkeys((*counts.wants(), *of_one.wants()))),
    )


def _table(found: Databases, wanted: tuple[Column, ...], *, exact: bool = False) -> SideBySide:
    """Those of some columns, side by side, that at least one database has a number for."""
    shown = tuple(
        column
        for column in wanted
        if any(f"{found.store}.{column.quantity}" in each for each in found.estimates.values())
    )
    return SideBySide(entry=found.store, estimates=found.estimates, columns=shown, exact=exact)


def _decides(found: Databases, name: str) -> str:
    return _OF.get(found.decides(name), "")


def _remarks(found: Databases) -> Iterator[tuple[str, str]]:
    """What a shard of each database is, then for which of them one node would do."""
    for name in found.estimates:
        if name != AS_WRITTEN:
            yield name, profile(PROFILE.folder, name).meaning
    for note in ONE_NODE.notes:
        tested = f"{found.store}.{note.up_to[0]}" if note.up_to else ""
        names = [
            name
            for name, each in found.estimates.items()
            if tested in each and noted(note, found.store, each)
        ]
        if names:
            yield note.text, ", ".join(names)
