"""How long a read takes on average: as a target for the hit ratio, and as its result."""

from ...bounds import POSITIVE
from ...formulas import Field, Formula, Note, Part

LATENCIES = Part(
    fields=(
        Field(
            name="target_latency",
            unit="s",
            meaning="what a read may take on average; instead of hit_ratio",
            bounds=POSITIVE,
        ),
        Field("latency", "s", "what a read of the cache takes, hit or miss, e.g. 1 ms"),
        Field(
            name="store_latency",
            unit="s",
            meaning="what a miss takes on top, e.g. 10 ms: the read of the store behind",
            bounds=POSITIVE,
        ),
        Field(
            name="fill_latency",
            unit="s",
            meaning="what a miss takes besides, if it waits until the item is in the cache",
        ),
    ),
    formulas=(
        Formula("hit_latency", "latency", "s", "a hit takes the cache alone"),
        Formula("miss_latency", "store_latency [+ fill_latency]", "s", "what a miss takes on top"),
    ),
    needs=(
        ("target_latency", "latency"),
        ("target_latency", "store_latency"),
        ("target_latency", "popularity"),
        ("store_latency", "latency"),
        ("fill_latency", "store_latency"),
    ),
)

MEAN_LATENCY = Part(
    formulas=(
        Formula(
            name="mean_latency",
            text="hit_latency + (1 - hit_ratio) * miss_latency",
            unit="s",
            because="every read takes the cache, and a miss the store too",
        ),
    ),
    notes=(Note("a read takes {mean_latency} on average"),),
)
