"""How much the words near a number speak for a quantity: "search peaks at 104K" for
search.peak_qps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ...sections import sections

_WORD = re.compile(r"[^\W\d_]{2,40}")
_STEM = 4
"""Letters that two forms of one word share: search, searches; replica, replication."""

_GENERAL = {
    "peak": ("peak", "busiest"),
    "day": ("day", "daily"),
    "per": (),
    "by": (),
    "user": ("user", "users"),
    "dau": ("dau", "daily", "users", "user"),
    "mau": ("mau", "monthly"),
}
"""The words that stand for a part of any name where the part itself does not."""

_AVERAGE = frozenset({"average", "avg", "mean", "averages", "normal", "normally", "sustained"})


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def is_spoken_for(name: str, words: frozenset[str]) -> bool:
    """Whether the words name the quantity: its entry and something of what it has, or all parts of
    an assumption's name.
    """
    entry, _, result = name.rpartition(".")
    parts = result.split("_")
    if not entry:
        return all(_is_named(part, words) for part in parts)
    return _is_named(entry, words) and any(_is_named(part, words) for part in parts)


def score(name: str, words: frozenset[str]) -> int:
    """How many parts of a name the words speak of, its entry counted twice."""
    entry, _, result = name.rpartition(".")
    named = sum(_is_named(part, words) for part in result.split("_"))
    return named + 2 * bool(entry and _is_named(entry, words))


def contradicts(name: str, words: frozenset[str]) -> bool:
    """Whether the words speak of a peak and the name does not, or of an average and it does."""
    parts = re.split(r"[._]", name)
    peak, average = "peak" in words or "peaks" in words, bool(words & _AVERAGE)
    if peak == average:
        return False
    is_rate = bool({"qps", "egress", "ingress"} & set(parts))
    return is_rate and peak != ("peak" in parts)


def _is_named(part: str, words: Iterable[str]) -> bool:
    known = _meant_by().get(part)
    if known is not None:
        return any(word in known for word in words)
    pieces = [piece for piece in part.split("_") if len(piece) > 1]
    return bool(pieces) and all(any(_alike(piece, word) for word in words) for piece in pieces)


@lru_cache(maxsize=1)
def _meant_by() -> Mapping[str, tuple[str, ...]]:
    """The words that stand for a part of a name: in general, and of each section's results."""
    return {**_GENERAL, **{key: word for one in sections() for key, word in one.spoken_of.items()}}


def _alike(part: str, word: str) -> bool:
    """Whether two words have one stem: one begins the other, but for an ending."""
    if part == word:
        return True
    shared = min(len(part), len(word))
    if shared < _STEM:
        return {part, word} in ({part, part + "s"}, {word, word + "s"})
    return abs(len(part) - len(word)) <= _STEM and part[: shared - 1] == word[: shared - 1]
