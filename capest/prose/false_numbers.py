"""Tells numbers that are no quantities: S3, GPT-4, varchar(255), 64-bit, dates, list numbers."""

from __future__ import annotations

import re

from ..spellings import magnitude_of
from .reader import Reader
from .tokens import TextKind, TextToken
from .words import MONTHS, NOT_AFTER, SCREENS, UNSPACED

_HALVES_OF_THE_DAY = frozenset({"am", "pm"})
_ORDINALS = frozenset("第제")
_BEFORE_A_YEAR = frozenset({"in", "since", "until", "by", "during", "year", "©"})


def is_trap(reader: Reader, index: int) -> bool:
    """Whether the NUMBER token at an index only looks like a quantity."""
    tokens = reader.tokens
    token, before = tokens[index], tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        (before is not None and not token.spaced and _is_part_of_a_name(reader, index, before))
        or (
            following is not None
            and (
                following.lower in _HALVES_OF_THE_DAY
                or (not following.spaced and _is_compound(reader, index, following))
            )
        )
        or (token.leads and _is_list_number(reader, index, token))
        or (len(token.text) <= 4 and _is_date(reader, index, before, following))
        or (before is not None and before.lower in NOT_AFTER and _is_numbered(reader, following))
    )


def _is_part_of_a_name(reader: Reader, index: int, before: TextToken) -> bool:
    """S3, c5.2xlarge, GPT-4, HTTP/2, #12, n^2, varchar(255), [1], localhost:8080."""
    token, earlier, following = reader.tokens[index], reader.at(index - 2), reader.at(index + 1)
    joined = earlier is not None and earlier.kind is TextKind.WORD and not before.spaced
    closed = following is not None and following.text in ("]", ")", ",")
    match before.text:
        case "-" | ".":
            return joined and reader.word(index - 2) != "sub"
        case "+":
            return joined and not _follows_number(reader, index - 2)  # N+1
        case "/":
            known = earlier is not None and (
                reader.units.spelled(earlier.text) is not None or _follows_number(reader, index - 2)
            )
            address = earlier is not None and earlier.text.count(".") == 3
            always = earlier is not None and (earlier.text, token.text) == ("24", "7")
            return (joined and not known) or address or always
        case "#" | "@" | "^" | "_" | "\\":
            return True
        case "(":
            return joined and closed
        case "[":
            return closed and following is not None and following.text == "]"
        case ":":
            return joined and re.fullmatch(r"\d{4,5}", token.text) is not None
        case _:
            named = before.text[-1] < UNSPACED or before.text[-1] in _ORDINALS
            return before.kind is TextKind.WORD and named and before.lower not in ("usd", "x")


def _follows_number(reader: Reader, index: int) -> bool:
    """Whether a word touches a number, as the M of 1M/300 does."""
    before = reader.at(index - 1)
    return before is not None and before.kind is TextKind.NUMBER and not reader.tokens[index].spaced


def _is_compound(reader: Reader, index: int, following: TextToken) -> bool:
    """64-bit, 128-dim, 2nd, 256x256, 24/7, 4K video, 5G."""
    text, next_one = reader.tokens[index].text, reader.at(index + 2)
    if following.text == "-" and next_one is not None and next_one.kind is TextKind.WORD:
        return not next_one.spaced and next_one.lower != "per" and not magnitude_of(next_one.text)
    if following.text == "/" and next_one is not None and not next_one.spaced:
        return (text, next_one.text) == ("24", "7")
    if following.text in ("K", "k") and text in ("2", "4", "5", "8"):
        return _is_picture(reader, index + 2)
    if following.text == "G" and text in ("2", "3", "4", "5", "6"):
        return reader.wanted is None
    return False


def _is_picture(reader: Reader, index: int) -> bool:
    if reader.word(index) in SCREENS:
        return True
    words = reader.tokens[index : index + 4]
    return any(
        token.text == "p" and not token.spaced and token.kind is TextKind.WORD for token in words
    )


def _is_list_number(reader: Reader, index: int, token: TextToken) -> bool:
    """`1. First`, `2) Second`, `## 3.2 Title`."""
    following = reader.at(index + 1)
    if len(token.text) > 6 or following is None:
        return False
    if token.heads and following.kind is TextKind.WORD and following.spaced:
        return not _is_counted(reader, following)
    after = reader.at(index + 2)
    parted = after is None or after.spaced
    return following.text in (".", ")") and not following.spaced and parted and token.text.isdigit()


def _is_date(
    reader: Reader, index: int, before: TextToken | None, following: TextToken | None
) -> bool:
    """2024-01-15, 1/2/2024, 5 January 2024, in 2024."""
    token = reader.tokens[index]
    if not token.text.isdigit():
        return False
    for near in (before, following):
        if near is None or near.lower not in _BESIDE_A_DAY:
            continue
        if near.text[0].isupper() or (near.text in _DATE_SIGNS and _is_numeric_date(reader, token)):
            return True
    if len(token.text) != 4 or token.text[:2] not in ("19", "20"):
        return False
    if before is not None and before.text == ",":
        earlier = reader.at(index - 3)
        return earlier is not None and earlier.lower in MONTHS
    if following is not None and following.text[0] in "年년":
        return True
    alone = following is None or (
        following.text in ".,;:)|¶"
        if following.kind is TextKind.SIGN
        else following.spaced and not _is_counted(reader, following)
    )
    return alone and before is not None and (before.lower in _BEFORE_A_YEAR or before.text == "(")


_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![^\W_]){_YEAR}([-/.])\d\d?\1\d\d?(?!\w)|\b\d\d?([-/.])\d\d?\2{_YEAR}(?!\w)"
)
_DATE_SIGNS = frozenset("-/.")
_BESIDE_A_DAY = MONTHS | _DATE_SIGNS
_LONGEST_DATE = 10  # characters


def _is_numeric_date(reader: Reader, token: TextToken) -> bool:
    """Whether the number is one of three glued by hyphens or slashes, one of them a year."""
    start, end = max(token.start - _LONGEST_DATE, 0), token.end + _LONGEST_DATE
    return any(
        found.start() <= token.start < found.end()
        for found in _DATE.finditer(reader.text, start, end)
    )


def _is_counted(reader: Reader, following: TextToken) -> bool:
    """Whether the word after a number is a unit, a noun or a magnitude."""
    known = reader.units.spelled(following.text) is not None
    return known or magnitude_of(following.text) is not None


def _is_numbered(reader: Reader, following: TextToken | None) -> bool:
    """Version 2, section 3, RFC 2119: a bare number after a word that is numbered."""
    if following is None or following.kind is not TextKind.WORD:
        return following is None or following.text not in ("%", "^")
    return following.spaced and not _is_counted(reader, following)
