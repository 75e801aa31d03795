"""Reads what the words around a number make of it: "about", "up to", "no more than", "~", "$", "or
less", "needs".
"""

from __future__ import annotations

from operator import attrgetter

from ..records import record
from ..units import SIGNS, dimensions
from .reader import Reader
from .tokens import TextKind, TextToken
from .words import (
    AUXILIARIES,
    BETWEEN,
    BOUNDS,
    GIVENS,
    HEDGES,
    LAST_WORDS,
    LONGEST_HEDGE,
    NEEDS,
    NEGATIONS,
    UNSPACED,
    UNSPACED_BOUNDS,
    UNSPACED_NEGATIONS,
    UNSPACED_TAILS,
)
from .written import Stance

_NEGATED = {"?": "?", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TAILS = {
    "or more": ">=", "or higher": ">=", "or greater": ">=", "or better": "?", "and up": ">=",
    "or faster": "<=", "or sooner": "<=", "or shorter": "<=", "or longer": ">=", "or larger": ">=",
    "or smaller": "<=", "or cheaper": "<=", "no more": "<=", "or above": ">=",
    "and more": ">=", "and above": ">=", "at least": ">=", "at minimum": ">=",
    "or less": "<=", "or fewer": "<=", "or lower": "<=", "or below": "<=", "or under": "<=",
    "at most": "<=", "or so": "",
}  # fmt: skip
_LOWER = attrgetter("lower")
_TAIL_WORDS = frozenset(tail.split()[0] for tail in _TAILS)
_STANCES = GIVENS | NEEDS
_LAST = {"max": "<=", "maximum": "<=", "tops": "<=", "minimum": ">=", "maximal": "<="}
_BEFORE = frozenset({*SIGNS, "usd", "%", "-", *LAST_WORDS})
"""What may stand right before a number, in scripts that part their words."""
_CLAUSE = 6
"""Words on either side of a number that say what it is for."""


@record(frozen=False)
class Hedge:
    """What stands before a number: hedges, bounds, a sign, a currency."""

    first: int
    """The index of its first token."""
    number_start: int
    hedged: bool = False
    bound: str = ""
    money: str = ""
    """The unit of its currency, or of the % that Turkish writes in front."""
    negative: bool = False
    between: bool = False


def read_hedge(reader: Reader, index: int, floor: int) -> Hedge:
    """The hedges and bounds before a number, back to the end of the quantity before."""
    hedge = Hedge(index, reader.tokens[index].start)
    while hedge.first > floor:
        place = hedge.first - 1
        token = reader.tokens[place]
        if token.lower not in _BEFORE and token.lower[-1] < UNSPACED:
            break
        if token.text in SIGNS and place + 1 == index:
            hedge.money = SIGNS[token.text]
        elif token.text == "%" and place + 1 == index and _leads_share(reader, place):
            hedge.money = "%"
        elif token.lower == "usd" and not hedge.money:
            hedge.money = "USD"
        elif token.text == "-" and place + 1 == index and _is_minus(reader, place):
            hedge.negative = True
            hedge.number_start = token.start
        elif not _hedge_or_bound(reader, hedge, floor):
            break
        else:
            continue
        hedge.first = place
    hedge.between = hedge.first > floor and reader.tokens[hedge.first - 1].lower in BETWEEN
    return hedge


def read_tail(reader: Reader, index: int) -> tuple[str | None, int]:
    """The bound that stands behind a quantity, "" for "or so", and the index after it; None for
    none.
    """
    word = reader.word(index)
    if not word:
        return None, index
    if word in _TAIL_WORDS and (tail := f"{word} {reader.word(index + 1)}") in _TAILS:
        return _TAILS[tail], index + 2
    if word in _LAST:
        return _LAST[word], index + 1
    if reader.word(index + 1) == "or":  # 99.95 % availability or higher
        return read_tail(reader, index + 1)
    bound = UNSPACED_TAILS.get(word[:2]) if word[0] >= UNSPACED else None
    return (bound, index + 1) if bound else (None, index)


def bound_of(words: list[str]) -> str:
    """The bound that words end with, "" for none: "no more than"."""
    for length in LAST_WORDS.get(words[-1], ()) if words else ():
        bound = BOUNDS.get(" ".join(words[-length:]))
        if bound:
            return _NEGATED[bound] if NEGATIONS.intersection(words[:-length]) else bound
    return ""


def stance(reader: Reader, first: int, after: int) -> Stance:
    """What the words of the clause say that the quantity between two tokens is for."""
    around = reader.tokens[max(first - _CLAUSE, 0) : after + _CLAUSE]
    if _STANCES.isdisjoint(map(_LOWER, around)):
        return ""
    before = _clause(reader.tokens[max(first - _CLAUSE, 0) : first][::-1])
    if not GIVENS.isdisjoint(before):
        return "given"
    needed = not NEEDS.isdisjoint(before) or not NEEDS.isdisjoint(
        _clause(reader.tokens[after : after + _CLAUSE])
    )
    return "need" if needed else ""


def _clause(tokens: list[TextToken]) -> list[str]:
    """The words that tokens begin with, to the end of their clause or the next number."""
    words = []
    for token in tokens:
        if token.kind is TextKind.WORD:
            words.append(token.lower)
        elif token.text != ":":
            break
    return words


def _leads_share(reader: Reader, place: int) -> bool:
    """Whether a % belongs to the number behind it, where a share is wanted."""
    if not reader.tokens[place].spaced or reader.tokens[place + 1].spaced:
        return False
    return reader.wanted is not None and not dimensions(reader.wanted)


def _is_minus(reader: Reader, place: int) -> bool:
    token, number, before = reader.tokens[place], reader.tokens[place + 1], reader.at(place - 1)
    free = before is None or before.text in ("(", "=", "~") or (token.spaced and not token.leads)
    return free and not number.spaced and (before is None or before.kind is TextKind.SIGN)


def _hedge_or_bound(reader: Reader, hedge: Hedge, floor: int) -> bool:
    """Take the longest hedge or bound that ends right before the others; whether there is one."""
    last = reader.tokens[hedge.first - 1].lower
    if last[-1] >= UNSPACED and not hedge.bound:
        ends = [end for end in UNSPACED_BOUNDS if last.endswith(end)]
        if ends:
            end = max(ends, key=len)
            is_negated = last.removesuffix(end).endswith(UNSPACED_NEGATIONS)
            hedge.bound = UNSPACED_BOUNDS[end]
            hedge.bound = _NEGATED[hedge.bound] if is_negated else hedge.bound
            hedge.first -= 1
            return True
    if last not in LAST_WORDS:
        return False
    for length in LAST_WORDS[last]:
        first = hedge.first - length
        if first < floor:
            continue
        words = last if length == 1 else " ".join(map(_LOWER, reader.tokens[first : hedge.first]))
        if words in HEDGES:
            hedge.hedged = True
        elif words in BOUNDS and not hedge.bound:
            negation = _negation(reader, first, floor)
            hedge.bound = BOUNDS[words] if negation is None else _NEGATED[BOUNDS[words]]
            first = first if negation is None else negation
        else:
            continue
        hedge.first = first
        return True
    return False


def _negation(reader: Reader, index: int, floor: int) -> int | None:
    """Where what turns a bound round begins: "not to exceed", "must never drop below"."""
    for place in range(index - 1, max(index - LONGEST_HEDGE, floor) - 1, -1):
        word = reader.word(place)
        if word in NEGATIONS:
            return place
        if word not in AUXILIARIES:
            return None
    return None
