"""Units: what a number is a number of.

`units.txt` beside this file, in pint's definition format, is the single source of every unit word.
It is read here, in the few shapes it uses, because importing pint takes longer than the rest of a
run together; a test has pint read the same file and compares every unit. `Quantity.to_pint` hands
a value over to pint where a program wants to go on computing with it.

A unit is a product of atoms (byte, day, request) and keeps the words it was written with, so that
3 posts * 300 B/post reads as bytes. Words of one dimension convert; counting words of one dimension
(post, request, row) are interchangeable in arithmetic and only differ in what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from .nouns import forms_of
from .records import field, record
from .spellings import unit_spelled

MACHINES = frozenset({
    "server", "node", "shard", "core", "cpu", "vcpu", "gpu", "tpu", "thread", "process", "worker",
    "pod", "container", "vm", "replica", "broker", "consumer", "producer", "executor", "proxy",
    "cluster", "rack", "zone", "region", "datacenter", "disk", "volume", "osd", "pg",
})  # fmt: skip
"""Dimensions that count machines and their parts: shown whole, and needed whole."""

COUNTING = frozenset({"user", "count", *MACHINES})
"""Dimensions whose words say what is counted; they may be left out of a value, never swapped."""

MEASURES = frozenset({"information", "time", "power", "computation"})
"""Dimensions that measure; all others, which neither count nor measure, are currencies."""

SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
"""Currencies that are written as a sign before the amount."""

DAY = 86_400
"""Seconds."""

NAPKIN_DAY = 100_000
"""Seconds of a day on the back of an envelope, where it is rounded up to a power of ten."""

_ONE = Fraction(1)
_MOST_SPELLINGS = 10_000  # words that are remembered: all of a long document, a few megabytes


@record
class Atom:
    """One indivisible unit word and its size in the base unit of its dimension."""

    name: str
    symbol: str
    dimension: str
    scale: Fraction

    def __hash__(self) -> int:
        return hash(self.name)  # hashing the fraction too would take most of a check's time


@record
class Unit:
    """A product of atoms raised to whole powers, in the order they were written."""

    powers: tuple[tuple[Atom, int], ...] = ()
    hashed: int = field(init=False, repr=False, compare=False)
    """Its hash, kept: units are looked up by it more often than anything else."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hashed", hash(self.powers))

    def __hash__(self) -> int:
        return self.hashed

    @lru_cache(maxsize=4096)  # noqa: B019 - units are few, and the same in every scenario
    def __str__(self) -> str:
        top = " ".join(_power(atom, power) for atom, power in self.powers if power > 0)
        bottom = "".join(f"/{_power(atom, -power)}" for atom, power in self.powers if power < 0)
        top, bottom = (re.sub(r"W[ /]h\b", "Wh", text) for text in (top, bottom))  # energy
        return f"{top or ('1' if bottom else '')}{bottom}"


def _power(atom: Atom, power: int) -> str:
    return atom.symbol if power == 1 else f"{atom.symbol}^{power}"


NUMBER = Unit()
"""The unit of a plain number."""

PERCENT = Unit(((Atom("percent", "%", "", Fraction(1, 100)), 1),))

Dimensions = tuple[tuple[str, int], ...]


@lru_cache(maxsize=4096)
def dimensions(unit: Unit) -> Dimensions:
    """The unit's dimensions and their powers, sorted by name; empty for a plain number."""
    powers: dict[str, int] = {}
    for atom, power in unit.powers:
        if atom.dimension:
            powers[atom.dimension] = powers.get(atom.dimension, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def measured(unit: Unit) -> Dimensions:
    """The unit's dimensions but for those that say what is counted."""
    return tuple(item for item in dimensions(unit) if item[0] not in COUNTING)


@lru_cache(maxsize=4096)
def scale(unit: Unit) -> Fraction:
    """The unit's size in base units (bit, second, dollar, one of a count)."""
    size = _ONE
    for atom, power in unit.powers:
        size *= atom.scale**power
    return size


@lru_cache(maxsize=4096)
def conversion(given: Unit, wanted: Unit) -> Fraction | None:
    """The factor that turns a value in `given` into one in `wanted`; None across dimensions."""
    return ratio(given, wanted) if dimensions(given) == dimensions(wanted) else None


@lru_cache(maxsize=4096)
def ratio(given: Unit, wanted: Unit) -> Fraction:
    """The size of a unit over that of another, whatever they are of."""
    return scale(given) / scale(wanted)


@lru_cache(maxsize=4096)
def factor(given: Unit, wanted: Unit) -> float | None:
    """The same as a float."""
    return None if (found := conversion(given, wanted)) is None else float(found)


def is_money(dimension: str) -> bool:
    """Whether a dimension is a currency, which neither counts nor measures."""
    return bool(dimension) and dimension not in COUNTING and dimension not in MEASURES


@lru_cache(maxsize=4096)
def in_currency_of(given: Unit, declared: Unit) -> Unit:
    """A declared price in the currency of what is given, as there are no rates of exchange."""
    money = next((atom for atom, _ in given.powers if is_money(atom.dimension)), None)
    if money is None:
        return declared
    powers = ((money if is_money(atom.dimension) else atom, by) for atom, by in declared.powers)
    return Unit(tuple(powers))


def is_count(unit: Unit) -> bool:
    """Whether the unit is a plain number or one counted thing: what can be whole."""
    found = dimensions(unit)
    return not found or (len(found) == 1 and found[0][0] in COUNTING and found[0][1] == 1)


@lru_cache(maxsize=4096)
def fill(given: Unit, expected: Unit) -> Unit | None:
    """`given` with the counting words it left out taken from `expected`; None when they disagree.

    "A count noun may be left out, never swapped": 20/day fits request/user/day, 300M requests does
    not fit users.
    """
    have, want = dict(dimensions(given)), dict(dimensions(expected))
    if want and any(not part[0].dimension for part in {*given.powers} - {*expected.powers}):
        return None  # 20% is a part of something, never a number of users
    for name in have.keys() | want.keys():
        held, wanted = have.get(name, 0), want.get(name, 0)
        if held != wanted and not (name in COUNTING and held == 0):
            return None
    missing = {name for name in want if name not in have}
    kept = [(atom, power) for atom, power in given.powers]
    added = [(atom, power) for atom, power in expected.powers if atom.dimension in missing]
    return Unit(tuple(sorted(kept + added, key=lambda item: _position(item[0], expected))))


def _position(atom: Atom, expected: Unit) -> int:
    for index, (other, _) in enumerate(expected.powers):
        if other.dimension == atom.dimension:
            return index
    return len(expected.powers)


@record(eq=False)
class UnitTable:
    """Every unit word of a scenario: the ones of units.txt and the scenario's own counting
    words.
    """

    words: Mapping[str, Unit]
    """The unit of each word."""
    nouns: frozenset[str] = field(default=frozenset())
    """The words that count something."""
    spelled_words: dict[str, Unit | None] = field(default_factory=dict, compare=False, repr=False)
    """What `spelled` has found."""
    read: dict[str, Unit] = field(default_factory=dict, compare=False, repr=False)
    """What `unit` has read: the few that fields and formulas are declared in."""

    def find(self, word: str) -> Unit | None:
        """The unit a word stands for, plurals included, or None."""
        found = self.words.get(word)
        if found is None and len(word) > 2 and word.endswith("s"):
            found = self.words.get(word[:-1])
            size = unit_spelled(word)
            if size and found != self.words.get(size):
                return None  # gbps are no pounds
        return found

    def spelled(self, word: str) -> Unit | None:
        """The unit a word of prose stands for, in any spelling: gb, GBs, TeraBytes, Requests."""
        if word not in self.spelled_words:
            if len(self.spelled_words) > _MOST_SPELLINGS:
                self.spelled_words.clear()
            self.spelled_words[word] = self._spelled(word)
        return self.spelled_words[word]

    def _spelled(self, word: str) -> Unit | None:
        found, lower = self.find(word), word.lower()
        if found is None and (text := unit_spelled(word)):
            size, _, rate = text.partition("/")
            found = self.find(size)
            if found and rate:
                return Unit((*found.powers, (self.atom("second"), -1)))
        if found is None and len(word) > 2 and not word.endswith("BPS"):  # bits or bytes?
            found = self.spelled(lower) if lower != word else self.find(word.upper())
        return found

    def is_noun(self, word: str) -> bool:
        """Whether the word counts something (post, users), rather than measuring (day, GB)."""
        return word in self.nouns or (word.endswith("s") and word[:-1] in self.nouns)

    def unit(self, text: str) -> Unit:
        """The unit of a text such as "request/user/day"; "" is a plain number.

        Raises ValueError for a word that is not a unit.
        """
        if text not in self.read:
            self.read[text] = self._read(text)
        return self.read[text]

    def _read(self, text: str) -> Unit:
        top, *bottom = (word.strip() for word in text.split("/"))
        powers: list[tuple[Atom, int]] = []
        for word, power in [(top, 1), *((word, -1) for word in bottom)]:
            if word in ("", "1"):
                continue
            if word == "%":
                powers.append((PERCENT.powers[0][0], power))
                continue
            found = self.find(word)
            if found is None:
                raise ValueError(f"'{word}' is not a unit")
            powers += [(atom, held * power) for atom, held in found.powers]
        return Unit(tuple(powers))

    def atom(self, word: str) -> Atom:
        """The atom of a word that is one: the length of a "day" is its scale, in seconds."""
        return self.words[word].powers[0][0]

    def with_nouns(
        self, names: Iterable[str], spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> UnitTable:
        """The table with a scenario's own names as counting words: post and posts, either way, and
        the other `spellings` that some of them have.
        """
        words = dict(self.words)
        added = set()
        for name in names:
            forms = (*forms_of(name), *spellings.get(name, ()))
            shown = forms[1] if name.endswith("s") else name
            meaning = Unit(((Atom(shown, shown, "count", _ONE), 1),))
            meaning = next((words[word] for word in forms if word in words), meaning)
            new = [word for word in forms if word not in words]
            words.update((word, meaning) for word in new)
            added.update(new)
        return UnitTable(words, self.nouns | added)


@lru_cache(maxsize=8)
def unit_table(conventions: tuple[tuple[str, Fraction], ...] = ()) -> UnitTable:
    """The table of units.txt, with the given sizes in seconds for day, month or year."""
    text = Path(__file__).with_name("units.txt").read_text(encoding="utf-8")
    sizes = dict(conventions)
    words: dict[str, Unit] = {}
    nouns = set()
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, value, *rest = (part.strip() for part in line.split("="))
        symbol = rest[0] if rest and rest[0] != "_" else name
        unit = _defined(name, symbol, value, words, sizes)
        for word in (name, *(alias for alias in rest if alias != "_")):
            words[word] = unit
            if unit.powers[0][0].dimension in COUNTING and len(unit.powers) == 1:
                nouns.add(word)
    return UnitTable(words, frozenset(nouns))


def _defined(
    name: str, symbol: str, value: str, words: Mapping[str, Unit], sizes: Mapping[str, Fraction]
) -> Unit:
    """The unit of a definition: `[dimension]`, `60 * second`, `second / 1000`, `bit / second`,
    `watt * hour` or `byte`.
    """
    first, sign, second = value.partition(" / " if " / " in value else " * ")
    if first in words and second in words:
        power = 1 if sign == " * " else -1
        return Unit((words[first].powers[0], (words[second].powers[0][0], power)))
    if value.startswith("["):
        dimension, size = value.strip("[]"), _ONE
    else:
        factor = Fraction(1, int(second)) if sign == " / " else Fraction(first if sign else 1)
        base = words[second if sign == " * " else first].powers[0][0]
        dimension, size = base.dimension, base.scale * factor
    return Unit(((Atom(name, symbol, dimension, sizes.get(name, size)), 1),))
