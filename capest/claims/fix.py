"""Fixes a document: the numbers that do not hold are rewritten, and the tables that are stale.

What is written is read again as a check reads it. An edit after which its number does not hold, or
after which another one holds no more, is not made, so that a fixed document is a checked one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator

from ..problems import Extent, Problem, Severity
from ..prose.rewrite import restyled
from ..prose.written import Written
from ..records import record, replace
from .check import examining
from .documents.document import Document, document_of
from .documents.edits import Edit, Spliced, splice
from .fixed import Change, Fixed
from .judging.findings import CheckedClaim, FileReport, Status
from .judging.left_workings import with_left_workings
from .judging.tolerances import Tolerances
from .judging.wrong_names import misnamed
from .marks.binding import Bound
from .marks.generated_tables import Stale
from .marks.library import BoundScenario, Library
from .marks.statements import Bind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)")
_OPENING = re.compile(r"(.*?)(?:<!--|\{/\*)")
_LINE_ENDS = ("\r\n", "\n", "\r")


@record(kw_only=True)
class Rewrites:
    """What is rewritten beside results."""

    bounds: bool = False
    """Requirements."""
    inputs: bool = False
    """Assumptions, which then are right in the scenario."""


RESULTS = Rewrites()
"""Nothing but results: of what else is wrong, nobody knows on which side."""


def fix_document(
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...] = (),
    rewrites: Rewrites = RESULTS,
) -> Fixed:
    """The document with its numbers and tables as its scenarios give them.

    A claim that holds stays as it is, and so does a number that may be bound to the wrong name,
    and, unless they are to be rewritten too, an assumption and a requirement; what cannot be fixed
    is left and reported with the reason.
    """
    every = len(document.text)
    steps = examining(document, library, tolerances, claiming, advised=every, is_counted=False)
    before = next(steps).report
    refused = _refused_for_names(document, before)
    changes = [*_tables(document, before), *_numbers(document, before, refused, rewrites=rewrites)]
    while changes:
        done = splice(document.text, [change.edit for change in changes])
        made = set(done.edits)
        changes = [change for change in changes if change.edit in made]
        fixed = document_of(document.name, done.text)
        most = len(before.claims)  # else the next would be told that no edit could be made for
        _, whole = examining(fixed, library, tolerances, claiming, most=most, is_counted=False)
        after = whole.report
        found = _refused(changes, before, after, done)
        if not found:
            changes.sort(key=lambda change: change.edit.at)
            places = [done.moved(item.edit.at[0]) for item in changes if item.table_at is None]
            after = with_left_workings(after, fixed, places)
            return Fixed(
                name=document.name,
                was=document.text,
                changes=tuple(changes),
                report=_with_reasons(after, refused, done, rewrites=rewrites),
            )
        refused |= found
        changes = [change for change in changes if change.edit.at not in found]
    return Fixed(
        name=document.name,
        was=document.text,
        changes=(),
        report=_with_reasons(
            next(steps).report, refused, splice(document.text, ()), rewrites=rewrites
        ),
    )


# --- what is written ---


def _numbers(
    document: Document, report: FileReport, refused: Container[Extent], *, rewrites: Rewrites
) -> Iterator[Change]:
    for claim in report.claims:
        text = None if _reason(claim, rewrites=rewrites) else _new_text(claim)
        if text is not None and claim.bound and claim.bound.number_at not in refused:
            at = claim.bound.number_at
            yield Change(
                span=claim.span,
                subject=claim.subject,
                edit=Edit(at=at, text=text),
                was=document.text[at[0] : at[1]],
            )


def _refused_for_names(document: Document, report: FileReport) -> dict[Extent, str]:
    """Why the numbers that stand under the wrong name are not rewritten."""
    return {
        at: f"it may mean {name}; change the mark, or the number by hand"
        for at, name in misnamed(document, report.claims).items()
    }


def _new_text(claim: CheckedClaim) -> str | None:
    """What to write for a number, None where it stays."""
    if claim.status is not Status.FAILS:
        return None
    written, expected = claim.bound and claim.bound.written, claim.expected
    if expected is None or not isinstance(written, Written):
        return None
    try:
        return restyled(
            written,
            expected.quantity,
            tolerance=expected.tolerance,
            prefixes=expected.prefixes,
        )
    except ValueError:
        return None


def _tables(document: Document, report: FileReport) -> Iterator[Change]:
    for stale in report.stale:
        first, last = stale.region.body
        if first > stale.region.begin.of_at[0]:  # else both comments stand on one line
            edit = _table(document, stale)
            yield Change(
                span=document.span(stale.region.begin.of_at),
                subject=stale.region.name,
                edit=edit,
                was=document.text[first:last],
                table_at=stale.region.begin.of_at[0],
            )


def _table(document: Document, stale: Stale) -> Edit:
    """The lines of a region in place of the old ones, blank lines around them left as they are."""
    start, end = stale.region.body
    number = document.line_of(stale.region.begin.of_at[0])
    first, last = document.lines[number - 1]
    line_end = next(
        (mark for mark in _LINE_ENDS if document.text.startswith(mark, last)), _LINE_ENDS[1]
    )
    lead = _lead(document.text[first:last])
    old = _LINE.findall(document.text, start, end)
    while old and not old[0].strip(" \t>\r\n"):
        start += len(old.pop(0))
    while old and not old[-1].strip(" \t>\r\n"):
        end -= len(old.pop())
    lines = "".join(f"{lead}{line}{line_end}" for line in stale.text.splitlines())
    return Edit(at=(start, max(start, end)), text=lines)


def _lead(line: str) -> str:
    """What the lines below a comment begin with: the marks of a quote, the indent of a list."""
    opened = _OPENING.match(line)
    if opened is None:
        return line[: len(line) - len(line.lstrip())]
    before = opened.group(1)
    return before if not before.strip(" \t>") else " " * len(before)


# --- whether it holds ---


def _refused(
    changes: list[Change], before: FileReport, after: FileReport, done: Spliced
) -> dict[Extent, str]:
    """Why some changes are not made: what they write does not hold, or harms another claim."""
    claims = {claim.bound.number_at[0]: claim for claim in after.claims if claim.bound}
    stale = {item.region.begin.of_at[0] for item in after.stale}
    refused = {}
    places = sorted(change.edit.at for change in changes)
    for place in _harmed(changes, before, claims, done):
        following = bisect_left(places, (place, place))
        around = places[max(following - 1, 0) : following + 1]
        nearest = min(around, key=lambda at: abs(at[0] - place))
        refused[nearest] = "with it another claim would hold no more"
    for change in changes:
        if change.table_at is not None:
            holds = done.moved(change.table_at) not in stale
        else:
            claim = claims.get(done.moved(change.edit.at[0]))
            holds = claim is not None and claim.status is Status.HOLDS
        if not holds:
            text = " ".join(change.edit.text.split())
            refused[change.edit.at] = f"'{text}' would be read as something else here"
    return refused


def _harmed(
    changes: list[Change], before: FileReport, claims: dict[int, CheckedClaim], done: Spliced
) -> Iterator[int]:
    """Where claims stand that held, were not rewritten, and hold no more; what is nearest is to
    blame, as numbers are read with the words around them.
    """
    numbers = {change.edit.at for change in changes}
    tables = sorted(change.edit.at for change in changes if change.table_at is not None)
    for claim in before.claims:
        if claim.status is not Status.HOLDS or claim.bound is None:
            continue
        start, end = claim.bound.number_at
        table = bisect_left(tables, (start + 1, 0)) - 1
        if (start, end) in numbers or (table >= 0 and start < tables[table][1]):
            continue
        now = claims.get(done.moved(start))
        if now is None or now.status is not Status.HOLDS:
            yield start


# --- what is left ---


def _with_reasons(
    report: FileReport, refused: dict[Extent, str], done: Spliced, *, rewrites: Rewrites
) -> FileReport:
    """The report with the reason in each problem that only a person can mend."""
    reasons = {done.moved(at[0]): reason for at, reason in refused.items()}
    places = sorted(reasons)
    explained: dict[Problem, Problem] = {}
    for claim in report.claims:
        place = claim.bound.number_at[0] if claim.bound else -1
        reason = _reason(claim, rewrites=rewrites) or reasons.get(place)
        for problem in claim.problems if reason else ():
            if problem.severity is Severity.ERROR:
                explained[problem] = replace(problem, notes=(*problem.notes, f"left: {reason}"))
    for stale in report.stale:
        start, end = stale.region.body
        inside = places[bisect_left(places, start) : bisect_right(places, end)]
        reason = reasons[inside[0]] if inside else "its two comments need lines of their own"
        notes = (*stale.problem.notes, f"left: {reason}")
        explained[stale.problem] = replace(stale.problem, notes=notes)
    return replace(
        report, problems=tuple(explained.get(problem, problem) for problem in report.problems)
    )


def _reason(claim: CheckedClaim, *, rewrites: Rewrites) -> str | None:
    """Why a number that fails is not rewritten; None where it is, or its message says why."""
    if claim.status is not Status.FAILS or claim.bound is None or claim.judgement is None:
        return None
    statement = claim.bound.statement
    if claim.judgement.code == "dimension":
        return "a number of another kind may be another number"
    is_input = isinstance(statement, Bind) and statement.is_input
    if is_input and not rewrites.inputs:
        return "an assumption; change it here or in the scenario"
    if claim.bound.is_elsewhere:
        return "its claim stands in the scenario, so the document stays as it is"
    written = claim.bound.written if isinstance(claim.bound.written, Written) else None
    if written and written.is_promise and not rewrites.bounds:
        return "a requirement; change the design, or the number by hand"
    if written and written.has_two_readings:
        return "it can be read in two ways; write what is meant"
    if not _is_whole(claim.bound):
        return "something stands between its digits"
    values = claim.expected and (claim.expected.quantity.value, written.value if written else 1)
    if values and not (values[0] > 0 and values[1] >= 0):
        return "only a number above 0 can be written in its place"
    return None


def _is_whole(bound: Bound) -> bool:
    """Whether the number stands in the document as it was read, without a comment inside it."""
    written = bound.written
    if not isinstance(written, Written):
        return False
    start, end = bound.number_at
    return end - start == written.number_end - written.number_start
