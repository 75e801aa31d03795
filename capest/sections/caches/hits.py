"""What the cached items answer, and how many must be cached to answer so much."""

from ...formulas import Choice, Formula, Note, Part, popularity

_CHE = "Che's approximation (Martina, Garetto, Leonardi, arXiv 1307.6702)"
_MODELS = (("fifo", _CHE), ("lfu", "the most popular items"), ("lru", _CHE))
"""Policies and their models; the last one is taken where no policy is chosen."""

HITS = Part(
    fields=(
        popularity("items", "how unevenly the items are asked for"),
        Choice(
            name="policy",
            options=("lru", "fifo", "lfu"),
            meaning="which item gives way: the least recently used (left out), the oldest, or the "
            "least popular",
        ),
    ),
    formulas=(
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
    ),
    notes=(
        Note(
            text="hit ratio {hit_ratio}, between {floor_hit_ratio} (fifo) and {ceiling_hit_ratio} "
            "(the best possible)",
        ),
    ),
    needs=(("policy", "popularity"),),
    excludes=tuple(
        ("popularity", size, target)
        for size in ("share", "items_cached", "memory")
        for target in ("hit_ratio", "store_max_qps")
    ),
)
