"""Puts what was learnt into a scenario that is there, and leaves every other character as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..problems import Source
from ..records import field, record
from ..scenario.names import is_name
from ..scenario.yaml_nodes import Node, Pairs, Scalar, TextPlace, compose
from ..well_known import WELL_KNOWN
from .learnt import OFTEN, Fact, Learnt, TrafficFacts
from .written import entry_lines, quoted, source_of, sourced

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OFTEN = (*OFTEN, "bytes", "bytes_per_user", "users")
"""Fields of which one says how often something happens; another cannot stand beside it."""


@record(kw_only=True)
class Placed:
    """The new text, and what was learnt that has no place in it, with why."""

    text: str
    unplaced: tuple[str, ...]


def place(source: Source, learnt: Learnt) -> Placed:
    """The scenario's text with what was learnt in the place of what it assumed.

    Assumptions that it has and the well-known ones; of traffic the entries that it has, or all
    where it has none. A field that names an assumption stays, and the assumption changes.
    """
    root, _ = compose(source)
    placing = _Placing(source, learnt.of, root if isinstance(root, Pairs) else None)
    known = {each.name for each in WELL_KNOWN}
    for fact in learnt.assumptions:
        if fact.name in placing.assumptions:
            placing.change(placing.assumptions[fact.name], fact)
        elif fact.name in known:
            placing.new_assumptions.append(fact)
    for entry in learnt.traffic:
        placing.take(entry)
    placing.add_new()
    return Placed(text=placing.text(), unplaced=tuple(placing.unplaced))


@record(frozen=False)
class _Placing:
    source: Source
    of: str
    root: Pairs | None
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    new_assumptions: list[Fact] = field(default_factory=list)
    new_traffic: list[TrafficFacts] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    @property
    def assumptions(self) -> dict[str, Node]:
        return self._section("assumptions")

    @property
    def indent(self) -> str:
        """How far assumptions are indented."""
        keys = [key for key, _ in self._items("assumptions")]
        return " " * (keys[0].stretch[0][1] - 1) if keys else "  "

    def _node(self, name: str) -> Node | None:
        items = self.root.items if self.root else ()
        return next((node for key, node in items if key.text == name), None)

    def _items(self, name: str) -> tuple[tuple[Scalar, Node], ...]:
        node = self._node(name)
        return node.items if isinstance(node, Pairs) else ()

    def _section(self, name: str) -> dict[str, Node]:
        return {key.text: node for key, node in self._items(name)}

    def take(self, entry: TrafficFacts) -> None:
        """Put an entry of traffic in its place."""
        traffic = self._section("traffic")
        if not entry.facts:
            return
        if not traffic and not entry.is_whole:
            self.unplaced += [f"{each.name}: {each.written}; no rate" for each in entry.facts]
        elif not traffic:
            self.new_traffic.append(entry)
        else:
            self._take_fields(entry, traffic)

    def _take_fields(self, entry: TrafficFacts, traffic: Mapping[str, Node]) -> None:
        node = traffic.get(entry.name)
        if not isinstance(node, Pairs):
            asked = entry.asked
            hint = f"--routes NAME={asked} names it" if "/" in asked else "no entry has that name"
            self.unplaced.append(f"{entry.name}: {entry.facts[0].written}; {hint}")
            return
        fields = {key.text: value for key, value in node.items}
        for fact in entry.facts:
            self._take_field(fact, node, fields)

    def _take_field(self, fact: Fact, entry: Pairs, fields: dict[str, Node]) -> None:
        name = fact.name.partition(".")[2]
        others = [each for each in _OFTEN if each in fields and each != name]
        if name in fields and "users" not in others:
            self.change(fields[name], fact)
        elif name in _OFTEN:
            self.unplaced.append(f"{fact.name}: {fact.written}; it has {' and '.join(others)}")
        else:
            self._insert_field(entry, name, fact)

    def change(self, node: Node, fact: Fact) -> None:
        """Put a number in the place of a value."""
        source = quoted(source_of(fact, self.of))
        if isinstance(node, Scalar) and is_name(node.text) and node.text in self.assumptions:
            if node.text not in self.changed:
                self.changed.add(node.text)
                self.change(self.assumptions[node.text], fact)
            return
        parts = {key.text: part for key, part in node.items} if isinstance(node, Pairs) else {}
        value, told = parts.get("value"), parts.get("source")
        if isinstance(node, Scalar):
            self._replace(node, f"{{value: {fact.written}, source: {source}}}")
        elif isinstance(node, Pairs) and isinstance(value, Scalar):
            self._replace(value, fact.written)
            if isinstance(told, Scalar):
                self._replace(told, source)
            else:
                self._behind(value, node, f"source: {source}")
        else:
            self.unplaced.append(f"{fact.name}: {fact.written}; its place holds something else")

    def _insert_field(self, entry: Pairs, name: str, fact: Fact) -> None:
        if not entry.items:
            return
        source = quoted(source_of(fact, self.of))
        text = f"{name}: {{value: {fact.written}, source: {source}}}"
        self._behind(entry.items[-1][1], entry, text)

    def _behind(self, node: Node, within: Pairs, text: str) -> None:
        """Put a pair behind a node of a mapping."""
        at = self._at(_end(node))
        if within.end != (0, 0):
            self.edits.append((at, at, f", {text}"))
            return
        indent = " " * (within.items[0][0].stretch[0][1] - 1)
        self.edits.append(self._new_line(at, f"{indent}{text}"))

    def _new_line(self, at: int, text: str) -> tuple[int, int, str]:
        """Lines behind the one in which an offset lies."""
        if at and self.source.text[at - 1] in "\r\n":  # a folded text ends there
            return (at, at, f"{text}\n")
        found = _LINE_END.search(self.source.text, at)
        end = found.end() if found else len(self.source.text)
        return (end, end, f"{text}\n" if found else f"\n{text}")

    def _replace(self, node: Scalar, text: str) -> None:
        start, end = (self._at(each) for each in node.stretch)
        kept = self.source.text[start:end]
        blank = kept[len(kept.rstrip()) :]  # a folded text ends where the next line begins
        self.edits.append((start, end - len(blank), text))

    def _at(self, place: TextPlace) -> int:
        starts = [0, *(found.end() for found in _LINE_END.finditer(self.source.text))]
        return starts[place[0] - 1] + place[1] - 1

    def add_new(self) -> None:
        """Put what the scenario lacks behind what it has of the section, or at its end."""
        node = self._node("assumptions")
        if isinstance(node, Pairs) and node.items and node.end != (0, 0):
            for fact in self.new_assumptions:
                text = f"{{value: {fact.written}, source: {quoted(source_of(fact, self.of))}}}"
                self._behind(node.items[-1][1], node, f"{fact.name}: {text}")
        else:
            lines = (
                sourced(fact.name, fact, self.of, self.indent) for fact in self.new_assumptions
            )
            self._add_lines("assumptions", [line for each in lines for line in each])
        entries = (entry_lines(entry, self.of) for entry in self.new_traffic)
        self._add_lines("traffic", [line for each in entries for line in each])

    def _add_lines(self, name: str, lines: list[str]) -> None:
        node = self._node(name)
        if not lines:
            return
        if isinstance(node, Pairs) and node.items:
            self.edits.append(self._new_line(self._at(_end(node)), "\n".join(lines)))
        elif isinstance(node, Scalar) and not node.text:
            self.edits.append(self._new_line(self._at(node.stretch[0]), "\n".join(lines)))
        elif node is None:
            at = len(self.source.text)
            blank = "" if self.source.text.endswith("\n") else "\n"
            self.edits.append((at, at, "\n".join((f"{blank}\n{name}:", *lines)) + "\n"))
        else:
            self.unplaced += [f"{name}: {line.strip()}" for line in lines if line.endswith(":")]

    def text(self) -> str:
        """The text with all changes."""
        end_of_line = "\r\n" if "\r\n" in self.source.text else "\n"
        pieces: list[str] = []
        done = 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += (self.source.text[done:start], new.replace("\n", end_of_line))
            done = end
        return "".join((*pieces, self.source.text[done:]))


def _end(node: Node) -> TextPlace:
    """What follows a node."""
    if isinstance(node, Scalar):
        return node.stretch[1]
    if isinstance(node, Pairs) and node.end == (0, 0) and node.items:
        return _end(node.items[-1][1])
    if isinstance(node, Pairs):
        return node.end
    ends: Iterator[TextPlace] = (_end(item) for item in node.items)
    return max(ends, default=(node.span.line, node.span.column))
