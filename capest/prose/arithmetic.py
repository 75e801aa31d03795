"""Evaluates a computation in prose: 100M users * 5 KB / day, 2 × (3 + 4) × 1 GB.

    sum     = product { ("+" | "-") product }
    product = operand { ("*" | "/" | "x") operand }
    operand = "(" sum ")" [ words ] | [ "avg" ] quantity [ words ]

People leave brackets out, too: 10M × 2 KB + 1 KB is read with the sum first as well.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..units import PERCENT
from .operands import Operand, added, flat, is_divided, may_be_unit, multiplied, sides_of
from .read import quantity_at
from .reader import Reader
from .tokens import TextKind
from .words import STOPS
from .written import Written

_DEEPEST = 20  # parentheses in each other, which nobody writes in prose
_LONGEST_LABEL = 3  # words that say what was counted, as in "3 photos per post"
_SUM = frozenset({"+", "-"})
_PRODUCT = frozenset({"*", "/", "x", "X"})
_OF_A_MAGNITUDE = re.compile(r"/ ?[kKMBT][A-Z][a-z]")
_AVERAGE = frozenset({"avg", "average", "mean", "typical"})


def evaluate(reader: Reader, first: int, last: int) -> Operand | None:
    """What the tokens from first to last come to; None unless all of them are one computation."""
    term = _whole(_Arithmetic(reader, first, last, (_SUM, _PRODUCT)))
    signs = {token.text for token in reader.tokens[first:last]}
    if term is not None and signs & _SUM and signs & _PRODUCT:
        other = _whole(_Arithmetic(reader, first, last, (_PRODUCT, _SUM)))
        if other is not None:
            term = replace(term, alternatives=(*term.alternatives, other))
    return term


def _is_acceleration(written: Written) -> bool:
    """Whether a quantity divides by time twice: 30 reads/day / 86,400 s is rather a division."""
    return sum(power for atom, power in written.unit.powers if atom.dimension == "time") < -1


def _whole(arithmetic: _Arithmetic) -> Operand | None:
    term = arithmetic.computation(0, 0)
    return term if term is not None and arithmetic.index == arithmetic.last else None


class _Arithmetic:
    def __init__(
        self, reader: Reader, first: int, last: int, levels: tuple[frozenset[str], ...]
    ) -> None:
        self.reader, self.index, self.last = reader, first, last
        self.levels = levels
        """The operators, those that bind least first."""
        self.flat: Operand | None = None
        """The last operand as a divisor where it holds a division: of / 24 / 3600 s both divide."""

    def computation(self, level: int, depth: int) -> Operand | None:
        if level == len(self.levels):
            return self.operand(depth)
        left = self.computation(level + 1, depth)
        divided: Operand | None = None
        while left is not None and self.text() in self.levels[level]:
            operator = self.text()
            if operator == "-" and self.is_minus():
                return None
            self.index += 1
            if operator in _SUM and self.adds_percent():
                return None
            right = self.computation(level + 1, depth)
            if right is None:
                return None
            below = multiplied(divided, right, -1) if divided and operator == "*" else None
            left = self.joined(left, operator, right)
            divided = left if operator == "/" else None
            if below is not None and left is not None:  # 2B ÷ 10K/min × 100, of both
                left = replace(left, alternatives=(*left.alternatives, below))
        return left

    def joined(self, left: Operand, operator: str, right: Operand) -> Operand | None:
        if operator in _SUM:
            return added(left, right, 1 if operator == "+" else -1)
        if operator == "/" and self.flat is not None:
            right = replace(right, alternatives=(*right.alternatives, self.flat))
        return multiplied(left, right, -1 if operator == "/" else 1)

    def operand(self, depth: int) -> Operand | None:
        self.flat = None
        if self.text().lower() in _AVERAGE:
            self.index += 1
        if depth > _DEEPEST or self.index >= self.last:
            return None
        if self.text() == "(":
            self.index += 1
            inner = self.computation(0, depth + 1)
            if inner is None or self.text() != ")":
                return None
            self.index += 1
            self.label()
            return inner
        written, after = quantity_at(self.reader, self.index, self.last)
        if written is not None and _is_acceleration(written):
            written, after = self.rate(after)
        if written is None or written.bound or written.is_range or _is_acceleration(written):
            return None
        self.index = after
        if written.text.endswith("x") and self.text() in _SUM:
            return None  # 2x + 5 = 13
        if _OF_A_MAGNITUDE.search(written.text):
            return None  # $3/MTok
        term = sides_of(written)
        self.flat = flat(term, written) if is_divided(written) else None
        return replace(term, has_unknown=term.has_unknown or self.label())

    def rate(self, after: int) -> tuple[Written | None, int]:
        """The rate that a number divides in what was read up to a token: 30 reads/day, / 86,400 s;
        None for 2 / 24 hours / 3600 seconds.
        """
        tokens, is_number = self.reader.tokens, self.reader.is_number
        places = [
            at for at in range(self.index, after) if tokens[at].text == "/" and is_number(at + 1)
        ]
        if len(places) != 1:
            return None, after
        reader = replace(self.reader, tokens=tokens[: places[0]])
        written, after = quantity_at(reader, self.index, places[0])
        is_rate = written is not None and sides_of(written).dimensions.get("time", 0) == -1
        return (written if is_rate else None), after

    def is_minus(self) -> bool:
        """Whether a minus belongs to the number behind it: 0.3 error -0.01."""
        sign, number = self.reader.tokens[self.index], self.reader.at(self.index + 1)
        return sign.spaced and number is not None and not number.spaced

    def adds_percent(self) -> bool:
        """`+ 50%`, which may be of what stands before it or of one."""
        written, _ = quantity_at(self.reader, self.index, self.last)
        return written is not None and written.unit == PERCENT

    def text(self) -> str:
        return self.reader.tokens[self.index].text if self.index < self.last else ""

    def label(self) -> bool:
        """Pass over words that only name what was counted, `2 (years)`, `100 GB (4K) data`; whether
        the first may be a unit.
        """
        unknown = False
        for count in range(_LONGEST_LABEL):
            word = self.reader.word(self.index) if self.index < self.last else ""
            if not word or word in STOPS or word == "x":
                break
            text = self.reader.tokens[self.index].text
            known = self.reader.units.spelled(text) is not None
            unknown = unknown or (count == 0 and not known and may_be_unit(text))
            self.index += 1
        if self.text() == "(":
            place = self.index + 1
            while place < self.last and self.reader.tokens[place].kind is not TextKind.SIGN:
                place += 1
            words = any(self.reader.word(index) for index in range(self.index, place))
            if words and place < self.last and self.reader.tokens[place].text == ")":
                self.index = place + 1
        return unknown
