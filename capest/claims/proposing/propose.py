"""Proposes what to bind: the numbers of a document that state a quantity of its scenario.

A wrong proposal costs more than a missing one, so a number is passed over unless it holds for one
quantity, and the words near it name that quantity better than any other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from ...problems import Span
from ...prose.comparable import comparable
from ...prose.compare import judge
from ...prose.written import Written
from ...units import Dimensions, measured
from ..check import check_document
from ..documents.document import Document, document_of
from ..documents.edits import Edit, Spliced, splice
from ..documents.formats import comment_of, linked
from ..judging.findings import FileReport, Status
from ..judging.findings_of_claims import Tolerances, judge_quantity
from ..marks.binding import Claim
from ..marks.library import Library, path_from
from ..marks.scenarios import DeclaredScenarios, scenarios_of
from ..marks.statements import Bind, NoClaims, marks_of
from ..wording import contradicts, is_of_another, vocabulary
from .candidates import Candidate, candidates_of
from .quantities import Bindable, bindable, size_of, source_of

_NEAR = 0.15
"""How far a proposed number may be from its quantity's value, bounds and machines too."""

_NEARBY = math.log(1.5)
"""How near a value has to be for a closer look, prefixes of both kinds included."""

_TELLING_DIGITS = 3
"""Digits from which a number with its unit needs no word that names the quantity."""

_TIME: Dimensions = (("time", 1),)

_CLOSING = re.compile(r"[*_$]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A number and the quantity that it states."""

    span: Span
    said: str
    subject: str
    """The name, with `input` before an assumption's."""
    number_at: int
    edits: tuple[Edit, ...]
    """Put the comment behind the number, or a link around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The text of a document, and the same with every proposal written into it."""

    name: str
    was: str
    text: str
    proposals: tuple[Proposal, ...] = ()
    has_scenario: bool = True


def propose(
    document: Document, library: Library, tolerances: Tolerances
) -> tuple[Proposed, FileReport]:
    """The proposals for a document, and what a check says of it as it is."""
    before = check_document(document, library, tolerances)
    marks = marks_of(document)
    declared = scenarios_of(document, marks, library)
    has_scenario = bool(declared.scenarios) or declared.broken
    refused = any(isinstance(statement, NoClaims) for _, statement in marks)
    proposals: list[Proposal] = []
    if declared.scenarios and not refused:
        search = _Search(document, declared, tolerances)
        candidates = candidates_of(document, before, names=search.vocabulary.spoken_for)
        proposals = [found for item in candidates for found in search.of(item)]
    while proposals:
        done = splice(document.text, [edit for item in proposals for edit in item.edits])
        after = check_document(document_of(document.name, done.text), library, tolerances)
        kept = list(_that_hold(proposals, after, done))
        if kept == proposals and not _harms(before, after):
            break
        proposals = kept if kept != proposals else []
    text = splice(document.text, [edit for item in proposals for edit in item.edits]).text
    return Proposed(
        name=document.name,
        was=document.text,
        text=text,
        proposals=tuple(proposals),
        has_scenario=has_scenario,
    ), before


def _that_hold(proposals: list[Proposal], after: FileReport, done: Spliced) -> Iterator[Proposal]:
    """The proposals that a check reads as they are meant."""
    holding = {
        claim.bound.number_at[0]: claim.subject
        for claim in after.claims
        if claim.bound and claim.status is Status.HOLDS
    }
    for item in proposals:
        place = done.moved(item.number_at + 1) - 1  # what opens a link stands before its number
        if holding.get(place) == item.subject.removeprefix("input "):
            yield item


def _harms(before: FileReport, after: FileReport) -> bool:
    """Whether comments have made something wrong that was not: nothing unbound is no fault here."""
    known = sum(problem.code != "nothing-checked" for problem in before.problems)
    return sum(problem.code != "nothing-checked" for problem in after.problems) > known


class _Search:
    """The quantities of a document's scenarios, to be found by a number and the words near it."""

    def __init__(
        self, document: Document, declared: DeclaredScenarios, tolerances: Tolerances
    ) -> None:
        self.document = document
        self.tolerances = tolerances
        self.named, self.sizes = bindable(tuple(declared.scenarios))
        self.vocabulary = vocabulary(tuple(item.short for item in self.named))

    def of(self, candidate: Candidate) -> Iterator[Proposal]:
        """The proposal for a number, if there is one."""
        stated = None if is_of_another(candidate.words) else self._stated(candidate)
        comment = comment_of(self.document.name)
        if stated is None:
            return
        name = stated.short
        if comment and stated.scenario.alias:
            name = f"{stated.scenario.alias}.{name}"
        is_input = stated.scenario.is_input(stated.derivation)
        subject = f"input {name}" if is_input else name
        edits = (
            self._comment(candidate, comment, subject) if comment else self._link(candidate, stated)
        )
        if edits:
            yield Proposal(
                span=self.document.span(candidate.at),
                said=candidate.written.text,
                subject=subject,
                number_at=candidate.number_at[0],
                edits=edits,
            )

    def _stated(self, candidate: Candidate) -> Bindable | None:
        """The one quantity that a number states and the words near it name: the assumption itself
        where a field repeats it.
        """
        is_named = not candidate.written.bare and bool(candidate.written.unit.powers)
        if not (is_named or candidate.names):
            return None
        by_name = (item for item in self.named if item.short in candidate.names)
        possible = self._of_size(candidate) if is_named else by_name
        holding = [
            (self.vocabulary.score(item.short, candidate.words), item)
            for item in possible
            if not contradicts(item.short, candidate.words) and self._holds(candidate, item)
        ]
        best = [item for score, item in holding if score == max(each for each, _ in holding)]
        if len(best) != 1:
            return None
        only = best[0]
        if only.short not in candidate.names and not (
            _is_telling(candidate.written) and len(holding) == 1
        ):
            return None
        source = source_of(only.derivation)
        if only.scenario.is_input(source):
            return replace(only, short=source.name, derivation=source)
        return only

    def _of_size(self, candidate: Candidate) -> list[Bindable]:
        """The quantities that are about as large as a number with a unit, and can be stated in it;
        what is counted may be left out.
        """
        written = candidate.written
        logs, items = self.sizes.get(measured(written.unit), ((), ()))
        size = size_of(written.value, written.unit)
        if size is None:
            return []
        first = bisect_left(logs, size - _NEARBY)
        last = bisect_right(logs, size + _NEARBY)
        return [
            item
            for item in items[first:last]
            if comparable(written.unit, item.derivation.quantity) is not None
            and judge(written, item.derivation.quantity).holds
        ]

    def _holds(self, candidate: Candidate, item: Bindable) -> bool:
        at = (candidate.at[1], candidate.at[1])
        is_input = item.scenario.is_input(item.derivation)
        statement = Bind(name=item.name, name_at=at, is_input=is_input)
        claim = Claim(
            document=self.document,
            statement=statement,
            mark=at,
            before=candidate.before,
            after=(),
            nearby=candidate.run.nearby,
        )
        checked = judge_quantity(
            claim, statement, item.scenario, item.short, self.tolerances, is_advised=False
        )
        judgement = checked.judgement
        if checked.status is not Status.HOLDS or judgement is None or checked.bound is None:
            return False
        here = checked.bound.number_at == candidate.number_at
        return here and abs(judgement.ratio - 1) <= _NEAR and judgement.code in ("", "prefix")

    def _comment(
        self, candidate: Candidate, comment: tuple[str, str], subject: str
    ) -> tuple[Edit, ...]:
        """A comment behind a number; none where it would stand inside a formula."""
        place = self._place(candidate)
        if place is None:
            return ()
        return (Edit(at=(place, place), text=f"{comment[0]} capest: {subject} {comment[1]}"),)

    def _link(self, candidate: Candidate, stated: Bindable) -> tuple[Edit, ...]:
        """A link around a number, with the sign that hedges it; none where no link can stand."""
        name, text = self.document.name, self.document.text
        (start, end), number = candidate.at, candidate.number_at[0]
        if any(sign.isalpha() for sign in text[start:number]):
            start = number
        target = f"{quote(path_from(name, stated.scenario.path))}#{stated.short}"
        around = linked(name, text, (start, end), target)
        if around is None:
            return ()
        return Edit(at=(start, start), text=around[0]), Edit(at=(end, end), text=around[1])

    def _place(self, candidate: Candidate) -> int | None:
        """Where the comment goes: behind the number's words and what closes their emphasis; None
        where it would stand inside a formula.
        """
        text, end = self.document.text, candidate.at[1]
        opened = text[candidate.run.pieces[0][0] : end]
        closing = _CLOSING.match(text, end)
        if closing and opened.count(closing.group()[0]) % 2 == len(closing.group()) % 2:
            end = closing.end()
        if isinstance(candidate.written, Written) and "\\" in candidate.written.text:
            return end if text[end - 1] == "$" else None
        follows = text[end : end + 1]
        return None if follows.isalnum() or follows in ("-", "]", ")(") else end


def _is_telling(written: Written) -> bool:
    """Whether a number is so exact that it is no coincidence: 34.7K QPS, 12.2 billion links; but
    1.31 clusters are a release, and times are in all prose.
    """
    kind = measured(written.unit)
    is_size = kind != _TIME if kind else bool(written.unit.powers and written.notation.scale)
    return is_size and written.digits >= _TELLING_DIGITS
