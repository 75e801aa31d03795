"""capest diagram: what goes where in a scenario, as a picture for documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...render.diagrams import DIAGRAMS, USUAL, diagram, language_of
from ..console import tell, telling
from ..files import refuse_same_file, write_file
from ..options import (
    Changes,
    Force,
    Napkin,
    Output,
    Prices,
    ScenarioName,
    check_choice,
    read_scenario,
)


def diagram_command(  # an argument for each option
    scenario: ScenarioName,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="|".join(DIAGRAMS),
            help=f"The language; by default what --output's suffix says, else {USUAL}.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    set_: Changes = None,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Draw a scenario: what goes where, and how much at peak.

    Its entries with their machines and bytes, from the users on. A document holds it fresh between
    `<!-- capest: begin diagram -->` and `<!-- capest: end -->`.
    """
    from ...engine.estimate import estimate
    from ...sections import sections
    from ..prices import old_prices

    if output == Path("-"):
        output = None
    language = as_ or (language_of(output.suffix.lower()) if output else USUAL)
    with telling():
        refuse_same_file(output, scenario)
        check_choice("format", language, DIAGRAMS)
        computed = estimate(read_scenario(scenario, set_, napkin=napkin, prices=prices), sections())
        text = diagram(computed, language)
        tell(old_prices(computed.graph))
        if output:
            write_file(output, text, replace=force)
        else:
            print(text, end="")
