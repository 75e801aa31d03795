"""Where a page is put together from ids, somebody reads what the ids stand for."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from ...records import record
from ...scenario.model import Entry
from ..design import Contradiction, Design, Place

MUCH = 3
"""How many times larger what is shown must be than what is kept to say that it is not in there: the
same thing with its markup, or in fewer fields, is larger by less."""


@record(kw_only=True)
class _Ids:
    """What keeps only ids: what reads them, and the storage whose items they stand for."""

    keeper: Entry
    reads: Entry
    of: Entry
    kept: float
    """Bytes that it keeps in the place of an item, or of an answer."""
    wanted: float
    """Bytes of what they stand for."""
    place: Place
    answers: bool
    """Whether it is a cache, which may be one of several that serve the same requests."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each fan-out or cache of ids, beside a store of the bodies that is read less often."""
    told: set[tuple[str, str]] = set()
    for ids in (*_of_fanouts(design), *_of_caches(design)):
        pages = design.value(ids.reads, "peak_qps")
        stores = [item for item in design.entries("shards") if ids.of.name in item.named_by("of")]
        if not pages or not stores or (ids.reads.name, ids.of.name) in told:
            continue
        most = max(stores, key=lambda store: design.value(store, "read_qps") or 0)
        read = max(_reads(design, store, ids) for store in stores)
        if read < pages:
            told.add((ids.reads.name, ids.of.name))
            yield _contradiction(design, ids, most, pages)


def _of_fanouts(design: Design) -> Iterator[_Ids]:
    for fanout in design.entries("fanouts"):
        kept = design.value(fanout, "entry_size")
        for storage in design.entries("storage"):
            size = design.value(storage, "size")
            posts = set(fanout.named_by("posts")) & set(storage.named_by("added_by"))
            if not posts or "share" in storage.values or not kept or not size:
                continue
            for reads in design.named(fanout, "reads") if size > MUCH * kept else ():
                yield _Ids(
                    keeper=fanout, reads=reads, of=storage, kept=kept, wanted=size,
                    place=design.says(fanout, "entry_size"), answers=False,
                )  # fmt: skip


def _of_caches(design: Design) -> Iterator[_Ids]:
    """A cache whose items are smaller than the answers and than what these are made of, unless the
    answers may be what comes in anyway, passed on.
    """
    arrives = design.value("traffic", "ingress", "bit/s") or 0
    for cache in design.entries("caches"):
        kept = design.value(cache, "item_size")
        for reads in design.named(cache, "serves") if kept else ():
            response = design.value(reads, "response") or 0
            leaves = design.value(reads, "egress", "bit/s") or 0
            if not kept or response <= MUCH * kept or leaves <= arrives:
                continue
            for storage in design.entries("storage"):
                if kept < (design.value(storage, "size") or 0) <= response:
                    yield _Ids(
                        keeper=cache, reads=reads, of=storage, kept=kept, wanted=response,
                        place=design.says(cache, "item_size"), answers=True,
                    )  # fmt: skip


def _reads(design: Design, store: Entry, ids: _Ids) -> float:
    """How often bodies are read: from the store, or from a cache of them in front of it."""
    if ids.reads.name in store.named_by("reads"):
        return float("inf")
    reads = [design.value(store, "read_qps") or 0]
    behind = {cache.name for cache in design.named(store, "behind")}
    for cache in design.entries("caches"):
        held = design.value(cache, "item_size") or 0
        serves = design.named(cache, "serves")
        if ids.reads in serves and not (ids.answers and MUCH * held >= ids.wanted):
            continue  # it keeps the ids, or other ids
        if cache.name in behind or ids.reads in serves:
            reads.append(fsum(design.value(item, "peak_qps") or 0 for item in serves))
    return max(reads)


def _contradiction(design: Design, ids: _Ids, store: Entry, pages: float) -> Contradiction:
    kept, wanted = design.shown(ids.kept, "B"), design.shown(ids.wanted, "B")
    read = design.shown(design.value(store, "read_qps") or 0, "request/s")
    what = "an answer" if ids.answers else f"an item of {ids.of.name}"
    return Contradiction(
        code="unread-bodies",
        about=f"{store.name}.read_qps",
        message=f"{ids.keeper.name} keeps {kept} where {what} has {wanted}, and the rest is not "
        f"read: {store.name} gets {read} for {design.shown(pages, 'request/s')} of "
        f"{ids.reads.name} at peak",
        hint=f"add the reads of {ids.of.name} to {store.name}, or a cache of them in front of it",
        places=(ids.place, design.says(store, "behind", "reads")),
    )
