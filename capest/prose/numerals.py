"""Reads the digits of a number: thousands, decimals, powers of ten, ratios."""

from __future__ import annotations

import math
import re

from ..records import record, replace
from .tokens import BLANK, INVISIBLE, TextKind, TextToken

_EXPONENT = re.compile(r"(.*\d)[eE]([+-]?\d+)", re.DOTALL)
_GROUPED = re.compile(
    r"(?!0)\d{1,3}(?:(?P<group>,|_|['’‘ʼ′´]|\{,\}|\\,|[ \u00a0\u202f\u2009\u2007]"
    rf"|{BLANK}|{INVISIBLE})\d{{3}})"
    r"(?:(?P=group)\d{3})*(?:\.\d+|(?<!,\d{3})(?P<comma>,)\d{1,2})?"
)
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_WITH_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|0,\d+")
_DECIMAL = re.compile(r"\d*(?:\.\d+)?")
_PARTED = re.compile(r"\d+(_\d+)*")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}\.000")

_RAISED = TextKind.RAISED
_GOES_ON = frozenset({":", "^", "**", "*", "x", "X"})
"""What may stand between a number and the rest of it."""
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_LARGEST_POWER = 100  # of ten; beyond it nothing is a capacity
_LEAST_NOTED = 100  # a number from here on is rather noted than raised: 3500²
_BASES = frozenset({128.0, 256.0, 512.0, 1000.0, 1024.0})
_CLOCK = 24  # hours of a day; 25:30 is no time


@record(frozen=False)
class Numeral:
    """A number without its magnitude and unit."""

    value: float
    digits: int
    quantum: float
    """What one step of the last written digit is worth."""
    after: int
    """The index of the token after it."""
    kind: str = "plain"
    group: str = ""
    point: str = "."
    power: str = ""
    braces: bool = False
    reason: str = ""
    """Why it cannot be read, for one that cannot."""
    trap: bool = False
    """Whether it is no quantity at all: a version, a date, the time of day."""


def read_numeral(text: str, tokens: list[TextToken], index: int) -> Numeral:
    """The number at a NUMBER token."""
    token = tokens[index]
    first = _plain(token.text)
    first.after = index + 1
    if first.trap or first.reason:
        return first
    if index + 1 == len(tokens):
        return first
    following = tokens[index + 1]
    if not (following.kind is _RAISED or following.text in _GOES_ON):
        return first
    if following.text == ":" and not following.spaced:
        second = _at(tokens, index + 2)
        if second and second.kind is TextKind.NUMBER and not second.spaced:
            return _ratio(first, tokens, index)
    raised = _exponent(tokens, index + 1)
    if raised is not None:
        return _to_the_power(text, first, tokens, index, raised)
    if following.text in ("*", "x", "X"):
        ten = _at(tokens, index + 2)
        raised = _exponent(tokens, index + 3) if ten and ten.text == "10" else None
        if raised is not None:
            return _to_the_power(text, first, tokens, index, raised)
    return first


def _at(tokens: list[TextToken], index: int) -> TextToken | None:
    return tokens[index] if 0 <= index < len(tokens) else None


def _plain(text: str) -> Numeral:
    """A number's own token."""
    if text.isdecimal() and len(text) <= _LARGEST_POWER:
        return Numeral(float(text), len(text.strip("0")) or 1, 1.0, 0)
    if _DECIMAL.fullmatch(text) and not _THOUSANDS_OR_DECIMALS.fullmatch(text):
        return _valued(text, 0, "", ".", "plain")
    mantissa, exponent = text, 0
    found = _EXPONENT.fullmatch(text)
    if found:
        mantissa, exponent = found[1], int(found[2][:6])
    group, point = "", "."
    grouped = _GROUPED.fullmatch(mantissa)
    if grouped:
        group = grouped["group"]
        point = grouped["comma"] or "."
        mantissa = mantissa.replace(group, "").replace(",", ".")
    elif _POINTED.fullmatch(mantissa):
        group, point = ".", ","
        mantissa = mantissa.replace(".", "").replace(",", ".")
    elif _WITH_COMMA.fullmatch(mantissa):
        point, mantissa = ",", mantissa.replace(",", ".")
    elif mantissa.count(".") > 1:
        return Numeral(value=0, digits=0, quantum=0, after=0, trap=True)
    elif not _DECIMAL.fullmatch(mantissa):
        if _PARTED.fullmatch(mantissa):
            mantissa = mantissa.replace("_", "")
        else:
            return _unreadable(f"'{text}' may be one number or several")
    elif _THOUSANDS_OR_DECIMALS.fullmatch(mantissa):
        return _unreadable(f"'{text}' may have thousands or decimals after its dot")
    return _valued(mantissa, exponent, group, point, "exponent" if found else "plain")


def _valued(mantissa: str, exponent: int, group: str, point: str, kind: str) -> Numeral:
    whole, _, fraction = mantissa.partition(".")
    if len(whole) > _LARGEST_POWER or abs(exponent) > _LARGEST_POWER:
        return _unreadable(f"this number is too {'small' if exponent < 0 else 'large'}")
    significant = (whole + fraction).lstrip("0") if fraction else whole.strip("0")
    size = 10.0**exponent
    value = float(f"{mantissa}e{exponent}" if exponent else mantissa)
    power = "e" if kind == "exponent" else ""
    digits, quantum = max(len(significant), 1), 10.0 ** -len(fraction) * size
    return Numeral(value, digits, quantum, 0, kind, group, point, power)


def _unreadable(reason: str) -> Numeral:
    return Numeral(value=0, digits=0, quantum=0, after=0, reason=reason)


def _ratio(first: Numeral, tokens: list[TextToken], index: int) -> Numeral:
    """100:1; the time of day is not one."""
    second = _plain(tokens[index + 2].text)
    third = _at(tokens, index + 3)
    more = third is not None and third.text == ":" and not third.spaced
    after = index + 3
    if second.reason or second.trap or second.value == 0 or more:
        return Numeral(value=0, digits=0, quantum=0, after=after, trap=True)
    clock = len(tokens[index + 2].text) == 2 and first.value <= _CLOCK and second.value < 60
    words = [token.lower for token in tokens[after : after + 5]]
    if clock and "ratio" not in words and not {"read", "reads", "write", "writes"} & set(words):
        return Numeral(value=0, digits=0, quantum=0, after=after, trap=True)
    return Numeral(
        value=first.value / second.value,
        digits=first.digits if second.value == 1 else min(first.digits, second.digits),
        quantum=first.quantum if second.value == 1 else 0,
        after=after,
        kind="ratio",
    )


def _exponent(tokens: list[TextToken], index: int) -> tuple[int | None, int] | None:
    """The exponent after a base, None inside for one that is no whole number, and what follows."""
    token = _at(tokens, index)
    if token is None:
        return None
    if token.kind is TextKind.RAISED:
        return (int(token.text.translate(_LOWERED)[:6]), index + 1) if not token.spaced else None
    if token.text not in ("^", "**"):
        return None
    negative = _at(tokens, index + 1)
    sign = -1 if negative and negative.text == "-" else 1
    place = index + (2 if sign < 0 else 1)
    digits = _at(tokens, place)
    if digits is None or digits.kind is not TextKind.NUMBER or not digits.text.isdigit():
        return (None, place + 1)
    if digits.text[0] == "0" and len(digits.text) > 1:
        return (None, place + 1)  # 101 ^ 010 of bits
    return (sign * int(digits.text[:6]), place + 1)


def _to_the_power(
    text: str, first: Numeral, tokens: list[TextToken], index: int, raised: tuple[int | None, int]
) -> Numeral:
    """10^6, 62^7, and 3 × 10^8 in any spelling, where the base is not the number itself."""
    exponent, after = raised
    scientific = tokens[index + 1].text in ("*", "x", "X")
    base = 10.0 if scientific else first.value
    is_raised = tokens[index + 1].kind is TextKind.RAISED
    if is_raised and (exponent == 1 or (base >= _LEAST_NOTED and base not in _BASES)):
        reason = f"'{tokens[index + 1].text}' may be a power or a footnote"
        return replace(_unreadable(reason), after=after)
    size = _power(base, exponent)
    if exponent is None or size is None:
        reason = "its exponent is not a number" if exponent is None else "this number is too large"
        return replace(_unreadable(reason), after=min(after, len(tokens)))
    power, braces = _between(text, tokens[index].end, tokens, after)
    own = replace(first, after=after, power=power, braces=braces)
    if scientific:
        return replace(own, value=first.value * size, quantum=first.quantum * size, kind="power")
    kind, digits = ("bare-power", 1) if base == 10 else ("other-power", 3)
    return replace(own, value=size, digits=digits, quantum=0, kind=kind)


def _power(base: float, exponent: int | None) -> float | None:
    if exponent is None or base <= 0:
        return None
    size = exponent * math.log10(base)
    return float(base**exponent) if abs(size) <= _LARGEST_POWER else None


def _between(text: str, start: int, tokens: list[TextToken], after: int) -> tuple[str, bool]:
    """The text from the digits to the exponent, and whether the exponent stands in braces."""
    exponent = tokens[after - 1]
    begin = exponent.start
    if after >= 2 and tokens[after - 2].text == "-":
        begin = tokens[after - 2].start
    between = text[start:begin]
    return between.removesuffix("{"), between.endswith("{")
