"""Which quantities a scenario has: its own, its entries', its sections' totals."""

from __future__ import annotations

from dataclasses import replace

from ...derivations import Absent
from ...formulas import Section, Total
from ...language.parser import parse_template
from ...language.tree import Call, Name, names, walk
from ...scenario.model import Entry, Scenario
from ...units import UnitTable
from ...well_known import sections_by_name, well_known
from .ahead import Ahead
from .definitions import Definition, Definitions, from_value
from .entries import EntryDefiner
from .given import with_given
from .in_bytes import with_bytes
from .per_second import per_second
from .published import defaults_of_choices, with_published_choices
from .shapes import Shapes, with_names


def define(scenario: Scenario, sections: tuple[Section, ...], units: UnitTable) -> Definitions:
    """All definitions of a scenario."""
    found = Definitions()
    by_name = sections_by_name(sections)
    ahead = Ahead(scenario, by_name, units)
    found.per_second = per_second(scenario, by_name, ahead)
    scenario = replace(scenario, entries=with_bytes(scenario, by_name, ahead))
    scenario = replace(scenario, entries=with_given(scenario, by_name))
    found.chosen = defaults_of_choices(scenario, by_name)
    scenario = replace(scenario, entries=with_published_choices(scenario, by_name))
    for name, value in (*scenario.assumptions.items(), *scenario.derived.items()):
        declared = well_known(name) if name in scenario.assumptions else None
        found.add(from_value(name, value, declared))
        found.count_terms(sum(1 for _ in walk(value.tree)), value.passage)
        found.refuse_too_many(value.passage.span())
    shapes = Shapes(scenario, by_name, found)
    for section in sections:
        entries = [entry for entry in scenario.entries.values() if entry.section == section.name]
        for entry in entries:
            EntryDefiner(scenario, by_name, entry, found, shapes).define()
        if entries:
            _define_totals(section, entries, found)
    return found


def _define_totals(section: Section, entries: list[Entry], found: Definitions) -> None:
    for total in section.totals:
        _define_total(section, total, entries, found)
    for formula in section.summary:
        tree = parse_template(formula.text)
        local = {
            name: name if well_known(name) else f"{section.name}.{name}" for name in names(tree)
        }
        name = f"{section.name}.{formula.name}"
        missing = [full for full in local.values() if full not in found.by_name]
        if missing:
            wants = [want for full in missing for want in _wants(full, found)]
            found.lack(Absent(name=name, wants=tuple(wants)))
            continue
        tree = with_names(tree, local.__getitem__)
        found.add(Definition(name=name, tree=tree, unit=formula.unit, because=formula.because))


def _wants(full: str, found: Definitions) -> tuple[str, ...]:
    """What would give a quantity that is not there: itself, where it is an assumption."""
    return found.absent[full].wants if full in found.absent else (full,)


def _define_total(section: Section, total: Total, entries: list[Entry], found: Definitions) -> None:
    name = f"{section.name}.{total.name}"
    taken = (total.of, *total.beside)
    counted = [
        tuple(f"{entry.name}.{quantity}" for quantity in taken)
        for entry in entries
        if section.counts(entry.choices)
        and (total.when is None or entry.choices.get(total.when[0]) == total.when[1])
    ]
    present = [parts for parts in counted if all(part in found.by_name for part in parts)]
    if present:
        columns = tuple(zip(*present, strict=True))
        arguments = (Name(part) for column in columns for part in column)
        found.add(
            Definition(
                name=name,
                tree=Call(total.call, tuple(arguments)),
                unit=total.unit,
                because=total.because,
                bounds=total.bounds,
                blames=columns[0],
            )
        )
        return
    lacking = (part for parts in counted for part in parts if part in found.absent)
    wants = [want for part in lacking for want in found.absent[part].wants]
    if total.when and not counted:
        wants = [f"{entry.name}.{total.when[0]}" for entry in entries if not entry.choices]
    found.lack(Absent(name=name, wants=tuple(dict.fromkeys(wants))))
