"""The hit ratio that is asked of a cache: outright, or by what the store behind it can take."""

from ...formulas import SHARE, Field, Formula, Part

TARGET = Part(
    fields=(
        Field(
            name="store_max_qps",
            unit="request/s",
            meaning="what the store behind can take at peak; instead of hit_ratio",
        ),
        Field(
            name="hit_ratio",
            unit="%",
            meaning="the part of the requests that the cache answers",
            bounds=SHARE,
        ),
    ),
    formulas=(
        Formula(
            name="target_hit_ratio",
            text="hit_ratio",
            unit="%",
            because="the hit ratio that is asked for",
        ),
        Formula(
            name="target_hit_ratio",
            text="max(0%, 1 - store_max_qps / serves.peak_qps)",
            unit="%",
            because="the store takes the rest",
        ),
    ),
    needs=(("store_max_qps", "popularity"),),
    either=(("hit_ratio", "store_max_qps"),),
)
