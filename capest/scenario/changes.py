"""What-if: a scenario with some of its values replaced, as `--set dau=500M` asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..clashes import replaced_by
from ..formulas import AnyField, Section
from ..nouns import either
from ..problems import Passage, Problem, suggestion
from ..well_known import WELL_KNOWN, sections_by_name, well_known
from .fields import Faults, FieldValues, read_field, read_value
from .model import Entry, Scenario
from .rules import check_fields, names_of, with_known_references
from .yaml_nodes import Scalar


def with_changes(
    scenario: Scenario, changes: Iterable[tuple[Passage, Passage]], sections: tuple[Section, ...]
) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario with each (name, value) set, and the problems of names and values."""
    faults = Faults()
    for name, value in changes:
        scenario = _with_change(scenario, name, value, sections, faults)
    return scenario, tuple(faults.problems)


def field_named(name: str, scenario: Scenario, sections: tuple[Section, ...]) -> AnyField | None:
    """The field of an entry, or of the member of one, that a full name stands for."""
    owner, _, local = name.rpartition(".")
    entry = scenario.entry(owner)
    return sections_by_name(sections)[entry.section].field(local) if entry else None


def _with_change(
    scenario: Scenario,
    name: Passage,
    text: Passage,
    sections: tuple[Section, ...],
    faults: Faults,
) -> Scenario:
    entry = scenario.entry(name.text.rpartition(".")[0])
    if entry:
        section = sections_by_name(sections)[entry.section]
        return scenario.with_entry(_with_field(scenario, entry, section, name, text, faults))
    where = "derived" if name.text in scenario.derived else "assumptions"
    is_known = name.text in scenario.assumptions or well_known(name.text)
    if where == "assumptions" and not is_known:
        _unknown(scenario, sections, name, faults)
        return scenario
    value = read_value(Scalar(text), faults)
    if where == "derived":
        return replace(scenario, derived={**scenario.derived, name.text: value})
    return replace(scenario, assumptions={**scenario.assumptions, name.text: value})


def _with_field(
    scenario: Scenario,
    entry: Entry,
    section: Section,
    name: Passage,
    text: Passage,
    faults: Faults,
) -> Entry:
    field_name = name.text.rpartition(".")[2]
    declared = section.field(field_name)
    if declared is None:
        _unknown(scenario, (section,), name, faults)
        return entry
    fields = FieldValues(
        values=dict(entry.values),
        choices=dict(entry.choices),
        references=dict(entry.references),
        members=entry.members,
        is_whole=entry.is_whole,
    )
    for other in replaced_by(section, field_name, fields.names()):
        fields.remove(other)
    read_field(declared, entry.name, Scalar(text), fields, faults)
    if fields.is_whole:
        check_fields(section, name, fields, faults)
    changed = replace(
        entry,
        values=fields.values,
        choices=fields.choices,
        references=fields.references,
        is_whole=fields.is_whole,
    )
    return with_known_references(section, changed, scenario, names_of(scenario), faults)


def _unknown(
    scenario: Scenario, sections: tuple[Section, ...], name: Passage, faults: Faults
) -> None:
    computed: set[str] = set()
    for section in sections_by_name(sections).values():
        computed |= {f"{section.name}.{total.name}" for total in section.totals}
        computed |= {f"{section.name}.{formula.name}" for formula in section.summary}
        for entry in scenario.every_entry():
            if entry.section == section.name:
                computed |= {f"{entry.name}.{formula.name}" for formula in section.formulas}
    known = _settable(scenario, sections)
    owner, _, local = name.text.rpartition(".")
    meant = [f"{owner}.{field}" for item in sections for field in item.other_names().get(local, ())]
    hint = suggestion(name.text, known, "`capest explain SCENARIO` lists the names")
    message = f"'{name.text}' is not a name of this scenario"
    if name.text in computed:
        message = f"'{name.text}' is computed, so it cannot be set"
        hint = f"set what it follows from: `capest explain ... {name.text}` shows it"
    if fitting := [f"'{name}'" for name in dict.fromkeys(meant) if name in known]:
        hint = f"did you mean {either(fitting)}?"
    fields = [word for word in known if word.startswith(f"{name.text}.")]
    if fields:
        hint = f"set one of {', '.join(fields[:4])}"
    faults.add("unknown-name", message, name.span(), hint)


def _settable(scenario: Scenario, sections: tuple[Section, ...]) -> list[str]:
    """Every name that can be set: assumptions, derived quantities and the entries' fields."""
    by_name = sections_by_name(sections)
    fields = [
        f"{entry.name}.{field.name}"
        for entry in scenario.every_entry()
        if entry.section in by_name
        for field in by_name[entry.section].fields
    ]
    known = [field.name for field in WELL_KNOWN]
    return [*dict.fromkeys([*scenario.assumptions, *known, *scenario.derived, *fields])]
