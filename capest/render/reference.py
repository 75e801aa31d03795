"""What capest knows by itself, for programs: sections with their fields, profiles, scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..engine.estimate import Estimate
from ..formulas import AnyField, Choice, Field, Members, Profile, Reference, Section
from ..scenario.profiles import profile, profile_names
from ..sections import sections as all_sections
from .programs import amount, document
from .report import headline

Takers = Mapping[str, Sequence[tuple[Section, Profile]]]
"""The fields that take a profile, by its name."""


def sections_as_json(sections: Iterable[Section], version: str) -> str:
    """What entries of sections may say, and what follows from it."""
    return document(version, {"sections": [_section(one) for one in sections]})


def profiles_as_json(profiles: Takers, version: str) -> str:
    """The published values of some profiles, each with its source."""
    found = [
        {
            "name": name,
            "section": section.name,
            "field": field.name,
            "meaning": profile(field.folder, name).meaning,
            "values": {
                key: {"value": default.value, "kind": default.kind, "source": default.source}
                for key, default in profile(field.folder, name).values.items()
            },
        }
        for name, takers in profiles.items()
        for section, field in takers
    ]
    return document(version, {"profiles": found})


def scenarios_as_json(estimates: Mapping[str, Estimate], version: str) -> str:
    """The shipped scenarios with the numbers that their reports begin with."""
    found = [
        {
            "name": name,
            "title": estimate.scenario.title,
            "summary": estimate.scenario.summary,
            "headline": {
                item.name: {**amount(item.standard), "display": str(item.quantity)}
                for item, _ in headline(estimate, all_sections())
            },
        }
        for name, estimate in estimates.items()
    ]
    return document(version, {"scenarios": found})


def _section(section: Section) -> dict[str, Any]:
    given = {field.name for field in section.fields}
    return {
        "name": section.name,
        "meaning": section.meaning,
        "fields": [_field(field) for field in section.fields],
        "results": [
            {"name": name, "unit": ways[0].unit or "1", "meaning": ways[0].because}
            for name, ways in section.results.items()
            if name not in given
        ],
    }


def _field(field: AnyField) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "meaning": field.meaning}
    match field:
        case Field(falls_back_to=name, default=default):
            told |= {"takes": "quantity", "unit": field.unit or "1"}
            told["left_out"] = name or (default.value if default else None)
        case Choice():
            told |= {"takes": "choice", "options": list(field.options)}
        case Profile():
            told |= {"takes": "profile", "options": list(profile_names(field.folder))}
        case Reference():
            told |= {"takes": "name", "sections": list(field.sections)}
        case Members():
            told |= {"takes": "entries", "entries": _section(field.section)}
    return told
