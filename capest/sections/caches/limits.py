"""What keeps items away however large the cache is: they expire, or writes delete them."""

from ...formulas import POSITIVE, Bounds, Field, Formula, Note, Part, Reference
from .strategies import AROUND, BEHIND, THROUGH

TAILS = (
    "write_share, requests_within_ttl",
    "0, requests_within_ttl",
    "write_share, 0, requests_within_idle",
    "0, 0, requests_within_idle",
)
"""How a hit ratio's formula goes on where items expire; 0 stands for a limit that is not there."""
SIZED = ("share", "items_cached", "memory", "hit_ratio", "store_max_qps", "target_latency")
"""Fields that limit how many items are cached, or say what is asked of them."""
EXPIRES = ("ttl", "max_idle")

LIMITS = Part(
    fields=(
        Field(
            name="ttl",
            unit="s",
            meaning="how long an item lives after it was read in; alone, without a size, it says "
            "how many there are",
            bounds=POSITIVE,
            known_as=("expire_after_write", "time_to_live", "lifetime"),
        ),
        Field(
            name="max_idle",
            unit="s",
            meaning="how long an item lives after it was last read; instead of ttl",
            bounds=POSITIVE,
            known_as=("expire_after_access", "time_to_idle", "sliding_ttl"),
        ),
        Reference(
            name="written_by",
            sections=("traffic",),
            meaning="the traffic that changes the same items; each of its requests deletes "
            "one from the cache, unless writes says that the cache is written or passed by",
        ),
        Field(
            name="write_share",
            unit="%",
            meaning="the part of the reads and writes that are writes and delete their item; "
            "instead of written_by",
            bounds=Bounds(least=0, most=0.99),  # all of them would leave nothing to read
        ),
    ),
    formulas=(
        Formula(
            name="write_share",
            text="sum(written_by.qps) / (sum(serves.qps) + sum(written_by.qps))",
            unit="%",
            because="writes among reads and writes, taken to spread over the items alike",
            without=tuple(f"writes: {strategy}" for strategy in (AROUND, THROUGH, BEHIND)),
        ),
        Formula(
            name="requests_within_ttl",
            text="ttl * sum(serves.qps)",
            unit="request",
            because="the lifetime in requests, at their average rate",
        ),
        Formula(
            name="requests_within_idle",
            text="max_idle * sum(serves.qps)",
            unit="request",
            because="the longest idle time in requests, at their average rate",
        ),
        Formula(
            name="highest_hit_ratio",
            text="1 - write_share",
            unit="%",
            because="a read after a write misses, whatever the size",
            without=("policy: q_lru", *EXPIRES),
        ),
        Formula(
            name="highest_hit_ratio",
            text="q_lru_hit_ratio(items, popularity, items, admission, write_share)",
            unit="%",
            because="what it answers with room for everything, as writes delete items",
        ),
        *(
            Formula(
                name="highest_hit_ratio",
                text=f"lru_hit_ratio(items, popularity, items, {tail})",
                unit="%",
                because="what it answers with room for everything, as items expire",
            )
            for tail in TAILS
        ),
    ),
    notes=(Note(text="however large the cache, it answers at most {highest_hit_ratio}"),),
    either=(EXPIRES, ("written_by", "write_share")),
    needs=(("ttl", "popularity"), ("max_idle", "popularity")),
    excludes=(
        ("ttl", "policy: q_lru"),
        ("max_idle", "policy: q_lru"),
        ("max_idle", "policy: fifo"),
    ),
)
