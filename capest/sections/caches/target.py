"""The hit ratio that is asked of a cache: outright, or by what the store behind it can take."""

from ...bounds import SHARE
from ...formulas import Field, Formula, Part

_WANTED = (
    ("hit_ratio", "the hit ratio that is asked for"),
    (
        "max(0%, 1 - (store_max_qps [- store_write_qps]) / sum(serves.peak_qps))",
        "the store takes the rest, besides the writes",
    ),
    (
        "max(0%, 1 - (target_latency - hit_latency) / miss_latency)",
        "so few misses that reads take as long as they may, on average",
    ),
)

TARGET = Part(
    fields=(
        Field(
            name="store_max_qps",
            unit="request/s",
            meaning="what the store behind can take at peak, writes too; instead of hit_ratio",
        ),
        Field("hit_ratio", "%", "the part of the requests that the cache answers", bounds=SHARE),
    ),
    formulas=(
        *(
            Formula("target_hit_ratio", f"reachable({wanted}, highest_hit_ratio)", "%", because)
            for wanted, because in _WANTED
        ),
        *(
            Formula(
                name="target_hit_ratio",
                text=wanted if wanted == "hit_ratio" else f"reachable({wanted}, 100%)",
                unit="%",
                because=because,
            )
            for wanted, because in _WANTED
        ),
    ),
    needs=(("store_max_qps", "popularity"),),
    either=(("hit_ratio", "store_max_qps", "target_latency"),),
)
