"""Tiers: what is kept on which media, by its age, with copies of its own on each."""

from ..bounds import AT_LEAST_ONE, NOT_NEGATIVE, POSITIVE, Bounds
from ..formulas import Column, Field, Formula, Reference, Section, Total

SECTION = Section(
    name="tiers",
    follows="storage",
    meaning="what is kept on which media, by its age: hot, warm, cold",
    leads_to=("stored",),
    held="logical",
    topic="storage",
    fields=(
        Reference(
            name="of", sections=("storage",), required=True,
            meaning="the storage of which it keeps a part",
        ),
        Field(
            name="older_than", unit="s",
            meaning="the age at which an item comes here; left out: when it is written",
        ),
        Field(
            name="until", unit="s", bounds=POSITIVE,
            meaning="the age at which it leaves; left out: when it is no longer kept",
        ),
        Field(
            name="replicas", unit="", bounds=AT_LEAST_ONE, how_many=True,
            known_as=("replication_factor", "copies"),
            meaning="copies of every byte here; left out: as many as the storage has",
        ),
        Field(
            name="compression", unit="", bounds=POSITIVE,
            meaning="bytes before over bytes after compression here, e.g. 3:1; left out: as "
            "the storage has it",
        ),
    ),
    formulas=(
        Formula(
            name="replicas", text="max(of.replicas)", unit="",
            because="as many copies as the storage has",
        ),
        Formula(
            name="compression", text="max(of.compression)", unit="",
            because="as the storage has it",
        ),
        Formula(
            name="older_than", text="0 days", unit="day", because="from when it is written",
            neutral=True,
        ),
        Formula(
            name="until", text="of.keep", unit="day", because="until it is no longer kept",
        ),
        Formula(
            name="time_here", text="until - older_than", unit="day", bounds=Bounds(above=0),
            because="how long an item stays here", blames="until",
        ),
        Formula(
            name="time_before", text="of.keep - older_than", unit="day", bounds=NOT_NEGATIVE,
            because="of the time of keeping: when the newest here was written", blames="older_than",
        ),
        Formula(
            name="time_behind", text="of.keep - until", unit="day", bounds=NOT_NEGATIVE,
            because="when the oldest here was written", blames="until",
        ),
        Formula(
            name="logical", unit="B",
            text="of.per_day * (time_at_present_rate(time_before, of.growth) - "
            "time_at_present_rate(time_behind, of.growth))",
            because="what came in between, at a rate that grows all along",
            ages=("until", "older_than"),
        ),
        Formula(
            name="logical", text="of.per_day * time_here", unit="B",
            because="what comes in during the time that it stays here",
            ages=("until", "older_than"),
        ),
        Formula(
            name="stored", unit="B",
            text="logical [/ compression] [* (1 + of.overhead)] [* replicas]",
            because="all copies on this medium",
        ),
    ),
    totals=(Total(name="stored", of="stored", unit="B", because="all media"),),
    concludes=("{stored}",),
    columns=(
        Column(quantity="older_than", heading="older than"),
        Column(quantity="until", heading="until"),
        Column(quantity="logical", heading="logical"),
        Column(quantity="replicas", heading="copies"),
        Column(quantity="stored", heading="stored"),
    ),
)  # fmt: skip
