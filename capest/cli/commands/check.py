"""capest check: do scenarios keep their expectations, and documents to their scenarios?"""

from __future__ import annotations

from typing import Annotated

import typer

from ...claims.reports import FORMATS
from ...nouns import either
from ...problems import Problem, Severity
from ..console import BAD_INPUT, FAILED, tell, telling
from ..options import AllowOutside, Changes, Family, Napkin, Within

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Scenarios and documents: files, folders, patterns in quotes, or - for input.",
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{either(FORMATS)}.",
    ),
]
FailOn = Annotated[
    str, typer.Option("--fail-on", metavar="error|warning", help="What makes the exit code 1.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")]
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
    format: Format = "text",
    fail_on: FailOn = "error",
    exit_zero: ExitZero = False,
    select: Select = None,
    ignore: Unwanted = None,
    tolerance: Within = None,
    prefixes: Family = None,
    set_: Changes = None,
    napkin: Napkin = False,
    stdin_name: InputName = None,
    allow_outside: AllowOutside = False,
    explain: Explained = None,
) -> None:
    """Check what scenarios expect, and the numbers of documents.

    Exits with 1 when one fails, with 2 when something cannot be read.
    """
    from ..documents.explain_code import explain_code
    from ..documents.run import CheckOptions, checked, options_problem, show_findings

    with telling():
        if explain is not None:
            explain_code(explain)
            return
        options = CheckOptions(
            format=format,
            fail_on=fail_on,
            select=_codes(select),
            ignore=_codes(ignore),
            tolerance=tolerance,
            prefixes=prefixes,
            allow_outside=allow_outside,
        )
        problem = options_problem(options, bool(paths))
        if problem:
            tell([problem])
            raise typer.Exit(BAD_INPUT)
        findings = checked(paths or [], options, set_, napkin=napkin, stdin_name=stdin_name)
    show_findings(findings, format)
    if findings.faults:
        raise typer.Exit(BAD_INPUT)
    if not exit_zero and _fails(findings.problems, fail_on):
        raise typer.Exit(FAILED)


def _fails(problems: tuple[Problem, ...], fail_on: str) -> bool:
    counting = (Severity.ERROR, Severity.WARNING)[: 2 if fail_on == "warning" else 1]
    return any(problem.severity in counting for problem in problems)


def _codes(words: list[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for word in words or () for code in word.split(",") if code.strip())
