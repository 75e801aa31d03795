"""What an entry's fields must be together: complete, and free of what excludes each other."""

from __future__ import annotations

from collections.abc import Iterable

from ..formulas import Profile, Reference, Section
from ..problems import Passage
from .fields import Faults, FieldValues
from .model import Entry
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
                f"add {declared.name}: ...",
            )
    either = [field for field in section.one_of if field in given]
    if section.one_of and not either:
        wanted = " or ".join(f"'{field}'" for field in section.one_of)
        faults.add(
            "missing-field", f"'{name.text}' needs {wanted}", span, f"add {section.one_of[0]}: ..."
        )
    entry = name.text.partition(".")[0]
    known = given | _published(section, fields)
    for field, *others in section.needs:
        if field in given and not known.intersection(others):
            wanted = " or ".join(f"'{other}'" for other in others)
            message = f"'{entry}' has '{field}', which means nothing without {wanted}"
            hint = f"add {others[0]}" if ":" in others[0] else f"add {others[0]}: ..."
            faults.add("missing-field", message, span, hint)
    for *conditions, first, second in section.clashes(given):
        where = fields.values.get(second)
        beside = f" beside '{conditions[0]}'" if conditions else ""
        faults.add(
            "excluded-field",
            f"'{entry}' has '{first}' and '{second}', which exclude each other{beside}",
            where.passage.span() if where else span,
            "keep one of the two",
        )


def _published(section: Section, fields: FieldValues) -> set[str]:
    """The fields that an entry's profiles give."""
    return {
        name
        for field in section.fields
        if isinstance(field, Profile) and field.name in fields.choices
        for name in profile(field.folder, fields.choices[field.name]).values
    }


def check_references(
    section: Section, fields: FieldValues | Entry, entries: Iterable[Entry], faults: Faults
) -> None:
    """Check that each reference names entries of the sections that it is meant for."""
    known: dict[str, list[str]] = {}
    for entry in entries:
        known.setdefault(entry.section, []).append(entry.name)
    for declared in section.fields:
        if isinstance(declared, Reference):
            names = [name for section in declared.sections for name in known.get(section, ())]
            for target in fields.references.get(declared.name, ()):
                _check_target(declared, target, names, faults)


def _check_target(declared: Reference, target: Passage, known: list[str], faults: Faults) -> None:
    if target.text in known:
        return
    sections = " or ".join(declared.sections)
    if known:
        faults.unknown("name", Scalar(target), known, f" of {sections}")
    else:
        message = f"'{target.text}' is not an entry of {sections}: there are none"
        faults.add("unknown-name", message, target.span())
