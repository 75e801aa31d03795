"""Units and magnitudes as people type them, `100tb` and `35K qps`, under a question's dimension."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...engine.faults import in_words
from ...language.numbers import MAGNITUDE_LETTERS
from ...problems import did_you_mean
from ...units import PERCENT, Unit, UnitTable, dimensions

_LETTERS = {**MAGNITUDE_LETTERS, "m": 1e6, "b": 1e9, "t": 1e12, "P": 1e15}
"""Magnitudes of what is counted, lower case too: a count has no milli."""
_PREFIXES = "kmgtpe"
_DATA = re.compile(r"([kKmMgGtTpPeE]?)(i?)(B|b|bits?|bytes?|[bB]ps)", re.ASCII)


class Refused(Exception):
    """An answer that cannot be read."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        self.reason = reason
        self.hint = hint
        super().__init__(reason)


def unit_of_word(
    words: Sequence[str], asked: Unit, units: UnitTable, *, has_per: bool = False
) -> tuple[float, Unit | None]:
    """The magnitude and the unit of the words between a number and a slash; None for no unit."""
    if not words:
        return 1.0, None
    first, *others = words
    if first == "%" and not others:
        return 1.0, PERCENT
    if first in ("x", "times") and not asked.powers and not others:
        return 1.0, asked
    letter = _letter(first, asked, units, followed=bool(others), has_per=has_per)
    if letter is not None:
        size, unit = letter
        if others and unit is None:
            more, unit = unit_of_word(others, asked, units)
            if more != 1:
                raise Refused(f"'{' '.join(words)}' has two magnitudes", "one is enough")
        elif others:
            raise _unknown(" ".join(words), units)
        return size, unit
    if others:
        raise _unknown(" ".join(words), units)
    return _word(first, units)


def _word(word: str, units: UnitTable) -> tuple[float, Unit]:
    """A unit's word, perhaps with a magnitude before it: GB, tb, qps, kqps."""
    if word.isupper() and word.endswith("BPS"):
        small = f"{word[:-3]}bps"
        hint = f"write {small} or {word[:-2]}/s"
        raise Refused(f"'{word}' may be bits or bytes a second", hint)
    found = _data(word, units) or units.find(word) or units.find(word.lower())
    if found is not None:
        return 1.0, found
    magnitude = _LETTERS.get(word[0])
    found = units.find(word[1:]) or units.find(word[1:].lower())
    if magnitude and found is not None:
        return magnitude, found
    raise _unknown(word, units)


def _letter(
    word: str, asked: Unit, units: UnitTable, *, followed: bool, has_per: bool
) -> tuple[float, Unit | None] | None:
    """A letter alone: a magnitude of what is counted, a size of data; None for another word."""
    if len(word) != 1 or (units.find(word) and word not in "Bbd") or word == "d":
        return None
    found = dict(dimensions(asked))
    if "information" in found and not followed:
        return 1.0, _size(word, asked, units, has_per=has_per)
    if found.get("time") == 1 and not followed and word in "mMbBtT":
        raise Refused(f"'{word}' may be a time or a magnitude", "write min, month or million")
    size = _LETTERS.get(word)
    if size is None:
        raise Refused(f"'{word}' is not a magnitude", "k, M, B and T are")
    return size, None


def _size(letter: str, asked: Unit, units: UnitTable, *, has_per: bool) -> Unit:
    """100T of data is 100 TB where bytes are asked for, 100 Tbit where bits are; B is bytes."""
    is_bit = any("bit" in atom.name for atom, _ in asked.powers)
    below = tuple(item for item in asked.powers if item[0].dimension == "time")
    if letter in "bB":
        if is_bit:
            raise Refused(f"'{letter}' may be billions or a size", "write e.g. 3e9 or 3 GB/s")
        return units.words["byte"]
    if letter.lower() not in _PREFIXES:
        raise Refused(f"'{letter}' is not a size", "write e.g. 5 GB or 5 Gbit")
    prefix = "k" if letter in "kK" else letter.upper()
    size = units.words[f"{prefix}{'bit' if is_bit else 'B'}"]
    return size if has_per else Unit((*size.powers, *below))


def _data(word: str, units: UnitTable) -> Unit | None:
    """A size as it is typed: all small (tb) and with a capital B it is bytes, Gb and bps are
    bits.
    """
    found = _DATA.fullmatch(word) or (
        _DATA.fullmatch(word.lower()) if word.upper() == word and "I" in word else None
    )
    if found is None:
        return None
    letter, binary, kind = found.groups()
    if kind == "Bps" and letter:
        kind, rate = "B", True
    else:
        rate = kind == "bps"
    small = kind == "b" and letter == letter.lower()
    is_byte = kind in ("B", "byte", "bytes") or (small and bool(letter))
    prefix = ("K" if binary else "k") if letter in ("k", "K") else letter.upper()
    name = f"{prefix}{binary}{'B' if is_byte else 'bit'}"
    size = units.find(name) or units.find(f"{prefix}{binary}{'byte' if is_byte else 'bit'}")
    if size is None:
        return None
    return Unit((*size.powers, (units.atom("second"), -1))) if rate else size


def _unknown(word: str, units: UnitTable) -> Refused:
    close = did_you_mean(word, [known for known in units.words if not units.is_noun(known)])
    return Refused(f"'{word}' is not a unit", f"did you mean {close}?" if close else None)


def wrong_dimension(given: Unit, asked: Unit) -> str:
    """Why an answer's unit cannot be the question's: "you gave bytes, this is B/s"."""
    return f"you gave {in_words(given)}, this is {in_words(asked)}"
