"""Markdown: claims are comments behind a number, or links to a quantity."""

from __future__ import annotations

from ..markdown.scan import scan_markdown
from ..scan import Scan

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
COMMENT = ("<!--", "-->")
USE = "<!-- capest: use path.yaml -->"


def scan(text: str) -> Scan:
    """What capest looks at in a Markdown document."""
    return scan_markdown(text)
