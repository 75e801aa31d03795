"""Caches: how many items, how much memory, how many nodes, and what still reaches the store."""

from ..formulas import (
    POSITIVE,
    POSITIVE_SHARE,
    SHARE,
    Column,
    Default,
    Field,
    Formula,
    Reference,
    Section,
)

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
            unit="",
            meaning="the part of the items that the cache holds, e.g. 20%; left out: all",
            bounds=POSITIVE_SHARE,
        ),
        Field(
            name="hit_ratio",
            unit="",
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
            unit="",
            meaning="the part of a node's memory that items may take",
            bounds=POSITIVE_SHARE,
            default=Default(
                value="75%",
                source="Amazon ElastiCache keeps 25 % of a node's memory in reserve; "
                "AWS Knowledge Center, read 2026",
            ),
        ),
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
            name="items_cached",
            text="items [* share]",
            unit="item",
            because="the items that the cache holds",
        ),
        Formula(
            name="memory",
            text="items_cached * (item_size [+ item_overhead])",
            unit="B",
            because="the cached items with what the cache adds to each",
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
