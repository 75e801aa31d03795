"""What a check found: each claim with its status, and every finding, by document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import reduce
from math import floor
from operator import add
from typing import TYPE_CHECKING

from ...derivations import Derivation
from ...nouns import counted
from ...problems import MANY, Problem, Severity, Source, Span
from ...prose.compare import Judgement, PrefixFamily
from ...quantities import Quantity
from ...records import record, replace

if TYPE_CHECKING:  # a scenario has none, and its check starts without them
    from ..marks.binding import Bound
    from ..marks.generated_tables import Stale

MOST_EXPORTED = 5000
"""Findings of one document that programs are given: GitHub shows as many of a run
(docs.github.com, "SARIF support for code scanning", read 2026)."""

_RANKS = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Status(StrEnum):
    """What became of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"
    """Its scenario cannot be computed, or the document asks for quiet."""
    KNOWN = "known"
    """It fails, and a baseline knows of it."""


@record(kw_only=True)
class Expected:
    """What the number of a claim should state, and how exactly."""

    derivation: Derivation
    tolerance: float | None
    prefixes: PrefixFamily

    @property
    def quantity(self) -> Quantity:
        """The right number."""
        return self.derivation.quantity


@record(kw_only=True)
class Rival:
    """Another quantity that a number fits, which does not fit its own."""

    name: str
    """In its scenario."""
    is_related: bool
    """Whether one is computed with the other; else they may be alike by chance."""


@record(kw_only=True)
class CheckedClaim:
    """One claim of a document, or an expectation of a scenario, after it was judged."""

    subject: str
    span: Span
    key: tuple[str, str] = ("", "")
    """The path of the scenario that has its quantity, and the name there."""
    status: Status
    problems: tuple[Problem, ...] = ()
    bound: Bound | None = None
    judgement: Judgement | None = None
    expected: Expected | None = None
    rival: Rival | None = None

    def reporting(self, is_reported: Callable[[Problem], bool]) -> CheckedClaim:
        """The claim with those of its problems that are reported.

        One whose errors are all suppressed does not hold; it is unchecked.
        """
        kept = tuple(filter(is_reported, self.problems))
        if len(kept) == len(self.problems):
            return self
        failing = any(item.severity is Severity.ERROR for item in kept)
        quiet = Status.UNCHECKED if self.status is Status.FAILS else self.status
        return replace(self, problems=kept, status=Status.FAILS if failing else quiet)


@record
class Coverage:
    """How many numbers of documents are bound, and how many of all that state something."""

    bound: int = 0
    numbers: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """That of two documents together."""
        return Coverage(self.bound + other.bound, self.numbers + other.numbers)

    @property
    def share(self) -> float:
        """Of all numbers; 1 where there is none."""
        return self.bound / self.numbers if self.numbers else 1.0

    @property
    def percent(self) -> str:
        """The share as it is shown: 100% is said of all alone."""
        return f"{floor(100 * self.share)}%"

    def __str__(self) -> str:
        return f"{self.bound:,} of {counted(self.numbers, 'number')} bound ({self.percent})"


@record(kw_only=True)
class FileReport:
    """The check of one document or scenario."""

    name: str
    is_document: bool
    claims: tuple[CheckedClaim, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Every finding, those of the claims included, in the order of their places."""
    stale: tuple[Stale, ...] = ()
    """The generated regions among the findings that are out of date."""
    coverage: Coverage | None = None
    """None for a document that rests on no scenario, or of which it was not asked."""
    known: int = 0
    """Findings that a baseline knows of, and that are left out."""

    def in_short(self) -> FileReport:
        """The same with what people are told of its claims: where one fails, and how many hold; the
        words of a document without findings are not kept.
        """
        alike: dict[tuple[Status, tuple[str, str]] | None, CheckedClaim] = {}
        nowhere = Span(Source(self.name, ""), 1, 1, 1)
        claims = []
        for claim in self.claims:
            sort = None if claim.problems else (claim.status, claim.key)
            if sort in alike:
                claims.append(alike[sort])
                continue
            short = CheckedClaim(
                subject=claim.subject,
                span=claim.span if claim.problems else nowhere,
                key=claim.key,
                status=claim.status,
                problems=claim.problems,
            )
            claims.append(alike.setdefault(sort, short) if sort else short)
        return replace(self, claims=tuple(claims))

    def first(self, most: int = MANY) -> tuple[Problem, ...]:
        """So many of the findings, errors before others, and a note that counts the rest."""
        if len(self.problems) <= most:
            return self.problems
        ranked = sorted(self.problems, key=lambda problem: _RANKS.index(problem.severity))
        kept = {id(problem) for problem in ranked[:most]}
        rest = ranked[most:]
        counts = [(sum(item.severity is rank for item in rest), rank) for rank in _RANKS]
        told = " and ".join(counted(number, f"more {rank}") for number, rank in counts if number)
        note = Problem(
            code="more-findings",
            message=f"{told} in {self.name}; --format json has {MOST_EXPORTED:,} of each document",
            span=rest[0].span,
            severity=Severity.NOTE,
        )
        return (*(problem for problem in self.problems if id(problem) in kept), note)


@record(kw_only=True)
class Findings:
    """Everything that a run of `capest check` has to say."""

    reports: tuple[FileReport, ...]
    faults: tuple[Problem, ...] = ()
    """What could not be read or computed, each once."""
    unreadable: int = 0
    """Scenarios that were asked for and could not be computed."""
    unreadable_documents: int = 0
    of_run: tuple[Problem, ...] = ()
    """What is told of all files together."""
    version: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every fault and finding."""
        found = (item for report in self.reports for item in report.problems)
        return (*self.faults, *self.of_run, *found)

    def first(self, most: int = MANY) -> tuple[Problem, ...]:
        """Every fault, and the first findings of each file."""
        found = (item for report in self.reports for item in report.first(most))
        return (*self.faults, *self.of_run, *found)

    def of_codes(self, is_selected: Callable[[str, str], bool]) -> Findings:
        """The findings of the codes that are selected for a file, and all faults."""

        def selected(problems: Iterable[Problem], name: str) -> tuple[Problem, ...]:
            return tuple(problem for problem in problems if is_selected(problem.code, name))

        return replace(
            self,
            reports=tuple(
                replace(
                    report,
                    problems=selected(report.problems, report.name),
                    claims=tuple(
                        replace(claim, problems=selected(claim.problems, report.name))
                        for claim in report.claims
                    ),
                )
                for report in self.reports
            ),
        )

    def advice(self) -> tuple[Problem, ...]:
        """The warnings of the scenarios."""
        return tuple(
            problem
            for report in self.reports
            for problem in report.problems
            if not report.is_document and problem.severity is Severity.WARNING
        )

    def for_standard_output(self) -> Findings:
        """The findings without the faults and the advice on scenarios, which are told elsewhere."""
        reports = tuple(
            report
            if report.is_document
            else replace(
                report,
                problems=tuple(
                    item for item in report.problems if item.severity is not Severity.WARNING
                ),
            )
            for report in self.reports
        )
        return replace(self, reports=reports, faults=())

    def summary(self) -> str:
        """How much was checked, and what came of it: one line for scenarios, one for documents."""
        lines = []
        scenarios = [report for report in self.reports if not report.is_document]
        documents = [report for report in self.reports if report.is_document]
        expected = any(report.claims for report in scenarios)
        asked = bool(documents) or self.unreadable_documents > 0
        if expected or self.unreadable or not asked:
            lines.append(self._of_scenarios(scenarios))
        if asked:
            lines.append(_of_documents(documents) + _unreadable(self.unreadable_documents))
        left = self.coverage.numbers - self.coverage.bound
        if left:
            lines.append(f"{self.coverage}; --unbound lists the other {left:,}")
        return "\n".join(lines)

    @property
    def coverage(self) -> Coverage:
        """That of all documents that rest on a scenario."""
        return reduce(add, (item.coverage for item in self.reports if item.coverage), Coverage())

    def _of_scenarios(self, reports: list[FileReport]) -> str:
        claims = [claim for report in reports for claim in report.claims]
        held, known = _count_of(claims, Status.HOLDS), _count_of(claims, Status.KNOWN)
        return (
            f"checked {counted(len(claims), 'expectation')} in {counted(len(reports), 'scenario')}"
            f": {held} hold, {len(claims) - held - known} fail"
            f"{_known(reports)}{_unreadable(self.unreadable)}"
        )


def _of_documents(reports: list[FileReport]) -> str:
    claims = [claim for report in reports for claim in report.claims]
    problems = [problem for report in reports for problem in report.problems]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    failing = _count_of(claims, Status.FAILS)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    unchecked = _count_of(claims, Status.UNCHECKED)
    parts = [
        counted(failing, "error") if failing else "",
        f"{unchecked} not checked" if unchecked else "",
        f"{_count_of(claims, Status.HOLDS):,} hold",
    ]
    others = [
        counted(errors - failing, "other error") if errors > failing else "",
        counted(warnings, "warning") if warnings else "",
    ]
    told = (", ".join(filter(None, some)) for some in (parts, others))
    return (
        f"checked {counted(len(claims) - unchecked, 'claim')} in "
        f"{counted(len(reports), 'document')}: {'; '.join(filter(None, told))}{_known(reports)}"
    )


def _known(reports: list[FileReport]) -> str:
    number = sum(report.known for report in reports)
    return f"; {counted(number, 'known finding')} left out" if number else ""


def _unreadable(number: int) -> str:
    return f"; {number} cannot be read" if number else ""


def _count_of(claims: Iterable[CheckedClaim], status: Status) -> int:
    return sum(claim.status is status for claim in claims)
