"""What follows from an entry that is like another is what follows where no other is."""

from __future__ import annotations

from dataclasses import replace

import pytest

import capest
from capest.engine.defining.define import define
from capest.engine.defining.resolve import Resolver
from capest.engine.defining.shapes import with_names
from capest.engine.expressions.scope import units_of
from capest.engine.graph import Graph
from capest.language.printer import print_tree
from capest.scenario.shipped import shipped_names
from capest.sections import sections

COPY = "_copy"
TRIED = 4
"""Values of a scenario that one entry lacks in turn, at the least."""


def _definitions(scenario):
    units, problems = units_of(scenario)
    assert not problems
    found = define(scenario, sections(), units)
    shown = {
        item.name: (print_tree(item.tree), item.unit, item.because, item.blames, item.ages)
        for item in found.by_name.values()
    }
    return shown, {item.name: item.wants for item in found.absent.values()}


def _without(scenario, name, value):
    entry = scenario.entries[name]
    values = {own: found for own, found in entry.values.items() if own != value}
    return replace(scenario, entries={**scenario.entries, name: replace(entry, values=values)})


def _beside(scenario, copied):
    """A scenario with copies of the entries of another, which name each other."""

    def full(name):
        owner, dot, local = name.partition(".")
        return f"{owner}{COPY}{dot}{local}" if owner in copied.entries else name

    def of(passage):
        return replace(passage, text=full(passage.text))

    def copy(entry):
        values = {
            name: replace(value, tree=with_names(value.tree, full))
            for name, value in entry.values.items()
        }
        references = {name: tuple(map(of, found)) for name, found in entry.references.items()}
        members = {name: tuple(map(copy, held)) for name, held in entry.members.items()}
        return replace(entry, name=full(entry.name), values=values, references=references,
                       members=members)  # fmt: skip

    copies = {full(name): copy(entry) for name, entry in copied.entries.items()}
    return replace(scenario, entries={**scenario.entries, **copies})


def _of_entries(found, entries):
    """What is about some entries, as text without the ending of copies."""
    return [
        repr((name, item)).replace(COPY, "")
        for name, item in found.items()
        if name.partition(".")[0] in entries
    ]


@pytest.mark.parametrize("name", shipped_names())
def test_an_entry_beside_one_that_says_more(name):
    """A copy of the scenario whose one entry lacks a value: as if it stood alone."""
    scenario = capest.load(name)
    values = [(owner, own) for owner, entry in scenario.entries.items() for own in entry.values]
    for owner, own in values[:: max(1, len(values) // TRIED)]:
        alone = _without(scenario, owner, own)
        both = _beside(scenario, alone)
        copies = both.entries.keys() - scenario.entries.keys()
        for found, expected in zip(_definitions(both), _definitions(alone), strict=True):
            assert _of_entries(found, copies) == _of_entries(expected, alone.entries)


def _many(entries):
    """Traffic, and a store of each."""
    traffic = [f"  t{i}: {{per_user: {i + 1}/day, kind: write, request: 1 KB}}" for i in entries]
    stores = [f"  s{i}: {{added_by: t{i}, size: 1 KB, keep: 1 year}}" for i in entries]
    return "\n".join(["assumptions: {dau: 9M}", "traffic:", *traffic, "storage:", *stores])


def test_the_formulas_of_a_shape_are_resolved_and_checked_once(monkeypatch):
    resolved, checked = [], []
    resolve, check = Resolver.resolve, Graph._checked
    monkeypatch.setattr(Resolver, "resolve", lambda *given: resolved.append(1) or resolve(*given))

    def counted(graph, definition, scope):
        if not definition.value:
            checked.append(definition.name)
        return check(graph, definition, scope)

    monkeypatch.setattr(Graph, "_checked", counted)
    looks = []
    for number in (10, 100):
        resolved.clear()
        checked.clear()
        estimate = capest.estimate(capest.load(_many(range(number))))
        looks.append((len(resolved), len(checked)))
        stored = estimate[f"s{number - 1}.stored"].value
        assert stored == pytest.approx(9e6 * number * 1000 * 365)
    assert looks[0] == looks[1]


def test_a_shape_in_other_units_is_checked_by_itself():
    text = """
    traffic:
      first: {rate: 10/s, kind: write, request: 1 KB}
      other: {rate: 36000/h, kind: write, request: 1 KiB}
    """
    found = capest.estimate(capest.load(text))
    assert found["first.qps"].value == found["other.qps"].value == 10
    assert found["other.ingress"].value == found["first.ingress"].value * 1.024
