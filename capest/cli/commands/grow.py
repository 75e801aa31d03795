"""capest grow: a scenario over time, and when it runs out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import CapestError, EstimateError, Problem, passage_of, suggestion
from ...render import SHOWN
from ..clock import today
from ..console import tell, telling, write
from ..options import (
    STUDY_FORMATS,
    Changes,
    Exact,
    FormatName,
    Napkin,
    Prices,
    ScenarioName,
    change_pair,
    check_choice,
    read_scenario,
)

if TYPE_CHECKING:
    from ...engine.estimate import Estimate

_MOST_YEARS = 30
_MOST_TIMES = 121
"""Times that are looked at, ten years of months: each takes as long as an estimate."""

_SAME_TIME = 1e-6
"""The part of the time looked at by which a last step may miss its end and still be it."""

_STEPS = {"month": ("month", 1), "quarter": ("month", 3), "year": ("year", 1)}


def grow_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    years: Annotated[float, typer.Option(metavar="N", help="How far to look.")] = 3,
    by: Annotated[str, typer.Option(metavar="|".join(_STEPS), help="How often.")] = "year",
    grow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=RATE",
            help="What grows, e.g. dau=50%/year; may be repeated. Left out: users, by `growth`.",
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="LIMIT", help="Besides those of expect:, e.g. 'traffic.qps <= 1M/s'."),
    ] = None,
    show_: Annotated[
        str | None,
        typer.Option("--show", metavar="NAMES", help="Which quantities, e.g. dau,posts.stored."),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Start with nothing kept, as a new system does.")
    ] = False,
    set_: Changes = None,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Tell when a scenario runs out: its numbers over the years.

    What is kept adds up what has come in while it grew; each limit has its date.
    """
    with telling():
        from ...engine.estimate import estimate
        from ...render.studies import growth
        from ...render.studies.over_time import GrowthView, names_shown
        from ...sections import sections
        from ...studies.growing.grow import grow as grown_over
        from ...studies.growing.grow import read_limit
        from ...studies.growing.over_time import OverTime
        from ...studies.growing.rates import rates_of
        from ..prices import old_prices

        check_choice("format", format_, STUDY_FORMATS)
        check_choice("option", by, _STEPS)
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        limits = [read_limit(passage_of("--limit", text)) for text in limit or ()]
        read = replace(read, expectations=(*read.expectations, *limits))
        now = estimate(read, sections())
        rates = rates_of(now, [change_pair(text, "--grow dau=50%/year") for text in grow or ()])
        over = OverTime(now, rates, starts_empty=empty)
        if not over.rates and not any(over.ahead.values()):
            raise EstimateError(_no_growth(now))
        grown = grown_over(over, _times(now, years, by))
        tell(old_prices(now.graph))
        view = GrowthView(
            grown=grown,
            shown=_chosen(now, show_) if show_ else names_shown(grown, sections()),
            starts_empty=empty,
            estimate=now,
            dated=lambda days: f"{today() + timedelta(days=days):%Y-%m}",
            exact=exact,
        )
        write(growth, view, format_)


def _times(now: Estimate, years: float, by: str) -> list[float]:
    """The times to look at, in seconds: now, then one after each step, then the end."""
    from ...engine.allowed_runs import IN_A_STUDY, allowed_runs

    if not 0 < years <= _MOST_YEARS:
        message = f"--years is {years:g}; it must be above 0 and at most {_MOST_YEARS}"
        hint = "nothing grows at one rate for longer; 3 or 5 is usual"
        raise CapestError.saying("out-of-range", message, hint)
    word, number = _STEPS[by]
    units = now.graph.units
    step, end = number * float(units.atom(word).scale), years * float(units.atom("year").scale)
    steps = int(end / step + _SAME_TIME)
    allowed = allowed_runs(now.graph, now.graph.compute, IN_A_STUDY)
    most = min(_MOST_TIMES, allowed) - 1
    if steps > most:
        message = f"{years:g} years by the {by} are {steps:,} steps; here {most} at most"
        raise CapestError.saying("out-of-range", message, "take longer steps, e.g. --by year")
    times = [index * step for index in range(steps + 1)]
    return times if end - times[-1] < _SAME_TIME * end else [*times, end]


def _chosen(now: Estimate, text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in now:
            message = f"nothing is named '{name}' in this scenario, or it has no value"
            hint = suggestion(name, now, "`capest explain SCENARIO` lists the names")
            raise EstimateError.saying("unknown-name", message, hint)
    return tuple(dict.fromkeys(names))


def _no_growth(now: Estimate) -> Problem:
    users = next((name for name in ("dau", "mau") if name in now), None)
    name = users or next(iter(now.scenario.assumptions), "NAME")
    return Problem(
        code="no-growth",
        message="nothing grows in this scenario",
        hint=f"say what does: --grow {name}=50%/year"
        + (", or write growth: 50%/year under assumptions" if users else ""),
    )
