"""Names the slip behind a ratio: what a written value would be, had one known mistake been made.

The explanations that know the estimate (this is the value of a related quantity, a factor was left
out) come before those that know only units and time; the values of quantities that have nothing to
do with the claimed one, met by chance, come after them, and a bare power of ten comes last. A ratio
that fits none is left unnamed: a wrong explanation costs more than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...derivations import Derivation
from ...prose.comparable import comparable
from ...prose.written import Written
from ...quantities import humanise
from ...units import COUNTING, DAY, NAPKIN_DAY, NUMBER, Unit, conversion, dimensions

NEAR = 0.06
"""How far a ratio may be from a power of ten to be named so; two written digits are 5 % coarse."""

_CLOSE = 0.02  # for factors that many a ratio comes near to by chance
_EXACT = 0.006  # for those that lie close to 1 or to each other
_LEAST_FACTOR = 1.3  # a factor nearer to 1 hides in the tolerance
_LEAST_VALUE = 10  # small whole numbers are equal by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
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


def name_slip(
    ratio: float,
    unit: Unit = NUMBER,
    *,
    written: Written | None = None,
    subject: Derivation | None = None,
    others: Iterable[Derivation] = (),
) -> Slip | None:
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
) -> Iterator[Slip]:
    related, unrelated = _other_quantities(written, subject, others)
    yield from related
    if subject is not None:
        yield from _factors(ratio, subject)
    if written is not None and written.notation.kind == "ratio" and subject is not None:
        yield from _inverted(written, subject)
    yield from _times(ratio, unit)
    yield from _units(ratio, unit)
    yield from _thousands(ratio, written)
    yield from unrelated
    yield from _tens(ratio)


# --- what the estimate knows ---


def _other_quantities(
    written: Written | None, subject: Derivation | None, others: Iterable[Derivation]
) -> tuple[list[Slip], list[Slip]]:
    """Whose value the written one is: quantities related to the subject, and all the others; those
    in the same unit, and among them the subject's own inputs, come first.
    """
    related: list[Slip] = []
    unrelated: list[Slip] = []
    if written is None or subject is None:
        return related, unrelated
    if written.value < _LEAST_VALUE and not dimensions(written.unit):
        return related, unrelated
    near = {derivation.name for derivation in subject.walk()}
    ranked = sorted(others, key=lambda other: (other.unit != subject.unit, other.name not in near))
    for other in ranked:
        value = _value_like(written, other, subject)
        if value > 0 and abs(written.value - value) <= max(_CLOSE * value, written.quantum / 2):
            slip = Slip(
                kind="other-quantity",
                question=f"that is {other.name}; was it meant?",
                factor=written.value / value,
                name=other.name,
            )
            (related if other.name in near or _is_made_with(other, subject) else unrelated).append(
                slip
            )
    return related, unrelated


def _value_like(written: Written, other: Derivation, subject: Derivation) -> float:
    """A quantity's value in the written unit; 0 where it cannot be mistaken for the subject."""
    if dimensions(other.unit) != dimensions(subject.unit) or _is_as_large(other, subject):
        return 0.0
    unit = comparable(written.unit, other.quantity)
    factor = conversion(other.unit, unit) if unit is not None else None
    return float(other.value) * float(factor or 0)


def _is_made_with(other: Derivation, subject: Derivation) -> bool:
    """Whether a quantity is of the same entry as the subject, or computed from it."""
    entry = subject.name.rpartition(".")[0]
    if entry and other.name.rpartition(".")[0] == entry:
        return True
    return any(derivation.name == subject.name for derivation in other.walk())


def _is_as_large(other: Derivation, subject: Derivation) -> bool:
    """Whether two quantities have one value, so that none can be mistaken for the other."""
    if other.name == subject.name:
        return True
    factor = float(conversion(other.unit, subject.unit) or 0)
    return abs(float(other.value) * factor - float(subject.value)) <= _CLOSE * float(subject.value)


def _factors(ratio: float, subject: Derivation) -> Iterator[Slip]:
    """A plain factor among the inputs (a peak factor, replicas) left out, or applied twice."""
    for derivation in subject.walk():
        factor = _plain_factor(derivation)
        if derivation.name == subject.name or factor is None:
            continue
        shown = f"{derivation.name} ({humanise(float(derivation.value), derivation.unit)})"
        if _is(ratio * factor, 1, _CLOSE):
            yield Slip(
                kind="factor-forgotten",
                question=f"is {shown} forgotten?",
                factor=1 / factor,
                name=derivation.name,
            )
        elif _is(ratio / factor, 1, _CLOSE):
            yield Slip(
                kind="factor-twice",
                question=f"is {shown} applied where it should not be?",
                factor=factor,
                name=derivation.name,
            )


def _plain_factor(derivation: Derivation) -> float | None:
    """An input's value if it is a number of times, else None."""
    if any(name not in COUNTING for name, _ in dimensions(derivation.unit)):
        return None
    scaled = conversion(derivation.unit, NUMBER) if not dimensions(derivation.unit) else Fraction(1)
    value = float(derivation.value) * float(scaled or 1)
    return value if value >= _LEAST_FACTOR or 0 < value <= 1 / _LEAST_FACTOR else None


def _inverted(written: Written, subject: Derivation) -> Iterator[Slip]:
    if _is(written.value * float(subject.value), 1, _CLOSE):
        yield Slip(
            kind="inverted",
            question="is the ratio written the other way round?",
            factor=written.value**2,
        )


# --- what units and calendars know ---


def _times(ratio: float, unit: Unit) -> Iterator[Slip]:
    """A day of 100,000 s, and one length of time taken for another."""
    timed = any(name == "time" for name, _ in dimensions(unit))
    if timed and (side := _sided(ratio, NAPKIN_DAY / DAY, _EXACT)):
        yield Slip(
            kind="napkin-day",
            question="is the day taken as 100,000 s rather than 86,400 s?",
            factor=side,
        )
    for factor, within, needs_time, words in _SPANS:
        side = _sided(ratio, factor, within)
        if side and (timed or not needs_time):
            yield Slip(kind="time", question=f"{words}?", factor=side)


_SPANS = (
    (30 * DAY / NAPKIN_DAY, _EXACT, False, "is a month taken for a day (of 100,000 s)"),
    (DAY, NEAR, False, "is a day taken for a second (86,400 s)"),
    (NAPKIN_DAY, _CLOSE, True, "is a day taken for a second (100,000 s)"),
    (3600.0, _CLOSE, False, "is an hour taken for a second (3,600 s)"),
    (365.0, _CLOSE, False, "is a year taken for a day (365 days)"),
    (60.0, _CLOSE, True, "is a minute taken for a second, or an hour for a minute (60)"),
    (30.4, _CLOSE, True, "is a month taken for a day (30 days)"),
    (52.0, _EXACT, False, "are the 52 weeks of a year missing, or counted twice"),
)
"""The factor, how near the ratio must be, whether only for a rate or a time, and the question."""


def _units(ratio: float, unit: Unit) -> Iterator[Slip]:
    """Bits for bytes, binary for decimal prefixes."""
    if not any(name == "information" for name, _ in dimensions(unit)):
        return
    if side := _sided(ratio, 8.0, _CLOSE * 1.5):
        words = "bits" if side > 1 else "bytes"
        other = "bytes" if side > 1 else "bits"
        yield Slip(kind="bits", question=f"are {words} written as {other} (8x)?", factor=side)
    for power in range(1, 7):
        if side := _sided(ratio, 1.024**power, _EXACT / 2):
            yield Slip(
                kind="binary",
                question=f"is a decimal prefix taken for a binary one (1.024^{power})?",
                factor=side,
            )


_LADDERS = (
    ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"),
    ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"),
    ("bit", "kbit", "Mbit", "Gbit", "Tbit", "Pbit", "Ebit"),
    ("", "K", "M", "B", "T"),
)


def _thousands(ratio: float, written: Written | None) -> Iterator[Slip]:
    for power in (3, 6, 9, 12, 15):
        if side := _sided(ratio, 10.0**power, NEAR):
            meant = _meant(written, -power // 3 if side > 1 else power // 3)
            yield Slip(
                kind="thousands",
                question=f"is it a factor of {10**power:,} too {_side(side)}{meant}?",
                factor=side,
            )


def _tens(ratio: float) -> Iterator[Slip]:
    for power in (1, 2, 4, 5, 7, 8):
        if side := _sided(ratio, 10.0**power, NEAR):
            zeros = "is there a zero" if power == 1 else f"are there {power} zeros"
            words = "too many" if side > 1 else "missing"
            yield Slip(
                kind="tens",
                question=f"{zeros} {words} ({10**power:,}x)?",
                factor=side,
            )


def _side(side: float) -> str:
    return "high" if side > 1 else "low"


def _meant(written: Written | None, steps: int) -> str:
    """`, MB for GB`: the prefix that would be right, where the written one has a neighbour."""
    if written is None:
        return ""
    symbols = [atom.symbol for atom, power in written.unit.powers if power == 1]
    scale = written.notation.scale.strip().upper()
    for ladder in _LADDERS:
        for word in (*symbols, scale) if ladder[0] else (scale,):
            place = ladder.index(word) + steps if word in ladder and word else -1
            if 0 <= place < len(ladder) and ladder[place]:
                return f", {ladder[place]} for {word}"
    return ""


def _is(value: float, wanted: float, within: float) -> bool:
    return abs(value / wanted - 1) <= within


def _sided(ratio: float, factor: float, within: float) -> float:
    """The factor, or one over it, that the ratio is near to; 0 for neither."""
    if _is(ratio, factor, within):
        return factor
    return 1 / factor if _is(ratio * factor, 1, within) else 0.0
