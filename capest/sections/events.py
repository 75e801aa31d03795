"""Events: what comes in beside the daily peak, such as a final or a sale, while it lasts."""

from ..bounds import AT_LEAST_ONE, POSITIVE, Bounds
from ..formulas import Column, Field, Formula, Note, Reference, Section

SECTION = Section(
    name="events",
    follows="traffic",
    meaning="what no day's curve has: how high a final or a sale is, and what waits after it",
    leads_to=("qps",),
    topic="traffic",
    fields=(
        Reference(
            name="of", sections=("traffic",), required=True, gives=("event", "times"), flows="",
            meaning="the traffic that comes at once; its peak is the event's, where that is higher",
        ),
        Field(
            "times", "", "how many times the average of a day it is at its height, e.g. 5",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            "height", "request/s", "requests at its height, e.g. 140k/s; instead of times",
            bounds=POSITIVE, known_as=("peak_qps",),
        ),
        Field("lasts", "s", "how long it lasts, e.g. 2 h", bounds=POSITIVE),
        Field(
            name="capacity", unit="request/s", bounds=POSITIVE,
            meaning="requests that can be answered, e.g. 12k/s, to see what waits meanwhile",
        ),
    ),
    one_of=("times", "height"),
    needs=(("capacity", "lasts"),),
    formulas=(
        Formula(
            "times", "height / sum(of.qps)", "", "its height over the average of a day",
            bounds=AT_LEAST_ONE, blames="height",
        ),
        Formula("qps", "sum(of.qps) * times", "request/s", "at its height"),
        Formula("requests", "qps * lasts", "request", "all that come while it lasts"),
        Formula(
            "backlog", "(max(qps, capacity) - capacity) * lasts", "request",
            "what has come and is not answered when it ends",
        ),
        Formula(
            name="spare", text="capacity - sum(of.qps)", unit="request/s", bounds=Bounds(above=0),
            because="what is left for it once the average is back", blames="capacity",
        ),
        Formula("drain", "backlog / spare", "s", "until the last request that waits is answered"),
    ),
    concludes=("{qps} at its height",),
    columns=(
        Column("times", "times the mean"),
        Column("qps", "at its height"),
        Column("lasts", "lasts"),
        Column("requests", "requests"),
        Column("backlog", "wait", only_with=frozenset({"capacity"})),
    ),
    notes=(
        Note("{backlog} wait when it ends; all are answered {drain} later", above=("backlog", 0)),
    ),
)  # fmt: skip
