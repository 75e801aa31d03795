"""What a fan-out delivers is kept: in its own timelines, or in a cache or store of them."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design

NEARLY_ALL = 0.99
"""The part of the timelines from which on all are kept: less than three digits show."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each fan-out that delivers to timelines which nothing keeps."""
    for fanout in design.entries("fanouts"):
        reads = set(fanout.named_by("reads"))
        if not reads or not design.value(fanout, "deliveries"):
            continue
        caches = [item for item in design.entries("caches") if reads & set(item.named_by("serves"))]
        if caches:
            yield from _partly_kept(design, fanout, caches)
            yield from _too_many(design, fanout, caches)
        elif f"{fanout.name}.memory" not in design.estimate:
            yield from _kept_nowhere(design, fanout, reads)


def _partly_kept(design: Design, fanout: Entry, caches: list[Entry]) -> Iterator[Contradiction]:
    parts: list[tuple[float, Entry]] = []
    for cache in caches:
        cached, items = (design.value(cache, name) for name in ("items_cached", "items"))
        if cached is None or not items:
            return
        parts.append((cached / items, cache))
    kept, cache = max(parts, key=lambda part: part[0])
    delivered = design.value(fanout, "active") or 1.0
    if kept < NEARLY_ALL * delivered:
        share = design.shown(100 * kept, "%")
        yield Contradiction(
            code="unkept-deliveries",
            about=f"{fanout.name}.deliveries",
            message=f"{fanout.name} delivers to {design.shown(100 * delivered, '%')} of the "
            f"timelines, and {cache.name} keeps {share} of them",
            hint=f"give {fanout.name} `active: {share}` if only these are delivered to",
            places=(design.says(fanout, "active"), design.says(cache, "items_cached")),
        )


def _too_many(design: Design, fanout: Entry, caches: list[Entry]) -> Iterator[Contradiction]:
    """Deliveries are requests to the cache of timelines too, counted as its reads are or not."""
    delivered = design.value(fanout, "peak_deliveries") or 0
    for cache in caches:
        read = design.total(design.named(cache, "serves"), "peak_qps", "request/s")
        nodes, node_qps = (design.value(cache, name) for name in ("nodes", "node_qps"))
        if read is None or not nodes or not node_qps or read + delivered <= nodes * node_qps:
            continue
        takes, comes = (design.shown(value, "request/s") for value in (nodes * node_qps, delivered))
        yield Contradiction(
            code="unkept-deliveries",
            about=f"{cache.name}.nodes",
            message=f"{fanout.name} delivers {comes} at peak, and all nodes of {cache.name} take "
            f"{takes}, its reads included",
            hint=f"name under `written_by` of {cache.name} a traffic of {fanout.name}.deliveries, "
            "made_by services",
            places=(design.says(fanout, "posts"), design.says(cache, "written_by", "node_qps")),
        )


def _kept_nowhere(design: Design, fanout: Entry, reads: set[str]) -> Iterator[Contradiction]:
    stores = design.entries("shards")
    if not (stores or design.entries("caches")):
        return
    if not any(reads & set(store.named_by("reads")) for store in stores):
        yield Contradiction(
            code="unkept-deliveries",
            about=f"{fanout.name}.deliveries",
            message=f"{fanout.name} delivers, and no cache or store keeps what "
            f"{' and '.join(sorted(reads))} reads",
            hint=f"give {fanout.name} `entries` and `entry_size`, or add the cache that serves it",
            places=(design.says(fanout, "entries"), design.says(fanout, "reads")),
        )
