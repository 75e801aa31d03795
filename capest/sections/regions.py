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
        Reference(
            name="serves", sections=("traffic",), required=True,
            meaning="the traffic of which it serves a part",
        ),
        Field(
            name="share", unit="%", bounds=POSITIVE_SHARE, required=True,
            meaning="its part of the traffic; those of all regions are 100% together",
        ),
        Field(
            name="late", unit="s", known_as=("offset",),
            meaning="how much later its day begins than that of the first, e.g. 8 h",
        ),
        Field(
            name="peak", unit="", bounds=AT_LEAST_ONE, falls_back_to="peak_factor",
            meaning="its peak load over its average load",
        ),
        Reference(
            name="replicates", sections=("storage",),
            meaning="what is written here and copied to other regions",
        ),
        Field(
            name="copied_to", unit="region", bounds=AT_LEAST_ONE, how_many=True,
            meaning="how many other regions get a copy of what is written here",
        ),
        Field(
            name="away", unit="s", known_as=("one_way", "latency"),
            meaning="how long a message takes to the farthest of them, one way, e.g. 75 ms",
        ),
    ),
    needs=(("copied_to", "replicates"), ("away", "replicates")),
    formulas=(
        Formula(name="qps", text="sum(serves.qps) * share", unit="request/s", because="its part"),
        Formula(name="peak_qps", text="qps * peak", unit="request/s", because="at its own peak"),
        Formula(
            name="own_peak", text="peak_qps / qps", unit="", because="its peak over its mean",
        ),
        Formula(
            name="late", text="0 h", unit="h", because="the hours are counted from its own",
            neutral=True,
        ),
        Formula(
            name="hours_late", text="late / (1 h)", unit="", because="the hours alone",
        ),
        Formula(
            name="across", text="sum(replicates.per_day) * share * (copied_to as number)",
            unit="bit/s", because="what is written here, to each of the others, on average",
        ),
        Formula(
            name="peak_across", text="across * peak", unit="bit/s", because="at its own peak",
        ),
        Formula(
            name="stale", text="away", unit="s",
            because="what the others show is older than what is here by the way at least",
        ),
    ),
    totals=(
        Total(
            name="share", of="share", unit="%", because="the parts of all, 100% together",
            bounds=_WHOLE,
        ),
        Total(name="qps", of="qps", unit="request/s", because="all regions"),
        Total(name="across", of="across", unit="bit/s", because="all that crosses, on average"),
        Total(
            name="peak", of="own_peak", beside=("share", "hours_late"), call="combined_peak",
            unit="",
            because="all days together, which peak at different hours",
        ),
    ),
    summary=(
        Formula(
            name="peak_qps", text="qps * peak", unit="request/s",
            because="all regions together, when the world is busiest",
        ),
    ),
    concludes=("{peak_qps} at its peak",),
    columns=(
        Column(quantity="share", heading="share"),
        Column(quantity="qps", heading="average"),
        Column(quantity="peak_qps", heading="own peak"),
        Column(quantity="across", heading="to others", only_with=frozenset({"replicates"})),
    ),
    notes=(
        Note(text="what is written here is seen {stale} later, or more, in the farthest region"),
    ),
)  # fmt: skip
