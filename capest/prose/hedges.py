"""Reads what stands before a number: "about", "up to", "<", "~", "$", "USD"."""

from __future__ import annotations

from dataclasses import dataclass

from ..units import SIGNS
from .reader import Reader
from .tokens import TextKind
from .words import BOUNDS, HEDGES, LAST_WORDS, LONGEST_PREFIX


@dataclass(slots=True, kw_only=True)
class Hedge:
    """What stands before a number: hedges, bounds, a sign, a currency."""

    first: int
    """The index of its first token."""
    number_start: int
    hedged: bool = False
    bound: str = ""
    money: str = ""
    """The unit of its currency."""
    negative: bool = False
    between: bool = False


def read_hedge(reader: Reader, index: int, floor: int) -> Hedge:
    """The hedges and bounds before a number, back to the end of the quantity before."""
    prefix = Hedge(first=index, number_start=reader.tokens[index].start)
    while prefix.first > floor:
        place = prefix.first - 1
        token = reader.tokens[place]
        if token.text in SIGNS and place + 1 == index:
            prefix.money = SIGNS[token.text]
        elif token.lower == "usd" and not prefix.money:
            prefix.money = "USD"
        elif token.text == "-" and place + 1 == index and _is_minus(reader, place):
            prefix.negative = True
            prefix.number_start = token.start
        elif not _hedge_or_bound(reader, prefix, floor):
            break
        else:
            continue
        prefix.first = place
    prefix.between = prefix.first > floor and reader.word(prefix.first - 1) == "between"
    return prefix


def _is_minus(reader: Reader, place: int) -> bool:
    token, number, before = reader.tokens[place], reader.tokens[place + 1], reader.at(place - 1)
    free = before is None or before.text in ("(", "=", "~") or (token.spaced and not token.leads)
    return free and not number.spaced and (before is None or before.kind is TextKind.SIGN)


def _hedge_or_bound(reader: Reader, prefix: Hedge, floor: int) -> bool:
    """Take the longest hedge or bound that ends right before the prefix; whether there is one."""
    if reader.tokens[prefix.first - 1].lower not in LAST_WORDS:
        return False
    for length in range(LONGEST_PREFIX, 0, -1):
        first = prefix.first - length
        if first < floor:
            continue
        words = " ".join(token.lower for token in reader.tokens[first : prefix.first])
        if words in HEDGES:
            prefix.hedged = True
        elif words in BOUNDS and not prefix.bound:
            prefix.bound = BOUNDS[words]
        else:
            continue
        prefix.first = first
        return True
    return False
