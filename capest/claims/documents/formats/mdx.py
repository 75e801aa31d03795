"""MDX, Markdown with components: its comments are `{/* capest: search.peak_qps */}`.

Indented lines are no code and tags begin no block (mdxjs.com, "What is MDX?", read 2026).
"""

from __future__ import annotations

from ..markdown.scan import scan_markdown
from ..scan import Scan

SUFFIXES = (".mdx",)
COMMENT = ("{/*", "*/}")
USE = "{/* capest: use path.yaml */}"


def scan(text: str) -> Scan:
    """What capest looks at in an MDX document."""
    return scan_markdown(text, is_mdx=True)
