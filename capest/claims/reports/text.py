"""For a person: each finding with its line and where the right number comes from."""

from __future__ import annotations

from ...problems import Severity, describe, headline
from ..judging.findings import Findings

FOR_PEOPLE = True


def render(findings: Findings) -> str:
    """The findings in full, notes in one line, and the summary."""
    reported = [
        headline(problem) if problem.severity is Severity.NOTE else describe(problem)
        for problem in findings.first()
    ]
    return "\n".join([*reported, findings.summary()]) + "\n"
