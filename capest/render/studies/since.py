"""What has changed in the scenarios of a folder, for a person or a comment on a pull request."""

from __future__ import annotations

import re
from typing import Literal

from ...nouns import counted
from ...records import record
from ...safe_text import markdown, markdown_code, visible
from ...studies.compare import Difference
from ..lines import Line, wrapped
from . import compare, quotes
from .quotes import Quote

ChangeKind = Literal["changed", "new", "gone", "broken", "mended"]

_FULL_NAME = re.compile(r"\b[0-9a-f]{40}\b")
_SHORT_NAME = 12  # characters of a commit's name that tell it from the others

_TOLD = {
    "new": "is new",
    "gone": "is gone",
    "broken": "cannot be computed",
    "mended": "could not be computed before, and can be now",
}


@record(kw_only=True)
class ScenarioChange:
    """One scenario that is not as it was."""

    path: str
    kind: ChangeKind
    found: Difference | None = None
    quotes: tuple[Quote, ...] = ()


@record(kw_only=True)
class Since:
    """The scenarios of a folder compared with a revision."""

    revision: str
    changes: tuple[ScenarioChange, ...]
    same: int


def layout(found: Since, *, exact: bool = False, every: bool = False) -> list[Line]:
    """The changes as lines with styles, one scenario below the other."""
    lines: list[Line] = []
    for change in found.changes:
        if change.found is None:
            lines += wrapped(f"{change.path} {_TOLD[change.kind]}", "heading", indent=0)
        else:
            lines += wrapped(change.path, "heading", indent=0)
            lines += compare.layout(change.found, exact=exact, every=every)
            lines += quotes.layout(change.quotes)
        lines.append(())
    if found.changes and not found.same:
        return lines[:-1]
    return [*lines, *wrapped(_rest(found), "muted", indent=0)]


def as_markdown(found: Since, *, exact: bool = False, every: bool = False) -> str:
    """The changes for a comment on a pull request; without a heading where there are none, so that
    who posts it knows.
    """
    if not found.changes:
        return f"{markdown(_rest(found))}.\n"
    blocks = ["### What changes in the numbers"]
    for change in found.changes:
        path = markdown_code(change.path)
        if change.found is None:
            blocks.append(f"{path} {_TOLD[change.kind]}.")
        else:
            blocks.append(f"#### {path}")
            blocks.append(compare.as_markdown(change.found, exact=exact, every=every).rstrip())
            if change.quotes:
                blocks.append(quotes.as_markdown(change.quotes).rstrip())
    blocks += [f"{markdown(_rest(found))}."] if found.same else []
    return "\n\n".join(blocks) + "\n"


def _rest(found: Since) -> str:
    revision = _FULL_NAME.sub(lambda name: name.group()[:_SHORT_NAME], visible(found.revision))
    if not found.changes:
        return f"no scenario is written otherwise than in {revision}"
    is_are = "is" if found.same == 1 else "are"
    return f"{counted(found.same, 'other scenario')} {is_are} as in {revision}"
