"""The queue of write-behind: what waits in it, for how long, and what would be lost with it.

What is in a queue is the rate through it times the time in it: Little, A Proof for the Queuing
Formula L = λW, Operations Research 9, 1961. In a burst that rate is what the store takes.
"""

from ...bounds import POSITIVE
from ...formulas import Field, Note, Part
from .strategies import AROUND, ASIDE, BEHIND, READ_THROUGH, THROUGH, under

_AT_ONCE = (ASIDE, READ_THROUGH, AROUND, THROUGH)
_KEPT = "the store has every write before it is acknowledged"

_BURST = (
    *under(
        BEHIND,
        name="queue_load",
        text="store_write_qps / drain_qps",
        unit="%",
        because="what the store is sent, of what it takes",
    ),
    *under(
        BEHIND,
        name="backlog",
        text="(max(drain_qps, burst_qps * store_write_share) - drain_qps) * burst_length",
        unit="request",
        because="what comes faster than the store takes it waits",
    ),
    *under(
        BEHIND,
        name="longest_wait",
        text="backlog / drain_qps",
        unit="s",
        because="the last one waits for all before it",
    ),
    *under(
        BEHIND,
        name="spare_drain_qps",
        text="max(drain_qps, store_write_qps) - store_write_qps",
        unit="request/s",
        because="what the store takes beyond the writes that come at peak anyway",
    ),
    *under(
        BEHIND,
        name="drain_time",
        text="backlog / spare_drain_qps",
        unit="s",
        because="until nothing is left of the burst",
    ),
)

_SIZES = (
    ("item_size", "each is as large as an item"),
    ("written_by.request", "each is as large as its request"),
    (
        "sum(written_by.peak_ingress) / sum(written_by.peak_qps)",
        "each is as large as a request on average",
    ),
)

_AT_RISK = (
    *under(
        BEHIND,
        name="store_lag",
        text="write_delay [+ longest_wait]",
        unit="s",
        because="how far the store is behind the cache at most",
    ),
    *under(
        BEHIND,
        name="writes_at_risk",
        text="max(sum(written_by.peak_qps), min(burst_qps, drain_qps / store_write_share)) "
        "* store_lag",
        unit="request",
        because="in a burst the queue holds what leaves it times how long that takes (Little 1961)",
    ),
    *under(
        BEHIND,
        name="writes_at_risk",
        text="sum(written_by.peak_qps) * store_lag",
        unit="request",
        because="acknowledged, and not in the store (Little 1961)",
    ),
    *under(*_AT_ONCE, name="writes_at_risk", text="0 requests", unit="request", because=_KEPT),
    *(
        formula
        for name, of in (("data_at_risk", "writes_at_risk"), ("backlog_size", "backlog"))
        for size, because in _SIZES
        for formula in under(BEHIND, name=name, text=f"{of} * ({size})", unit="B", because=because)
    ),
    *under(*_AT_ONCE, name="data_at_risk", text="0 B", unit="B", because=_KEPT),
)

QUEUE = Part(
    fields=(
        Field(
            name="drain_qps",
            unit="request/s",
            meaning="writes that the store takes from the queue of write-behind",
            bounds=POSITIVE,
        ),
        Field("burst_qps", "request/s", "writes in a burst that it must hold"),
        Field("burst_length", "s", "how long such a burst lasts"),
    ),
    formulas=(*_BURST, *_AT_RISK),
    notes=(
        Note(
            text="up to {writes_at_risk}, {data_at_risk}, wait in the queue, which had better be "
            "durable",
            above=("writes_at_risk", 0),
            up_to=("queue_load", 100),
        ),
        Note(
            text="a burst leaves {backlog}, {backlog_size}: the last waits {longest_wait}, and "
            "after {drain_time} none is left",
            above=("backlog", 0),
        ),
        Note(
            text="the queue grows without end: the store is sent {queue_load} of what it takes",
            above=("queue_load", 100),
        ),
    ),
)
