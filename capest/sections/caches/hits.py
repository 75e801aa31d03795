"""What the cached items answer, and how many must be cached to answer so much."""

from ...bounds import POSITIVE_SHARE
from ...formulas import Choice, Field, Formula, Note, Part
from ...well_known import popularity
from .limits import EXPIRES, EXPIRY, ITEMS, LIMITED, SIZED, WRITES

_SOURCE = (
    "Che's approximation (Martina, Garetto, Leonardi, arXiv 1307.6702); with lfu, of the most "
    "popular items"
)


HITS = Part(
    fields=(
        popularity("items", "how unevenly the items are asked for"),
        Choice(
            name="policy",
            options=("lru", "fifo", "random", "lfu", "q_lru"),
            meaning="which item gives way: the least recently used (left out), the oldest, any, "
            "the least popular, or the least recently used of those let in by admission",
        ),
        Field(
            name="admission",
            unit="%",
            meaning="the part of the missed items that q_lru lets in, e.g. 10%",
            bounds=POSITIVE_SHARE,
        ),
    ),
    formulas=(
        Formula(
            name="items_cached",
            text=f"items_to_cache(policy, [expired], {ITEMS}, hit_ratio=target_hit_ratio, "
            f"{LIMITED})",
            unit="item",
            because=f"enough for that hit ratio: {_SOURCE}",
        ),
        Formula(
            name="items_cached",
            text=f"items_to_cache(policy, [expired], {ITEMS}, {LIMITED})",
            unit="item",
            because="what is there, and room for all of it: Jung, Berger, Balakrishnan, INFOCOM "
            "2003",
            only_with=EXPIRES,
            without=SIZED,
        ),
        Formula("items_cached", "items", "item", "all of the items"),
        Formula(
            name="hit_ratio",
            text="highest_hit_ratio",
            unit="%",
            because="no size limits it, only its lifetime",
            only_with=EXPIRES,
            without=SIZED,
        ),
        Formula(
            name="hit_ratio",
            text=f"hit_ratio(policy, [expired], {ITEMS}, cached=items_cached, {LIMITED})",
            unit="%",
            because=f"what those items answer: {_SOURCE}",
        ),
        Formula(
            name="floor_hit_ratio",
            text=f"hit_ratio(fifo, [expired], {ITEMS}, cached=items_cached, {WRITES}, {EXPIRY})",
            unit="%",
            because="first in, first out: what the simplest policy answers",
            only_with=SIZED,
            without=("served_size", "max_idle"),
        ),
        Formula(
            name="ceiling_hit_ratio",
            text=f"hit_ratio(lfu, leaves, {ITEMS}, cached=items_cached, {WRITES}, {EXPIRY})",
            unit="%",
            because="the most popular items: what no policy exceeds while popularity stays",
            only_with=SIZED,
            without=("served_size",),
        ),
    ),
    notes=(
        Note(
            text="hit ratio {hit_ratio}; fifo would have {floor_hit_ratio}, the best possible "
            "{ceiling_hit_ratio}"
        ),
        Note(
            text="hit ratio {hit_ratio}, items expiring after {max_idle} idle; the best possible "
            "would have {ceiling_hit_ratio}"
        ),
    ),
    needs=(
        ("policy", "popularity"),
        ("admission", "policy: q_lru"),
        ("policy: q_lru", "admission"),
    ),
    excludes=tuple(
        ("popularity", size, target)
        for size in ("share", "items_cached", "memory")
        for target in ("hit_ratio", "store_max_qps", "target_latency")
    ),
)
