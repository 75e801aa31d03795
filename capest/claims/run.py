"""One run of `capest check`: scenarios and documents in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..conservation import conservation
from ..engine.expectations import Verdict, judge
from ..engine.unused import unused
from ..language.tree import Name
from ..problems import CapestError, Problem, Severity, Span, placed
from ..records import record, replace
from .documents.document import Document, ForeignError, read_document
from .judging.findings import CheckedClaim, FileReport, Findings, Status, Tally
from .judging.tolerances import Tolerances
from .marks.library import BoundScenario, Library, beside, siblings


@record(kw_only=True)
class Target:
    """One thing to check, by its path."""

    path: str
    is_document: bool
    name: str | None = None
    """What the document is called where it is read from standard input."""
    is_found: bool = False
    """Whether it was found in a folder or by a pattern, not named itself."""
    named_at: Span | None = None
    """Where a scenario names the document."""


Examine = Callable[[Document, Library, Tolerances, tuple[BoundScenario, ...]], FileReport]


def _check_document(*given: Any) -> FileReport:
    from .check import check_document  # not where there are scenarios only

    return check_document(*given)


@record(kw_only=True)
class CheckRun:
    """What a run is given: where files come from, and how they are examined."""

    library: Library
    content: Callable[[str], bytes]
    """Gives the bytes of a document by its path; raises CapestError."""
    tolerances: Tolerances
    changed: set[str] | None = None
    """The names that the command line changes; they may stay unused."""
    examine: Examine = _check_document
    """What is done with each document; more than a check may be."""

    def check(
        self,
        targets: Iterable[Target],
        unseen: Iterable[Problem] = (),
        note: Callable[[FileReport], FileReport] = lambda report: report,
    ) -> Findings:
        """Check everything, each file once; `unseen` is what could not be looked into.

        The report of each file is handed to `note`, the documents' before the scenarios', and what
        that leaves of it is counted; it is not kept.
        """
        asked = {target.path: target for target in targets}
        paths = [path for path, target in asked.items() if not target.is_document]
        scenarios = [
            BoundScenario(path=path, estimate=found)
            for path in paths
            if (found := self.library.load(path))
        ]
        claiming = self._claiming(scenarios)
        documents = [target for target in asked.values() if target.is_document]
        documents += [
            Target(path=path, is_document=True, named_at=_place_of(path, scenarios[0]))
            for path, scenarios in claiming.items()
            if path not in asked
        ]
        faults: list[Problem] = []
        of_scenarios = list(_each_done((partial(self._scenario, one) for one in scenarios), faults))
        read, computed, bound = Tally(), Tally(), set[str]()
        tasks = (partial(self._document, one, claiming.get(one.path)) for one in documents)
        for report in _each_done(tasks, faults):
            bound.update(claim.key[0] for claim in report.claims)
            read.add(note(report))
        for report in of_scenarios:
            computed.add(note(_unadvised(report) if report.name in bound else report))
        told = (problem for found in self.library.problems.values() for problem in found)
        return Findings(
            scenarios=computed,
            documents=read,
            faults=tuple(dict.fromkeys((*unseen, *faults, *told))),
            unreadable=len(paths) - len(computed.names),
            unreadable_documents=len(documents) - len(read.names),
        )

    def _claiming(self, scenarios: list[BoundScenario]) -> dict[str, list[BoundScenario]]:
        """The scenarios that make claims about a document, by its path."""
        claiming: dict[str, list[BoundScenario]] = {}
        for scenario in scenarios:
            claims = scenario.estimate.scenario.claims
            for path in dict.fromkeys(beside(scenario.path, item.document.text) for item in claims):
                if self.library.exists(path):
                    claiming.setdefault(path, []).append(scenario)
        return claiming

    def _document(self, target: Target, claiming: list[BoundScenario] | None) -> FileReport:
        try:
            document = read_document(target.name or target.path, self.content(target.path))
        except CapestError as error:
            bound = claiming or any(map(self.library.has, siblings(target.path)))
            if isinstance(error, ForeignError) and target.is_found and not bound:
                return _of_others(target.path, error)
            raise CapestError(*placed(error.problems, target.named_at)) from None
        return self.examine(document, self.library, self.tolerances, tuple(claiming or ()))

    def _scenario(self, scenario: BoundScenario) -> FileReport:
        claims = tuple(_checked(verdict) for verdict in judge(scenario.estimate))
        problems = [
            *scenario.estimate.remarks,
            *unused(scenario.estimate, self.changed),
            *conservation(scenario.estimate, is_changed=bool(self.changed)).problems,
            *(problem for claim in claims for problem in claim.problems),
        ]
        described = scenario.estimate.scenario.claims
        if not claims and not described:
            problems.append(_nothing(scenario.path))
        for item in described:
            path = beside(scenario.path, item.document.text)
            if not self.library.exists(path):
                problems.append(_missing(path, item.document.span()))
        return FileReport(
            name=scenario.path, is_document=False, claims=claims, problems=tuple(problems)
        )


def _each_done(
    tasks: Iterable[Callable[[], FileReport]], faults: list[Problem]
) -> Iterator[FileReport]:
    """The reports of the tasks, one by one; what is wrong with the files of those that have none
    is added to the faults.
    """
    for task in tasks:
        try:
            yield task()
        except CapestError as error:
            faults += error.problems


def _unadvised(report: FileReport) -> FileReport:
    """A scenario that documents are held against needs no expectations of its own."""
    kept = tuple(item for item in report.problems if item.code != "nothing-expected")
    return replace(report, problems=kept)


def _checked(verdict: Verdict) -> CheckedClaim:
    passage = verdict.expectation.passage
    told = not verdict.holds or verdict.ends is not None
    problems = (_failure(verdict),) if told else ()
    return CheckedClaim(
        subject=passage.text,
        span=passage.span(),
        status=Status.HOLDS if verdict.holds else Status.FAILS,
        problems=problems,
    )


def _failure(verdict: Verdict) -> Problem:
    left = verdict.expectation.left
    hint = f"`capest explain ... {left.name}` shows why" if isinstance(left, Name) else None
    if verdict.holds:
        return Problem(
            code="holds-at-the-middle",
            severity=Severity.WARNING,
            message=verdict.message,
            span=verdict.expectation.passage.span(),
            hint="narrow the ranges, or say how sure is enough: with 90%",
        )
    if verdict.expectation.odds and isinstance(left, Name):
        hint = f"`capest ranges ... {left.name}` shows what moves it"
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


def _of_others(name: str, error: ForeignError) -> FileReport:
    """The report of a file that cannot be read and binds nothing."""
    problems = (replace(problem, severity=Severity.WARNING) for problem in error.problems)
    return FileReport(name=name, is_document=True, problems=tuple(problems))


def _place_of(path: str, scenario: BoundScenario) -> Span:
    """Where a scenario names a document first."""
    claims = scenario.estimate.scenario.claims
    return next(
        item.document.span() for item in claims if beside(scenario.path, item.document.text) == path
    )


def _missing(path: str, span: Span) -> Problem:
    return Problem(
        code="no-match",
        message=f"there is no document {path}",
        span=span,
        hint="a path starts from the scenario's folder",
    )
