"""Thousands of machines that hardly do anything: right by the numbers, and worth a question."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design

MANY = 1000
"""Machines from which on their number is a decision: fewer are what large stores have anyway (the
177 Cassandra nodes of Discord in 2022, the 288 of Netflix's benchmark in 2011)."""

IDLE = 0.05
"""The part of its requests below which a machine is idle: ten times as many leave it half idle."""

ROUNDED = 2.5
"""How many times the shards that its bytes fill a store may have for them to decide: a power of two
is up to twice as many, and the luck of a hash adds a little."""

_LOADS = (
    ("write_qps", "units_per_write", "max_write_qps", None),
    ("read_qps", "units_per_read", "max_read_qps", "read_replicas"),
)


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each store and cache of many machines that its bytes alone ask for."""
    for store in design.entries("shards"):
        shards = design.value(store, "shards")
        size, room, fill = (design.value(store, name) for name in ("size", "max_size", "fill"))
        machines = max(shards or 0, design.value(store, "nodes") or 0)
        if not shards or machines < MANY or not size or not room or not fill:
            continue
        load, busy = _load(design, store, shards)
        if 0 < busy < IDLE and shards < ROUNDED * size / (room * fill):
            hint = "larger shards need fewer; so do tiers for what is rarely read"
            yield _idle(design, store, ("shards", "size", "shard"), load, busy, hint)
    for cache in design.entries("caches"):
        nodes, by_memory = design.value(cache, "nodes"), design.value(cache, "by_memory")
        load_of_one = design.value(cache, "node_qps")
        needed = design.value(cache, "by_qps")
        if not nodes or nodes < MANY or by_memory != nodes or not needed or not load_of_one:
            continue
        if needed / nodes < IDLE:
            busy = needed / nodes
            hint = "larger nodes need fewer; so does flash for what is rarely asked for"
            yield _idle(design, cache, ("nodes", "memory", "node"), busy * load_of_one, busy, hint)


def _load(design: Design, store: Entry, shards: float) -> tuple[float, float]:
    """The requests that a mean shard gets, and the part of its time that they take; 0 where it is
    not known what it can take.
    """
    load, busy = 0.0, 0.0
    for requests, units, most, copies in _LOADS:
        comes, takes = design.value(store, requests), design.value(store, most)
        if comes and not takes:
            return 0.0, 0.0
        if comes and takes:
            shared = design.value(store, copies) if copies else None
            load += comes / shards
            busy += comes * (design.value(store, units) or 1) / shards / takes / (shared or 1)
    return load, busy


def _idle(
    design: Design, entry: Entry, words: tuple[str, str, str], load: float, busy: float, hint: str
) -> Contradiction:
    machines, limit, one = words
    number = design.estimate[f"{entry.name}.{machines}"].quantity
    answers, could = (design.shown(value, "request/s") for value in (load, load / busy))
    return Contradiction(
        code="idle-machines",
        about=f"{entry.name}.{machines}",
        message=f"{entry.name} needs {number} for {limit} alone: each {one} answers {answers} and "
        f"could answer {could}",
        hint=hint,
        places=(design.says(entry, "max_size", "limits", "node_memory"),),
    )
