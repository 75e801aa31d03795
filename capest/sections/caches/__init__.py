"""Caches: how many items, how much memory, how many nodes, and what still reaches the store."""

from ...formulas import Column, Section
from .commit import COMMIT
from .freshness import FRESHNESS
from .hits import HITS
from .items import ITEMS
from .latency import LATENCIES, MEAN_LATENCY
from .limits import LIMITS
from .memory import MEMORY
from .misses import MISSES
from .nodes import NODES
from .object_sizes import OBJECT_SIZES
from .queue import QUEUE
from .size import SIZE
from .store_load import STORE_LOAD, STORE_WRITES
from .strategies import STRATEGY
from .target import TARGET
from .warmth import WARMTH
from .workload import WORKLOAD

SECTION = Section.of(
    ITEMS,
    WORKLOAD,
    LIMITS,
    LATENCIES,
    STORE_WRITES,
    TARGET,
    MEMORY,
    OBJECT_SIZES,
    SIZE,
    HITS,
    MEAN_LATENCY,
    WARMTH,
    STRATEGY,
    NODES,
    MISSES,
    STORE_LOAD,
    FRESHNESS,
    COMMIT,
    QUEUE,
    name="caches",
    follows="tiers",
    meaning="what is kept in memory: items, bytes, nodes, and the load left for the store",
    leads_to=("nodes", "memory"),
    machines="nodes",
    held="memory",
    sends="miss_qps",
    topic="cache",
    spoken_of={"nodes": ("nodes", "node", "servers", "machines")},
    concludes=("{nodes}", "{hit_ratio} hits"),
    columns=(
        Column("items", "of items"),
        Column("items_cached", "cached"),
        Column("memory", "memory"),
        Column("replicas", "copies", only_with=frozenset({"replicas"})),
        Column("nodes", "nodes"),
        Column("hit_ratio", "hit ratio"),
        Column("miss_qps", "misses, peak"),
    ),
)
