"""Text with meanings: lines of (style, text) pieces, so that one layout serves paper and colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from ..safe_text import cut, log_line

WIDTH = 80
_NARROWEST = 12  # characters of a table's first column

Piece = tuple[str, str]
"""A style and its text; styles: title, heading, name, number, ours, muted, good, bad, or none."""

Line = tuple[Piece, ...]


def plain(lines: Iterable[Line]) -> str:
    """The lines as plain text, without trailing blanks."""
    return "".join(log_line("".join(text for _, text in line)).rstrip() + "\n" for line in lines)


def wrapped(text: str, style: str = "", *, indent: int = 2, hanging: int = 2) -> list[Line]:
    """A text broken into lines that fit, later ones indented further."""
    broken = wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [((style, line),) for line in broken]


def columns(
    heading: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str] = ()
) -> list[Line]:
    """A table: the first column to the left, the others to the right, as wide as they need.

    The first column gives way where the table would be wider than a terminal; a table that is too
    wide even so, with all its digits, is written a cell a line.
    """
    widths = [max(len(row[index]) for row in (heading, *rows)) for index in range(len(heading))]
    gap = 3 if sum(widths) + 3 * (len(widths) - 1) <= WIDTH else 2
    spare = WIDTH - sum(widths[1:]) - gap * (len(widths) - 1)
    if spare < min(widths[0], _NARROWEST):
        return _stacked(heading, rows)
    widths[0] = min(widths[0], spare)
    lines = []
    for number, row in enumerate((heading, *rows)):
        style = "heading" if number == 0 else (styles[number - 1] if styles else "number")
        pieces = [("heading" if number == 0 else "name", cut(row[0], widths[0]).ljust(widths[0]))]
        pieces += [
            (style, " " * gap + text.rjust(width))
            for text, width in zip(row[1:], widths[1:], strict=True)
        ]
        lines.append(tuple(pieces))
    return lines


def fits(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has room for all of its first column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return sum(widths) + 2 * (len(widths) - 1) <= WIDTH


def _stacked(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Line]:
    lines: list[Line] = [(("heading", heading[0]),)]
    width = max(len(word) for word in heading[1:])
    for row in rows:
        lines.append((("name", row[0]),))
        for word, text in zip(heading[1:], row[1:], strict=True):
            if text:
                lines.append((("muted", f"    {word.ljust(width)}  "), ("number", text)))
    return lines
