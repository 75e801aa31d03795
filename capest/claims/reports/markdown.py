"""For a comment on a pull request, or the summary of a step: a table of the findings."""

from __future__ import annotations

from ...problems import MANY, Severity
from ...safe_text import markdown
from ..judging.findings import Findings
from ..judging.fingerprints import ExportedFinding, exported

FOR_PEOPLE = False

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "i"}


def render(findings: Findings) -> str:
    """The summary, and the findings as a table."""
    reported = exported(findings, MANY)
    summary = findings.summary().replace("\n", "  \n")
    if not reported:
        return f"**capest**: {summary}\n"
    rows = [
        f"| {_SIGNS[entry.problem.severity]} | {_where(entry)} | `{entry.problem.code}` "
        f"| {_lines(entry.message)} |"
        for entry in reported
    ]
    heading = ["|  | where | code | finding |", "|---|---|---|---|"]
    return "\n".join([f"**capest**: {summary}", "", *heading, *rows]) + "\n"


def _where(entry: ExportedFinding) -> str:
    span = entry.problem.span
    return f"{markdown(entry.path)}:{span.line}:{span.column}" if span else ""


def _lines(text: str) -> str:
    return "<br>".join(markdown(line) for line in text.split("\n"))
