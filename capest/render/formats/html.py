"""The report as one file for a browser: pictures, and sliders that recompute every number."""

from __future__ import annotations

from ..page.document import page
from ..report import Report

SUFFIXES = (".html", ".htm")
SHOWS_CONTRADICTIONS = True
DRAWS_RANGES = True


def render(report: Report) -> str:
    """The report as one page that needs nothing besides itself."""
    return page(report)
