"""What reaches a store once a cache in front of it is lost, or the part of one in a zone, and the
shards that this would take, each used up to its limit: headroom is for such hours.
"""

from ...formulas import Formula, Note, Part

_FULLEST = "plan_for: fullest"
_LOSSES = (
    (
        "cache", "read_qps + max(behind.answered_qps)",
        "the reads once the cache in front that answers most of them is lost",
        "with a cache in front of it lost",
    ),
    (
        "zone", "read_qps + sum(behind.lost_with_zone)",
        "the reads once the parts of caches that are in one zone are lost",
        "with a zone of the caches in front of it lost",
    ),
)  # fmt: skip


def _shards_without(loss: str) -> tuple[Formula, ...]:
    """The shards that the reads take then, alone or with the writes of their budget."""
    reads = f"reads_without_{loss} [* units_per_read] / (max_read_qps [* read_replicas])"
    both = f"sum([write_qps [* units_per_write] / max_write_qps], [{reads}])"
    return tuple(
        Formula(
            f"shards_without_{loss}", f"ceil(({load}){uneven})", "shard",
            f"shards that {takes}{though}", chosen=(*budget, *plan),
        )
        for load, budget, takes in (
            (both, ("budget: shared",), "these reads and the writes use up"),
            (reads, (), "these reads use up"),
        )
        for uneven, plan, though in (
            (" * imbalance", (_FULLEST,), ", if the fullest is as full as now over the mean"),
            ("", (), ""),
        )
    )  # fmt: skip


LOSSES = Part(
    formulas=tuple(
        formula
        for loss, text, because, _ in _LOSSES
        for formula in (
            Formula(f"reads_without_{loss}", text, "request/s", because),
            *_shards_without(loss),
            Formula(
                f"short_without_{loss}", f"max(shards_without_{loss} - shards, 0 shards)", "shard",
                "shards that are missing then",
            ),
        )
    ),
    notes=tuple(
        Note(
            text=f"{when}, {{reads_without_{loss}}} read it at peak, for which it has "
            f"{{short_without_{loss}}} too few",
            above=(f"short_without_{loss}", 0),
        )
        for loss, _, _, when in _LOSSES
    ),
)  # fmt: skip
