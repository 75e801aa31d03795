"""capest compare: two estimates beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import Problem, ScenarioError
from ...render import FORMATS, SHOWN
from ..console import show, telling
from ..options import Changes, Exact, FormatName, Napkin, check_choice, read_scenario

if TYPE_CHECKING:
    from ...scenario.model import Scenario


def compare_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path.")
    ],
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
) -> None:
    """Compare a scenario changed, with another, or with its past.

    What is written otherwise, what that changes and by how much each change does, and which
    expectations no longer hold. Changes by --set are made to what comes after.
    """
    from ... import __version__
    from ...engine.estimate import estimate
    from ...render.studies import compare
    from ...sections import sections
    from ...studies.compare import difference

    with telling():
        check_choice("format", format_, FORMATS)
        sides = _sides(scenario, other, set_, base, napkin=napkin)
        before, after = (estimate(side, sections()) for side in sides)
        found = difference(before, after, sections())
        match format_:
            case "json":
                print(compare.as_json(found, __version__), end="")
            case "csv":
                print(compare.as_csv(found), end="")
            case "markdown":
                print(compare.as_markdown(found, exact=exact), end="")
            case _:
                show(compare.layout(found, exact=exact, every=every))


def _sides(
    scenario: str, other: str | None, changes: list[str] | None, base: str | None, *, napkin: bool
) -> tuple[Scenario, Scenario]:
    """What comes before and what comes after."""
    if other is not None and base is not None:
        problem = Problem(
            code="excluded-option",
            message="--base compares one file with itself, and here are two",
            hint="leave out one of the files, or --base",
        )
        raise ScenarioError(problem)
    if base is not None:
        return _of_revision(scenario, base, napkin=napkin), read_scenario(
            scenario, changes, napkin=napkin
        )
    if other is None and not changes:
        problem = Problem(
            code="nothing-to-compare",
            message=f"there is nothing to compare {scenario} with",
            hint="add --set dau=500M, a second scenario, or --base main",
        )
        raise ScenarioError(problem)
    before = read_scenario(scenario, None, napkin=napkin)
    return before, read_scenario(other or scenario, changes, napkin=napkin)


def _of_revision(name: str, revision: str, *, napkin: bool) -> Scenario:
    from ...engine.whole import whole
    from ...sections import sections
    from ..revisions import read_revision

    read = whole(read_revision(name, revision), sections())
    return replace(read, napkin=read.napkin or napkin)
