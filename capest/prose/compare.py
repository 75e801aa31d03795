"""Judges a written quantity against the computed value.

The tolerance comes from how the number is written. It holds when the computed value, rounded to the
written digits, equals it, or lies within 15 %; within 5 % when three or more digits are written
without a hedge. 15 % is the smallest round figure that admits the day of 100,000 seconds (13.6 %);
of 203 published claims it accepts 99 % of the sound ones and catches 96 % of the wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ..factors import deviation
from ..problems import Severity
from ..quantities import Quantity, humanise
from ..records import record
from ..units import DAY, NAPKIN_DAY, PERCENT, Unit, factor
from .comparable import binary_factor, comparable, is_machines, is_supply
from .written import Written

TOLERANCE = 0.15
"""How far a number of one or two digits, or a hedged one, may be from the computed value."""

PRECISE_TOLERANCE = 0.05
"""How far a number of three or more digits without a hedge may be."""

PRECISE_DIGITS = 3
"""From here on a number is taken at its word: two digits are rounded by up to 5 %."""

GENEROUS = 2.0
"""How many times the need a number of machines may be before it is worth a warning."""

EXCESSIVE = 10.0
"""How many times the need is no headroom but a zero too many, where no bound is written."""

_SAYS_LITTLE = 10.0  # a range of an order of magnitude and more

_NEARLY_ALL = 99.0  # percent; from here on people count nines
_NOISE = 1e-9  # the last bits of a float
_NAPKIN = DAY / NAPKIN_DAY
_SAME = 0.005  # what three digits of a ratio do not tell apart

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


@record
class Judgement:
    """Whether a written quantity holds, and how far it is from the computed value."""

    code: JudgementCode
    """What is wrong or worth a note: "" for nothing.

    value: too far from the computed one. dimension: a quantity of another kind. insufficient: less
    than is needed. over-provisioned: more than twice as much. bound: "less than 5 ms" is not so.
    range: the computed value lies outside both ends, or they are so far apart that they say little.
    prefix: right only if MB means MiB. equation: the left side comes to something else.
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
    prefixes: PrefixFamily = "either",
) -> Judgement:
    """The judgement on a written quantity.

    `tolerance` is a fraction of the computed value that replaces the one from how the number is
    written. A number of machines, and one that "at least" so much is needed, has to suffice rather
    than match. `prefixes` says what MB means: 10^6 bytes ("si"), 2^20 ("iec"), or what fits
    ("either").
    """
    value = _in_unit_of(written, computed, prefixes)
    if value is None:
        return _other_dimension(written, computed)
    binary = binary_factor(written.unit)
    judgement = _compare(written, value, computed, tolerance)
    if judgement.holds or prefixes != "either" or not binary:
        return judgement
    other = _compare(written, value / binary, computed, tolerance)
    if not other.holds:
        return judgement
    word = next(atom.symbol for atom, _ in written.unit.powers if atom.dimension == "information")
    meant = word[0].upper() + "i" + word[1:]
    return _told("prefix", Severity.NOTE, judgement.ratio, f"right if {word} means {meant}")


judge_again = lru_cache(maxsize=4096)(judge)
"""The same judgement, kept, for the sentences of documents that are alike."""


def ratio_of(written: Written, computed: Quantity, prefixes: PrefixFamily = "either") -> float:
    """The written value over the computed one; 0 where they cannot be compared."""
    value = _in_unit_of(written, computed, prefixes)
    return 0.0 if value is None else _ratio(written.value, value)


def _in_unit_of(written: Written, computed: Quantity, prefixes: PrefixFamily) -> float | None:
    """The computed value in the written unit; None where they cannot be compared."""
    unit = comparable(written.unit, computed)
    if unit is None:
        return None
    value = float(computed.value) * (factor(computed.unit, unit) or 1.0)
    binary = binary_factor(written.unit) if prefixes == "iec" else None
    return value / binary if binary else value


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


def has_to_suffice(written: Written, unit: Unit) -> bool:
    """Whether a number is right when there is enough: of machines, unless it is bounded otherwise
    than by "at least", and of what so much is needed of "at least".
    """
    if written.bound == ">=":
        return is_machines(unit) or (written.stance == "need" and is_supply(unit))
    return is_machines(unit) and not (written.bound or written.is_range)


def _compare(
    written: Written, computed: float, quantity: Quantity, tolerance: float | None
) -> Judgement:
    """The judgement once both are in the written unit."""
    if has_to_suffice(written, quantity.unit):
        return _judge_sufficiency(written, computed, tolerance)
    if written.bound:
        return _judge_bound(written, computed, tolerance)
    if written.is_range and not (is_machines(quantity.unit) and written.low >= computed):
        return _judge_range(written, computed, tolerance)
    if written.is_range:
        return _judge_sufficiency(written, computed, tolerance)
    share = allowed(written) if tolerance is None else tolerance
    apart = abs(written.value - computed)
    size = _lack(written, computed) if tolerance is None else abs(computed)
    holds = apart <= share * size * (1 + _NOISE) or _rounds_to(written.value, computed, written)
    ratio = _ratio(written.value, computed)
    if holds:
        return _sound(ratio, _habit(ratio, written.unit, quantity.unit))
    return _wrong("value", ratio, _in_lacks(written.value, computed, written) or _off(ratio))


def _lack(written: Written, computed: float) -> float:
    """What the tolerance is a share of: the value, or what a percentage lacks to be all, for 99.9 %
    and 99.99 % are ten times apart.
    """
    return 100 - computed if _is_nearly_all(written.value, computed, written) else abs(computed)


def _is_nearly_all(value: float, computed: float, written: Written) -> bool:
    return _NEARLY_ALL <= max(value, computed) < 100 and written.unit == PERCENT


def _in_lacks(value: float, computed: float, written: Written) -> str:
    """How far off a percentage near all is, by what it lacks; "" for any other number."""
    if not _is_nearly_all(value, computed, written):
        return ""
    lacking, allowed_lack = 100 - computed, 100 - value
    if lacking > allowed_lack:
        return f"it lacks {lacking:.3g} %, {lacking / allowed_lack:.3g}x what that allows"
    return f"that allows {allowed_lack / lacking:.3g}x the {lacking:.3g} % that it lacks"


def _rounds_to(value: float, computed: float, written: Written) -> bool:
    """Whether the computed value, rounded to the written digits, is the written value."""
    return abs(value - computed) <= written.quantum / 2 * (1 + _NOISE)


def _judge_sufficiency(written: Written, need: float, tolerance: float | None) -> Judgement:
    ratio = _ratio(written.value, need)
    share = tolerance if tolerance is not None else TOLERANCE if written.hedged else 0.0
    enough = written.value >= need * (1 - share) * (1 - _NOISE)
    unit = written.unit
    if not enough and not (written.quantum > 1 and _rounds_to(written.value, need, written)):
        return _wrong("insufficient", ratio, f"{_count(need, unit)} are needed")
    if need <= 0 or written.value <= GENEROUS * need:
        return _sound(ratio)
    told = f"{ratio:.3g}x the {_count(need, unit)} that are needed"
    if written.value > EXCESSIVE * need and not (written.bound or written.stance == "given"):
        return _wrong("over-provisioned", ratio, told)
    return _told("over-provisioned", Severity.WARNING, ratio, told)


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
    if holds:
        return _sound(ratio)
    return _wrong("bound", ratio, _in_lacks(value, computed, written) or _beyond(ratio))


def _judge_range(written: Written, computed: float, tolerance: float | None) -> Judgement:
    share = tolerance if tolerance is not None else TOLERANCE if written.hedged else 0.0
    slack = max(share * abs(computed), written.quantum / 2) * (1 + _NOISE)
    if written.low - slack <= computed <= written.high + slack:
        if written.low > 0 and written.high > _SAYS_LITTLE * written.low:
            told = f"its ends are {written.high / written.low:.3g}x apart, which says little"
            return _told("range", Severity.NOTE, _ratio(written.value, computed), told)
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
    return deviation(ratio)


def _beyond(ratio: float) -> str:
    """How far the computed value lies on the wrong side of a bound: 35 % above it."""
    if ratio <= 0 or ratio == float("inf"):
        return "it is 0" if ratio > 0 else "it is above 0"
    return f"{deviation(1 / ratio, 'below', 'above')} it"


def _count(value: float, unit: Unit) -> str:
    return f"{value:,.0f}" if value == int(value) and is_machines(unit) else humanise(value, unit)


def _sound(ratio: float, why: str = "") -> Judgement:
    return Judgement("", True, Severity.NOTE, ratio, "", why)


def _told(code: JudgementCode, severity: Severity, ratio: float, message: str) -> Judgement:
    """What holds, with a word on it."""
    return Judgement(code, True, severity, ratio, message)


def _wrong(code: JudgementCode, ratio: float, message: str) -> Judgement:
    return Judgement(code, False, Severity.ERROR, ratio, message)


def _habit(ratio: float, *units: Unit) -> str:
    """The shortcut that explains a difference which is let pass."""
    if ratio <= 0 or min(abs(ratio / _NAPKIN - 1), abs(ratio * _NAPKIN - 1)) >= _SAME:
        return ""
    timed = any(atom.dimension == "time" for unit in units for atom, _ in unit.powers)
    return "a day of 100,000 s" if timed else ""
