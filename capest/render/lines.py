"""Text with meanings: lines of (style, text) pieces, so that one layout serves paper and colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from textwrap import wrap

from ..records import record
from ..safe_text import cut, log_line


@record(kw_only=True)
class Page:
    """What lines are laid out on."""

    width: int = 80
    height: int | None = None
    """The lines that are seen at once; None where all are, as in a file."""


PAPER = Page()
"""What is laid out on where nobody says otherwise."""

_PAGE: ContextVar[Page] = ContextVar("page", default=PAPER)
_LEAST_NAME = 20  # characters of a first column of long names
_KEPT = "\N{NO-BREAK SPACE}"
_LONGEST = 100  # characters of a line of prose, which the eye follows no further

Piece = tuple[str, str]
"""A style and its text; styles: title, headline, heading, name, number, ours, muted, good, bad, or
none."""

Line = tuple[Piece, ...]


@contextmanager
def laid_out_on(page: Page) -> Iterator[None]:
    """Lay out on a page what is laid out within."""
    before = _PAGE.set(page)
    try:
        yield
    finally:
        _PAGE.reset(before)


def lay_out_on(page: Page) -> None:
    """Lay out on a page what is laid out from now on."""
    _PAGE.set(page)


def page() -> Page:
    """What is laid out on."""
    return _PAGE.get()


def width() -> int:
    """The characters of a line."""
    return page().width


def prose_width() -> int:
    """The characters of a line of prose."""
    return min(width(), _LONGEST)


def plain(lines: Iterable[Line]) -> str:
    """The lines as plain text, without trailing blanks."""
    return "".join(log_line("".join(text for _, text in line)).rstrip() + "\n" for line in lines)


def wrapped(text: str, style: str = "", *, indent: int = 2, hanging: int = 2) -> list[Line]:
    """A text broken into lines that fit, later ones indented further."""
    broken = wrap(
        text,
        prose_width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [((style, line),) for line in broken]


def in_parts(
    parts: Iterable[str], style: str = "", *, indent: int = 2, hanging: int = 2
) -> list[Line]:
    """The parts in a row, broken between them alone where each fits in a line."""
    room = prose_width() - indent - hanging - len(" ·")
    kept = f"{_KEPT}· ".join(
        part.replace(" ", _KEPT) if len(part) <= room else part for part in parts
    )
    lines = wrapped(kept, style, indent=indent, hanging=hanging)
    return [((style, text.replace(_KEPT, " ")),) for ((_, text),) in lines]


def columns(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    styles: Sequence[str] = (),
    below: Sequence[list[Line]] = (),
) -> list[Line]:
    """A table: the first column to the left, the others to the right, as wide as they need, with
    lines below each row where there are some.

    Where they are wider than a line, what is long in the first stands on a line of its own; if that
    is not enough, they stand in several tables below each other, each with the first column and
    without the rows that have nothing there; what is too wide even so is written a cell a line.
    """
    widths = _widths(heading, rows)
    lines: list[Line] = []
    for part, places in enumerate(_parts(widths)):
        used = [widths[place] for place in places]
        if sum(used) + 2 * (len(used) - 1) > width():
            return _stacked(heading, rows)
        gap = 3 if sum(used) + 3 * (len(used) - 1) <= width() else 2
        lines += _row([heading[place] for place in places], used, gap, "heading", "heading")
        for number, row in enumerate(rows):
            cells = [row[place] for place in places]
            if part == 0 or any(cells[1:]):
                lines += _row(cells, used, gap, styles[number] if styles else "number", "name")
            lines += below[number] if below and part == 0 else []
    return lines


def _widths(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The characters of each column; of the first, as many as the others leave."""
    first, *others = (max(map(len, column)) for column in zip(heading, *rows, strict=True))
    spare = width() - sum(others) - 2 * len(others)
    return [min(first, max(spare, _LEAST_NAME)), *others]


def _parts(widths: Sequence[int]) -> Iterator[list[int]]:
    """The places of the columns of each table, all in one if they fit."""
    places = [0]
    for place in range(1, len(widths)):
        used = sum(widths[each] for each in places) + 2 * len(places)
        if len(places) > 1 and used + widths[place] > width():
            yield places
            places = [0]
        places.append(place)
    yield places


def _row(
    cells: Sequence[str], widths: Sequence[int], gap: int, style: str, first: str
) -> list[Line]:
    name, *others = cells
    is_long = len(name) > widths[0]
    above: list[Line] = [((first, cut(name, width())),)] if is_long else []
    start = "" if is_long else name
    told = (
        (style, " " * gap + text.rjust(room)) for text, room in zip(others, widths[1:], strict=True)
    )
    return [*above, ((first, start.ljust(widths[0])), *told)]


def fits(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has room for all of its columns beside each other."""
    widths = _widths(rows[0], rows[1:])
    return sum(widths) + 2 * (len(widths) - 1) <= width()


def _stacked(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Line]:
    lines: list[Line] = [(("heading", heading[0]),)]
    longest = max(len(word) for word in heading[1:])
    for row in rows:
        lines.append((("name", row[0]),))
        for word, text in zip(heading[1:], row[1:], strict=True):
            if text:
                lines.append((("muted", f"    {word.ljust(longest)}  "), ("number", text)))
    return lines
