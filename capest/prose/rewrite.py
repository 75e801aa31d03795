"""Writes a computed value in the style of the number it replaces.

Magnitude and its case, unit family (MiB stays MiB), separators, LaTeX and powers of ten, and the
number of digits are kept; digits are added only where the number would otherwise be more than 5 %
off or not hold. Hedges and the words around stand outside what is replaced.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from ..quantities import Quantity
from ..units import conversion, dimensions
from .comparable import binary_factor, comparable, is_machines
from .compare import PrefixFamily, judge
from .magnitudes import Rung, magnitudes, sizes
from .written import Notation, Written

_LARGEST_ERROR = 0.05
"""What one written digit may lose: 0.25 to 0.3 is 20 %, so it gets a second one."""

_MOST_DIGITS = 15
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = 1000  # numbers from 1 to here need no power of ten
_EXACT_COUNT = 100_000  # machines below are written whole


def restyled(
    written: Written,
    computed: Quantity,
    *,
    tolerance: float | None = None,
    at_least: bool = False,
    prefixes: PrefixFamily = "either",
) -> str:
    """The text for `number_start:number_end` that states the computed value.

    A number that holds is left as it is; of a range the end that the value lies beyond is moved; a
    bound and a number of machines are rounded to the side on which they hold. Raises ValueError
    for a computed value of another dimension, and for a value that is not a positive number.
    """
    unit = comparable(written.unit, computed)
    value = float(computed.value)
    if unit is None or not (value > 0 and math.isfinite(value)):
        raise ValueError(f"{computed.unit or 'a plain number'} cannot be written as {written.unit}")
    kept = _number_text(written)

    def holds(candidate: Written, family: PrefixFamily) -> bool:
        judgement = judge(
            candidate, computed, tolerance=tolerance, at_least=at_least, prefixes=family
        )
        return judgement.holds

    if holds(written, prefixes):
        return kept
    strict: PrefixFamily = (
        "iec" if prefixes == "iec" else "si"
    )  # MB for MiB is let pass, not written
    binary = binary_factor(written.unit) if prefixes == "iec" else None
    target = value * float(conversion(computed.unit, unit) or 1) / (binary or 1.0)
    if written.ends is not None:
        return _with_end_moved(written, target)
    rounding = _rounding(written, sufficient=at_least or is_machines(computed.unit))
    text = kept
    for digits in range(written.digits, _MOST_DIGITS + 1):
        text, stated, quantum = _render(written, target, digits, rounding, binary=bool(binary))
        candidate = replace(
            written, value=stated, low=stated, high=stated, digits=digits, quantum=quantum
        )
        whole = f"{written.unit}" == "%" and target < 100 <= stated  # 99.99% is not 100.0%
        if (
            abs(stated - target) <= _LARGEST_ERROR * target
            and holds(candidate, strict)
            and not whole
        ):
            break
    return text


def _number_text(written: Written) -> str:
    return written.text[written.number_start - written.start : written.number_end - written.start]


def _rounding(written: Written, *, sufficient: bool) -> str:
    if written.bound in ("<", "<="):
        return ROUND_CEILING
    if written.bound in (">", ">="):
        return ROUND_FLOOR
    return ROUND_CEILING if sufficient else ROUND_HALF_UP


# --- one number ---


def _render(
    written: Written, target: float, digits: int, rounding: str, *, binary: bool
) -> tuple[str, float, float]:
    """The text with so many digits, the value it states in the written unit, and its quantum."""
    notation = written.notation
    step = notation.scale_value * notation.factor
    mantissa = target / step
    match notation.kind:
        case "power" | "bare-power" | "exponent" if not _is_plain(mantissa, notation):
            exponent = math.floor(math.log10(mantissa))
            number, quantum = _rounded(mantissa / 10.0**exponent, digits, rounding, written.bound)
            size = step * 10.0**exponent
            text = _power(number, exponent, notation)
        case "ratio":
            number, quantum = _rounded(mantissa, digits, rounding, written.bound)
            size, text = step, f"{_digits(number, notation)}:1"
        case _:
            rung = _rung(written, mantissa, digits, binary=binary)
            whole = rounding == ROUND_CEILING and not written.bound and rung.size == 1
            number, quantum = _rounded(mantissa / rung.size, digits, rounding, written.bound)
            if whole and notation.scale == "" and mantissa < _EXACT_COUNT and _counts(written):
                number, quantum = Decimal(math.ceil(mantissa - 1e-9)), 1.0
            size = step * rung.size
            several = notation.kind == "words" and rung.text.endswith("byte")
            long = written.value >= 1000 * step
            text = _digits(number, notation, ungrouped=long) + rung.text + ("s" if several else "")
    return text, float(number) * size, quantum * size


def _is_plain(mantissa: float, notation: Notation) -> bool:
    """Whether a number needs no power of ten; where the exponent's braces or tag are closed after
    what is replaced, it keeps one.
    """
    closed = notation.braces or notation.power.rstrip().endswith(">")
    return 1 <= mantissa < _PLAIN and not closed


def _counts(written: Written) -> bool:
    return not any(power < 0 for _, power in dimensions(written.unit))


def _rounded(value: float, digits: int, rounding: str, bound: str) -> tuple[Decimal, float]:
    """The value to so many significant digits, and what one step of the last digit is worth; past
    a strict bound by a step if need be.
    """
    place = Decimal(1).scaleb(math.floor(math.log10(value)) - digits + 1)
    exact = Decimal(repr(value))
    number = exact.quantize(place, rounding=rounding)
    if bound == "<" and number <= exact:
        number += place
    if bound == ">" and number >= exact:
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
    """The number with the separators of the notation; a long one with commas unless the written
    one was long and had none.
    """
    text = format(number, "f")
    whole, point, fraction = text.partition(".")
    if len(fraction) == 3 and (notation.point == "," or fraction == "000") and whole != "0":
        fraction = fraction[:2]  # three decimals would read as thousands
    group = notation.group
    if not group and len(whole) > 4 and not ungrouped:
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


def _with_end_moved(written: Written, target: float) -> str:
    """The range with the end that the value lies beyond moved out to it."""
    text = _number_text(written)
    if written.ends is None:
        return text
    above = target > written.high
    end = written.ends[1 if above else 0]
    digits = written.digits
    number, _ = _rounded(
        target / end.step, max(digits, 2), ROUND_CEILING if above else ROUND_FLOOR, ""
    )
    return text[: end.start] + _trimmed(_digits(number, written.notation)) + text[end.end :]


def _trimmed(text: str) -> str:
    return re.sub(r"[.,]0+$", "", text) if re.search(r"[.,]0{1,2}$", text) else text
