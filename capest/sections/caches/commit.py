"""What a write waits for, and what stops it.

Two-phase commit: Gray, Notes on Data Base Operating Systems, 1978. Each participant is asked to
prepare, then told to commit; one that is down stops every write.
"""

from ...bounds import SHARE
from ...formulas import Field, Formula, Part
from .strategies import AROUND, ASIDE, BEHIND, READ_THROUGH, THROUGH, under

COMMIT = Part(
    fields=(
        Field(
            name="queue_latency",
            unit="s",
            meaning="one round trip to the queue of write-behind; left out: it is in the cache",
        ),
        Field(
            name="store_availability",
            unit="%",
            meaning="the part of the time in which the store takes writes, e.g. 99.95%",
            bounds=SHARE,
        ),
        Field(
            name="cache_availability",
            unit="%",
            meaning="the part of the time in which the cache takes writes",
            bounds=SHARE,
        ),
        Field(
            name="queue_availability",
            unit="%",
            meaning="the part of the time in which the queue takes writes; left out: it is in the "
            "cache",
            bounds=SHARE,
        ),
    ),
    formulas=(
        *under(
            ASIDE,
            READ_THROUGH,
            name="write_latency",
            text="store_latency + latency",
            unit="s",
            because="a round trip to the store, then one that deletes in the cache",
        ),
        *under(
            AROUND,
            name="write_latency",
            text="store_latency",
            unit="s",
            because="a round trip to the store",
        ),
        *under(
            THROUGH,
            name="write_latency",
            text="2 * max(latency, store_latency)",
            unit="s",
            because="prepare, then commit, each as long as the slower one (Gray 1978)",
        ),
        *under(
            BEHIND,
            name="write_latency",
            text="latency [+ queue_latency]",
            unit="s",
            because="a round trip to the cache, and one to a queue of its own",
        ),
        *under(
            ASIDE,
            READ_THROUGH,
            AROUND,
            name="write_availability",
            text="store_availability",
            unit="%",
            because="a write needs the store alone; what it could not delete waits for its ttl",
        ),
        *under(
            THROUGH,
            name="write_availability",
            text="cache_availability * store_availability",
            unit="%",
            because="a two-phase commit needs everyone that takes part (Gray 1978)",
        ),
        *under(
            BEHIND,
            name="write_availability",
            text="cache_availability [* queue_availability]",
            unit="%",
            because="the cache takes the write, and the queue keeps it",
        ),
        Formula(
            name="write_downtime",
            text="(1 - write_availability) * 1 year",
            unit="h",
            because="a year's time in which writes fail",
        ),
    ),
)
