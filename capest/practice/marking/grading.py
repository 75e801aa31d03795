"""Marks an answer by how many times off it is, never by its digits.

The bands cut where almost nothing lies: of 703 published results recomputed, 638 are within 1.25
times the exact value (rounding a day to 100,000 s alone is 1.157), 6 lie between that and the
square root of 10, 18 from there to 10.5, and 41 beyond.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...engine.expressions.faults import in_words
from ...factors import off_by
from ...quantities import rescale
from ...records import record, replace
from ...units import Unit, conversion, fill
from ..question import AlsoRight, Interval, NumberKey, OptionKey, Question, WrongLine, shown
from .answers import Reading
from .calibration import MOST_DECADES, interval_score, points_of
from .slips import likely_slip

FULL = 5
"""The points of a good answer."""

_BANDS = (
    (1.25, FULL, "good"),
    (2.0, 4, "within 2x"),
    (math.sqrt(10), 3, "right order of magnitude"),
    (10.5, 1, "one order off"),
)
"""Each band's largest factor, which it includes, its points and its words."""

_LINE_ALONE = 3  # points for the line of a slip without its factor
_RIGHT_ORDER = 3  # points, from which a hint cannot take the last one
_EDGE = 1 + 1e-9  # a factor computed as 1.2500000000000002 is on the edge
_SAME = 1.01  # what counts as exact: three digits are


@record(kw_only=True)
class Grade:
    """The mark of one answer, and what to say with it."""

    points: int
    words: str
    """The band, such as "within 2x", or what is wrong."""
    factor: float | None = None
    """How many times off, at least 1; None for a choice and for a wrong dimension."""
    decades: float | None = None
    """log10 of answer over truth: above 0 is too high. For a bias over many answers."""
    against: str = ""
    """The value that it was marked against and what that rests on, where it is not the key."""
    slip: str | None = None
    """The slip that the factor suggests, as a question."""
    held: bool | None = None
    """Whether the truth lay in the range, where a range was asked for."""
    may_retry: bool = False
    """Whether the answer does not count yet: its dimension was wrong, which one retry mends."""

    @property
    def direction(self) -> str:
        """`1.16x low`, `3x high`, or `exact`; empty where there is no factor."""
        if self.factor is None or self.decades is None:
            return ""
        off = off_by(self.factor if self.decades > 0 else 1 / self.factor)
        return "exact" if off.startswith("1x ") else off


def grade(
    reading: Reading,
    question: Question,
    hints_used: int = 0,
    earlier: Mapping[str, float] | None = None,
) -> Grade:
    """The mark of an answer, after so many hints.

    `earlier` are the learner's own values of a walk's earlier steps, by `Step.name` and in the
    units that were asked for: an answer that follows from them is as good as the key.
    """
    match question.key:
        case OptionKey() as choice:
            right = reading.option == choice.right
            points = _less_hints(FULL if right else 0, hints_used)
            return Grade(points=points, words="right" if right else "wrong")
        case NumberKey() as amount:
            return _amount(reading, amount, hints_used, earlier or {})
        case WrongLine() as wrong:
            return _line(reading, wrong, hints_used)
        case Interval() as interval:
            return _range(reading, interval, hints_used)


def _amount(
    reading: Reading, amount: NumberKey, hints_used: int, earlier: Mapping[str, float]
) -> Grade:
    given = reading.quantity
    if given is None:
        raise TypeError("a reading of another question")
    factor = conversion(given.unit, fill(amount.unit, given.unit) or amount.unit)
    if factor is None:
        return Grade(points=0, words=_wrong_dimension(given.unit, amount.unit), may_retry=True)
    value = float(rescale(given.value, factor))
    references = (AlsoRight(value=amount.truth.value, because=""), *amount.alternatives)
    own = amount.carried(earlier) if amount.carried and earlier else None
    if own:
        references += (AlsoRight(value=own, because="with your own earlier value"),)
    marks = [mark(value, reference, amount) for reference in references]
    best = max(marks, key=lambda one: (one.points, one.slip is not None))  # or the key
    return replace(best, points=_less_hints(best.points, hints_used))


def _line(reading: Reading, wrong: WrongLine, hints_used: int) -> Grade:
    """Five points for the line and its factor, three for the line; a factor alone is luck."""
    if reading.line != wrong.line:
        return Grade(points=0, words=f"it is not line {reading.line}")
    if reading.quantity is None:
        points, words = _LINE_ALONE, "right line"
    elif reading.is_high not in (None, wrong.factor > 1):
        points, words = _LINE_ALONE, f"right line, but it is {off_by(wrong.factor)}"
    else:
        said = abs(_decades(float(reading.quantity.value)))
        points = max(_band(10 ** abs(said - abs(_decades(wrong.factor))))[0], _LINE_ALONE)
        words = "right" if points == FULL else f"right line, but it is {off_by(wrong.factor)}"
    return Grade(points=_less_hints(points, hints_used), words=words)


def _range(reading: Reading, interval: Interval, hints_used: int) -> Grade:
    if reading.ends is None:
        raise TypeError("a reading of another question")
    values = []
    for end in reading.ends:
        factor = conversion(end.unit, fill(interval.unit, end.unit) or interval.unit)
        if factor is None:
            return Grade(points=0, words=_wrong_dimension(end.unit, interval.unit), may_retry=True)
        values.append(float(rescale(end.value, factor)))
    low, high = values
    score = interval_score(low, high, float(interval.truth.value))
    return Grade(
        points=_less_hints(points_of(score), hints_used), words=str(score), held=score.held
    )


def mark(value: float, reference: AlsoRight, amount: NumberKey) -> Grade:
    """The mark of a value against one that is right, both in the unit that is asked for."""
    decades = _decades(value, reference.value)
    factor = 10 ** abs(decades)
    points, words = _band(factor)
    if amount.is_exact:
        points, words = (FULL, "right") if factor <= _SAME * _EDGE else (0, "wrong")
    told = f"{shown(replace(amount.truth, value=reference.value))} {reference.because}"
    return Grade(
        points=points,
        words=words,
        factor=factor,
        decades=decades,
        against=told if reference.because else "",
        slip=likely_slip(10**decades, amount.slips) if points < FULL else None,
    )


def _decades(value: float, reference: float = 1) -> float:
    """How many factors of ten a value is above a reference, as many as a factor can hold."""
    if value == 0:  # it was too small for its unit
        return -MOST_DECADES
    found = math.log10(value) - math.log10(reference)
    return max(-MOST_DECADES, min(found, MOST_DECADES))


def _band(factor: float) -> tuple[int, str]:
    for edge, points, words in _BANDS:
        if factor <= edge * _EDGE:
            return points, words
    orders = round(math.log10(factor))
    return 0, f"{orders} orders off" if orders > 1 else "more than one order off"


def _less_hints(points: int, hints_used: int) -> int:
    return max(points - hints_used, 1 if points >= _RIGHT_ORDER else 0)


def _wrong_dimension(given: Unit, asked: Unit) -> str:
    """Why an answer's unit cannot be the question's: "you gave bytes, this is B/s"."""
    return f"you gave {in_words(given)}, this is {in_words(asked)}"
