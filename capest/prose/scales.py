"""Reads the magnitude behind a number: K, million, lakh, млн, 億.

Some letters mean two things. Touching its number, B is a billion unless bytes are wanted; after a
space it is bytes unless something counted follows. m is million or minutes, and nothing unless the
words around or the quantity wanted decide.
"""

from __future__ import annotations

from functools import lru_cache

from ..spellings import (
    AMBIGUOUS,
    FRENCH,
    FRENCH_SIZES,
    LETTERS,
    LOOSE_LETTERS,
    MYRIADS,
    SPANISH,
    magnitude_of,
    may_be_magnitude,
)
from ..units import COUNTING, Unit, dimensions
from .numerals import read_numeral
from .reader import AmountRead, Reader, Strictness, refuse, scaled, united
from .tokens import TextKind, TextToken
from .unit_words import is_noun, is_time
from .words import MEMORY, UNSPACED

_ANSWER = Strictness.ANSWER


def read_scale(reader: Reader, amount: AmountRead, token: TextToken, *, money: bool) -> None:
    """K, M, B, million: a letter by its company, a word by itself."""
    word = token.text
    if reader.level is _ANSWER and word in ("g", "p"):
        word = word.upper()
    scale = magnitude_of(word)
    if scale is not None:
        scaled(reader, amount, scale)
        read_more_scale(reader, amount)
    elif token.lower in AMBIGUOUS:
        _read_ambiguous(reader, amount, token)
    elif word in LOOSE_LETTERS:
        _read_letter(reader, amount, word, glued=not token.spaced, money=money)
    elif word in FRENCH_SIZES and not reader.is_number(amount.after + 1):
        _read_french(reader, amount, word)
    elif token.spaced or token.marked or not "A" <= word[0] < UNSPACED:
        _refuse_possible_magnitude(reader, amount)
    else:
        _read_suffix(reader, amount, word)


def read_more_scale(reader: Reader, amount: AmountRead) -> None:
    """What goes on behind a magnitude: `hundred thousand`, `lakh crore`, `1億2000万`, `тыс.`."""
    token, following = reader.at(amount.after), reader.at(amount.after + 1)
    if token is not None and token.text == "." and not token.spaced and following is not None:
        amount.after += following.text.islower() or following.text.isupper()
        return
    if token is not None and token.kind is TextKind.WORD and not token.text[0].isupper():
        more = magnitude_of(token.text)
        if more is not None and more > amount.scale:
            text = amount.scale_text
            scaled(reader, amount, more * amount.scale)
            amount.scale_text = text + amount.scale_text
        elif more is None and amount.scale < _MILLION:  # behind that comes what is counted
            _refuse_possible_magnitude(reader, amount)
    elif amount.scale_text[-1:] in MYRIADS:
        _read_parts(reader, amount)


def _read_parts(reader: Reader, amount: AmountRead) -> None:
    """The smaller parts of a number in myriads: the 2000万 of 1億2000万."""
    largest = last = amount.scale
    while (token := reader.at(amount.after)) and token.kind is TextKind.NUMBER:
        numeral = read_numeral(reader.text, reader.tokens, amount.after)
        word = reader.at(numeral.after)
        size = magnitude_of(word.text) if word is not None and not word.spaced else None
        if token.spaced and size is None:
            return
        part = numeral.value * (size or 1.0)
        if numeral.reason or numeral.trap or part >= last:
            refuse(amount, f"'{token.text}' does not go on with the number before it")
            return
        amount.numeral.value += part / largest
        amount.numeral.digits += numeral.digits
        amount.numeral.quantum = numeral.quantum * (size or 1.0) / largest
        last = size or 1.0
        amount.after = numeral.after + (size is not None)
        amount.end = amount.numeral_end = reader.tokens[amount.after - 1].end


def _read_ambiguous(reader: Reader, amount: AmountRead, token: TextToken) -> None:
    """`30mil users` are 30 million, `30 mil usuarios` and `mil millones` thousands."""
    unit = reader.units.spelled(reader.word(amount.after + 1))
    if token.lower == "mil" and reader.is_beside(amount.after, SPANISH):
        scaled(reader, amount, 1e3)
        read_more_scale(reader, amount)
    elif token.lower == "mil" and (not token.spaced or unit is not None):
        scaled(reader, amount, 1e6)
    else:
        refuse(amount, AMBIGUOUS[token.lower])


def _refuse_possible_magnitude(reader: Reader, amount: AmountRead) -> None:
    token = reader.at(amount.after)
    if token is None or token.kind is not TextKind.WORD or reader.units.spelled(token.text):
        return
    _refuse_unknown(amount, token.text)


def _refuse_unknown(amount: AmountRead, word: str) -> bool:
    """Refuse a word that is in no table and may change the number; whether it is one."""
    if may_be_magnitude(word):
        refuse(amount, f"'{word}' may be a power of ten")
    elif word.endswith("BPS"):
        refuse(amount, f"'{word}' may be bits or bytes a second")
    return bool(amount.reason)


def _read_letter(
    reader: Reader, amount: AmountRead, letter: str, *, glued: bool, money: bool
) -> None:
    following = _following(reader, amount.after + 1)
    counted = money or following == "count" or (following != "size" and reader.wants_count)
    is_open = not following or (following == "rate" and reader.level is _ANSWER)
    memory = reader.word(amount.after + 1) in MEMORY and not reader.word(amount.after + 2)
    sized = memory or (is_open and not money and reader.wants("information"))
    match letter:
        case "m" if is_time(reader.wanted) and not counted and reader.level is not _ANSWER:
            united(reader, amount, reader.units.unit("min"))
        case "m" | "b" | "t" if counted:
            scaled(reader, amount, LOOSE_LETTERS[letter])
        case "B" if reader.wants_bits and glued and not counted:
            refuse(amount, "'B' may be a billion or bytes")
        case "B" if not counted and (sized or not glued):
            united(reader, amount, reader.units.unit("B"))
        case "k" | "K" | "M" | "G" | "T" | "P" if sized:
            _sized(reader, amount, letter)
        case "m" | "t" if sized and reader.level is _ANSWER:
            _sized(reader, amount, letter)
        case "G" | "P" | "t" | "m" | "b" if not counted:
            refuse(amount, _OPEN[letter])
        case "T" if not glued and not counted and following != "rate":
            refuse(amount, _OPEN[letter])
        case _:
            scaled(reader, amount, LOOSE_LETTERS[letter])


_MILLION = 1e6
_OPEN = {
    "G": "'G' may be a billion, gigabytes or gigabits",
    "P": "'P' may be a quadrillion, petabytes or petabits",
    "T": "'T' may be a trillion, terabytes or terabits",
    "t": "'t' may be a trillion or tonnes",
    "m": "'m' may be million, minutes or metres",
    "b": "'b' may be a billion, bits or bytes",
}


def _sized(reader: Reader, amount: AmountRead, letter: str) -> None:
    kind = "bit" if reader.wants_bits else "B"
    united(reader, amount, reader.units.unit(f"{letter.upper().replace('K', 'k')}{kind}"))


def _following(reader: Reader, index: int) -> str:
    """What a magnitude's letter stands before: a "count", a "size", a "rate", other or nothing."""
    company = reader.tokens[index : index + 3]
    if company and company[0].text in ("/", "per"):
        return "rate"
    for token in company:
        if token.kind is not TextKind.WORD:
            break
        unit = reader.units.spelled(token.text)
        if unit is not None:
            return _sort(unit)
    return ""


@lru_cache(maxsize=1024)
def _sort(unit: Unit) -> str:
    dimensional = dict(dimensions(unit))
    if "information" in dimensional:
        return "size"
    return "count" if dimensional.keys() & COUNTING else ""


def _read_french(reader: Reader, amount: AmountRead, word: str) -> None:
    """Go and To are words of English too, and sizes beside French or where a size is wanted."""
    if reader.wants("information") or reader.is_beside(amount.after, FRENCH):
        united(reader, amount, reader.units.unit(FRENCH_SIZES[word]))
    else:
        refuse(amount, f"'{word}' may be {FRENCH_SIZES[word]} in French")


def _read_suffix(reader: Reader, amount: AmountRead, word: str) -> None:
    """Letters that touch the number and are no magnitude: a unit, a magnitude with a unit (30kQPS),
    or what makes it no quantity (1440p, 2nd).
    """
    unit = reader.units.spelled(word)
    if unit is not None and (not is_noun(unit) or len(word) > 2):
        united(reader, amount, unit)
        return
    rest = reader.units.spelled(word[1:]) if len(word) > 3 else None
    if rest is not None and word[0] in LETTERS:
        amount.scale, amount.scale_text = LETTERS[word[0]], word[0]
        amount.end += 1
        amount.unit = rest
        amount.after += 1
    elif _refuse_unknown(amount, word):
        return
    elif (len(word) <= 5 and word[-1] in "Bb") or word.endswith("ps") or word == "MM":
        refuse(amount, f"'{word}' is not a unit")
    else:
        amount.trap = True
        amount.after += 1
