"""capest databases: one store under the limits of each database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ...problems import CapestError, Problem, suggestion
from ...render import SHOWN
from ..console import tell, telling, write
from ..options import (
    STUDY_FORMATS,
    Changes,
    Exact,
    FormatName,
    Napkin,
    Prices,
    ScenarioName,
    check_choice,
    read_scenario,
)

if TYPE_CHECKING:
    from ...problems import Span
    from ...render.databases import Databases
    from ...scenario.model import Entry, Scenario


def databases_command(
    scenario: ScenarioName,
    store: Annotated[str, typer.Argument(metavar="STORE", help="An entry of shards or storage.")],
    set_: Changes = None,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Compare databases for one store, by their limits.

    For each: the shards and nodes it takes, what decides, and how far one node, one leader and one
    copy would do. Tests, no verdict: what a database is good for besides stays to be judged.
    """
    from ...render import databases
    from ..prices import old_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        found = _compared(read, store, exact=exact)
        tell(old_prices(*(item.graph for item in found.estimates.values())))
        write(databases, found, format_)


def _compared(scenario: Scenario, name: str, *, exact: bool) -> Databases:
    from ...engine.estimate import estimate
    from ...engine.options import under_each_profile
    from ...render.databases import AS_WRITTEN, Databases
    from ...scenario.profiles import profile, profile_names
    from ...sections import sections
    from ...sections.shards.limits import PROFILE
    from ...sections.shards.one_node import ONE_NODE

    scenario, store = _with_store(scenario, name)
    tested = tuple(
        replace(section, formulas=(*section.formulas, *ONE_NODE.formulas))
        if section.name == store.section
        else section
        for section in sections()
    )
    chosen = store.choices.get(PROFILE.name)
    names = [
        name
        for name in profile_names(PROFILE.folder)
        if name == chosen or profile(PROFILE.folder, name).subject == "database"
    ]
    own = {} if chosen or not store.values else {AS_WRITTEN: estimate(scenario, tested)}
    return Databases(
        store=store.name,
        estimates={**own, **under_each_profile(scenario, store.name, PROFILE, names, tested)},
        chosen=chosen or (AS_WRITTEN if own else None),
        costs=tuple(
            entry.name
            for entry in scenario.entries.values()
            if entry.section == "costs" and entry.named_by("of") == (store.name,)
        ),
        exact=exact,
    )


def _with_store(scenario: Scenario, name: str) -> tuple[Scenario, Entry]:
    """The entry of shards of that name, or that cuts the storage of that name: one that says no
    more, where there is none. Raises CapestError.
    """
    entry = scenario.entries.get(name)
    if entry is None or entry.section not in ("shards", "storage"):
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
    stores = [
        item.name for item in scenario.entries.values() if item.section in ("shards", "storage")
    ]
    message = f"'{name}' is not a store of this scenario"
    if entry:
        message = f"'{name}' is an entry of {entry.section}, not of shards or storage"
    hint = suggestion(
        name, stores, None if stores else "this scenario has no shards and no storage"
    )
    _refuse("unknown-store", message, hint, entry.passage.span() if entry else None)


def _refuse(code: str, message: str, hint: str, span: Span | None) -> NoReturn:
    raise CapestError(Problem(code=code, message=message, hint=hint, span=span))
