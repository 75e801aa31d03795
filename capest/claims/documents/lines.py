"""Lines of a document as editors and version control count them."""

from __future__ import annotations

import re

from ...problems import Extent

_LINE_END = re.compile(r"\r\n|\n|\r")


def line_extents(text: str) -> tuple[Extent, ...]:
    """Where each line begins and ends, without its line end; a byte order mark is in no line."""
    start = 1 if text.startswith("\ufeff") else 0
    extents = []
    for found in _LINE_END.finditer(text, start):
        extents.append((start, found.start()))
        start = found.end()
    return (*extents, (start, len(text)))
