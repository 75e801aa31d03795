"""What goes on with less when a cache is lost needs a store that carries the load without it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from ...scenario.model import Entry
from ..design import Contradiction, Design


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each part that stands for a cache and only degrades, though a store behind it would fail."""
    for part in design.entries("parts"):
        if part.choices.get("when_down") != "degrades":
            continue
        for cache in design.named(part, "of"):
            for store in design.entries("shards"):
                if cache.name in store.named_by("behind"):
                    yield from _uncarried(design, part, cache, store)


def _uncarried(design: Design, part: Entry, cache: Entry, store: Entry) -> Iterator[Contradiction]:
    shards = design.value(store, "shards")
    most = design.value(store, "reads_without_cache")
    needed = design.value(store, "shards_without_cache")
    if not shards or not most or not needed:
        return
    reads = (design.value(store, "read_qps") or 0) + (design.value(cache, "answered_qps") or 0)
    if reads < most:  # another cache answers most, whose shards are rounded up
        needed = ceil((needed - 1) * reads / most)
    if needed > shards:
        yield Contradiction(
            code="uncarried-loss",
            about=f"{part.name}.counted",
            message=f"{part.name} only degrades, but without {cache.name} {store.name} gets "
            f"{design.shown(reads, 'request/s')} at peak, which takes "
            f"{design.shown(needed, 'shard')}, and there are {design.shown(shards, 'shard')}",
            hint=f"leave out when_down, give {cache.name} copies, or {store.name} shards",
            places=(
                (f"{part.name}.when_down is degrades", part.passage.span()),
                design.says(store, "behind"),
            ),
        )
