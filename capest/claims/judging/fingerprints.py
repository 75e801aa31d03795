"""Findings as other programs take them: with a path, a place and a lasting fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from ...problems import Problem, Severity
from ...records import record
from ...safe_text import log_lines
from .findings import Findings


@record(kw_only=True)
class ExportedFinding:
    """One finding, and what is needed to know it again after an edit."""

    problem: Problem
    path: str
    fingerprint: str

    @property
    def message(self) -> str:
        """The message, how the right number comes about, and the hint."""
        hint = (f"hint: {self.problem.hint}",) if self.problem.hint else ()
        return log_lines((self.problem.message, *self.problem.notes, *hint))


def exported(findings: Findings, most: int) -> tuple[ExportedFinding, ...]:
    """Every fault and so many findings of each file, the errors first."""
    subjects = {
        problem: claim.subject
        for report in findings.reports
        for claim in report.claims
        for problem in claim.problems
    }
    problems = sorted(findings.first(most), key=lambda item: item.severity is not Severity.ERROR)
    return tuple(_entries(problems, subjects))


def _entries(
    problems: Iterable[Problem], subjects: dict[Problem, str]
) -> Iterator[ExportedFinding]:
    seen: dict[tuple[str, ...], int] = {}
    for problem in problems:
        path = problem.span.source.name.replace("\\", "/") if problem.span else ""
        pointed_at = problem.span.text if problem.span else problem.message  # moves with its line
        key = (path, problem.code, subjects.get(problem) or pointed_at)
        seen[key] = seen.get(key, 0) + 1
        lasting = "\0".join((*key, str(seen[key])))
        yield ExportedFinding(
            problem=problem,
            path=path,
            fingerprint=sha256(lasting.encode("utf-8", "replace")).hexdigest()[:40],
        )
