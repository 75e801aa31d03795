"""What entries give to those that they name: an event its height to the traffic that it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...formulas import Reference, Section
from ...language.tree import Call, Name, Tree
from ...scenario.model import Entry, Scenario, Value


def with_given(scenario: Scenario, sections: Mapping[str, Section]) -> dict[str, Entry]:
    """The entries with the fields that others give them: the largest of these, and of their own."""
    entries = dict(scenario.entries)
    for giver in scenario.entries.values():
        for declared in sections[giver.section].fields:
            if not isinstance(declared, Reference) or not declared.gives:
                continue
            field, quantity = declared.gives
            for target in giver.references.get(declared.name, ()):
                taker = entries[target.text]
                tree: Tree = Name(f"{giver.name}.{quantity}", (0, len(target.text)))
                own = taker.values.get(field)
                tree = Call("max", (own.tree, tree)) if own else tree
                value = Value(passage=own.passage if own else target, tree=tree)
                entries[taker.name] = replace(taker, values={**taker.values, field: value})
    return entries
