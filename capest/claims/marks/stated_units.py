"""The unit that stands in front of a number: in its label, its row's title, its column's.

"Reads per day: 300M", `| Hit ratio (%) | 95 |`, a column "Storage, TB per day" or "DAU (millions)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ...prose.comparable import comparable
from ...prose.tokens import WORD
from ...prose.words import ADVERBS, RATES, UNSPACED
from ...prose.written import Written
from ...quantities import Quantity
from ...spellings import LETTERS, PERCENT_WORDS, magnitude_of
from ...units import NUMBER, PERCENT, SIGNS, Unit, UnitTable, conversion, dimensions
from .readings import stated

_KILO = re.compile(r"[kKM](?:[QRT]PS|[qrt]ps|IOPS|iops)\b")
_WORD = re.compile(  # peakQps, kQPS
    rf"[%/{''.join(SIGNS)}]|{_KILO.pattern}|[a-z]{{2,}}(?=[A-Z])|{WORD}|[^\W\d_]+"
)
_RATE = re.compile("|".join(rate if rate[0] >= UNSPACED else rf"\b{rate}\b" for rate in RATES))
_PHRASE = re.compile(r"[\w\s/%.·-]*")
_MAGNITUDE = re.compile(
    r"[(\[,（［]\s*(?:in\s+)?[$€£]?(?P<own>[^\W\d_]+)\.?\s*(?:[)\]）］,/:]|$|(?=(?P<next>[^\W\d_])))"
    r"|\bin\s+(?P<put>[^\W\d_]+)"
    r"|^\W*(?P<led>[^\W\d_]+)\.?\s*(?=(?P<rest>[^\W\d_]|/))(?=[^:=]{1,40}[:=]\W*$)"
)
_ZEROS = re.compile(r"(?:[x×*]\s?1[,.]?0|['’(]0)00s?\b(?![,.]?\d)")
_RATE_FOLLOWS = re.compile(r"(?i:\s*(?:/|per\b|[^\W\d_]+\s*(?:/|per\b)|(?:[qrt]ps|usd)\b))")
_SPAN = re.compile(
    r"\b(?:in|within|over|during|per|every|each|en|em|durante|pendant)\s+"
    r"(?:(?P<several>\d{1,4})|an?|one|eine[mr]|une?|uma?)[ -](?P<time>[^\W\d_]+)\b",
    re.IGNORECASE,
)
_LEAST_SPAN = 3600  # seconds: what happens within fewer is no rate
_TIMED = re.compile(r"/|(?:per|an?|each|every)\s")
_HUMPS = re.compile(r"_|(?<=[a-z])(?=[A-Z][a-z])")
_MULTIPLIES = re.compile(r"[×*x/+^÷]\s*$")
_GOES_ON = re.compile(
    r"(?:[,;:=→|&]|\b(?:and|or|to|vs\.?|than|then|und|oder|et|ou|y|o|e|и|или|is|are|at|of|up))[\s*_]*$",
    re.IGNORECASE,
)
_LEAST_LARGE = 10_000
_THOUSAND = 1000.0
_BEGINNINGS = frozenset({"per", "a", "an", "each", "every", "/", "%"})
_IN_PERCENT = PERCENT_WORDS | {"yüzde", "百分之"}
_LEAST_PERCENT = 10  # a bare number of a share from here on is no multiple of one
_MOST_WORDS = 12  # of a label, the last of which stand nearest to the number


def with_stated_unit(
    found: Written, labels: Iterable[str], units: UnitTable, wanted: Unit
) -> Written:
    """The number with what its labels, nearest first, say that it is a number of; as it is where it
    can be compared without, but for a bare one under "%" or "millions".
    """
    if found.unit == wanted and not found.bare:
        return found
    computed = Quantity(1.0, wanted, units)
    fits = comparable(found.unit, computed) is not None
    if fits and not found.bare:
        return found
    seen: list[str] = []
    for label in labels:
        text, borrowed = _parted(label, units)
        scaled = _scaled(found, text if _ZEROS.search(label) is None else label, wanted)
        if fits and scaled is not found:
            return scaled
        lends = found.bare and _may_borrow(found, label)
        phrases = _phrases(text, units)
        seen += phrases
        spans = () if found.bare else _spans(label, units)
        for words in (*phrases, *_pairs(seen, units), *spans, *(borrowed if lends else ())):
            again = _again(scaled, words, units, wanted)
            if again is not None and not (fits and again.unit != PERCENT):
                return again
    if fits and wanted == PERCENT and _LEAST_PERCENT <= found.value <= 100:
        return _again(found, "%", units, wanted) or found
    return found


def _may_borrow(found: Written, label: str) -> bool:
    """Whether a number goes on from those before it: and 104K, but not since 1.24, in region 2."""
    is_large = bool(found.notation.scale) or found.value >= _LEAST_LARGE
    return not _MULTIPLIES.search(label) and (is_large or bool(_GOES_ON.search(label)))


@lru_cache(maxsize=1024)
def _parted(label: str, units: UnitTable) -> tuple[str, list[str]]:
    """A label without its quantities, for the unit of "at 10 GB/day" is that of the 10; and their
    units, the last one first, for in "35K QPS on average and 104K" it is meant twice.
    """
    borrowed: list[str] = []
    if any(sign.isdigit() for sign in label):
        for item in reversed(stated(label, units)):
            if isinstance(item, Written) and item.unit not in (NUMBER, PERCENT):
                borrowed.append(label[item.number_end - len(item.notation.unit) : item.end])
            label = f"{label[: item.start]},{label[item.end :]}"
    return label, borrowed


@lru_cache(maxsize=1024)
def _phrases(label: str, units: UnitTable) -> tuple[str, ...]:
    """What may be the unit in a label, from its end on, each once."""
    return tuple(dict.fromkeys(_phrases_of(label, units)))


def _pairs(phrases: list[str], units: UnitTable) -> Iterator[str]:
    """A unit and a time that stand apart: "Daily growth (TB)", "Monthly cost ($)"."""
    times = [phrase for phrase in phrases if phrase in ADVERBS or _TIMED.match(phrase)]
    for phrase in phrases if times else ():
        if phrase not in times and units.spelled(phrase.strip()):
            yield from (f"{phrase.strip()} {time}" for time in times)


def _spans(label: str, units: UnitTable) -> Iterator[str]:
    """The time in which so much of something there is: "In 24 hours: 300M reads"."""
    for found in reversed(list(_SPAN.finditer(label))):
        time = units.spelled(found["time"])
        if time is not None and (conversion(time, units.unit("second")) or 0) >= _LEAST_SPAN:
            yield f"per {found['several'] or 1} {found['time']}"


def _phrases_of(label: str, units: UnitTable) -> Iterator[str]:
    label = _HUMPS.sub(" ", label)  # requests_per_day, requestsPerDay
    for rate in reversed(_RATE.findall(label.lower())):
        yield f"per {RATES[rate]}"
    for found in reversed(list(_WORD.finditer(label))[-_MOST_WORDS:]):
        word = found.group()
        if word.lower() in ADVERBS:
            yield word.lower()
        elif word.lower() in _IN_PERCENT:
            yield "%"
        elif word in SIGNS:
            rest = _PHRASE.match(label, found.end())
            yield f"{SIGNS[word]}{rest.group() if rest else ''}"
            yield SIGNS[word]
        elif (
            word.lower() in _BEGINNINGS
            or word in LETTERS
            or _KILO.match(word)
            or units.spelled(word)
        ):
            rest = _PHRASE.match(label, found.start())
            yield rest.group() if rest else word


def _again(found: Written, words: str, units: UnitTable, wanted: Unit) -> Written | None:
    """The same number, read again with the words behind it, where that can be compared."""
    text = f"{found.text.rstrip('*_` ')} {words}"
    again = next(iter(stated(text, units, wanted)), None)
    if not isinstance(again, Written) or again.bare:
        return None
    if comparable(again.unit, Quantity(1.0, wanted, units)) is None:
        return None
    return replace(
        again,
        start=found.start,
        end=found.start + again.end,
        number_start=found.number_start,
        number_end=found.number_end,
        is_second=found.is_second,
        notation=replace(
            found.notation,
            factor=again.notation.factor * again.notation.scale_value / found.notation.scale_value,
        ),
    )


def _scaled(found: Written, label: str, wanted: Unit) -> Written:
    """The number times the magnitude in its label, "(millions)"; itself where there is none."""
    if found.notation.scale or found.notation.kind != "plain":
        return found
    sized = "information" in dict(dimensions(wanted))
    for magnitude in _MAGNITUDE.finditer(label):
        word = magnitude["own"] or magnitude["put"] or magnitude["led"]
        stands = not (magnitude["put"] or magnitude["next"] or magnitude["rest"])
        is_letter = stands or (not magnitude["put"] and _RATE_FOLLOWS.match(label, magnitude.end()))
        scale = magnitude_of(word) or (LETTERS.get(word) if is_letter and not sized else None)
        if scale is not None and scale >= _THOUSAND:
            return _multiplied(found, scale, word)
    return _multiplied(found, _THOUSAND, "thousand") if _ZEROS.search(label) else found


def _multiplied(found: Written, scale: float, word: str) -> Written:
    ends = found.ends and tuple(replace(end, step=end.step * scale) for end in found.ends)
    return replace(
        found,
        value=found.value * scale,
        low=found.low * scale,
        high=found.high * scale,
        quantum=found.quantum * scale,
        text=f"{found.text} {word}",
        notation=replace(found.notation, factor=found.notation.factor * scale),
        ends=(ends[0], ends[1]) if ends else None,
    )
