"""How writes pass a cache: the five strategies, and the work each gives the cache itself."""

from ...formulas import Choice, Formula, Part

ASIDE, READ_THROUGH, AROUND, THROUGH, BEHIND = STRATEGIES = (
    "cache-aside",
    "read-through",
    "write-around",
    "write-through",
    "write-behind",
)
"""Amazon ElastiCache, Caching strategies, read 2026 (lazy loading, which is cache-aside, and
write-through); Oracle Coherence, Caching Data Sources, read 2026 (read-through, write-behind)."""

REMARKS = {
    ASIDE: "a read racing a write can put the old item back, until its ttl",
    READ_THROUGH: "as cache-aside, and nothing is read while the cache is down",
    AROUND: "a new item's first read misses; an old item stays until its ttl",
    THROUGH: "commits in two phases, and caches even what nobody reads",
    BEHIND: "the store lags, and a queue that is not durable can be lost",
}
"""What the numbers of each strategy do not show."""


def under(*strategies: str, name: str, text: str, unit: str, because: str) -> tuple[Formula, ...]:
    """One quantity as it is under some of the strategies."""
    return tuple(
        Formula(name, text, unit, because, when=("writes", strategy)) for strategy in strategies
    )


CHOICE = Choice("writes", STRATEGIES, "how writes pass the cache")

STRATEGY = Part(
    fields=(CHOICE,),
    formulas=(
        *under(
            ASIDE,
            READ_THROUGH,
            name="cache_qps",
            text="sum(serves.peak_qps) + ((1 - hit_ratio) * sum(serves.peak_qps) "
            "+ sum(written_by.peak_qps)) [* replicas]",
            unit="request/s",
            because="a look-up for each read; a fill for each miss and a deletion for each write, "
            "in every copy",
        ),
        *under(
            THROUGH,
            BEHIND,
            name="cache_qps",
            text="sum(serves.peak_qps) + ((1 - hit_ratio) * sum(serves.peak_qps) "
            "+ sum(written_by.peak_qps)) [* replicas]",
            unit="request/s",
            because="a look-up for each read; a fill for each miss and the writes, in every copy",
        ),
        *under(
            AROUND,
            name="cache_qps",
            text="sum(serves.peak_qps) + (1 - hit_ratio) * sum(serves.peak_qps) [* replicas]",
            unit="request/s",
            because="a look-up for each read, a fill for each miss in every copy; writes pass by",
        ),
    ),
    needs=(("writes", "written_by"),),
)
