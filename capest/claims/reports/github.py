"""Annotations of GitHub Actions, as its workflow commands.

A step shows ten errors and ten warnings (docs.github.com, "Workflow commands", read 2026) and
drops the rest without a word, so the errors come first and a notice counts what is left out.
"""

from __future__ import annotations

from ...nouns import counted
from ...problems import MANY, Severity
from ...safe_text import github_message, github_property, log_line
from ..judging.findings import Findings
from ..judging.fingerprints import ExportedFinding, exported

FOR_PEOPLE = False

MOST = 10
"""Annotations of one kind that a step shows."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Findings) -> str:
    """The annotations, and the summary for the log."""
    lines = []
    left_out = {}
    reported = exported(findings, MANY)
    for severity, command in _COMMANDS.items():
        most = MOST - 1 if severity is Severity.NOTE else MOST  # one notice counts the rest
        found = [entry for entry in reported if entry.problem.severity is severity]
        lines += [_annotation(command, entry) for entry in found[:most]]
        if len(found) > most:
            left_out[command] = len(found) - most
    if left_out:
        parts = [counted(number, f"more {command}") for command, number in left_out.items()]
        text = f"{' and '.join(parts)} not shown here: see the log of `capest check`"
        lines.append(f"::notice title=capest::{github_message(text)}")
        lines += [_plain(entry) for entry in reported]
    return "\n".join([*lines, findings.summary()]) + "\n"


def _annotation(command: str, entry: ExportedFinding) -> str:
    span = entry.problem.span
    properties = {"title": f"capest {entry.problem.code}"}
    if span:
        properties = {
            "file": entry.path,
            "line": str(span.line),
            "endLine": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.end_column),
            **properties,
        }
    said = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    return f"::{command} {said}::{github_message(entry.message)}"


def _plain(entry: ExportedFinding) -> str:
    """A line for the log."""
    place = f"{entry.problem.span}: " if entry.problem.span else ""
    return log_line(f"  {place}{entry.problem.code}: {entry.problem.message}")
