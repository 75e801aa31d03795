"""capest estimate: the report of a scenario."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ... import __version__
from ...problems import CapestError, Problem
from ...render import FORMATS
from ..console import BAD_INPUT, show, tell
from ..files import OutputError, write_file
from ..options import Changes, Exact, Napkin, ScenarioName, read_scenario

_BY_SUFFIX = {".json": "json", ".md": "markdown", ".csv": "csv"}


def estimate_command(
    scenario: ScenarioName,
    set_: Changes = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            help="How to write it; by default what --output's suffix says, else a table.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="SECTION", help="One section: traffic, storage, ..."),
    ] = None,
    exact: Exact = False,
    napkin: Napkin = False,
) -> None:
    """Estimate a scenario: QPS, storage, bandwidth, caches, shards."""
    format_name = format_ or (_BY_SUFFIX.get(output.suffix, "table") if output else "table")
    try:
        _run(scenario, set_, format_name, output, only, exact=exact, napkin=napkin)
    except CapestError as error:
        tell(error.problems)
        if format_name == "json" and output is None and not isinstance(error, OutputError):
            from ...render.formats.json import render_problems

            sys.stdout.write(render_problems(error.problems, __version__))
        raise typer.Exit(BAD_INPUT) from None


def _run(
    scenario: str,
    changes: list[str] | None,
    format_name: str,
    output: Path | None,
    only: str | None,
    *,
    exact: bool,
    napkin: bool,
) -> None:
    from ...engine.estimate import estimate
    from ...engine.expectations import judge
    from ...render import renderer
    from ...render.report import make_report
    from ...sections import sections

    _check_choice("format", format_name, list(FORMATS))
    if only is not None:
        _check_choice("section", only, [section.name for section in sections()])
    computed = estimate(read_scenario(scenario, changes, napkin=napkin), sections())
    report = make_report(
        computed, sections(), judge(computed), version=__version__, exact=exact, only=only
    )
    if output:
        write_file(output, renderer(format_name)(report))
    elif format_name == "table":
        from ...render.formats.table import layout

        show(layout(report))
    else:
        sys.stdout.write(renderer(format_name)(report))


def _check_choice(kind: str, word: str, known: list[str]) -> None:
    if word not in known:
        raise CapestError(
            Problem(
                code=f"unknown-{kind}",
                message=f"'{word}' is not a {kind}",
                hint=f"known: {', '.join(known)}",
            )
        )
