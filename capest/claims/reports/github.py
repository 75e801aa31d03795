"""Annotations of GitHub Actions, as its workflow commands.

A step shows ten errors and ten warnings (docs.github.com, "Workflow commands", read 2026) and
drops the rest without a word, so the errors come first and a notice counts what is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from ...nouns import counted
from ...problems import Problem, Severity
from ...safe_text import github_message, github_property, log_line
from ..judging.findings import FileReport, Findings
from ..judging.fingerprints import message_of, path_of

FOR_PEOPLE = False

MOST = 10
"""Annotations of one kind that a step shows."""

_COMMANDS: dict[str, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


_Part = list[tuple[str, str, str]]
"""The severity of each finding, its annotation, and its line for the log."""


def part(report: FileReport) -> _Part:
    """The annotations of a file's findings."""
    return [_told(problem) for problem in report.first()]


def render(findings: Findings, parts: Iterable[_Part]) -> Iterator[str]:
    """The annotations, and all findings for the log where some are left out."""
    of_all = [_told(problem) for problem in (*findings.faults, *findings.of_run)]
    shown: dict[str, list[str]] = {severity: [] for severity in _COMMANDS}
    numbers = Counter[str]()
    for severity, annotation, _ in chain(of_all, chain.from_iterable(parts)):
        numbers[severity] += 1
        if numbers[severity] <= _most(severity):
            shown[severity].append(annotation)
    yield from chain.from_iterable(shown.values())
    left_out = [
        counted(numbers[severity] - _most(severity), f"more {command}")
        for severity, command in _COMMANDS.items()
        if numbers[severity] > _most(severity)
    ]
    if left_out:
        text = f"{' and '.join(left_out)} not shown here: see the log of `capest check`"
        yield f"::notice title=capest::{github_message(text)}\n"
        for is_wanted in (True, False):
            for severity, _, line in chain(of_all, chain.from_iterable(parts)):
                if (severity == Severity.ERROR) is is_wanted:
                    yield line
    yield f"{findings.summary()}\n"


def _most(severity: str) -> int:
    """How many annotations of a severity are shown: one notice counts the rest."""
    return MOST - 1 if severity == Severity.NOTE else MOST


def _told(problem: Problem) -> tuple[str, str, str]:
    return str(problem.severity), f"{_annotation(problem)}\n", f"{_plain(problem)}\n"


def _annotation(problem: Problem) -> str:
    span = problem.span
    properties = {"title": f"capest {problem.code}"}
    if span:
        properties = {
            "file": path_of(problem),
            "line": str(span.line),
            "endLine": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.end_column),
            **properties,
        }
    said = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {said}::{github_message(message_of(problem))}"


def _plain(problem: Problem) -> str:
    """A line for the log."""
    place = f"{problem.span}: " if problem.span else ""
    return log_line(f"  {place}{problem.code}: {problem.message}")
