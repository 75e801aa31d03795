"""Reads a scenario's text; every fault of the file is found in one go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from ..formulas import Section
from ..language.parser import parse_expectation, problem_of
from ..language.tokens import Fault
from ..problems import Problem, Source, in_order
from ..safe_text import visible
from .claims import read_claims
from .fields import Enough, Faults, FieldValues, read_field, read_value
from .model import Entry, Expectation, Scenario, Value
from .names import TakenNames
from .rules import check_fields, check_references
from .words import read_words
from .yaml_nodes import Items, Node, Pairs, Scalar, compose

VERSION = "1"
TEXTS = ("capest", "title", "summary")
_PARTS = ("conventions", "words", "assumptions", "derived", "expect", "claims")
_CONVENTIONS = ("day", "month", "year")


def read(
    source: Source, sections: tuple[Section, ...]
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario in a source, or None, and all its problems in the order of their places."""
    node, problems = compose(source)
    faults = Faults(list(problems))
    if isinstance(node, Scalar) and node.text.strip() == "":
        node = None
    if node is None and not problems:
        message = f"{source.name} is empty"
        hint = "start from `capest new my.yaml`"
        return None, (Problem(code="empty-file", message=message, hint=hint),)
    if node is not None and not isinstance(node, Pairs):
        faults.add(
            "not-a-scenario",
            "a scenario is a mapping of sections",
            node.span,
            "start from `capest new my.yaml`",
        )
    scenario = None
    if isinstance(node, Pairs):
        with suppress(Enough):
            scenario = _Reading(source, sections, faults).scenario(node)
    return (None if faults.problems else scenario), in_order(faults.problems)


class _Reading:
    def __init__(self, source: Source, sections: tuple[Section, ...], faults: Faults) -> None:
        self.source = source
        self.sections = {section.name: section for section in sections}
        self.faults = faults
        with_totals = [section.name for section in sections if section.totals]
        self.names = TakenNames(with_totals, faults)

    def scenario(self, node: Pairs) -> Scenario:
        parts = {key.text: part for key, part in node.items}
        known = [*TEXTS, *_PARTS, *self.sections]
        unknown = [key for key, _ in node.items if key.text not in known]
        for key in unknown:
            self.faults.unknown("section", key, known)
        texts = {name: self._text(name, parts.get(name)) for name in TEXTS}
        self._check_version(texts["capest"], parts.get("capest"))
        napkin, conventions = self._conventions(parts.get("conventions"))
        assumptions = self._values(parts.get("assumptions"), "assumptions")
        entries = [
            entry
            for name, section in self.sections.items()
            for entry in self._entries(section, parts.get(name))
        ]
        derived = self._values(parts.get("derived"), "derived")
        if not unknown:  # a misspelt section would be missed by everything that refers to it
            for entry in entries:
                check_references(self.sections[entry.section], entry, entries, self.faults)
        return Scenario(
            source=self.source,
            title=texts["title"] or _stem(self.source.name),
            summary=texts["summary"],
            conventions=conventions,
            napkin=napkin,
            assumptions=assumptions,
            entries={entry.name: entry for entry in entries},
            derived=derived,
            expectations=tuple(self._expectations(parts.get("expect"))),
            claims=read_claims(parts.get("claims"), self.faults),
            words=read_words(parts.get("words"), self.faults),
        )

    def _text(self, name: str, node: Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.faults.add("not-a-value", f"'{name}' is one text", node.span)
            return ""
        return " ".join(visible(node.text).split())

    def _check_version(self, version: str, node: Node | None) -> None:
        if node is not None and version != VERSION:
            self.faults.add(
                "version",
                f"this capest reads version {VERSION} of the language, not '{version}'",
                node.span,
                f"write capest: {VERSION}",
            )

    def _conventions(self, node: Node | None) -> tuple[bool, Mapping[str, Value]]:
        if node is None or _is_blank(node):
            return False, {}
        if isinstance(node, Scalar):
            if node.text != "napkin":
                self.faults.unknown("convention", node, ["napkin", *_CONVENTIONS])
            return True, {}
        napkin, values = False, {}
        for key, part in self._pairs(node, "conventions"):
            if key.text == "napkin" and isinstance(part, Scalar):
                napkin = part.text.lower() in ("true", "yes")
                if not napkin and part.text.lower() not in ("false", "no"):
                    self.faults.unknown("option", part, ["true", "false"], " of 'napkin'")
            elif key.text not in _CONVENTIONS:
                self.faults.unknown("convention", key, ["napkin", *_CONVENTIONS])
            elif value := read_value(part, self.faults):
                values[key.text] = value
        if napkin and "day" in values:
            self.faults.add(
                "excluded-field",
                "'napkin' and 'day' both say how long a day is",
                values["day"].passage.span(),
                "keep one of the two",
            )
        return napkin, values

    def _values(self, node: Node | None, where: str) -> Mapping[str, Value]:
        values = {}
        for key, part in self._pairs(node, where):
            self.names.take(key, where)
            value = read_value(part, self.faults)
            if value:
                values[key.text] = value
        return values

    def _entries(self, section: Section, node: Node | None) -> list[Entry]:
        entries = []
        for key, part in self._pairs(node, section.name):
            self.names.take(key, section.name)
            entries.append(self._entry(section, key, part))
        return entries

    def _entry(self, section: Section, key: Scalar, node: Node) -> Entry:
        fields = FieldValues()
        before = len(self.faults.problems)
        for name, part in self._pairs(node, key.text):
            declared = section.field(name.text)
            if declared is None:
                known = [field.name for field in section.fields]
                where = f" of {section.name}"
                self.faults.unknown("field", name, known, where, section.other_names())
            else:
                read_field(declared, key.text, part, fields, self.faults)
        if len(self.faults.problems) == before:
            check_fields(section, key.passage, fields, self.faults)
        return Entry(
            name=key.text,
            section=section.name,
            passage=key.passage,
            values=fields.values,
            choices=fields.choices,
            references=fields.references,
        )

    def _expectations(self, node: Node | None) -> list[Expectation]:
        if node is None or _is_blank(node):
            return []
        if not isinstance(node, Items):
            self.faults.add(
                "not-a-list",
                "'expect' is a list",
                node.span,
                "write each line as - search.qps ~ 30k/s",
            )
            return []
        found = []
        for item in node.items:
            if not isinstance(item, Scalar):
                self.faults.add(
                    "not-a-value",
                    "an expectation is one line of text",
                    item.span,
                    "write - search.qps ~ 30k/s",
                )
                continue
            try:
                left, sign, right, tolerance = parse_expectation(item.text)
            except Fault as fault:
                self.faults.problems.append(problem_of(fault, item.passage))
                continue
            found.append(
                Expectation(
                    passage=item.passage, left=left, sign=sign, right=right, tolerance=tolerance
                )
            )
        return found

    def _pairs(self, node: Node | None, where: str) -> tuple[tuple[Scalar, Node], ...]:
        if node is None or _is_blank(node):
            return ()
        if isinstance(node, Pairs):
            return node.items
        self.faults.add(
            "not-a-mapping", f"'{where}' holds lines of the form name: value", node.span
        )
        return ()


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == ""


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name
