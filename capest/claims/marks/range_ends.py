"""A range of which both ends have their unit or hedge: "3k req/s to 4k req/s"."""

from __future__ import annotations

from ...prose.words import (
    AND,
    BETWEEN,
    BETWEEN_TAILS,
    FROM,
    NUMBER_WORDS,
    OR,
    RANGE_WORDS,
    UNSPACED_AND,
)
from ...prose.written import RangeEnd, Unreadable, Written
from ...records import replace
from ...units import NUMBER, conversion

_JOINTS = RANGE_WORDS | OR | {"-", "–", "—", "through", "up to"}
_MARKUP = " *_`\n"


def with_lower_end(text: str, before: Written | Unreadable | None, found: Written) -> Written:
    """The number as the range that it ends, where the one `before` it begins one; else as it is.

    What leads "from" the one to the other may be a change as well, and of "3k or 4k" and "4k-3k"
    either may be meant.
    """
    if isinstance(before, Written) and (joint := _joint(text, before, found)):
        if _word_before(text, before) in FROM:
            return replace(found, is_second=True)
        factor = _factor(before, found)
        if joint in OR:
            return replace(found, is_second=factor == 1)
        if factor is None or _is_title(before, found):
            return found
        if not 0 < before.value * factor < found.value:
            return replace(found, is_second=factor == 1)
        return _range(text, before, found, factor)
    is_from = found.is_range and _word_before(text, found) in FROM
    is_second = is_from or _follows_unread(text, before, found)
    return replace(found, is_second=True) if is_second else found


def _follows_unread(text: str, before: Written | Unreadable | None, found: Written) -> bool:
    """Whether what may be the first of two numbers cannot be read: 3 mil a 4 mil, three or 4k."""
    if isinstance(before, Unreadable):
        between = text[before.end : found.start].strip(_MARKUP).lower()
        return between in _JOINTS and not before.is_lookalike
    *_, first, joint = ("", "", *text[max(found.start - 20, 0) : found.start].lower().split())
    return joint in _JOINTS and len(first) > 1 and first in NUMBER_WORDS


def _joint(text: str, first: Written, second: Written) -> str:
    """What makes two numbers one range, or alternatives; "" for nothing."""
    between = text[first.end : second.start].strip(_MARKUP).lower()
    is_joint = (
        between in _JOINTS
        or (between in AND and _word_before(text, first) in BETWEEN)
        or (
            between in UNSPACED_AND and text[second.end :].lstrip(_MARKUP).startswith(BETWEEN_TAILS)
        )
    )
    plain = first.notation.kind == second.notation.kind == "plain"
    is_free = plain and not (first.ends or second.ends or first.bound or second.bound)
    return between if is_joint and is_free else ""


def _word_before(text: str, found: Written) -> str:
    words = text[max(found.start - 20, 0) : found.start].lower().split()
    return words[-1].strip(_MARKUP) if words else ""


def _factor(first: Written, second: Written) -> float | None:
    """What brings the first of two numbers into the unit of the second; it may leave it out."""
    if _is_lone(first, second):
        return 1.0
    factor = conversion(first.unit, second.unit)
    return None if factor is None else float(factor)


def _is_lone(first: Written, second: Written) -> bool:
    return first.unit == NUMBER and not second.bare


def _is_title(first: Written, second: Written) -> bool:
    """Whether the first of two numbers may be that of a title: Shard 12 - about 3k QPS."""
    is_scaled, is_other = bool(first.notation.scale), bool(second.notation.scale)
    return _is_lone(first, second) and is_scaled != is_other


def _range(text: str, first: Written, second: Written, factor: float) -> Written:
    """The range between two numbers."""
    low = first.value * factor
    start = first.number_start
    return replace(
        second,
        start=first.start,
        number_start=start,
        text=text[first.start : second.end],
        value=(low + second.value) / 2,
        low=low,
        digits=min(first.digits, second.digits),
        hedged=first.hedged or second.hedged,
        ends=(_end(first, start, factor), _end(second, start, 1.0)),
    )


def _end(written: Written, start: int, factor: float) -> RangeEnd:
    notation = written.notation
    behind = len(notation.scale) + len(notation.unit)
    return RangeEnd(
        start=written.number_start - start,
        end=written.number_end - behind - start,
        step=notation.scale_value * notation.factor * factor,
    )
