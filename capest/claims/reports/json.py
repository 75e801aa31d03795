"""Everything that was checked and found, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...problems import Problem, Severity, Span
from ...prose.written import Written
from ...quantities import canonical, rescale
from ...safe_text import json_text, json_with
from ...units import conversion
from ..judging.findings import MOST_EXPORTED, CheckedClaim, FileReport, Findings, Status

FOR_PEOPLE = False

SCHEMA = 1
"""Raised when a program that reads this would have to change."""


def part(report: FileReport) -> str:
    """What is said of a file, as JSON, one by one: a claim takes more room before it is text."""
    claims = (json_text(_claim(claim)) for claim in report.claims)
    problems = (json_text(_problem(problem)) for problem in report.first(MOST_EXPORTED))
    return "".join(json_with(_head(report), {"claims": claims, "problems": problems}))


def render(findings: Findings, parts: Iterable[str]) -> Iterator[str]:
    """The findings as JSON."""
    claims, problems = findings.claims, findings.problems
    found = {
        "capest": findings.version,
        "schema": SCHEMA,
        "summary": {
            "files": len(findings.names),
            "claims": claims.total(),
            **{str(status): claims[status] for status in Status},
            **{f"{severity}s": problems[severity] for severity in Severity},
        },
        "coverage": {"bound": findings.coverage.bound, "numbers": findings.coverage.numbers},
        "files": [],
        "faults": [_problem(problem) for problem in findings.faults],
        "run": [_problem(problem) for problem in findings.of_run],
    }
    return json_with(found, {"files": parts})


def _head(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.name,
        "kind": "document" if report.is_document else "scenario",
        "known": report.known,
        "coverage": (
            {"bound": report.coverage.bound, "numbers": report.coverage.numbers}
            if report.coverage
            else None
        ),
        "claims": [],
        "problems": [],
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
