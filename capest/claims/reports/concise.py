"""One line for each finding: place, code and message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...problems import headline
from ..judging.findings import FileReport, Findings

FOR_PEOPLE = True


def part(report: FileReport) -> str:
    """A file's findings, a line each."""
    return "".join(f"{headline(problem)}\n" for problem in report.first())


def render(findings: Findings, parts: Iterable[str]) -> Iterator[str]:
    """The faults, and the findings of each file."""
    yield from (f"{headline(problem)}\n" for problem in (*findings.faults, *findings.of_run))
    yield from parts
