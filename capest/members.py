"""The sections of a language and those of the members that their entries hold."""

from __future__ import annotations

from collections.abc import Iterable

from .formulas import Members, Section


def sections_by_name(sections: Iterable[Section]) -> dict[str, Section]:
    """Sections by their names, those of members included."""
    found: dict[str, Section] = {}
    for section in sections:
        inner = (item.section for item in section.fields if isinstance(item, Members))
        found |= {section.name: section, **sections_by_name(inner)}
    return found
