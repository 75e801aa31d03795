"""capest ranges: how far a number may lie, what moves it, and what to measure first."""

from __future__ import annotations

from typing import Annotated

import typer

from ...engine.estimate import Estimate
from ...problems import EstimateError
from ...render import SHOWN
from ..console import show, tell, telling, write
from ..options import (
    STUDY_FORMATS,
    Changes,
    Drawn,
    Draws,
    FormatName,
    Napkin,
    Prices,
    ScenarioName,
    Seed,
    check_choice,
    read_scenario,
)


def ranges_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A quantity; left out: all that is uncertain."),
    ] = None,
    set_: Changes = None,
    format_: FormatName = SHOWN,
    draws: Draws = None,
    seed: Seed = None,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Show how far a number may lie.

    Its values in draws of the scenario's ranges, which of these move it, and what would be
    known if one of them were measured.
    """
    from ...engine.estimate import estimate
    from ...engine.lookup import find
    from ...sections import sections
    from ..prices import old_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        computed = estimate(read, sections())
        tell(old_prices(computed.graph))
        drawn = Drawn.asked(draws, seed)
        if name is None:
            _all(computed, drawn, format_)
            return
        _one(computed, find(computed, name).name, drawn, format_)


def _all(computed: Estimate, drawn: Drawn, format_name: str) -> None:
    from ...render.ranges.table import overview
    from ...uncertainty.study import sampled

    if format_name != SHOWN:
        message = "all quantities together are written as a table"
        hint = f"`capest estimate SCENARIO --ranges --format {format_name}` writes them so"
        raise EstimateError.saying("unknown-format", message, hint)
    show(overview(sampled(computed, drawn.draws, drawn.seed)))


def _one(computed: Estimate, name: str, drawn: Drawn, format_name: str) -> None:
    from ...render import ranges
    from ...uncertainty.study import study

    write(ranges, study(computed, name, drawn.draws, drawn.seed), format_name)
