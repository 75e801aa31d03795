"""The JSON Schema of the scenario language, from the sections' own declarations."""

from __future__ import annotations

from typing import Any

from ..formulas import AnyField, Choice, Field, Members, Profile, Reference, Section
from ..well_known import WELL_KNOWN
from .profiles import profile_names

_CLAIM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["doc", "expect"],
    "properties": {
        "doc": {"type": "string", "description": "the document's path, from this file's folder"},
        "near": {"type": "string", "description": "words behind which the number is the first"},
        "text": {"type": "string", "description": "words with {} in the place of the number"},
        "expect": {"type": "string", "description": "the quantity that the number should be"},
    },
    "oneOf": [{"required": ["near"]}, {"required": ["text"]}],
}
_WORDS = {"type": "array", "items": {"type": "string"}}
_VALUE = {"$ref": "#/$defs/value"}


def json_schema(sections: tuple[Section, ...]) -> dict[str, Any]:
    """The schema (draft 2020-12) that editors complete and check a scenario with."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "capest scenario",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "capest": {"description": "version of the language", "enum": [1, "1"]},
            "title": {"type": "string"},
            "summary": {"type": "string"},
            "conventions": _conventions(),
            "words": {
                "description": "counting words of its own: [scooter], or {goose: [geese]}",
                "anyOf": [
                    _WORDS,
                    {"type": "null"},
                    {
                        "type": "object",
                        "additionalProperties": {
                            "anyOf": [{"type": ["string", "null"]}, _WORDS],
                        },
                    },
                ],
            },
            "assumptions": {
                "description": "named values that everything else may use",
                "type": ["object", "null"],
                "properties": {field.name: _field(field) for field in WELL_KNOWN},
                "additionalProperties": _VALUE,
            },
            **{section.name: _section(section) for section in sections},
            "derived": {
                "description": "quantities of the scenario's own: a name and an expression each",
                "type": ["object", "null"],
                "additionalProperties": _VALUE,
            },
            "expect": {
                "description": "comparisons that `capest check` judges, e.g. search.qps ~ 30k/s",
                "type": ["array", "null"],
                "items": {"type": "string"},
            },
            "accepted": {
                "description": "contradictions that are meant: a quantity, and why",
                "type": ["object", "null"],
                "additionalProperties": {"type": "string"},
            },
            "claims": {
                "description": "numbers of documents that nobody may edit, for `capest check`",
                "type": ["array", "null"],
                "items": _CLAIM,
            },
        },
        "$defs": {
            "expression": {
                "description": "a quantity or an expression, e.g. 300M users or dau * 50%",
                "type": ["string", "number"],
            },
            "value": {
                "anyOf": [
                    {"$ref": "#/$defs/expression"},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["value"],
                        "properties": {
                            "value": {"$ref": "#/$defs/expression"},
                            "source": {"type": "string", "description": "where it comes from"},
                            "note": {"type": "string"},
                        },
                    },
                ]
            },
        },
    }


def _conventions() -> dict[str, Any]:
    lengths = dict.fromkeys(("day", "month", "year"), _VALUE)
    return {
        "description": "the length of a day, month and year; napkin makes a day 100,000 s",
        "anyOf": [
            {"const": "napkin"},
            {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {"napkin": {"type": ["boolean", "string"]}, **lengths},
            },
        ],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "description": section.meaning,
        "type": ["object", "null"],
        "additionalProperties": _entry(section),
    }


def _entry(section: Section) -> dict[str, Any]:
    required = [item.name for item in section.fields if getattr(item, "required", False)]
    entry: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _field(field) for field in section.fields},
    }
    if required:
        entry["required"] = required
    if section.one_of:
        entry["oneOf"] = [{"required": [name]} for name in section.one_of]
    if section.any_of:
        entry["anyOf"] = [{"required": [name]} for name in section.any_of]
    return entry


def _field(field: AnyField) -> dict[str, Any]:
    match field:
        case Field():
            unit = f" [{field.unit}]" if field.unit else ""
            default = f"; default {field.default.value}" if field.default else ""
            if field.falls_back_to:
                default = f"; default {field.falls_back_to}"
            return {**_VALUE, "description": f"{field.meaning}{unit}{default}"}
        case Choice():
            return {"description": field.meaning, "enum": list(field.options)}
        case Profile():
            return {"description": field.meaning, "enum": profile_names(field.folder)}
        case Reference():
            description = f"{field.meaning} ({field.kind})"
            names = {"type": "array", "items": {"type": "string"}, "minItems": 1}
            return {"description": description, "anyOf": [{"type": "string"}, names]}
        case Members():
            short = {"$ref": "#/$defs/expression"}
            return {
                "description": field.meaning,
                "type": "object",
                "additionalProperties": {"anyOf": [short, _entry(field.section)]},
            }
