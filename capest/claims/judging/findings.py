"""What a check found: each claim with its status, and every finding, by document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ...problems import Problem, Severity, Span
from ...prose.compare import Judgement, PrefixFamily
from ...quantities import Quantity
from ..marks.binding import Bound
from ..marks.generated_tables import Stale


class Status(StrEnum):
    """What became of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"
    """Its scenario cannot be computed, or the document asks for quiet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the number of a claim should state, and on what terms."""

    quantity: Quantity
    tolerance: float | None
    prefixes: PrefixFamily


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaim:
    """One claim of a document, or an expectation of a scenario, after it was judged."""

    subject: str
    span: Span
    key: str = ""
    """What tells its quantity from those of other scenarios."""
    status: Status
    problems: tuple[Problem, ...] = ()
    bound: Bound | None = None
    judgement: Judgement | None = None
    meant: Expected | None = None

    def hearing(self, told: Callable[[Problem], bool]) -> CheckedClaim:
        """The claim with what somebody wants to hear of it.

        One whose errors nobody wants to hear does not hold; it is unchecked.
        """
        kept = tuple(item for item in self.problems if told(item))
        if len(kept) == len(self.problems):
            return self
        failing = any(item.severity is Severity.ERROR for item in kept)
        quiet = Status.UNCHECKED if self.status is Status.FAILS else self.status
        return replace(self, problems=kept, status=Status.FAILS if failing else quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """The check of one document or scenario."""

    name: str
    is_document: bool
    claims: tuple[CheckedClaim, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Every finding, those of the claims included, in the order of their places."""
    stale: tuple[Stale, ...] = ()
    """The generated regions among the findings that are out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that a run of `capest check` has to say."""

    outcomes: tuple[FileReport, ...]
    faults: tuple[Problem, ...] = ()
    """What could not be read or computed, each once."""
    unreadable: int = 0
    """Scenarios that were asked for and could not be computed."""
    unreadable_documents: int = 0
    version: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every fault and finding."""
        return (*self.faults, *(item for outcome in self.outcomes for item in outcome.problems))

    def without(self, told: Callable[[str], bool]) -> Findings:
        """The findings of the codes that are told; faults always are."""
        return replace(
            self,
            outcomes=tuple(
                replace(
                    outcome,
                    problems=tuple(item for item in outcome.problems if told(item.code)),
                    claims=tuple(
                        replace(
                            claim,
                            problems=tuple(item for item in claim.problems if told(item.code)),
                        )
                        for claim in outcome.claims
                    ),
                )
                for outcome in self.outcomes
            ),
        )

    def advice(self) -> tuple[Problem, ...]:
        """The warnings of the scenarios."""
        return tuple(
            problem
            for outcome in self.outcomes
            for problem in outcome.problems
            if not outcome.is_document and problem.severity is Severity.WARNING
        )

    def for_standard_output(self) -> Findings:
        """The findings without the faults and the advice on scenarios, which are told elsewhere."""
        outcomes = tuple(
            outcome
            if outcome.is_document
            else replace(
                outcome,
                problems=tuple(
                    item for item in outcome.problems if item.severity is not Severity.WARNING
                ),
            )
            for outcome in self.outcomes
        )
        return replace(self, outcomes=outcomes, faults=())

    def errors_first(self) -> tuple[Problem, ...]:
        """Every fault and finding, the errors before the warnings."""
        return tuple(sorted(self.problems, key=lambda problem: problem.severity != Severity.ERROR))

    def summary(self) -> str:
        """How much was checked, and what came of it: one line for scenarios, one for documents."""
        lines = []
        scenarios = [outcome for outcome in self.outcomes if not outcome.is_document]
        documents = [outcome for outcome in self.outcomes if outcome.is_document]
        expected = any(outcome.claims for outcome in scenarios)
        asked = bool(documents) or self.unreadable_documents > 0
        if expected or self.unreadable or not asked:
            lines.append(self._of_scenarios(scenarios))
        if asked:
            lines.append(_of_documents(documents) + _unreadable(self.unreadable_documents))
        return "\n".join(lines)

    def _of_scenarios(self, outcomes: list[FileReport]) -> str:
        claims = [claim for outcome in outcomes for claim in outcome.claims]
        held = _count_of(claims, Status.HOLDS)
        return (
            f"checked {counted(len(claims), 'expectation')} in {counted(len(outcomes), 'scenario')}"
            f": {held} hold, {len(claims) - held} fail"
            f"{_unreadable(self.unreadable)}"
        )


def _of_documents(outcomes: list[FileReport]) -> str:
    claims = [claim for outcome in outcomes for claim in outcome.claims]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    unchecked = _count_of(claims, Status.UNCHECKED)
    parts = [
        counted(errors, "error") if errors else "",
        counted(warnings, "warning") if warnings else "",
        f"{unchecked} not checked" if unchecked else "",
        f"{_count_of(claims, Status.HOLDS):,} hold",
    ]
    return (
        f"checked {counted(len(claims) - unchecked, 'claim')} in "
        f"{counted(len(outcomes), 'document')}: {', '.join(part for part in parts if part)}"
    )


def _unreadable(number: int) -> str:
    return f"; {number} cannot be read" if number else ""


def _count_of(claims: Iterable[CheckedClaim], status: Status) -> int:
    return sum(claim.status is status for claim in claims)


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 error, 2 errors."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
