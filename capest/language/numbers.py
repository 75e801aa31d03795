"""Reads a number as people write it: 300M users, 1,000,000, 20%, 100:1, 3x, $0.02."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..spellings import LETTERS, magnitude_of
from ..units import SIGNS
from .cursor import Cursor
from .tokens import Fault, Kind, Token
from .tree import Number

TOO_LARGE = "numbers go up to 1.8e308; is a unit or an exponent too large?"
"""What to do about a number beyond the floats."""

_SOME = re.compile("[0.,_]*[1-9]")  # not nothing


def read_money(cursor: Cursor, *, in_call: bool) -> Number:
    """An amount after the sign of its currency."""
    sign = cursor.advance()
    if cursor.token.kind is not Kind.NUMBER:
        raise cursor.unexpected("expected an amount")
    token = cursor.advance()
    value, end = _magnitude(cursor, _value(token, in_call=in_call), token)
    at = (sign.at[0], end)
    return Number(value, SIGNS[sign.text], cursor.text[at[0] : at[1]], at, sign.at)


def read_quantity(cursor: Cursor, reserved: Collection[str], *, in_call: bool) -> Number:
    """A number with the magnitude, sign or unit right after it; `reserved` words are no units."""
    token = cursor.advance()
    value = _value(token, in_call=in_call)
    start, end = token.at
    if cursor.accept(":"):
        return _ratio(cursor, value, start, in_call=in_call)
    if cursor.token.text == "x" and cursor.token.touching:
        end = cursor.advance().at[1]
        return Number(value, None, cursor.text[start:end], (start, end))
    if cursor.token.text == "%":
        sign = cursor.advance()
        return Number(value, "%", token.text, (start, sign.at[1]), sign.at)
    if cursor.token.text in SIGNS:
        currency = SIGNS[cursor.token.text]
        at = (start, cursor.advance().at[1])
        return Number(value, currency, cursor.text[start : at[1]], at, token.at)
    _refuse_parted_magnitude(cursor, token)
    value, end = _magnitude(cursor, value, token)
    text, word = cursor.text[start:end], cursor.token
    if word.kind is Kind.WORD and word.text not in reserved:
        cursor.advance()
        return Number(value, word.text, text, (start, word.at[1]), word.at)
    return Number(value, None, text, (start, end))


def _ratio(cursor: Cursor, first: float, start: int, *, in_call: bool) -> Number:
    if cursor.token.kind is not Kind.NUMBER:
        raise cursor.unexpected("expected the second number of a ratio")
    token = cursor.advance()
    second = _value(token, in_call=in_call)
    at = (start, token.at[1])
    if second == 0:
        raise Fault("division-by-zero", "this ratio divides by zero", at)
    return Number(first / second, None, cursor.text[at[0] : at[1]], at)


def _value(token: Token, *, in_call: bool) -> float:
    if "," in token.text and in_call:
        raise Fault(
            "ambiguous-comma",
            f"'{token.text}' may be one number or two arguments",
            token.at,
            "write a space after the comma for two, or leave the comma out for one",
        )
    value = float(token.text.replace(",", "").replace("_", ""))
    if value == float("inf"):
        message = "this number is too large to compute with"
        raise Fault("too-large", message, token.at, TOO_LARGE)
    if value == 0 and _SOME.match(token.text):
        raise Fault("out-of-range", "this number is too small to compute with", token.at)
    return value


def _refuse_parted_magnitude(cursor: Cursor, number: Token) -> None:
    """`20 M riders`: a magnitude touches its number, or it could be a unit."""
    word, after = cursor.token, cursor.tokens[cursor.position + 1 :]
    parted = word.kind is Kind.WORD and word.text in LETTERS and not word.touching
    if parted and word.text != "B" and after[0].kind is Kind.WORD:
        raise Fault(
            "unknown-unit",
            f"'{word.text}' after a space is not a magnitude",
            word.at,
            f"write {number.text}{word.text}, without the space",
        )


def _magnitude(cursor: Cursor, value: float, number: Token) -> tuple[float, int]:
    """The value with a magnitude that follows it, and where the number ends."""
    word = cursor.token
    factor = LETTERS.get(word.text) if word.touching else None
    if factor and "e" in number.text.lower():
        raise Fault(
            "ambiguous-magnitude",
            f"'{number.text}{word.text}' has an exponent and a magnitude",
            (number.at[0], word.at[1]),
            f"write {number.text} {word.text} for a unit, or {value * factor:g} for a number",
        )
    factor = factor or magnitude_of(word.text)
    return (value * factor, cursor.advance().at[1]) if factor else (value, number.at[1])
