"""Reads the one-line equations of prose, `3500 * 60 * 60 * 24 = 302 MB`, and says which do not
evaluate.

People leave units out of one side, write a day as 86,400 and compute with 10^5, and count seconds
without saying so. An equation is faulted only when no such reading makes it right, and passed over
where it holds a name, an unreadable number, or sides that cannot be compared.
"""

from __future__ import annotations

import math
import re

from ..problems import Severity
from ..quantities import humanise
from ..records import record, replace
from ..units import DAY, NUMBER, Unit, UnitTable
from .arithmetic import evaluate
from .compare import TOLERANCE, Judgement
from .computations import (
    ends_there,
    is_format,
    is_in_context,
    is_relation,
    left_side,
    statements,
)
from .operands import Operand, sides_of
from .read import quantity_at
from .reader import Reader
from .sides import Sides, agree, distance, is_money, is_open, readings, stated
from .tokens import TextKind, TextToken, scan
from .written import Written

_RELATION_SIGNS = frozenset("=~≈≅∼≃≒→⟶>\\&")
"""The characters that a relation may be written with, to pass over most lines at once."""

_LONGEST = 200
"""Tokens of the longest side that is read."""

_CUTS = frozenset({"parallel", "capped", "limited", "throttled", "compressed", "deduplicated",
                   "sampled", "utilization", "utilisation"})  # fmt: skip
"""Words of what goes into a result and stands in no computation."""

_ADDS = frozenset({"+", "-", "*", "/"})
_BITS = re.compile(r"0\d+")
_PRICE_OF = re.compile(r"[$€£]\s?[\d.,]+\s?/\s?1?[KM]\s(\w+)")
_TIME_OF = re.compile(r"[a-z]-(?:second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_FRACTION = 3  # tokens
_MOST_PARTS = 3
_PART = 0.02  # further off, a part is near by chance
_NOTHING_SAYS_BYTES = "nothing on the left says bytes"
_SECONDS_OF_A_DAY = frozenset({"24", "60", "3600", "86400"})
_CONVERSION_SLIPS = (math.log10(8), *(power * math.log10(1.024) for power in range(1, 5)))
_LARGEST_CONVERSION = 3.1  # of a power of ten
_CLOSE = 0.03  # of a logarithm
_ROUGH_DAY = 0.1  # of a power of ten: a day of 10^5 seconds, a month of 30 days
_MARKERS = frozenset({":", "-", "*", "+", "|"})
_ENDINGS = frozenset({".", "|", "¶"})


@record(kw_only=True)
class Equation:
    """A computation and the quantity it is said to come to."""

    start: int
    end: int
    left: float
    """What the left side comes to, in the right side's unit."""
    right: Written | None
    """None where the right side is a computation too."""
    judgement: Judgement
    """`equation`, a warning, for one that does not evaluate."""
    unlabelled: bool = False
    """Whether it evaluates only if a rate without a unit, taken for a day, is one of bytes."""
    is_arrow: bool = False
    """Whether an arrow parts the sides, which may tell a change or an effect as well."""


def equations_in(line: str, units: UnitTable) -> tuple[Equation, ...]:
    """The equations of a line whose left side is a computation and whose right is a quantity.

    A chain, a * b = c = d, is one equation for each sign.
    """
    if not _RELATION_SIGNS.intersection(line):
        return ()
    reader = Reader(line, scan(line), units, None)
    found = []
    for first, last in statements(reader.tokens):
        found += _equations(reader, first, last)
    return tuple(found)


def _equations(reader: Reader, first: int, last: int) -> list[Equation]:
    signs = [index for index in range(first, last) if is_relation(reader, index, first)]
    if any(_is_no_relation(reader, index) for index in signs):
        return []
    found = []
    begins = first
    for place, sign in enumerate(signs):
        ends = signs[place + 1] if place + 1 < len(signs) else last
        equation = _equation(reader, begins, sign, ends)
        if equation is not None:
            found.append(equation)
        begins = sign + 1
    return found


def _is_no_relation(reader: Reader, sign: int) -> bool:
    """Whether a sign says what is not so, or adds to a name: !=, +=."""
    before, token = reader.tokens[sign - 1].text, reader.tokens[sign]
    return before in ("!", "≠") or (before in _ADDS and token.text == "=" and not token.spaced)


def _equation(reader: Reader, first: int, sign: int, last: int) -> Equation | None:
    """The equation around one sign, whose sides reach from `first` and to `last`."""
    if sign - first > _LONGEST or last - sign > _LONGEST:
        return None
    left = left_side(reader, first, sign)
    if left is None:
        return None
    term, start = left
    right, after = quantity_at(reader, sign + 1, last)
    if right is None or not ends_there(reader, after, last):
        return _between_computations(reader, left, sign, last)
    following = reader.at(after)
    if _is_of_others(reader.text[reader.tokens[start].start : reader.tokens[sign].start], term):
        return None
    if any(_BITS.fullmatch(token.text) for token in reader.tokens[start:after]):
        return None
    if right.is_range and following is not None and following.text == "=":
        return None  # = 4.35 - 1.29 = 3.06
    if not term.computed:
        is_alone = _is_alone(reader, first, start, after)
        has_unit = bool(term.dimensions if is_alone else term.raw_dimensions)
        if not has_unit or reader.tokens[sign].text != "=":
            return None
        if not _is_conversion(term, right, reader.word(start - 1), is_alone=is_alone):
            return None
    over_a_day = _is_over_a_day(reader.tokens[start:sign], term, right)
    judged = _compared(reader, term, right, after, over_a_day=over_a_day)
    if judged is None:
        return None
    sides, judgement = judged
    unlabelled = judgement.holds and over_a_day
    if unlabelled:
        judgement = replace(_judged(sides, right.unit, holds=False), message=_NOTHING_SAYS_BYTES)
    elif not judgement.holds and (
        is_in_context(reader, first, start, sign)
        or _is_of_last_part(reader, start, sign, right)
        or is_format(reader, start, sign, right)
        or any(reader.word(index) in _CUTS for index in range(start, last))
    ):
        return None
    return Equation(
        start=reader.tokens[start].start,
        end=right.end,
        left=term.raw if unlabelled else sides.left / sides.unit,
        right=right,
        judgement=judgement,
        unlabelled=unlabelled,
        is_arrow=reader.tokens[sign].text == "→",
    )


def _is_of_others(text: str, term: Operand) -> bool:
    """Whether a price is for thousands of what is not told, $0.0001/1K tokens, or a time is that of
    several: 3.6M worker-seconds.
    """
    priced = _PRICE_OF.search(text)
    if priced and text.lower().count(priced[1].lower().rstrip("s")) == 1:
        return True
    return not term.computed and bool(_TIME_OF.search(text))


def _is_of_last_part(reader: Reader, start: int, sign: int, right: Written) -> bool:
    """Whether the result is that of what stands behind a plus: 3 for one + 4 × 3 = 12."""
    pluses = [index for index in range(start, sign) if reader.tokens[index].text == "+"]
    parts = (evaluate(reader, plus + 1, sign) for plus in pluses[:_MOST_PARTS])
    return any(
        agree(sides, right) and math.isclose(sides.left, sides.right, rel_tol=_PART)
        for part in parts
        if part is not None and part.computed
        for sides in readings(part, right)
    )


def _compared(
    reader: Reader, left: Operand, right: Written, after: int, *, over_a_day: bool
) -> tuple[Sides, Judgement] | None:
    """The sides as they agree, or as the text says that they compare; None where it does not say
    how.
    """
    for reading in readings(left, right):
        if agree(reading, right):
            return reading, _judged(reading, right.unit, holds=True)
    operands = [left, *left.alternatives]
    said = [(item, sides) for item in operands if (sides := stated(item, right)) is not None]
    if not said:
        return None
    operand, sides = next((pair for pair in said if pair[0].raw_dimensions), said[0])
    other = sides_of(right)
    if operand.has_number and operand.dimensions == other.dimensions and other.has_time:
        by_hand = Sides(operand.raw, other.raw, other.raw / (other.stated or 1) or 1.0)
        sides = min(sides, by_hand, key=distance)  # 24 MB/s × 86400 = 20 TB/day
    following = reader.tokens[after].text if reader.word(after) else ""
    if is_open(sides, operand, right, following, over_a_day=over_a_day):
        return None
    return sides, _judged(sides, right.unit, holds=False)


def _is_over_a_day(tokens: list[TextToken], left: Operand, written: Written) -> bool:
    """Whether something a second, of no unit, is counted over a day and called bytes: of 3500 *
    60 * 60 * 24 = 302 MB nothing says that it is not 302 million messages.
    """
    if left.raw_dimensions or "information" not in sides_of(written).raw_dimensions:
        return False
    factors = [token.text.replace(",", "") for token in tokens if token.kind is TextKind.NUMBER]
    others = [factor for factor in factors if factor not in _SECONDS_OF_A_DAY]
    seconds = math.prod(int(factor) for factor in factors if factor in _SECONDS_OF_A_DAY)
    return seconds == DAY and len(others) == 1 and left.raw != written.value


def _between_computations(
    reader: Reader, left: tuple[Operand, int], sign: int, last: int
) -> Equation | None:
    """`10^9 / (30 * 86400) = 10^9 / 86400`: two computations of one dimension; but in `30 * 2 = 60
    / 5 = 12` the second goes on from what the first comes to.
    """
    term, start = left
    following = reader.at(last)
    goes_on = following is not None and following.text == "→"
    if sign - start == _FRACTION and reader.tokens[start + 1].text == "/":
        return None  # a score of 24/30 = 5 + 4 + 15
    right = evaluate(reader, sign + 1, last) if term.computed and not goes_on else None
    if right is None or not right.computed or right.dimensions != term.dimensions:
        return None
    if term.value <= 0 or right.value <= 0:
        return None  # 1 - 3 / 2 = 1 - 1, in whole numbers
    result, _ = quantity_at(reader, sign + 1, last)
    if result is not None and any(agree(sides, result) for sides in readings(term, result)):
        return None
    candidates = [Sides(term.value, right.value, 1.0), Sides(term.raw, right.raw, 1.0)]
    sides = min(candidates, key=distance)
    holds = distance(sides) <= math.log(1 / (1 - TOLERANCE))
    judged = _judged(sides, NUMBER, holds=holds)
    if not holds:
        apart = humanise(math.exp(min(distance(sides), 50.0)))
        judged = replace(judged, message=f"the sides are {apart}x apart")
    return Equation(
        start=reader.tokens[start].start,
        end=reader.tokens[last - 1].end,
        left=sides.left,
        right=None,
        judgement=judged,
        is_arrow=reader.tokens[sign].text == "→",
    )


def _is_alone(reader: Reader, first: int, start: int, after: int) -> bool:
    """Whether nothing but a label stands beside an equation, which says what else goes into it."""
    before, following = reader.at(start - 1), reader.at(after)
    begins = start == first or (before is not None and before.text in _MARKERS)
    return begins and (following is None or following.text in _ENDINGS)


def _is_conversion(term: Operand, right: Written, before: str, *, is_alone: bool) -> bool:
    """Whether one quantity is restated in another unit, rightly or with the slip of a conversion:
    365 TB/year = 3.6 PB/year; a rate that stands alone, 10 Gbps = 75 TB/day, with any other slip.
    "10 tables of 160 MB = 1.6 GB" means something else.
    """
    other = sides_of(right)
    if term.dimensions != other.dimensions or term.value <= 0 or other.value <= 0:
        return False
    is_rate = term.dimensions.get("time", 0) < 0
    if term.counts != other.counts and not (is_rate and is_alone and not other.counts):
        return False
    same_unit = math.isclose(term.stated * other.value, other.stated * term.value)
    power = abs(math.log10(other.value / term.value))
    if power < _CLOSE:
        return True
    if same_unit or before or power > _LARGEST_CONVERSION or (is_rate and power < _ROUGH_DAY):
        return False
    near_ten = abs(power - round(power)) < _CLOSE
    is_slip = near_ten or any(abs(power - slip) < _CLOSE for slip in _CONVERSION_SLIPS)
    return is_slip or (is_rate and is_alone and not is_money(term))


def _judged(sides: Sides, unit: Unit, *, holds: bool) -> Judgement:
    ratio = sides.right / sides.left if sides.left else math.inf
    comes_to = "" if holds else f"the left side comes to {humanise(sides.left / sides.unit, unit)}"
    return Judgement(
        code="" if holds else "equation",
        holds=holds,
        severity=Severity.NOTE if holds else Severity.WARNING,
        ratio=ratio,
        message=comes_to,
    )
