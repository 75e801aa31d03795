"""The neighbours of a magnitude or a size's unit in its own spelling: K and M, GiB and TiB,
million and billion, млн and млрд.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..records import record
from ..spellings import LOOSE_LETTERS, magnitude_of

_LETTERS = ("K M B T", "k M B T")
_WORDS = (
    "thousand million billion trillion", "K mil bil T", "K mln bln T", "K mn bn T",
    "тыс млн млрд трлн", "tsd mio mrd", "mille millions milliards", "lakh crore", "万 亿", "万 億",
    "만 억 조",
)  # fmt: skip
_PREFIXES = ("", "K", "M", "G", "T", "P", "E")
_SPELLED = ("", "kilo", "mega", "giga", "tera", "peta", "exa")
_SIZE = re.compile(
    rf"(?P<prefix>{'|'.join(_SPELLED[1:])}|[kmgtpe]|)(?P<rest>(?P<binary>i?)b(?:ps|its?|ytes?|s)?)",
    re.IGNORECASE,
)


@record
class Rung:
    """One spelling, and its size relative to the written one."""

    text: str
    size: float


@lru_cache(maxsize=1024)
def magnitudes(scale: str, value: float) -> tuple[Rung, ...]:
    """The magnitudes in the style of a written one, with the space before it, smallest first; the
    first is none at all. One that has no neighbours stands alone.
    """
    word = scale.strip()
    space = scale[: len(scale) - len(scale.lstrip())]
    letters = [ladder.split() for ladder in _LETTERS if word in ladder.split() and not space]
    words = [ladder.split() for ladder in _WORDS if word.lower() in ladder.split()]
    for ladder in (*letters, *words) if not scale.startswith("\\") else ():
        sizes = [LOOSE_LETTERS.get(text) or magnitude_of(text) or 1e6 for text in ladder]  # mil
        texts = [text if text in LOOSE_LETTERS else space + _cased(text, word) for text in ladder]
        return _rungs(zip(("", *texts), (1.0, *sizes), strict=True), value)
    return (Rung(scale, 1.0),)


@lru_cache(maxsize=1024)
def sizes(unit: str, *, binary: bool) -> tuple[Rung, ...]:
    """The units in the style of a written size, with the space before it, smallest first.

    `binary` says that MB means 2^20 bytes. A glued B would read as a billion and is left out.
    """
    word = unit.strip()
    space = unit[: len(unit) - len(unit.lstrip())]
    found = _SIZE.fullmatch(word)
    if found is None:
        return (Rung(unit, 1.0),)
    prefix, rest = found["prefix"], found["rest"]
    is_spelled = len(prefix) > 1 or (not prefix and rest.lower().startswith(("bit", "byte")))
    names = _SPELLED if is_spelled else _PREFIXES
    place = names.index(prefix.lower() if is_spelled else prefix.upper())
    write = _joined if is_spelled else _lettered
    step = 1024.0 if found["binary"] or binary else 1000.0
    first = int(bool(place) and not is_spelled and (not space or bool(found["binary"])))
    texts = [space + write(name, rest, word) for name in names[first:]]
    return _rungs(((text, step**index) for index, text in enumerate(texts, first)), step**place)


def _joined(prefix: str, rest: str, like: str) -> str:
    """A spelled unit cased like the written word: TeraBytes, gigabytes, Bytes."""
    if like[:1].isupper():
        return (prefix.capitalize() + rest) if prefix else rest[:1].upper() + rest[1:]
    return prefix + rest.lower()


def _lettered(prefix: str, rest: str, like: str) -> str:
    """A prefix of one letter cased like the written word: gb, kbps, kB, MiB."""
    written = like[: len(like) - len(rest)]
    if written.islower() and written != "k":
        return prefix.lower() + rest
    if prefix == "K" and (written == "k" or (not written and "b" in rest)):
        return "k" + rest
    return prefix + rest


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _rungs(pairs: Iterable[tuple[str, float]], value: float) -> tuple[Rung, ...]:
    return tuple(Rung(text, size / value) for text, size in pairs)
