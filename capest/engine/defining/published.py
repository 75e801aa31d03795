"""What an entry takes from the profiles that it names: values, and words chosen among a few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...clashes import rivals
from ...formulas import Choice, Default, Profile, Section
from ...scenario.model import Entry, Scenario
from ...scenario.profiles import profile


def published_values(entry: Entry, section: Section) -> dict[str, Default]:
    """What the entry's profiles say where it does not say it itself, in other words either."""
    own = {*entry.values, *entry.references, *entry.choices}
    found: dict[str, Default] = {}
    for field in section.fields:
        if isinstance(field, Profile) and field.name in entry.choices:
            values = profile(field.folder, entry.choices[field.name]).values
            yielding = {name for name, other in field.gives_way if other in own}
            found |= {name: values[name] for name in values if name not in yielding}
    return {
        name: default
        for name, default in found.items()
        if name not in own and not rivals(section, name, own) & own
    }


def with_published_choices(scenario: Scenario, sections: Mapping[str, Section]) -> dict[str, Entry]:
    """The entries with the options that their profiles choose."""
    return {
        entry.name: _with_choices(entry, sections[entry.section])
        for entry in scenario.entries.values()
    }


def defaults_of_choices(scenario: Scenario, sections: Mapping[str, Section]) -> dict[str, Default]:
    """What is taken for each choice left to a profile or a default, by full name."""
    found = {}
    for entry in scenario.every_entry():
        section = sections[entry.section]
        values = published_values(entry, section)
        for field in section.fields:
            default = isinstance(field, Choice) and values.get(field.name, field.default)
            if default and field.name not in entry.choices:
                found[f"{entry.name}.{field.name}"] = default
    return found


def _with_choices(entry: Entry, section: Section) -> Entry:
    values = published_values(entry, section)
    chosen = {
        field.name: values[field.name].value
        for field in section.fields
        if isinstance(field, Choice) and field.name in values
    }
    return replace(entry, choices={**entry.choices, **chosen}) if chosen else entry
