"""capest fix: write the right numbers into documents."""

from __future__ import annotations

from typing import Annotated

import typer

from ..console import BAD_INPUT, FAILED, tell, telling
from ..options import AllowOutside, Config, Documents, Family, NapkinOr, NoConfig, Within

Diff = Annotated[bool, typer.Option("--diff", help="Print the changes as a patch; write nothing.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Name the changes; write nothing.")]
RewriteBounds = Annotated[
    bool, typer.Option("--bounds", help="Rewrite requirements too: under, at least, <= and so on.")
]
RewriteInputs = Annotated[
    bool, typer.Option("--inputs", help="Rewrite assumptions too, as the scenario has them.")
]


def fix_command(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Documents = None,
    diff: Diff = False,
    dry_run: DryRun = False,
    bounds: RewriteBounds = False,
    inputs: RewriteInputs = False,
    tolerance: Within = None,
    prefixes: Family = None,
    napkin: NapkinOr = None,
    config: Config = None,
    no_config: NoConfig = False,
    allow_outside: AllowOutside = False,
) -> None:
    """Rewrite the numbers of documents that do not hold.

    Those that their scenarios contradict, and stale tables. Style, digits and hedge are kept, as
    is what holds, and every other byte. Numbers that fit another quantity than their own are left,
    and unless asked for, requirements and assumptions. Exits with 1 when an error is left that only
    a person can mend, with 2 when something cannot be read or written.
    """
    from ..documents import fix as fixes
    from ..documents.check_options import rewriting_options

    with telling():
        options = rewriting_options(
            paths,
            tolerance,
            prefixes,
            napkin=napkin,
            config=config,
            no_config=no_config,
            allow_outside=allow_outside,
        )
        report = fixes.fix(options, bounds=bounds, inputs=inputs)
    only_told = diff or dry_run
    report, unwritten = (report, ()) if only_told else fixes.write(report)
    fixes.show(report, diff=diff, verb="would fix" if only_told else "fixed")
    if unwritten:
        tell(unwritten)
        raise typer.Exit(BAD_INPUT)
    if report.left:
        raise typer.Exit(FAILED)
