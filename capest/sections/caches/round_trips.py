"""How long the cache and the store take to answer."""

from ...formulas import POSITIVE, Field, Part

ROUND_TRIPS = Part(
    fields=(
        Field(name="latency", unit="s", meaning="what a read of the cache takes, hit or miss"),
        Field(
            name="store_latency",
            unit="s",
            meaning="what a miss takes on top: the read of the store behind",
            bounds=POSITIVE,
        ),
    ),
    needs=(("store_latency", "latency"),),
)
