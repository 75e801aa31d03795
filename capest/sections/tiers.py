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
        Reference("of", ("storage",), "the storage of which it keeps a part", required=True),
        Field(
            "older_than", "s", "the age at which an item comes here; left out: when it is written",
        ),
        Field(
            "until", "s", "the age at which it leaves; left out: when it is no longer kept",
            bounds=POSITIVE,
        ),
        Field(
            "replicas", "", "copies of every byte here; left out: as many as the storage has",
            bounds=AT_LEAST_ONE, how_many=True, known_as=("replication_factor", "copies"),
        ),
        Field(
            name="compression", unit="", bounds=POSITIVE,
            meaning="bytes before over bytes after compression here, e.g. 3:1; left out: as "
            "the storage has it",
        ),
    ),
    formulas=(
        Formula("replicas", "max(of.replicas)", "", "as many copies as the storage has"),
        Formula("compression", "max(of.compression)", "", "as the storage has it"),
        Formula("older_than", "0 days", "day", "from when it is written", neutral=True),
        Formula("until", "of.keep", "day", "until it is no longer kept"),
        Formula(
            "time_here", "until - older_than", "day", "how long an item stays here",
            bounds=Bounds(above=0), blames="until",
        ),
        Formula(
            name="time_before", text="of.keep - older_than", unit="day", bounds=NOT_NEGATIVE,
            because="of the time of keeping: when the newest here was written", blames="older_than",
        ),
        Formula(
            "time_behind", "of.keep - until", "day", "when the oldest here was written",
            bounds=NOT_NEGATIVE, blames="until",
        ),
        Formula(
            name="logical", unit="B",
            text="of.per_day * (time_at_present_rate(time_before, of.growth) - "
            "time_at_present_rate(time_behind, of.growth))",
            because="what came in between, at a rate that grows all along",
            ages=("until", "older_than"),
        ),
        Formula(
            "logical", "of.per_day * time_here", "B",
            "what comes in during the time that it stays here", ages=("until", "older_than"),
        ),
        Formula(
            "stored", "logical [/ compression] [* (1 + of.overhead)] [* replicas]", "B",
            "all copies on this medium",
        ),
    ),
    totals=(Total("stored", "stored", "B", "all media"),),
    headline=(Column("tiers.stored", "on tiers"),),
    concludes=("{stored}",),
    columns=(
        Column("older_than", "older than"),
        Column("until", "until"),
        Column("logical", "logical"),
        Column("replicas", "copies"),
        Column("stored", "stored"),
    ),
)  # fmt: skip
