"""What a storage entry adds in a day arrives with some traffic, but for what servers add to it."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design, Place, names_of

RENDITIONS = 4
"""How many times its bytes a thing is kept in other forms that servers make of it: the nine H.264
renditions of Apple's HLS authoring specification have 3.3 times the bits of the largest."""

OWN_BYTES = 4096
"""What servers add to each request of their own (ids, times, indexes, a line of a log): a post of
280 characters is kept as 2.5 KB of JSON (codingrelic.geekhold.com, July 2011)."""

_DAY = "B/day"


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each storage entry that adds much more than comes in."""
    for store in design.entries("storage"):
        sources = design.named(store, "added_by")
        if sources:
            yield from _of_requests(design, store, sources)
        elif "per_day" in store.values:
            yield from _of_all(design, store)


def _of_requests(
    design: Design, store: Entry, sources: tuple[Entry, ...]
) -> Iterator[Contradiction]:
    copies = max(1.0, design.value(store, "items_per_request") or 1)  # of what one request brings
    added = design.value(store, "per_day", _DAY)
    arrives = design.total(sources, "ingress", _DAY)
    requests = design.total(sources, "per_day", "request/day")
    if added is None or arrives is None or not requests:
        return
    if added / copies > RENDITIONS * arrives + OWN_BYTES * requests:
        wanted = design.shown(added / copies / requests, "B")
        places = [design.says(store, "size")]
        places += [design.says(source, "request", "bytes", "bytes_per_user") for source in sources]
        yield _contradiction(
            design, store, arrives, tuple(places),
            brings=f"the requests of {names_of(sources)} bring",
            hint=f"name the traffic that brings it, or give {names_of(sources)} {wanted} a request",
        )  # fmt: skip


def _of_all(design: Design, store: Entry) -> Iterator[Contradiction]:
    """Of bytes that the scenario gives as they are: they may come with anything that comes in."""
    traffic = design.entries("traffic")
    writes = [entry for entry in traffic if entry.choices.get("kind") != "read"]
    added = design.value(store, "per_day", _DAY)
    arrives = design.value("traffic", "ingress", _DAY)
    requests = design.value("traffic", "per_day", "request/day")
    if added is None or arrives is None or requests is None:
        return
    is_known = bool(writes) and all(f"{entry.name}.ingress" in design.estimate for entry in writes)
    if is_known and added > RENDITIONS * arrives + OWN_BYTES * requests:
        places = (design.says(store, "per_day"), *(design.says(item, "request") for item in writes))
        yield _contradiction(
            design, store, arrives, places,
            brings="all traffic together brings", hint="add the traffic that brings it",
        )  # fmt: skip


def _contradiction(
    design: Design, store: Entry, arrives: float, places: tuple[Place, ...], *, brings: str,
    hint: str,
) -> Contradiction:  # fmt: skip
    added = design.estimate[f"{store.name}.per_day"].quantity
    return Contradiction(
        code="unsent-bytes",
        about=f"{store.name}.per_day",
        message=f"{store.name} adds {added}, and {brings} {design.shown(arrives, _DAY)}",
        hint=hint,
        places=places,
    )
