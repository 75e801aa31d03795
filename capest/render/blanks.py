"""What stands blank in a table for want of a field, in words."""

from __future__ import annotations

from collections.abc import Sequence

from ..safe_text import markdown_code
from .lines import Line, wrapped


def left_blank(wants: Sequence[str]) -> list[Line]:
    """Which fields would fill the blanks; nothing where there are none."""
    return wrapped(f"left blank; to fill in, give: {', '.join(wants)}", "muted") if wants else []


def left_blank_in_markdown(wants: Sequence[str]) -> list[str]:
    """The same for a document."""
    return (
        [f"Left blank; to fill in, give: {', '.join(map(markdown_code, wants))}."] if wants else []
    )
