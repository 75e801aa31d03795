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
            name="times", unit="", bounds=AT_LEAST_ONE,
            meaning="how many times the average of a day it is at its height, e.g. 5",
        ),
        Field(
            name="height", unit="request/s", bounds=POSITIVE, known_as=("peak_qps",),
            meaning="requests at its height, e.g. 140k/s; instead of times",
        ),
        Field(name="lasts", unit="s", bounds=POSITIVE, meaning="how long it lasts, e.g. 2 h"),
        Field(
            name="capacity", unit="request/s", bounds=POSITIVE,
            meaning="requests that can be answered, e.g. 12k/s, to see what waits meanwhile",
        ),
    ),
    one_of=("times", "height"),
    needs=(("capacity", "lasts"),),
    formulas=(
        Formula(
            name="times", text="height / sum(of.qps)", unit="", bounds=AT_LEAST_ONE,
            because="its height over the average of a day", blames="height",
        ),
        Formula(
            name="qps", text="sum(of.qps) * times", unit="request/s", because="at its height",
        ),
        Formula(
            name="requests", text="qps * lasts", unit="request",
            because="all that come while it lasts",
        ),
        Formula(
            name="backlog", text="(max(qps, capacity) - capacity) * lasts", unit="request",
            because="what has come and is not answered when it ends",
        ),
        Formula(
            name="spare", text="capacity - sum(of.qps)", unit="request/s", bounds=Bounds(above=0),
            because="what is left for it once the average is back", blames="capacity",
        ),
        Formula(
            name="drain", text="backlog / spare", unit="s",
            because="until the last request that waits is answered",
        ),
    ),
    concludes=("{qps} at its height",),
    columns=(
        Column(quantity="times", heading="times the mean"),
        Column(quantity="qps", heading="at its height"),
        Column(quantity="lasts", heading="lasts"),
        Column(quantity="requests", heading="requests"),
        Column(quantity="backlog", heading="wait", only_with=frozenset({"capacity"})),
    ),
    notes=(
        Note(
            text="{backlog} wait when it ends; all are answered {drain} later",
            above=("backlog", 0),
        ),
    ),
)  # fmt: skip
