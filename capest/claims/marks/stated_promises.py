"""The promise that the words in front of a number make of it: "SLO (p99): 200 ms", "must answer in
200 ms", a row `| Latency budget | 200 ms |`, a column "Max latency" or "At least", a list below
"Our SLOs:".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ...prose.comparable import is_machines
from ...prose.hedges import bound_of
from ...prose.unit_words import is_time
from ...prose.words import (
    ADJECTIVES,
    BEYOND,
    EXTREMES,
    LOSSES,
    OBLIGATIONS,
    PLACES,
    PROMISES,
    STATES,
    STOPS,
    UNSPACED,
    UNSPACED_PROMISES,
)
from ...prose.written import Stance, Written
from ...units import PERCENT, Unit, dimensions, is_money
from ..documents.introductions import introductions
from .binding import Claim

_TOKEN = re.compile(r"p\d+(?:\.\d+)?(?!\w)|[^\W\d_]+|\d+|[<>]=|[^\w\s*`~()\[\]\"'’/&]")
_VALUE = re.compile(r"(?<![\w.-])\d")
_ENDS = frozenset(",;.!?|。，；") | STATES
_PERCENTILE = re.compile(r"p\d+")
_ASIDE = re.compile(r"[\s*_`]*\(([a-z ]{2,20})\)")
_BEHIND = re.compile(
    r"[\s*_`)\]]*(?P<is>(?:is|are|be|as)\s+)?(?:(?:the|our|a|an)\s+)?(?P<words>[\w\s]+)"
)
_EXCEEDED = re.compile(r"[\s*_`)\]]*(?:must|may|shall|can|should) ?(?:not|never) be exceeded\b")
_BEFORE_ONLY = OBLIGATIONS | ADJECTIVES - {"target", "guaranteed", "promised", "required"}
_DIRECTIONS = frozenset({"at", "to", "in"})
_LINKS = _DIRECTIONS.union(
    ":=：–—-",
    (
        "is",
        "are",
        "of",
        "be",
        "says",
        "stays",
        "set",
        "ist",
        "est",
        "es",
        "é",
        "è",
        "是",
        "为",
        "は",
        "が",
    ),
)
"""What joins a number to what it is a number of."""

_PEAKS = EXTREMES | {"peak"}
_REACH = 80
"""Characters before a number in which its promise may stand."""

_LONGEST = 8
"""Words from a promise to its number, and in a title: more of them tell of something."""

_NEAREST = 2
"""Words between "maximum" or "target" and its number where nothing says that it is one."""


def with_promise(claim: Claim, found: Written, start: int, *, is_input: bool) -> Written:
    """The number that begins at `start` as the promise that is made of it. It is a bound where its
    kind has a better side, but for one that the scenario puts in, which is to be the same.
    """
    if found.bound:
        return found
    first, prose = claim.before[0], claim.joined.text
    before = prose[max(claim.joined.position(start - _REACH), first) : first + found.start]
    titles = tuple(_titles(claim, start)) if claim.nearby else ()
    word, is_above = _before(before) or _behind(prose[claim.after[0] : claim.after[1]]), False
    if not word:
        word, is_above = _in_titles(titles, introductions(claim.document.text, start))
    if not word:
        return found
    subject = frozenset(_words(claim.subject.replace("_", " ")))
    if word in EXTREMES and (is_above or not subject.isdisjoint(_PEAKS)):
        return found
    is_loss = not LOSSES.isdisjoint(subject.union(*map(_words, (before, *titles))))
    side = _side(word, found.unit, is_loss=is_loss, is_near=not is_above)
    if side is None:
        return replace(found, stance="need") if word in OBLIGATIONS else found
    is_need = side == ">=" and "information" in dict(dimensions(found.unit))
    stance: Stance = "need" if is_need else "promise"
    return replace(found, bound="" if is_input else side, stance=stance)


def _side(word: str, unit: Unit, *, is_loss: bool, is_near: bool) -> str | None:
    """The side that is promised of a quantity, "" where the words do not say which; None for what
    must be kept or be there, which is needed.
    """
    side = PROMISES.get(word) or UNSPACED_PROMISES.get(word, word)
    if side not in ("?", "!"):
        return side
    kinds = [name for name, power in dimensions(unit) if power > 0]
    if is_time(unit) or any(map(is_money, kinds)) or (unit == PERCENT and is_loss):
        return "<="
    if unit == PERCENT:
        return ">="
    is_need = "information" in kinds or is_machines(unit)
    is_left = side == "?" and is_near and not (is_need and word in OBLIGATIONS)
    return "" if is_left else None


@lru_cache(maxsize=4096)
def _before(text: str) -> str:
    """The word before a number that makes it a promise, "" for none."""
    words = _words(text)
    if text.isascii() and PROMISES.keys().isdisjoint(words):
        return ""
    links = 0
    while words and words[-1] in _LINKS:
        links += words.pop() not in _DIRECTIONS
    for distance, word in enumerate(reversed(words[-_LONGEST:])):
        if word in _ENDS or word[0].isdigit():
            return ""
        promise = _promise(word)
        if not promise:
            continue
        between = words[len(words) - distance :]
        is_said = links or word in OBLIGATIONS or not any(map(str.isalpha, between))
        is_near = word in ADJECTIVES and distance <= _NEAREST and PLACES.isdisjoint(between)
        first = len(words) - distance - 1
        is_free = BEYOND.isdisjoint(words[max(first - 2, 0) : first])
        return promise if (is_said or is_near or word[0] >= UNSPACED) and is_free else ""
    return ""


@lru_cache(maxsize=4096)
def _behind(text: str) -> str:
    """The word behind a number that makes it a promise: "our 200 ms p99 target"."""
    if aside := _ASIDE.match(text.lower()):  # 99.95 % (SLA)
        return next(filter(None, map(_promise, aside[1].split())), "")
    if _EXCEEDED.match(text.lower()):
        return "limit"
    found = _BEHIND.match(text.lower())
    words = found["words"].split()[: _NEAREST + 1] if found else []
    for word in words:
        promise = _promise(word)
        if promise and ((found and found["is"]) or word not in _BEFORE_ONLY):
            return promise
        if word in STOPS or not (word.isalpha() or _PERCENTILE.match(word)):
            return ""
    return ""


def _in_titles(titles: Iterable[str], above: Iterable[str]) -> tuple[str, bool]:
    """The word of the titles of a number, else of those above its list or table, that makes it a
    promise, and whether it stands above; "" where one tells of what is so.
    """
    titled = [_titled(title) for title in titles]
    if None in titled or any(titled):
        return "" if None in titled else next(filter(None, titled)), False
    return next((word for word in map(_titled, above) if word != ""), "") or "", True


@lru_cache(maxsize=4096)
def _titled(title: str) -> str | None:
    """The word that makes what stands under a title a promise, or the side that it says; None for a
    title of what is so.
    """
    words = _words(title)
    if not STATES.isdisjoint(words):
        return None
    if len(words) > _LONGEST:
        return ""
    for index, word in enumerate(words):
        promise = _promise(word)
        if promise:
            return promise if BEYOND.isdisjoint(words[max(index - 2, 0) : index]) else ""
    return bound_of(words)


def _promise(word: str) -> str:
    """The word if it makes a promise, or what does in one of a script that parts no words."""
    if word in PROMISES:
        return word
    parts = UNSPACED_PROMISES if word[0] >= UNSPACED else ()
    return next((one for one in parts if one in word), "")


def _titles(claim: Claim, start: int) -> Iterator[str]:
    """The titles of the number's column and row, cells before it that hold no value, and that of
    the column of titles.
    """
    for index, (first, last) in enumerate(claim.nearby):
        title = claim.document.text[first:last]
        if first < start and not (index and _VALUE.search(title)):
            yield title
            if not index and claim.corner:
                yield claim.corner


def _words(text: str) -> list[str]:
    return _TOKEN.findall(_ABBREVIATED.sub(_short, text.lower()))


def _short(found: re.Match[str]) -> str:
    return found[1] or (found["label"] and "nfr") or "must"


_ABBREVIATED = re.compile(
    r"(max|min)\.|\b(?P<label>n?fr|nfa|req|slo|sla)[-_ ]?\d+(?:\.\d+)*\b"
    r"|\b(?:(?:ha(?:s|ve)|needs?|ought|would like) to|required that|tienen? que|tem (?:de|que))\b"
)
