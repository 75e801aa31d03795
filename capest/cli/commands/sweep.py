"""capest sweep: a scenario over ranges of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import Passage, Source
from ...render import SHOWN
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
    from ...studies.axes import Axis


def sweep_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    ranges: Annotated[
        list[str],
        typer.Argument(metavar="NAME=VALUES...", help="dau=100M..1B*10, or dau=10M,20M,40M."),
    ],
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="NAMES", help="Quantities, between commas."),
    ] = None,
    set_: Changes = None,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Sweep values over ranges and see what follows.

    A range such as 100M..1B takes *10 behind it for ten values at equal factors, /10 for ten at
    equal steps. Several names give every combination.
    """
    from ...render.studies import sweep as view
    from ...sections import sections
    from ...studies.sweep import sweep
    from ..prices import old_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        axes = [_axis(text) for text in ranges]
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        found = sweep(read, axes, sections(), _names(show or ""))
        tell(old_prices(found.graph))
        write(view, found, format_, exact=exact)


def _axis(text: str) -> Axis:
    from ...studies.axes import axis_of

    return axis_of(*change_pair(text, "sweep dau=100M..1B"))


def _names(text: str) -> list[Passage]:
    """The names of a list, each at its place."""
    source, found, start = Source("--show", text), [], 0
    for word in text.split(","):
        column = start + len(word) - len(word.lstrip()) + 1
        start += len(word) + 1
        if word.strip():
            found.append(Passage(word.strip(), source, 1, column))
    return found
