"""Finds where the computations of prose begin and end: in "so 3 × 4 = 12" at the 3."""

from __future__ import annotations

from ..spellings import LETTERS, magnitude_of
from .arithmetic import evaluate
from .operands import Operand, sides_of
from .reader import Reader
from .tokens import TextKind, TextToken
from .words import STOPS
from .written import Written

_RELATIONS = frozenset({"=", "~", "→"})
_ENDS = frozenset({"|", "¶", ";", "link", "\\\\"})
_MOST_STARTS = 20
"""Tokens from which a computation is tried, each up to the sign: more would take time squared."""

_REACH = 6
"""Tokens before a computation in which it may have begun."""
_PIXELS = 3  # digits of a picture's width
_SHARES = frozenset({"percent", "half", "third", "quarter", "fifth", "tenth"})
_INTRODUCTIONS = frozenset({"at", "per", "top", "plus", "items"})


def statements(tokens: list[TextToken]) -> list[tuple[int, int]]:
    """The stretches of tokens between the ends of sentences and cells."""
    bounds, first = [], 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        full_stop = token.text in (".", ",") and (following is None or following.spaced)
        if token.text in _ENDS or full_stop:
            bounds.append((first, index))
            first = index + 1
    bounds.append((first, len(tokens)))
    return bounds


def is_relation(reader: Reader, index: int, first: int) -> bool:
    """Whether a token parts two sides; the ~ of "1920 × 1080 needs ~8 MB" hedges a number."""
    token, following = reader.tokens[index], reader.at(index + 1)
    if token.text not in _RELATIONS or token.start == token.end:
        return False
    if index > first and reader.tokens[index - 1].text in _RELATIONS:
        return False
    hedges = following is not None and token.spaced and not following.spaced
    return not (hedges and reader.text[token.start : token.end] == "~")


def left_side(reader: Reader, first: int, sign: int) -> tuple[Operand, int] | None:
    """What the longest computation before the sign comes to, and its first token."""
    starts = [start for start in range(first, sign) if _begins(reader, start, first)]
    for start in starts[-_MOST_STARTS:]:
        term = evaluate(reader, start, sign)
        if term is not None:
            return term, start
    return None


def _begins(reader: Reader, start: int, first: int) -> bool:
    """Whether a computation may begin at a token, and does not go on from another before it."""
    token, before = reader.tokens[start], reader.at(start - 1)
    if token.kind is not TextKind.NUMBER and token.text not in ("(", "$", "~"):
        return False
    if _is_call(reader, start) or _is_call(reader, start - 1):
        return False
    if start > first and before is not None and _continues(before):
        return False
    for place in range(start - 1, max(first, start - _REACH) - 1, -1):
        token = reader.tokens[place]
        if token.kind is TextKind.SIGN and token.text not in ("(", ")", "$", "~"):
            return token.text not in ("*", "/", "+", "×") or place == first
    return True


def is_in_context(reader: Reader, first: int, start: int, sign_at: int) -> bool:
    """Whether what stands before a computation goes into it: "at 100 chats × 5 = 100K", "every 5 s:
    50K × 1 = 10K/s", "width=10,000 × depth=7 × 4 bytes = 280KB", "20% of 300M × 5 B = 300 MB".
    """
    if reader.word(start - 1) in _INTRODUCTIONS:
        return True
    share = reader.at(start - 2) if reader.word(start - 1) == "of" else None
    if share and (share.text == "%" or share.kind is TextKind.NUMBER or share.lower in _SHARES):
        return True
    if any(reader.word(at) == "every" and reader.is_number(at + 1) for at in range(first, start)):
        return True
    if _is_aside(reader, start) or _is_parted(reader, start, sign_at):
        return True
    before = start - 1
    while before > first and reader.tokens[before].text in ("~", "$"):
        before -= 1
    if before >= first and reader.tokens[before].text == "@":
        return True  # 20 servers @ ~$0.50/hr × 730
    sign, name, operator = (reader.at(start - back) for back in (1, 2, 3))
    if sign is None or name is None or operator is None or sign.text != "=" or sign.spaced:
        return False
    return name.kind is TextKind.WORD and operator.text in ("*", "/", "+", "→")


def _is_aside(reader: Reader, start: int) -> bool:
    """Whether a bracket belongs to the word before it: P (1 - 0.2), 5 indexes (1 + 4)."""
    word = reader.word(start - 1) if reader.tokens[start].text == "(" else ""
    return bool(word) and word not in STOPS


def _is_parted(reader: Reader, start: int, sign: int) -> bool:
    """Whether the sign is glued and what stands before it is not: `38=100` quantity · `40=2`."""
    following = reader.at(sign + 1)
    glued = not reader.tokens[sign].spaced and following is not None and not following.spaced
    operators = (item for item in reader.tokens[start:sign] if item.text in ("*", "/", "+"))
    return glued and any(item.spaced for item in operators)


def _is_call(reader: Reader, index: int) -> bool:
    """Whether a bracket touches what stands before it: f(3) and 3(1) are no sums in brackets."""
    token, before = reader.at(index), reader.at(index - 1)
    if token is None or before is None or token.text != "(" or token.spaced:
        return False
    if before.text == "√":
        return True
    return before.kind in (TextKind.WORD, TextKind.NUMBER)


def _continues(token: TextToken) -> bool:
    """Whether a computation cannot begin after this token, because it goes on from it."""
    if token.text.startswith("\\"):
        return True  # a command of LaTeX whose meaning is not known
    return token.text in ("*", "/", "+", "-", "^", "**", "%", ")", "]", "x", "$", "–", "@", "√")


def ends_there(reader: Reader, after: int, last: int) -> bool:
    """Whether the right side is the one quantity: what follows is no operator."""
    token, following = reader.at(after), reader.at(after + 1)
    if after >= last or token is None:
        return True
    if token.text == "-" and token.spaced:
        is_difference = following is not None and following.kind is TextKind.NUMBER
        return not (is_difference and following and following.spaced)  # = 3.4 - 0.5 = 2.9
    scales = following and (following.text in LETTERS or magnitude_of(following.text))
    if token.lower in ("per", "/") and scales:
        return False  # $13.44 per million
    if token.text == "." and following is not None and following.text == ".":
        return False  # 11157 / 62 = 179...59
    operates = token.text in ("*", "/", "+", "-", "^", "**", "x") or _is_call(reader, after)
    return not operates and token.kind is not TextKind.NUMBER


def is_format(reader: Reader, start: int, sign: int, right: Written) -> bool:
    """Whether the left side is a picture's width and height: 1920×1080 layer = 8 MB."""
    if sign - start < 3:
        return False
    width, by, height, *labelled = reader.tokens[start:sign]
    glued = by.text == "*" and not (by.spaced or height.spaced)
    numbers = width.kind is height.kind is TextKind.NUMBER
    labels = all(token.kind is TextKind.WORD or token.text in ("(", ")") for token in labelled)
    is_large = min(len(width.text), len(height.text)) >= _PIXELS
    is_sized = "information" in sides_of(right).raw_dimensions or (is_large and not right.bare)
    return glued and numbers and labels and is_sized
