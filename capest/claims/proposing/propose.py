"""Proposes what to bind: the numbers of a document that state a quantity of its scenario.

A wrong proposal costs more than a missing one, so a number is passed over unless it holds for one
quantity, and the words near it name that quantity better than any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...derivations import Computed, Derivation
from ...language.tree import Name
from ...problems import Span
from ...prose.comparable import comparable
from ...prose.written import Written
from ...units import conversion
from ..check import check_document
from ..documents.document import Document, document_of
from ..documents.edits import Edit, Spliced, splice
from ..documents.formats import comment_of
from ..judging.findings import FileReport, Status
from ..judging.findings_of_claims import Tolerances, judge_quantity
from ..marks.binding import Claim
from ..marks.library import BoundScenario, Library, find
from ..marks.scenarios import DeclaredScenarios, scenarios_of
from ..marks.statements import Bind, NoClaims, marks_of
from .candidates import Candidate, candidates_of
from .wording import contradicts, is_spoken_for, score

_NEAR = 0.15
"""How far a proposed number may be from its quantity's value, bounds and machines too."""

_NEARBY = 1.5
"""The factor within which a closer look is worth it, prefixes of both kinds included."""

_TELLING_DIGITS = 3
"""Digits from which a number with its unit is no coincidence: 34.7K QPS, but not 5 years."""

_CLOSING = re.compile(r"[*_$]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A number and the quantity that it states."""

    span: Span
    said: str
    subject: str
    """The name, with `input` before an assumption's."""
    number_at: int
    edit: Edit
    """Puts the comment behind the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A document, and the same with every proposal written into it."""

    document: Document
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
        proposals = [found for item in candidates_of(document, before) for found in search.of(item)]
    while proposals:
        done = splice(document.text, [item.edit for item in proposals])
        after = check_document(document_of(document.name, done.text), library, tolerances)
        kept = list(_that_hold(proposals, after, done))
        if kept == proposals and not _harms(before, after):
            break
        proposals = kept if kept != proposals else []
    text = splice(document.text, [item.edit for item in proposals]).text
    return Proposed(
        document=document, text=text, proposals=tuple(proposals), has_scenario=has_scenario
    ), before


def _that_hold(proposals: list[Proposal], after: FileReport, done: Spliced) -> Iterator[Proposal]:
    """The proposals that a check reads as they are meant."""
    holding = {
        claim.bound.number_at[0]: claim.subject
        for claim in after.claims
        if claim.bound and claim.status is Status.HOLDS
    }
    for item in proposals:
        if holding.get(done.moved(item.number_at)) == item.subject.removeprefix("input "):
            yield item


def _harms(before: FileReport, after: FileReport) -> bool:
    """Whether comments have made something wrong that was not: nothing unbound is no fault here."""
    known = sum(problem.code != "nothing-checked" for problem in before.problems)
    return sum(problem.code != "nothing-checked" for problem in after.problems) > known


@dataclass(slots=True)
class _Search:
    """The quantities of a document's scenarios, to be found by a number and the words near it."""

    document: Document
    declared: DeclaredScenarios
    tolerances: Tolerances
    names: list[tuple[str, BoundScenario, Derivation]] = field(default_factory=list)

    def of(self, candidate: Candidate) -> Iterator[Proposal]:
        """The proposal for a number, if there is one."""
        place = self._place(candidate)
        subject = self._stated(candidate) if place is not None else None
        if place is None or subject is None:
            return
        opener, closer = comment_of(self.document.name) or ("<!--", "-->")
        yield Proposal(
            span=self.document.span(candidate.at),
            said=candidate.written.text,
            subject=subject,
            number_at=candidate.number_at[0],
            edit=Edit(at=(place, place), text=f"{opener} capest: {subject} {closer}"),
        )

    def _stated(self, candidate: Candidate) -> str | None:
        """The one quantity that a number states and the words near it name, as a comment has it."""
        holding = [
            (score(name, candidate.words), name, scenario, derivation)
            for name, scenario, derivation in self._named()
            if not contradicts(name, candidate.words)
            and self._may_be(candidate, name, derivation)
            and self._holds(candidate, name, scenario, derivation)
        ]
        best = [item for item in holding if item[0] == max(each[0] for each in holding)]
        if len(best) != 1:
            return None
        _, name, scenario, derivation = best[0]
        telling = candidate.written.digits >= _TELLING_DIGITS and not candidate.written.bare
        if not is_spoken_for(name, candidate.words) and not (telling and len(holding) == 1):
            return None
        source = _source(derivation)
        if not scenario.is_input(source):
            return name
        return f"input {scenario.alias}.{source.name}" if scenario.alias else f"input {source.name}"

    def _named(self) -> list[tuple[str, BoundScenario, Derivation]]:
        """Every quantity by the name that means it alone."""
        if not self.names:
            for scenario in self.declared.scenarios:
                for short, derivation in scenario.estimate.derivations.items():
                    name = f"{scenario.alias}.{short}" if scenario.alias else short
                    if find(name, self.declared.scenarios) == [(scenario, short)]:
                        self.names.append((name, scenario, derivation))
        return self.names

    def _may_be(self, candidate: Candidate, name: str, derivation: Derivation) -> bool:
        """Whether a closer look is worth it: of its kind, or named by the words."""
        if derivation.quantity.value == 0:
            return False
        if candidate.written.bare:
            return is_spoken_for(name, candidate.words)
        unit = comparable(candidate.written.unit, derivation.quantity)
        factor = conversion(derivation.quantity.unit, unit) if unit else None
        if factor is None:
            return False
        ratio = candidate.written.value / (float(derivation.quantity.value) * float(factor))
        return 1 / _NEARBY < ratio < _NEARBY

    def _holds(
        self, candidate: Candidate, name: str, scenario: BoundScenario, derivation: Derivation
    ) -> bool:
        at = (candidate.at[1], candidate.at[1])
        is_input = scenario.is_input(derivation)
        statement = Bind(name=name, name_at=at, is_input=is_input)
        claim = Claim(
            document=self.document,
            statement=statement,
            mark=at,
            before=candidate.before,
            after=(),
            nearby=candidate.run.nearby,
        )
        checked = judge_quantity(
            claim, statement, scenario, derivation.name, self.tolerances, is_advised=False
        )
        judgement = checked.judgement
        if checked.status is not Status.HOLDS or judgement is None or checked.bound is None:
            return False
        here = checked.bound.number_at == candidate.number_at
        return here and abs(judgement.ratio - 1) <= _NEAR and judgement.code in ("", "prefix")

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


def _source(derivation: Derivation) -> Derivation:
    """The assumption that a field repeats, as `size: record_size` does."""
    while isinstance(derivation.origin, Computed) and isinstance(derivation.origin.formula, Name):
        if len(derivation.inputs) != 1:
            break
        derivation = derivation.inputs[0]
    return derivation
