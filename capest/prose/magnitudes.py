"""The neighbours of a magnitude or a size's unit in its own spelling: K and M, GiB and TiB,
million and billion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERS = ("K", "M", "B", "T")
_WORDS = (
    ("thousand", "million", "billion", "trillion"),
    ("K", "mil", "bil", "T"),
    ("K", "mln", "bln", "T"),
    ("K", "mn", "bn", "T"),
)
_PREFIXES = ("", "K", "M", "G", "T", "P", "E")
_SPELLED = ("", "kilo", "mega", "giga", "tera", "peta", "exa")
_SIZE = re.compile(r"(?P<prefix>[kKMGTPEmgtpe]?)(?P<rest>(?P<binary>i?)(?:[Bb](?:its?|ps|s)?|))")
_SPELLED_SIZE = re.compile(
    r"(?P<prefix>kilo|mega|giga|tera|peta|exa|)(?P<rest>byte|bit)(?P<plural>s?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One spelling, and its size relative to the written one."""

    text: str
    size: float


def magnitudes(scale: str, value: float) -> tuple[Rung, ...]:
    """The magnitudes in the style of a written one, with the space before it, smallest first; the
    first is none at all. One that has no neighbours stands alone.
    """
    space = scale[: len(scale) - len(scale.lstrip())]
    word = scale.strip()
    alone = (Rung(scale, 1.0),)
    if word.upper() in _LETTERS and not space and word not in ("m", "b", "t"):
        letters = [letter.lower() if word == "k" and letter == "K" else letter
                   for letter in _LETTERS]  # fmt: skip
        return _rungs([("", 1.0), *zip(letters, (1e3, 1e6, 1e9, 1e12), strict=True)], value)
    plain = word.lower()
    for words in _WORDS:
        if plain in words and not scale.startswith("\\"):
            cased = [_cased(other, word) for other in words]
            pairs = zip(cased, (1e3, 1e6, 1e9, 1e12), strict=True)
            texts = ((text if text in _LETTERS else space + text, size) for text, size in pairs)
            return _rungs([("", 1.0), *texts], value)
    return alone


def sizes(unit: str, *, binary: bool) -> tuple[Rung, ...]:
    """The units in the style of a written size, with the space before it, smallest first.

    `binary` says that MB means 2^20 bytes. A glued B would read as a billion and is left out.
    """
    space = unit[: len(unit) - len(unit.lstrip())]
    word = unit.strip()
    spelled = _SPELLED_SIZE.fullmatch(word)
    if spelled:
        place = _SPELLED.index(spelled["prefix"].lower())
        tail = spelled["rest"] + spelled["plural"]
        texts = [_joined(prefix, tail, word) for prefix in _SPELLED]
        return _from(place, [space + text for text in texts], 1024 if binary else 1000, 0)
    found = _SIZE.fullmatch(word)
    if found is None or not found["rest"]:
        return (Rung(unit, 1.0),)
    place = _PREFIXES.index(found["prefix"].upper())
    step = 1024 if found["binary"] or binary else 1000
    first = 1 if not space or found["binary"] else 0
    texts = [space + _lettered(prefix, found["prefix"], found["rest"]) for prefix in _PREFIXES]
    return _from(place, texts, step, first if place else 0)


def _joined(prefix: str, tail: str, word: str) -> str:
    """A spelled unit cased like the written word: TeraBytes, gigabytes, Bytes."""
    if word[:1].isupper():
        return (prefix.capitalize() + tail) if prefix else tail[:1].upper() + tail[1:]
    return prefix + tail.lower()


def _lettered(prefix: str, written: str, rest: str) -> str:
    if written.islower() and written != "k":
        return prefix.lower() + rest
    if prefix == "K" and (written == "k" or (not written and "b" in rest)):
        return "k" + rest
    return prefix + rest


def _from(place: int, texts: list[str], step: int, first: int) -> tuple[Rung, ...]:
    return tuple(
        Rung(text, float(step) ** (index - place))
        for index, text in enumerate(texts)
        if index >= first
    )


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _rungs(pairs: list[tuple[str, float]], value: float) -> tuple[Rung, ...]:
    return tuple(Rung(text, size / value) for text, size in pairs)
