"""Traffic: what users do becomes requests per second and bits per second."""

from ..bounds import AT_LEAST_ONE, SHARE, Bounds
from ..formulas import Choice, Column, Default, Field, Formula, Section, Total

_BOTH_PEAK = "the peaks of the entries are taken to come at the same time"

_SIZES = ((None, "request"), ("write", "request"), ("read", "response"))
_BYTES = (
    ("ingress", "come in", None),
    ("ingress", "come in", "write"),
    ("egress", "go out", "read"),
)

_RATE = ("qps", "rps", "tps", "queries", "requests", "reads", "writes", "load", "second")

_DAY = ("busy_hour", "peak_to_trough")
_SHAPED = (*_DAY, "event")
_SHAPE = (
    Formula(
        name="peak",
        text="busy_hour * (1 day) / (1 h)",
        unit="",
        because="the busiest hour of a day over the mean of all",
        only_with=_DAY,
        bounds=AT_LEAST_ONE,
        blames="busy_hour",
    ),
    Formula(
        name="peak",
        text="peak_over_mean(peak_to_trough)",
        unit="",
        because="of a day that follows a von Mises curve",
        only_with=_DAY,
    ),
    Formula(
        name="busiest",
        text="max(peak, [event])",
        unit="",
        because="the day's peak or the event's: they need not come at once",
        only_with=_SHAPED,
    ),
    Formula(
        name="attempts",
        text="(1 - errors ^ (retries + 1)) / (1 - errors)",
        unit="",
        because="the first, and one more for each that fails",
    ),
    Formula(
        name="attempts",
        text="1 / (1 - errors)",
        unit="",
        because="the first, and one more for each that fails, until one succeeds",
    ),
)

SECTION = Section(
    name="traffic",
    follows="",
    meaning="what users do: requests per second and bits per second",
    spoken_of={
        "qps": _RATE,
        "egress": ("egress", "out", "outbound", "outgoing", "bandwidth", "bps"),
        "ingress": ("ingress", "in", "inbound", "incoming", "bandwidth", "bps"),
        "response": ("response", "responses", "returns"),
        "request": ("request", "requests", "sends", "sent"),
        "traffic": ("total", "overall", "traffic"),
    },
    fields=(
        Field(
            name="per_user",
            unit="request/user/day",
            meaning="how often a user does it, e.g. 10 / day; or its bytes, e.g. 30 MB / day",
            in_bytes="bytes_per_user",
        ),
        Field("users", "user", "how many users do it", falls_back_to="dau"),
        Field(
            name="rate",
            unit="request/s",
            meaning="how often it happens in all, e.g. 100M / month; or its bytes, e.g. 1 TB / day",
            known_as=("qps", "rps", "per_day", "per_second", "total"),
            in_bytes="bytes",
        ),
        Field(
            name="bytes",
            unit="B/day",
            meaning="bytes that come in, in all; of kind read: that go out; how many requests that "
            "is follows from request or response",
            known_as=("volume", "throughput", "bandwidth"),
        ),
        Field(
            name="bytes_per_user",
            unit="B/user/day",
            meaning="bytes that each user sends, or is sent; instead of bytes",
        ),
        Choice("kind", ("read", "write"), "whether it reads or writes"),
        Choice(
            name="made_by",
            options=("users", "services"),
            meaning="who makes the requests: users (left out), or the services themselves, to "
            "answer them; no total counts those",
        ),
        Field("request", "B/request", "bytes that come in with one request"),
        Field(
            "response", "B/request", "bytes that go out with one response", known_as=("payload",)
        ),
        Field(
            name="peak",
            unit="",
            meaning="peak load over average load",
            bounds=AT_LEAST_ONE,
            falls_back_to="peak_factor",
            per_second=Default(
                value="1",
                source="a rate per second is taken for the one to plan for; AWS's formula for "
                "Kinesis shards, 2026, Little's law and vendors' sizing guides take it so",
            ),
        ),
        Field(
            name="busy_hour",
            unit="%",
            meaning="the part of a day's requests that comes in its busiest hour, e.g. 10%; "
            "instead of peak",
            bounds=SHARE,
        ),
        Field(
            name="peak_to_trough",
            unit="",
            meaning="the busiest moment of a day over its quietest, e.g. 3.5; instead of peak",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            name="event",
            unit="",
            meaning="an event at its height over the average, e.g. 25; events: says more of it",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            name="errors",
            unit="%",
            meaning="the part of attempts that fail and are made again, e.g. 1%",
            bounds=Bounds(  # all of them would never succeed
                least=0,
                most=0.99,
                said="{name}.errors is {value}: hardly any attempt would succeed",
                hint="retries make up for 99% at most: leave out the requests that never succeed",
            ),
        ),
        Field("retries", "", "how often one is made again at most; left out: until it succeeds"),
    ),
    one_of=("per_user", "rate", "bytes", "bytes_per_user"),
    either=(("peak", "busy_hour", "peak_to_trough"),),
    excludes=(("users", "rate"), ("users", "bytes")),
    needs=(("retries", "errors"),),
    formulas=(
        Formula(
            name="bytes",
            text="users * bytes_per_user",
            unit="B/day",
            because="every user sends so many bytes a day, or is sent so many",
        ),
        Formula("per_day", "users * per_user", "request/day", "every user does it so often a day"),
        Formula("per_day", "rate", "request/day", "the rate, per day"),
        *(
            Formula(
                name="per_day",
                text=f"bytes / {size}",
                unit="request/day",
                because="the bytes, in requests of that size",
                when=("kind", kind),
            )
            for kind, size in _SIZES
        ),
        *_SHAPE,
        Formula("qps", "per_day [* attempts]", "request/s", "a day's requests, per second"),
        Formula(
            name="peak_qps",
            text="qps * busiest",
            unit="request/s",
            because="capacity must carry the busiest moment, of a day or of an event",
            only_with=_SHAPED,
        ),
        Formula(
            name="peak_qps",
            text="qps * peak",
            unit="request/s",
            because="load follows the day; capacity must carry its peak",
        ),
        *(
            Formula(
                name=f"{peak}{name}",
                text=f"bytes{times} [* attempts]",
                unit="bit/s",
                because=f"the bytes that {go}{at_peak}, per second",
                when=("kind", kind),
                only_with=given,
            )
            for peak, times, at_peak, given in (
                ("", "", "", ()),
                ("peak_", " * busiest", " at the busiest moment", _SHAPED),
                ("peak_", " * peak", " at peak", ()),
            )
            for name, go, kind in _BYTES
        ),
        Formula("ingress", "qps * request", "bit/s", "bits that come in"),
        Formula("egress", "qps * response", "bit/s", "bits that go out"),
        Formula("peak_ingress", "peak_qps * request", "bit/s", "bits that come in at peak"),
        Formula("peak_egress", "peak_qps * response", "bit/s", "bits that go out at peak"),
    ),
    uncounted=("made_by", "services", "made by the services themselves, in no total"),
    totals=(
        Total("per_day", "per_day", "request/day", "all entries"),
        Total("qps", "qps", "request/s", "all entries"),
        Total("peak_qps", "peak_qps", "request/s", _BOTH_PEAK),
        Total("read_qps", "qps", "request/s", "entries of kind read", when=("kind", "read")),
        Total("write_qps", "qps", "request/s", "entries of kind write", when=("kind", "write")),
        Total("ingress", "ingress", "bit/s", "all entries"),
        Total("egress", "egress", "bit/s", "all entries"),
        Total("peak_ingress", "peak_ingress", "bit/s", _BOTH_PEAK),
        Total("peak_egress", "peak_egress", "bit/s", _BOTH_PEAK),
    ),
    summary=(Formula("read_write_ratio", "read_qps / write_qps", "", "reads for every write"),),
    concludes=("{qps}",),
    columns=(
        Column("bytes", "bytes a day", per="day", only_with=frozenset({"bytes", "bytes_per_user"})),
        Column("per_day", "per day", per="day"),
        Column("qps", "average"),
        Column("peak_qps", "peak"),
        Column("peak_ingress", "in, peak"),
        Column("peak_egress", "out, peak"),
    ),
    sends="peak_qps",
    told_with_range="peak_qps",
    headline=(
        Column("traffic.qps", "QPS average", per="second"),
        Column("traffic.peak_qps", "QPS peak", per="second"),
        Column("traffic.peak_egress", "out at peak"),
    ),
)
