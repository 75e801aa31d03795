"""capest calc: one expression, without a file."""

from __future__ import annotations

from typing import Annotated

import typer

from ...problems import CapestError, Problem, Severity, passage_of
from ..console import show, telling
from ..options import Exact, Napkin

QUOTE = Problem(
    code="unquoted",
    message="the expression came in several words",
    hint="put it in single quotes: the shell replaces * and $",
    severity=Severity.WARNING,
)


def calc_command(
    expression: Annotated[
        list[str],
        typer.Argument(metavar="EXPRESSION", help='E.g. "300M users * 10/user/day in 1/s".'),
    ],
    exact: Exact = False,
    napkin: Napkin = False,
) -> None:
    """Compute one expression with units.

    The grammar is that of the scenarios. Quote it: the shell replaces * and $.
    """
    from ...engine.calculate import answer
    from ...quantities import humanise, in_unit

    text = " ".join(expression)
    with telling():
        try:
            found = answer(passage_of("calc", text), napkin=napkin)
        except CapestError as error:
            shell = (QUOTE,) if len(expression) > 1 else ()
            raise CapestError(*error.problems, *shell) from None
        quantity = found.quantity
        full = humanise(quantity.value, quantity.unit, exact=True)
        if exact:
            show([(("number", full),)])
            return
        asked = "in" in text.split()
        short = in_unit(quantity.value, quantity.unit) if asked else str(quantity)
        rest = f"  = {full}" if full != short else ""
        if {"to", "±", "+/-"} & set(text.split()):
            rest += "  (the middle of a range)"
        rest += "".join(f"  ({remark.message})" for remark in found.remarks)
        show([(("number", short), ("muted", rest))])
