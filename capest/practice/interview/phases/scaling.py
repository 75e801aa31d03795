"""Scaling to millions: what breaks first, and what caches, shards and queues do about it."""

from __future__ import annotations

from ..design import ServiceDesign, listed
from ..ideas import NUMBER, idea
from ..rubric import Item, Phase
from .database import cut
from .deep_dives import WHY


def phase(design: ServiceDesign) -> Phase:
    """What a scenario's caches, shards and queues come to."""
    items = [
        Item(
            what=f"a cache: {listed(one.name for one in design.entries('caches'))}",
            weight=2,
            needs=(idea("cache"), idea("reason", "load")),
            figure=f"{one.name}.hit_ratio",
            model=_cache(design, one.name),
        )
        for one in design.entries("caches")[:1]
    ]
    items += cut(design)
    if design.works_later:
        items.append(
            Item(
                what="a queue, and for what",
                weight=2,
                needs=(idea("queue"), idea("reason")),
                model="a queue takes what need not be done at once, and smooths the peak",
            )
        )
    items += [
        Item("what breaks first", 2, (idea("bottleneck"), WHY), model=_first(design)),
        Item(
            what="a number at the larger size",
            weight=1,
            needs=(idea("scale", "shard", "replica", "cache", "load", "one_machine"), NUMBER),
            is_more=True,
            model="ten times the users is ten times of what follows from them: say of what",
        ),
    ]
    return Phase(
        topic="scaling",
        title="Scaling to millions",
        asks=("Ten times the users. What breaks first? What do caches, shards and queues do?",),
        items=tuple(items),
        enough=max(sum(item.weight for item in items) - 1, 3),
        minutes=4,
    )


def _cache(design: ServiceDesign, name: str) -> str:
    parts = (f"{word} {design.shown(f'{name}.{field}')}" for field, word in (
        ("hit_ratio", "hits"), ("memory", "memory"), ("nodes", "nodes"),
    ) if design.shown(f"{name}.{field}"))  # fmt: skip
    return f"{listed([name])}: {', '.join(parts)}"


def _first(design: ServiceDesign) -> str:
    for section, result in (("shards", "shards"), ("caches", "nodes"), ("servers", "needed")):
        for one in design.entries(section):
            name = f"{one.name}.{result}"
            binding = design.estimate.binding(name) if name in design.estimate else None
            if binding:
                limit = binding.winner.name.rpartition(".")[2].removeprefix("by_").replace("_", " ")
                return f"{listed([one.name])}, set by {limit}: {design.shown(name)}"
    load = design.shown("traffic.peak_qps") or "the load"
    return f"{load} at peak: say which part meets it first"
