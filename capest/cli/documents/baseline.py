"""Reads and writes the baseline of a check."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
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
from ...claims.judging.findings import Findings
from ...nouns import counted
from ...problems import CapestError, Problem
from ...safe_text import log_line
from ...scenario.text import MAXIMUM_BYTES, decode
from ..border import border_of
from ..console import reject
from ..files import read_bytes, write_file
from .check_options import CheckOptions
from .targets import shown


def write_baseline(findings: Findings, options: CheckOptions) -> None:
    """Write what was found as what is known, and say how much that is; raises CapestError.

    What was known of documents and codes that this run has not looked at stays so.
    """
    name = options.baseline
    if name is None:
        reject("no-files", "--write-baseline writes no file", "name one: --baseline known.json")
    is_checked = _looked_at(findings, options, name)
    kept = {entry: times for entry, times in _known(name).items() if not is_checked(entry)}
    baseline = baseline_of(findings, _path_of(name)) | Counter(kept)
    write_file(Path(name), baseline_text(baseline), replace=True)
    print(log_line(f"wrote {counted(baseline.total(), 'known finding')} to {shown(name)}"))


def without_baseline(findings: Findings, options: CheckOptions) -> Findings:
    """The findings that are not known, with a warning of what is known and found no more; raises
    CapestError.
    """
    name = options.baseline
    if name is None:
        return findings
    if "baseline" not in options.asked:  # a file names it, and a link may lead anywhere
        refusal = border_of(["."], is_open=options.allow_outside).refusal(
            name, Path(name).resolve()
        )
        if refusal:
            reject(refusal.code, refusal.message, refusal.hint)
    source = decode(shown(name), read_bytes(name, MAXIMUM_BYTES, missing=_no_baseline, waits=False))
    found, left = without_known(findings, read_baseline(source), _path_of(name))
    stale = stale_entries(left, shown(name), _looked_at(findings, options, name))
    return replace(found, of_run=(*found.of_run, *stale))


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
    checked = {path_of(report.name): report.name for report in findings.reports}

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
