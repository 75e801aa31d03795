"""What reaches a store once a cache in front of it is lost, or the part of one in a zone, and the
shards that this would take, each used up to its limit: headroom is for such hours.
"""

from dataclasses import replace

from ...formulas import Formula, Note, Part
from .limits import READS, REQUESTS, WRITES, Limit, shards_that

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


def _full(limit: Limit, **changes: str) -> Limit:
    """A limit that is used up."""
    return replace(limit, room=limit.room.replace(" * utilisation", ""), **changes)


def _shards_without(loss: str) -> tuple[Formula, ...]:
    """The shards that the reads take then, alone or with the writes of their budget."""
    name = f"reads_without_{loss}"
    writes = _full(WRITES)
    reads = _full(
        READS, load=READS.load.replace("read_qps", name), taker="these reads take"
    )
    both = replace(
        REQUESTS, load=f"sum([{writes.need}], [{reads.need}])", of_one_budget=(writes, reads),
        taker="these reads and the writes take",
    )  # fmt: skip
    shards = f"shards_without_{loss}"
    return (*shards_that(both, shards), *shards_that(reads, shards))


LOSSES = Part(
    formulas=tuple(
        formula
        for loss, text, because, _ in _LOSSES
        for formula in (
            Formula(
                name=f"reads_without_{loss}", text=text, unit="request/s", because=because,
            ),
            *_shards_without(loss),
            Formula(
                name=f"short_without_{loss}", text=f"shards_without_{loss} - shards", unit="shard",
                because="shards that are missing then; below 0, those to spare",
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
