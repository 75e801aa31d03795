"""The documents that quote numbers which have changed."""

from __future__ import annotations

from collections.abc import Sequence

from ...records import record
from ...safe_text import markdown
from ..formats.markdown import markdown_table
from ..lines import Line, columns

_HEADING = ("quoted in", "numbers", "now wrong")


@record(kw_only=True)
class Quote:
    """A document that quotes numbers that have changed."""

    document: str
    numbers: int
    wrong: int
    """How many of them do not hold now."""


def layout(quotes: Sequence[Quote]) -> list[Line]:
    """The documents as a table."""
    if not quotes:
        return []
    heading = (_HEADING[0].upper(), *_HEADING[1:])
    return [(), *columns(heading, [(f"  {name}", *rest) for name, *rest in map(_row, quotes)])]


def as_markdown(quotes: Sequence[Quote]) -> str:
    """The documents as a table, and what to do about those that are wrong."""
    rows = [(markdown(name), *rest) for name, *rest in map(_row, quotes)]
    wrong = any(item.wrong for item in quotes)
    hint = "\n\n`capest fix --diff` shows what it would write into them." if wrong else ""
    return f"{markdown_table(_HEADING, rows)}{hint}\n"


def _row(quote: Quote) -> tuple[str, str, str]:
    return quote.document, str(quote.numbers), str(quote.wrong or "-")
