"""One line for each finding: place, code and message."""

from __future__ import annotations

from ...problems import headline
from ..judging.findings import Findings

FOR_PEOPLE = True


def render(findings: Findings) -> str:
    """The findings, a line each, and the summary."""
    lines = [headline(problem) for problem in findings.first()]
    return "\n".join([*lines, findings.summary()]) + "\n"
