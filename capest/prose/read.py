r"""Reads the quantities of a line of prose: "**~30K** QPS", "$3 \times 10^8$", "7–12 kB".

What looks like a quantity and cannot be read is `Unreadable` with the reason; what only looks like
one (S3, varchar(255), a date, a version) is passed over. Reading takes time in proportion to the
text and raises nothing.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

from ..spellings import magnitude_of
from ..units import NUMBER, SIGNS, Unit, UnitTable
from .amounts import read_amount, read_worded
from .false_numbers import is_trap
from .hedges import Hedge, read_hedge, read_tail, stance
from .reader import AmountRead, Reader, Strictness, ends_of, joins, touches
from .tokens import TextKind, scan
from .unit_words import UnitPhrase, is_time, read_phrase
from .words import AND, LONGEST_HEDGE, NUMBER_WORDS, RANGE_WORDS, VAGUE_FEW, VAGUE_MANY
from .written import Notation, RangeEnd, Unreadable, Written

_NUMBER_WORDS = frozenset({*NUMBER_WORDS, "half", *VAGUE_FEW, *VAGUE_MANY})
_DASHES, _WAVES = "-–—", "~〜～…"
_WAVES_AND_DOTS = f"{_WAVES}."
_SPREAD = "it says how far the number before it may be off"
_VAGUE = "a vague magnitude cannot be checked"


def quantities_in(
    text: str, units: UnitTable, wanted: Unit | None = None
) -> tuple[Written | Unreadable, ...]:
    """The quantities of a text, left to right.

    `wanted` is the unit of the quantity the text is expected to state; it decides what a letter
    means that may be two things (500B, 10m).
    """
    found = lookalikes_and_quantities_in(text, units, wanted)
    return tuple(item for item in found if isinstance(item, Written) or not item.is_lookalike)


def lookalikes_and_quantities_in(
    text: str,
    units: UnitTable,
    wanted: Unit | None = None,
    *,
    level: Strictness = Strictness.DOCUMENT,
) -> tuple[Written | Unreadable, ...]:
    """The quantities of a text and what only looks like one, left to right."""
    reader = Reader(text=text, tokens=scan(text), units=units, expected=wanted, level=level)
    return everything_in(reader)


def everything_in(reader: Reader, mark: int | None = None) -> tuple[Written | Unreadable, ...]:
    """The same of the tokens of a reader, up to where a mark was taken out."""
    tokens, number, words = reader.tokens, TextKind.NUMBER, _NUMBER_WORDS
    places = [
        index for index, token in enumerate(tokens) if token.kind is number or token.lower in words
    ]
    found: list[Written | Unreadable] = []
    floor = 0
    last = len(reader.text) if mark is None else mark
    for index in places:
        if index < floor or tokens[index].start >= last:
            continue
        read = _read_number if tokens[index].kind is number else _read_words
        item, after = read(reader, index, floor)
        if item is not None:
            found.append(item)
        floor = max(after, floor) if after > index else floor
    return tuple(found)


def quantity_at(reader: Reader, index: int, last: int) -> tuple[Written | None, int]:
    """The quantity that begins at a token (its hedge, currency or number) and ends before `last`,
    and the index after it; None where there is none that can be read.
    """
    number = index
    while number < last and number < index + LONGEST_HEDGE + 2:
        if reader.tokens[number].kind is TextKind.NUMBER:
            item, after = _read_number(reader, number, index)
            begins = isinstance(item, Written) and item.start == reader.tokens[index].start
            if isinstance(item, Written) and begins and after <= last:
                return item, after
            return None, index
        number += 1
    return None, index


def _read_words(reader: Reader, index: int, floor: int) -> tuple[Written | Unreadable | None, int]:
    """What words say that begin at a token, and the index after it; the token's own for nothing."""
    if after := _vague_until(reader, index):
        return _unreadable(reader, index, after, _VAGUE), after
    if read_worded(reader, index, hedged=True) is not None:
        hedge = read_hedge(reader, index, floor)
        amount = read_worded(reader, index, hedged=hedge.hedged)
        if amount is not None:
            return _written(reader, hedge, amount, None)
    return None, index


def _vague_until(reader: Reader, index: int) -> int:
    """The index after a vague magnitude (tens of millions, several gigabytes), or 0."""
    token = reader.tokens[index]
    if token.lower not in VAGUE_MANY and token.lower not in VAGUE_FEW:
        return 0
    of = reader.word(index + 1) == "of"
    after = index + 1 + of
    if not of and token.lower not in VAGUE_FEW:
        return 0
    word = reader.at(after)
    if word is None or word.kind is not TextKind.WORD:
        return 0
    unit = reader.units.spelled(word.text)
    scaled = magnitude_of(word.text) is not None
    sized = unit is not None and any(atom.dimension == "information" for atom, _ in unit.powers)
    counts = of and unit is not None and token.lower in VAGUE_MANY
    return after + 1 if scaled or sized or counts else 0


def _unreadable(reader: Reader, first: int, after: int, reason: str) -> Unreadable:
    start, end = reader.tokens[first].start, reader.tokens[max(after, first + 1) - 1].end
    return Unreadable(start=start, end=end, text=reader.text[start:end], reason=reason)


def _lookalike(reader: Reader, first: int, after: int, *, is_name: bool) -> Unreadable:
    reason = "it is part of a name or a date" if is_name else "it is no number with a unit"
    first -= is_name and first > 0 and not reader.tokens[first].spaced
    found = _unreadable(reader, first, min(after, len(reader.tokens)), reason)
    return replace(found, is_lookalike=True, is_name=is_name)


def _read_number(reader: Reader, index: int, floor: int) -> tuple[Written | Unreadable | None, int]:
    """What is read at a number, and the index after it."""
    if is_trap(reader, index):
        return _lookalike(reader, index, index + 1, is_name=True), index + 1
    tokens = reader.tokens
    several = index + 3 < len(tokens) and tokens[index + 1].lower == "s"
    if several and tokens[index + 2].lower == "of" and magnitude_of(reader.word(index + 3)):
        return _unreadable(reader, index, index + 4, _VAGUE), index + 4  # 10s of thousands
    if index and tokens[index - 1].text == "±":
        return _unreadable(reader, index - 1, index + 1, _SPREAD), index + 1
    hedge = read_hedge(reader, index, floor)
    first = read_amount(reader, index, money=bool(hedge.money))
    if first.trap:
        after = max(first.after, index + 1)
        return _lookalike(reader, index, after, is_name=False), after
    reason = first.reason
    if not math.isfinite(first.numeral.value * first.scale):
        reason = reason or "this number is too large"
    has_more = not reason and first.after < len(tokens)
    second = _range_end(reader, hedge, first) if has_more else None
    if second is not None and second.trap:
        return _lookalike(reader, index, second.after, is_name=False), second.after
    if second is not None:
        reason = second.reason
    if reason:
        after = min((second or first).after, len(reader.tokens))
        return _unreadable(reader, hedge.first, after, reason), after
    return _written(reader, hedge, first, second)


# --- ranges ---


def _range_end(reader: Reader, hedge: Hedge, first: AmountRead) -> AmountRead | None:
    """The upper end of a range that begins with `first`, or None where none does."""
    dash = reader.tokens[first.after]
    if first.numeral.kind in ("ratio", "words"):
        return None
    spelled = dash.lower in RANGE_WORDS or (dash.lower in AND and hedge.between)
    may_join = dash.text in _DASHES or reader.text[dash.start] in _WAVES_AND_DOTS
    if not spelled and (dash.kind is TextKind.WORD or not may_join):
        return None
    place = first.after + 1
    joined = dash.text in _DASHES and joins(reader, first.after)
    if not joined and touches(reader, first.after, hedge.first - 1):
        while (following := reader.at(place)) and following.text == dash.text == ".":
            place += 1
        joined = reader.text[dash.start] in _WAVES or place > first.after + 1
    if not (joined or spelled):
        return None
    while place < len(reader.tokens) and reader.tokens[place].text in ("~", *SIGNS):
        place += 1
    number = reader.at(place)
    if number is None or number.kind is not TextKind.NUMBER:
        return None
    if reader.word(place + 1) in ("am", "pm"):
        return replace(first, trap=True, after=place + 2)
    second = read_amount(reader, place, money=bool(hedge.money))
    if second.trap or second.reason:
        return second if joined and second.reason and not dash.spaced else None
    before = reader.word(hedge.first - 1)
    if dash.lower == "to" and before == "from" and first.unit is not None:
        return None
    return second if ends_of(first, second) is not None else None


# --- the whole phrase ---


def _written(
    reader: Reader, hedge: Hedge, first: AmountRead, second: AmountRead | None
) -> tuple[Written | Unreadable, int]:
    amount = second or first
    numeral, tokens = amount.numeral, reader.tokens
    low = high = numeral.value * amount.scale
    if second is not None and (ends := ends_of(first, second)):
        low, high = ends
    unit = reader.units.unit(hedge.money) if hedge.money else amount.unit
    plus = amount.after < len(tokens) and _plus(reader, amount.after)
    phrase = _phrase(reader, amount, unit, amount.after + plus)
    bound = hedge.bound or (">=" if plus else "")
    hedged = hedge.hedged
    if bound == ">" and is_time(phrase.unit) and reader.word(hedge.first) == "over":
        bound = ""  # "over 10 years" is during them
    tail, after = read_tail(reader, phrase.after)
    if tail is not None:
        bound, hedged = bound or tail, hedged or not tail
    if bound == "?":
        bound = "<=" if is_time(phrase.unit) else ">="  # as quick, or as much, as was promised
    factor = -phrase.factor if hedge.negative else phrase.factor
    low, high = low * factor, high * factor
    if high < low:
        low, high = high, low
    start, end = tokens[hedge.first].start, max(tokens[after - 1].end, amount.end)
    if not (math.isfinite(low) and math.isfinite(high)):
        return _unreadable(reader, hedge.first, after, "this number is too large"), after
    return (
        Written(  # by place: names would take as long as all that is read
            start,
            end,
            hedge.number_start,
            amount.end,
            reader.text[start:end],
            (low + high) / 2,
            low,
            high,
            phrase.unit,
            not phrase.named,
            min(first.numeral.digits, numeral.digits),
            numeral.quantum * amount.scale * phrase.factor,
            hedged,
            bound,
            stance(reader, hedge.first, after),
            _notation(amount, phrase),
            _range_ends(first, second, hedge, (low, high)) if second else None,
            "" if amount.scale_text or second else phrase.unknown,
        ),
        after,
    )


def _range_ends(
    first: AmountRead, second: AmountRead, hedge: Hedge, values: tuple[float, float]
) -> tuple[RangeEnd, RangeEnd]:
    lower, upper = (
        RangeEnd(
            start=amount.start - hedge.number_start,
            end=amount.numeral_end - hedge.number_start,
            step=value / amount.numeral.value if amount.numeral.value else 1.0,
        )
        for amount, value in zip((first, second), values, strict=True)
    )
    return lower, upper


def _plus(reader: Reader, index: int) -> bool:
    """Whether a + touches the number before it and nothing after: 30k+."""
    sign = reader.tokens[index]
    if sign.text != "+" or sign.spaced:
        return False
    following = reader.at(index + 1)
    return following is None or following.spaced or following.kind is TextKind.SIGN


def _phrase(reader: Reader, amount: AmountRead, unit: Unit | None, index: int) -> UnitPhrase:
    """The unit words after an amount; a ratio has none, and 20% of something is no noun's."""
    token = reader.at(index) if unit is None else None
    if token is not None and token.text in SIGNS and not token.spaced:
        unit, index = reader.units.unit(SIGNS[token.text]), index + 1
    if amount.numeral.kind == "ratio":
        return UnitPhrase(NUMBER, 1.0, index, False)
    if amount.factor:
        unit = NUMBER
    named = unit is not None and not amount.factor
    return read_phrase(reader.tokens, index, reader.units, unit, named=named)


def _notation(amount: AmountRead, phrase: UnitPhrase) -> Notation:
    numeral = amount.numeral
    return _noted(
        numeral.group,
        numeral.point,
        amount.scale_text,
        amount.scale,
        amount.unit_text,
        numeral.power,
        numeral.braces,
        numeral.kind,
        phrase.factor,
    )


_noted = lru_cache(maxsize=1024)(
    lambda *style: Notation(**dict(zip(vars(Notation)["__slots__"], style, strict=True)))
)
