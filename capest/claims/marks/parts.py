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
_PART = re.compile(
    r"(?:(?P<fraction>(?<![\w.,:/])\d{1,2}[/⁄])|(?P<dot>(?<![\w.,·])\d{1,3}·)"
    r"|(?P<share>(?:\d|\bone|\ba) (?:in|out of|in every|out of every) )"
    r"|(?P<bare>\d (?:of|von|sur|de|di|из) )"
    r"|(?P<time>\d ?(?:d|days?|h|hrs?|hours?|std|m|mins?|minutes?)\.?,?(?: and)? ?))\Z",
    re.IGNORECASE,
)
_REASONS = {
    "dot": "its dot may part thousands or multiply",
    "time": "a length of time in two units cannot be checked",
}
_LONGEST_PART = 24  # characters before a number


def part_of(text: str, item: Written, wanted: Unit | None) -> Unreadable | None:
    """The number with what stands before it, where it is only a part of what that says: 1/2, 1 in
    200, 1 h 30 min; None where it is all.
    """
    before = text[max(item.number_start - _LONGEST_PART, 0) : item.number_start]
    found = _PART.search(before)
    if found is None:
        return None
    match found.lastgroup:
        case "share" if wanted is None or dimensions(wanted):
            return None
        case "bare" if wanted != PERCENT or not item.bare:
            return None
        case "time" if not is_time(item.unit):
            return None
    reason = _REASONS.get(found.lastgroup or "", "a fraction cannot be checked")
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
