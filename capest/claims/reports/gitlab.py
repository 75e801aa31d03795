"""GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format", read 2026).

A fingerprint rests on the path, the code and the claim's name, not on a line or a value, so that a
finding stays the same one while the text around it moves.
"""

from __future__ import annotations

from ...problems import Severity
from ...safe_text import json_text
from ..judging.findings import MOST_EXPORTED, Findings
from ..judging.fingerprints import exported

FOR_PEOPLE = False

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(findings: Findings) -> str:
    """The report, one JSON array."""
    issues = [
        {
            "description": entry.message,
            "check_name": f"capest/{entry.problem.code}",
            "fingerprint": entry.fingerprint,
            "severity": _SEVERITIES[entry.problem.severity],
            "location": {
                "path": entry.path or ".",
                "lines": {"begin": entry.problem.span.line if entry.problem.span else 1},
            },
        }
        for entry in exported(findings, MOST_EXPORTED)
    ]
    return json_text(issues)
