"""capest check: do the expectations of scenarios hold?"""

from __future__ import annotations

from typing import Annotated

import typer

from ...engine.expectations import Verdict
from ...problems import CapestError, Problem, Severity, describe
from ..console import BAD_INPUT, FAILED, tell
from ..options import Changes, Napkin, changed_names, read_scenario


def check_command(
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help="Names, paths, or - for input.")
    ],
    set_: Changes = None,
    napkin: Napkin = False,
) -> None:
    """Check that the expect: lines of scenarios hold.

    Exits with 1 when one fails, with 2 when a scenario cannot be read.
    """
    verdicts: list[Verdict] = []
    unreadable = 0
    for name in scenarios:
        try:
            found = _verdicts(name, set_, napkin=napkin)
        except CapestError as error:
            tell(error.problems)
            unreadable += 1
            continue
        if not found:
            tell([_nothing(name)])
        verdicts += found
    failed = [verdict for verdict in verdicts if not verdict.holds]
    for verdict in failed:
        print(describe(_failure(verdict)))
    read = len(scenarios) - unreadable
    print(
        f"checked {_counted(len(verdicts), 'expectation')} in {_counted(read, 'scenario')}: "
        f"{len(verdicts) - len(failed)} hold, {len(failed)} fail"
        f"{f'; {unreadable} cannot be read' if unreadable else ''}"
    )
    if unreadable or failed:
        raise typer.Exit(BAD_INPUT if unreadable else FAILED)


def _verdicts(name: str, changes: list[str] | None, *, napkin: bool) -> tuple[Verdict, ...]:
    from ...engine.estimate import estimate
    from ...engine.expectations import judge
    from ...engine.unused import unused
    from ...sections import sections

    computed = estimate(read_scenario(name, changes, napkin=napkin), sections())
    tell(unused(computed, changed_names(changes)))
    return judge(computed)


def _failure(verdict: Verdict) -> Problem:
    from ...language.tree import Name

    left = verdict.expectation.left
    hint = f"`capest explain ... {left.name}` shows why" if isinstance(left, Name) else None
    return Problem(
        code="expectation",
        message=verdict.message,
        span=verdict.expectation.passage.span(),
        hint=hint,
    )


def _nothing(name: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="nothing-expected",
        message=f"{name} has no expect: lines, so only its units and names were checked",
        hint="add e.g. - search.qps ~ 30k/s",
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
