"""Systems: how much of the time something is up that needs several parts, each counted once."""

from ..bounds import SHARE, Bounds
from ..formulas import Column, Field, Formula, Note, Reference, Section

SECTION = Section(
    name="systems",
    follows="parts",
    meaning="how much of the time something is up that needs several parts",
    leads_to=("up",),
    topic="availability",
    spoken_of={
        "up": ("up", "availability", "uptime", "available"),
        "downtime": ("down", "downtime", "outage"),
    },
    fields=(
        Reference(
            name="needs", sections=("parts",), required=True, flows="",
            meaning="the parts that must be up, those behind others too; each counts once",
        ),
        Field(
            name="failover", unit="%", bounds=SHARE,
            meaning="how often a second region takes over when the first is down, e.g. 95%; left "
            "out: there is one region",
        ),
        Field(
            "objective", "%", "the part of the time that it should be up, e.g. 99.9%",
            bounds=Bounds(above=0, most=1), known_as=("slo", "target"),
        ),
    ),
    formulas=(
        Formula("in_region", "product_of(needs.counted)", "%", "every part, each once"),
        Formula(
            "up", "in_region + (1 - in_region) * failover * in_region", "%",
            "or the second region, when it takes over and is up itself",
        ),
        Formula("up", "in_region", "%", "one region"),
        Formula("nines", "0 - log10(1 - up)", "", "3 of them are 99.9 %"),
        Formula("downtime", "(1 - up) * 1 month", "min", "of a month"),
        Formula(
            "downtime_allowed", "(1 - objective) * 1 month", "min",
            "what the objective leaves, of a month",
        ),
        Formula(
            "budget_used", "downtime / downtime_allowed", "",
            "how many times what the objective leaves",
        ),
    ),
    concludes=("{up}", "{downtime} down a month"),
    columns=(
        Column("in_region", "one region", only_with=frozenset({"failover"})),
        Column("up", "up"),
        Column("nines", "nines"),
        Column("downtime", "down a month"),
        Column("downtime_allowed", "allowed", only_with=frozenset({"objective"})),
    ),
    notes=(
        Note(
            "it is down {budget_used} times as long as its objective allows",
            above=("budget_used", 1),
        ),
    ),
)  # fmt: skip
