"""Judges a written quantity against the computed value.

The tolerance comes from how the number is written. It holds when the computed value, rounded to the
written digits, equals it, or lies within 15 %; within 5 % when three or more digits are written
without a hedge. 15 % is the smallest round figure that admits the day of 100,000 seconds (13.6 %);
of 203 published claims it accepts 99 % of the sound ones and catches 96 % of the wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..problems import Severity
from ..quantities import Quantity, humanise
from ..units import DAY, NAPKIN_DAY, Unit, conversion
from .comparable import binary_factor, comparable, is_machines
from .written import Written

TOLERANCE = 0.15
"""How far a number of one or two digits, or a hedged one, may be from the computed value."""

PRECISE_TOLERANCE = 0.05
"""How far a number of three or more digits without a hedge may be."""

PRECISE_DIGITS = 3

GENEROUS = 2.0
"""How many times the need a number of machines may be before it is worth a warning."""

_NEARLY_ALL = 99.0  # percent; from here on people count nines
_NOISE = 1e-9  # the last bits of a float
_NAPKIN = DAY / NAPKIN_DAY
_SAME = 0.005

JudgementCode = Literal[
    "",
    "value",
    "dimension",
    "insufficient",
    "over-provisioned",
    "bound",
    "range",
    "prefix",
    "equation",
]
PrefixFamily = Literal["si", "iec", "either"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a written quantity holds, and how far it is from the computed value."""

    code: JudgementCode
    """What is wrong or worth a note: "" for nothing.

    value: too far from the computed one. dimension: a quantity of another kind. insufficient: fewer
    machines than are needed. over-provisioned: more than twice as many. bound: "less than 5 ms"
    is not so. range: the computed value lies outside both ends. prefix: right only if MB means MiB.
    equation: the left side comes to something else.
    """
    holds: bool
    severity: Severity
    ratio: float
    """The written value over the computed one; 0 where they cannot be compared."""
    message: str = ""
    """What is wrong, as a clause: "3.5x low"."""
    why: str = ""
    """What habit explains a difference that is let pass: "a day of 100,000 s"."""


def judge(
    written: Written,
    computed: Quantity,
    *,
    tolerance: float | None = None,
    at_least: bool = False,
    prefixes: PrefixFamily = "either",
) -> Judgement:
    """The judgement on a written quantity.

    `tolerance` is a fraction of the computed value that replaces the one from how the number is
    written. A number of machines, and any number with `at_least`, has to suffice rather than
    match. `prefixes` says what MB means: 10^6 bytes ("si"), 2^20 ("iec"), or what fits ("either").
    """
    unit = comparable(written.unit, computed)
    if unit is None:
        return _other_dimension(written, computed)
    factor = float(conversion(computed.unit, unit) or 1)
    value = float(computed.value) * factor
    binary = binary_factor(written.unit)
    if prefixes == "iec" and binary:
        value /= binary
    judgement = _compare(written, value, computed, tolerance, at_least)
    if judgement.holds or prefixes != "either" or not binary:
        return judgement
    other = _compare(written, value / binary, computed, tolerance, at_least)
    if not other.holds:
        return judgement
    word = next(atom.symbol for atom, _ in written.unit.powers if atom.dimension == "information")
    meant = word[0].upper() + "i" + word[1:]
    return _told("prefix", Severity.NOTE, judgement.ratio, f"right if {word} means {meant}")


def _other_dimension(written: Written, computed: Quantity) -> Judgement:
    said = f"{written.unit}" if written.unit.powers else "a number without a unit"
    if said == "%":
        said = "a percentage"
    meant = f"{computed.unit}" if computed.unit.powers else "a plain number"
    return _wrong("dimension", 0.0, f"written as {said}, computed as {meant}")


def allowed(written: Written) -> float:
    """The tolerance that comes from how the number is written."""
    precise = written.digits >= PRECISE_DIGITS and not written.hedged
    return PRECISE_TOLERANCE if precise else TOLERANCE


def _compare(
    written: Written, computed: float, quantity: Quantity, tolerance: float | None, at_least: bool
) -> Judgement:
    """The judgement once both are in the written unit."""
    if written.bound:
        return _judge_bound(written, computed, tolerance)
    if written.is_range:
        return _judge_range(written, computed, tolerance)
    if at_least or is_machines(quantity.unit):
        return _judge_sufficiency(written, computed, tolerance)
    share = allowed(written) if tolerance is None else tolerance
    apart = abs(written.value - computed)
    size = _lack(written, computed) if tolerance is None else abs(computed)
    holds = apart <= share * size * (1 + _NOISE) or _rounds_to(written.value, computed, written)
    ratio = _ratio(written.value, computed)
    if holds:
        return _sound(ratio, _habit(ratio, written.unit, quantity.unit))
    return _wrong("value", ratio, _off(ratio))


def _lack(written: Written, computed: float) -> float:
    """What the tolerance is a share of: the value, or what a percentage lacks to be all, for 99.9 %
    and 99.99 % are ten times apart.
    """
    nearly_all = f"{written.unit}" == "%" and _NEARLY_ALL <= max(computed, written.value) < 100
    return 100 - computed if nearly_all and computed < 100 else abs(computed)


def _rounds_to(value: float, computed: float, written: Written) -> bool:
    """Whether the computed value, rounded to the written digits, is the written value."""
    return abs(value - computed) <= written.quantum / 2 * (1 + _NOISE)


def _judge_sufficiency(written: Written, need: float, tolerance: float | None) -> Judgement:
    ratio = _ratio(written.value, need)
    share = tolerance if tolerance is not None else TOLERANCE if written.hedged else 0.0
    enough = written.value >= need * (1 - share) * (1 - _NOISE)
    if not enough and not (written.quantum > 1 and _rounds_to(written.value, need, written)):
        return _wrong("insufficient", ratio, f"{_count(need)} are needed")
    if written.value > GENEROUS * need and need > 0:
        told = f"{ratio:.3g}x the {_count(need)} that are needed"
        return _told("over-provisioned", Severity.WARNING, ratio, told)
    return _sound(ratio)


def _judge_bound(written: Written, computed: float, tolerance: float | None) -> Judgement:
    share = tolerance if tolerance is not None else TOLERANCE if written.hedged else 0.0
    value = written.high if written.bound in ("<", "<=") else written.low
    slack = share * abs(value)
    match written.bound:
        case "<":
            holds = computed < value + slack
        case "<=":
            holds = computed <= (value + slack) * (1 + _NOISE) or _rounds_to(
                value, computed, written
            )
        case ">":
            holds = computed > value - slack
        case _:
            holds = computed >= (value - slack) * (1 - _NOISE) or _rounds_to(
                value, computed, written
            )
    ratio = _ratio(value, computed)
    return _sound(ratio) if holds else _wrong("bound", ratio, _off(ratio))


def _judge_range(written: Written, computed: float, tolerance: float | None) -> Judgement:
    share = tolerance if tolerance is not None else TOLERANCE if written.hedged else 0.0
    slack = max(share * abs(computed), written.quantum / 2) * (1 + _NOISE)
    if written.low - slack <= computed <= written.high + slack:
        return _sound(_ratio(written.value, computed))
    near = written.low if computed < written.low else written.high
    ratio = _ratio(near, computed)
    return _wrong("range", ratio, f"outside the range; its nearer end is {_off(ratio)}")


def _ratio(value: float, computed: float) -> float:
    if computed == 0:
        return 1.0 if value == 0 else float("inf")
    return value / computed


def _off(ratio: float) -> str:
    """How far off, in words: 20 % low, 3.5x high."""
    if ratio <= 0 or ratio == float("inf"):
        return "the right number is 0" if ratio > 0 else "the text says 0 or less"
    side = "high" if ratio > 1 else "low"
    if abs(ratio - 1) < 0.5:
        return f"{abs(ratio - 1) * 100:.2g} % {side}"
    times = max(ratio, 1 / ratio)
    return f"{times:.3g}x {side}" if times < 100 else f"{float(f'{times:.3g}'):,.0f}x {side}"


def _count(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else humanise(value)


def _sound(ratio: float, why: str = "") -> Judgement:
    return replace(_told("", Severity.NOTE, ratio), why=why)


def _told(code: JudgementCode, severity: Severity, ratio: float, message: str = "") -> Judgement:
    """What holds, with or without a word on it."""
    return Judgement(code=code, holds=True, severity=severity, ratio=ratio, message=message)


def _wrong(code: JudgementCode, ratio: float, message: str) -> Judgement:
    return Judgement(code=code, holds=False, severity=Severity.ERROR, ratio=ratio, message=message)


def _habit(ratio: float, *units: Unit) -> str:
    """The shortcut that explains a difference which is let pass."""
    timed = any(atom.dimension == "time" for unit in units for atom, _ in unit.powers)
    if not timed or ratio <= 0:
        return ""
    day = min(abs(ratio / _NAPKIN - 1), abs(ratio * _NAPKIN - 1)) < _SAME
    return "a day of 100,000 s" if day else ""
