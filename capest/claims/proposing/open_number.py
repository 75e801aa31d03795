"""A number that nothing binds, as a check would find it bound to one quantity or another."""

from __future__ import annotations

from ...prose.compare import ratio_of
from ...prose.written import Written
from ...units import Unit, UnitTable, unit_table
from ...wording import said_nearby, words_of
from ..documents.document import Document
from ..judging.findings import CheckedClaim, Status
from ..judging.findings_of_claims import judge_quantity
from ..judging.tolerances import Tolerances
from ..judging.unbound import Candidate, Surroundings
from ..marks.binding import Bound, Claim, bind
from ..marks.statements import Bind
from .fitting import denies, is_far
from .quantities import Bindable

NEAR = 0.15
"""How far a proposed number may be from its quantity's value, bounds and machines too."""


class OpenNumber:
    """A number, what is said about it, and what it was found to be so far."""

    def __init__(
        self,
        document: Document,
        candidate: Candidate,
        surroundings: Surroundings,
        tolerances: Tolerances,
    ) -> None:
        self.document = document
        self.candidate = candidate
        self.written = candidate.written
        self.tolerances = tolerances
        self.clause = words_of(candidate.clause)
        """The words nearest to it."""
        self.words = said_nearby(words_of(surroundings.of(candidate)), self.clause)
        self._read: dict[tuple[UnitTable, Unit | None], Bound | None] = {}
        """What it states where it is to have a unit."""
        self._found: dict[tuple[str, bool], CheckedClaim] = {}
        """What a check finds, by the quantity that it is bound to."""

    @property
    def tried(self) -> int:
        """How often it was read or checked for a quantity."""
        return len(self._read) + len(self._found)

    def may_state(self, item: Bindable) -> bool:
        """Whether it holds for a quantity, and no word about it speaks against that."""
        return not self.is_denied(item) and self._holds(item)

    def is_denied(self, item: Bindable) -> bool:
        """Whether the words about it speak against a quantity."""
        return denies(item, self.written, self.words, self.clause)

    def checked(self, item: Bindable, *, is_advised: bool = False) -> CheckedClaim:
        """The number as a check would find it, bound to a quantity."""
        key = (item.name, is_advised)
        if key not in self._found:
            claim, statement = self._claim(item)
            self._found[key] = judge_quantity(
                claim,
                statement,
                item.scenario,
                item.short,
                self.tolerances,
                is_advised=is_advised,
                reading=self._reading,
            )
        return self._found[key]

    def _holds(self, item: Bindable) -> bool:
        if is_far(self.written, item) or not self._is_near(item):
            return False
        checked = self.checked(item)
        judgement = checked.judgement
        if checked.status is not Status.HOLDS or judgement is None:
            return False
        is_near = abs(judgement.ratio - 1) <= NEAR and item.may_be(self.written)
        return is_near and judgement.code in ("", "prefix")

    def _is_near(self, item: Bindable) -> bool:
        """Whether what a mark behind it binds is about as large as a quantity: all that a check
        finds for most.
        """
        quantity = item.derivation.quantity
        key = (quantity.units or unit_table(), quantity.unit)
        bound = self._read[key] if key in self._read else self._reading(self._claim(item)[0], *key)
        if bound is None or not isinstance(bound.written, Written):
            return False
        ratio = ratio_of(bound.written, quantity, self.tolerances.prefixes)
        is_near = bound.written.is_range or abs(ratio - 1) <= NEAR
        return is_near and bound.number_at == self.candidate.number_at

    def _claim(self, item: Bindable) -> tuple[Claim, Bind]:
        """The number with a mark behind it."""
        at = (self.candidate.at[1], self.candidate.at[1])
        is_input = item.scenario.is_input(item.derivation)
        statement = Bind(name=item.name, name_at=at, is_input=is_input)
        claim = Claim(
            document=self.document,
            statement=statement,
            mark=at,
            joined=self.candidate.joined,
            before=self.candidate.before,
            after=(0, 0),
            nearby=self.candidate.run.nearby,
        )
        return claim, statement

    def _reading(self, claim: Claim, units: UnitTable, wanted: Unit | None) -> Bound | None:
        """The number as it is bound to any quantity of a unit."""
        key = (units, wanted)
        if key not in self._read:
            self._read[key] = bind(claim, units, wanted)
        return self._read[key]
