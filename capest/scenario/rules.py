"""What an entry's fields must be together: complete, and free of what excludes each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from ..clashes import clashes
from ..formulas import Members, Profile, Reference, Section
from ..nouns import either
from ..problems import Passage
from .fields import Faults, FieldValues
from .model import Entry, Scenario
from .profiles import profile
from .yaml_nodes import Scalar


def check_fields(section: Section, name: Passage, fields: FieldValues, faults: Faults) -> None:
    """Check that an entry has what it must have and nothing that excludes another."""
    given = fields.names() | {f"{choice}: {option}" for choice, option in fields.choices.items()}
    span = name.span()
    for declared in section.fields:
        if getattr(declared, "required", False) and declared.name not in given:
            faults.add(
                "missing-field",
                f"'{name.text}' needs '{declared.name}': {declared.meaning}",
                span,
                f"add {_example(section, declared.name)}",
            )
    for group in (section.one_of, section.any_of):
        if group and given.isdisjoint(group):
            wanted = " or ".join(f"'{field}'" for field in group)
            message = f"'{name.text}' needs {wanted}"
            hint = f"add {either([_example(section, field) for field in group])}"
            faults.add("missing-field", message, span, hint)
    entry = name.text.rpartition(".")[0] or name.text
    known = given | _published(section, fields)
    for field, *others in section.needs:
        if field in given and not known.intersection(others):
            wanted = " or ".join(f"'{other}'" for other in others)
            message = f"'{entry}' has '{field}', which means nothing without {wanted}"
            hint = f"add {_example(section, others[0])}"
            faults.add("missing-field", message, span, hint)
    for *conditions, first, second in clashes(section, given):
        where = fields.values.get(second)
        beside = f" beside '{conditions[0]}'" if conditions else ""
        faults.add(
            "excluded-field",
            f"'{entry}' has '{first}' and '{second}', which exclude each other{beside}",
            where.passage.span() if where else span,
            "keep one of the two",
        )


def _example(section: Section, field: str) -> str:
    """A field with the value that its meaning gives as an example; an option as it is."""
    if ":" in field:
        return field
    found = re.search(r"e\.g\. ([^,;()]+)", getattr(section.field(field), "meaning", ""))
    return f"{field}: {found[1] if found else '...'}"


def _published(section: Section, fields: FieldValues) -> set[str]:
    """The fields that an entry's profiles give."""
    return {
        name
        for field in section.fields
        if isinstance(field, Profile) and field.name in fields.choices
        for name in profile(field.folder, fields.choices[field.name]).values
    }


_ALL = ("all", "everything", "any", "*")
_SEVERAL = re.compile(r"\s*(?:[+&;|/]|\band\b)\s*")
"""What people write between names beside a comma."""

EntryNames = Mapping[str, Mapping[str, None]]
"""The names of the entries of each section, in their order."""


def names_of(scenario: Scenario) -> EntryNames:
    """The names of a scenario's entries, by section."""
    known: dict[str, dict[str, None]] = {}
    for entry in scenario.entries.values():
        known.setdefault(entry.section, {})[entry.name] = None
    return known


def with_known_references(
    section: Section, entry: Entry, scenario: Scenario, names: EntryNames, faults: Faults
) -> Entry:
    """An entry without the references that name no entry of the sections they are meant for."""
    kept, is_whole = dict(entry.references), entry.is_whole
    for declared in section.fields:
        if isinstance(declared, Reference) and declared.name in kept:
            known = [names.get(section, {}) for section in declared.sections]
            unknown = [
                target
                for target in kept[declared.name]
                if not any(target.text in those for those in known)
            ]
            for target in unknown:
                if not scenario.may_be_unread(target.text):
                    other = scenario.entries.get(target.text)
                    _unknown_target(declared, target, [*chain(*known)], other, faults)
            kept[declared.name] = tuple(
                target for target in kept[declared.name] if target not in unknown
            )
            mixed = declared.alike and _refuse_mixed(
                declared, entry, kept[declared.name], names, faults
            )
            is_whole = is_whole and not unknown and not mixed
    members = {
        held.name: tuple(
            with_known_references(held.section, member, scenario, names, faults)
            for member in entry.members.get(held.name, ())
        )
        for held in section.fields
        if isinstance(held, Members) and held.name in entry.members
    }
    return replace(entry, references=kept, members=members, is_whole=is_whole)


def _refuse_mixed(
    declared: Reference,
    entry: Entry,
    targets: tuple[Passage, ...],
    names: EntryNames,
    faults: Faults,
) -> bool:
    """Whether the entries that are named are of several sections, which is told."""
    of = {
        target: section
        for section in declared.sections
        for target in targets
        if target.text in names.get(section, {})
    }
    other = next((target for target in targets if of[target] != of[targets[0]]), None)
    if other is None:
        return False
    first = targets[0]
    faults.add(
        "mixed-kinds",
        f"'{first.text}' is of {of[first]}, '{other.text}' of {of[other]}: '{declared.name}' names "
        "entries of one section",
        other.span(),
        f"give each kind an entry of its own: {entry.name}_{of[other]}: "
        f"{{{declared.name}: {other.text}, ...}}",
    )
    return True


def _unknown_target(
    declared: Reference, target: Passage, known: list[str], other: Entry | None, faults: Faults
) -> None:
    sections = either(declared.sections)
    listed = _SEVERAL.split(target.text) if target.text not in _ALL else known
    if known and len(listed) > 1 and set(listed) <= set(known):
        message = f"'{target.text}' is not a name of {sections}"
        hint = f"name each: {declared.name}: [{', '.join(listed)}]"
        faults.add("unknown-name", message, target.span(), hint)
    elif other:
        message = f"'{target.text}' is of {other.section}, and '{declared.name}' names {sections}"
        instead = f"known: {', '.join(known)}" if known else f"there are no {sections}"
        faults.add("unknown-name", message, target.span(), declared.instead or instead)
    elif known:
        faults.unknown("name", Scalar(target), known, f" of {sections}")
    else:
        message = f"'{target.text}' is not an entry of {sections}: there are none"
        faults.add("unknown-name", message, target.span(), f"add {target.text}: under {sections}:")
