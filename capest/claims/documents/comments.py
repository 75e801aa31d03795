"""What makes a comment one of capest's, in prose and in code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from math import inf

from ...problems import Extent

MARK = re.compile(r"(?:<!--|\{/\*)\s*capest[ \t]*:", re.IGNORECASE)
"""Where a comment of capest opens that may stand inside a line."""

_WORD = "capest"
_SLIPS = "|".join(
    sorted(
        {
            *(f"{_WORD[:at]}{_WORD[at + 1 :]}" for at in range(len(_WORD))),
            *(f"{_WORD[:at]}\\w{_WORD[at:]}" for at in range(len(_WORD) + 1)),
            *(f"{_WORD[:at]}\\w{_WORD[at + 1 :]}" for at in range(len(_WORD))),
            *(
                f"{_WORD[:at]}{_WORD[at + 1]}{_WORD[at]}{_WORD[at + 2 :]}"
                for at in range(len(_WORD) - 1)
            ),
        }
    )
)
"""The word with one letter too few, too many, another, or two that changed places."""

_OURS = re.compile(
    rf"\s*(?:{_WORD}[ \t]*:|(?=(?:{_WORD}\s|(?:{_SLIPS})[ \t]*:)\s*"
    r"(?:=|(?:input|use|ignore|off|on|no-claims|begin|end)\b|\w+\.[\w.]+\s*(?:[±+]|\Z))))",
    re.IGNORECASE,
)
"""What opens a comment of capest, or what would if its word were spelt right, its colon there."""

_STATEMENT = (
    r"[ \t]*capest[ \t]*:(?=[ \t]*(?:=|(?:input|use|begin)[ \t]+\S|ignore\b"
    r"|(?:off|on|no-claims|end)[ \t]*(?=[\r\n]|\Z)|(?!\S+\.ya?ml\b)\w+\.[\w.]+[ \t]*"
)
_LINE_COMMENT = re.compile(
    r"[#/;%.-](?<![^\s\ufeff].)(?:(?<=\#)\#*|(?<=/)/+|(?<=-)-+|(?<=;);*|(?<=%)%*|(?<=\.)\.)"
    rf"{_STATEMENT}(?:[±+\r\n`]|\Z)))",
    re.IGNORECASE,
)
"""A mark as the comments of code have it, with a statement behind it; in prose it is text."""

OTHER_COMMENT = re.compile(
    rf"(?:(?<![^\w\s])[^\w\s]++|[^\w\s]|\bREM\b){_STATEMENT}(?:[^\w\s]|\Z)))", re.IGNORECASE
)
"""A mark in a line of code as any language may have it, with a statement behind it."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DIGIT = re.compile(r"\d")


def body_of(text: str, at: Extent) -> Extent | None:
    """The body of a comment when it is one of capest's: what follows `capest:`.

    Where the colon is missing it begins with the word, which no statement does.
    """
    end = at[1] - 3
    opened = _OURS.match(text, at[0] + _opener(text, at[0]), end)
    return (opened.end(), end) if opened else None


def is_ours(text: str, start: int) -> bool:
    """Whether a comment of capest opens here."""
    return bool(_OURS.match(text, start + _opener(text, start)))


def _opener(text: str, start: int) -> int:
    return 4 if text[start] == "<" else 3


def wrong_word(word: str) -> str | None:
    """What is wrong with the word that opens a comment, where it is meant to be capest's."""
    spelt = word.removesuffix(":").lower()
    if spelt == _WORD:
        return "a colon is missing"
    return f"'{spelt}' is not capest" if re.fullmatch(_SLIPS, spelt) else None


def unread_marks(text: str, read: Iterable[int], left_alone: Iterable[Extent]) -> list[Extent]:
    """The openings of marks that begin at none of the places that were read, and are no examples.

    Those stand where a comment is none: in a tag, in a link's target, in what a format shows as is;
    those of code stand in prose.
    """
    known, examples = set(read), sorted(left_alone)
    found = []
    for mark in (*MARK.finditer(text), *_LINE_COMMENT.finditer(text)):
        start = mark.start()
        if start in known:
            continue
        index = bisect_right(examples, (start, inf)) - 1
        if index < 0 or examples[index][1] <= start:
            found.append(mark.span())
    return sorted(found)


def is_shown(text: str, span: Extent) -> bool:
    """Whether a code span shows what one may write, as no number stands before a mark in it."""
    mark = MARK.search(text, *span) or _LINE_COMMENT.search(text, *span)
    return mark is None or not _DIGIT.search(text, span[0], mark.start())


def without_comments(text: str) -> str:
    """A text with a blank in place of each comment; behind the last end of one there is none."""
    head, end, rest = text.rpartition("-->")
    return f"{_COMMENT.sub(' ', head + end)}{rest}"
