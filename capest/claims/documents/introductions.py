"""The heading, caption or line with a colon above the list or table that a number stands in."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"[ \t>]*(?:[-+|]|\*(?!\*)|\d{1,9}[.)])|[ \t]{2}|<t")
"""How a line of a list or a table begins."""

_HEADING = re.compile(
    r"[ \t>]*(?:[#=]{1,6}[ \t]|\*\*.+\*\*[ \t]*$|\.\w|(?:Table|All|Figures|Numbers|Sizes|Values)\b)"
    r"|.*:\**[ \t\r]*$"
)
_UNDERLINE = re.compile(r"([=~^\"'*-])\1{2,}[ \t\r]*$")
_MOST_BLOCKS = 20  # entries with blank lines between them
_REACH = 3000
"""Characters above a number in which its list or table begins."""


def introduction(text: str, offset: int) -> str:
    """What introduces the list or table in which an offset stands; "" outside of one."""
    least = max(offset - _REACH, 0)
    start = text.rfind("\n", least, offset) + 1
    if not _ENTRY.match(text, start):
        return ""
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
