"""What a quantity of prose is worth in a computation: by its units, and by its numbers as they
stand with times and counts left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from ..records import field, record, replace
from ..units import COUNTING
from .written import Written

_LONGEST_SYMBOL = 3  # letters of an unknown word that may be a unit
BYTE = 8.0  # bits, the base unit of sizes
_BILLION = 1e9
_MILLI = 1e-3
_CONVERTING = frozenset({8.0, 1000.0, 1024.0})
_MOST_ALTERNATIVES = 6  # of a product: each may double them, so they would soon be thousands
_DIVIDED = re.compile(r"/\s*\d")
"""10M / 4 hours is a computation, 4 hours/day is a rate."""


@record(kw_only=True)
class Operand:
    """A value in base units (bit, second, dollar; counts left out)."""

    value: float
    dimensions: Mapping[str, int]
    raw: float
    """The value with every time counted as the number it is written with."""
    raw_dimensions: Mapping[str, int]
    stated: float = 1.0
    """The number as it stands, with its magnitude."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """The powers of what is counted: requests per user."""
    shown: float = 1.0
    """The size of the first unit written, in bits: GB in 30 GB * 14 = 420."""
    computed: bool = False
    """Whether there is an operator."""
    has_time: bool = False
    """Whether a time is written, one that cancels too."""
    has_number: bool = False
    """Whether a number without a unit multiplies, which may be one of anything."""
    has_unknown: bool = False
    """Whether a word stands in it that may be a magnitude or a unit: 216 EXB."""
    last_time: float = 0.0
    """The unit in seconds of the length of time that multiplies last."""
    terms: int = 1
    """How many numbers are added."""
    conversions: tuple[float, ...] = ()
    """Plain factors that only turn one unit into another: Mbps / 8 is MB/s."""
    alternatives: tuple[Operand, ...] = ()
    """What it may come to as well: 100B is a billion hundreds or 100 bytes."""

    @property
    def is_number(self) -> bool:
        """Whether no unit stands in it."""
        return not (self.raw_dimensions or self.has_time)


def sides_of(written: Written) -> Operand:
    """A written quantity as a term."""
    divided = is_divided(written)
    cancels = not divided and written.notation.factor != 1  # 720 hours/month
    stated = written.value / written.notation.factor if cancels else written.value
    value, raw, shown, last_time = written.value, stated, 1.0, 0.0
    physical: dict[str, int] = {}
    counts: dict[str, int] = {}
    for atom, power in written.unit.powers:
        if atom.dimension in COUNTING:
            counts[atom.dimension] = counts.get(atom.dimension, 0) + power
            continue
        size = float(atom.scale) ** power
        value *= size
        if atom.dimension == "time":
            last_time = float(atom.scale)
        else:
            raw *= size
        shown = float(atom.scale) if atom.dimension == "information" and power == 1 else shown
        if atom.dimension:
            physical[atom.dimension] = physical.get(atom.dimension, 0) + power
    is_number = written.bare and not written.unit.powers
    is_rate = physical.keys() <= {"time"} and physical.get("time", 0) < 0 and not counts
    if not (written.bare or written.unit.powers or cancels):
        counts["count"] = 1  # of what no table knows
    return Operand(
        value=value,
        dimensions=_present(physical),
        raw=raw,
        raw_dimensions=_present({k: v for k, v in physical.items() if k != "time"}),
        stated=stated,
        counts=_present(counts),
        shown=shown,
        computed=written.notation.kind == "other-power" or divided,
        has_time=bool(last_time) or cancels,
        has_number=is_number or is_rate,
        has_unknown=may_be_unit(written.unknown),
        last_time=last_time if physical == {"time": 1} else 0.0,
        conversions=(written.value,) if is_number and written.value in _CONVERTING else (),
        alternatives=tuple(_other_readings(written)),
    )


def is_divided(written: Written) -> bool:
    """Whether a division by a number stands in a quantity: 10M / 4 hours."""
    return bool(_DIVIDED.search(written.text))


def may_be_unit(word: str) -> bool:
    """Whether an unknown word behind a number may multiply it: EXB or 千克, but not "labels"."""
    return bool(word) and not (word.isascii() and word.islower() and len(word) > _LONGEST_SYMBOL)


def _present(powers: Mapping[str, int]) -> dict[str, int]:
    return {name: power for name, power in powers.items() if power}


def _other_readings(written: Written) -> Iterator[Operand]:
    """What else a quantity may state: a B is a billion or a byte, 100m CPUs are millis, and two
    replicas are two copies beside the first.
    """
    notation = written.notation
    names = {atom.name for atom, _ in written.unit.powers}
    counted = all(atom.dimension in COUNTING for atom, _ in written.unit.powers)
    if notation.scale.strip() == "B" and counted:
        yield _of_bytes(written.value / notation.scale_value)
    elif notation.unit.strip() == "B" and not notation.scale and str(written.unit) == "B":
        yield of_number(written.value * _BILLION)
    elif notation.scale == "m" and counted:
        yield of_number(written.value / notation.scale_value * _MILLI)
    elif "replica" in names:
        yield of_number(written.value + 1)


def of_number(number: float) -> Operand:
    """A plain number, which is no number of something."""
    return Operand(value=number, dimensions={}, raw=number, raw_dimensions={}, stated=number)


def _of_bytes(number: float) -> Operand:
    size = {"information": 1}
    bits = number * BYTE
    return Operand(value=bits, dimensions=size, raw=bits, raw_dimensions=size, shown=BYTE)


def flat(term: Operand, written: Written) -> Operand:
    """24 / 3600 s as 24 times 3600 s."""
    seconds = math.prod(
        float(atom.scale)
        for atom, power in written.unit.powers
        if atom.dimension == "time" and power < 0
    )
    number = 1 / written.notation.factor
    return replace(
        term,
        value=term.value * (number * seconds) ** 2,
        dimensions=_joined(term.dimensions, {"time": 2}, 1),
        raw=term.raw * number**2,
    )


def multiplied(left: Operand, right: Operand, sign: int) -> Operand | None:
    """The product, or with a sign below 0 the quotient; None for one by 0."""
    if sign < 0 and (right.value == 0 or right.raw == 0):
        return None
    pairs = [
        *((alternative, right) for alternative in left.alternatives),
        *((left, alternative) for alternative in right.alternatives),
    ]
    if left.last_time and right.last_time and sign > 0:  # 24 hours × 30 days: hours a day
        if right.last_time > left.last_time:
            pairs.append((left, of_number(right.raw)))
        else:
            days = of_number(1 / left.last_time)
            days = replace(days, dimensions={"time": -1}, raw=1.0)
            pairs.append((_product(left, days, 1) or left, right))
    product = _product(left, right, sign)
    if product is None:
        return None
    alternatives = [item for one, other in pairs if (item := _product(one, other, sign))]
    return replace(product, alternatives=tuple(alternatives[:_MOST_ALTERNATIVES]))


def _product(left: Operand, right: Operand, sign: int) -> Operand | None:
    try:
        return Operand(
            value=left.value * right.value**sign,
            dimensions=_joined(left.dimensions, right.dimensions, sign),
            raw=left.raw * right.raw**sign,
            raw_dimensions=_joined(left.raw_dimensions, right.raw_dimensions, sign),
            stated=left.stated * right.stated**sign,
            counts=_joined(left.counts, right.counts, sign),
            shown=left.shown if left.shown != 1 else right.shown,
            computed=True,
            has_time=left.has_time or right.has_time,
            has_number=left.has_number or right.has_number,
            has_unknown=left.has_unknown or right.has_unknown,
            last_time=right.last_time if sign > 0 else 0.0,
            conversions=(*left.conversions, *(factor**sign for factor in right.conversions)),
        )
    except (OverflowError, ZeroDivisionError):
        return None


def _joined(left: Mapping[str, int], right: Mapping[str, int], sign: int) -> dict[str, int]:
    names = {*left, *right}
    return _present({name: left.get(name, 0) + sign * right.get(name, 0) for name in names})


def added(left: Operand, right: Operand, sign: int) -> Operand | None:
    """The sum, or with a sign below 0 the difference; None for sides of different dimensions, or of
    different things: 4 cores + 2 disks.
    """
    things = left.counts != right.counts and left.counts and right.counts
    if left.dimensions != right.dimensions or things:
        return None
    return Operand(
        value=left.value + sign * right.value,
        dimensions=left.dimensions,
        raw=left.raw + sign * right.raw,
        raw_dimensions=left.raw_dimensions,
        stated=left.stated + sign * right.stated,
        counts=left.counts or right.counts,
        computed=True,
        has_time=left.has_time or right.has_time,
        has_number=left.has_number or right.has_number,
        has_unknown=left.has_unknown or right.has_unknown,
        terms=left.terms + right.terms,
    )
