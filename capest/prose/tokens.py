"""Splits prose into tokens, with the emphasis, comments, links and LaTeX spacing taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise


class TextKind(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    SIGN = auto()
    RAISED = auto()
    """Superscript digits."""


@dataclass(slots=True)
class TextToken:
    """One token and where it stood; `spaced` and `marked` tell what stood before it."""

    kind: TextKind
    text: str
    start: int
    end: int
    spaced: bool
    """Whether white space parts it from the token before."""
    marked: bool
    """Whether markup does."""
    leads: bool
    """Whether it begins a line, after the marks of headings, quotes and lists."""
    heads: bool = False
    """Whether a heading's # stands before it on its line."""
    lower: str = ""
    """The text in lower case."""


_GROUP = r"(?:,|_|\{,\}|\\,)"
_TOKEN = re.compile(
    rf"""
    (?P<space>(?:\s|&nbsp;|\\space\b|\\quad\b|\\[ ;!:])+)
  | (?P<opaque>(?:https?|ftp|file)://[^\s<>()\]|]+)
  | (?P<number>
        \d+(?:{_GROUP}\d+)+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\d)
      | \d{{1,3}}(?:\.\d{{3}})+,\d+(?![\d,.])
      | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?![\d.])
      | \d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?![\d,_]|\.\d)
      | \d+(?:\.\d+)+(?:[eE][+-]?\d+)?
      | \d+(?:[eE][+-]?\d+)?
      | (?<![\w.])\.\d+
    )
  | (?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
  | (?P<sup><sup>)
  | (?P<mark>
        `+ | ~~ | ''+ | \]\([^()\n]*\) | </?[a-zA-Z][^<>\n]{{0,200}}>
      | \\(?:text|mathrm|mathbf|textbf|textit|operatorname|left|right|displaystyle)\b\s?\{{?
    )
  | (?P<brace>[{{}}])
  | (?P<latex>\\(?:[a-zA-Z]+|[%$*_~&\#]))
  | (?P<entity>&(?:lt|gt|le|ge|times|asymp|approx|minus|ndash);)
  | (?P<word>[^\W\d_]+)
  | (?P<sign><=|>=|==?>|->|~=|=~|==|\*+|_+|[^\w\s])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_LATEX = {
    r"\times": "*", r"\cdot": "*", r"\div": "/", r"\approx": "~", r"\sim": "~", r"\simeq": "~",
    r"\leq": "<=", r"\le": "<=", r"\geq": ">=", r"\ge": ">=", r"\lt": "<", r"\gt": ">",
    r"\%": "%", r"\$": "$", r"\*": "*", r"\to": "→", r"\~": "~",
}  # fmt: skip

_SIGNS = {
    "×": "*", "·": "*", "∗": "*", "⋅": "*", "✕": "*", "÷": "/", "∕": "/", "⁄": "/", "≤": "<=",
    "⩽": "<=", "≥": ">=", "⩾": ">=", "≈": "~", "≅": "~", "∼": "~", "≃": "~", "≒": "~",
    "−": "-", "‐": "-", "‑": "-", "⟶": "→", "->": "→", "=>": "→", "==>": "→", "==": "=",
    "~=": "~", "=~": "~", "％": "%",
    "&lt;": "<", "&gt;": ">", "&le;": "<=", "&ge;": ">=", "&times;": "*", "&asymp;": "~",
    "&approx;": "~", "&minus;": "-", "&ndash;": "–",
}  # fmt: skip

_LINE_MARKS = frozenset("#>-+*|")


def scan(text: str) -> list[TextToken]:
    """The tokens of a text, in one pass over it."""
    tokens: list[TextToken] = []
    spaced = marked = leads = True
    heads = False
    for kind, start, end in _fractions(text, _pieces(text)):
        piece = text[start:end]
        if kind == "space":
            spaced = True
            if "\n" in piece:
                leads, heads = True, False
                if piece.count("\n") > 1:
                    tokens.append(
                        TextToken(TextKind.SIGN, "¶", start, start, True, False, True, lower="¶")
                    )
            continue
        if kind == "mark":
            marked = True
            continue
        token = _token(kind, piece, start, end)
        token.spaced, token.marked, token.leads, token.heads = spaced, marked, leads, heads
        tokens.append(token)
        heads = heads or (leads and piece == "#")
        leads = leads and piece[0] in _LINE_MARKS
        spaced = marked = False
    return tokens


def _token(kind: str, piece: str, start: int, end: int) -> TextToken:
    match kind:
        case "number":
            found = TextKind.NUMBER
        case "raised":
            found = TextKind.RAISED
        case "word":
            found = TextKind.WORD
        case "open" | "close" | "over":
            found, piece = TextKind.SIGN, _FRACTION[kind]
        case "sup":
            found, piece = TextKind.SIGN, "^"
        case "latex":
            found, piece = TextKind.SIGN, _LATEX.get(piece, piece)
        case "opaque":
            found, piece = TextKind.SIGN, "link"
        case _:
            found, piece = TextKind.SIGN, _SIGNS.get(piece, piece)
    return TextToken(found, piece, start, end, False, False, False, lower=piece.lower())


_FRACTION = {"open": "(", "close": ")", "over": "/"}


def _fractions(text: str, pieces: Iterator[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    r"""The pieces with LaTeX's \frac{a}{b} as (a)/(b); all other braces are marks."""
    opened: list[int] = []
    parts = 0  # how many parts of a fraction are to come
    for kind, start, end in pieces:
        if kind == "latex" and text[start:end] in (r"\frac", r"\dfrac", r"\tfrac"):
            parts = 2
            yield "mark", start, end
        elif text[start:end] == "{":
            opened.append(parts)
            yield ("open" if parts else "mark"), start, end
            parts = 0
        elif kind == "brace":
            part = opened.pop() if opened else 0
            yield ("close" if part else "mark"), start, end
            if part == 2:
                yield "over", end, end
                parts = 1
        else:
            if kind == "mark" and text[end - 1] == "{":
                opened.append(0)
            parts = parts if kind == "space" else 0
            yield kind, start, end


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """The stretches of a text, each with its kind."""
    marks = _dollars(text) | _stars(text)
    closing = text.rfind("-->")
    position = 0
    while position < len(text):
        if position <= closing and text.startswith("<!--", position):
            kind, end = "mark", text.find("-->", position) + 3
        else:
            found = _TOKEN.match(text, position)
            kind, end = (found.lastgroup or "other", found.end()) if found else ("other", len(text))
            if kind == "sign" and position in marks:
                kind = "mark"
        if kind == "word" and _SCALED_RATE.fullmatch(text, position, end):
            yield kind, position, position + 1
            position += 1
        yield kind, position, end
        position = end


_SCALED_RATE = re.compile(r"[kKM](?:QPS|qps|RPS|rps|TPS|tps|IOPS|iops)")
"""Rates that are written with their magnitude in one word: 104 kQPS."""


def _stars(text: str) -> frozenset[int]:
    """The runs of * and _ that are emphasis, rather than a product or part of a name."""
    marks: set[int] = set()
    opened: dict[str, int] = {}
    for found in re.finditer(r"\*+|_+", text):
        (start, end), run = found.span(), found.group()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if before == "\\":
            continue
        closes = not before.isspace() and not after.isalnum() and after not in "(_~$"
        opens = not (before.isalnum() or before in ")_") and not after.isspace()
        if closes and run in opened:
            marks |= {opened.pop(run), start}
        elif opens:
            opened[run] = start
        if (opens or closes) and run != "*":
            marks.add(start)  # a lone * may be a product; the others are emphasis, closed or not
    return frozenset(marks)


_MATHEMATICS = re.compile(r"\\[a-zA-Z%]|\^|^[\d.,{}]+[kKMBGTx]?$")


def _dollars(text: str) -> frozenset[int]:
    r"""The dollar signs that open and close LaTeX, as in $3 \times 10^8$, rather than money."""
    places = [found.start() for found in re.finditer(r"(?<!\\)\$", text)]
    inside: set[int] = set()
    for first, second in pairwise(places):
        if first in inside:
            continue
        between = text[first + 1 : second]
        if not between:
            inside |= {first, second}
        elif between[0].isspace() or between[-1].isspace() or "\n\n" in between:
            continue
        elif not text[second + 1 : second + 2].isdigit() and _MATHEMATICS.search(between):
            inside |= {first, second}
    return frozenset(inside)
