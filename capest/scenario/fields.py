"""Reads the value of one field or assumption, from a YAML node or from a --set option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..formulas import AnyField, Choice, Field, Profile, Reference
from ..language.parser import parse, problem_of
from ..language.tokens import Fault
from ..language.tree import Tree
from ..nouns import with_article
from ..problems import MANY, Passage, Problem, Span, suggestion
from .model import Value
from .profiles import profile_names
from .yaml_nodes import Items, Node, Pairs, Scalar


class Enough(Exception):
    """There are more problems than anybody reads."""


@dataclass(slots=True)
class Faults:
    """The problems found so far in one reading."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note one problem; raises Enough once there are many."""
        if len(self.problems) >= MANY:
            raise Enough
        self.problems.append(Problem(code=code, message=message, span=span, hint=hint))

    def unknown(
        self,
        kind: str,
        word: Scalar,
        known: list[str],
        where: str = "",
        known_as: Mapping[str, str] | None = None,
    ) -> None:
        """Note a word that is not among the known ones, with the nearest of them."""
        meant = (known_as or {}).get(word.text)
        hint = f"did you mean '{meant}'?" if meant else suggestion(word.text, known)
        if kind == "field" and word.text[:1].isdigit():
            hint = "inside { } a comma ends a value: leave it out of numbers, or quote them"
        message = f"'{word.text}' is not {with_article(kind)}{where}"
        self.add(f"unknown-{kind}", message, word.span, hint)


def read_tree(passage: Passage, faults: Faults, phrases: _Phrases | None = None) -> Tree | None:
    """The tree of a passage, or None with the problem noted."""
    expression = phrases.expression(passage) if phrases else passage
    if phrases and expression is None:
        name, meaning = phrases.declared.name, phrases.declared.meaning
        faults.add("unknown-option", f"'{passage.text}' is no {name}", passage.span(), meaning)
    if expression is None:
        return None
    try:
        return parse(expression.text)
    except Fault as fault:
        faults.problems.append(problem_of(fault, replace(expression, text=passage.text)))
        return None


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The ways to write one field of one entry that are not expressions."""

    declared: Field
    entry: str

    def expression(self, passage: Passage) -> Passage | None:
        """The expression behind the passage's phrase, at its place; None where it is no phrase.

        A field without phrases is an expression itself.
        """
        if not self.declared.phrases:
            return passage
        for pattern, template in self.declared.phrases:
            found = re.fullmatch(pattern, " ".join(passage.text.split()))
            if found:
                text = template.format(*found.groups(), entry=self.entry)
                return replace(passage, text=text, verbatim=False)
        return None


def read_value(node: Node, faults: Faults, phrases: _Phrases | None = None) -> Value | None:
    """A value written `300M users`, or `{value: 300M users, source: ..., note: ...}`."""
    if isinstance(node, Scalar):
        tree = read_tree(node.passage, faults, phrases)
        return Value(passage=node.passage, tree=tree) if tree else None
    if not isinstance(node, Pairs):
        faults.add("not-a-value", "one value is expected here, not a list", node.span)
        return None
    parts: dict[str, Scalar] = {}
    for key, part in node.items:
        if key.text not in ("value", "source", "note"):
            faults.unknown("field", key, ["value", "source", "note"], " of a value")
        elif isinstance(part, Scalar):
            parts[key.text] = part
        else:
            faults.add("not-a-value", f"'{key.text}' is one text", part.span)
    if "value" not in parts and any(key.text == "value" for key, _ in node.items):
        return None
    if "value" not in parts:
        faults.add("missing-field", "this value has no 'value'", node.span, "add value: ...")
        return None
    passage = parts["value"].passage
    tree = read_tree(passage, faults, phrases)
    if tree is None:
        return None
    source, note = parts.get("source"), parts.get("note")
    return Value(
        passage=parts["value"].passage,
        tree=tree,
        source=" ".join(source.text.split()) if source else None,
        note=" ".join(note.text.split()) if note else None,
    )


@dataclass(slots=True)
class FieldValues:
    """The fields of one entry, by kind."""

    values: dict[str, Value] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    references: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def names(self) -> set[str]:
        """Every field that is set."""
        return {*self.values, *self.choices, *self.references}

    def remove(self, name: str) -> None:
        """Unset a field."""
        for part in (self.values, self.choices, self.references):
            part.pop(name, None)


def read_field(
    declared: AnyField, entry: str, node: Node, into: FieldValues, faults: Faults
) -> None:
    """Read one field's node by what the section declares it to be."""
    match declared:
        case Field():
            value = read_value(node, faults, _Phrases(declared, entry))
            if value:
                into.values[declared.name] = value
        case Choice() if isinstance(node, Scalar):
            if node.text in declared.options:
                into.choices[declared.name] = node.text
            else:
                faults.unknown("option", node, list(declared.options), f" of '{declared.name}'")
        case Profile() if isinstance(node, Scalar):
            known = profile_names(declared.folder)
            if node.text in known:
                into.choices[declared.name] = node.text
            else:
                faults.unknown("profile", node, known, f" of '{declared.name}'")
        case Reference():
            into.references[declared.name] = _read_names(declared, node, faults)
        case _:
            faults.add("not-a-value", f"'{declared.name}' is one word", node.span)


def _read_names(declared: Reference, node: Node, faults: Faults) -> tuple[Passage, ...]:
    """The names of one or several entries: `feed`, `feed, profile` or `[feed, profile]`."""
    name, items = declared.name, node.items if isinstance(node, Items) else (node,)
    passages: dict[str, Passage] = {}
    for item in items:
        if not isinstance(item, Scalar):
            faults.add("not-a-value", f"'{name}' is a name, or a list of them", item.span)
            return ()
        for passage in _names_in(item.passage):
            if passage.text in passages:
                message = f"'{name}' names '{passage.text}' twice"
                faults.add("duplicate-name", message, passage.span(), "name it once")
            passages[passage.text] = passage
    if not passages:
        hint = f"give {declared.kind}"
        faults.add("missing-field", f"'{name}' names nothing", node.span, hint)
    return tuple(passages.values())


def _names_in(passage: Passage) -> Iterator[Passage]:
    """The names in a text that lists them, each at its own place."""
    for found in re.finditer(r"[^\s,\[\]][^,\[\]]*(?<!\s)", passage.text):
        start = passage.column + (found.start() if passage.verbatim else 0)
        yield replace(passage, text=found.group(), column=start)
