"""Regions: what each part of the world asks for, when all are busiest, and what crosses the ocean.

A day's load follows a von Mises curve with the region's own peak; days begin at different hours, so
that all together have a lower peak than each.
"""

from ..bounds import AT_LEAST_ONE, POSITIVE_SHARE, Bounds
from ..formulas import Column, Field, Formula, Note, Reference, Section, Total

_WHOLE = Bounds(
    least=1 - 1e-9,
    most=1 + 1e-9,
    said="regions.share is {value}: all shares together must be 100%",
    hint="give one of them the rest: 100% less the others",
)  # fmt: skip
"""The shares of all, which floats do not add up to 1 to the last bit: 10% ten times."""

SECTION = Section(
    name="regions",
    follows="streams",
    meaning="what each part of the world asks for, and what crosses between them",
    leads_to=("peak_qps",),
    fields=(
        Reference("serves", ("traffic",), "the traffic of which it serves a part", required=True),
        Field(
            "share", "%", "its part of the traffic; those of all regions are 100% together",
            bounds=POSITIVE_SHARE, required=True,
        ),
        Field(
            "late", "s", "how much later its day begins than that of the first, e.g. 8 h",
            known_as=("offset",),
        ),
        Field(
            "peak", "", "its peak load over its average load; left out: as its traffic has it",
            bounds=AT_LEAST_ONE,
        ),
        Reference("replicates", ("storage",), "what is written here and copied to other regions"),
        Field(
            "copied_to", "region", "how many other regions get a copy of what is written here",
            bounds=AT_LEAST_ONE, how_many=True,
        ),
        Field(
            "away", "s", "how long a message takes to the farthest of them, one way, e.g. 75 ms",
            known_as=("one_way", "latency"),
        ),
    ),
    needs=(("copied_to", "replicates"), ("away", "replicates")),
    formulas=(
        Formula("qps", "sum(serves.qps) * share", "request/s", "its part"),
        Formula(
            "peak", "sum(serves.qps * serves.peak) / sum(serves.qps)", "",
            "as peaked as what it serves, on average",
        ),
        Formula("peak_qps", "qps * peak", "request/s", "at its own peak"),
        Formula("own_peak", "peak_qps / qps", "", "its peak over its mean"),
        Formula("late", "0 h", "h", "the hours are counted from its own", neutral=True),
        Formula("hours_late", "late / (1 h)", "", "the hours alone"),
        Formula(
            "across", "sum(replicates.per_day) * share * (copied_to as number)", "bit/s",
            "what is written here, to each of the others, on average",
        ),
        Formula("peak_across", "across * peak", "bit/s", "at its own peak"),
        Formula(
            "stale", "away", "s",
            "what the others show is older than what is here by the way at least",
        ),
    ),
    totals=(
        Total("share", "share", "%", "the parts of all, 100% together", bounds=_WHOLE),
        Total("qps", "qps", "request/s", "all regions"),
        Total("across", "across", "bit/s", "all that crosses, on average"),
        Total(
            "peak", "own_peak", "", "all days together, which peak at different hours",
            beside=("share", "hours_late"), call="combined_peak",
        ),
    ),
    summary=(
        Formula(
            "peak_qps", "qps * peak", "request/s",
            "all regions together, when the world is busiest; traffic adds up the peak of each",
        ),
    ),
    concludes=("{peak_qps} at its peak",),
    columns=(
        Column("share", "share"),
        Column("qps", "average"),
        Column("peak_qps", "own peak"),
        Column("across", "to others", only_with=frozenset({"replicates"})),
    ),
    notes=(
        Note("what is written here is seen {stale} later, or more, in the farthest region"),
    ),
)  # fmt: skip
