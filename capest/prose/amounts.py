"""Reads an amount: a number with its magnitude and the unit right beside it (30K, 1.2TB, 365bil).

Some letters mean two things. Touching its number, B is a billion unless bytes are wanted; after a
space it is bytes unless something counted follows. m is million or minutes, and nothing unless the
words around or the quantity wanted decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..language.numbers import MAGNITUDE_LETTERS
from ..units import COUNTING, PERCENT, Unit, UnitTable, dimensions
from .numerals import Numeral, read_numeral
from .tokens import TextKind, TextToken
from .unit_words import is_noun, is_time, unit_of
from .words import MEMORY, NUMBER_WORDS, SCALE_WORDS

_DENOMINATORS = frozenset({"/", "per", "a", "an", "every", "each"})


@dataclass(slots=True, kw_only=True)
class AmountRead:
    """A number with its magnitude and adjoining unit; or why it is none."""

    numeral: Numeral
    start: int
    numeral_end: int
    after: int
    """The index of the token after it."""
    end: int
    """Where the text that a fix replaces ends."""
    scale: float = 1.0
    scale_text: str = ""
    unit: Unit | None = None
    unit_text: str = ""
    """The unit inside the text that a fix replaces; "" for one that stands apart."""
    factor: bool = False
    """3x, 3 times."""
    reason: str = ""
    trap: bool = False
    note: str = ""

    @property
    def value(self) -> float:
        """The number with its magnitude."""
        return self.numeral.value * self.scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A text, its tokens, and what is known about what it should say."""

    text: str
    tokens: list[TextToken]
    units: UnitTable
    wanted: Unit | None

    def at(self, index: int) -> TextToken | None:
        """The token at an index, or None past either end."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def word(self, index: int) -> str:
        """The word at an index in lower case, or ""."""
        token = self.at(index)
        return token.lower if token is not None and token.kind is TextKind.WORD else ""

    def wants(self, dimension: str) -> bool:
        """Whether the wanted quantity has this dimension above the slash."""
        return self.wanted is not None and dict(dimensions(self.wanted)).get(dimension, 0) > 0

    @property
    def wants_count(self) -> bool:
        """Whether the wanted quantity is a number of things or a rate of them."""
        if self.wanted is None:
            return False
        above = {name for name, power in dimensions(self.wanted) if power > 0}
        return above <= COUNTING


def read_amount(reader: Reader, index: int, *, money: bool = False) -> AmountRead:
    """The amount at a NUMBER token."""
    numeral = read_numeral(reader.text, reader.tokens, index)
    after = min(numeral.after, len(reader.tokens))
    amount = _amount(reader, numeral, index, after)
    amount.reason, amount.trap = numeral.reason, numeral.trap
    if amount.reason or amount.trap or numeral.kind == "ratio":
        return amount
    if _read_percent(reader, amount) or _read_factor(reader, amount):
        return amount
    _read_scale(reader, amount, money=money)
    if amount.unit is None and not amount.reason and not amount.trap:
        _read_unit(reader, amount)
    return amount


def read_worded(reader: Reader, index: int, *, hedged: bool) -> AmountRead | None:
    """`a million`, `half a billion`, and after a hedge `a terabyte`."""
    value: float | None = NUMBER_WORDS.get(reader.word(index))
    after = index + 1
    if value is None and reader.word(index) == "half" and reader.word(index + 1) in ("a", "an"):
        value, after = 0.5, index + 2
    word = reader.word(after)
    if value is None or not word:
        return None
    token = reader.tokens[after]
    numeral = Numeral(value=value, digits=1, quantum=0.0, after=after, kind="words")
    amount = _amount(reader, numeral, index, after)
    if word in SCALE_WORDS and not word.endswith("s"):
        _scaled(reader, amount, SCALE_WORDS[word])
        _read_unit(reader, amount)
        return amount
    unit = unit_of(token.text, reader.units)
    if hedged and unit is not None and dimensions(unit) == (("information", 1),):
        _united(reader, amount, unit)
        return amount
    return None


def _amount(reader: Reader, numeral: Numeral, index: int, after: int) -> AmountRead:
    end = reader.tokens[after - 1].end
    start = reader.tokens[index].start
    return AmountRead(numeral=numeral, start=start, numeral_end=end, after=after, end=end)


def _read_percent(reader: Reader, amount: AmountRead) -> bool:
    token = reader.at(amount.after)
    if token is None or (token.text != "%" and token.lower not in ("percent", "pct")):
        return False
    amount.unit = PERCENT
    amount.after += 1
    return True


def _read_factor(reader: Reader, amount: AmountRead) -> bool:
    """`3x`, `5×`, `3 times`; 256x256 is a size and 512 x 2 MB a product."""
    token, following = reader.at(amount.after), reader.at(amount.after + 1)
    if token is None:
        return False
    number_follows = following is not None and following.kind is TextKind.NUMBER
    if token.text in ("x", "X") and not token.spaced:
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


def _read_scale(reader: Reader, amount: AmountRead, *, money: bool) -> None:
    """K, M, B, million: a letter by its company, a word by itself."""
    token = reader.at(amount.after)
    if token is None or token.kind is not TextKind.WORD:
        return
    word = token.text
    if token.lower in SCALE_WORDS:
        _scaled(reader, amount, SCALE_WORDS[token.lower])
    elif word in MAGNITUDE_LETTERS or word in ("m", "b", "t"):
        _read_letter(reader, amount, word, glued=not token.spaced, money=money)
    elif not token.spaced:
        _read_suffix(reader, amount, word)


def _read_letter(
    reader: Reader, amount: AmountRead, letter: str, *, glued: bool, money: bool
) -> None:
    following = _following(reader, amount.after + 1)
    counted = money or following == "count" or (following != "size" and reader.wants_count)
    sized = not money and following == "" and reader.wants("information")
    memory = reader.word(amount.after + 1) in MEMORY and not reader.word(amount.after + 2)
    sized = sized or memory
    match letter:
        case "m" if is_time(reader.wanted) and not counted:
            _united(reader, amount, reader.units.unit("min"))
        case "m" | "b" if counted:
            _scaled(reader, amount, 1e6 if letter == "m" else 1e9)
        case "B" if not counted and (sized or not glued):
            _united(reader, amount, reader.units.unit("B"))
        case "k" | "K" | "M" | "G" | "T" if sized:
            amount.note = f"{letter} is read as {letter.replace('k', 'K')}B"
            _united(reader, amount, reader.units.unit(f"{letter.upper()}B"))
        case "G" | "t" | "m" | "b" if not counted:
            _refuse(amount, _OPEN[letter])
        case "T" if not glued and not counted and following != "rate":
            _refuse(amount, _OPEN[letter])
        case _:
            _scaled(reader, amount, MAGNITUDE_LETTERS.get(letter, 1e12))


_OPEN = {
    "G": "'G' may be a billion, gigabytes or gigabits",
    "T": "'T' may be a trillion, terabytes or terabits",
    "t": "'t' may be a trillion or tonnes",
    "m": "'m' may be million, minutes or metres",
    "b": "'b' may be a billion, bits or bytes",
}


def _following(reader: Reader, index: int) -> str:
    """What a magnitude's letter stands before: a "count", a "size", a "rate", other or nothing."""
    token = reader.at(index)
    if token is None:
        return ""
    if token.text in ("/", "per"):
        return "rate"
    if token.kind is not TextKind.WORD:
        return ""
    for place in range(index, min(index + 3, len(reader.tokens))):
        word = reader.at(place)
        unit = unit_of(word.text, reader.units) if word and word.kind is TextKind.WORD else None
        if unit is not None:
            dimensional = dict(dimensions(unit))
            return (
                "size"
                if "information" in dimensional
                else ("count" if dimensional.keys() & COUNTING else "")
            )
        if word is None or word.kind is not TextKind.WORD:
            break
    return ""


def _read_suffix(reader: Reader, amount: AmountRead, word: str) -> None:
    """Letters that touch the number and are no magnitude: a unit, a magnitude with a unit (30kQPS),
    or what makes it no quantity (1440p, 2nd).
    """
    unit = unit_of(word, reader.units)
    if unit is not None and (not is_noun(unit) or len(word) > 2):
        _united(reader, amount, unit)
        return
    rest = unit_of(word[1:], reader.units) if len(word) > 3 else None
    if rest is not None and word[0] in MAGNITUDE_LETTERS:
        amount.scale, amount.scale_text = MAGNITUDE_LETTERS[word[0]], word[0]
        amount.end += 1
        amount.unit = rest
        amount.after += 1
    elif (len(word) <= 5 and word[-1] in "Bb") or word.endswith("ps") or word == "MM":
        _refuse(amount, f"'{word}' is not a unit")
    else:
        amount.trap = True


def _refuse(amount: AmountRead, reason: str) -> None:
    amount.reason = reason
    amount.after += 1


def _scaled(reader: Reader, amount: AmountRead, scale: float) -> None:
    token = reader.tokens[amount.after]
    amount.scale = scale
    amount.scale_text = reader.text[amount.end : token.end]
    amount.end = token.end
    amount.after += 1


def _read_unit(reader: Reader, amount: AmountRead) -> None:
    """A measuring unit right after the number or its magnitude; nouns are left to the phrase."""
    token = reader.at(amount.after)
    if token is None or token.kind is not TextKind.WORD:
        return
    if token.lower in ("a", "an", "i") or (token.spaced and token.text in ("d", "h", "y", "s")):
        return
    unit = unit_of(token.text, reader.units)
    if unit is not None and not is_noun(unit):
        _united(reader, amount, unit)


def _united(reader: Reader, amount: AmountRead, unit: Unit) -> None:
    """Take the token as the unit; a size stands inside the text a fix replaces when only spaces
    part them, because GB may become TB.
    """
    token = reader.tokens[amount.after]
    between = reader.text[amount.end : token.start]
    sized = dict(dimensions(unit)).get("information", 0) > 0
    if sized and not between.strip(" \u00a0") and "\n" not in between:
        amount.unit_text = reader.text[amount.end : token.end]
        amount.end = token.end
    amount.unit = unit
    amount.after += 1
    if token.text in ("kb", "mb", "gb", "tb", "pb"):
        amount.note = f"{token.text} is read as {token.text.upper().replace('K', 'k')}, bytes"
