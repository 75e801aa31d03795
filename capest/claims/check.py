"""Checks one document: its marks, its claims against the scenarios, and the document as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from ..problems import MANY, Problem, Severity, in_order
from ..records import record, replace
from .documents.document import Document
from .documents.scan import Comment
from .judging.disagreement import disagreements
from .judging.equations import faulty_equations
from .judging.faulty_marks import faulty_marks, misplaced_marks
from .judging.findings import MOST_EXPORTED, CheckedClaim, Coverage, FileReport, Status
from .judging.findings_of_claims import judge_equal, judge_quantity
from .judging.tolerances import Tolerances
from .judging.too_many import BindingMark, checked, given_up, is_given_up, too_many
from .judging.unbound import (
    Candidate,
    UnboundNumbers,
    unbound_in,
    unbound_problem,
    unread_rows,
)
from .judging.unjudged import in_several, unknown_name
from .marks.binding import Claim
from .marks.generated_tables import Stale, check_regions
from .marks.library import BoundScenario, Library, find
from .marks.scenarios import DeclaredScenarios, scenarios_of
from .marks.sidecar import sidecar_claims
from .marks.statements import (
    Begin,
    Bind,
    Equal,
    Mark,
    NoClaims,
    Prefixes,
    Tolerance,
    marks_of,
    read_link,
)
from .marks.suppressions import Suppressions, suppressions_of


@record(kw_only=True)
class Examined:
    """What a check says of a document, and what it looked at on the way."""

    report: FileReport
    declared: DeclaredScenarios
    suppressions: Suppressions
    unbound: UnboundNumbers = UnboundNumbers()
    left: tuple[Candidate, ...] = ()
    """Those of the unbound numbers that state something and that nobody wants passed over."""


def check_document(
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...] = (),
    *,
    is_counted: bool = True,
) -> FileReport:
    """Everything that is wrong with a document; `claiming` are scenarios with claims about it. The
    numbers that are bound to nothing are looked for where they are to be counted.
    """
    return examine(document, library, tolerances, claiming, is_counted=is_counted).report


def examine(
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...] = (),
    *,
    is_counted: bool = True,
) -> Examined:
    """The check of a document, for those who go on from it."""
    _, whole = examining(document, library, tolerances, claiming, is_counted=is_counted)
    return whole


def examining(
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...] = (),
    *,
    advised: int = MANY,
    most: int | None = None,
    is_counted: bool,
) -> Iterator[Examined]:
    """The check of a document in two steps: its claims and its stale regions alone, and everything.
    So many of its claims are `advised` on the slip behind them, and at `most` so many are checked.
    """
    marks = marks_of(document)
    orders = [mark for mark in marks if not isinstance(mark[1], (Bind, Equal))]
    refusal = next((comment for comment, item in orders if isinstance(item, NoClaims)), None)
    suppressions = suppressions_of(document, orders)
    declared = scenarios_of(document, orders, library)
    tolerances = _tolerances(tolerances, orders)
    described, misplaced = _sidecar(
        document, [*declared.scenarios, *claiming], suppressions, tolerances
    )
    binding = _binding(document, marks, declared)
    each = _claims(document, binding, declared, suppressions, tolerances, advised=advised)
    stated = list(islice(each, most))
    rest = binding[len(stated) :]
    claims = [*stated, *described]
    claims.sort(key=attrgetter("span.line", "span.column"))
    of_claims = [problem for claim in claims for problem in claim.problems]
    of_regions = check_regions(document, orders, declared)
    stale = [item for item in of_regions if isinstance(item, Stale)]
    yield Examined(
        report=_report(document, claims, stale, lambda item: not suppressions.is_suppressed(item)),
        declared=declared,
        suppressions=suppressions,
    )
    is_counted = is_counted and bool(declared.scenarios or claims) and not refusal
    ends = rest[0][0].at[0] if rest else len(document.text)
    unbound = unbound_in(document, orders, claims, ends) if is_counted else UnboundNumbers()
    found = [
        *misplaced,
        *declared.problems,
        *of_claims,
        *too_many(document, binding, len(stated)),
        *disagreements(claims),
        *faulty_marks(document, marks, of_claims),
        *misplaced_marks(document, declared),
        *(item.problem if isinstance(item, Stale) else item for item in of_regions),
        *_coverage(document, orders, refusal, declared, claims),
        *faulty_equations(document, claims),
        *unbound.unread(document),
        *unread_rows(document),
    ]
    told = (item for item in found if not suppressions.is_suppressed(item))
    reported = _without_repeats(told if suppressions.asks else found)
    left = unbound.stating
    if suppressions.asks:
        bare = [(unbound_problem(document, item), item) for item in left]
        left = tuple(item for problem, item in bare if not suppressions.is_suppressed(problem))
        if is_counted and not declared.broken:  # else it is open what would have been found
            reported += suppressions.unused((*found, *(problem for problem, _ in bare)))
    bound = len({claim.bound.number_at for claim in claims if claim.bound})
    report = replace(
        _report(document, claims, stale, frozenset(reported).__contains__),
        problems=in_order(reported),
        coverage=Coverage(bound, bound + len(left)) if is_counted else None,
    )
    yield Examined(
        report=report, declared=declared, suppressions=suppressions, unbound=unbound, left=left
    )


def _report(
    document: Document,
    claims: Iterable[CheckedClaim],
    stale: Iterable[Stale],
    is_reported: Callable[[Problem], bool],
) -> FileReport:
    """The claims and the stale regions of a document, with those problems that are reported."""
    return FileReport(
        name=document.name,
        is_document=True,
        claims=tuple(item.reporting(is_reported) if item.problems else item for item in claims),
        stale=tuple(item for item in stale if is_reported(item.problem)),
    )


def _without_repeats(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with the one of a document without a scenario told at its first mark alone."""
    told = list(problems)
    lost = in_order(problem for problem in told if problem.code == "no-scenario")
    if len(lost) < 2:
        return told
    message = f"{lost[0].message}, nor those of {len(lost) - 1:,} more marks"
    first = replace(lost[0], message=message)
    return [first, *(problem for problem in told if problem.code != "no-scenario")]


def _tolerances(tolerances: Tolerances, marks: Sequence[Mark]) -> Tolerances:
    """The tolerances with what the document asks for."""
    for _, statement in marks:
        match statement:
            case Tolerance(tolerance=tolerance):
                tolerances = tolerances.within(tolerance)
            case Prefixes(family=family):
                tolerances = tolerances.with_prefixes(family)
    return tolerances


def _sidecar(
    document: Document,
    scenarios: Sequence[BoundScenario],
    suppressions: Suppressions,
    tolerances: Tolerances,
) -> tuple[list[CheckedClaim], list[Problem]]:
    """The claims that scenarios make about a document, and those that have no place in it."""
    claims, misplaced = [], []
    for scenario, claim in sidecar_claims(document, scenarios):
        if isinstance(claim, Problem):
            misplaced.append(claim)
        elif suppressions.quiet.holds(claim.mark[0]):
            claims.append(_unjudged(claim, Status.UNCHECKED))
        elif isinstance(claim.statement, Bind):
            name = claim.statement.name
            claims.append(judge_quantity(claim, claim.statement, scenario, name, tolerances))
    return claims, misplaced


def _binding(
    document: Document, marks: Sequence[Mark], declared: DeclaredScenarios
) -> list[BindingMark]:
    """The comments and links by which the document makes claims, in the order of the text."""
    binding: list[BindingMark] = [
        (comment, statement) for comment, statement in marks if isinstance(statement, (Bind, Equal))
    ]
    binding += [
        (link, bind)
        for link in document.scan.links
        if declared.is_claim(bind := read_link(document.text, link)) and not link.is_image
    ]
    binding.sort(key=lambda mark: mark[0].at)
    return binding


def _claims(
    document: Document,
    binding: list[BindingMark],
    declared: DeclaredScenarios,
    suppressions: Suppressions,
    tolerances: Tolerances,
    *,
    advised: int,
) -> Iterator[CheckedClaim]:
    """The claims that the document makes itself, by comments and by links, until so many fail that
    nobody is told of another.
    """
    failing = 0
    for claim in checked(document, binding):
        if failing == MOST_EXPORTED:
            return
        if suppressions.quiet.holds(claim.mark[0]):
            yield _unjudged(claim, Status.UNCHECKED)
        else:
            judged = _judged(claim, declared, tolerances, is_advised=failing < advised)
            failing += judged.status is Status.FAILS
            yield judged


def _judged(
    claim: Claim, declared: DeclaredScenarios, tolerances: Tolerances, *, is_advised: bool
) -> CheckedClaim:
    """A claim held against the one scenario that has its quantity."""
    if isinstance(claim.statement, Equal):
        if is_given_up(claim.statement.expression, declared):
            return _unjudged(claim, Status.UNCHECKED, *given_up(claim, declared))
        checked = judge_equal(claim, claim.statement, declared, tolerances, is_advised=is_advised)
        missing = any(problem.code == "unknown-name" for problem in checked.problems)
        return _unjudged(claim, Status.UNCHECKED) if declared.broken and missing else checked
    statement = claim.statement
    scope = declared.scope_of(statement)
    found = find(statement.name, scope.scenarios)
    if len(found) == 1:
        scenario, name = found[0]
        derivation = scenario.estimate.get(name) if statement.path else None
        if derivation and scenario.is_input(derivation):
            statement = statement._replace(is_input=True)  # a link to an assumption states it
            claim = claim._replace(statement=statement)
        return judge_quantity(claim, statement, scenario, name, tolerances, is_advised=is_advised)
    if found:
        span = claim.document.span(statement.name_at)
        problem = in_several(statement.name, span, found[0][0], found[1][0])
        return _unjudged(claim, Status.FAILS, problem)
    if scope.broken:  # the name may be of that scenario
        return _unjudged(claim, Status.UNCHECKED)
    return _unjudged(claim, Status.FAILS, unknown_name(claim, statement, scope))


def _unjudged(claim: Claim, status: Status, *problems: Problem) -> CheckedClaim:
    span = claim.document.span(claim.mark)
    return CheckedClaim(subject=claim.subject, span=span, status=status, problems=problems)


def _coverage(
    document: Document,
    orders: Sequence[Mark],
    refusal: Comment | None,
    declared: DeclaredScenarios,
    claims: Sequence[CheckedClaim],
) -> Iterator[Problem]:
    """Whether the document binds something where it should, and nothing where it says so, by the
    comment that is its `refusal`.
    """
    if claims and refusal:
        yield Problem(
            code="unused-no-claims",
            message=f"this document has claims: {len(claims):,}",
            span=document.span(refusal.at),
            hint="remove the comment",
            severity=Severity.WARNING,
        )
    place = declared.place
    if declared.sibling and place is None:
        place = document.span((document.lines[0][0], document.lines[0][0]))
    is_region = any(isinstance(statement, Begin) for _, statement in orders)
    if place and not claims and not refusal and not is_region:
        beside = f" ({declared.sibling})" if declared.sibling else ""
        yield Problem(
            code="nothing-checked",
            message=f"this document has a scenario{beside} and binds no number to it",
            span=place,
            hint="write <!-- capest: NAME --> behind a number, or <!-- capest: no-claims -->",
        )
