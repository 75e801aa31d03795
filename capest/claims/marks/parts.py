"""Numbers that are a part of what the text says, and what stands between one and its mark or
its unit: fractions, times in two units, brackets, footnotes.
"""

from __future__ import annotations

import re

from ...prose.unit_words import is_time
from ...prose.written import Unreadable, Written
from ...spellings import magnitude_of
from ...units import PERCENT, Unit, UnitTable, dimensions, is_count

_BRACKET = re.compile(
    r"[*_` ]*(\)|\[\^?[^\]\s]{1,20}\]|\([a-z -]{2,20}\))[ \t*_`]*([^\W\d_]+)((?:/[^\W\d_]+)?)"
)
_NOTE = re.compile(
    r"(?:[ \t]?(?:\[\^[^\]\s]{1,40}\]|\[\[?\d{1,3}\]?\](?:\([^()\s]{0,200}\)|\[[^\]\n]{0,40}\])?_?"
    r"|(?<!\d)<sup>(?:(?!</?sup>).){1,200}</sup>))+[\s*_]*\Z"
)
_NOTE_ENDS = ("]", ")", "_", ">")
_LONGEST_NOTE = 300  # characters
_NUMERATOR = re.compile(r"(?<![\w.,:/])\d{1,2}[/⁄]$")
_THOUSANDS_DOT = re.compile(r"(?<![\w.,·])\d{1,3}·$")
_ONE_IN = re.compile(r"(?:\d|\bone|\ba) (?:in|out of|in every|out of every) $", re.IGNORECASE)
_PART_OF = re.compile(r"\d (?:of|von|sur|de|di|из) $")
_LONGER_TIME = re.compile(
    r"\d ?(?:d|days?|h|hrs?|hours?|std|m|mins?|minutes?)\.?,?(?: and)? ?$", re.IGNORECASE
)
_LONGEST_PART = 24  # characters before a number


def part_of(text: str, item: Written, wanted: Unit | None) -> Unreadable | None:
    """The number with what stands before it, where it is only a part of what that says: 1/2, 1 in
    200, 1 h 30 min; None where it is all.
    """
    before = text[max(item.number_start - _LONGEST_PART, 0) : item.number_start]
    is_share = wanted is not None and not dimensions(wanted)
    is_bare_share = wanted == PERCENT and item.bare
    one_in = (is_share and _ONE_IN.search(before)) or (is_bare_share and _PART_OF.search(before))
    if found := _NUMERATOR.search(before) or one_in:
        reason = "a fraction cannot be checked"
    elif found := is_time(item.unit) and _LONGER_TIME.search(before):
        reason = "a length of time in two units cannot be checked"
    elif found := _THOUSANDS_DOT.search(before):
        reason = "its dot may part thousands or multiply"
    else:
        return None
    start = item.number_start - len(before) + found.start()
    return Unreadable(start=start, end=item.end, text=text[start : item.end], reason=reason)


def joined_to(
    text: str, item: Written, units: UnitTable, wanted: Unit | None
) -> Written | Unreadable:
    """The number, but unreadable where a bracket parts it from its unit or magnitude: (9K) QPS,
    9K[^1] QPS, 2 (two) million.
    """
    apart = _BRACKET.match(text, item.end)
    if apart is None or not item.bare or wanted is None:
        return item
    if magnitude_of(apart[2]) is None and (is_count(wanted) or units.spelled(apart[2]) is None):
        return item
    reason = f"'{apart[1]}' stands between the number and {apart[2]}{apart[3]}"
    return Unreadable(
        start=item.start, end=apart.end(), text=text[item.start : apart.end()], reason=reason
    )


def note_begins(text: str, end: int) -> int:
    """Where the footnotes begin that stand between a number and its mark: 5 TB[^1], 5 TB [1](a)."""
    last = text[end - 1 : end]
    if last.isalnum() or text[max(end - 7, 0) : end].rstrip(" *_\n")[-1:] not in _NOTE_ENDS:
        return end
    note = _NOTE.search(text, max(end - _LONGEST_NOTE, 0), end)
    return note.start() if note else end
