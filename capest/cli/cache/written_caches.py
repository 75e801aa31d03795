"""Which cache `capest cache strategies` compares, if it says enough for that."""

from __future__ import annotations

from ...problems import suggestion
from ...scenario.model import Entry, Scenario
from ..console import reject

WRITER = "written_by"


def cache_named(scenario: Scenario, name: str) -> Entry:
    """The cache of that name, which says what writes it; raises CapestError."""
    caches = {item.name: item for item in scenario.entries.values() if item.section == "caches"}
    if name not in caches:
        hint = suggestion(name, caches, None if caches else "this scenario has no caches")
        reject("unknown-cache", f"'{name}' is not a cache of this scenario", hint)
    cache = caches[name]
    if WRITER not in cache.references:
        writers = [
            item.name for item in scenario.entries.values() if item.choices.get("kind") == "write"
        ]
        message = f"'{name}' does not say which traffic writes it"
        hint = "add traffic of kind write, and name it in written_by"
        if writers:
            hint = f"add {WRITER}: {writers[0]}, or try --set {name}.{WRITER}={writers[0]}"
        reject("no-writer", message, hint, cache.passage.span())
    return cache
