"""Writes a computed value in the style of the number it replaces.

Magnitude and its case, unit family (MiB stays MiB), separators, LaTeX and powers of ten, and the
number of digits are kept; digits are added only where the number would otherwise be more than 5 %
off or not hold. Hedges and the words around stand outside what is replaced.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from ..quantities import EXACT_DIGITS, Quantity
from ..records import record, replace
from ..units import PERCENT, conversion, dimensions
from .comparable import binary_factor, comparable, is_machines
from .compare import PrefixFamily, has_to_suffice, judge
from .ladders import Rung, magnitudes, sizes
from .written import Notation, Written

_LARGEST_ERROR = 0.05
"""What one written digit may lose: 0.25 to 0.3 is 20 %, so it gets a second one."""

_LONG = 1_000_000  # a number with all its zeros
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_ALL = 100.0  # percent
_PLAIN = 1000  # numbers from 1 to here need no power of ten
_EXACT_COUNT = 100_000  # machines below are written whole
_LEAST_END = 0.1  # a range's upper end below it is written with another magnitude
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOISE = Decimal("1e-9")  # what floats may add to a whole number


def restyled(
    written: Written,
    computed: Quantity,
    *,
    tolerance: float | None = None,
    prefixes: PrefixFamily = "either",
) -> str:
    """The text for `number_start:number_end` that states the computed value.

    A number that holds is left as it is; both ends of a range are moved by one factor; a bound is
    rounded to the side on which it holds, and what is needed is rounded up. Raises ValueError for a
    computed value of another dimension, and for a value that is not a positive number.
    """
    unit = comparable(written.unit, computed)
    value = float(computed.value)
    if unit is None or not (value > 0 and math.isfinite(value)):
        raise ValueError(f"{computed.unit or 'a plain number'} cannot be written as {written.unit}")
    kept = _number_text(written)

    def holds(candidate: Written, family: PrefixFamily) -> bool:
        return judge(candidate, computed, tolerance=tolerance, prefixes=family).holds

    if holds(written, prefixes):
        return kept
    strict: PrefixFamily = "iec" if prefixes == "iec" else "si"  # MB for MiB is let pass only
    binary = binary_factor(written.unit) if prefixes == "iec" else None
    target = value * float(conversion(computed.unit, unit) or 1) / (binary or 1.0)
    style = _style(written, computed, binary=bool(binary))
    full = _full(written, computed)
    text = kept
    for digits in range(_least_digits(written), EXACT_DIGITS + 1):
        if written.ends is not None:
            text, candidate = _with_ends_moved(written, target, digits, binary=bool(binary))
            near = candidate.low < candidate.high
        else:
            text, candidate = _restated(written, target, digits, style)
            near = abs(candidate.value - target) <= _LARGEST_ERROR * target
        if near and holds(candidate, strict) and not target < full <= candidate.value:
            break
    return text


def _full(written: Written, computed: Quantity) -> float:
    """What all of a share is in the written unit, which 99.99 % is not; infinite for no share."""
    if written.unit == PERCENT:
        return _ALL
    return 1.0 if computed.unit == PERCENT else math.inf


def _least_digits(written: Written) -> int:
    """How many digits to begin with: two where every zero is written out, 4,000,000 bytes, as if
    for others to go on from.
    """
    step = written.notation.scale_value * written.notation.factor
    is_long = written.notation.kind == "plain" and written.value >= _LONG * step
    return max(written.digits, 2 if is_long and not written.hedged else 1)


def _number_text(written: Written) -> str:
    return written.text[written.number_start - written.start : written.number_end - written.start]


@record(kw_only=True)
class _Style:
    """How a number is rounded."""

    rounding: str
    strict: str
    """The bound, "<" or ">", that the rounded number must lie beyond."""
    whole: bool
    """Whether it counts machines, of which there are no parts."""
    binary: bool
    """Whether MB means 2^20 bytes."""


def _style(written: Written, computed: Quantity, *, binary: bool) -> _Style:
    rounding, strict = ROUND_HALF_UP, written.bound
    if has_to_suffice(replace(written, bound=written.bound or ">="), computed.unit):
        rounding, strict = ROUND_CEILING, ""
    elif written.bound:
        rounding = ROUND_CEILING if written.bound in ("<", "<=") else ROUND_FLOOR
    whole = is_machines(computed.unit)
    return _Style(rounding=rounding, strict=strict, whole=whole, binary=binary)


# --- one number ---


def _restated(written: Written, target: float, digits: int, style: _Style) -> tuple[str, Written]:
    """The text with so many digits, and what it is read as."""
    notation = written.notation
    step = notation.scale_value * notation.factor
    mantissa = target / step
    match notation.kind:
        case "power" | "bare-power" | "exponent" if not _is_plain(mantissa, notation):
            exponent = math.floor(math.log10(mantissa))
            number, quantum = _rounded(mantissa / 10.0**exponent, digits, style)
            size = step * 10.0**exponent
            text = _power(number, exponent, notation)
        case "ratio":
            number, quantum = _rounded(mantissa, digits, style)
            size, text = step, f"{_digits(number, notation)}:1"
        case _:
            rung = _rung(written, mantissa, digits, binary=style.binary)
            whole = style.whole and rung.size == 1 and not notation.scale
            exact = whole and mantissa < _EXACT_COUNT
            number, quantum = _rounded(mantissa / rung.size, digits, style, whole=exact)
            size = step * rung.size
            several = notation.kind == "words" and rung.text.endswith("byte")
            long = written.value >= 1000 * step
            text = _digits(number, notation, ungrouped=long) + rung.text + ("s" if several else "")
    value = float(number) * size
    stated = replace(
        written, value=value, low=value, high=value, digits=digits, quantum=quantum * size
    )
    return text, stated


def _is_plain(mantissa: float, notation: Notation) -> bool:
    """Whether a number needs no power of ten; where the exponent's braces or tag are closed after
    what is replaced, it keeps one.
    """
    closed = notation.braces or notation.power.rstrip().endswith(">")
    return 1 <= mantissa < _PLAIN and not closed


def _rounded(
    value: float, digits: int, style: _Style, *, whole: bool = False
) -> tuple[Decimal, float]:
    """The value to so many significant digits, or to the whole, and what one step of the last digit
    is worth; past a strict bound by a step if need be.
    """
    exact = Decimal(repr(value))
    place = Decimal(1).scaleb(math.floor(math.log10(value)) - digits + 1)
    if whole:
        exact, place = exact.quantize(_NOISE), Decimal(1)
    number = exact.quantize(place, rounding=style.rounding)
    if style.strict == "<" and number <= exact:
        number += place
    if style.strict == ">" and number >= exact:
        number -= place
    return number, float(min(place, Decimal(1)))


def _rung(written: Written, mantissa: float, digits: int, *, binary: bool) -> Rung:
    """The magnitude or unit to write: the written one while the number stays readable with it."""
    notation = written.notation
    if notation.unit:
        rungs = sizes(notation.unit, binary=binary)
        if notation.scale:
            rungs = (Rung(notation.scale + notation.unit, 1.0),)
    elif notation.scale and not any(name == "information" for name, _ in dimensions(written.unit)):
        rungs = magnitudes(notation.scale, notation.scale_value)
    else:
        rungs = (Rung(notation.scale, 1.0),)
    stated = abs(written.value) / (notation.scale_value * notation.factor) or 1.0
    least = min(1.0, 10.0 ** math.floor(math.log10(stated)))
    most = max(1000.0, 10.0 ** math.ceil(math.log10(stated) + 1e-9))
    current = Rung(notation.scale + notation.unit, 1.0)
    if len(rungs) == 1 or least <= float(f"{mantissa:.{digits - 1}e}") < most:
        return current
    fitting = [rung for rung in rungs if float(f"{mantissa / rung.size:.{digits - 1}e}") >= 1]
    return fitting[-1] if fitting else rungs[0]


def _digits(number: Decimal, notation: Notation, *, ungrouped: bool = False) -> str:
    """The number with the separators of the notation; a long one, and one that may be a year,
    with commas unless the written one was long and had none.
    """
    text = format(number, "f")
    whole, point, fraction = text.partition(".")
    if len(fraction) == 3 and (notation.point == "," or fraction == "000") and whole != "0":
        fraction = fraction[:2]  # three decimals would read as thousands
    group = notation.group
    if not (group or ungrouped) and (len(whole) > 4 or _YEAR.fullmatch(text)):
        group = ","
    if group == "." and number < 1_000_000:
        group = ""  # 120.000 reads as a decimal
    if group:
        whole = f"{int(whole):,}".replace(",", group)
    return f"{whole}{notation.point}{fraction}" if point else whole


def _power(number: Decimal, exponent: int, notation: Notation) -> str:
    """3 × 10^8, 3e8, 10^8 in the written spelling."""
    if number == 10:
        number, exponent = (number / 10).quantize(number), exponent + 1  # 10.0 becomes 1.0
    between = notation.power
    raised = str(exponent)
    if not between.rstrip().endswith(("^", "**", ">", "e")):
        raised = raised.translate(_RAISED)
    raised = ("{" if notation.braces else "") + raised
    if notation.kind != "bare-power":
        return f"{_digits(number, notation)}{between}{raised}"
    if number == 1:
        return f"10{between}{raised}"
    times = r" \times " if notation.braces else " × "
    return f"{_digits(number, notation)}{times}10{between}{raised}"


# --- ranges ---


def _with_ends_moved(
    written: Written, target: float, digits: int, *, binary: bool
) -> tuple[str, Written]:
    """The range with both ends moved by the factor that brings its middle to the target."""
    text = _number_text(written)
    middle = math.sqrt(written.low * written.high) if written.low > 0 else written.value
    if written.ends is None or middle <= 0:
        return text, written
    lower, upper = written.ends
    high = written.high / middle * target
    if written.unit == PERCENT and max(target, written.high) <= _ALL:
        high = min(high, _ALL)
    rung = Rung(written.notation.scale + written.notation.unit, 1.0)
    between = set(_WORD.findall(text[lower.end : upper.start]))
    if between <= {"to", "and"} and not _LEAST_END <= high / upper.step < _PLAIN:
        rung = _rung(written, high / upper.step, digits, binary=binary)
    text = text[: upper.end] + rung.text
    values = []
    for end, value in ((upper, high), (lower, written.low / middle * target)):
        step = end.step * rung.size
        number, _ = _rounded(value / step, max(digits, 2), _NEAREST)
        values.append(float(number) * step)
        shown = _trimmed(_digits(number, written.notation, ungrouped=value >= 1000 * step))
        text = text[: end.start] + shown + text[end.end :]
    return text, replace(written, value=sum(values) / 2, low=values[1], high=values[0])


_NEAREST = _Style(rounding=ROUND_HALF_UP, strict="", whole=False, binary=False)


def _trimmed(text: str) -> str:
    return re.sub(r"[.,]0+$", "", text) if re.search(r"[.,]0{1,2}$", text) else text
