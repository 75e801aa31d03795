"""Caches: how many items, how much memory, how many nodes, and what still reaches the store."""

from ...formulas import Column, Section
from .hits import HITS
from .memory import MEMORY
from .misses import MISSES
from .nodes import NODES
from .size import SIZE
from .target import TARGET

SECTION = Section.of(
    TARGET,
    MEMORY,
    SIZE,
    HITS,
    NODES,
    MISSES,
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
