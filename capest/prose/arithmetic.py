"""Evaluates a computation in prose, `100M users * 5 KB / day`, twice: by its units, and by its
numbers as they stand with times and counts left out.

    sum     = product { ("+" | "-") product }
    product = operand { ("*" | "/" | "x") operand }
    operand = "(" sum ")" [ words ] | quantity [ words ]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..units import COUNTING, PERCENT
from .read import quantity_at
from .reader import Reader
from .tokens import TextKind
from .words import STOPS
from .written import Written

_DEEPEST = 20
_LONGEST_LABEL = 3
_BYTE = 8.0  # bits
_MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Sides:
    """Two numbers to compare, and what the written unit is worth in them."""

    left: float
    right: float
    unit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A value in base units (bit, second, dollar; counts left out)."""

    value: float
    dimensions: Mapping[str, int]
    raw: float
    """The value with every time counted as the number it is written with."""
    raw_dimensions: Mapping[str, int]
    shown: float = 1.0
    """The size of the first unit written, in bits: GB in 30 GB * 14 = 420."""
    computed: bool = False
    """Whether there is an operator."""
    eights: int = 0
    """How often a plain 8 multiplies, which turns bytes into bits: Mbps / 8 is MB/s."""
    alternatives: tuple[Operand, ...] = ()
    """What it may come to as well: 100B is a billion hundreds or 100 bytes."""


def sides_of(written: Written) -> Operand:
    """A written quantity as a term."""
    value = raw = written.value
    physical: dict[str, int] = {}
    shown = 1.0
    for atom, power in written.unit.powers:
        if atom.dimension in COUNTING:
            continue
        size = float(atom.scale) ** power
        value *= size
        if atom.dimension == "time":
            physical["time"] = physical.get("time", 0) + power
            continue
        raw *= size
        shown = float(atom.scale) if atom.dimension == "information" and power == 1 else shown
        if atom.dimension:
            physical[atom.dimension] = physical.get(atom.dimension, 0) + power
    return Operand(
        value=value,
        dimensions=_present(physical),
        raw=raw,
        raw_dimensions=_present({k: v for k, v in physical.items() if k != "time"}),
        shown=shown,
    )


def _present(powers: Mapping[str, int]) -> dict[str, int]:
    return {name: power for name, power in powers.items() if power}


def evaluate(reader: Reader, first: int, last: int) -> Operand | None:
    """What the tokens from first to last come to; None unless all of them are one computation."""
    parser = _Arithmetic(reader, first, last)
    term = parser.sum(0)
    return term if term is not None and parser.index == last else None


class _Arithmetic:
    def __init__(self, reader: Reader, first: int, last: int) -> None:
        self.reader, self.index, self.last = reader, first, last

    def sum(self, depth: int) -> Operand | None:
        left = self.product(depth)
        while left is not None and self.text() in ("+", "-"):
            sign = 1 if self.text() == "+" else -1
            self.index += 1
            if self.adds_percent():
                return None
            right = self.product(depth)
            left = _added(left, right, sign) if right is not None else None
        return left

    def product(self, depth: int) -> Operand | None:
        left = self.operand(depth)
        while left is not None and self.text() in ("*", "/", "x", "X"):
            sign = -1 if self.text() == "/" else 1
            self.index += 1
            right = self.operand(depth)
            left = _multiplied(left, right, sign) if right is not None else None
        return left

    def operand(self, depth: int) -> Operand | None:
        if depth > _DEEPEST or self.index >= self.last:
            return None
        if self.text() == "(":
            self.index += 1
            inner = self.sum(depth + 1)
            if inner is None or self.text() != ")":
                return None
            self.index += 1
            self.label()
            return inner
        written, after = quantity_at(self.reader, self.index, self.last)
        if written is None or written.bound or written.is_range:
            return None
        self.index = after
        self.label()
        notation = written.notation
        divided = notation.factor != 1 and "/" in written.text  # 10M / 4 hours, not every 4 hours
        term = replace(
            sides_of(written),
            computed=notation.kind == "other-power" or divided,
            eights=int(written.bare and written.value == 8),
        )
        return _with_bytes(term, written)

    def adds_percent(self) -> bool:
        """`+ 50%`, which may be of what stands before it or of one."""
        written, _ = quantity_at(self.reader, self.index, self.last)
        return written is not None and written.unit == PERCENT

    def text(self) -> str:
        return self.reader.tokens[self.index].text if self.index < self.last else ""

    def label(self) -> None:
        """Words that only name what was counted: `2 (years)`, `50GB data`."""
        if self.text() == "(":
            place = self.index + 1
            while place < self.last and self.reader.tokens[place].kind is TextKind.WORD:
                place += 1
            if place < self.last and place > self.index + 1 and self.closes(place):
                self.index = place + 1
            return
        for _ in range(_LONGEST_LABEL):
            word = self.reader.word(self.index) if self.index < self.last else ""
            if not word or word in STOPS or word == "x":
                return
            self.index += 1

    def closes(self, place: int) -> bool:
        return self.reader.tokens[place].text == ")"


def _with_bytes(term: Operand, written: Written) -> Operand:
    """The term, and for a number with a touching B also as bytes."""
    if written.notation.scale != "B" or written.unit.powers:
        return term
    size = written.value / written.notation.scale_value * _BYTE
    sized = Operand(
        value=size,
        dimensions={"information": 1},
        raw=size,
        raw_dimensions={"information": 1},
        shown=_BYTE,
    )
    return replace(term, alternatives=(sized,))


def _multiplied(left: Operand, right: Operand, sign: int) -> Operand | None:
    if sign < 0 and (right.value == 0 or right.raw == 0):
        return None
    alternatives = [
        product
        for one, other in [
            *((alternative, right) for alternative in left.alternatives),
            *((left, alternative) for alternative in right.alternatives),
        ]
        if (product := _product(one, other, sign)) is not None
    ]
    product = _product(left, right, sign)
    if product is None:
        return None
    return replace(product, alternatives=tuple(alternatives[:_MOST_ALTERNATIVES]))


def _product(left: Operand, right: Operand, sign: int) -> Operand | None:
    try:
        return Operand(
            value=left.value * right.value**sign,
            dimensions=_joined(left.dimensions, right.dimensions, sign),
            raw=left.raw * right.raw**sign,
            raw_dimensions=_joined(left.raw_dimensions, right.raw_dimensions, sign),
            shown=left.shown if left.shown != 1 else right.shown,
            computed=True,
            eights=left.eights + sign * right.eights,
        )
    except (OverflowError, ZeroDivisionError):
        return None


def _joined(left: Mapping[str, int], right: Mapping[str, int], sign: int) -> dict[str, int]:
    names = {*left, *right}
    return _present({name: left.get(name, 0) + sign * right.get(name, 0) for name in names})


def _added(left: Operand, right: Operand, sign: int) -> Operand | None:
    """The sum; None for sides of different dimensions."""
    if left.dimensions != right.dimensions:
        return None
    return Operand(
        value=left.value + sign * right.value,
        dimensions=left.dimensions,
        raw=left.raw + sign * right.raw,
        raw_dimensions=left.raw_dimensions,
        shown=left.shown,
        computed=True,
    )
