"""Looks for what a number states among the quantities of its document's scenarios.

A wrong proposal costs more than a missing one: a number is to be bound where it holds for one
quantity, and the words near it, or its neighbours in the row of a table, name that quantity better
than any other. Where several hold, a person chooses; where none does and a known slip leads from
the one that the words name to what is written, a person is asked.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from ...prose.comparable import comparable
from ...prose.compare import judge_again
from ...prose.written import Written
from ...records import record, replace
from ...units import Unit, measured
from ...wording import is_of_another, vocabulary
from ..documents.document import Document
from ..documents.edits import Edit
from ..documents.formats import comment_of
from ..judging.hints import shown
from ..judging.tolerances import Tolerances
from ..judging.unbound import Candidate, Surroundings
from ..marks.scenarios import DeclaredScenarios
from .fitting import NEARBY, is_of_another_kind, is_of_one_time
from .likely import is_likely_slip, is_sure_of, may_be_chosen
from .open_number import OpenNumber
from .placing import edits_for
from .quantities import Bindable, bindable, size_of, source_of

MOST_OPTIONS = 5
"""From here on what fits is a matter of chance, and nobody reads on."""

_SLIPS = ("value", "input", "insufficient", "over-provisioned")


@record(kw_only=True)
class Option:
    """A quantity that a number may state."""

    subject: str
    """The name, with `input` before an assumption's."""
    short: str
    """The name in its scenario."""
    value: str
    """The right number, in the unit of the text."""
    edits: tuple[Edit, ...]
    """Put the comment behind the number, or a link around it."""


@record(kw_only=True)
class Match:
    """What was found for a number."""

    candidate: Candidate
    options: tuple[Option, ...] = ()
    is_sure: bool = False
    """Whether the one option is beyond doubt."""
    because: str = ""
    """What else speaks for it, or what is to be asked about it."""
    is_suspicious: bool = False
    """Whether the number is wrong for its option, by a slip that is known."""


class Matching:
    """The quantities of a document's scenarios, to be found by a number and the words near it."""

    def __init__(
        self, document: Document, declared: DeclaredScenarios, tolerances: Tolerances
    ) -> None:
        self.document = document
        self.tolerances = tolerances
        self.surroundings = Surroundings(document)
        self.named, self.sizes = bindable(tuple(declared.scenarios))
        self.vocabulary = vocabulary(tuple(item.short for item in self.named))
        self.places: dict[str, list[int]] = {}
        """Where among them each name stands: once for each scenario that has it."""
        for place, item in enumerate(self.named):
            self.places.setdefault(item.short, []).append(place)

    def opened(self, candidate: Candidate) -> OpenNumber:
        """A number, to be matched."""
        return OpenNumber(self.document, candidate, self.surroundings, self.tolerances)

    def match(self, number: OpenNumber) -> Match:
        """What a number states, as far as can be told from itself and its words."""
        written, words = number.written, number.words
        if written.is_range or is_of_another(words):
            return Match(candidate=number.candidate)
        names = self.vocabulary.spoken_for(words)
        is_named = not written.bare and bool(written.unit.powers)
        holding = self._holding(number, self._of_size(written)) if is_named else []
        holding = holding or self._holding(number, self._called(names))
        most = max((score for score, _ in holding), default=0)
        best = _each_once(item for score, item in holding if score == most)
        best = [item for item in best if is_of_one_time(written.unit, item)] or best
        spoken = [item for item in best if item.short in names]
        is_alone = len(_each_once(item for _, item in holding)) == 1
        if len(best) == 1 and (spoken or (is_alone and is_sure_of(written, best[0]))):
            return self._matched(number, best, is_sure=True)
        if not spoken:
            suspicion = self._suspicion(number, names)
            if suspicion:
                return suspicion
        likely = spoken or [item for item in best if is_named and may_be_chosen(written, item)]
        return self._matched(number, likely if len(likely) < MOST_OPTIONS else [])

    def beside(self, number: OpenNumber, neighbours: Iterable[str]) -> Match | None:
        """What a number states in a row in which numbers of an entry are bound, where that entry
        has one such quantity.
        """
        taken = tuple(neighbours)
        for neighbour in taken:
            entry, _, result = neighbour.rpartition(".")
            if not entry or number.written.is_range:
                continue
            fitting = [
                item
                for item in self.named
                if item.short.startswith(f"{entry}.")
                and item.short not in taken
                and number.may_state(item)
            ]
            alike = [item for item in fitting if _is_kin(item.short, result)] or fitting
            if len(alike) == 1:
                because = f"as its neighbour {neighbour}"
                return self._matched(number, alike, is_sure=True, because=because)
        return None

    def _holding(
        self, number: OpenNumber, possible: Iterable[Bindable]
    ) -> list[tuple[int, Bindable]]:
        """The quantities for which a number holds, each with how much its words speak for it."""
        return [
            (self.vocabulary.score(item.short, number.words), item)
            for item in possible
            if number.may_state(item)
        ]

    def _matched(
        self,
        number: OpenNumber,
        items: list[Bindable],
        *,
        is_sure: bool = False,
        because: str = "",
    ) -> Match:
        options = tuple(filter(None, (self._option(number, item) for item in items)))
        is_sure = is_sure and bool(options) and not number.checked(items[0]).problems
        return Match(candidate=number.candidate, options=options, is_sure=is_sure, because=because)

    def _option(self, number: OpenNumber, item: Bindable) -> Option | None:
        """A quantity as a mark says it: the assumption itself where a field repeats it."""
        source = source_of(item.derivation)
        if item.scenario.is_input(source):
            item = replace(item, short=source.name, derivation=source)
        name = item.short
        if comment_of(self.document.name) and item.scenario.alias:
            name = f"{item.scenario.alias}.{name}"
        is_input = item.scenario.is_input(item.derivation)
        subject = f"input {name}" if is_input else name
        edits = edits_for(self.document, number.candidate, subject, item)
        value = shown(item.derivation.quantity, number.checked(item).bound)
        found = Option(subject=subject, short=item.short, value=value, edits=edits)
        return found if edits else None

    def _suspicion(self, number: OpenNumber, names: frozenset[str]) -> Match | None:
        """The quantity that the words name best where what is written is wrong by a known slip, or
        near it.
        """
        written, candidate = number.written, number.candidate
        is_plain = written.bare and not (written.notation.scale or candidate.run.nearby)
        if is_plain or self._is_of_each_user(written):
            return None
        called = [item for item in self._called(names) if not number.is_denied(item)]
        scores = [self.vocabulary.score(item.short, number.words) for item in called]
        best = [item for item, score in zip(called, scores, strict=True) if score == max(scores)]
        for item in best if len(best) < MOST_OPTIONS else ():
            if is_of_another_kind(written, item):
                continue
            checked = number.checked(item, is_advised=True)
            judgement, bound = checked.judgement, checked.bound
            if not (judgement and bound and bound.number_at == candidate.number_at):
                continue
            problem = next((one for one in checked.problems if one.code in _SLIPS), None)
            is_near = judgement.ratio > 0 and abs(math.log(judgement.ratio)) <= NEARBY
            is_likely = is_near or is_likely_slip(written, item, checked)
            asked = problem and is_likely and (problem.hint or (is_near and judgement.message))
            if asked and not judgement.holds:
                found = self._matched(number, [item], because=asked)
                return replace(found, is_suspicious=True) if found.options else None
        return None

    def _is_of_each_user(self, written: Written) -> bool:
        """Whether a number fits what each user does, and leaves that out: 2 photos a day."""
        each = (
            (Unit((*written.unit.powers, (atom, power))), item.derivation.quantity)
            for item in self.named
            for atom, power in item.derivation.quantity.unit.powers
            if atom.dimension == "user" and power < 0
        )
        return any(
            comparable(unit, quantity) and judge_again(replace(written, unit=unit), quantity).holds
            for unit, quantity in each
        )

    def _called(self, names: frozenset[str]) -> list[Bindable]:
        places = sorted(place for name in names for place in self.places[name])
        return [self.named[place] for place in places]

    def _of_size(self, written: Written) -> Iterator[Bindable]:
        """The quantities that are about as large as a number with a unit, and can be stated in it;
        what is counted may be left out.
        """
        logs, items = self.sizes.get(measured(written.unit), ((), ()))
        size = size_of(written.value, written.unit)
        if size is None:
            return
        first = bisect_left(logs, size - NEARBY)
        last = bisect_right(logs, size + NEARBY)
        for item in items[first:last]:
            quantity = item.derivation.quantity
            if comparable(written.unit, quantity) and judge_again(written, quantity).holds:
                yield item


def _each_once(items: Iterable[Bindable]) -> list[Bindable]:
    """The quantities, of those that repeat one assumption the first."""
    found: dict[tuple[str, str], Bindable] = {}
    for item in items:
        source = source_of(item.derivation)
        name = source.name if item.scenario.is_input(source) else item.short
        found.setdefault((item.scenario.path, name), item)
    return list(found.values())


def _is_kin(name: str, result: str) -> bool:
    """Whether two results of an entry are one but for the peak: qps and peak_qps."""
    own = name.rpartition(".")[2]
    return own.removeprefix("peak_") == result.removeprefix("peak_")
