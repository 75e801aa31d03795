"""A range of which both ends have their unit or hedge: "3k req/s to 4k req/s"."""

from __future__ import annotations

from fractions import Fraction

from ...prose.words import AND, BETWEEN, FROM, RANGE_WORDS
from ...prose.written import RangeEnd, Unreadable, Written
from ...records import replace
from ...units import conversion

_TO = RANGE_WORDS | {"-", "–", "—", "through", "up to"}
_MARKUP = " *_`\n"


def with_lower_end(text: str, before: Written | Unreadable | None, found: Written) -> Written:
    """The number as the range that it ends, where the one `before` it begins one; else as it is.

    What leads "from" the one to the other may be a change as well.
    """
    if isinstance(before, Written) and _is_joined(text, before, found):
        if _word_before(text, before) in FROM:
            return replace(found, follows_from=True)
        return _range(text, before, found) or found
    is_from = found.is_range and _word_before(text, found) in FROM
    return replace(found, follows_from=True) if is_from else found


def _is_joined(text: str, first: Written, second: Written) -> bool:
    between = text[first.end : second.start].strip(_MARKUP).lower()
    is_range = between in _TO or (between in AND and _word_before(text, first) in BETWEEN)
    plain = first.notation.kind == second.notation.kind == "plain"
    return is_range and plain and not (first.ends or second.ends or first.bound or second.bound)


def _word_before(text: str, found: Written) -> str:
    words = text[max(found.start - 20, 0) : found.start].lower().split()
    return words[-1].strip(_MARKUP) if words else ""


def _range(text: str, first: Written, second: Written) -> Written | None:
    """The range between two numbers of one unit, of which the first may leave it out."""
    if first.bare == second.bare or not first.bare:
        factor = conversion(first.unit, second.unit)
    else:
        scales = first.notation.scale or second.notation.scale
        factor = None if scales else Fraction(1)
    low = first.value * float(factor or 0)
    if factor is None or not 0 < low < second.value:
        return None
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
        ends=(_end(first, start, float(factor)), _end(second, start, 1.0)),
    )


def _end(written: Written, start: int, factor: float) -> RangeEnd:
    notation = written.notation
    behind = len(notation.scale) + len(notation.unit)
    return RangeEnd(
        start=written.number_start - start,
        end=written.number_end - behind - start,
        step=notation.scale_value * notation.factor * factor,
    )
