"""What follows from an entry that is like another is what follows where no other is."""

from __future__ import annotations

from dataclasses import replace

import pytest

import capest
from capest.engine.defining.define import define
from capest.engine.defining.shapes import with_names
from capest.engine.expressions.scope import units_of
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
