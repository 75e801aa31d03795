"""How long a cache takes to fill, and how long it keeps what nobody asks for."""

from ...formulas import Formula, Note, Part
from .limits import SIZED

_FILLS = "as many different items as it holds are asked for in this time, at the average rate"
_STAYS = "the characteristic time of Che's approximation, at the average rate"


def _age(call: str, when: str | None = None) -> Formula:
    return Formula(
        name="eviction_age",
        text=f"1 request / ({call} * sum(serves.qps))",
        unit="s",
        because=_STAYS,
        when=("policy", when) if when else None,
        only_with=SIZED,
        without=() if when else ("policy: lfu", "policy: fifo", "policy: random", "policy: q_lru"),
    )


WARMTH = Part(
    formulas=(
        Formula(
            name="warm_up",
            text="1 request / (lru_turnover(items, popularity, items_cached, [write_share]) "
            "* sum(serves.qps))",
            unit="s",
            because=_FILLS,
            only_with=SIZED,
            without=("policy: q_lru",),
        ),
        Formula(
            name="warm_up",
            text="1 request / (lru_turnover(items, popularity, items_cached) * admission "
            "* sum(serves.qps))",
            unit="s",
            because=f"{_FILLS}, and let in",
            when=("policy", "q_lru"),
            only_with=SIZED,
            without=("write_share", "written_by"),
        ),
        *(
            _age(f"fifo_turnover(items, popularity, items_cached, {tail})", policy)
            for policy in ("fifo", "random")
            for tail in (
                "write_share, requests_within_ttl",
                "0, requests_within_ttl",
                "[write_share]",
            )
        ),
        _age("q_lru_turnover(items, popularity, items_cached, admission, [write_share])", "q_lru"),
        _age("lru_turnover(items, popularity, items_cached, [write_share])"),
    ),
    notes=(
        Note(text="takes {warm_up} to fill after a cold start", unless="eviction_age"),
        Note(
            text="takes {warm_up} to fill after a cold start, and keeps for {eviction_age} what "
            "nobody asks for"
        ),
    ),
)
