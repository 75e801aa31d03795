"""Reads one entry of a section, with its members, from YAML nodes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ..formulas import Members, Profile, Section
from ..senses import called
from .fields import Faults, FieldValues, read_field
from .model import Entry
from .names import is_name
from .profiles import profile_names
from .rules import check_fields
from .yaml_nodes import Node, Pairs, Scalar


def read_entry(
    section: Section, name: str, key: Scalar, node: Node, faults: Faults, named: Collection[str]
) -> Entry:
    """The entry under a key; `named` are the quantities that a word alone may stand for."""
    fields = FieldValues(is_whole=is_blank(node) or isinstance(node, Pairs))
    parts = pairs_of(node, key.text, faults, _fields(section))
    given = {field.text for field, _ in parts}
    members = {}
    for field, part in parts:
        declared = section.field(field.text)
        if declared is None:
            meant = _unknown(section, name, field, part, faults)
            declared = section.field(meant) if meant and meant not in given else None
        if isinstance(declared, Members):
            members[declared.name] = _members(declared, name, key, part, faults, named)
            fields.is_whole = fields.is_whole and (isinstance(part, Pairs) or is_blank(part))
        elif declared:
            read_field(declared, name, part, fields, faults)
        else:
            fields.is_whole = False
    fields.members = {field: held for field, held in members.items() if held}
    if fields.is_whole:
        check_fields(section, key.passage, fields, faults)
    return Entry(
        name=name,
        section=section.name,
        passage=key.passage,
        values=fields.values,
        choices=fields.choices,
        references=fields.references,
        members=fields.members,
        is_whole=fields.is_whole,
    )


def _unknown(section: Section, entry: str, field: Scalar, node: Node, faults: Faults) -> str | None:
    """Note a field that there is none of: a result that is given, or a field by another name, which
    reading goes on with.
    """
    known, other_names = [item.name for item in section.fields], section.other_names()
    is_meant = field.text in other_names or not set(called(field.text)).isdisjoint(known)
    if field.text in section.results and not is_meant:
        value = node.text if isinstance(node, Scalar) else "..."
        message = f"'{field.text}' is not a field of {section.name}, but a result"
        hint = f"leave it out; under expect: it is compared, as {entry}.{field.text} ~ {value}"
        faults.add("unknown-field", message, field.span, hint)
        return None
    return faults.unknown("field", field, known, f" of {section.name}", other_names)


def pairs_of(
    node: Node | None, where: str, faults: Faults, instead: str | None = None
) -> tuple[tuple[Scalar, Node], ...]:
    """The lines of a mapping, of which a blank one has none; else it is told what it holds."""
    if node is None or is_blank(node):
        return ()
    if isinstance(node, Pairs):
        return node.items
    message = f"'{where}' must hold lines of the form name: value"
    faults.add("not-a-mapping", message, node.span, f"it holds {instead}" if instead else None)
    return ()


def _fields(section: Section) -> str:
    """The fields of an entry that come first."""
    return f"fields such as {' and '.join(field.name for field in section.fields[:2])}"


def is_blank(node: Node) -> bool:
    """Whether there is nothing behind a key."""
    return isinstance(node, Scalar) and node.text == ""


def _members(
    declared: Members, owner: str, key: Scalar, node: Node, faults: Faults, named: Collection[str]
) -> tuple[Entry, ...]:
    """The entries that one holds under a field, each named behind it."""
    found = []
    for member, part in pairs_of(node, declared.name, faults, declared.meaning):
        if not is_name(member.text):
            instead = re.sub(r"\W+", "_", member.text).strip("_")
            instead = instead if is_name(instead) else f"field_{instead}".rstrip("_")
            message = f"'{member.text}' cannot be a name"
            faults.add("bad-name", message, member.span, f"call it {instead}")
        written = _in_full(declared, part, named) if isinstance(part, Scalar) else part
        name = f"{owner}.{member.text}"
        entry = read_entry(declared.section, name, member, written, faults, named)
        back = replace(key.passage, text=owner)
        found.append(replace(entry, references={**entry.references, declared.owner: (back,)}))
    return tuple(found)


def _in_full(declared: Members, node: Scalar, named: Collection[str]) -> Node:
    """The fields of a member that is written in one line."""
    for pattern in declared.short:
        found = re.fullmatch(pattern, node.text)
        if found and not _stands_for_a_quantity(declared, found, named):
            pairs = (
                (Scalar(replace(node.passage, text=field)), _at(node, found, field))
                for field, text in found.groupdict().items()
                if text
            )
            return Pairs(tuple(pairs), node.span)
    return node


def _stands_for_a_quantity(declared: Members, found: re.Match[str], named: Collection[str]) -> bool:
    """Whether a word that may be a profile is the name of a quantity, and no profile."""
    words = found.groupdict()
    for field in declared.section.fields:
        if isinstance(field, Profile) and words.get(field.name) in named:
            return words[field.name] not in profile_names(field.folder)
    return False


def _at(node: Scalar, found: re.Match[str], field: str) -> Scalar:
    start = found.start(field) if node.passage.verbatim else 0
    return Scalar(replace(node.passage, text=found[field], column=node.passage.column + start))
