"""One run of `capest check`: scenarios and documents in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from ..engine.expectations import Verdict, judge
from ..engine.unused import unused
from ..language.tree import Name
from ..problems import CapestError, Problem, Severity, Span
from .check import check_document
from .documents.document import Document, read_document
from .judging.findings import CheckedClaim, FileReport, Findings, Status
from .judging.findings_of_claims import Tolerances
from .marks.library import BoundScenario, Library, beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to check, by its path."""

    path: str
    is_document: bool
    name: str | None = None
    """What the document is called where it is read from standard input."""


Examine = Callable[[Document, Library, Tolerances, tuple[BoundScenario, ...]], FileReport]


@dataclass(slots=True)
class CheckRun:
    """What is at hand during one run."""

    library: Library
    content: Callable[[str], bytes]
    """Gives the bytes of a document by its path; raises CapestError."""
    terms: Tolerances
    changed: set[str] | None = None
    """The names that the command line changes; they may stay unused."""
    examine: Examine = check_document
    """What is done with each document; more than a check may be."""
    faults: list[Problem] = field(default_factory=list)
    unreadable: int = 0
    """Scenarios of the command line that could not be computed."""

    def check(self, targets: Iterable[Target]) -> Findings:
        """Check everything, each file once."""
        unique = {target.path: target for target in targets}
        outcomes = []
        claiming: dict[str, list[BoundScenario]] = {}  # scenarios that make claims about a document
        for target in unique.values():
            if not target.is_document:
                outcome = self._scenario(target, claiming)
                outcomes += [outcome] if outcome else []
        documents = [target for target in unique.values() if target.is_document]
        documents += [
            Target(path=path, is_document=True)
            for path in claiming
            if path not in unique and self.library.exists(path)
        ]
        for target in documents:
            document = self._document(target)
            if document:
                scenarios = tuple(claiming.get(target.path, ()))
                outcomes.append(self.examine(document, self.library, self.terms, scenarios))
        outcomes = [_without_advice(outcome, self.library.bound) for outcome in outcomes]
        told = [problem for found in self.library.problems.values() for problem in found]
        return Findings(
            outcomes=tuple(outcomes),
            faults=tuple(dict.fromkeys([*self.faults, *told])),
            unreadable=self.unreadable,
            unreadable_documents=len(documents) - sum(item.is_document for item in outcomes),
        )

    def _document(self, target: Target) -> Document | None:
        try:
            return read_document(target.name or target.path, self.content(target.path))
        except CapestError as error:
            self.faults += error.problems
            return None

    def _scenario(
        self, target: Target, claiming: dict[str, list[BoundScenario]]
    ) -> FileReport | None:
        estimate = self.library.load(target.path)
        verdicts: tuple[Verdict, ...] = ()
        try:
            verdicts = judge(estimate) if estimate else ()
        except CapestError as error:
            self.faults += error.problems
            estimate = None
        if estimate is None:
            self.unreadable += 1
            return None
        problems = [*unused(estimate, self.changed)]
        claims = tuple(_checked(verdict) for verdict in verdicts)
        problems += [problem for claim in claims for problem in claim.problems]
        sidecar = estimate.scenario.claims
        if not verdicts and not sidecar:
            problems.append(_nothing(target.path))
        scenario = BoundScenario(path=target.path, estimate=estimate)
        for claim in sidecar:
            path = beside(target.path, claim.document.text)
            if not self.library.exists(path):
                problems.append(_missing(path, claim.document.span()))
            elif scenario not in claiming.setdefault(path, []):
                claiming[path].append(scenario)
        return FileReport(
            name=target.path, is_document=False, claims=claims, problems=tuple(problems)
        )


def _without_advice(outcome: FileReport, bound: set[str]) -> FileReport:
    """A scenario that documents are held against needs no expectations of its own."""
    if outcome.name not in bound:
        return outcome
    kept = tuple(item for item in outcome.problems if item.code != "nothing-expected")
    return replace(outcome, problems=kept)


def _checked(verdict: Verdict) -> CheckedClaim:
    passage = verdict.expectation.passage
    problems = () if verdict.holds else (_failure(verdict),)
    return CheckedClaim(
        subject=passage.text,
        span=passage.span(),
        status=Status.HOLDS if verdict.holds else Status.FAILS,
        problems=problems,
    )


def _failure(verdict: Verdict) -> Problem:
    left = verdict.expectation.left
    hint = f"`capest explain ... {left.name}` shows why" if isinstance(left, Name) else None
    return Problem(
        code="expectation",
        message=verdict.message,
        span=verdict.expectation.passage.span(),
        hint=hint,
    )


def _nothing(name: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="nothing-expected",
        message=f"{name} has no expect: lines, so only its units and names were checked",
        hint="add e.g. - search.qps ~ 30k/s",
    )


def _missing(path: str, span: Span) -> Problem:
    return Problem(
        code="no-match",
        message=f"there is no document {path}",
        span=span,
        hint="a path starts from the scenario's folder",
    )
