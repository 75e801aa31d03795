"""How long a cached item stays good."""

from ...formulas import POSITIVE, Field, Part

LIFETIME = Part(
    fields=(
        Field(
            name="ttl",
            unit="s",
            meaning="how long an item lives after it was read in",
            bounds=POSITIVE,
            known_as=("expire_after_write", "time_to_live", "lifetime"),
        ),
    ),
    needs=(("ttl", "popularity"),),
)
