"""Checks one document: its marks, its claims against the scenarios, and the document as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import Problem, Severity, in_order
from .documents.document import Document
from .documents.scan import Comment, Link
from .judging.disagreement import disagreements
from .judging.findings import CheckedClaim, FileReport, Status
from .judging.findings_of_claims import Tolerances, judge_equal, judge_quantity
from .judging.unbound_equations import faulty_equations
from .marks.binding import Claim, claims_of
from .marks.generated_tables import Stale, check_region, regions_of
from .marks.library import BoundScenario, Library, find
from .marks.scenarios import DeclaredScenarios, scenarios_of
from .marks.sidecar import sidecar_claims
from .marks.statements import (
    Begin,
    Bind,
    Equal,
    Malformed,
    NoClaims,
    Prefixes,
    Statement,
    Tolerance,
    read_statement,
)
from .marks.suppressions import Suppressions, suppressions_of


@dataclass(slots=True)
class _Check:
    """One document under check."""

    document: Document
    library: Library
    terms: Tolerances
    comments: list[tuple[Comment, Statement]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)

    def outcome(self, claiming: tuple[BoundScenario, ...]) -> FileReport:
        scan = self.document.scan
        self.comments = [
            (comment, read_statement(self.document.text, comment.body)) for comment in scan.comments
        ]
        quiet = suppressions_of(self.document, self.comments)
        statements = [statement for _, statement in self.comments]
        declared = scenarios_of(self.document, statements, self.library)
        self._settings(statements)
        claims = [*self._claims(declared, quiet), *self._sidecar(declared, claiming)]
        claims.sort(key=lambda claim: (claim.span.line, claim.span.column))
        self.problems += declared.problems
        self.problems += [item for claim in claims for item in claim.problems]
        self.problems += disagreements(claims)
        self._marks()
        self._regions(declared)
        self._coverage(declared, claims, statements)
        self.problems += faulty_equations(self.document, claims)
        told = [
            item
            for item in dict.fromkeys(self.problems)
            if not self._is_off(item, quiet) and quiet.hears(item)
        ]
        if not declared.broken:  # else it is open what would have been found
            told += quiet.unused()
        heard = frozenset(told)
        return FileReport(
            name=self.document.name,
            is_document=True,
            claims=tuple(claim.hearing(heard.__contains__) for claim in claims),
            problems=in_order(told),
            stale=tuple(item for item in self.stale if item.problem in heard),
        )

    def _settings(self, statements: list[Statement]) -> None:
        for statement in statements:
            match statement:
                case Tolerance(tolerance=tolerance):
                    self.terms = self.terms.within(tolerance)
                case Prefixes(family=family):
                    self.terms = self.terms.with_prefixes(family)

    def _claims(self, declared: DeclaredScenarios, quiet: Suppressions) -> Iterator[CheckedClaim]:
        marks: list[tuple[Comment | Link, Bind | Equal]] = [
            (comment, statement)
            for comment, statement in self.comments
            if isinstance(statement, (Bind, Equal))
        ]
        marks += [
            (link, bind)
            for link in self.document.scan.links
            if declared.is_claim(bind := self._of_link(link))
        ]
        marks.sort(key=lambda mark: mark[0].at)
        for claim in claims_of(self.document, marks):
            if quiet.is_off(claim.mark[0]):
                span = self.document.span(claim.mark)
                yield CheckedClaim(subject=claim.subject, span=span, status=Status.UNCHECKED)
            else:
                yield self._claim(claim, declared)

    def _sidecar(
        self, declared: DeclaredScenarios, claiming: tuple[BoundScenario, ...]
    ) -> Iterator[CheckedClaim]:
        """The claims that scenarios make about this document."""
        for scenario, claim in sidecar_claims(self.document, [*declared.scenarios, *claiming]):
            if isinstance(claim, Problem):
                self.problems.append(claim)
            elif isinstance(claim.statement, Bind):
                statement = claim.statement
                yield judge_quantity(claim, statement, scenario, statement.name, self.terms)

    def _of_link(self, link: Link) -> Bind:
        text = self.document.text
        return Bind(
            name=text[link.name[0] : link.name[1]],
            name_at=link.name,
            path=_unquoted(text[link.path[0] : link.path[1]]),
            path_at=link.path,
        )

    def _claim(self, claim: Claim, declared: DeclaredScenarios) -> CheckedClaim:
        if isinstance(claim.statement, Equal):
            return judge_equal(claim, claim.statement, self.terms)
        statement = claim.statement
        scope = declared.meant(statement)
        match find(statement.name, scope.scenarios):
            case [(scenario, name)]:
                self.library.bound.add(scenario.path)
                return judge_quantity(claim, statement, scenario, name, self.terms)
            case []:
                problem = _unknown(claim, statement, scope)
            case [(first, _), (second, _), *_]:
                problem = Problem(
                    code="several-scenarios",
                    message=f"{statement.name} is in {first.path} and in {second.path}",
                    span=self.document.span(statement.name_at),
                    hint="give the two different names behind `as`"
                    if first.alias and first.alias == second.alias
                    else "`use path.yaml as NAME` gives a scenario a name to write before the dot",
                )
        return CheckedClaim(
            subject=claim.subject,
            span=self.document.span(claim.mark),
            status=Status.FAILS if problem else Status.UNCHECKED,
            problems=(problem,) if problem else (),
        )

    def _marks(self) -> None:
        """What is wrong with the comments themselves."""
        lost = {item.span for item in self.problems if item.code == "no-quantity"}
        for comment, statement in self.comments:
            if isinstance(statement, Malformed):
                self._add("malformed-mark", statement.message, statement.at, statement.hint)
            opens = isinstance(statement, (Bind, Equal)) and comment.opens_line
            if opens and self.document.span(comment.at) not in lost:
                self.problems.append(
                    Problem(
                        code="prefix-comment",
                        message="a comment that opens a line makes Markdown show the rest of it "
                        "as raw HTML",
                        span=self.document.span(comment.at),
                        hint="keep it on the line of its number",
                        severity=Severity.WARNING,
                    )
                )
        for at in self.document.scan.unclosed:
            self._add("malformed-mark", "this comment never ends", at, "close it with -->")

    def _regions(self, declared: DeclaredScenarios) -> None:
        regions, problems = regions_of(self.document, self.comments)
        self.problems += problems
        for region in regions:
            match check_region(self.document, region, declared):
                case Stale() as stale:
                    self.stale.append(stale)
                    self.problems.append(stale.problem)
                case Problem() as problem:
                    self.problems.append(problem)

    def _coverage(
        self, declared: DeclaredScenarios, claims: list[CheckedClaim], statements: list[Statement]
    ) -> None:
        """Whether the document binds something where it should, and nothing where it says so."""
        refusal = next(
            (comment for comment, item in self.comments if isinstance(item, NoClaims)), None
        )
        if claims and refusal:
            self.problems.append(
                Problem(
                    code="unused-no-claims",
                    message=f"this document has claims: {len(claims):,}",
                    span=self.document.span(refusal.at),
                    hint="remove the comment",
                    severity=Severity.WARNING,
                )
            )
        place = declared.place
        if declared.sibling and place is None:
            place = self.document.span((self.document.lines[0][0], self.document.lines[0][0]))
        is_region = any(isinstance(statement, Begin) for statement in statements)
        if place and not claims and not refusal and not is_region:
            beside = f" ({declared.sibling})" if declared.sibling else ""
            self.problems.append(
                Problem(
                    code="nothing-checked",
                    message=f"this document has a scenario{beside} and binds no number to it",
                    span=place,
                    hint="write <!-- capest: NAME --> behind a number, "
                    "or <!-- capest: no-claims -->",
                )
            )

    def _is_off(self, problem: Problem, quiet: Suppressions) -> bool:
        if problem.span is None or problem.span.source is not self.document.source:
            return False
        start = self.document.lines[problem.span.line - 1][0]
        return quiet.is_off(start + problem.span.column - 1)

    def _add(self, code: str, message: str, at: tuple[int, int], hint: str) -> None:
        span = self.document.span(at)
        self.problems.append(Problem(code=code, message=message, span=span, hint=hint))


def check_document(
    document: Document,
    library: Library,
    terms: Tolerances,
    claiming: tuple[BoundScenario, ...] = (),
) -> FileReport:
    """Everything that is wrong with a document; `claiming` are scenarios with claims about it."""
    return _Check(document, library, terms).outcome(claiming)


def _unknown(claim: Claim, statement: Bind, declared: DeclaredScenarios) -> Problem | None:
    """Why a name means nothing; None where that may be a broken scenario's fault."""
    if declared.broken:
        return None
    span = claim.document.span(statement.name_at)
    if not declared.scenarios:
        stem = claim.document.name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return Problem(
            code="no-scenario",
            message=f"this document has no scenario to look '{statement.name}' up in",
            span=span,
            hint=f"put {stem}.capest.yaml beside it, or write <!-- capest: use path.yaml -->",
        )
    close, inside = declared.near(statement.name)
    hint = f"did you mean '{close}'?" if close else "`capest explain SCENARIO` lists every name"
    if inside:
        hint = f"it has {', '.join(inside[:6])}{', ...' if len(inside) > 6 else ''}"
    return Problem(
        code="unknown-name",
        message=f"nothing is named '{statement.name}' in {declared.scenarios[0].path}",
        span=span,
        hint=hint,
    )


def _unquoted(path: str) -> str:
    if "%" not in path:
        return path
    from urllib.parse import unquote  # rarely needed

    return unquote(path)
