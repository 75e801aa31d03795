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

LEAST = 1000
"""Requests a second that a machine answers of which a scenario does not say how many: the least
that vendors say of a shard are the 1,000 writes of Kinesis and of DynamoDB."""

DISK = 100e6
"""Bytes a second that any disk reads, so that large items keep such a machine busier."""

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
        if not nodes or nodes < MANY or by_memory != nodes:
            continue
        served = design.total(design.named(cache, "serves"), "peak_qps", "request/s")
        load = (design.value(cache, "cache_qps") or served or 0) / nodes
        busy = _busy(load, design.value(cache, "node_qps"), design.value(cache, "item_size"))
        if 0 < busy < IDLE:
            hint = "larger nodes need fewer; so does flash for what is rarely asked for"
            yield _idle(design, cache, ("nodes", "memory", "node"), load, busy, hint)


def _load(design: Design, store: Entry, shards: float) -> tuple[float, float]:
    """The requests that a mean shard gets, and the part of its time that they take."""
    load, busy = 0.0, 0.0
    sizes = [design.value(item, "size") or 0.0 for item in design.named(store, "of")]
    for requests, units, most, copies in _LOADS:
        if comes := (design.value(store, requests) or 0) / shards:
            shared = (design.value(store, copies) if copies else None) or 1
            load += comes
            comes *= (design.value(store, units) or 1) / shared
            busy += _busy(comes, design.value(store, most), max(sizes, default=0))
    return load, busy


def _busy(load: float, most: float | None, item: float | None) -> float:
    """The part of its time that requests for items take a machine, which answers so many at most,
    or as many as any.
    """
    return load / most if most else load * max(1 / LEAST, (item or 0) / DISK)


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
