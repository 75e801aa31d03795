"""Hops: what a request passes, each with the time it takes; budgets add them up to paths."""

from ..bounds import AT_LEAST_ONE, POSITIVE, SHARE, Bounds
from ..formulas import Column, Field, Formula, Reference, Section

_EACH = "p50, p90, p99, p99_9, share, parallel, asked_again"


def _at(name: str, share: str) -> Formula:
    return Formula(
        name, f"lognormal(p50, p99, {share})", "s", "a lognormal through p50 and p99",
    )  # fmt: skip


def _rises(low: str, high: str, only_with: tuple[str, ...] = ()) -> Formula:
    """How much larger the time of more requests is, which cannot be shorter."""
    bounds = Bounds(
        least=1, said=f"{{name}}.{high} is below {{name}}.{low}",
        hint=f"{low} is what fewer requests stay below than {high}: are they swapped?",
    )  # fmt: skip
    return Formula(
        name=f"{high}_over_{low}", text=f"{high} / {low}", unit="", bounds=bounds, blames=high,
        because=f"how many times {low} {high} is: not below it", only_with=only_with,
    )  # fmt: skip


SECTION = Section(
    name="hops",
    follows="servers",
    meaning="what a request passes: how long each hop takes, and how many requests take it",
    leads_to=("mean",),
    spoken_of={
        "p50": ("p50", "median", "typical"),
        "p99": ("p99", "tail"),
        "mean": ("mean", "average"),
    },
    fields=(
        Field(
            "p50", "s", "the time that half of the requests stay below, e.g. 5 ms", bounds=POSITIVE,
            required=True, known_as=("median",),
        ),
        Field(
            "p90", "s", "that 90 % stay below, e.g. 20 ms; left out: as a lognormal has it",
            bounds=POSITIVE,
        ),
        Field(
            "p99", "s", "the time that 99 % of the requests stay below, e.g. 50 ms",
            bounds=POSITIVE, required=True,
        ),
        Field(
            "p99_9", "s", "that 99.9 % stay below, e.g. 90 ms; left out: as a lognormal has it",
            bounds=POSITIVE, known_as=("p999",),
        ),
        Reference(
            name="on_miss_of", sections=("caches",), flows="",
            meaning="the caches in front of it, one behind the other: it is taken on their misses",
        ),
        Field(
            "share", "%", "the part of requests that takes it; left out: all, or those that miss",
            bounds=SHARE,
        ),
        Field(
            "parallel", "", "how many of it are asked at once, of which the slowest counts",
            bounds=AT_LEAST_ONE, how_many=True, known_as=("fan_out",),
        ),
        Field(
            name="asked_again", unit="%", bounds=Bounds(least=0, most=0.5),
            known_as=("hedge", "hedged"),
            meaning="the slowest part that is asked a second time, of which the faster counts "
            "(hedged requests), e.g. 5%",
        ),
    ),
    excludes=(("on_miss_of", "share"),),
    formulas=(
        _at("p90", "90%"),
        _at("p99_9", "99.9%"),
        _rises("p50", "p99"),
        _rises("p50", "p90", only_with=("p90",)),
        _rises("p90", "p99", only_with=("p90",)),
        _rises("p99", "p99_9", only_with=("p99_9",)),
        Formula(
            "share", "missed_by_all(on_miss_of.hit_ratio)", "%", "what every cache in front misses",
        ),
        Formula("share", "100%", "%", "all requests", without=("on_miss_of",), neutral=True),
        Formula("parallel", "1", "", "one at a time", neutral=True),
        Formula("asked_again", "0%", "%", "none is asked again", neutral=True),
        Formula("mean", f"hop_mean({_EACH})", "s", "on average, of all requests"),
    ),
    concludes=("{mean}",),
    columns=(
        Column("p50", "p50"),
        Column("p99", "p99"),
        Column("parallel", "at once", only_with=frozenset({"parallel"})),
        Column("share", "taken by", only_with=frozenset({"share", "on_miss_of"})),
        Column("mean", "mean of all"),
    ),
)  # fmt: skip
