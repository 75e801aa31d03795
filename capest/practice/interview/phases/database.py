"""Database: which kind for what, by which key it is cut, and how many copies there are."""

from __future__ import annotations

from ..design import ServiceDesign, listed
from ..ideas import idea
from ..rubric import Item, Phase


def phase(design: ServiceDesign) -> Phase:
    """What a scenario's storage and shards ask of a database."""
    rows = [name for name in design.kept if name not in design.blobs] or list(design.kept)
    items = [
        Item(
            what="which kind of database, and why",
            weight=2,
            needs=(idea("kind_of_store"), idea("reason")),
            model=_kind(design, rows),
        )
    ]
    if design.blobs:
        items.append(
            Item(
                what=f"large things apart: {listed(design.blobs)}",
                weight=2,
                needs=(idea("blob"),),
                model=f"{listed(design.blobs)} in an object store, their addresses in the rows",
            )
        )
    items += cut(design)
    items += [
        Item(
            what="copies",
            weight=1,
            needs=(idea("replica"),),
            model=f"{_copies(design) or 'three'} copies: one may be lost while another is mended",
        ),
        Item(
            what="a key, an index or a schema",
            weight=1,
            needs=(idea("index"),),
            model="the primary key is what most reads ask by; an index for the next",
        ),
    ]
    return Phase(
        topic="database",
        title="Database: which, and how",
        asks=("Where does each thing live, why there, and by which key is it found and cut?",),
        items=tuple(items),
        enough=sum(item.weight for item in items) - 1,
        minutes=5,
    )


def cut(design: ServiceDesign) -> list[Item]:
    """Whether it is to be sharded, and by what; of one shard, that there is nothing to cut."""
    if design.shards > 1:
        store = design.largest_store
        return [
            Item(
                what=f"shards of {listed([store])}, by a key",
                weight=2,
                needs=(idea("shard"), idea("key")),
                figure=f"{store}.shards",
                model=f"{store}: {design.shown(f'{store}.shards')}, cut by the hash of a key",
            )
        ]
    if not design.entries("shards"):
        return [
            Item(
                what="how it is cut, or why one machine is enough",
                weight=2,
                needs=(idea("shard", "one_machine"), idea("key", "reason")),
                model="the key by which it would be cut, so that most calls ask one machine",
            )
        ]
    return [
        Item(
            what="one machine is enough, and no shards",
            weight=2,
            needs=(idea("one_machine"),),
            model="all of it fits one machine and its copies; nothing needs to be sharded",
        )
    ]


def _kind(design: ServiceDesign, rows: list[str]) -> str:
    writes = design.shown("traffic.write_qps") or design.shown("traffic.qps")
    why = f"{writes} written" if writes else "few writes"
    return f"{listed(rows)}: rows found by their key, {why}; say which database does that, and why"


def _copies(design: ServiceDesign) -> str:
    copies = [design.number(f"{one.name}.replicas") or 0 for one in design.entries("storage")]
    return f"{max(copies):.0f}" if copies and max(copies) > 1 else ""
