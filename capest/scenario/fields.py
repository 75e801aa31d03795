"""Reads the value of one field or assumption, from a YAML node or from a --set option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..formulas import AnyField, Choice, Field, Members, Profile, Reference
from ..language.parser import parse, problem_of
from ..language.tokens import Fault
from ..language.tree import PlusMinus, Range, Tree, Unread, walk
from ..nouns import either, with_article
from ..problems import MANY, Passage, Problem, Span, did_you_mean
from ..records import field, record, replace
from .model import Entry, Value
from .profiles import profile_names
from .yaml_nodes import Items, Node, Pairs, Scalar


class Enough(Exception):
    """There are more problems than anybody reads."""


@record(frozen=False)
class Faults:
    """The problems found so far in one reading."""

    problems: list[Problem] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    """The lists of what is known that have been told."""

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
        known_as: Mapping[str, tuple[str, ...]] | None = None,
    ) -> str | None:
        """Note a word that is not among the known ones, with the nearest of them: what reading
        goes on with.
        """
        called = (known_as or {}).get(word.text, ())
        meant = did_you_mean(word.text, known)
        if called:
            meant = called[0] if len(called) == 1 else None
        hint: str | None = f"did you mean '{meant}'?"
        if len(called) > 1:
            hint = f"did you mean {either(called)}?"
        elif not meant:
            every = f"known: {', '.join(known)}"
            hint = None if every in self.listed else every
            self.listed.add(every)
        if kind == "field" and word.text[:1].isdigit():
            hint = "inside { } a comma ends a value: leave it out of numbers, or quote them"
        message = f"'{word.text}' is not {with_article(kind)}{where}"
        self.add(f"unknown-{kind}", message, word.span, hint)
        return meant


def read_tree(passage: Passage, faults: Faults, phrases: _Phrases | None = None) -> Tree:
    """The tree of a passage; Unread, with the problem noted, where there is none."""
    expression = phrases.expression(passage) if phrases else passage
    if phrases and expression is None:
        name, meaning = phrases.declared.name, phrases.declared.meaning
        faults.add("unknown-option", f"'{passage.text}' is no {name}", passage.span(), meaning)
    if expression is None:
        return Unread()
    try:
        return _parsed(expression.text)
    except Fault as fault:
        faults.problems.append(problem_of(fault, replace(expression, text=passage.text)))
        return Unread()


def _parsed(text: str) -> Tree:
    """The tree of a text, which alike texts share: but for ranges, each of which is drawn."""
    tree = _shared(text)
    return parse(text) if any(isinstance(node, Range | PlusMinus) for node in walk(tree)) else tree


@lru_cache(maxsize=512)
def _shared(text: str) -> Tree:
    return parse(text)


@record
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


def read_value(node: Node, faults: Faults, phrases: _Phrases | None = None) -> Value:
    """A value written `300M users`, or `{value: 300M users, source: ..., note: ...}`."""
    if isinstance(node, Scalar):
        tree = read_tree(node.passage, faults, phrases)
        return Value(passage=node.passage, tree=tree)
    unread = Value(passage=_place(node.span), tree=Unread())
    if not isinstance(node, Pairs):
        texts = [item.text for item in node.items if isinstance(item, Scalar)]
        hint = f"keep one; a range is {texts[0]} to {texts[-1]}" if len(texts) > 1 else None
        faults.add("not-a-value", "one value is expected here, not a list", node.span, hint)
        return unread
    parts: dict[str, Scalar] = {}
    for key, part in node.items:
        if key.text not in ("value", "source", "note"):
            faults.unknown("field", key, ["value", "source", "note"], " of a value")
        elif isinstance(part, Scalar):
            parts[key.text] = part
        else:
            faults.add("not-a-value", f"'{key.text}' is one text", part.span)
    if "value" not in parts and any(key.text == "value" for key, _ in node.items):
        return unread
    if "value" not in parts:
        faults.add("missing-field", "this value has no 'value'", node.span, "add value: ...")
        return unread
    passage = parts["value"].passage
    source, note = parts.get("source"), parts.get("note")
    return Value(
        passage=passage,
        tree=read_tree(passage, faults, phrases),
        source=" ".join(source.text.split()) if source else None,
        note=" ".join(note.text.split()) if note else None,
    )


def _place(span: Span) -> Passage:
    """The passage of what is no text."""
    return Passage("", span.source, span.line, span.column, verbatim=False)


@record(frozen=False)
class FieldValues:
    """The fields of one entry, by kind."""

    values: dict[str, Value] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    references: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    members: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    is_whole: bool = True
    """Whether all of it could be read, values apart; else it is not known what follows from it."""

    def names(self) -> set[str]:
        """Every field that is set."""
        return {*self.values, *self.choices, *self.references, *self.members}

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
            into.values[declared.name] = read_value(node, faults, _Phrases(declared, entry))
        case Choice() if isinstance(node, Scalar):
            _read_option("option", declared.name, node, list(declared.options), into, faults)
        case Profile() if isinstance(node, Scalar):
            known = profile_names(declared.folder)
            _read_option("profile", declared.name, node, known, into, faults, declared.known_as)
        case Reference():
            into.references[declared.name] = names = _read_names(declared, node, faults)
            into.is_whole = into.is_whole and bool(names)
        case Members():
            message = f"'{declared.name}' holds lines of the form name: value"
            faults.add("not-a-mapping", message, node.span, f"set one of {entry}.*")
        case _:
            into.is_whole = False
            faults.add("not-a-value", f"'{declared.name}' is one word", node.span)


def _read_option(
    kind: str,
    name: str,
    node: Scalar,
    known: list[str],
    into: FieldValues,
    faults: Faults,
    known_as: tuple[tuple[str, str], ...] = (),
) -> None:
    option: str | None = node.text
    if option not in known:
        other_names = {other: (own,) for other, own in known_as}
        option = faults.unknown(kind, node, known, f" of '{name}'", other_names)
    if option in known:
        into.choices[name] = option
    else:
        into.is_whole = False


def _read_names(declared: Reference, node: Node, faults: Faults) -> tuple[Passage, ...]:
    """The names of one or several entries: `feed`, `feed, profile` or `[feed, profile]`."""
    name, items = declared.name, node.items if isinstance(node, Items) else (node,)
    passages: dict[str, Passage] = {}
    for item in items:
        if not isinstance(item, Scalar):
            faults.add("not-a-value", f"'{name}' is a name, or a list of them", item.span)
            return ()
        for passage in names_in(item.passage):
            if passage.text in passages:
                message = f"'{name}' names '{passage.text}' twice"
                faults.add("duplicate-name", message, passage.span(), "name it once")
            passages[passage.text] = passage
    if not passages:
        hint = f"give {declared.kind}"
        faults.add("missing-field", f"'{name}' names nothing", node.span, hint)
    return tuple(passages.values())


def names_in(passage: Passage) -> Iterator[Passage]:
    """The names in a text that lists them, each at its own place."""
    for found in re.finditer(r"[^\s,\[\]][^,\[\]]*(?<!\s)", passage.text):
        start = passage.column + (found.start() if passage.verbatim else 0)
        yield replace(passage, text=found.group(), column=start)
