"""How long a cache takes to fill, and how long it keeps what nobody asks for."""

from ...formulas import Formula, Note, Part
from .limits import ITEMS, LIMITED, SIZED, WRITES

WARMTH = Part(
    formulas=(
        Formula(
            name="warm_up",
            text=f"1 request / (turnover(lru, {ITEMS}, cached=items_cached, {WRITES}) "
            "[* admission] * sum(serves.qps))",
            unit="s",
            because="as many different items as it holds are asked for in this time, at the "
            "average rate, and let in",
            only_with=SIZED,
        ),
        Formula(
            name="eviction_age",
            text=f"1 request / (turnover(policy, [expired], {ITEMS}, cached=items_cached, "
            f"{LIMITED}) * sum(serves.qps))",
            unit="s",
            because="the characteristic time of Che's approximation, at the average rate",
            only_with=SIZED,
            without=("policy: lfu",),
        ),
    ),
    notes=(
        Note("full {warm_up} after a cold start", unless="eviction_age"),
        Note("full {warm_up} after a cold start; an idle item stays {eviction_age}"),
    ),
)
