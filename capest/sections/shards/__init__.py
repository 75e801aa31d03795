"""Shards: how many parts a store is cut into, how evenly they fill, and how long they last."""

from ...formulas import Column, Section
from .balance import BALANCE
from .count import COUNT
from .future import FUTURE
from .limits import LIMITED, LIMITS
from .loads import LOADS
from .losses import LOSSES
from .nodes import NODES
from .placed import PLACED

SECTION = Section.of(
    LOADS,
    PLACED,
    LIMITED,
    COUNT,
    NODES,
    BALANCE,
    LOSSES,
    FUTURE,
    name="shards",
    follows="caches",
    meaning="how many parts a store is cut into: by size, by writes, by reads",
    leads_to=("shards",),
    machines="shards",
    topic="shards",
    spoken_of={"shards": ("shards", "shard", "partitions")},
    concludes=("{shards}", "on {nodes}"),
    columns=(
        *(
            Column(f"by_{limit.name}", f"by {limit.name}", only_with=frozenset(limit.optional))
            for limit in LIMITS
        ),
        Column("shards", "shards"),
        Column("nodes", "nodes"),
    ),
)
