"""What people write in place of a comparison, and how it is written here."""

from __future__ import annotations

import re
from collections.abc import Callable

from .tokens import Fault

_LONGEST = 200
"""Characters of a line that is looked at: a longer one takes long, and nobody says it so."""

_SIGNS = (
    (r"=>|is (?:at least|no less than)|at least|not less than|no less than|min(?:imum)?", ">="),
    (r"=<|at most|up to|not more than|no more than|max(?:imum)?|within", "<="),
    (r"more than|greater than|over|above|exceeds", ">"),
    (r"less than|fewer than|under|below", "<"),
    (r"around|about|approx(?:imately)?\.?|roughly|close to|in|≈", "~"),
    (r"is|are|equals|equal to|should be|must be", "="),
)
_BETWEEN = re.compile(
    r"(.+?)\s+(?:is\s+)?(?:between|from|in)\s*[\[(]?\s*(.+?)\s*(?:\band\b|\bto\b|,|\.\.+)\s*(.+?)\s*[\])]?"
)
_RANGE = re.compile(r"(.+?)\s*[=~]\s*(.+?)\s+to\s+(.+)")
_TWICE = re.compile(r"(.+?)\s*([<>]=?)\s*(.+?)\s*([<>]=?)\s*(.+)")
_JOINED = re.compile(r"(.+?[<>=~].+?)\s*(?:\band\b|&&|,|;)\s*(.+[<>=~].+)")
_NEAR = re.compile(r"(.+?)\s*(?:=|is|within)\s*(.+?)\s*(?:±|\+/?-|of)\s*(.+)")


def meant(fault: Fault, text: str, read: Callable[[str], object]) -> Fault:
    """The fault of an expectation, with what is to be written where that is clear."""
    lines = _comparisons(" ".join(text.split())) if len(text) <= _LONGEST else ()
    try:
        for line in lines:
            read(line)
    except Fault:
        return fault
    several = f"each in a line of its own: {', '.join(lines)}"
    hint = lines and f"write {several if len(lines) > 1 else lines[0]}"
    at = (len(text) - len(text.lstrip()), len(text.rstrip()))
    return Fault(fault.code, fault.message, at, hint) if hint else fault


def _comparisons(text: str) -> tuple[str, ...]:
    """The comparisons that a text without one, or with another, may mean; () for none."""
    if found := _JOINED.fullmatch(text):
        return found[1], found[2]
    if found := _TWICE.fullmatch(text):
        return f"{found[1]} {found[2]} {found[3]}", f"{found[3]} {found[4]} {found[5]}"
    if found := _BETWEEN.fullmatch(text) or _RANGE.fullmatch(text):
        return f"{found[1]} >= {found[2]}", f"{found[1]} <= {found[3]}"
    if found := _NEAR.fullmatch(text):
        value, spread = sorted((found[2], found[3]), key=lambda side: side.endswith("%"))
        return (f"{found[1]} ~ {value} ± {spread}",)
    for words, sign in _SIGNS:
        if found := re.fullmatch(rf"(.+?)\s+(?:is\s+)?(?:{words})\s+(.+)", text):
            return (f"{found[1]} {sign} {found[2]}",)
    return ()
