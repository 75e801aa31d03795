"""Names the slip behind a ratio: what a written value would be, had one known mistake been made.

The explanations that know the estimate (this is the value of a related quantity, a factor was left
out) come before those that know only units and time; the values of quantities that have nothing to
do with the claimed one, met by chance, come after them, and a bare power of ten comes last. A ratio
that fits none is left unnamed: a wrong explanation costs more than none.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from fractions import Fraction
from functools import lru_cache

from ...derivations import Derivation
from ...prose.comparable import comparable
from ...prose.ladders import magnitudes, sizes
from ...prose.written import Written
from ...records import record
from ...slips import CLOSE, NEAR, SLIPS, power_of_ten
from ...units import COUNTING, NUMBER, Unit, conversion, dimensions, factor

_LEAST_FACTOR = 1.3  # a factor nearer to 1 hides in the tolerance
_LEAST_VALUE = 10  # small whole numbers are equal by chance


@record(kw_only=True)
class LikelySlip:
    """One known mistake that would explain the ratio."""

    kind: str
    """other-quantity, factor-forgotten, factor-twice, napkin-day, time, bits, binary, thousands,
    tens or inverted.
    """
    question: str
    """Asked of the author: "is the peak factor (3) forgotten?"."""
    factor: float
    """What the written value would be divided by to be right."""
    name: str = ""
    """The quantity it is about, if any."""
    is_related: bool = False
    """Whether another quantity is of the claim's own entry, or one is computed with the other."""


def name_slip(
    ratio: float,
    unit: Unit = NUMBER,
    *,
    written: Written | None = None,
    subject: Derivation | None = None,
    others: Iterable[Derivation] = (),
) -> LikelySlip | None:
    """The slip behind written / computed, both in one unit; None where none fits.

    `unit` is the computed one. With the `subject` of the claim its own inputs are tried as factors,
    and with the `others` of the estimate (and what was `written`) each one's value.
    """
    if not 0 < ratio < float("inf"):
        return None
    for slip in _candidates(ratio, unit, written, subject, others):
        return slip
    return None


def _candidates(
    ratio: float,
    unit: Unit,
    written: Written | None,
    subject: Derivation | None,
    others: Iterable[Derivation],
) -> Iterator[LikelySlip]:
    related, unrelated = _other_quantities(written, subject, others)
    yield from related
    if subject is not None:
        yield from _factors(ratio, subject)
    if written is not None and written.notation.kind == "ratio" and subject is not None:
        yield from _inverted(written, subject)
    yield from _usual(ratio, _held(unit, subject))
    yield from _powers(ratio, (3, 6, 9, 12, 15), written)
    yield from unrelated
    yield from _powers(ratio, (1, 2, 4, 5, 7, 8), written)


# --- what the estimate knows ---


def _other_quantities(
    written: Written | None, subject: Derivation | None, others: Iterable[Derivation]
) -> tuple[list[LikelySlip], list[LikelySlip]]:
    """Whose value the written one is: quantities related to the subject, and all the others."""
    unit = comparable(written.unit, subject.quantity) if written and subject else None
    if written is None or subject is None or unit is None:
        return [], []
    if written.value < _LEAST_VALUE and not dimensions(written.unit):
        return [], []
    scale = factor(unit, subject.quantity.unit) or 1.0
    value, step = written.value * scale, written.quantum * scale / 2
    rivals = _rivals(subject, tuple(others))
    first = bisect_left(rivals, min(value / (1 + CLOSE), value - step), key=lambda it: it.value)
    last = bisect_right(rivals, max(value / (1 - CLOSE), value + step), key=lambda it: it.value)
    related: list[LikelySlip] = []
    unrelated: list[LikelySlip] = []
    for rival in sorted(rivals[first:last], key=lambda rival: rival.rank):
        slip = LikelySlip(
            kind="other-quantity",
            question=f"that is {rival.name}; was it meant?",
            factor=value / rival.value,
            name=rival.name,
            is_related=rival.is_related,
        )
        (related if rival.is_related else unrelated).append(slip)
    return related, unrelated


@record(kw_only=True)
class _Rival:
    """A quantity that may be mistaken for another."""

    value: float
    """In the unit of that other."""
    rank: tuple[bool, bool]
    """Those in the same unit come first, and among them the other's own inputs."""
    name: str
    is_related: bool


@lru_cache(maxsize=256)
def _rivals(subject: Derivation, others: tuple[Derivation, ...]) -> tuple[_Rival, ...]:
    """The others that the subject may be mistaken for, by their values."""
    near = {derivation.name for derivation in subject.walk()}
    unit, value = subject.quantity.unit, float(subject.quantity.value)
    found = []
    for other in others:
        scale = factor(other.quantity.unit, unit)
        size = float(other.quantity.value) * scale if scale else 0.0
        if size > 0 and other.name != subject.name and abs(size - value) > CLOSE * value:
            found.append(
                _Rival(
                    value=size,
                    rank=(other.quantity.unit != unit, other.name not in near),
                    name=other.name,
                    is_related=other.name in near or _is_made_with(other, subject),
                )
            )
    return tuple(sorted(found, key=lambda rival: rival.value))


def _is_made_with(other: Derivation, subject: Derivation) -> bool:
    """Whether a quantity is of the same entry as the subject, or computed from it."""
    entry = subject.name.rpartition(".")[0]
    if entry and other.name.rpartition(".")[0] == entry:
        return True
    return any(derivation.name == subject.name for derivation in other.walk())


def _factors(ratio: float, subject: Derivation) -> Iterator[LikelySlip]:
    """A plain factor among the inputs (a peak factor, replicas) left out, or applied twice."""
    for derivation, times in _plain_factors(subject):
        name = derivation.name
        if _is(ratio * times, 1, CLOSE):
            asked = f"is {name} ({derivation.quantity}) forgotten?"
            yield LikelySlip(kind="factor-forgotten", question=asked, factor=1 / times, name=name)
        elif _is(ratio / times, 1, CLOSE):
            asked = f"is {name} ({derivation.quantity}) applied where it should not be?"
            yield LikelySlip(kind="factor-twice", question=asked, factor=times, name=name)


@lru_cache(maxsize=256)
def _plain_factors(subject: Derivation) -> tuple[tuple[Derivation, float], ...]:
    """What goes into the subject and is a number of times, with this number."""
    found = ((item, _plain_factor(item)) for item in subject.walk() if item.name != subject.name)
    return tuple((item, factor) for item, factor in found if factor is not None)


def _plain_factor(derivation: Derivation) -> float | None:
    """An input's value if it is a number of times, else None."""
    if any(name not in COUNTING for name, _ in dimensions(derivation.quantity.unit)):
        return None
    scaled = (
        conversion(derivation.quantity.unit, NUMBER)
        if not dimensions(derivation.quantity.unit)
        else Fraction(1)
    )
    value = float(derivation.quantity.value) * float(scaled or 1)
    return value if value >= _LEAST_FACTOR or 0 < value <= 1 / _LEAST_FACTOR else None


def _inverted(written: Written, subject: Derivation) -> Iterator[LikelySlip]:
    if _is(written.value * float(subject.quantity.value), 1, CLOSE):
        yield LikelySlip(
            kind="inverted",
            question="is the ratio written the other way round?",
            factor=written.value**2,
        )


# --- what units and calendars know ---


def _held(unit: Unit, subject: Derivation | None) -> Set[str]:
    """What a slip may be of: the dimensions of the unit, and time where it is computed with one."""
    held = {name for name, _ in dimensions(unit)}
    walked = subject.walk() if subject is not None else ()
    if any("time" in dict(dimensions(item.quantity.unit)) for item in walked):
        held.add("time")
    return held


def _usual(ratio: float, held: Set[str]) -> Iterator[LikelySlip]:
    """Bits for bytes, one length of time for another, and the like."""
    for slip in SLIPS:
        fits = (not slip.of or slip.of in held) and (not slip.needs_time or "time" in held)
        side = _sided(ratio, slip.factor, slip.documents)
        if side and fits and slip.documents:
            question = f"{slip.question(side)}?"
            yield LikelySlip(kind=slip.kind, question=question, factor=side)


def _powers(ratio: float, powers: Iterable[int], written: Written | None) -> Iterator[LikelySlip]:
    """A prefix, or zeros."""
    for power in powers:
        slip = power_of_ten(power)
        if side := _sided(ratio, slip.factor, NEAR):
            steps = -power // 3 if side > 1 else power // 3
            meant = _meant(written, steps) if written and not power % 3 else ""
            question = f"{slip.question(side)}{meant}?"
            yield LikelySlip(kind=slip.kind, question=question, factor=side)


def _meant(written: Written, steps: int) -> str:
    """`, MB for GB`: the prefix that would be right, where the written one has a neighbour."""
    notation = written.notation
    symbols = (atom.symbol for atom, power in written.unit.powers if power == 1)
    unit = notation.unit.strip() or next(symbols, "")
    for rungs in (
        magnitudes(notation.scale, notation.scale_value),
        sizes(f" {unit}", binary=False),
    ):
        texts = {round(math.log(rung.size, 1000)): rung.text.strip() for rung in rungs}
        if texts.get(steps) and texts[0]:
            return f", {texts[steps]} for {texts[0]}"
    return ""


def _is(value: float, wanted: float, within: float) -> bool:
    return abs(value / wanted - 1) <= within


def _sided(ratio: float, factor: float, within: float) -> float:
    """The factor, or one over it, that the ratio is near to; 0 for neither."""
    if abs(ratio / factor - 1) <= within:
        return factor
    return 1 / factor if abs(ratio * factor - 1) <= within else 0.0
