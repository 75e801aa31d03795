"""A text under reading: its tokens, what it should say, and the amount taken from them so far."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from functools import lru_cache

from ..records import record
from ..units import COUNTING, Unit, UnitTable, conversion, dimensions
from .numerals import Numeral
from .tokens import TextKind, TextToken


class Strictness(Enum):
    """How much is taken on trust; what a scenario takes, the language itself reads."""

    DOCUMENT = auto()
    """A letter that may be two things is read where the words or the quantity wanted settle it."""
    ANSWER = auto()
    """What was asked for settles small letters too, for the reading is shown before the verdict."""


_WORD = TextKind.WORD
_OPERATORS = frozenset("*/+-^=→~)") | {"x", "**"}


@record(frozen=False)
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

    @property
    def value(self) -> float:
        """The number with its magnitude."""
        return self.numeral.value * self.scale


@record(frozen=False)
class Reader:
    """A text, its tokens, and what is known about what it should say."""

    text: str
    tokens: list[TextToken]
    units: UnitTable
    expected: Unit | None
    level: Strictness = Strictness.DOCUMENT
    was_asked: bool = False
    """Whether what is expected was looked at, so that another unit may be read otherwise."""

    @property
    def wanted(self) -> Unit | None:
        """The unit of the quantity that the text is expected to state."""
        self.was_asked = True
        return self.expected

    def at(self, index: int) -> TextToken | None:
        """The token at an index, or None past either end."""
        tokens = self.tokens
        return tokens[index] if 0 <= index < len(tokens) else None

    def word(self, index: int) -> str:
        """The word at an index in lower case, or ""."""
        tokens = self.tokens
        if 0 <= index < len(tokens) and (token := tokens[index]).kind is _WORD:
            return token.lower
        return ""

    def is_number(self, index: int) -> bool:
        """Whether the token at an index is a number."""
        token = self.at(index)
        return token is not None and token.kind is TextKind.NUMBER

    def is_beside(self, index: int, words: Collection[str]) -> bool:
        """Whether one of these words stands near a token."""
        return any(self.word(place) in words for place in range(index - _NEAR, index + _NEAR + 1))

    def wants(self, dimension: str) -> bool:
        """Whether the wanted quantity has this dimension above the slash."""
        return self.wanted is not None and dimension in above_slash(self.wanted)

    @property
    def wants_count(self) -> bool:
        """Whether the wanted quantity is a number of things or a rate of them."""
        return self.wanted is not None and above_slash(self.wanted) <= COUNTING

    @property
    def wants_bits(self) -> bool:
        """Whether the wanted quantity is counted in bits, as what a network carries is."""
        return self.wanted is not None and any("bit" in atom.name for atom, _ in self.wanted.powers)


_NEAR = 4
"""Words on either side in which a language may show itself."""


@lru_cache(maxsize=1024)
def above_slash(unit: Unit) -> frozenset[str]:
    """The dimensions that a unit has above its slash."""
    return frozenset(name for name, power in dimensions(unit) if power > 0)


def ends_of(first: AmountRead, second: AmountRead) -> tuple[float, float] | None:
    """Both ends in the second's unit, the lower one first; None for what is no range."""
    low, high = first.value, second.value
    if first.unit is not None:
        factor = conversion(first.unit, second.unit) if second.unit is not None else None
        if factor is None:
            return None
        low *= float(factor)
    elif first.scale == 1 and second.scale != 1 and low * second.scale < high:
        low *= second.scale  # 3-10M is 3M to 10M
    return (low, high) if low < high else None


def joins(reader: Reader, index: int) -> bool:
    """Whether a dash is between two ends: touching both, or parted from both."""
    dash, number = reader.tokens[index], reader.at(index + 1)
    if number is None or dash.spaced != number.spaced:
        return False
    return not dash.spaced or dash.text in "–-"


def touches(reader: Reader, index: int, before: int) -> bool:
    """Whether a sign touches what stands on both sides of it; a ~ may be parted from both, but for
    that of a computation, of which `before` is the last operator.
    """
    sign, number, operator = reader.at(index), reader.at(index + 1), reader.at(before)
    if sign is None or number is None or sign.spaced != number.spaced:
        return False
    computes = operator is not None and operator.text in _OPERATORS
    return not sign.spaced or (reader.text[sign.start] in "~〜～" and not computes)


def united(reader: Reader, amount: AmountRead, unit: Unit) -> None:
    """Take the token as the unit; a size stands inside the text a fix replaces when only spaces
    part them, because GB may become TB.
    """
    token = reader.tokens[amount.after]
    between = reader.text[amount.end : token.start]
    if "information" in above_slash(unit) and not between.strip(" \u00a0") and "\n" not in between:
        amount.unit_text = reader.text[amount.end : token.end]
        amount.end = token.end
    amount.unit = unit
    amount.after += 1


def refuse(amount: AmountRead, reason: str) -> None:
    """Take the token as what cannot be read."""
    amount.reason = reason
    amount.after += 1


def scaled(reader: Reader, amount: AmountRead, scale: float) -> None:
    """Take the token as the magnitude."""
    token = reader.tokens[amount.after]
    amount.scale = scale
    amount.scale_text = reader.text[amount.end : token.end]
    amount.end = token.end
    amount.after += 1
