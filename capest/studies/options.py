"""A scenario under each option of a choice, or each of some profiles: with one word changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ..engine.estimate import Estimate, estimate
from ..formulas import Choice, Profile, Section
from ..language.tree import names
from ..problems import ScenarioError, passage_of
from ..scenario.changes import with_changes
from ..scenario.model import Scenario
from ..scenario.profiles import profile


def under_each_option(
    scenario: Scenario, entry: str, choice: Choice, sections: tuple[Section, ...]
) -> dict[str, Estimate]:
    """The estimate under each option of an entry's choice, in the order of the options.

    Derived quantities that no entry rests on are left out, as they may ask for what only some
    options give. Raises ScenarioError and EstimateError.
    """
    kept = _without_loose_ends(scenario)
    estimates = {}
    for option in choice.options:
        change = passage_of("option", f"{entry}.{choice.name}"), passage_of("option", option)
        changed, problems = with_changes(kept, [change], sections)
        if problems:
            raise ScenarioError(*problems)
        estimates[option] = estimate(changed, sections)
    return estimates


def under_each_profile(
    scenario: Scenario,
    entry: str,
    field: Profile,
    names: Iterable[str],
    sections: tuple[Section, ...],
    wanted: Collection[str],
) -> dict[str, Estimate]:
    """The estimate under each profile of an entry, of some wanted quantities: what a profile says
    replaces what the entry says, and what it leaves open stays; under its own, it is as written,
    and of all quantities. Raises EstimateError.
    """
    kept = _without_loose_ends(scenario)
    written = kept.entries[entry]
    estimates = {}
    for name in names:
        is_own = written.choices.get(field.name) == name
        said = {} if is_own else profile(field.folder, name).values
        changed = replace(
            written,
            values={key: value for key, value in written.values.items() if key not in said},
            choices={
                **{key: option for key, option in written.choices.items() if key not in said},
                field.name: name,
            },
        )
        only = () if is_own else wanted
        estimates[name] = estimate(kept.with_entry(changed), sections, only)
    return estimates


def _without_loose_ends(scenario: Scenario) -> Scenario:
    """The scenario without the derived quantities that no entry uses, itself or through others."""
    of_entries = [value for entry in scenario.every_entry() for value in entry.values.values()]
    waiting = [*of_entries, *scenario.assumptions.values()]
    used = set()
    while waiting:
        for name in names(waiting.pop().tree):
            if name in scenario.derived and name not in used:
                used.add(name)
                waiting.append(scenario.derived[name])
    kept = {name: value for name, value in scenario.derived.items() if name in used}
    return replace(scenario, derived=kept)
