"""Sorts the numbers of a document that are bound to nothing: to bind, to choose, suspicious, and
without a match; and writes into it what is bound.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from ...problems import Extent, Problem, Severity, Source, Span, in_order
from ...records import record, replace
from ..check import examine, examining
from ..documents.document import Document, document_of
from ..documents.edits import Edit, Spliced, splice
from ..documents.scan import Scan, TextRun
from ..documents.text_map import TextMap
from ..judging.findings import CheckedClaim, FileReport, Status
from ..judging.tolerances import Tolerances
from ..judging.unbound import Candidate
from ..marks.library import Library
from .matching import Match, Matching, Option
from .open_number import OpenNumber

MOST_TRIED = 8_000
"""Times that numbers of a document are held against a quantity, which is a second's work: four to
eight for each number that words or its row make a case of.
"""


@record(kw_only=True)
class Proposal:
    """A number and what it may state."""

    span: Span
    said: str
    number_at: int
    options: tuple[Option, ...]
    because: str = ""
    """What else speaks for the option, or what is to be asked about it."""
    is_sure: bool
    is_suspicious: bool = False
    """Whether its option does not hold."""
    candidate: Candidate

    @property
    def subject(self) -> str:
        """The first option."""
        return self.options[0].subject

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those of the first option."""
        return self.options[0].edits

    def in_short(self, nowhere: Source) -> Proposal:
        """The same without the text that it stands in."""
        number = replace(self.candidate, run=TextRun(()), joined=TextMap("", (), ()), text="")
        return replace(self, span=replace(self.span, source=nowhere), candidate=number)


@record(kw_only=True)
class Proposed:
    """A document, and the same with every proposal that is beyond doubt written into it."""

    document: Document
    text: str
    proposals: tuple[Proposal, ...] = ()
    """Those that are beyond doubt."""
    choices: tuple[Proposal, ...] = ()
    """The numbers that several quantities fit, or one that no word names."""
    suspicious: tuple[Proposal, ...] = ()
    unmatched: int = 0
    has_scenario: bool = True

    @property
    def name(self) -> str:
        """The document's path."""
        return self.document.name

    @property
    def asked(self) -> tuple[Proposal, ...]:
        """Everything that a person may be asked about, in the order of the text."""
        found = (*self.proposals, *self.choices, *self.suspicious)
        return tuple(sorted(found, key=lambda item: item.number_at))

    def in_short(self) -> Proposed:
        """The same for those who ask nobody: without what the document was read to."""
        nowhere = Source(self.name, "")
        return replace(
            self,
            document=replace(self.document, source=nowhere, lines=(), scan=Scan()),
            proposals=tuple(item.in_short(nowhere) for item in self.proposals),
            choices=tuple(item.in_short(nowhere) for item in self.choices),
            suspicious=tuple(item.in_short(nowhere) for item in self.suspicious),
        )


def propose(
    document: Document, library: Library, tolerances: Tolerances
) -> tuple[Proposed, FileReport]:
    """The proposals for a document, and what a check says of it as it is."""
    examined = examine(document, library, tolerances)
    before, declared = examined.report, examined.declared
    matches: list[Match] = []
    told: Iterable[Problem] = ()
    if declared.scenarios:
        rows = _Rows(document, Matching(document, declared, tolerances), before.claims)
        left = set(map(id, examined.left))
        candidates = [
            item
            for item in examined.unbound.candidates
            if not examined.suppressions.quiet.holds(item.at[0])
            and (not item.states_something or id(item) in left)
        ]
        matches = list(rows.matches(candidates))
        told = rows.untried()
    sure = [_proposal(document, item) for item in matches if item.is_sure]
    text, kept = _written(document, sure, before, library, tolerances)
    doubts = [_proposal(document, item) for item in matches if item.options and not item.is_sure]
    stating = [item for item in matches if item.candidate.states_something and not item.options]
    proposed = Proposed(
        document=document,
        text=text,
        proposals=kept,
        choices=tuple(item for item in doubts if not item.is_suspicious),
        suspicious=tuple(item for item in doubts if item.is_suspicious),
        unmatched=len(stating) + len(sure) - len(kept),
        has_scenario=bool(declared.scenarios) or declared.broken,
    )
    return proposed, replace(before, problems=in_order((*before.problems, *told)))


def _proposal(document: Document, match: Match) -> Proposal:
    return Proposal(
        span=document.span(match.candidate.at),
        said=match.candidate.written.text,
        number_at=match.candidate.number_at[0],
        options=match.options,
        because=match.because,
        is_sure=match.is_sure,
        is_suspicious=match.is_suspicious,
        candidate=match.candidate,
    )


def _written(
    document: Document,
    proposals: list[Proposal],
    before: FileReport,
    library: Library,
    tolerances: Tolerances,
) -> tuple[str, tuple[Proposal, ...]]:
    """The text with the proposals that a check reads as they are meant, and these."""
    while proposals:
        done = splice(document.text, [edit for item in proposals for edit in item.edits])
        written = document_of(document.name, done.text)
        steps = examining(written, library, tolerances, is_counted=False)
        kept = list(_that_hold(proposals, next(steps).report, done))
        if kept == proposals and not _harms(before, next(steps).report):
            return done.text, tuple(proposals)
        proposals = kept if kept != proposals else []
    return document.text, ()


def _that_hold(proposals: list[Proposal], after: FileReport, done: Spliced) -> Iterator[Proposal]:
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


class _Rows:
    """The matches of a document's numbers, those of a table's row with each other."""

    def __init__(
        self, document: Document, matching: Matching, claims: Sequence[CheckedClaim]
    ) -> None:
        self.document = document
        self.matching = matching
        self.bound: list[tuple[int, int, str]] = []
        """Where each bound number stands, when it was found, and what it states."""
        self.tried = 0
        self.tried_until: int | None = None
        for claim in claims:
            if claim.bound and claim.key[1]:
                self._note(claim.bound.number_at[0], claim.key[1])

    def matches(self, candidates: Iterable[Candidate]) -> Iterator[Match]:
        """What each number states, and what its neighbours say of those that are open."""
        rows: dict[int | Extent, list[Candidate]] = {}
        for item in candidates:
            line = self.document.line_of(item.number_at[0])
            rows.setdefault(line if item.run.nearby else item.at, []).append(item)
        for row in rows.values():
            found = [self._match(item) for item in row if self._is_tried(item)]
            for number, match in found:
                if match.is_sure:
                    self._note(number.candidate.number_at[0], match.options[0].short)
            for number, match in found:
                if match.is_sure:
                    yield match
                elif self._is_tried(number.candidate):
                    yield self._beside(number) or match

    def untried(self) -> Iterator[Problem]:
        """A note where no more is proposed."""
        if self.tried_until is not None:
            yield Problem(
                code="unbound",
                message=f"numbers of a document are held against quantities {MOST_TRIED:,} times; "
                "from here on those that nothing binds are neither counted nor proposed",
                span=self.document.span((self.tried_until, self.tried_until)),
                hint="part the document, or leave its data to a file of its own",
                severity=Severity.NOTE,
            )

    def _match(self, candidate: Candidate) -> tuple[OpenNumber, Match]:
        number = self.matching.opened(candidate)
        match = self.matching.match(number)
        self.tried += number.tried
        return number, match

    def _is_tried(self, candidate: Candidate) -> bool:
        """Whether a number is held against quantities still."""
        if self.tried < MOST_TRIED:
            return True
        if self.tried_until is None:
            self.tried_until = candidate.number_at[0]
        return False

    def _note(self, offset: int, name: str) -> None:
        insort(self.bound, (offset, len(self.bound), name))

    def _beside(self, number: OpenNumber) -> Match | None:
        """The match by what is bound in other cells of the row."""
        candidate, before = number.candidate, number.tried
        first, last = self.document.lines[self.document.line_of(candidate.number_at[0]) - 1]
        found = {
            (place, name)
            for start, end in candidate.run.nearby
            for _, place, name in self.bound[
                bisect_left(self.bound, (max(start, first),)) : bisect_left(
                    self.bound, (min(end, last),)
                )
            ]
        }
        names = dict.fromkeys(name for _, name in sorted(found))
        match = self.matching.beside(number, names) if names else None
        self.tried += number.tried - before
        return match
