"""The heading, caption or line with a colon above the list or table that a number stands in, and
the items of outer lists that lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENTRY = re.compile(r"[ \t>]*(?:[-+|]|\*(?!\*)|\d{1,9}[.)])|[ \t]{2}|<t")
"""How a line of a list or a table begins."""

_HEADING = re.compile(
    r"[ \t>]*(?:[#=]{1,6}[ \t]|\*\*.+\*\*[ \t]*$|\.\w|(?:Table|All|Figures|Numbers|Sizes|Values)\b)"
    r"|.*:\**[ \t\r]*$"
)
_UNDERLINE = re.compile(r"([=~^\"'*-])\1{2,}[ \t\r]*$")
_LINE = re.compile(r"[ \t>]*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+(?=\S)")
_LEADS = re.compile(r"\D*$|.*:[*_ \t\r]*$")
"""The text of an item that leads to those below it, rather than stating a number itself."""
_MOST_BLOCKS = 20  # entries with blank lines between them
_REACH = 3000
"""Characters above a number in which its list or table begins."""


def introductions(text: str, offset: int) -> Iterator[str]:
    """What introduces the list or table in which an offset stands, nearest first."""
    least = max(offset - _REACH, 0)
    start = text.rfind("\n", least, offset) + 1
    if _ENTRY.match(text, start):
        yield from _outer_items(text, start, least)
        if line := _line_above(text, start, least):
            yield line


def _outer_items(text: str, start: int, least: int) -> Iterator[str]:
    """The items that hold the line that begins at `start`, by their indents."""
    indent = _indent(text, start)
    while indent and start > least:
        start = text.rfind("\n", least, start - 1) + 1
        first = start + _indent(text, start)
        item = _ITEM.match(text, first)
        if item and first - start < indent:
            indent = first - start
            line = _line(text, item.end())
            if _LEADS.match(line):
                yield line
        elif first == start and text[first : first + 1].strip():
            return  # what is not indented is no part of a list


def _indent(text: str, start: int) -> int:
    found = _LINE.match(text, start)
    return found.end() - start if found else 0


def _line_above(text: str, start: int, least: int) -> str:
    """The line above the list or table with a line that begins at `start`; "" for none."""
    for _ in range(_MOST_BLOCKS):
        is_windows = text.startswith("\r", start - 2)
        blank = text.rfind("\n\r\n" if is_windows else "\n\n", least, start)
        if blank < 0 < least:
            return ""
        first = blank + 2 + is_windows if blank >= 0 else 0
        line = _line(text, first)
        if _ENTRY.match(line):
            if blank < 0:
                return ""
            start = text.rfind("\n", 0, blank) + 1
            line = _line(text, start)
            if _UNDERLINE.match(line):
                start = text.rfind("\n", 0, max(start - 1, 0)) + 1
                return _line(text, start)
        if not _ENTRY.match(line):
            return line if _HEADING.match(line) else ""
    return ""


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]
