"""Splits prose into tokens, with the emphasis, comments, links and LaTeX spacing taken out.

A word ends where its script does, so that 40gb이다 and 约40gb hold a number with its unit.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple


class TextKind(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    SIGN = auto()
    RAISED = auto()
    """Superscript digits."""


class TextToken(NamedTuple):
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
    heads: bool
    """Whether a heading's # stands before it on its line."""
    lower: str
    """The text in lower case."""


BLANK = r"&(?:nbsp|thinsp|[#]160|[#]8239|[#]8201|[#][xX](?:[aA]0|202[fF]|2009));"
"""A blank that may part thousands, as HTML names it."""

INVISIBLE = r",?[\u00ad\u200b\u2060\ufeff]"
"""Where a number may break, as between thousands."""

_GROUP = rf"(?:{INVISIBLE}|,|_|['’‘ʼ′´]|\{{,\}}|\\,)"
_LATIN = "A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ͳͶ-ͷͻ-ͽͿΆΈ-ϵϷ-ϿḀ-ỿ"  # with Greek, for µs
_UNITS = "ミリ秒|マイクロ秒|[毫微]?秒|分钟|分鐘|小时|小時|時間|天|年間|年|个月|個月|日間|字节|字節|밀리초|초"
"""Units that end where another word of their script begins: 200毫秒以内."""
_SCRIPTS = (_LATIN, "Ѐ-ҁҊ-ԯ")
_UNSPACED = ("㐀-䶿一-鿿豈-﫿々〇", "ぁ-ゖァ-ヺー", "가-힣ㄱ-ㆎ")
_ACCENTS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0e31-\u0e4e"
WORD = "|".join(
    (*(f"[{script}]+" for script in _SCRIPTS), _UNITS, *(f"[{script}]+" for script in _UNSPACED))
)
"""A word of one script, as a pattern."""
_PLAIN = r"[a-jl-zA-JLN-Z][a-z]*+(?=[ ,.)])"

_TOKEN = re.compile(
    rf"""
    \s*+(?:(?:{BLANK}|\\space\b|\\quad\b|\\[ ;!:])\s*+)*+
    (?:
    (?P<plain>{_PLAIN}(?:\ {_PLAIN})*+)
  | (?P<one>[,;:!?()|%/"@\#^$\[]|\+(?!/-)|\*+|\.(?!\d)|-(?!>)|~(?![~=]))
  | (?P<capital>[A-CE-JN-Z][{_LATIN}]*+)
  | (?P<opaque>(?:https?|ftp|file)://[^\s<>()\]|]+)
  | (?P<number>(?=[\d.])(?:
        \d++(?!(?:{INVISIBLE}|[.,_'’‘ʼ′´ \u00a0\u202f\u2009\u2007])\d|\{{,|\\,|[eE&])
      | \d+(?:{_GROUP}\d+)+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\d)
      | \d{{1,3}}(?:\.\d{{3}})+,\d+(?![\d,.])
      | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?![\d.])
      | \d{{1,3}}(?:(?:[ \u00a0\u202f\u2009\u2007]|{BLANK})\d{{3}})+(?:,\d{{1,2}})?(?![\d,_]|\.\d)
      | \d+(?:\.\d+)+(?:[eE][+-]?\d+)?
      | \d+(?:[eE][+-]?\d+)?
      | (?<![\w.])\.\d+
    ))
  | (?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
  | (?P<elided>[dlnqDL](?<![^\W\d_].)['’](?=[^\W\d_]))
  | (?P<word>
        [kKM](?=(?:QPS|qps|RPS|rps|TPS|tps|IOPS|iops)(?![A-Za-z]))
      | (?:(?<=\d)|(?<=\d\s))(?:[十百千万萬亿億兆]+|[십백천만억조]+(?=[명건개원번대인]|(?![가-힣])))
      | 字[节節]|바이트|バイト|{WORD}
      | (?:(?![{"".join(_SCRIPTS)}])[^\W\d_][{_ACCENTS}]*)+
    )
  | (?P<comment><!--)
  | (?P<mark>
        `+ | ~~ | ''+ | \]\([^()\n]*\) | </?(?!sup>)[a-zA-Z][^<>\n]{{0,200}}> | </sup>
      | \\(?:text|mathrm|mathbf|textbf|textit|operatorname|left|right|displaystyle)\b\s?\{{?
      | \\[dt]?frac(?![a-zA-Z])
    )
  | (?P<brace>[{{}}])
  | (?P<latex>\\(?:[a-zA-Z]+|[%$*_~&\#]))
  | (?P<sign>
        \+/-|<=|>=|==?>|->|~=|=~|==|\*+|_+|<sup>|&(?:lt|gt|le|ge|times|asymp|approx|minus|ndash);
      | [^\w\s]
    )
  | (?P<other>.)
    )?
    """,
    re.VERBOSE | re.DOTALL,
)

_KINDS = {
    "number": TextKind.NUMBER, "capital": TextKind.WORD, "word": TextKind.WORD,
    "raised": TextKind.RAISED,
}  # fmt: skip
_MARKS = frozenset({"mark", "elided"})
_token = tuple.__new__  # of a NamedTuple, without looking at its names
_SIGNS = {
    "×": "*", "·": "*", "∗": "*", "⋅": "*", "✕": "*", "÷": "/", "∕": "/", "⁄": "/", "≤": "<=",
    "⩽": "<=", "≥": ">=", "⩾": ">=", "≈": "~", "≅": "~", "∼": "~", "≃": "~", "≒": "~",
    "+/-": "±", "−": "-", "‐": "-", "‑": "-", "⟶": "→", "->": "→", "=>": "→", "==>": "→", "==": "=",
    "~=": "~", "=~": "~", "％": "%", "٪": "%", "<sup>": "^",
    "&lt;": "<", "&gt;": ">", "&le;": "<=", "&ge;": ">=", "&times;": "*", "&asymp;": "~",
    "&approx;": "~", "&minus;": "-", "&ndash;": "–",
    r"\times": "*", r"\cdot": "*", r"\div": "/", r"\approx": "~", r"\sim": "~", r"\simeq": "~",
    r"\leq": "<=", r"\le": "<=", r"\geq": ">=", r"\ge": ">=", r"\lt": "<", r"\gt": ">",
    r"\%": "%", r"\$": "$", r"\*": "*", r"\to": "→", r"\~": "~",
}  # fmt: skip

_LINE_MARKS = frozenset("#>-+*|")


def scan(text: str, mark: int | None = None, begin: int = 0) -> list[TextToken]:
    """The tokens of a text from a place on, in one pass; one ends where a mark was taken out."""
    tokens: list[TextToken] = []
    add = tokens.append
    emphasis, fractions = _stars(text) | _dollars(text), _fractions(text)
    closing = text.rfind("-->")
    spaced = marked = True
    leads, heads = begin == 0, False
    position, limit = begin, len(text) if mark is None else mark
    kind: str | None = ""
    while kind is not None or limit < len(text):
        if position >= limit:
            marked, limit = True, len(text)
        for found in _TOKEN.finditer(text, position, limit):
            kind = found.lastgroup
            start, end = found.span(kind) if kind else (limit, limit)
            spaced = spaced or start > position
            if start > position and (breaks := text.count("\n", position, start)):
                leads, heads = True, False
                if breaks > 1:
                    add(_sign("¶", position, position, spaced=True))
            position = end
            if kind is None:
                break
            piece = text[start:end]
            if kind == "plain":
                tokens += _words(piece, start, (spaced, marked, leads), heads=heads)
                spaced = marked = leads = False
                continue
            what = _KINDS.get(kind)
            if what is None:
                what = TextKind.SIGN
                if kind == "comment" and start <= closing:
                    marked, position = True, text.find("-->", start) + 3
                    break
                piece = _signed(kind, piece, start, emphasis, fractions)
                if not piece:
                    marked = True
                    continue
                if piece == ")/":
                    add(_sign(")", start, end, spaced=spaced, marked=marked))
                    piece, start, spaced, marked, leads = "/", end, False, False, False
            said = (what, piece, start, end, spaced, marked, leads, heads, piece.lower())
            add(_token(TextToken, said))
            if leads:
                heads, leads = heads or piece == "#", text[start] in _LINE_MARKS
            spaced = marked = False
    return tokens


def _words(
    text: str, start: int, before: tuple[bool, bool, bool], *, heads: bool
) -> list[TextToken]:
    """The tokens of plain words with one blank between each two, and what is before the first."""
    found = []
    for word in text.split(" "):
        end = start + len(word)
        said = (TextKind.WORD, word, start, end, *before, heads, word.lower())
        found.append(_token(TextToken, said))
        start, before = end + 1, (True, False, False)
    return found


def _signed(
    kind: str, piece: str, start: int, emphasis: frozenset[int], fractions: dict[int, str]
) -> str:
    """What a token says that is neither number nor word; "" for markup."""
    if kind in _MARKS:
        return ""
    if kind == "brace" or start in emphasis:
        return fractions.get(start, "")
    return "link" if kind == "opaque" else _SIGNS.get(piece, piece)


def _sign(text: str, start: int, end: int, *, spaced: bool, marked: bool = False) -> TextToken:
    return TextToken(TextKind.SIGN, text, start, end, spaced, marked, spaced, False, text)


_FRACTION = re.compile(r"\\[dt]?frac(?![a-zA-Z])|\S")


def _fractions(text: str) -> dict[int, str]:
    r"""The braces of LaTeX's \frac{a}{b} as the signs of (a)/(b), by their places."""
    signs: dict[int, str] = {}
    opened: list[int] = []
    parts = 0  # how many parts of a fraction are to come
    for found in _FRACTION.finditer(text) if "frac" in text else ():
        start, piece = found.start(), found.group()
        if piece == "{":
            opened.append(parts)
            if parts:
                signs[start] = "("
        elif piece == "}" and (part := opened.pop() if opened else 0):
            signs[start] = ")/" if part == 2 else ")"
            parts = part - 1
            continue
        parts = 2 if len(piece) > 1 else 0
    return signs


_STARS = re.compile(r"\*+|_+")


def _stars(text: str) -> frozenset[int]:
    """The runs of * and _ that are emphasis, rather than a product or part of a name."""
    if "*" not in text and "_" not in text:
        return frozenset()
    marks: set[int] = set()
    opened: dict[str, int] = {}
    for found in _STARS.finditer(text):
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


_DOLLARS = re.compile(r"(?<!\\)\$")
_MATHEMATICS = re.compile(r"\\[a-zA-Z%]|\^|^[\d.,{}]+[kKMBGTx]?$|^[a-zA-Z]\w*\s*[=≈~<>≤≥]")


def _dollars(text: str) -> frozenset[int]:
    r"""The dollar signs that open and close LaTeX, as in $3 \times 10^8$, rather than money."""
    if "$" not in text:
        return frozenset()
    places = [found.start() for found in _DOLLARS.finditer(text)]
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
