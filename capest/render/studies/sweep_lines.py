"""A sweep as JSON lines: those of all its parts, one behind the other, are those of the whole."""

from __future__ import annotations

from ...safe_text import json_line
from ...studies.sweep import Sweep
from .sweep import as_mapping


def as_jsonl(found: Sweep) -> str:
    """A point a line, with its place in the whole sweep."""
    points = enumerate(as_mapping(found)["points"], start=found.start)
    return "".join(json_line({"place": place, **point}) for place, point in points)
