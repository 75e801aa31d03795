"""capest compare: two estimates beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import CapestError, ScenarioError
from ...render import SHOWN
from ..console import reject, tell, telling, write
from ..files import STANDARD_INPUT, read_source
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
    quoted_in: Annotated[
        list[str] | None,
        typer.Option(
            "--quoted-in", metavar="PATH", help="Count what documents quote of it; may be repeated."
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
    expectations no longer hold. Changes by --set are made to what comes after. With --base, a
    folder in place of the scenario compares all that it has, and counts what its documents quote.
    """
    from ...engine.estimate import estimate
    from ...render.studies import compare
    from ...render.studies import quotes as quoting
    from ...sections import sections
    from ...studies.compare import difference
    from ..documents.since import quotes_of
    from ..prices import old_prices, take_prices

    if base is not None and other is None and _is_folder(scenario):
        _compare_folder(scenario, base, set_, format_, exact=exact, every=every)
        return
    with telling():
        check_choice("format", format_, ("markdown", SHOWN) if quoted_in else STUDY_FORMATS)
        sides = tuple(
            scenario_in(source, changes, napkin=napkin)
            for source, changes in _sides(scenario, other, set_, base)
        )
        sides = take_prices(prices, *sides) if prices else sides
        before, after = (estimate(side, sections()) for side in sides)
        found = difference(before, after, sections())
        tell(old_prices(before.graph, after.graph))
        quotes = quotes_of(found, other or scenario, quoted_in) if quoted_in else ()
        write(compare, found, format_, exact=exact, every=every)
        if quotes:
            write(quoting, quotes, format_)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _compare_folder(
    folder: str, base: str, changes: list[str] | None, format_: str, *, exact: bool, every: bool
) -> None:
    """Compare every scenario of a folder with its past; what cannot be computed is told beside."""
    from ...render.studies import since as view
    from ..documents.since import since

    with telling():
        check_choice("format", format_, ("markdown", SHOWN))
        if changes:
            reject("excluded-option", "--set changes one scenario, and here is a folder")
        found, problems = since(folder, base)
        write(view, found, format_, exact=exact, every=every)
        if problems:
            raise CapestError(*problems)


def _sides(
    scenario: str, other: str | None, changes: list[str] | None, base: str | None
) -> tuple[tuple[Source, None], tuple[Source, list[str] | None]]:
    """What comes before and what comes after, with the changes to it."""
    from ..revisions import read_revision

    if other is not None and base is not None:
        message = "--base compares one file with itself, and here are two"
        hint = "leave out one of the files, or --base"
        raise ScenarioError.saying("excluded-option", message, hint)
    if other is None and base is None and not changes:
        message = f"there is nothing to compare {scenario} with"
        hint = "add --set dau=500M, a second scenario, or --base main"
        raise ScenarioError.saying("nothing-to-compare", message, hint)
    if scenario == other == STANDARD_INPUT:
        reject(
            "excluded-option",
            "standard input can be read once, and here it stands for both",
            "give one of them as a file: capest compare before.yaml -",
        )
    before = None if other is None else read_source(scenario)
    after = read_source(other or scenario)
    before = before or (after if base is None else read_revision(scenario, base))
    return (before, None), (after, changes)
