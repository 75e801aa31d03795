"""Fixes documents for the command line: reads them, rewrites the files, says what has changed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO, TypeVar

from ...claims.documents.diff import unified_diff
from ...claims.documents.document import Document
from ...claims.fix import Rewrites, fix_document
from ...claims.fixed import Change, Fixed
from ...claims.judging.findings import FileReport
from ...claims.judging.tolerances import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...nouns import counted
from ...problems import MANY, CapestError, Problem, Severity, describe
from ...records import record, replace
from ...safe_text import log_line, patch_lines
from ..border import Border, border_of
from ..console import tell
from ..files import OutputError, rewrite_file
from .check_options import CheckOptions
from .run import new_run
from .targets import documents_of

Told = TypeVar("Told", Change, Problem)


@record(kw_only=True)
class FixReport:
    """What a run of `capest fix` did."""

    fixed: tuple[Fixed, ...]
    """Every document, those that stay as they are too."""
    border: Border

    @property
    def left(self) -> tuple[Problem, ...]:
        """The errors that remain."""
        return tuple(problem for fixed in self.fixed for problem in fixed.left)

    @property
    def stale_workings(self) -> tuple[Problem, ...]:
        """The workings that do not give their results."""
        return tuple(problem for fixed in self.fixed for problem in fixed.stale_workings)

    @property
    def changed(self) -> tuple[Fixed, ...]:
        """The documents that are rewritten."""
        return tuple(fixed for fixed in self.fixed if fixed.changes)


def fix(options: CheckOptions, *, bounds: bool = False, inputs: bool = False) -> FixReport:
    """What would be fixed in everything that the paths stand for; raises CapestError.

    What cannot be read, a scenario too, is told before anything is written.
    """
    fixed: list[Fixed] = []

    def examine(
        document: Document,
        library: Library,
        tolerances: Tolerances,
        claiming: tuple[BoundScenario, ...],
    ) -> FileReport:
        rewrites = Rewrites(bounds=bounds, inputs=inputs)
        found = fix_document(document, library, tolerances, claiming, rewrites)
        fixed.append(found.in_short())
        return fixed[-1].report

    border = border_of(options.paths, is_open=options.allow_outside)
    run = new_run(border, options, examine=examine)
    found = run.check(*documents_of(options.paths))
    if found.faults:
        raise CapestError(*found.faults)
    return FixReport(fixed=tuple(fixed), border=border)


def write(report: FixReport) -> tuple[FixReport, tuple[Problem, ...]]:
    """Rewrite the files, each whole or not at all; what was done, and what could not be."""
    changed = ((item.name, item.was, item.text) for item in report.changed)
    problems = rewrite(changed, report.border)
    kept = tuple(item for item in report.fixed if item.name not in problems)
    return replace(report, fixed=kept), tuple(problems.values())


def rewrite(documents: Iterable[tuple[str, str, str]], border: Border) -> dict[str, Problem]:
    """Write each document's new text into its file, where it has the old one; the problems by name.

    A document is its name, its old text and the new one.
    """
    problems = {}
    for name, was, text in documents:
        try:
            rewrite_file(name, was.encode(), text.encode(), border)
        except OutputError as error:
            problems[name] = error.problems[0]
    return problems


def show(report: FixReport, *, diff: bool, verb: str) -> None:
    """Print what has changed and what is left; with `diff` only the patch to standard output."""
    out = sys.stderr if diff else sys.stdout
    for fixed in report.changed:
        if diff:
            edits = (change.edit for change in fixed.changes)
            _show_patch(unified_diff(fixed.name, fixed.was, edits))
        else:
            _show_first(fixed, fixed.changes, _line, out)
    if sys.stdout is not None:
        sys.stdout.flush()
    for fixed in report.fixed:
        _show_first(fixed, (*fixed.left, *fixed.stale_workings), describe, out)
    print(_summary(report, verb), file=out)


def _show_first(
    fixed: Fixed, items: Sequence[Told], line: Callable[[Told], str], out: TextIO | None
) -> None:
    """Print the first changes or problems of a document, and how many more there are."""
    for item in items[:MANY]:
        print(line(item), file=out)
    if len(items) > MANY:
        print(log_line(f"{fixed.name}: ... and {len(items) - MANY:,} more"), file=out)


def _show_patch(patch: str) -> None:
    """Print a patch: byte for byte into a file, else without what a terminal or a build obeys."""
    shown = patch if _is_file(sys.stdout) else patch_lines(patch)
    print(shown, end="")
    if shown != patch:
        message = "this patch does not apply: it is shown without what steers a terminal or a build"
        hint = "write it into a file: capest fix --diff ... > x.patch"
        tell([Problem(code="altered-patch", message=message, hint=hint, severity=Severity.WARNING)])


def _is_file(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # it is none of the system's
        return False


def _line(change: Change) -> str:
    place = f"{change.span}: {change.subject}"
    if change.table_at is not None:
        return log_line(f"{place} is generated anew")
    was, now = " ".join(change.was.split()), " ".join(change.edit.text.split())
    return log_line(f"{place}: {was} -> {now}")


def _summary(report: FixReport, verb: str) -> str:
    changes = [change for fixed in report.fixed for change in fixed.changes]
    tables = sum(change.table_at is not None for change in changes)
    numbers = len(changes) - tables
    parts = [
        counted(numbers, "claim") if numbers else "",
        counted(tables, "region") if tables else "",
    ]
    what = " and ".join(part for part in parts if part)
    changed = counted(len(report.changed), "document")
    told = f"{verb} {what} in {changed}" if what else "nothing to fix"
    if not what:
        told += f" in {counted(len(report.fixed), 'document')}"
    left, stale = len(report.left), len(report.stale_workings)
    parts = [
        f"{counted(left, 'error')} left" if left else "",
        f"{counted(stale, 'working')} stale" if stale else "",
    ]
    return "; ".join(part for part in (told, *parts) if part)
