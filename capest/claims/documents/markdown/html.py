"""HTML in Markdown: where its blocks begin and end, its tags, and the cells of its tables.

CommonMark 0.31, sections 4.6 and 6.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....problems import Extent
from ..text_map import neighbours

_ATTRIBUTE = r"\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
TAG = rf"<(?:[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?|/[A-Za-z][A-Za-z0-9-]*+\s*+)>"
"""An opening or a closing tag."""

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header"
    "|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param"
    "|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_CELL_TAGS = ("td", "th")
_TABLE_TAGS = (*_CELL_TAGS, "tr", "table", "thead", "tbody", "tfoot")
_STARTS = (
    (r"<(?:script|pre|style|textarea)(?=[\s>]|$)", r"</(?:script|pre|style|textarea)>"),
    (r"<!--", r"-->"),
    (r"<\?", r"\?>"),
    (r"<![A-Za-z]", r">"),
    (r"<!\[CDATA\[", r"\]\]>"),
    (rf"</?(?:{_BLOCK_TAGS})(?=[\s>]|/>|$)", r"[ \t]*$"),
    (rf"{TAG}[ \t]*$", r"[ \t]*$"),
)
_START = re.compile("|".join(f"({start})" for start, _ in _STARTS), re.IGNORECASE)
_ENDS = tuple(re.compile(end, re.IGNORECASE) for _, end in _STARTS)
COMMENT_END, BLANK_LINE = _ENDS[1], _ENDS[-1]
"""What ends a block that begins with a comment, and what ends one that begins with most tags."""

_LAST = len(_STARTS)  # a tag of another name, which interrupts no paragraph

_EDGE = re.compile(rf"<(/?)({_BLOCK_TAGS})(?=[\s/>])", re.IGNORECASE)
"""A tag that ends what was read so far: a cell, an item, a paragraph."""


def html_end(text: str, at: int, end: int, *, interrupts: bool) -> re.Pattern[str] | None:
    """What ends the block of HTML that begins here; None where none does."""
    found = _START.match(text, at, end)
    if found is None or not found.lastindex or (interrupts and found.lastindex == _LAST):
        return None
    return _ENDS[found.lastindex - 1]


def cells_of(text: str, hidden: Iterable[Extent]) -> list[tuple[Extent, tuple[Extent, ...]]]:
    """The stretches of a block of HTML between its tags, a cell with its heading and its row."""
    found: list[tuple[Extent, tuple[Extent, ...]]] = []
    row: list[Extent] = []
    headings: list[Extent] = []
    position, in_cell, is_heading = 0, False, False
    for start, end in (*hidden, (len(text), len(text))):
        edge = _EDGE.match(text, start, end)
        name = edge[2].lower() if edge else ""
        if start < len(text) and (not name or (in_cell and name not in _TABLE_TAGS)):
            continue  # it stands inside of what is read
        if in_cell:
            row.append((position, start))
        else:
            found.append(((position, start), ()))
        if name not in _CELL_TAGS:
            for column, cell in enumerate(row):
                found.append((cell, (*headings[column : column + 1], *neighbours(row, column))))
            headings = row if is_heading else [] if name == "table" else headings
            row, is_heading = [], False
        position, in_cell = end, bool(edge and not edge[1]) and name in _CELL_TAGS
        is_heading |= name == "th"
    return sorted(found)
