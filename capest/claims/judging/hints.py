"""What a person is asked of a number that fails: the slip that would explain it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ...derivations import Derivation
from ...prose.comparable import comparable
from ...prose.compare import Judgement, judge
from ...prose.written import Written
from ...quantities import Quantity, cell, rescale
from ...units import Unit, conversion, dimensions, is_count
from ..marks.binding import Bound, Claim
from .findings import Rival
from .slips import name_slip
from .unjudged import said


def hint_of(
    claim: Claim,
    bound: Bound,
    judgement: Judgement,
    derivation: Derivation,
    others: Mapping[str, Derivation],
) -> tuple[str | None, Rival | None]:
    """The question that names the slip, where one fits, and the other quantity that it asks about.

    A bound is a promise, in which nobody has slipped, and anything smaller fits under it.
    """
    written = bound.written
    if not isinstance(written, Written) or written.bound:
        return None, None
    if judgement.code == "dimension":
        return _time_left_out(claim, bound, written, derivation), None
    slip = name_slip(
        judgement.ratio,
        derivation.quantity.unit,
        written=written,
        subject=derivation,
        others=others.values(),
    )
    if slip:
        is_rival = slip.kind == "other-quantity"
        return slip.question, Rival(
            name=slip.name, is_related=slip.is_related
        ) if is_rival else None
    for below in derivation.walk():
        if below is derivation or is_count(below.quantity.unit):
            continue
        alike = dimensions(below.quantity.unit) == dimensions(derivation.quantity.unit)
        if alike and judge(written, below.quantity).code == "":
            asked = f"that fits {below.name}, {shown(below.quantity)}; was it meant?"
            return asked, Rival(name=below.name, is_related=True)
    return None, None


def shown(quantity: Quantity, bound: Bound | None = None) -> str:
    """The right number, in the unit of the text where it has one of the same kind."""
    written = bound.written if bound else None
    if isinstance(written, Written):
        unit = comparable(written.unit, quantity)
        factor = conversion(quantity.unit, unit) if unit else None
        if unit and factor:
            return _cell(float(rescale(quantity.value, factor)), unit)
    return _cell(float(quantity.value), quantity.unit)


@lru_cache(maxsize=1024)
def _cell(value: float, unit: Unit) -> str:
    """A number in few signs; one quantity is told of many claims."""
    return cell(value, unit)


def _time_left_out(
    claim: Claim, bound: Bound, written: Written, derivation: Derivation
) -> str | None:
    """What to write where only "per day" is missing; None where more is."""
    for atom, power in derivation.quantity.unit.powers:
        if atom.dimension == "time" and power < 0:
            timed = Unit((*written.unit.powers, (atom, power)))
            if comparable(timed, derivation.quantity) is not None:
                written_out = f"write '{said(bound)} per {atom.name}'"
                if atom.name == "second":
                    return written_out
                total = claim.subject
                if total.startswith("= "):
                    total = f"({total[2:]})"
                return f"{written_out}, or bind the total: = {total} * 1 {atom.name}"
    return None
