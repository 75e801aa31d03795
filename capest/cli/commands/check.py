"""capest check: do scenarios keep their expectations, and documents to their scenarios?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ...claims.reports import FORMATS
from ...nouns import either
from ...problems import CapestError, Problem, Severity
from ..console import BAD_INPUT, FAILED, telling
from ..options import AllowOutside, Changes, Config, Family, NapkinOr, NoConfig, Within

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH...]",
        help="Scenarios and documents: files, folders, patterns in quotes, or - for input.",
        show_default=False,
    ),
]
Format = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"{either(FORMATS)}."),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output", metavar="FORMAT:FILE", help="Write it into a file, too; may be repeated."
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="error|warning", help="What makes the exit code 1."),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")]
Unbound = Annotated[
    bool | None,
    typer.Option("--unbound/--no-unbound", help="List the numbers that are bound to nothing."),
]
MinBound = Annotated[
    str | None,
    typer.Option("--min-bound", metavar="PERCENT", help="Fail where fewer are bound, e.g. 80%."),
]
BaselineFile = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Leave out what this file knows of."),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Write what is found into the baseline.")
]
Quietly = Annotated[
    bool | None, typer.Option("--quiet/--no-quiet", "-q/ ", help="Show findings, and no summary.")
]
Statistics = Annotated[
    bool | None,
    typer.Option("--statistics/--no-statistics", help="Count findings by code, and bound numbers."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Tell only these; may be repeated, or a,b."),
]
Unwanted = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Tell all but these; may be repeated, or a,b."),
]
InputName = Annotated[
    str | None,
    typer.Option("--stdin-name", metavar="NAME", help="What - is, e.g. docs/search.md."),
]
Explained = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help="What a code means; all lists them."),
]


def check_command(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Paths = None,
    format: Format = None,
    output: Outputs = None,
    fail_on: FailOn = None,
    exit_zero: ExitZero = False,
    select: Select = None,
    ignore: Unwanted = None,
    unbound: Unbound = None,
    min_bound: MinBound = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = False,
    quiet: Quietly = None,
    statistics: Statistics = None,
    tolerance: Within = None,
    prefixes: Family = None,
    set_: Changes = None,
    napkin: NapkinOr = None,
    stdin_name: InputName = None,
    config: Config = None,
    no_config: NoConfig = False,
    allow_outside: AllowOutside = False,
    explain: Explained = None,
) -> None:
    """Check what scenarios expect, and the numbers of documents.

    Without a path, what the settings name, else the folder. Exits with 1 when one fails, with 2
    when something cannot be read.
    """
    from ..documents.baseline import baseline_in
    from ..documents.check_options import options_of
    from ..documents.explain_code import explain_code
    from ..documents.outputs import (
        outputs_of,
        refuse_what_is_read,
        show_findings,
        write_findings,
    )
    from ..documents.run import checked
    from ..seen import seeing

    with telling(), seeing() as seen:
        if explain is not None:
            explain_code(explain)
            return
        given = {
            "paths": paths,
            "format": format,
            "fail-on": fail_on,
            "select": _codes(select),
            "ignore": _codes(ignore),
            "tolerance": tolerance,
            "prefixes": prefixes,
            "napkin": napkin,
            "set": set_,
            "unbound": unbound,
            "min-bound": min_bound,
            "baseline": baseline,
            "quiet": quiet,
            "statistics": statistics,
        }
        options = options_of(
            given, config=config, no_config=no_config, allow_outside=allow_outside, otherwise=(".",)
        )
        outputs = outputs_of(options, output or ())
        known = baseline_in(options, is_new=write_baseline)
        findings = checked(
            options,
            stdin_name=stdin_name,
            notes=(*([known.note] if known else []), outputs.note),
            is_left_out=outputs.is_earlier,
        )
        written = [each.path for each in outputs.files if each.path]
        if write_baseline:
            _refuse_faults(findings.faults)
            written += [Path(options.baseline)] if options.baseline else []
        refuse_what_is_read(written, seen)
        findings = known.finish(findings, options) if known else findings
        write_findings(findings, outputs)
        if write_baseline:
            return
    show_findings(findings, outputs, options, seen)
    if findings.faults:
        raise typer.Exit(BAD_INPUT)
    if not exit_zero and _fails(findings.problems, options.fail_on):
        raise typer.Exit(FAILED)


def _refuse_faults(faults: tuple[Problem, ...]) -> None:
    """Raise what cannot be read, of which nobody knows what would be found."""
    if faults:
        raise CapestError(*faults)


def _fails(problems: Counter[Severity], fail_on: str) -> bool:
    counting = (Severity.ERROR, Severity.WARNING)[: 2 if fail_on == "warning" else 1]
    return any(problems[severity] for severity in counting)


def _codes(words: list[str] | None) -> list[str]:
    return [code.strip() for word in words or () for code in word.split(",") if code.strip()]
