"""How long readers of a cache see what has been overwritten, and how many of them."""

from ...formulas import Part
from .strategies import AROUND, ASIDE, BEHIND, READ_THROUGH, THROUGH, under

FRESHNESS = Part(
    formulas=(
        *under(
            ASIDE,
            READ_THROUGH,
            name="stale_for",
            text="latency",
            unit="s",
            because="from the commit in the store until the deletion reaches the cache",
        ),
        *under(
            AROUND,
            name="stale_for",
            text="ttl",
            unit="s",
            because="nothing but its lifetime ends an old item",
        ),
        *under(
            THROUGH,
            BEHIND,
            name="stale_for",
            text="0 s",
            unit="s",
            because="the cache has every write before it is acknowledged",
        ),
        *under(
            ASIDE,
            READ_THROUGH,
            name="stale_answers",
            text="racing_share(items, popularity, sum(written_by.peak_qps) * latency)",
            unit="%",
            because="of all reads, the most that fall between a write and its deletion; Poisson "
            "writes",
        ),
        *under(
            AROUND,
            name="stale_answers",
            text="hit_ratio * stale_share(items, popularity, sum(serves.peak_qps) * ttl, "
            "sum(written_by.peak_qps) * ttl)",
            unit="%",
            because="of all reads: of the hits of an item with x writes in its lifetime, "
            "1 - (1 - e^-x) / x; Poisson writes",
        ),
        *under(
            THROUGH,
            BEHIND,
            name="stale_answers",
            text="0%",
            unit="%",
            because="the cache has every write before it is acknowledged",
        ),
    ),
)
