"""One store of a scenario under the limits of each database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from ..engine.estimate import Estimate, estimate
from ..formulas import Section
from ..problems import CapestError, Span, suggestion
from ..records import record, replace
from ..scenario.model import Entry, Scenario
from ..scenario.profiles import profile, profile_names
from ..sections.shards.limits import PROFILE
from ..sections.shards.one_node import MOST, ONE_NODE, TESTS
from .options import under_each_profile

AS_WRITTEN = "as written"
"""What stands for a database where a store names no vendor's limits."""

COUNTS = ("shards", "nodes")
"""How many there are of it."""

_STORES = ("shards", "storage")


@record(kw_only=True)
class Databases:
    """A store under the limits of each database, by the database's name."""

    store: str
    estimates: Mapping[str, Estimate]
    chosen: str | None
    """The one that the scenario itself names."""
    costs: tuple[str, ...]
    """The entries of costs that pay for this store alone."""

    def decides(self, name: str) -> str:
        """The test of which one node is short most; none where there are none."""
        full = f"{self.store}.{MOST}"
        if full not in self.estimates[name]:
            return ""
        binding = self.estimates[name].binding(full)
        winner = binding.winner if binding else self.estimates[name][full].inputs[0]
        return winner.name.rpartition(".")[2]


def databases(scenario: Scenario, name: str, sections: tuple[Section, ...]) -> Databases:
    """A store, an entry of shards or of storage, under each database; raises CapestError."""
    scenario, store = _with_store(scenario, name)
    tested = tuple(
        replace(section, formulas=(*section.formulas, *ONE_NODE.formulas))
        if section.name == store.section
        else section
        for section in sections
    )
    chosen = store.choices.get(PROFILE.name)
    names = [
        name
        for name in profile_names(PROFILE.folder)
        if name == chosen or profile(PROFILE.folder, name).subject == "database"
    ]
    costs = tuple(
        entry.name
        for entry in scenario.entries.values()
        if entry.section == "costs" and entry.named_by("of") == (store.name,)
    )
    wanted = [f"{store.name}.{quantity}" for quantity in (*COUNTS, *TESTS.values(), MOST)]
    wanted += [f"{cost}.per_month" for cost in costs]
    own = {} if chosen or not store.values else {AS_WRITTEN: estimate(scenario, tested)}
    return Databases(
        store=store.name,
        estimates={
            **own,
            **under_each_profile(scenario, store.name, PROFILE, names, tested, wanted),
        },
        chosen=chosen or (AS_WRITTEN if own else None),
        costs=costs,
    )


def _with_store(scenario: Scenario, name: str) -> tuple[Scenario, Entry]:
    """The entry of shards of that name, or that cuts the storage of that name: one that says no
    more, where there is none.
    """
    entry = scenario.entries.get(name)
    if entry is None or entry.section not in _STORES:
        _refuse_other(scenario, name, entry)
    if entry.section == "shards":
        return scenario, entry
    cutting = [
        other
        for other in scenario.entries.values()
        if other.section == "shards" and name in other.named_by("of")
    ]
    if len(cutting) > 1:
        names = ", ".join(other.name for other in cutting)
        message = f"'{name}' is cut by several entries of shards"
        _refuse("several-stores", message, f"name one of {names}", entry.passage.span())
    if cutting:
        return scenario, cutting[0]
    of = {"of": (replace(entry.passage, text=name),)}
    store = replace(entry, name=f"{name}_shards", section="shards", references=of)
    store = replace(store, values={}, choices={}, members={})
    return scenario.with_entry(store), store


def _refuse_other(scenario: Scenario, name: str, entry: Entry | None) -> NoReturn:
    stores = [item.name for item in scenario.entries.values() if item.section in _STORES]
    message = f"'{name}' is not a store of this scenario"
    if entry:
        message = f"'{name}' is an entry of {entry.section}, not of shards or storage"
    hint = suggestion(
        name, stores, None if stores else "this scenario has no shards and no storage"
    )
    _refuse("unknown-store", message, hint, entry.passage.span() if entry else None)


def _refuse(code: str, message: str, hint: str, span: Span | None) -> NoReturn:
    raise CapestError.saying(code, message, hint, span)
