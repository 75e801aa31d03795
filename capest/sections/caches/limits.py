"""What keeps items away however large the cache is: they expire, or writes delete them."""

from ...bounds import POSITIVE, Bounds
from ...formulas import Choice, Default, Field, Formula, Note, Part, Reference
from .strategies import AROUND, BEHIND, THROUGH, under

ITEMS = "items=items, popularity=popularity"
WRITES = "[write_share=write_share], [renewal_share=renewal_share]"
EXPIRY = "[ttl=requests_within_ttl], [max_idle=requests_within_idle]"
LIMITED = f"[admission=admission], {WRITES}, {EXPIRY}"
"""What functions of caches take by name; a part that the scenario does not give drops out."""
SIZED = ("share", "items_cached", "memory", "hit_ratio", "store_max_qps", "target_latency")
"""Fields that limit how many items are cached, or say what is asked of them."""
EXPIRES = ("ttl", "max_idle")

LIMITS = Part(
    fields=(
        Field(
            name="ttl",
            unit="s",
            meaning="how long an item lives after it was read in, e.g. 60 s; alone, without a "
            "size, it says how many there are",
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
        Choice(
            name="expired",
            options=("leaves", "stays"),
            meaning="whether an expired item leaves at once, or stays until it is asked for or "
            "evicted",
            default=Default(
                "leaves", "redis, memcached since 1.5 and segcache remove it in the background"
            ),
        ),
        Reference(
            name="written_by",
            sections=("traffic",),
            meaning="the traffic that changes the same items; each of its requests deletes "
            "one from the cache, unless writes says that it puts the new one in or passes by",
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
        *under(
            THROUGH,
            BEHIND,
            name="renewal_share",
            text="sum(written_by.qps) / (sum(serves.qps) + sum(written_by.qps))",
            unit="%",
            because="writes among reads and writes, each of which puts its new item in; taken to "
            "spread over the items alike",
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
            text=f"hit_ratio(policy, [expired], {ITEMS}, [admission=admission], "
            "write_share=write_share)",
            unit="%",
            because="what it answers with room for everything, as writes delete items",
            without=EXPIRES,
        ),
        Formula(
            name="highest_hit_ratio",
            text=f"hit_ratio(policy, [expired], {ITEMS}, {LIMITED})",
            unit="%",
            because="what it answers with room for everything, as items expire",
            only_with=EXPIRES,
        ),
    ),
    notes=(
        Note("however large the cache, it answers at most {highest_hit_ratio}"),
        *(
            Note(f"items expire after {{{field}}}{idle}, and {then}", when=("expired", option))
            for field, idle in (("ttl", ""), ("max_idle", " without a read"))
            for option, then in (
                ("leaves", "leave at once"),
                ("stays", "stay until they are asked for or evicted"),
            )
        ),
    ),
    either=(EXPIRES, ("written_by", "write_share")),
    needs=(("ttl", "popularity"), ("max_idle", "popularity")),
)
