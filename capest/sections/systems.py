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
            name="objective", unit="%", bounds=Bounds(above=0, most=1), known_as=("slo", "target"),
            meaning="the part of the time that it should be up, e.g. 99.9%",
        ),
    ),
    formulas=(
        Formula(
            name="in_region", text="product_of(needs.counted)", unit="%",
            because="every part, each once",
        ),
        Formula(
            name="up", text="in_region + (1 - in_region) * failover * in_region", unit="%",
            because="or the second region, when it takes over and is up itself",
        ),
        Formula(name="up", text="in_region", unit="%", because="one region"),
        Formula(
            name="nines", text="0 - log10(1 - up)", unit="", because="3 of them are 99.9 %",
        ),
        Formula(name="downtime", text="(1 - up) * 1 month", unit="min", because="of a month"),
        Formula(
            name="downtime_allowed", text="(1 - objective) * 1 month", unit="min",
            because="what the objective leaves, of a month",
        ),
        Formula(
            name="budget_used", text="downtime / downtime_allowed", unit="",
            because="how many times what the objective leaves",
        ),
    ),
    concludes=("{up}", "{downtime} down a month"),
    columns=(
        Column(quantity="in_region", heading="one region", only_with=frozenset({"failover"})),
        Column(quantity="up", heading="up"),
        Column(quantity="nines", heading="nines"),
        Column(quantity="downtime", heading="down a month"),
        Column(
            quantity="downtime_allowed", heading="allowed", only_with=frozenset({"objective"})
        ),
    ),
    notes=(
        Note(
            text="it is down {budget_used} times as long as its objective allows",
            above=("budget_used", 1),
        ),
    ),
)  # fmt: skip
