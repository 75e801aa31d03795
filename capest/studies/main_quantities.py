"""The quantities of a scenario that a reader looks at first."""

from __future__ import annotations

from collections.abc import Collection

from ..formulas import Section
from ..scenario.model import Scenario


def main_quantities(
    scenario: Scenario, known: Collection[str], sections: tuple[Section, ...]
) -> tuple[str, ...]:
    """Of those with a value: the headline, what each entry is for, and what the scenario derives of
    its own.
    """
    names = [column.quantity for section in sections for column in section.headline]
    by_name = {section.name: section for section in sections}
    for entry in scenario.entries.values():
        results = (f"{entry.name}.{result}" for result in by_name[entry.section].leads_to)
        names += [name for name in results if name in known][:1]
    names += scenario.derived
    return tuple(dict.fromkeys(name for name in names if name in known))
