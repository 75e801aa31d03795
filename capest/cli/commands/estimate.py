"""capest estimate: the report of a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import __version__
from ...problems import CapestError
from ...render import (
    FORMATS,
    SHOWN,
    draws_ranges,
    format_of,
    layout,
    problems_renderer,
    renderer,
    shows_contradictions,
    tells_all_draws,
)
from ..console import BAD_INPUT, reject, show, tell
from ..files import OutputError, refuse_same_file, write_file
from ..options import (
    Drawn,
    Draws,
    Exact,
    Force,
    Napkin,
    Output,
    Prices,
    ScenarioName,
    Seed,
    changed_names,
    check_choice,
)
from ..several import read_with_axes, show_several

if TYPE_CHECKING:
    from ...render.report import Report
    from ...scenario.model import Scenario


def estimate_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Change one assumption or field; several values, 10M,20M or 10M..80M, are shown "
            "side by side; may be repeated.",
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            help="How to write it; by default what --output's suffix says, else a table.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="SECTION", help="Some sections: traffic,derived or so."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="All tables, of a scenario with many sections too.")
    ] = False,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
    ranges: Annotated[
        bool, typer.Option("--ranges", help="Draw all ranges: where 90 % of the draws lie.")
    ] = False,
    draws: Draws = None,
    seed: Seed = None,
) -> None:
    """Estimate a scenario: QPS, storage, caches, shards.

    Exits with 2 on bad input. Expectations that fail are told; `capest check` fails on them.
    """
    if output == Path("-"):
        output = None
    format_name = format_ or (format_of(output.suffix.lower()) if output else SHOWN)
    try:
        wanted = tuple(word.strip() for word in only.strip(",").split(",")) if only else ()
        _refuse(scenario, format_name, output, wanted)
        read, axes = read_with_axes(scenario, set_, napkin=napkin, prices=prices)
        is_drawn = ranges or draws is not None or seed is not None
        if axes:
            asked = {"--only": bool(only), "--ranges": is_drawn}
            show_several(read, axes, format_name, output, exact=exact, force=force, asked=asked)
            return
        drawn = Drawn.asked(draws, seed) if is_drawn else None
        report = report_of(read, set_, format_name, wanted, drawn, exact=exact)
        _write(replace(report, full=full or output is not None), format_name, output, force=force)
    except CapestError as error:
        tell(error.problems)
        render = problems_renderer(format_name)
        if render and output is None and not isinstance(error, OutputError):
            print(render(error.problems, __version__), end="")
        raise typer.Exit(BAD_INPUT) from None


def _refuse(scenario: str, format_name: str, output: Path | None, only: tuple[str, ...]) -> None:
    """Refuse options that make no sense before anything is read; raises CapestError."""
    from ...render.report import DERIVED
    from ...sections import sections

    refuse_same_file(output, scenario)
    check_choice("format", format_name, FORMATS)
    for word in only:
        check_choice("section", word, [*(section.name for section in sections()), DERIVED])


def report_of(
    scenario: Scenario,
    changes: list[str] | None,
    format_name: str,
    only: tuple[str, ...],
    drawn: Drawn | None,
    *,
    exact: bool,
) -> Report:
    """The report of a scenario for a format, with its problems told; raises CapestError."""
    from ...conservation import conservation
    from ...engine.estimate import estimate
    from ...engine.expectations import judge
    from ...engine.ranges import uncertain_values
    from ...engine.sample import quick_draws
    from ...engine.unused import unused
    from ...render.intervals import with_draws
    from ...render.report import DERIVED, make_report
    from ...sections import sections
    from ..prices import old_prices

    computed = estimate(scenario, sections())
    there = {entry.section for entry in computed.scenario.entries.values()}
    there |= {DERIVED} if computed.scenario.derived else set()
    for word in only:
        if word not in there:
            reject("unknown-section", f"there is no {word} in this scenario")
    if drawn is None and draws_ranges(format_name) and uncertain_values(computed.graph):
        drawn = Drawn.asked(quick_draws(computed.graph), None)
    conserved = conservation(computed, is_changed=bool(changes))
    report = make_report(
        computed,
        sections(),
        judge(computed, draws=drawn.draws, seed=drawn.seed) if drawn else judge(computed),
        version=__version__,
        exact=exact,
        only=only,
        conserved=conserved,
        problems=(
            *computed.remarks,
            *unused(computed, changed_names(changes)),
            *old_prices(computed.graph),
        ),
    )
    if drawn:
        report = with_draws(report, drawn.draws, drawn.seed, of_all=tells_all_draws(format_name))
    besides = () if shows_contradictions(format_name) else conserved.problems
    tell((*report.problems, *besides))
    return report


def _write(report: Report, format_name: str, output: Path | None, *, force: bool) -> None:
    lines = layout(format_name)
    if output:
        write_file(output, renderer(format_name)(report), replace=force)
    elif lines:
        show(lines(report))
    else:
        print(renderer(format_name)(report), end="")
