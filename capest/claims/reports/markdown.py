"""For a comment on a pull request, or the summary of a step: a table of the findings."""

from __future__ import annotations

from ...problems import Severity
from ..judging.findings import Findings
from ..judging.fingerprints import ExportedFinding, exported

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "i"}
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]|~<>&#@"})


def render(findings: Findings) -> str:
    """The summary, and the findings as a table."""
    reported = exported(findings)
    summary = findings.summary().replace("\n", "  \n")
    if not reported:
        return f"**capest**: {summary}\n"
    rows = [
        f"| {_SIGNS[entry.problem.severity]} | {_where(entry)} | `{entry.problem.code}` "
        f"| {_safe(entry.message)} |"
        for entry in reported
    ]
    heading = ["|  | where | code | finding |", "|---|---|---|---|"]
    return "\n".join([f"**capest**: {summary}", "", *heading, *rows]) + "\n"


def _where(entry: ExportedFinding) -> str:
    span = entry.problem.span
    return f"{_safe(entry.path)}:{span.line}:{span.column}" if span else ""


def _safe(text: str) -> str:
    return "<br>".join(line.translate(_SPECIAL) for line in text.split("\n"))
