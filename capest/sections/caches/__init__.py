"""Caches: how many items, how much memory, how many nodes, and what still reaches the store."""

from ...formulas import Column, Section
from .commit import COMMIT
from .freshness import FRESHNESS
from .hits import HITS
from .lifetime import LIFETIME
from .memory import MEMORY
from .misses import MISSES
from .nodes import NODES
from .queue import QUEUE
from .round_trips import ROUND_TRIPS
from .size import SIZE
from .store_load import STORE_LOAD
from .strategies import STRATEGY
from .target import TARGET
from .writers import WRITERS

SECTION = Section.of(
    TARGET,
    MEMORY,
    SIZE,
    HITS,
    ROUND_TRIPS,
    LIFETIME,
    WRITERS,
    STRATEGY,
    NODES,
    MISSES,
    STORE_LOAD,
    FRESHNESS,
    COMMIT,
    QUEUE,
    name="caches",
    order=3,
    meaning="what is kept in memory: items, bytes, nodes, and the load left for the store",
    columns=(
        Column(quantity="items", heading="of items"),
        Column(quantity="items_cached", heading="cached"),
        Column(quantity="memory", heading="memory"),
        Column(quantity="nodes", heading="nodes"),
        Column(quantity="hit_ratio", heading="hit ratio"),
        Column(quantity="miss_qps", heading="misses, peak"),
    ),
)
