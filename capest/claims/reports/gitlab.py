"""GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format", read 2026).

A fingerprint rests on the path, the code and the claim's name, not on a line or a value, so that a
finding stays the same one while the text around it moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...problems import Problem, Severity
from ...safe_text import json_text, json_with
from ..judging.findings import MOST_EXPORTED, FileReport, Findings
from ..judging.fingerprints import Exported, errors_first, exported, message_of, path_of

FOR_PEOPLE = False

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def part(report: FileReport) -> Exported:
    """The issues of a file."""
    return exported(report, MOST_EXPORTED, _issue)


def render(findings: Findings, parts: Iterable[Exported]) -> Iterator[str]:
    """The report, one JSON array."""
    issues = errors_first(findings, parts, _issue)
    marked = (json_text(issue | {"fingerprint": mark}) for issue, mark in issues)
    return json_with([], {"": marked})


def _issue(problem: Problem) -> dict[str, Any]:
    return {
        "description": message_of(problem),
        "check_name": f"capest/{problem.code}",
        "fingerprint": "",
        "severity": _SEVERITIES[problem.severity],
        "location": {
            "path": path_of(problem) or ".",
            "lines": {"begin": problem.span.line if problem.span else 1},
        },
    }
