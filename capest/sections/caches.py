"""Caches: how many items, how much memory, how many nodes, and what still reaches the store."""

from ..formulas import (
    POSITIVE,
    POSITIVE_SHARE,
    SHARE,
    Choice,
    Column,
    Default,
    Field,
    Formula,
    Note,
    Reference,
    Section,
    popularity,
)

_CHE = "Che's approximation (Martina, Garetto, Leonardi, arXiv 1307.6702)"
_MODELS = (("fifo", _CHE), ("lfu", "the most popular items"), ("lru", _CHE))
"""Policies and their models; the last one is taken where no policy is chosen."""

SECTION = Section(
    name="caches",
    order=3,
    meaning="what is kept in memory: items, bytes, nodes, and the load left for the store",
    fields=(
        Reference(
            name="serves",
            section="traffic",
            meaning="the traffic entry whose requests it answers",
            required=True,
        ),
        Field(
            name="items",
            unit="item",
            meaning="how many different items there are to cache; left out: a day's requests",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="share",
            unit="%",
            meaning="the part of the items that the cache holds, e.g. 20%",
            bounds=POSITIVE_SHARE,
        ),
        Field(
            name="items_cached",
            unit="item",
            meaning="how many items the cache holds; instead of share",
            how_many=True,
        ),
        Field(
            name="memory",
            unit="B",
            meaning="memory for the items; instead of share or items_cached",
        ),
        popularity("items", "how unevenly the items are asked for"),
        Choice(
            name="policy",
            options=("lru", "fifo", "lfu"),
            meaning="which item gives way: the least recently used (left out), the oldest, or the "
            "least popular",
        ),
        Field(
            name="store_max_qps",
            unit="request/s",
            meaning="what the store behind can take at peak; instead of hit_ratio",
        ),
        Field(
            name="hit_ratio",
            unit="%",
            meaning="the part of the requests that the cache answers",
            bounds=SHARE,
        ),
        Field(
            name="item_size",
            unit="B/item",
            meaning="bytes of one cached item, key and value",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="item_overhead",
            unit="B/item",
            meaning="bytes the cache itself needs for an item",
            how_many=True,
        ),
        Field(name="node_memory", unit="B/node", meaning="memory of one node", bounds=POSITIVE),
        Field(
            name="node_qps",
            unit="request/s/node",
            meaning="requests that one node can answer",
            bounds=POSITIVE,
        ),
        Field(
            name="fill",
            unit="%",
            meaning="the part of a node's memory that items may take",
            bounds=POSITIVE_SHARE,
            default=Default(
                value="75%",
                source="Amazon ElastiCache keeps 25 % of a node's memory in reserve; "
                "AWS Knowledge Center, read 2026",
            ),
        ),
    ),
    needs=(("policy", "popularity"), ("store_max_qps", "popularity")),
    either=(("share", "items_cached", "memory"), ("hit_ratio", "store_max_qps")),
    excludes=tuple(
        ("popularity", size, target)
        for size in ("share", "items_cached", "memory")
        for target in ("hit_ratio", "store_max_qps")
    ),
    formulas=(
        Formula(
            name="items",
            text="serves.per_day * 1 day",
            unit="item",
            because="each request of a day taken as a different item",
            only_with="share",
        ),
        Formula(
            name="target_hit_ratio",
            text="hit_ratio",
            unit="%",
            because="the hit ratio that is asked for",
        ),
        Formula(
            name="target_hit_ratio",
            text="max(0%, 1 - store_max_qps / serves.peak_qps)",
            unit="%",
            because="the store takes the rest",
        ),
        Formula(
            name="items_cached",
            text="min([items], memory / (item_size [+ item_overhead]))",
            unit="item",
            because="the items that fit, if there are so many",
        ),
        Formula(
            name="items_cached",
            text="items * share",
            unit="item",
            because="a share of the items",
        ),
        *(
            Formula(
                name="items_cached",
                text=f"{policy}_items(items, popularity, target_hit_ratio)",
                unit="item",
                because=f"enough for that hit ratio: {source}",
                when=None if policy == "lru" else ("policy", policy),
            )
            for policy, source in _MODELS
        ),
        Formula(name="items_cached", text="items", unit="item", because="all of the items"),
        Formula(
            name="memory",
            text="items_cached * (item_size [+ item_overhead])",
            unit="B",
            because="the cached items with what the cache adds to each",
        ),
        *(
            Formula(
                name="hit_ratio",
                text=f"{policy}_hit_ratio(items, popularity, items_cached)",
                unit="%",
                because=f"what those items answer: {source}",
                when=None if policy == "lru" else ("policy", policy),
            )
            for policy, source in _MODELS
        ),
        Formula(
            name="floor_hit_ratio",
            text="fifo_hit_ratio(items, popularity, items_cached)",
            unit="%",
            because="first in, first out: what the simplest policy answers",
        ),
        Formula(
            name="ceiling_hit_ratio",
            text="lfu_hit_ratio(items, popularity, items_cached)",
            unit="%",
            because="the most popular items: what no policy exceeds while popularity stays",
        ),
        Formula(
            name="by_memory",
            text="ceil(memory / (node_memory * fill))",
            unit="node",
            because="nodes that the memory takes",
        ),
        Formula(
            name="by_qps",
            text="ceil(serves.peak_qps / node_qps)",
            unit="node",
            because="nodes that the requests take at peak",
        ),
        Formula(
            name="nodes",
            text="max([by_memory], [by_qps])",
            unit="node",
            because="the tighter of the two",
        ),
        Formula(
            name="miss_qps",
            text="serves.peak_qps * (1 - hit_ratio)",
            unit="request/s",
            because="what reaches the store behind at peak",
        ),
        Formula(
            name="miss_factor_without_a_node",
            text="(1 node / nodes + (1 - 1 node / nodes) * (1 - hit_ratio)) / (1 - hit_ratio)",
            unit="",
            because="what a lost node held misses too, until the others hold it",
        ),
    ),
    notes=(
        Note(text="while a lost node is missed, misses are {miss_factor_without_a_node}x as many"),
        Note(
            text="hit ratio {hit_ratio}, between {floor_hit_ratio} (fifo) and {ceiling_hit_ratio} "
            "(the best possible)",
        ),
    ),
    columns=(
        Column(quantity="items", heading="of items"),
        Column(quantity="items_cached", heading="cached"),
        Column(quantity="memory", heading="memory"),
        Column(quantity="nodes", heading="nodes"),
        Column(quantity="hit_ratio", heading="hit ratio"),
        Column(quantity="miss_qps", heading="misses, peak"),
    ),
)
