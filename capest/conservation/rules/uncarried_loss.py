"""What goes on with less when a cache is lost needs a store that carries the load without it."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design

_TAKEN = ("by_reads", "by_load", "by_egress")
"""How many shards what is read takes, each used up to its limit: headroom is for such an hour."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each part that stands for a cache and only degrades, though a store would fail that its
    misses reach, be it behind the cache or by a rate that rests on what misses.
    """
    for part in design.entries("parts"):
        if part.choices.get("when_down") != "degrades":
            continue
        for cache in design.named(part, "of"):
            if cache.section == "caches":
                for store in design.entries("shards"):
                    yield from _uncarried(design, part, cache, store)


def _uncarried(design: Design, part: Entry, cache: Entry, store: Entry) -> Iterator[Contradiction]:
    reads, shards = design.value(store, "read_qps"), design.value(store, "shards")
    lost = design.changed(
        {f"{cache.name}.hit_ratio": "0%", f"{store.name}.utilisation": "100%"},
        tuple(f"{store.name}.{name}" for name in ("read_qps", *_TAKEN)),
    )
    if not reads or not shards or lost[0] is None or lost[0] <= reads:
        return
    needed = max((value for value in lost[1:] if value is not None), default=0)
    if needed > shards:
        yield Contradiction(
            code="uncarried-loss",
            about=f"{part.name}.counted",
            message=f"{part.name} only degrades, but without {cache.name} {store.name} gets "
            f"{design.shown(lost[0], 'request/s')} at peak, which takes "
            f"{design.shown(needed, 'shard')}, and there are {design.shown(shards, 'shard')}",
            hint=f"leave out when_down, give {cache.name} copies, or {store.name} shards",
            places=(
                (f"{part.name}.when_down is degrades", part.passage.span()),
                design.says(store, "behind", "reads"),
            ),
        )
