"""Reads an amount: a number with its magnitude and the unit beside it (30K, 1.2TB, 365bil)."""

from __future__ import annotations

from ..spellings import PERCENT_WORDS, magnitude_of
from ..units import PERCENT, dimensions
from .numerals import Numeral, read_numeral
from .reader import AmountRead, Reader, refuse, scaled, united
from .scales import read_more_scale, read_scale
from .tokens import TextKind, TextToken
from .unit_words import is_noun
from .words import NUMBER_WORDS

_WHOLE_SHARES = PERCENT_WORDS | {"%"}
_SHARES = _WHOLE_SHARES | {"‰", "per", "pour", "por"}
_FACTORS = frozenset({"x", "*", "times"})


def read_amount(reader: Reader, index: int, *, money: bool = False) -> AmountRead:
    """The amount at a NUMBER token."""
    tokens = reader.tokens
    numeral = read_numeral(reader.text, tokens, index)
    after = min(numeral.after, len(tokens))
    amount = _amount(reader, numeral, index, after)
    if numeral.reason or numeral.trap:
        amount.reason, amount.trap = numeral.reason, numeral.trap
        return amount
    if numeral.kind == "ratio" or after == len(tokens):
        return amount
    token = tokens[after]
    if token.lower in _SHARES and _read_percent(reader, amount, token):
        return amount
    if token.lower in _FACTORS and _read_factor(reader, amount, token):
        return amount
    if token.kind is TextKind.WORD:
        read_scale(reader, amount, token, money=money)
    second = reader.at(amount.after) if amount.scale_text and not amount.reason else None
    if second and magnitude_of(second.text):
        refuse(amount, f"'{second.text}' is a second magnitude")
    if amount.unit is None and not amount.reason and not amount.trap and amount.after < len(tokens):
        _read_unit(reader, amount)
    return amount


def read_worded(reader: Reader, index: int, *, hedged: bool) -> AmountRead | None:
    """`a million`, `half a billion`, and after a hedge `a terabyte`."""
    value: float | None = NUMBER_WORDS.get(reader.word(index))
    after = index + 1
    if value is None and reader.word(index) == "half" and reader.word(index + 1) in ("a", "an"):
        value, after = 0.5, index + 2
    word = reader.word(after)
    glued = index > 0 and not reader.tokens[index].spaced  # twenty-five million
    if value is None or not word or (glued and reader.tokens[index - 1].text == "-"):
        return None
    token = reader.tokens[after]
    numeral = Numeral(value=value, digits=1, quantum=0.0, after=after, kind="words")
    amount = _amount(reader, numeral, index, after)
    scale = magnitude_of(word)
    if scale is not None and not word.endswith("s"):
        scaled(reader, amount, scale)
        read_more_scale(reader, amount)
        _read_unit(reader, amount)
        return amount
    unit = reader.units.spelled(token.text)
    if hedged and unit is not None and dimensions(unit) == (("information", 1),):
        united(reader, amount, unit)
        return amount
    return None


def _amount(reader: Reader, numeral: Numeral, index: int, after: int) -> AmountRead:
    end = reader.tokens[after - 1].end
    start = reader.tokens[index].start
    return AmountRead(numeral, start, end, after, end)


def _read_percent(reader: Reader, amount: AmountRead, token: TextToken) -> bool:
    """`5 %`, `5 percent`, `5 per cent`, `5 por ciento`; a thousandth is refused."""
    second = "" if token.lower in _WHOLE_SHARES else reader.word(amount.after + 1)
    if token.text == "‰" or second in ("mille", "mil"):
        refuse(amount, "it is in thousandths; write percent")
        amount.after += bool(second)
    elif second and not second.startswith(("cent", "cient")):
        return False
    else:
        amount.unit = PERCENT
        amount.after += 1 + bool(second)
    return True


def _read_factor(reader: Reader, amount: AmountRead, token: TextToken) -> bool:
    """`3x`, `5×`, `3 times`; 256x256 is a size and 512 x 2 MB a product."""
    following = reader.at(amount.after + 1)
    number_follows = following is not None and following.kind is TextKind.NUMBER
    if token.lower == "x" and not token.spaced:
        if number_follows and following is not None and not following.spaced:
            amount.trap = True
            amount.after += 2
            return True
        amount.factor = True
    elif token.text == "*" and not token.spaced and reader.text[token.start] == "×":
        amount.factor = following is None or following.kind is TextKind.SIGN
    elif token.lower == "times" and not number_follows:
        amount.factor = True
    if amount.factor:
        amount.after += 1
    return amount.factor


def _read_unit(reader: Reader, amount: AmountRead) -> None:
    """A measuring unit right after the number or its magnitude; nouns are left to the phrase."""
    token = reader.at(amount.after)
    if token is None or token.kind is not TextKind.WORD:
        return
    unit = reader.units.spelled(token.text)
    if unit is None or is_noun(unit) or token.lower in ("a", "an", "i"):
        return
    if not (token.spaced and token.text in ("d", "h", "y", "s")):
        united(reader, amount, unit)
