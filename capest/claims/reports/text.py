"""For a person: each finding with its line and where the right number comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...problems import Problem, Severity, describe, headline
from ..judging.findings import FileReport, Findings

FOR_PEOPLE = True


def part(report: FileReport) -> str:
    """A file's findings in full, notes in one line."""
    return "".join(map(_told, report.first()))


def render(findings: Findings, parts: Iterable[str]) -> Iterator[str]:
    """The faults, and the findings of each file."""
    yield from map(_told, (*findings.faults, *findings.of_run))
    yield from parts


def _told(problem: Problem) -> str:
    return f"{headline(problem) if problem.severity is Severity.NOTE else describe(problem)}\n"
