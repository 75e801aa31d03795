"""capest calc: one expression, without a file."""

from __future__ import annotations

from typing import Annotated

import typer

from ...problems import passage_of
from ..console import show, telling
from ..options import Exact, Napkin


def calc_command(
    expression: Annotated[
        list[str],
        typer.Argument(metavar="EXPRESSION", help='E.g. "300M users * 10/user/day in 1/s".'),
    ],
    exact: Exact = False,
    napkin: Napkin = False,
) -> None:
    """Compute one expression with units, in the grammar of the scenarios."""
    from ...engine.calculate import calculate
    from ...quantities import humanise, in_unit

    with telling():
        answer = calculate(passage_of("calc", " ".join(expression)), napkin=napkin)
        full = humanise(answer.value, answer.unit, exact=True)
        if exact:
            show([(("number", full),)])
            return
        asked = any(word == "in" for word in " ".join(expression).split())
        short = in_unit(answer.value, answer.unit) if asked else str(answer)
        rest = f"  = {full}" if full != short else ""
        show([(("number", short), ("muted", rest))])
