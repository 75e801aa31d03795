"""Splits prose into tokens, with the emphasis, comments, links and LaTeX spacing taken out.

A word ends where its script does, so that 40gb이다 and 约40gb hold a number with its unit.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple


class TextKind:
    """What a token is."""

    NUMBER: Final = "number"
    WORD: Final = "word"
    SIGN: Final = "sign"
    RAISED: Final = "raised"
    """Superscript digits."""


class TextToken(NamedTuple):
    """One token and where it stood; `spaced` and `marked` tell what stood before it."""

    kind: str
    """One of `TextKind`."""
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
_UNITS = (
    r"(?:ミリ|マイクロ|[毫微])?秒|分[钟鐘]|小[时時]|時間|年間|[天年]|[个個]月|日間"
    r"|字[节節]|밀리초|초"
)
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
    \s*+()
    (?:
    {_PLAIN}(?:\ {_PLAIN})*+ (?P<plain>)
  | [A-CE-JN-Za-ceg-gijmopr-z][{_LATIN}]*+ (?P<word>)
  | [,;:!?()|%/"@\#^$\[] (?P<one>)
  | \d++(?!(?:{INVISIBLE}|[.,_'’‘ʼ′´ \u00a0\u202f\u2009\u2007])\d|\{{,|\\,|[eE&]) (?P<number>)
  | [kKM](?:(?=(?:QPS|qps|RPS|rps|TPS|tps|IOPS|iops)(?![A-Za-z])) | [{_LATIN}]*+) (?P<unit>)
  | \.(?!\d) (?P<dot>)
  | (?:
        (?P<grouped>
            \d+(?:{_GROUP}\d+)+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\d)
          | \d{{1,3}}(?:\.\d{{3}})+,\d+(?![\d,.])
          | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?![\d.])
          | \d{{1,3}}(?:(?:[ \u00a0\u202f\u2009\u2007]|{BLANK})\d{{3}})+
            (?:,\d{{1,2}})?(?![\d,_]|\.\d)
          | \d+(?:\.\d+)+(?:[eE][+-]?\d+)?
          | \d+(?:[eE][+-]?\d+)?
          | (?<![\w.])\.\d+
        )
      | (?P<opaque>(?:https?|ftp|file)://[^\s<>()\]|]+)
      | (?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
      | (?P<elided>[dlnqDL](?<![^\W\d_].)['’](?=[^\W\d_]))
      | (?P<spelled>
            (?:(?<=\d)|(?<=\d\s))
            (?:[十百千万萬亿億兆]+|[십백천만억조]+(?=[명건개원번대인]|(?![가-힣])))
          | 字[节節]|바이트|バイト|{WORD}
          | (?:(?![{"".join(_SCRIPTS)}])[^\W\d_][{_ACCENTS}]*)+
        )
      | (?P<blank>{BLANK}|\\space\b|\\quad\b|\\[ ;!:])
      | (?P<operator>\+(?!/-)|\*+|-(?!>)|~(?![~=]))
      | (?P<comment><!--)
      | (?P<mark>
            `+ | ~~ | ''+ | \]\([^()\n]*\) | </?(?!sup>)[a-zA-Z][^<>\n]{{0,200}}> | </sup>
          | \\(?:text|mathrm|mathbf|textbf|textit|operatorname|left|right|displaystyle)\b\s?\{{?
          | \\[dt]?frac(?![a-zA-Z])
        )
      | (?P<brace>[{{}}])
      | (?P<latex>\\(?:[a-zA-Z]+|[%$*_~&\#]))
      | (?P<sign>
            \+/-|<=|>=|==?>|->|~=|=~|==|\*+|_+|<sup>
          | &(?:lt|gt|le|ge|times|asymp|approx|minus|ndash); | [^\w\s]
        )
      | (?P<other>.)
    )
  | )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A token behind what blanks there are, of which the first group tells the end; of the others the
one that is set tells the kind of token. What is frequent begins with a letter or a sign of its own,
so that the next token is found without trying all.
"""

_KINDS = {
    "plain": TextKind.WORD, "word": TextKind.WORD, "unit": TextKind.WORD, "spelled": TextKind.WORD,
    "number": TextKind.NUMBER, "grouped": TextKind.NUMBER, "raised": TextKind.RAISED,
}  # fmt: skip
_GROUPS = ("", "", *_TOKEN.groupindex)
_KIND_OF = tuple(_KINDS.get(name, TextKind.SIGN) for name in _GROUPS)
"""What each group of the pattern is, by its number."""
_NOTHING, _PLAIN_WORDS, _BLANK = 1, _TOKEN.groupindex["plain"], _TOKEN.groupindex["blank"]
_SINGLE = frozenset(map(_TOKEN.groupindex.get, ("one", "dot", "operator")))
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
_WORD, _SIGN = TextKind.WORD, TextKind.SIGN


def scan(  # noqa: PLR0912 - calls would take as long as what they do
    text: str, mark: int | None = None, begin: int = 0
) -> list[TextToken]:
    """The tokens of a text from a place on, in one pass; one ends where a mark was taken out."""
    tokens: list[TextToken] = []
    add = tokens.append
    emphasis, fractions = _emphasis(text), _fractions(text)
    closing, has_lines = text.rfind("-->"), "\n" in text
    spaced = marked = True
    leads, heads = begin == 0, False
    position, limit = begin, len(text) if mark is None else mark
    is_done = False
    while not is_done:
        if position >= limit:
            marked, limit = True, len(text)
        for found in _TOKEN.finditer(text, position, limit):
            group, start, end = found.lastindex or 1, found.end(1), found.end()
            if group == _BLANK:
                continue
            spaced = spaced or start > position
            if spaced and has_lines and (breaks := text.count("\n", position, start)):
                leads, heads = True, False
                tokens += [_sign("¶", position, position, spaced=True)] * (breaks > 1)
            position = end
            if group == _NOTHING:
                is_done = limit == len(text)
                break
            piece = text[start:end]
            if group == _PLAIN_WORDS:
                for word, lower in zip(piece.split(" "), piece.lower().split(" "), strict=True):
                    end = start + len(word)
                    said = (_WORD, word, start, end, spaced, marked, leads, heads, lower)
                    add(_token(TextToken, said))
                    start, spaced, marked, leads = end + 1, True, False, False
                spaced = False
                continue
            kind = _KIND_OF[group]
            if kind is _SIGN and (group not in _SINGLE or start in emphasis):
                name = _GROUPS[group]
                if name == "comment" and start <= closing:
                    marked, position = True, text.find("-->", start) + 3
                    break
                piece = _signed(name, piece, start, emphasis, fractions)
                if not piece:
                    marked = True
                    continue
                if piece == ")/":
                    add(_sign(")", start, end, spaced=spaced, marked=marked))
                    piece, start, spaced, marked, leads = "/", end, False, False, False
            lower = piece.lower() if kind is _WORD else piece
            said = (kind, piece, start, end, spaced, marked, leads, heads, lower)
            add(_token(TextToken, said))
            if leads:
                heads, leads = heads or piece == "#", text[start] in _LINE_MARKS
            spaced = marked = False
    return tokens


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
    if "frac" not in text:
        return signs
    opened: list[int] = []
    parts = 0  # how many parts of a fraction are to come
    for found in _FRACTION.finditer(text):
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


_NOWHERE: frozenset[int] = frozenset()
_STARS = re.compile(r"[*_](?:(?<=\*)\*|(?<=_)_)*+")


def _emphasis(text: str) -> frozenset[int]:
    """Where signs are emphasis, or dollars of LaTeX."""
    stars = _stars(text) if "*" in text or "_" in text else _NOWHERE
    return stars | _dollars(text) if "$" in text else stars


def _stars(text: str) -> frozenset[int]:
    """The runs of * and _ that are emphasis, rather than a product or part of a name."""
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


_DOLLARS = re.compile(r"\$(?<!\\\$)")
_MATHEMATICS = re.compile(r"\\[a-zA-Z%]|\^|^[\d.,{}]+[kKMBGTx]?$|^[a-zA-Z]\w*\s*[=≈~<>≤≥]")


def _dollars(text: str) -> frozenset[int]:
    r"""The dollar signs that open and close LaTeX, as in $3 \times 10^8$, rather than money."""
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
