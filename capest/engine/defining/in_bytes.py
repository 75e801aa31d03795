"""Values in bytes where a number of things is asked for: `rate: 100 GB/day` is `bytes`.

Which formulas a scenario has is settled before any unit is checked, so the unit of such a value is
found ahead, from what it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...formulas import Field, Section
from ...scenario.model import Entry, Scenario
from ...units import dimensions
from .ahead import Ahead


def with_bytes(
    scenario: Scenario, sections: Mapping[str, Section], ahead: Ahead
) -> dict[str, Entry]:
    """The entries with each value in bytes under the field that is in bytes."""
    return {
        entry.name: _moved(entry, sections[entry.section], ahead)
        for entry in scenario.entries.values()
    }


def _moved(entry: Entry, section: Section, ahead: Ahead) -> Entry:
    values = dict(entry.values)
    for declared in section.fields:
        if isinstance(declared, Field) and declared.in_bytes and declared.name in values:
            given = ahead.of(values[declared.name].tree)
            if given and ("information", 1) in dimensions(given):
                values[declared.in_bytes] = values.pop(declared.name)
    return replace(entry, values=values)
