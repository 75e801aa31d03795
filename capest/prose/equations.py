"""Reads the one-line equations of prose, `3500 * 60 * 60 * 24 = 302 MB`, and says which do not
evaluate.

People leave units out of one side, write a day as 86,400 and compute with 10^5, and count seconds
without saying so. An equation is faulted only when no such reading makes it right, and passed over
where it holds a name, an unreadable number, or sides that cannot be compared.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..problems import Severity
from ..quantities import humanise
from ..units import DAY, NUMBER, PERCENT, Unit, UnitTable, dimensions, scale
from .arithmetic import Operand, Sides, evaluate, sides_of
from .compare import TOLERANCE, Judgement
from .read import quantity_at
from .reader import Reader
from .tokens import TextKind, TextToken, scan
from .written import Written

_RELATIONS = frozenset({"=", "~", "→"})
_RELATION_SIGNS = frozenset("=~≈≅∼≃≒→⟶>\\&")
"""The characters that a relation may be written with, to pass over most lines at once."""

_ENDS = frozenset({"|", "¶", ";", "link", "\\\\"})
_LONGEST = 200
"""Tokens of the longest side that is read."""

_MOST_STARTS = 20

_NOTHING_SAYS_BYTES = "nothing on the left says bytes"
_SECONDS_OF_A_DAY = frozenset({"24", "60", "3600", "86400"})
_BYTE = 8.0  # bits, the base unit of sizes
_BINARY = tuple(1.024**power for power in range(1, 5))
_BINARY_TOLERANCE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
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


def equations_in(line: str, units: UnitTable) -> tuple[Equation, ...]:
    """The equations of a line whose left side is a computation and whose right is a quantity.

    A chain, a * b = c = d, is one equation for each sign.
    """
    if not _RELATION_SIGNS.intersection(line):
        return ()
    reader = Reader(text=line, tokens=scan(line), units=units, wanted=None)
    found = []
    for first, last in _statements(reader.tokens):
        found += _equations(reader, first, last)
    return tuple(found)


def _statements(tokens: list[TextToken]) -> list[tuple[int, int]]:
    """The stretches of tokens between the ends of sentences and cells."""
    bounds, first = [], 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        full_stop = token.text in (".", ",") and (following is None or following.spaced)
        if token.text in _ENDS or full_stop:
            bounds.append((first, index))
            first = index + 1
    bounds.append((first, len(tokens)))
    return bounds


def _equations(reader: Reader, first: int, last: int) -> list[Equation]:
    signs = [
        index
        for index in range(first, last)
        if reader.tokens[index].text in _RELATIONS
        and (index == first or reader.tokens[index - 1].text not in _RELATIONS)
    ]
    found = []
    begins = first
    for place, sign in enumerate(signs):
        ends = signs[place + 1] if place + 1 < len(signs) else last
        equation = _equation(reader, begins, sign, ends)
        if equation is not None:
            found.append(equation)
        begins = sign + 1
    return found


def _equation(reader: Reader, first: int, sign: int, last: int) -> Equation | None:
    """The equation around one sign, whose sides reach from `first` and to `last`."""
    if sign - first > _LONGEST or last - sign > _LONGEST:
        return None
    left = _left_side(reader, first, sign)
    if left is None:
        return None
    term, start = left
    right, after = quantity_at(reader, sign + 1, last)
    if right is None or not _ends_there(reader, after, last):
        return _between_computations(reader, left, sign, last)
    if not term.computed and (reader.tokens[sign].text != "=" or not _is_size(term, right)):
        return None
    candidates = _comparisons(term, right)
    if not candidates:
        return None
    fitting = next((sides for sides in candidates if _agree(sides, right)), None)
    sides = fitting or min(candidates, key=_distance)
    judged = _judged(sides, right.unit, holds=fitting is not None)
    unlabelled = judged.holds and _is_unlabelled(reader.tokens[start:sign], term, right)
    if unlabelled:
        judged = replace(_judged(sides, right.unit, holds=False), message=_NOTHING_SAYS_BYTES)
    return Equation(
        start=reader.tokens[start].start,
        end=right.end,
        left=term.raw if unlabelled else sides.left / sides.unit,
        right=right,
        judgement=judged,
        unlabelled=unlabelled,
    )


def _is_unlabelled(tokens: list[TextToken], left: Operand, written: Written) -> bool:
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
    """`10^9 / (30 * 86400) = 10^9 / 86400`: two computations of one dimension."""
    term, start = left
    right = evaluate(reader, sign + 1, last) if term.computed else None
    if right is None or not right.computed or right.dimensions != term.dimensions:
        return None
    candidates = [Sides(term.value, right.value, 1.0), Sides(term.raw, right.raw, 1.0)]
    sides = min(candidates, key=_distance)
    holds = _distance(sides) <= math.log(1 / (1 - TOLERANCE))
    judged = _judged(sides, NUMBER, holds=holds)
    if not holds:
        judged = replace(judged, message=f"the sides are {_distance_in_words(sides)} apart")
    return Equation(
        start=reader.tokens[start].start,
        end=reader.tokens[last - 1].end,
        left=sides.left,
        right=None,
        judgement=judged,
    )


def _distance(sides: Sides) -> float:
    """How far apart two sides are, however large they be."""
    if sides.left <= 0 or sides.right <= 0:
        return 0.0 if sides.left == sides.right else math.inf
    return abs(math.log(sides.left) - math.log(sides.right))


def _distance_in_words(sides: Sides) -> str:
    return f"{humanise(math.exp(min(_distance(sides), 50.0)))}x"


def _left_side(reader: Reader, first: int, sign: int) -> tuple[Operand, int] | None:
    """What the longest computation before the sign comes to, and its first token."""
    starts = [start for start in range(first, sign) if _begins(reader, start, first)]
    for start in starts[-_MOST_STARTS:]:
        term = evaluate(reader, start, sign)
        if term is not None:
            return term, start
    return None


def _begins(reader: Reader, start: int, first: int) -> bool:
    """Whether a computation may begin at a token."""
    token, before = reader.tokens[start], reader.at(start - 1)
    if token.kind is not TextKind.NUMBER and token.text not in ("(", "$", "~"):
        return False
    return start == first or before is None or not _continues(before)


def _continues(token: TextToken) -> bool:
    """Whether a computation cannot begin after this token, because it goes on from it."""
    if token.text.startswith("\\"):
        return True  # a command of LaTeX whose meaning is not known
    return token.text in ("*", "/", "+", "-", "^", "**", "%", ")", "]", "x", "$", "–")


def _ends_there(reader: Reader, after: int, last: int) -> bool:
    """Whether the right side is the one quantity: what follows is no operator."""
    token = reader.at(after)
    if after >= last or token is None:
        return True
    if token.text == "-" and token.spaced:
        return True
    return (
        token.text not in ("*", "/", "+", "-", "^", "**", "x") and token.kind is not TextKind.NUMBER
    )


def _is_size(term: Operand, right: Written) -> bool:
    """Whether both sides are sizes or money, so that a restatement can be compared."""
    return bool(term.raw_dimensions) and term.dimensions == sides_of(right).dimensions


# --- comparing ---


def _comparisons(left: Operand, written: Written) -> list[Sides]:
    """The ways to compare the sides: as units say; with times and counts left out; with the size
    left out of one side, whose number is then one of bytes or of the other's unit.
    """
    right = sides_of(written)
    found = []
    if left.dimensions == right.dimensions:
        found.append(Sides(left.value, right.value, _size(written)))
    timed = left.dimensions != left.raw_dimensions or right.dimensions != right.raw_dimensions
    if left.raw_dimensions == right.raw_dimensions:
        if timed:
            found.append(Sides(left.raw, right.raw, right.raw / (written.value or 1)))
    elif not left.raw_dimensions and right.raw_dimensions:
        for number in {left.raw, left.value}:
            found.append(Sides(number, written.value, 1.0))
            if "information" in right.raw_dimensions:
                size = right.raw / (written.value or 1)
                found += [Sides(number * base, right.raw, size) for base in (_BYTE, 1.0)]
    elif not right.raw_dimensions and left.raw_dimensions:
        found += [Sides(left.raw / unit, written.value, 1.0) for unit in (_BYTE, 1.0, left.shown)]
    if written.unit == PERCENT:
        found.append(Sides(left.raw, written.value, 1.0))
    if left.eights and "information" in right.raw_dimensions:
        eighth = _BYTE**-left.eights
        found += [Sides(sides.left * eighth, sides.right, sides.unit) for sides in found]
    for alternative in left.alternatives:
        found += _comparisons(alternative, written)
    return found


def _size(written: Written) -> float:
    """The written unit in base units, counts left out."""
    return float(scale(written.unit))


def _agree(sides: Sides, written: Written) -> bool:
    if sides.right == 0 or sides.left <= 0:
        return sides.left == sides.right
    low, high = (sides.right * end / (written.value or 1) for end in (written.low, written.high))
    step = written.quantum * sides.unit
    if abs(sides.left - sides.right) <= max(TOLERANCE * sides.left * (1 + 1e-9), step / 2):
        return True
    if low <= sides.left <= high or _bounded(sides, written):
        return True
    whole = sides.right / sides.unit
    if (
        whole == int(whole) < 1000
        and abs(sides.left / sides.unit - whole) < 1
        and not (written.notation.scale or dimensions(written.unit))
    ):
        return True  # rounded up to a whole thing
    ratio = sides.right / sides.left
    return any(
        "information" in dict(dimensions(written.unit))
        and min(abs(ratio / power - 1), abs(ratio * power - 1)) < _BINARY_TOLERANCE
        for power in _BINARY
    )


def _bounded(sides: Sides, written: Written) -> bool:
    if written.bound in ("<", "<="):
        return sides.left <= sides.right
    return written.bound in (">", ">=") and sides.left >= sides.right


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
