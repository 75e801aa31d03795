"""Everything that was checked and found, for programs."""

from __future__ import annotations

from textwrap import indent
from typing import Any

from ...problems import Problem, Severity, Span
from ...prose.written import Written
from ...quantities import canonical, rescale
from ...safe_text import json_text
from ...units import conversion
from ..judging.findings import MOST_EXPORTED, CheckedClaim, FileReport, Findings, Status

FOR_PEOPLE = False
EACH_CLAIM = True

SCHEMA = 1
"""Raised when a program that reads this would have to change."""


def render(findings: Findings) -> str:
    """The findings as JSON; what is said of each file becomes text by itself, for that is less."""
    problems = findings.problems
    claims = [claim for report in findings.reports for claim in report.claims]
    found = {
        "capest": findings.version,
        "schema": SCHEMA,
        "summary": {
            "files": len(findings.reports),
            "claims": len(claims),
            **{str(status): sum(claim.status is status for claim in claims) for status in Status},
            **{
                f"{severity}s": sum(problem.severity is severity for problem in problems)
                for severity in Severity
            },
        },
        "coverage": {"bound": findings.coverage.bound, "numbers": findings.coverage.numbers},
        "files": [],
        "faults": [_problem(problem) for problem in findings.faults],
        "run": [_problem(problem) for problem in findings.of_run],
    }
    files = (indent(json_text(_report(report))[:-1], "    ") for report in findings.reports)
    text, lines = json_text(found), ",\n".join(files)
    return text.replace('\n  "files": []', f'\n  "files": [\n{lines}\n  ]', 1) if lines else text


def _report(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.name,
        "kind": "document" if report.is_document else "scenario",
        "known": report.known,
        "coverage": (
            {"bound": report.coverage.bound, "numbers": report.coverage.numbers}
            if report.coverage
            else None
        ),
        "claims": [_claim(claim) for claim in report.claims],
        "problems": [_problem(problem) for problem in report.first(MOST_EXPORTED)],
    }


def _claim(claim: CheckedClaim) -> dict[str, Any]:
    written = claim.bound.written if claim.bound else None
    return {
        "subject": claim.subject,
        "status": str(claim.status),
        **_place(claim.span),
        "written": _written(written) if isinstance(written, Written) else None,
        "ratio": _finite(claim.judgement.ratio) if claim.judgement else None,
    }


def _written(written: Written) -> dict[str, Any]:
    unit = canonical(written.unit)
    factor = conversion(written.unit, unit)
    value = rescale(written.value, factor) if factor else written.value
    return {"text": written.text, "value": _finite(value), "unit": str(unit)}


def _problem(problem: Problem) -> dict[str, Any]:
    place = _place(problem.span) if problem.span else {}
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        **({"path": problem.span.source.name} if problem.span else {}),
        **place,
        "hint": problem.hint,
        "notes": list(problem.notes),
        "related": [
            {"path": label.span.source.name, **_place(label.span), "text": label.text}
            for label in problem.labels
        ],
    }


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_column": span.end_column}


def _finite(value: float) -> float | None:
    return value if abs(value) < float("inf") else None
