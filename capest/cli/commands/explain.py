"""capest explain: where a number comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from ..console import reject, show, tell, telling
from ..options import Changes, Exact, Napkin, Prices, ScenarioName, read_scenario

_LONGEST = 4  # digits of --depth; nothing is deeper


def explain_command(
    scenario: ScenarioName,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="A quantity, or an entry for all of its own; left out: all."
        ),
    ] = None,
    depth: Annotated[
        str | None,
        typer.Option(
            "--depth", metavar="N|all", help="How many levels to show; 2 of what rests on much."
        ),
    ] = None,
    set_: Changes = None,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Show where one number comes from.

    Its formula, the numbers put in, their units, down to the assumptions.
    """
    from ...engine.estimate import estimate
    from ...engine.lookup import find
    from ...quantities import humanise
    from ...render import explain
    from ...render.lines import columns
    from ...sections import sections
    from ..prices import old_prices

    with telling():
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        computed = estimate(read, sections())
        tell(old_prices(computed.graph))
        rows = [
            (item.name, humanise(item.quantity.value, item.quantity.unit, exact=exact))
            for item in computed.derivations.values()
            if name is None or item.name.startswith(f"{name}.")
        ]
        if name is None or (rows and name not in computed):
            show(columns(("QUANTITY", "VALUE"), rows))
            return
        found = find(computed, name)
        show(explain.layout(computed, found.name, exact=exact, depth=_levels(depth)))


def _levels(text: str | None) -> int | None:
    """So many levels, if any are said; raises CapestError."""
    from ...render.explain import ALL

    if text is None or text == "all":
        return ALL if text else None
    if not text.isascii() or not text.isdigit() or not int(text[:_LONGEST]) > 0:
        reject("out-of-range", f"--depth is '{text}', no number of levels", "write 4, or all")
    return int(text[:_LONGEST])
