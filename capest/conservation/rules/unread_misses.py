"""What a cache misses is read from something, where a scenario says what stores are read."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design

_MISSES = ("miss_qps", "store_qps", "hit_ratio")


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each cache whose misses no store answers."""
    shards = design.entries("shards")
    for cache in design.entries("caches") if shards else ():
        misses = design.value(cache, "miss_qps")
        if (
            misses
            and not any(_reads(store, cache) for store in shards)
            and not _used(design, cache)
        ):
            shown = design.estimate[f"{cache.name}.miss_qps"].quantity
            yield Contradiction(
                code="unread-misses",
                about=f"{cache.name}.miss_qps",
                message=f"{shown} miss {cache.name} at peak, and nothing reads them",
                hint=f"name {cache.name} under `behind` of the store that answers them",
                places=(
                    design.says(cache, "serves"),
                    *(design.says(store, "behind", "reads") for store in shards),
                ),
            )


def _reads(store: Entry, cache: Entry) -> bool:
    served = set(cache.named_by("serves"))
    return cache.name in store.named_by("behind") or served <= set(store.named_by("reads"))


def _used(design: Design, cache: Entry) -> bool:
    """Whether a value of the scenario's own goes on from the misses, such as another's rate."""
    names = {name for quantity in _MISSES for name in design.names_of(f"{cache.name}.{quantity}")}
    return any(
        definition.value and not names.isdisjoint(definition.words)
        for name, definition in design.estimate.graph.definitions.by_name.items()
        if not name.endswith(".hit_ratio")
    )
