"""For a comment on a pull request, or the summary of a step: a table of the findings."""

from __future__ import annotations

from ...nouns import counted
from ...problems import MANY, Severity
from ...safe_text import markdown, markdown_code
from ..judging.findings import CheckedClaim, Findings, Status
from ..judging.fingerprints import ExportedFinding, exported
from ..judging.hints import shown as shown_in

FOR_PEOPLE = False
EACH_CLAIM = True

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "i"}


def render(findings: Findings) -> str:
    """The summary, and the findings as a table."""
    reported = exported(findings, MANY)
    summary = findings.summary().replace("\n", "  \n")
    numbers = _numbers(findings)
    if not reported:
        return f"**capest**: {summary}\n{numbers}"
    rows = [
        f"| {_SIGNS[entry.problem.severity]} | {_where(entry)} | `{entry.problem.code}` "
        f"| {_lines(entry.message)} |"
        for entry in reported
    ]
    heading = ["|  | where | code | finding |", "|---|---|---|---|"]
    return "\n".join([f"**capest**: {summary}", "", *heading, *rows]) + f"\n{numbers}"


def _numbers(findings: Findings) -> str:
    """What holds, folded away: each number with the scenario's, and each expectation."""
    rows = [
        (markdown(report.name), markdown_code(claim.subject), *_sides(claim))
        for report in findings.reports
        for claim in report.claims
        if claim.status is Status.HOLDS
    ]
    if not rows:
        return ""
    shown = list(dict.fromkeys(rows))
    more = f"\n\n... and {len(shown) - MANY:,} more" if len(shown) > MANY else ""
    table = [
        "| where | what | the text says | the scenario |",
        "|---|---|--:|--:|",
        *(f"| {' | '.join(row)} |" for row in shown[:MANY]),
    ]
    title = f"what holds: {counted(len(rows), 'claim')}"
    body = "\n".join(table)
    return f"\n<details><summary>{title}</summary>\n\n{body}{more}\n\n</details>\n"


def _sides(claim: CheckedClaim) -> tuple[str, str]:
    """What is written and what is right; both empty where that is not kept."""
    if claim.bound is None or claim.expected is None:
        return ("", "")
    written = " ".join(claim.bound.written.text.split())
    return markdown(written), markdown(shown_in(claim.expected.quantity, claim.bound))


def _where(entry: ExportedFinding) -> str:
    span = entry.problem.span
    return f"{markdown(entry.path)}:{span.line}:{span.column}" if span else ""


def _lines(text: str) -> str:
    return "<br>".join(markdown(line) for line in text.split("\n"))
