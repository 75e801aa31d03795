"""capest compare: two estimates beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import Problem, ScenarioError
from ...render import SHOWN
from ..console import tell, telling, write
from ..files import read_source
from ..options import (
    STUDY_FORMATS,
    Changes,
    Exact,
    FormatName,
    Napkin,
    Prices,
    ScenarioName,
    check_choice,
    scenario_in,
)

if TYPE_CHECKING:
    from ...problems import Source


def compare_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    other: Annotated[
        str | None, typer.Argument(metavar="[AFTER]", help="What it is compared with.")
    ] = None,
    set_: Changes = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="REVISION", help="Compare with the file in a revision of git."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every number that changes.")] = False,
    format_: FormatName = SHOWN,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Compare a scenario changed, with another, or with its past.

    What is written otherwise, what that changes and by how much each change does, and which
    expectations no longer hold. Changes by --set are made to what comes after.
    """
    from ...engine.estimate import estimate
    from ...render.studies import compare
    from ...sections import sections
    from ...studies.compare import difference
    from ..prices import old_prices, take_prices

    with telling():
        check_choice("format", format_, STUDY_FORMATS)
        sides = tuple(
            scenario_in(source, changes, napkin=napkin)
            for source, changes in _sides(scenario, other, set_, base)
        )
        sides = take_prices(prices, *sides) if prices else sides
        before, after = (estimate(side, sections()) for side in sides)
        found = difference(before, after, sections())
        tell(old_prices(before.graph, after.graph))
        write(compare, found, format_, exact=exact, every=every)


def _sides(
    scenario: str, other: str | None, changes: list[str] | None, base: str | None
) -> tuple[tuple[Source, None], tuple[Source, list[str] | None]]:
    """What comes before and what comes after, with the changes to it."""
    from ..revisions import read_revision

    if other is not None and base is not None:
        problem = Problem(
            code="excluded-option",
            message="--base compares one file with itself, and here are two",
            hint="leave out one of the files, or --base",
        )
        raise ScenarioError(problem)
    if other is None and base is None and not changes:
        problem = Problem(
            code="nothing-to-compare",
            message=f"there is nothing to compare {scenario} with",
            hint="add --set dau=500M, a second scenario, or --base main",
        )
        raise ScenarioError(problem)
    before = None if base is None else read_revision(scenario, base)
    after = read_source(other or scenario)
    before = before or (after if other is None else read_source(scenario))
    return (before, None), (after, changes)
