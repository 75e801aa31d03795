"""Hops: what a request passes, each with the time it takes; budgets add them up to paths."""

from ..bounds import AT_LEAST_ONE, POSITIVE, SHARE, Bounds
from ..formulas import Column, Field, Formula, Reference, Section

_EACH = "p50, p90, p99, p99_9, share, parallel, asked_again"


def _at(name: str, share: str) -> Formula:
    return Formula(
        name=name, text=f"lognormal(p50, p99, {share})", unit="s",
        because="a lognormal through p50 and p99",
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
            name="p50", unit="s", bounds=POSITIVE, required=True, known_as=("median",),
            meaning="the time that half of the requests stay below, e.g. 5 ms",
        ),
        Field(
            name="p90", unit="s", bounds=POSITIVE,
            meaning="that 90 % stay below, e.g. 20 ms; left out: as a lognormal has it",
        ),
        Field(
            name="p99", unit="s", bounds=POSITIVE, required=True,
            meaning="the time that 99 % of the requests stay below, e.g. 50 ms",
        ),
        Field(
            name="p99_9", unit="s", bounds=POSITIVE, known_as=("p999",),
            meaning="that 99.9 % stay below, e.g. 90 ms; left out: as a lognormal has it",
        ),
        Reference(
            name="on_miss_of", sections=("caches",), flows="",
            meaning="the caches in front of it, one behind the other: it is taken on their misses",
        ),
        Field(
            name="share", unit="%", bounds=SHARE,
            meaning="the part of requests that takes it; left out: all, or those that miss",
        ),
        Field(
            name="parallel", unit="", bounds=AT_LEAST_ONE, how_many=True, known_as=("fan_out",),
            meaning="how many of it are asked at once, of which the slowest counts",
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
            name="share", text="missed_by_all(on_miss_of.hit_ratio)", unit="%",
            because="what every cache in front misses",
        ),
        Formula(
            name="share", text="100%", unit="%", because="all requests", without=("on_miss_of",),
            neutral=True,
        ),
        Formula(name="parallel", text="1", unit="", because="one at a time", neutral=True),
        Formula(
            name="asked_again", text="0%", unit="%", because="none is asked again", neutral=True,
        ),
        Formula(
            name="mean", text=f"hop_mean({_EACH})", unit="s", because="on average, of all requests",
        ),
    ),
    concludes=("{mean}",),
    columns=(
        Column(quantity="p50", heading="p50"),
        Column(quantity="p99", heading="p99"),
        Column(
            quantity="parallel", heading="at once", only_with=frozenset({"parallel"}),
        ),
        Column(
            quantity="share", heading="taken by", only_with=frozenset({"share", "on_miss_of"}),
        ),
        Column(quantity="mean", heading="mean of all"),
    ),
)  # fmt: skip
