"""capest solve: which values of a name meet a condition."""

from __future__ import annotations

from typing import Annotated

import typer

from ...problems import passage_of
from ...render import SHOWN
from ..console import FAILED, reject, tell, telling, write
from ..options import (
    STUDY_FORMATS,
    Changes,
    Exact,
    FormatName,
    Napkin,
    Prices,
    ScenarioName,
    check_choice,
    read_scenario,
)


def solve_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    condition: Annotated[
        str, typer.Argument(metavar="CONDITION", help="'store.shards <= 4096', in quotes.")
    ],
    vary: Annotated[
        list[str], typer.Option("--vary", metavar="NAME", help="The assumption or field to vary.")
    ],
    set_: Changes = None,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Solve a condition for one value: how far can it go?

    Looks from a ten thousandth of what it is to ten thousand times as much. Exits with 1 where no
    value meets the condition, and says the nearest it comes.
    """
    from ...render.studies import solve as view
    from ...sections import sections
    from ...studies.solve import solve
    from ..prices import old_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        if len(vary) > 1:
            reject("excluded-option", "--vary is given twice", "one value is varied: keep one")
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        asked = passage_of("condition", condition), passage_of("--vary", vary[0].strip())
        solution = solve(read, *asked, sections())
        tell(old_prices(solution.graph))
        write(view, solution, format_, exact=exact)
    if not solution.found.stretches:
        raise typer.Exit(FAILED)
