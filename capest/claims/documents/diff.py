"""Shows a rewritten document as a unified diff, which `git apply` and `patch -p1` take."""

from __future__ import annotations

import re

_NO_LINE_END = "\\ No newline at end of file"


def unified_diff(name: str, before: str, after: str) -> str:
    """What has changed in a document, byte for byte; "" for nothing."""
    from difflib import unified_diff as compare  # only needed when something has changed

    lines = compare(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(_closed(line) for line in lines)


def _lines(text: str) -> list[str]:
    """The lines as version control counts them: only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _closed(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n"
