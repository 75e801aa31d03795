"""Lines of a document as editors and version control count them."""

from __future__ import annotations

import re
from functools import lru_cache

from ...problems import Extent

_LINE_END = re.compile(r"\r\n|\n|\r")


@lru_cache(maxsize=1)
def line_extents(text: str) -> tuple[Extent, ...]:
    """Where each line begins and ends, without its line end; a byte order mark is in no line.

    A document is asked for its lines twice in a row.
    """
    start = 1 if text.startswith("\ufeff") else 0
    extents = []
    if "\r" not in text:
        for line in text[start:].split("\n"):
            end = start + len(line)
            extents.append((start, end))
            start = end + 1
        return tuple(extents)
    for found in _LINE_END.finditer(text, start):
        extents.append((start, found.start()))
        start = found.end()
    return (*extents, (start, len(text)))
