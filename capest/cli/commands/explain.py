"""capest explain: where a number comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from ...engine.estimate import Estimate
from ...problems import EstimateError, Problem, suggestion
from ..console import show, telling
from ..options import Changes, Exact, Napkin, ScenarioName, read_scenario


def explain_command(
    scenario: ScenarioName,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A quantity; left out: all their names.")
    ] = None,
    set_: Changes = None,
    exact: Exact = False,
    napkin: Napkin = False,
) -> None:
    """Show where one number comes from.

    Its formula, the numbers put in, their units, down to the assumptions.
    """
    from ...engine.estimate import estimate
    from ...quantities import humanise
    from ...render import explain
    from ...render.lines import columns
    from ...sections import sections

    with telling():
        computed = estimate(read_scenario(scenario, set_, napkin=napkin), sections())
        if name is None:
            rows = [
                (item.name, humanise(item.quantity.value, item.quantity.unit, exact=exact))
                for item in computed.derivations.values()
            ]
            show(columns(("QUANTITY", "VALUE"), rows))
            return
        if name not in computed:
            raise EstimateError(_missing(computed, name))
        show(explain.layout(computed, name, exact=exact))


def _missing(computed: Estimate, name: str) -> Problem:
    from ...engine.expressions.no_value import wanted

    absent = computed.absent.get(name)
    if absent:
        return Problem(code="no-value", message=f"'{name}' has no value", hint=wanted(absent))
    inside = [below for below in computed.derivations if below.startswith(f"{name}.")]
    known = [*computed.derivations, *computed.absent]
    hint = suggestion(name, known, "leave the name out for a list of all")
    if inside:
        hint = f"it has {', '.join(inside)}"
    return Problem(
        code="unknown-name", message=f"nothing is named '{name}' in this scenario", hint=hint
    )
