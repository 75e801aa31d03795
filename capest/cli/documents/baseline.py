"""Reads and writes the baseline of a check."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ...claims.judging.baseline import (
    Baseline,
    KnownFinding,
    baseline_of,
    baseline_text,
    read_baseline,
    stale_entries,
    without_known,
)
from ...claims.judging.findings import FileReport, Findings
from ...nouns import counted
from ...problems import CapestError, Problem
from ...records import record, replace
from ...safe_text import log_line
from ...scenario.text import MAXIMUM_BYTES, decode
from ..border import border_of
from ..console import reject
from ..files import read_bytes, write_file
from .check_options import CheckOptions
from .targets import shown


@record
class KnownFindings:
    """What a baseline knows of, and what of it nobody has found yet."""

    name: str
    left: Baseline

    def note(self, report: FileReport) -> FileReport:
        """A report without what is known."""
        return without_known(report, self.left, _path_of(self.name))

    def finish(self, findings: Findings, options: CheckOptions) -> Findings:
        """The findings with a warning of what is known and was found no more."""
        is_checked = _looked_at(findings, options, self.name)
        stale = stale_entries(self.left, shown(self.name), is_checked)
        return replace(findings, of_run=(*findings.of_run, *stale))


@record
class NewBaseline:
    """What is found, as what is to be known."""

    name: str
    found: Baseline

    def note(self, report: FileReport) -> FileReport:
        """A report, of which the findings are known from now on."""
        self.found.update(baseline_of(report, _path_of(self.name)))
        return report

    def finish(self, findings: Findings, options: CheckOptions) -> Findings:
        """The findings, all of them written; raises CapestError.

        What was known of documents and codes that this run has not looked at stays so.
        """
        is_checked = _looked_at(findings, options, self.name)
        known = _known(self.name).items()
        kept = {entry: times for entry, times in known if not is_checked(entry)}
        baseline = self.found | Counter(kept)
        write_file(Path(self.name), baseline_text(baseline), replace=True)
        print(log_line(f"wrote {counted(baseline.total(), 'known finding')} to {shown(self.name)}"))
        return findings


def baseline_in(options: CheckOptions, *, is_new: bool) -> KnownFindings | NewBaseline | None:
    """The baseline that is named, to be written or to be read; raises CapestError."""
    name = options.baseline
    if is_new:
        if name is None:
            reject("no-files", "--write-baseline writes no file", "name one: --baseline known.json")
        return NewBaseline(name, Counter())
    if name is None:
        return None
    if "baseline" not in options.asked:  # a file names it, and a link may lead anywhere
        refusal = border_of(["."], is_open=options.allow_outside).refusal(
            name, Path(name).resolve()
        )
        if refusal:
            reject(refusal.code, refusal.message, refusal.hint)
    source = decode(shown(name), read_bytes(name, MAXIMUM_BYTES, missing=_no_baseline, waits=False))
    return KnownFindings(name, read_baseline(source))


def _known(name: str) -> Baseline:
    """What a baseline that is to be written anew knows; nothing where it cannot be read."""
    try:
        return read_baseline(decode(shown(name), read_bytes(name, MAXIMUM_BYTES, waits=False)))
    except CapestError:
        return Counter()


def _looked_at(
    findings: Findings, options: CheckOptions, name: str
) -> Callable[[KnownFinding], bool]:
    path_of = _path_of(name)
    checked = {path_of(name): name for name in findings.names}

    def is_checked(entry: KnownFinding) -> bool:
        """Whether it would have been found in this run, had it been there."""
        if entry.path in checked:
            return options.is_selected(entry.code, checked[entry.path])
        return not (Path(name).parent / entry.path).exists()

    return is_checked


def _path_of(baseline: str) -> Callable[[str], str]:
    folder = os.path.abspath(Path(baseline).parent)  # noqa: PTH100 - links are not followed

    def path_of(name: str) -> str:
        return os.path.relpath(Path.cwd() / name, folder).replace(os.sep, "/")

    return path_of


def _no_baseline(name: str) -> Problem:
    message = f"there is no baseline {shown(name)}"
    return Problem(code="file-not-found", message=message, hint="--write-baseline writes it")
