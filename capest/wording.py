"""How much the words near a number speak for a quantity: "search peaks at 104K" for
search.peak_qps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .records import field, record
from .sections import sections

_WORD = re.compile(r"[^\W\d_]{2,40}")
_STEM = 4
"""Letters that two forms of one word share: search, searches; replica, replication."""

_GENERAL = {
    "peak": ("peak", "peaks", "busiest"),
    "day": ("day", "daily"),
    "per": (),
    "by": (),
    "user": ("user", "users"),
    "dau": ("dau", "daily", "users", "user"),
    "mau": ("mau", "monthly"),
}
"""The words that stand for a part of any name where the part itself does not."""

_AVERAGE = frozenset({"average", "avg", "mean", "averages", "normal", "normally", "sustained"})

_ELSEWHERE = frozenset({
    "another", "benchmark", "benchmarked", "benchmarks", "competitor", "competitors", "earlier",
    "elsewhere", "former", "formerly", "legacy", "old", "older", "originally", "previous",
    "previously", "tested", "tests",
})  # fmt: skip
"""Words of a number that is of another system or another time."""

_COPIES = frozenset({"copy", "copies", "replica", "replicas", "replicated", "replication"})
_OF_ALL = frozenset({
    "across", "after", "all", "both", "every", "five", "four", "including", "three", "total",
    "two", "with",
})  # fmt: skip
_OF_ONE = frozenset({"before", "each", "excluding", "one", "per", "single", "without"})
"""Words that say, with one of copies, whether a size is that of all of them or of one."""

_Pieces = tuple[str, ...]


@record
class _Named:
    """A name, as what has to be said of its entry and of each part of its result."""

    name: str
    entry: _Pieces | None
    """None for an assumption, which has none."""
    results: tuple[_Pieces, ...]

    def is_spoken_for(self, said: frozenset[str]) -> bool:
        """Whether its entry is named and something of what it has, or all parts of an assumption's
        name.
        """
        if self.entry is None:
            return all(_is_named(part, said) for part in self.results)
        return _is_named(self.entry, said) and any(_is_named(part, said) for part in self.results)

    def score(self, said: frozenset[str]) -> int:
        """How many of its parts are named, its entry counted twice."""
        named = sum(_is_named(part, said) for part in self.results)
        return named + 2 * (self.entry is not None and _is_named(self.entry, said))


@record
class Vocabulary:
    """The names of quantities, and what of them a text speaks of."""

    names: Mapping[str, _Named]
    pieces: frozenset[str]
    by_first: Mapping[str, tuple[_Named, ...]]
    """The names by a piece without which each is not spoken for."""
    heard: dict[str, frozenset[str]] = field(default_factory=dict)
    """The pieces that a word speaks of, for the words met so far."""

    def spoken_for(self, words: frozenset[str]) -> frozenset[str]:
        """The names that the words speak of."""
        said = self._said(words)
        possible = (named for piece in said for named in self.by_first.get(piece, ()))
        return frozenset(named.name for named in possible if named.is_spoken_for(said))

    def score(self, name: str, words: frozenset[str]) -> int:
        """How much the words speak for a name."""
        return self.names[name].score(self._said(words))

    def _said(self, words: frozenset[str]) -> frozenset[str]:
        for word in words:
            if word in self.heard:
                continue
            self.heard[word] = frozenset(piece for piece in self.pieces if _speaks_of(word, piece))
        return frozenset().union(*filter(None, map(self.heard.__getitem__, words)))


@lru_cache(maxsize=16)
def vocabulary(names: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of some names, kept for the next document that rests on them."""
    parted = {name: _parted(name) for name in names}
    pieces = {
        piece
        for named in parted.values()
        for part in (named.entry or (), *named.results)
        for piece in part
    }
    by_first: dict[str, tuple[_Named, ...]] = {}
    for named in parted.values():
        for piece in (named.results[0] if named.entry is None else named.entry)[:1]:
            by_first[piece] = (*by_first.get(piece, ()), named)
    return Vocabulary(parted, frozenset(pieces), by_first)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def is_of_another(words: frozenset[str]) -> bool:
    """Whether the words speak of another system, or of another time."""
    return not words.isdisjoint(_ELSEWHERE)


def said_nearby(words: frozenset[str], clause: frozenset[str]) -> frozenset[str]:
    """The words about a number, without those of a load that are about another: its clause says
    which it is of in "35k/s on average, 104k/s at peak".
    """
    of_load = _AVERAGE.union(_GENERAL["peak"])
    return words - (of_load - clause) if of_load & clause else words


def contradicts(
    name: str,
    words: frozenset[str],
    *,
    clause: frozenset[str] = frozenset(),
    of_moments: bool = False,
    of_days: bool = False,
) -> bool:
    """Whether the words speak of a peak and the name does not, or of an average and it does; what
    comes in a day is no peak where the number is a rate `of_moments`, and a number `of_days` is one
    only where it is said. Of how many copies a size is, the clause says.
    """
    if _is_of_other_copies(name, clause):
        return True
    parts = re.split(r"[._]", name)
    peak, average = not words.isdisjoint(_GENERAL["peak"]), bool(words & _AVERAGE)
    if peak == average:
        return of_days and not peak and "peak" in parts
    rates = {"qps", "egress", "ingress", *(("day",) if of_moments else ())}
    is_rate = bool(rates & set(parts))
    return is_rate and peak != ("peak" in parts)


def _is_of_other_copies(name: str, clause: frozenset[str]) -> bool:
    """Whether the words about a size say that all copies are meant and the name is of one, or the
    other way round.
    """
    of_all, of_one = bool(clause & _OF_ALL), bool(clause & _OF_ONE)
    if clause.isdisjoint(_COPIES) or of_all == of_one:
        return False
    return name.endswith((".one_copy", ".logical") if of_all else ".stored")


def _parted(name: str) -> _Named:
    entry, _, result = name.rpartition(".")
    results = tuple(_pieces(part) for part in result.split("_"))
    return _Named(name, _pieces(entry) if entry else None, results)


def _pieces(part: str) -> _Pieces:
    """What has to be said to name a part: the whole where words stand for it, else each word."""
    if part in _meant_by():
        return (part,)
    return tuple(piece for piece in part.split("_") if len(piece) > 1)


def _is_named(part: _Pieces, said: frozenset[str]) -> bool:
    return bool(part) and said.issuperset(part)


def _speaks_of(word: str, piece: str) -> bool:
    known = _meant_by().get(piece)
    return word in known if known is not None else _alike(piece, word)


@lru_cache(maxsize=1)
def _meant_by() -> Mapping[str, tuple[str, ...]]:
    """The words that stand for a part of a name: in general, and of each section's results."""
    meant = dict(_GENERAL)
    for section in sections():
        for part, words in section.spoken_of.items():
            meant[part] = (*meant.get(part, ()), *words)
    return meant


def _alike(part: str, word: str) -> bool:
    """Whether two words have one stem: one begins the other, but for an ending."""
    if part == word or part[0] != word[0]:
        return part == word
    shared = min(len(part), len(word))
    if shared < _STEM:
        return {part, word} in ({part, part + "s"}, {word, word + "s"})
    return abs(len(part) - len(word)) <= _STEM and part[: shared - 1] == word[: shared - 1]
