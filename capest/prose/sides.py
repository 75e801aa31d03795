"""Compares the two sides of an equation in prose, in every way that people may have meant.

A side may leave its units out, or its times, a magnitude, a rate. An equation is right if one way
of reading makes it so; it is wrong only if the text says how the sides are to be compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..records import record
from ..units import COUNTING, DAY, MEASURES, PERCENT, dimensions, is_count, scale
from .compare import TOLERANCE
from .operands import BYTE, Operand, is_divided, may_be_unit, sides_of
from .written import Written

_HOUR = 3600.0
_STEPS = frozenset({"multiplications", "additions", "operations", "comparisons", "steps", "ops"})
_HALF_A_POWER = math.log(10) / 2
_SMALL_WHOLE = 10
_MORE = 1 + 1e-9  # than a whole number
_ITEMS = (1.0, 8.0, 32.0, 64.0)  # bits that are counted: bits, bytes, numbers in memory
_PREFIX = 3  # of a power of ten: KB, MB, GB
_BINARY = tuple(1.024**power for power in range(1, 5))
_BINARY_TOLERANCE = 0.02  # the powers are 2.4 % from 1 and from each other
_CLOSE = 0.03  # of a logarithm
_TIMES = tuple(map(math.log10, (24, 60, 1440, 3600, 86400)))
_YEARS = tuple(map(math.log10, (12, 30, 52, 365)))
_WORKING_SHARE = (0.17, 0.52)
"""What of a calendar's hours is worked: five days of six hours a week to every day twelve."""


@record
class Sides:
    """Two numbers to compare, and what the written unit is worth in them."""

    left: float
    right: float
    unit: float


def stated(left: Operand, written: Written) -> Sides | None:
    """How the text says that the sides compare; None where it says too little."""
    right = sides_of(written)
    size, raw_size = float(scale(written.unit)), right.raw / (right.stated or 1) or 1.0
    time, per = left.dimensions.get("time", 0), right.dimensions.get("time", 0)
    if not _counts_agree(left, right):
        return None
    if left.dimensions == right.dimensions:
        return Sides(left.value, right.value, size)
    if left.raw_dimensions == right.raw_dimensions:
        if per < 0 and time == 0 and _is_long(written) and left.has_time:
            return Sides(left.value, right.raw, raw_size)  # 500K videos × 5 min × 4 Mbps = x/day
        if per < 0 and time == 0 and not left.has_time:
            is_said = left.has_number or bool(left.raw_dimensions)  # 20M * 30 = 600M/day
            is_said = is_said or _is_tenfold_a_day(left, right, written)
        else:
            is_said = per == 0 and _counts_times(left, written, time)
        return Sides(left.raw, right.raw, raw_size) if is_said else None
    if not left.dimensions and left.has_number and "information" in right.raw_dimensions:
        return Sides(left.value * BYTE, right.raw, raw_size)
    if written.bare and "information" in left.raw_dimensions:
        return Sides(left.raw / left.shown, written.value, 1.0)
    return None


def _counts_agree(left: Operand, right: Operand) -> bool:
    """Whether what is counted may be the same on both sides: requests per user are no requests,
    but a number without a unit may be one of users.
    """
    if left.has_number:
        return True
    below = {name for name, power in left.counts.items() if power < 0}
    above = {name for name, power in right.counts.items() if power > 0}
    return below <= right.counts.keys() and not (left.counts and above - left.counts.keys())


def _counts_times(left: Operand, written: Written, time: int) -> bool:
    """Whether times are the numbers they are written with: 10 GB/day * 365, 3 years * 12 * 20M; but
    10 ms * 10,000 are no "100 seconds of time per second".
    """
    if time < 0:
        return left.has_number
    counted = is_count(written.unit) and bool(dimensions(written.unit))
    is_number = left.has_number and not sides_of(written).has_time
    return bool(left.raw_dimensions) or written.bare or counted or is_number


def _is_tenfold_a_day(left: Operand, right: Operand, written: Written) -> bool:
    """Whether a power of ten is lost in a day's count: 100M users × 10 requests = 10B requests/day;
    any other factor may be of something that is left out.
    """
    same = bool(right.counts) and right.counts.keys() <= left.counts.keys()
    if not same or _rate_time(written) != DAY or right.raw <= 0 or left.raw <= 0:
        return False
    return _is_near(math.log10(right.raw / left.raw), 1)


def _is_long(written: Written) -> bool:
    """Whether the rate is one per hour or longer, which people leave out of the other side."""
    return _rate_time(written) >= _HOUR


def _rate_time(written: Written) -> float:
    """The length of time that a rate is for, in seconds; 0 for what is no rate."""
    lengths = [float(atom.scale) for atom, power in written.unit.powers
               if atom.dimension == "time" and power < 0]  # fmt: skip
    return min(lengths, default=0.0)


def readings(left: Operand, written: Written) -> Iterator[Sides]:
    """Every way to read the sides, one of which may make the equation right."""
    sized = left.shown != 1 or "information" in sides_of(written).raw_dimensions
    for sides in _readings(left, written):
        yield sides
        for factor in left.conversions if sized else ():
            yield Sides(sides.left / factor, sides.right, sides.unit)
    for alternative in left.alternatives:
        yield from readings(alternative, written)


def _readings(left: Operand, written: Written) -> Iterator[Sides]:
    said = stated(left, written)
    if said is not None:
        yield said
    right = sides_of(written)
    raw_size = right.raw / (right.stated or 1) or 1.0
    if left.raw_dimensions == right.raw_dimensions:
        yield Sides(left.raw, right.raw, raw_size)
        if "time" not in left.dimensions or "time" not in right.dimensions:
            yield Sides(left.value, right.raw, raw_size)  # 500 ms × 100K = 50,000 writes
        yield Sides(left.value / DAY, right.raw, raw_size)  # 3 years × 5 GB, a day
        yield Sides(left.value, right.stated, 1.0)  # 10 ms * 350M / 3600 / 24 = 40 days
    elif not left.raw_dimensions:
        for number in (left.raw, left.value):
            yield Sides(number, right.stated, 1.0)
            for bits in _ITEMS if "information" in right.raw_dimensions else ():
                yield Sides(number * bits, right.raw, raw_size)
    elif not right.raw_dimensions:
        for unit in (BYTE, 1.0, left.shown):
            yield Sides(left.raw / unit, right.stated, 1.0)
            yield Sides(left.raw * unit, right.stated, 1.0)  # 16384 / 40 B = 410
    yield from _numbers(left, right, written)


def _numbers(left: Operand, right: Operand, written: Written) -> Iterator[Sides]:
    """What is right by its numbers alone."""
    if left.is_number and written.notation.scale and written.bare:
        yield Sides(left.raw, written.value / written.notation.scale_value, 1.0)  # 3 * 0.5 = 1.5M
    if written.notation.kind == "ratio" and written.value:
        yield Sides(left.raw, 1 / written.value, 1.0)  # 9 / 16 = 16:9
    if written.unit == PERCENT:
        yield Sides(left.raw, written.value, 1.0)
        yield Sides(100 * (1 - left.value), written.value, 1.0)  # what is lacking to all
    if not dimensions(written.unit) and 0 < left.value <= 1 < written.value <= 100:
        yield Sides(100 * left.value, written.value, 1.0)  # 0.8 × 75.8 % = 60.64, in points
    if left.terms > 1:
        yield Sides(left.terms, written.value, 1.0)  # 4 + 1 + 1 = 3 coins
    if is_divided(written):
        apart = written.notation.factor  # 20K / 10 min = 2000/10 min
        yield Sides(left.value, right.value / apart, 1.0)
        yield Sides(left.raw, right.raw / apart, 1.0)
    for alternative in right.alternatives:
        if not left.raw_dimensions:
            yield Sides(left.raw, alternative.raw / alternative.shown, 1.0)
        elif alternative.raw_dimensions == left.raw_dimensions:
            yield Sides(left.raw, alternative.raw, alternative.shown)


def agree(sides: Sides, written: Written) -> bool:
    """Whether the left side comes to the right one, as it is written."""
    step = written.quantum * sides.unit
    apart, slack = abs(sides.left - sides.right), TOLERANCE * abs(sides.left) * (1 + 1e-9)
    if apart <= max(slack, step / 2):
        return True
    if written.unit == PERCENT and sides.left > 0 > sides.right:
        return abs(sides.left + sides.right) <= slack  # a loss of 54.8 % is -54.8 %
    whole = sides.right / sides.unit
    is_small = whole == int(whole) <= _SMALL_WHOLE
    if is_small and max(whole - 1, 1) * _MORE < sides.left / sides.unit < whole:
        return True  # rounded up
    if (
        whole == int(whole) < 1000
        and abs(sides.left / sides.unit - whole) < 1
        and is_count(written.unit)
        and not (written.notation.scale or written.unit == PERCENT)
    ):
        return True  # rounded to a whole thing
    if sides.right == 0 or sides.left <= 0:
        return sides.left == sides.right
    if written.notation.kind == "bare-power" and distance(sides) <= _HALF_A_POWER:
        return True  # 2^100 ≈ 10^30
    low, high = (sides.right * end / (written.value or 1) for end in (written.low, written.high))
    if low <= sides.left <= high or _is_bounded(sides, written):
        return True
    ratio = sides.right / sides.left
    return any(
        "information" in dict(dimensions(written.unit))
        and min(abs(ratio / power - 1), abs(ratio * power - 1)) < _BINARY_TOLERANCE
        for power in _BINARY
    )


def _is_bounded(sides: Sides, written: Written) -> bool:
    if written.bound in ("<", "<="):
        return sides.left <= sides.right
    return written.bound in (">", ">=") and sides.left >= sides.right


def is_open(
    sides: Sides, left: Operand, written: Written, following: str, *, over_a_day: bool
) -> bool:
    """Whether something may explain that the sides differ: a word that is not known and may be a
    magnitude; a size whose prefix is left out, 300 * 365 = 110 TB, unless it is one too many of
    what is counted `over_a_day`; hours that are worked, and not those of the calendar, of which
    none stands in a rate per hour.
    """
    if sides.left <= 0 or sides.right <= 0:
        return False
    if written.unit == PERCENT and sides.right < 1 < sides.left:
        return True  # 3 × 99.9 % = 99.7 %, of three in a row
    unknown = written.unknown or (following if not written.unit.powers else "")
    power = math.log10(sides.right / sides.left)
    if (left.has_unknown or may_be_unit(unknown)) and _is_near(power, 1):
        return True
    if left.is_number and sides_of(written).raw_dimensions:
        is_prefix = any(_is_near(power + math.log10(bits), _PREFIX) for bits in (1, BYTE))
        if is_prefix and not (over_a_day and abs(power) < 2 * _PREFIX - 1):
            return True
    if written.unknown in _STEPS:
        return True  # 2 × 2 × 2 = 2 multiplications
    is_sum = left.terms > 1 and left.counts and not left.has_number
    if is_sum and written.notation.scale and not written.bare:
        return True  # 8 experts + 3 gates = 0.5M parameters
    if left.is_number and sides_of(written).has_time and _is_near_one_of(power, _TIMES):
        return True  # 8.76 / 12 = 43 minutes, of hours
    is_timeless = not left.has_time or not left.dimensions.get("time")
    if is_timeless and _rate_time(written) > _HOUR and _is_near_one_of(power, _YEARS):
        return True  # 10 engineers × $350K = $290K/month, a year
    if is_money(left) and not left.has_time and (left.has_number and power <= -_PREFIX):
        return True  # 333M × $3.50 = $1,165, a million
    low, high = _WORKING_SHARE
    is_worked = is_money(left) and left.has_time and not 0 < _rate_time(written) <= _HOUR
    return is_worked and low <= sides.right / sides.left <= high


def _is_near_one_of(power: float, steps: tuple[float, ...]) -> bool:
    return any(abs(abs(power) - step) < _CLOSE for step in steps)


def _is_near(power: float, step: int) -> bool:
    return abs(power - step * round(power / step)) < _CLOSE


def is_money(side: Operand) -> bool:
    """Whether a side is an amount of money."""
    return any(name not in COUNTING and name not in MEASURES for name in side.raw_dimensions)


def distance(sides: Sides) -> float:
    """How far apart two sides are, however large they be."""
    if sides.left <= 0 or sides.right <= 0:
        return 0.0 if sides.left == sides.right else math.inf
    return abs(math.log(sides.left) - math.log(sides.right))
