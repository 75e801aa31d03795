"""Reads the unit words after a number: "read requests per second", "/node/day", "per 12 sec"."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from ..products import multiply, raise_to
from ..records import record
from ..spellings import magnitude_of
from ..units import COUNTING, NUMBER, Atom, Unit, UnitTable, dimensions
from .tokens import TextKind, TextToken
from .words import ADVERBS, QUALIFIERS, STOPS

_WORD = TextKind.WORD
_LONGEST_RUN = 6
"""Words that may stand between a number and the noun it counts."""

_PER = frozenset({"per", "a", "an", "each", "every"})
_BELOW = _PER | {"/"}
_DENOMINATES = _BELOW | {"-"}
"""What a denominator may begin with."""
_JOINS = frozenset({"of", "in", "for", "and", "or"})
"""Words that a number and its rate may have between them, but none of them right before `a day`."""

_OF_A_MOMENT = frozenset({"ago", "earlier", "later", "time"})
"""Words behind `a week` that make it no rate."""


@record(frozen=False)
class UnitPhrase:
    """The unit after a number, and where the phrase ends."""

    unit: Unit
    factor: float
    """What the value is multiplied by to be in `unit`: 1/12 for "per 12 sec"."""
    after: int
    """The index of the token after the phrase."""
    named: bool
    """Whether a unit or noun is written."""
    unknown: str = ""
    """The word right behind the number, where it is not known."""


@lru_cache(maxsize=1024)
def is_noun(unit: Unit) -> bool:
    """Whether a unit is one counted thing."""
    found = dimensions(unit)
    return len(found) == 1 and found[0][0] in COUNTING and found[0][1] == 1


@lru_cache(maxsize=1024)
def is_time(unit: Unit | None) -> bool:
    """Whether a unit is a length of time."""
    return unit is not None and dimensions(unit) == (("time", 1),)


def read_phrase(
    tokens: list[TextToken], index: int, units: UnitTable, unit: Unit | None, *, named: bool
) -> UnitPhrase:
    """The phrase from `index` on, after a number whose adjoining unit is `unit`, if any."""
    phrase = UnitPhrase(unit or NUMBER, 1.0, index, named)
    if unit is None:
        _read_nouns(tokens, phrase, units)
    if phrase.after == len(tokens):
        return phrase
    while (
        phrase.after < len(tokens)
        and tokens[phrase.after].lower in _DENOMINATES
        and _read_denominator(tokens, phrase, units)
    ):
        pass
    if phrase.named and _word(tokens, phrase.after) is not None:
        if phrase.after == index or not _has_rate(phrase.unit):
            _read_distant_rate(tokens, phrase, units)
        _read_adverb(tokens, phrase, units)
    return phrase


@lru_cache(maxsize=1024)
def _has_rate(unit: Unit) -> bool:
    return any(atom.dimension == "time" and power < 0 for atom, power in unit.powers)


def _word(tokens: list[TextToken], index: int) -> str | None:
    """The word at a place of the same run of prose, or None."""
    if index < len(tokens) and (token := tokens[index]).kind is _WORD:
        return token.text
    return None


def _read_nouns(tokens: list[TextToken], phrase: UnitPhrase, units: UnitTable) -> None:
    """Adjectives and nouns: the last word that is known says what is counted."""
    index, first = phrase.after, phrase.after
    while index < len(tokens) and index < first + _LONGEST_RUN:
        token = tokens[index]
        if token.kind is not _WORD:
            glue = token.text == "-" and not token.spaced and index > first
            if not (glue and _word(tokens, index + 1)):
                break
            index += 1
            continue
        word, lower = token.text, token.lower
        found = units.spelled(word)
        if lower == "x" or (lower in ADVERBS and index > first) or magnitude_of(word):
            break
        if lower in STOPS and not (found and _denominates(tokens, index + 1)):  # 3B like/day
            break
        index += 1
        phrase.named = True
        is_first = index == first + 1
        if found is None:
            if is_first and lower not in QUALIFIERS:
                phrase.unknown = word
        elif is_first or (len(word) > 1 and (not is_time(found) or tokens[index - 2].text == "-")):
            phrase.unit, phrase.after = found, index
            if not is_noun(found):
                break
    if phrase.after == first and _denominates(tokens, index):
        phrase.after = index


def _denominates(tokens: list[TextToken], index: int) -> bool:
    return index < len(tokens) and tokens[index].lower in _BELOW


def _read_denominator(tokens: list[TextToken], phrase: UnitPhrase, units: UnitTable) -> bool:
    """One "/ s", "per second", "a day", "every 300 seconds"; whether there was one."""
    index = phrase.after
    if tokens[index].text == "-" and not tokens[index].spaced:
        index += 1
    sign = tokens[index].lower if index < len(tokens) else ""
    if sign == "each" and phrase.named and _denominates(tokens, index + 1):
        index += 1  # 10 searches each a day: whose they are is left out, as a count may be
        sign = tokens[index].lower
    if sign not in _BELOW:
        return False
    place = index + 1
    if sign == "a" and place < len(tokens) and not tokens[place].spaced:
        return False  # A100s
    if sign == "per" and place < len(tokens) and tokens[place].text == "-":
        place += 1
    number, place = _denominator_number(tokens, place)
    word = _word(tokens, place)
    if word is None:
        return False
    found = units.spelled(word)
    if number != 1 or sign in ("a", "an", "every", "each"):
        if not is_time(found) or _word(tokens, place + 1) in _OF_A_MOMENT:
            return False
    elif found is None or (len(word) == 1 and not is_time(found) and word != "B"):
        return _read_unknown_denominator(tokens, phrase, place, units, sign)
    if found is None:
        return False
    _divide(phrase, found, number)
    phrase.after = place + 1
    return True


def _denominator_number(tokens: list[TextToken], place: int) -> tuple[float, int]:
    if place < len(tokens) and tokens[place].kind is TextKind.NUMBER:
        text = tokens[place].text.replace(",", "")
        if text.isdigit() and int(text[:9]) > 0:
            return float(text[:9]), place + 1
    return 1.0, place


def _read_unknown_denominator(
    tokens: list[TextToken], phrase: UnitPhrase, place: int, units: UnitTable, sign: str
) -> bool:
    """A thing that is in no table ("per sample") is a counting word of its own; a known noun may
    follow its adjectives ("per active user").
    """
    word = tokens[place].text
    if word.lower() in STOPS or magnitude_of(word) or len(word) == 1:
        return False
    for later in range(place + 1, min(place + 3, len(tokens))):
        following = _word(tokens, later)
        if following is None or following.lower() in STOPS or sign == "/":
            break
        found = units.spelled(following)
        if found is not None and is_noun(found):
            _divide(phrase, found, 1.0)
            phrase.after = later + 1
            return True
    noun = word.lower()
    _divide(phrase, Unit(((Atom(noun, noun, "count", Fraction(1)), 1),)), 1.0)
    phrase.after = place + 1
    return True


def _divide(phrase: UnitPhrase, unit: Unit, number: float) -> None:
    phrase.unit, factor = _over(phrase.unit, unit)
    phrase.factor *= factor / number
    phrase.named = True


@lru_cache(maxsize=1024)
def _over(unit: Unit, below: Unit) -> tuple[Unit, float]:
    """A unit over another, and the factor that it costs."""
    inverse, cost = raise_to(below, -1)
    ratio, factor = multiply(unit, inverse, as_written=True)
    return ratio, float(factor) * float(cost)


def _read_distant_rate(tokens: list[TextToken], phrase: UnitPhrase, units: UnitTable) -> None:
    """`2 PB of stored page content per month`: the rate stands after what the amount is of."""
    index = phrase.after
    for place in range(index, min(index + _LONGEST_RUN + 1, len(tokens))):
        word = (_word(tokens, place) or "").lower()
        period = _word(tokens, place + 1) if word in _PER else None
        if period and is_time(units.spelled(period)):
            if _word(tokens, place - 1) not in _JOINS:
                phrase.after = place
                phrase.after = phrase.after if _read_denominator(tokens, phrase, units) else index
            return
        if word in ADVERBS:
            phrase.after = place if _ends_phrase(tokens, place + 1) else index
            return
        if not word or (word in STOPS and word not in _JOINS):
            return
        if place > index and word not in _JOINS and is_time(units.spelled(word)):
            return


def _read_adverb(tokens: list[TextToken], phrase: UnitPhrase, units: UnitTable) -> None:
    """`100 requests daily`."""
    word = _word(tokens, phrase.after)
    period = ADVERBS.get(word.lower()) if word else None
    if not period or _has_rate(phrase.unit):
        return
    if _ends_phrase(tokens, phrase.after + 1):
        _divide(phrase, units.unit(period), 1.0)
        phrase.after += 1


def _ends_phrase(tokens: list[TextToken], index: int) -> bool:
    """Whether no noun follows an adverb: 60 GB daily, but not 60 GB of daily photos."""
    return _word(tokens, index) in (None, "and", "or", "on", "for", "at", "in")
