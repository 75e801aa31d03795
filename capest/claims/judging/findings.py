"""What a check found: each claim with its status, and every finding, by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from math import floor
from typing import TYPE_CHECKING

from ...derivations import Derivation
from ...nouns import counted
from ...problems import MANY, Problem, Severity, Span
from ...prose.compare import Judgement, PrefixFamily
from ...quantities import Quantity
from ...records import field, record, replace

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

    @property
    def advice(self) -> tuple[Problem, ...]:
        """The warnings of a scenario."""
        warnings = (item for item in self.problems if item.severity is Severity.WARNING)
        return () if self.is_document else tuple(warnings)

    def without_advice(self) -> FileReport:
        """The report without these."""
        kept = tuple(item for item in self.problems if item.severity is not Severity.WARNING)
        return self if self.is_document else replace(self, problems=kept)

    def of_codes(self, is_selected: Callable[[str, str], bool]) -> FileReport:
        """The report with the findings of the codes that are selected for the file."""

        def selected(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
            return tuple(problem for problem in problems if is_selected(problem.code, self.name))

        claims = tuple(
            replace(claim, problems=selected(claim.problems)) if claim.problems else claim
            for claim in self.claims
        )
        return replace(self, problems=selected(self.problems), claims=claims)

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


@record(frozen=False)
class Tally:
    """What is counted of the files of one kind: nothing else is kept of them."""

    names: list[str] = field(default_factory=list)
    claims: Counter[Status] = field(default_factory=Counter)
    problems: Counter[Severity] = field(default_factory=Counter)
    known: int = 0
    """Findings that a baseline knows of."""
    coverage: Coverage = Coverage()
    """That of those that rest on a scenario."""

    def add(self, report: FileReport) -> None:
        """Count one more."""
        self.names.append(report.name)
        self.claims.update([claim.status for claim in report.claims])
        self.problems.update([problem.severity for problem in report.problems])
        self.known += report.known
        self.coverage += report.coverage or Coverage()


@record(kw_only=True)
class Findings:
    """What a run of `capest check` has to say of all files together."""

    scenarios: Tally
    documents: Tally
    faults: tuple[Problem, ...] = ()
    """What could not be read or computed, each once."""
    unreadable: int = 0
    """Scenarios that were asked for and could not be computed."""
    unreadable_documents: int = 0
    of_run: tuple[Problem, ...] = ()
    """What is told of all files together."""
    version: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The files that were checked."""
        return (*self.scenarios.names, *self.documents.names)

    @property
    def claims(self) -> Counter[Status]:
        """How many claims there are of each status."""
        return self.scenarios.claims + self.documents.claims

    @property
    def problems(self) -> Counter[Severity]:
        """How many faults and findings there are of each severity."""
        of_all = Counter(problem.severity for problem in (*self.faults, *self.of_run))
        return of_all + self.scenarios.problems + self.documents.problems

    @property
    def coverage(self) -> Coverage:
        """That of all documents that rest on a scenario."""
        return self.documents.coverage

    def summary(self) -> str:
        """How much was checked, and what came of it: one line for scenarios, one for documents."""
        lines = []
        asked = bool(self.documents.names) or self.unreadable_documents > 0
        if self.scenarios.claims or self.unreadable or not asked:
            lines.append(_of_scenarios(self.scenarios) + _unreadable(self.unreadable))
        if asked:
            lines.append(_of_documents(self.documents) + _unreadable(self.unreadable_documents))
        left = self.coverage.numbers - self.coverage.bound
        if left:
            lines.append(f"{self.coverage}; --unbound lists the other {left:,}")
        return "\n".join(lines)


def _of_scenarios(found: Tally) -> str:
    claims = found.claims.total()
    held, known = found.claims[Status.HOLDS], found.claims[Status.KNOWN]
    return (
        f"checked {counted(claims, 'expectation')} in {counted(len(found.names), 'scenario')}"
        f": {held} hold, {claims - held - known} fail{_known(found)}"
    )


def _of_documents(found: Tally) -> str:
    errors, warnings = found.problems[Severity.ERROR], found.problems[Severity.WARNING]
    failing, unchecked = found.claims[Status.FAILS], found.claims[Status.UNCHECKED]
    parts = [
        counted(failing, "error") if failing else "",
        f"{unchecked} not checked" if unchecked else "",
        f"{found.claims[Status.HOLDS]:,} hold",
    ]
    others = [
        counted(errors - failing, "other error") if errors > failing else "",
        counted(warnings, "warning") if warnings else "",
    ]
    told = (", ".join(filter(None, some)) for some in (parts, others))
    return (
        f"checked {counted(found.claims.total() - unchecked, 'claim')} in "
        f"{counted(len(found.names), 'document')}: {'; '.join(filter(None, told))}{_known(found)}"
    )


def _known(found: Tally) -> str:
    return f"; {counted(found.known, 'known finding')} left out" if found.known else ""


def _unreadable(number: int) -> str:
    return f"; {number} cannot be read" if number else ""
