"""The quantities of a scenario that a reader looks at first."""

from __future__ import annotations

from ..engine.estimate import Estimate
from ..formulas import Section


def main_quantities(estimate: Estimate, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """The headline, what each entry is for, and what the scenario derives of its own."""
    names = [column.quantity for section in sections for column in section.headline]
    by_name = {section.name: section for section in sections}
    for entry in estimate.scenario.entries.values():
        results = (f"{entry.name}.{result}" for result in by_name[entry.section].leads_to)
        names += [name for name in results if name in estimate][:1]
    names += estimate.scenario.derived
    return tuple(dict.fromkeys(name for name in names if name in estimate))
