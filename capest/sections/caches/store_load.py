"""What reads and writes leave for the store behind a cache."""

from ...bounds import POSITIVE_SHARE
from ...formulas import Field, Formula, Part
from .strategies import AROUND, ASIDE, BEHIND, READ_THROUGH, THROUGH, under

STORE_WRITES = Part(
    formulas=(
        *under(
            BEHIND,
            name="coalescing",
            text="coalesced_share(items, popularity, sum(written_by.peak_qps) * write_delay)",
            unit="%",
            because="each changed item is written once; writes fall on items as reads do",
        ),
        *under(
            BEHIND,
            name="store_write_share",
            text="coalescing",
            unit="%",
            because="the part of the writes that reaches the store",
        ),
        *under(
            BEHIND,
            name="store_write_share",
            text="100%",
            unit="%",
            because="without popularity, write_delay or coalescing: every write reaches the store",
        ),
        *under(
            BEHIND,
            name="store_write_qps",
            text="sum(written_by.peak_qps) * store_write_share",
            unit="request/s",
            because="writes that reach the store at peak, after the queue",
        ),
        *under(
            ASIDE,
            READ_THROUGH,
            AROUND,
            THROUGH,
            name="store_write_qps",
            text="sum(written_by.peak_qps)",
            unit="request/s",
            because="every write reaches the store",
        ),
    ),
)
"""Apart, as what the store can take besides them asks for a hit ratio."""

STORE_LOAD = Part(
    fields=(
        Field(
            name="write_delay",
            unit="s",
            meaning="how long write-behind gathers writes before the store gets them together",
        ),
        Field(
            name="coalescing",
            unit="%",
            meaning="the part of the writes that write-behind leaves when it writes an item once "
            "for all its writes; left out: by popularity and write_delay",
            bounds=POSITIVE_SHARE,
        ),
    ),
    formulas=(
        Formula(
            name="store_qps",
            text="miss_qps + store_write_qps",
            unit="request/s",
            because="misses and writes that reach the store at peak",
        ),
    ),
)
