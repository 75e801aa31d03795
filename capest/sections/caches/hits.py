"""What the cached items answer, and how many must be cached to answer so much."""

from collections.abc import Iterator

from ...formulas import POSITIVE_SHARE, Choice, Field, Formula, Note, Part
from ...well_known import popularity
from .limits import EXPIRES, SIZED, TAILS

_CHE = "Che's approximation (Martina, Garetto, Leonardi, arXiv 1307.6702)"
_MODELS = (
    ("fifo", "fifo", _CHE),
    ("random", "random", _CHE),
    ("lfu", "lfu", "the most popular items"),
    ("q_lru", "q_lru", _CHE),
    ("lru", "lru", _CHE),
)
"""Policies with their functions and models; the last one is taken where no policy is chosen."""


def _calls(
    name: str,
    unit: str,
    function: str,
    third: str,
    because: str,
    policy: str | None = None,
    unless: tuple[str, ...] = (),
) -> Iterator[Formula]:
    """A function over the items that may expire or be deleted: a formula for each case."""
    model = function.partition("_")[0]
    tails = {"q": (), "fifo": TAILS[:2]}.get(model, TAILS)
    admission = "admission, " if model == "q" else ""
    for tail in (*tails, "[write_share]"):
        expires = tail in TAILS
        yield Formula(
            name=name,
            text=f"{function}(items, popularity, {third}, {admission}{tail})",
            unit=unit,
            because=f"{because}; a read hits if eviction and expiry allow it"
            if expires
            else because,
            when=("policy", policy) if policy else None,
            only_with=SIZED if expires else (),
            without=unless if expires else (*EXPIRES, *unless),
        )


def _of_policies(name: str, unit: str, suffix: str, third: str, because: str) -> Iterator[Formula]:
    for policy, function, source in _MODELS:
        chosen = None if policy == "lru" else policy
        yield from _calls(name, unit, f"{function}_{suffix}", third, f"{because}: {source}", chosen)


HITS = Part(
    fields=(
        popularity("items", "how unevenly the items are asked for"),
        Choice(
            name="policy",
            options=("lru", "fifo", "random", "lfu", "q_lru"),
            meaning="which item gives way: the least recently used (left out), the oldest, any, "
            "the least popular, or the least recently used of those let in by admission",
        ),
        Field(
            name="admission",
            unit="%",
            meaning="the part of the missed items that q_lru lets in, e.g. 10%",
            bounds=POSITIVE_SHARE,
        ),
    ),
    formulas=(
        *_of_policies(
            "items_cached", "item", "items", "target_hit_ratio", "enough for that hit ratio"
        ),
        *(
            Formula(
                name="items_cached",
                text=f"{kind}_items(items, popularity, requests_within_{kind}, [write_share])",
                unit="item",
                because=f"what has not expired: {source}",
                without=SIZED,
            )
            for kind, source in (
                ("ttl", "Jung, Berger, Balakrishnan, INFOCOM 2003"),
                ("idle", "asked for within that time"),
            )
        ),
        Formula(name="items_cached", text="items", unit="item", because="all of the items"),
        *_of_policies("hit_ratio", "%", "hit_ratio", "items_cached", "what those items answer"),
        Formula(
            name="hit_ratio",
            text="highest_hit_ratio",
            unit="%",
            because="no size limits it, only its lifetime",
            only_with=EXPIRES,
            without=SIZED,
        ),
        *_calls(
            "floor_hit_ratio",
            "%",
            "fifo_hit_ratio",
            "items_cached",
            "first in, first out: what the simplest policy answers",
            unless=("served_size",),
        ),
        *_calls(
            "ceiling_hit_ratio",
            "%",
            "lfu_hit_ratio",
            "items_cached",
            "the most popular items: what no policy exceeds while popularity stays",
            unless=("served_size",),
        ),
    ),
    notes=(
        Note(
            text="hit ratio {hit_ratio}; fifo would have {floor_hit_ratio}, the best possible "
            "{ceiling_hit_ratio}"
        ),
        Note(
            text="hit ratio {hit_ratio}, items expiring after {max_idle} idle; the best possible "
            "would have {ceiling_hit_ratio}"
        ),
    ),
    needs=(
        ("policy", "popularity"),
        ("admission", "policy: q_lru"),
        ("policy: q_lru", "admission"),
    ),
    excludes=tuple(
        ("popularity", size, target)
        for size in ("share", "items_cached", "memory")
        for target in ("hit_ratio", "store_max_qps", "target_latency")
    ),
)
