"""Budgets: how long a path of hops takes, and which part of the requests comes in on time.

Means add up, percentiles do not: the sum of the hops' p99s is neither the path's p99 nor a bound.
"""

from ..bounds import AT_LEAST_ONE, POSITIVE, Bounds
from ..formulas import Column, Default, Field, Formula, Note, Reference, Section

_HOPS = ", ".join(
    f"path.{name}" for name in ("p50", "p90", "p99", "p99_9", "share", "parallel", "asked_again")
)


def _time(name: str, share: str, because: str) -> Formula:
    return Formula(name, f"path_time({share}, {_HOPS})", "s", because)


SECTION = Section(
    name="budgets",
    follows="hops",
    meaning="how long a path of hops takes, and what comes in on time",
    leads_to=("in_time", "p99"),
    spoken_of={
        "p50": ("p50", "median", "typical"),
        "p95": ("p95",),
        "p99": ("p99", "tail"),
        "in_time": ("within", "under", "on time"),
    },
    fields=(
        Reference(
            name="path", sections=("hops",), required=True, flows="",
            meaning="the hops, one after the other; the client's network is one too",
            instead="a hop says how long it takes: add one under hops, with on_miss_of for what a "
            "cache misses",
        ),
        Field(
            "within", "s", "the time that it should take at most, e.g. 200 ms", bounds=POSITIVE,
            known_as=("limit", "budget"),
        ),
        Field(
            name="percentile", unit="%", bounds=Bounds(above=0, most=0.9999),
            meaning="the part of the requests that should stay within it",
            default=Default(
                value="99%",
                source="the percentile that latency objectives are most often set at; Google, Site "
                "Reliability Engineering, 2016, chapter 4",
            ),
        ),
        Field(
            "calls", "", "how many such requests one page makes, all of which must come",
            bounds=AT_LEAST_ONE, how_many=True,
        ),
    ),
    formulas=(
        Formula("mean", "sum(path.mean)", "s", "means add up"),
        _time("p50", "50%", "half of the requests are faster"),
        _time("p95", "95%", "95 of 100 requests are faster"),
        _time("p99", "99%", "99 of 100 requests are faster"),
        Formula(
            "sum_of_p99", "sum(path.p99)", "s",
            "neither the p99 nor a bound of it: hops are seldom slow together",
        ),
        Formula(
            "in_time", f"path_share(within, {_HOPS})", "%",
            "the requests that come in within the limit",
        ),
        _time("time", "percentile", "the time for that part of the requests"),
        Formula("left", "within - time", "s", "what the budget leaves; below 0, what it lacks"),
        Formula(
            "pages_in_time", "in_time ^ calls", "%",
            "pages of which every request comes in on time",
        ),
        Formula(
            "each_must", "percentile ^ (1 / calls)", "%",
            "the part of single requests that must come, so that so many pages do",
        ),
    ),
    concludes=("p99 {p99}", "{in_time} within {within}"),
    columns=(
        Column("mean", "mean"),
        Column("p50", "p50"),
        Column("p95", "p95"),
        Column("p99", "p99"),
        Column("in_time", "in time", only_with=frozenset({"within"})),
    ),
    notes=(
        Note("{in_time} come in within {within}; {percentile} of them within {time}"),
        Note("the p99s of its hops add up to {sum_of_p99}, which is neither p99 nor a bound"),
        Note(
            text="{pages_in_time} of pages with {calls} such requests come in on time; for "
            "{percentile} of them, {each_must} of the requests must",
        ),
    ),
)  # fmt: skip
