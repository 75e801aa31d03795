"""capest databases: one store under the limits of each database."""

from __future__ import annotations

from typing import Annotated

import typer

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
    check_choice,
    read_scenario,
)


def databases_command(
    scenario: ScenarioName,
    store: Annotated[str, typer.Argument(metavar="STORE", help="An entry of shards or storage.")],
    set_: Changes = None,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Compare databases for one store, by their limits.

    For each: the shards and nodes it takes, what decides, and how far one node, one leader and one
    copy would do. Tests, no verdict: what a database is good for besides stays to be judged.
    """
    from ...render.studies import databases as view
    from ...sections import sections
    from ...studies.databases import databases
    from ..prices import old_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        found = databases(read, store, sections())
        tell(old_prices(*(item.graph for item in found.estimates.values())))
        write(view, found, format_, exact=exact)
