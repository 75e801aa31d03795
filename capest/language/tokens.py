"""Splits the text of an expression into tokens."""

from __future__ import annotations

import re
from enum import Enum, auto

from ..problems import Extent
from ..records import record

MAXIMUM_LENGTH = 1000
"""Longest expression in characters; a longer one is better split into named steps."""


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    OPERATOR = auto()
    END = auto()


@record
class Token:
    """One token: its kind, its text in canonical spelling, and where it stood."""

    kind: Kind
    text: str
    at: Extent
    touching: bool = False
    """Whether it follows the token before it without a space."""


class Fault(Exception):
    """A fault in one expression; the edge of the language turns it into a Problem."""

    def __init__(
        self,
        code: str,
        message: str,
        at: Extent,
        hint: str | None = None,
        labels: tuple[tuple[Extent, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.at, self.hint = code, message, at, hint
        self.labels = labels
        """The operands that it concerns, each with the words to write under it."""


_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*|(?=\.\d))(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
  | (?P<operator>\*\*|<=|>=|==|\+/-|\+-|[-+*/^(),:%$€£¥₹<>=~\[\]×·÷−±≤≥≈])
    """,
    re.VERBOSE,
)

_SPELLINGS = {
    "**": "^", "×": "*", "·": "*", "÷": "/", "−": "-", "+/-": "±", "≤": "<=", "≥": ">=", "≈": "~",
    "==": "=",
}  # fmt: skip

_HINTS = {
    ".": "a range is written 1M to 2M",
    **dict.fromkeys(("!=", "≠"), "say what it must be, with one of <= >= < > = ~"),
}


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, closed by an END token; raises Fault on a meaningless character."""
    if len(text) > MAXIMUM_LENGTH:
        raise Fault(
            "expression-too-long",
            f"this expression has {len(text):,} characters; the limit is {MAXIMUM_LENGTH:,}",
            (0, MAXIMUM_LENGTH),
            "split it into named steps under derived:",
        )
    tokens: list[Token] = []
    position, touching = 0, False
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or not found.group():
            raise Fault(
                "unexpected-character",
                f"{text[position]!r} has no meaning in an expression",
                (position, position + 1),
                next((_HINTS[sign] for sign in _HINTS if text.startswith(sign, position)), None),
            )
        if found.group() == "+-":
            raise Fault(
                "unexpected-character",
                "'+-' may begin a spread or add a negative number",
                found.span(),
                "write ± or +/- for the one, + - for the other",
            )
        if found.lastgroup == "space":
            touching = False
        else:
            after_percent = bool(tokens) and tokens[-1].text == "%"
            tokens.append(_token(found, touching, after_percent=after_percent))
            touching = True
        position = found.end()
    tokens.append(Token(Kind.END, "", (len(text), len(text) + 1)))
    return tokens


def _token(found: re.Match[str], touching: bool, *, after_percent: bool) -> Token:
    word = found.group()
    if word == "of" and after_percent:
        return Token(Kind.OPERATOR, "*", found.span(), touching)
    if found.lastgroup == "operator":
        return Token(Kind.OPERATOR, _SPELLINGS.get(word, word), found.span(), touching)
    if word == "per":
        return Token(Kind.OPERATOR, "/", found.span(), touching)
    kind = Kind.NUMBER if found.lastgroup == "number" else Kind.WORD
    return Token(kind, word, found.span(), touching)
