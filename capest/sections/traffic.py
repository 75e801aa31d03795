"""Traffic: what users do becomes requests per second and bits per second."""

from ..formulas import (
    AT_LEAST_ONE,
    Choice,
    Column,
    Field,
    Formula,
    Section,
    Total,
)

_BOTH_PEAK = "the peaks of the entries are taken to come at the same time"

SECTION = Section(
    name="traffic",
    order=1,
    meaning="what users do: requests per second and bits per second",
    fields=(
        Field(
            name="per_user",
            unit="request/user/day",
            meaning="how often a user does it, e.g. 10 / day",
        ),
        Field(name="users", unit="user", meaning="how many users do it", falls_back_to="dau"),
        Field(
            name="rate",
            unit="request/s",
            meaning="how often it happens in all, e.g. 100M / month; instead of per_user",
            known_as=("qps", "rps", "per_day", "per_second", "total"),
        ),
        Choice(name="kind", options=("read", "write"), meaning="whether it reads or writes"),
        Field(name="request", unit="B/request", meaning="bytes that come in with one request"),
        Field(
            name="response",
            unit="B/request",
            meaning="bytes that go out with one response",
            known_as=("payload",),
        ),
        Field(
            name="peak",
            unit="",
            meaning="peak load over average load",
            bounds=AT_LEAST_ONE,
            falls_back_to="peak_factor",
        ),
    ),
    one_of=("per_user", "rate"),
    excludes=(("users", "rate"),),
    formulas=(
        Formula(
            name="per_day",
            text="users * per_user",
            unit="request/day",
            because="every user does it so often a day",
        ),
        Formula(name="per_day", text="rate", unit="request/day", because="the rate, per day"),
        Formula(
            name="qps", text="per_day", unit="request/s", because="a day's requests, per second"
        ),
        Formula(
            name="peak_qps",
            text="qps * peak",
            unit="request/s",
            because="load follows the day; capacity must carry its peak",
        ),
        Formula(name="ingress", text="qps * request", unit="bit/s", because="bits that come in"),
        Formula(name="egress", text="qps * response", unit="bit/s", because="bits that go out"),
        Formula(
            name="peak_ingress",
            text="peak_qps * request",
            unit="bit/s",
            because="bits that come in at peak",
        ),
        Formula(
            name="peak_egress",
            text="peak_qps * response",
            unit="bit/s",
            because="bits that go out at peak",
        ),
    ),
    totals=(
        Total(name="per_day", of="per_day", unit="request/day", because="all entries"),
        Total(name="qps", of="qps", unit="request/s", because="all entries"),
        Total(name="peak_qps", of="peak_qps", unit="request/s", because=_BOTH_PEAK),
        Total(
            name="read_qps",
            of="qps",
            unit="request/s",
            because="entries of kind read",
            when=("kind", "read"),
        ),
        Total(
            name="write_qps",
            of="qps",
            unit="request/s",
            because="entries of kind write",
            when=("kind", "write"),
        ),
        Total(name="ingress", of="ingress", unit="bit/s", because="all entries"),
        Total(name="egress", of="egress", unit="bit/s", because="all entries"),
        Total(name="peak_ingress", of="peak_ingress", unit="bit/s", because=_BOTH_PEAK),
        Total(name="peak_egress", of="peak_egress", unit="bit/s", because=_BOTH_PEAK),
    ),
    summary=(
        Formula(
            name="read_write_ratio",
            text="read_qps / write_qps",
            unit="",
            because="reads for every write",
        ),
    ),
    columns=(
        Column(quantity="per_day", heading="per day", per="day"),
        Column(quantity="qps", heading="average"),
        Column(quantity="peak_qps", heading="peak"),
        Column(quantity="peak_ingress", heading="in, peak"),
        Column(quantity="peak_egress", heading="out, peak"),
    ),
    headline=(
        Column(quantity="traffic.qps", heading="QPS average", per="second"),
        Column(quantity="traffic.peak_qps", heading="QPS peak", per="second"),
        Column(quantity="traffic.peak_egress", heading="out at peak"),
    ),
)
