"""Reads a scenario's text; every fault of the file is found in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from ..formulas import Section
from ..language.parser import problem_of
from ..language.tokens import Fault
from ..language.tree import Unread
from ..problems import Problem, Source, in_order
from ..safe_text import visible
from .claims import read_claims
from .entries import is_blank, pairs_of, read_entry
from .fields import Enough, Faults, read_value
from .model import Acceptance, Entry, Expectation, Scenario, Value
from .names import TakenNames
from .rules import names_of, with_known_references
from .strays import parts_of
from .words import read_words
from .yaml_nodes import Items, Node, Pairs, Scalar, compose

VERSION = "1"
TEXTS = ("capest", "title", "summary")
_PARTS = ("conventions", "words", "assumptions", "derived", "expect", "accepted", "claims")
_CONVENTIONS = ("day", "month", "year")
MOST_EXPECTATIONS = 1_000
"""Of a scenario: each is judged at the ends of the ranges too, all of them in half a second."""


def read(
    source: Source, sections: tuple[Section, ...]
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """What could be read of the scenario in a source, None for nothing, and all that is wrong with
    its text in the order of their places.
    """
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
    unread = scenario.unread if scenario else ()
    return scenario, in_order(item for item in faults.problems if not _uses(item, unread))


def _uses(problem: Problem, unread: Collection[str]) -> bool:
    """Whether a value is at fault for using a word of the language that was given as a name."""
    used = problem.code == "unexpected-token" and problem.span
    return bool(used and used.text in unread)


class _Reading:
    def __init__(self, source: Source, sections: tuple[Section, ...], faults: Faults) -> None:
        self.source = source
        self.sections = {section.name: section for section in sections}
        self.faults = faults
        with_totals = [section.name for section in sections if section.totals]
        self.names = TakenNames(with_totals, faults)
        self.named: frozenset[str] = frozenset()
        """The assumptions and derived quantities, which a member may stand for."""

    def scenario(self, node: Pairs) -> Scenario:
        found = parts_of(node, (*TEXTS, *_PARTS, *self.sections), TEXTS, self.faults)
        parts = found.by_name
        texts = {name: self._text(name, parts.get(name)) for name in TEXTS}
        self._check_version(texts["capest"], parts.get("capest"))
        napkin, conventions = self._conventions(parts.get("conventions"))
        assumptions = self._values(parts.get("assumptions"), "assumptions")
        derived_names = (key.text for key, _ in _items(parts.get("derived")))
        self.named = frozenset((*assumptions, *derived_names))
        entries = [
            entry
            for name, section in self.sections.items()
            for entry in self._entries(section, parts.get(name))
        ]
        derived = self._values(parts.get("derived"), "derived")
        scenario = Scenario(
            source=self.source,
            title=texts["title"] or _stem(self.source.name),
            summary=texts["summary"],
            conventions=conventions,
            napkin=napkin,
            assumptions=assumptions,
            entries={entry.name: entry for entry in entries},
            derived=derived,
            expectations=tuple(self._expectations(parts.get("expect"))),
            accepted=tuple(self._accepted(parts.get("accepted"))),
            claims=read_claims(parts.get("claims"), self.faults),
            words=read_words(parts.get("words"), self.faults),
            unread=frozenset(self.names.unread | found.unread),
            is_whole=found.are_whole,
        )
        names = names_of(scenario)
        referring = {
            entry.name: with_known_references(
                self.sections[entry.section], entry, scenario, names, self.faults
            )
            for entry in entries
        }
        return replace(scenario, entries=referring)

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
        if node is None or is_blank(node):
            return False, {}
        if isinstance(node, Scalar):
            if node.text != "napkin":
                self.faults.unknown("convention", node, ["napkin", *_CONVENTIONS])
            return True, {}
        napkin, values = False, {}
        for key, part in pairs_of(node, "conventions", self.faults):
            if key.text == "napkin" and isinstance(part, Scalar):
                napkin = part.text.lower() in ("true", "yes")
                if not napkin and part.text.lower() not in ("false", "no"):
                    self.faults.unknown("option", part, ["true", "false"], " of 'napkin'")
            elif key.text not in _CONVENTIONS:
                self.faults.unknown("convention", key, ["napkin", *_CONVENTIONS])
            elif not isinstance((value := read_value(part, self.faults)).tree, Unread):
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
        return {
            self.names.take(key, where): read_value(part, self.faults)
            for key, part in pairs_of(node, where, self.faults)
        }

    def _entries(self, section: Section, node: Node | None) -> list[Entry]:
        return [
            read_entry(
                section, self.names.take(key, section.name), key, part, self.faults, self.named
            )
            for key, part in pairs_of(node, section.name, self.faults, "each name with its fields")
        ]

    def _expectations(self, node: Node | None) -> list[Expectation]:
        if node is None or is_blank(node):
            return []
        if not isinstance(node, Items):
            self.faults.add(
                "not-a-list",
                "'expect' must be a list",
                node.span,
                "write each line as - search.qps ~ 30k/s",
            )
            return []
        found = []
        for item in node.items[MOST_EXPECTATIONS:][:1]:
            message = f"a scenario has at most {MOST_EXPECTATIONS:,} expectations"
            self.faults.add("scenario-too-large", message, item.span, "split it into several")
        for item in node.items[:MOST_EXPECTATIONS]:
            if not isinstance(item, Scalar):
                self.faults.add(
                    "not-a-value",
                    "an expectation is one line of text",
                    item.span,
                    "write - search.qps ~ 30k/s",
                )
                continue
            try:
                found.append(Expectation.read(item.passage))
            except Fault as fault:
                self.faults.problems.append(problem_of(fault, item.passage))
        return found

    def _accepted(self, node: Node | None) -> Iterator[Acceptance]:
        for key, part in pairs_of(node, "accepted", self.faults):
            reason = self._text(key.text, part)
            if reason:
                yield Acceptance(quantity=key.passage, reason=reason)
            elif isinstance(part, Scalar):
                self.faults.add(
                    "missing-field",
                    f"'{visible(key.text)}' is accepted without a reason",
                    key.span,
                    "the reason goes behind it",
                )


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name


def _items(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    return node.items if isinstance(node, Pairs) else ()
