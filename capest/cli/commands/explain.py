"""capest explain: where a number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...render import SHOWN
from ..console import reject, show, tell, telling
from ..options import (
    Changes,
    Exact,
    Napkin,
    Prices,
    ScenarioName,
    TextOrJson,
    check_choice,
    read_scenario,
)

if TYPE_CHECKING:
    from ...engine.estimate import Estimate

_LONGEST = 4  # digits of --depth; nothing is deeper


def explain_command(  # noqa: PLR0913, PLR0917 - an option each
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
    format_: TextOrJson = SHOWN,
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
        check_choice("format", format_, ("json", SHOWN))
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        computed = estimate(read, sections())
        tell(old_prices(computed.graph))
        if format_ == "json":
            print(_as_json(computed, name, exact=exact), end="")
            return
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


def _as_json(computed: Estimate, name: str | None, *, exact: bool) -> str:
    """A quantity, those of an entry or all, with what they rest on, for a program."""
    from ... import __version__
    from ...engine.lookup import find
    from ...render.formats.json import explained
    from ...render.report import make_report
    from ...sections import sections

    names = [one for one in computed if name is None or one.startswith(f"{name}.")]
    if name is not None and (name in computed or not names):
        names = [find(computed, name).name]
    report = make_report(computed, sections(), (), version=__version__, exact=exact)
    return explained(report, names)
