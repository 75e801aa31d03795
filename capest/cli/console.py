"""Prints: plain when piped, coloured on a terminal, problems to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from types import ModuleType
from typing import Any, NoReturn

import typer

from .. import __version__
from ..problems import CapestError, Problem, Span, describe
from ..render import SHOWN
from ..render.bars import SIGNS, in_ascii
from ..render.lines import PAPER, Line, Page, laid_out_on, plain

FAILED = 1
BAD_INPUT = 2

_NARROWEST, _WIDEST = 40, 160
"""Characters of a line: in less nothing is laid out, of more no table has need."""

MOST_SHOWN = 50
"""Problems of one file that are printed; a reader mends those first anyway."""


class Colour(StrEnum):
    """When lines are painted."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


_COLOUR: ContextVar[Colour] = ContextVar("colour", default=Colour.AUTO)


@contextmanager
def printing(colour: Colour) -> Iterator[None]:
    """Print as --color says, on a page that is as wide as the terminal."""
    before = _COLOUR.set(colour)
    try:
        with laid_out_on(terminal_page()):
            yield
    finally:
        _COLOUR.reset(before)


def wants_colour() -> bool:
    """Whether lines are painted: as --color says, else NO_COLOR (no-color.org), else FORCE_COLOR
    (force-color.org), else where standard output is a terminal that can.
    """
    said = _COLOUR.get()
    if said is not Colour.AUTO:
        return said is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return os.environ.get("TERM") != "dumb" and _is_terminal()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def terminal_page() -> Page:
    """What a person sees at once: the terminal's lines, or as COLUMNS says, within reason."""
    size = shutil.get_terminal_size((PAPER.width, 24))
    columns = min(max(size.columns, _NARROWEST), _WIDEST)
    return Page(width=columns, height=size.lines if _is_terminal() else None)


def shows_progress() -> bool:
    """Whether standard error is a terminal on which a line can move."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr is not None and sys.stderr.isatty()


def show(lines: Sequence[Line]) -> None:
    """Print laid-out lines."""
    seen = lines if _shows_pictures() else in_ascii(lines)
    if wants_colour():
        from .paint import paint  # rich, only where it can be seen

        paint(seen)
    else:
        print(plain(seen), end="")


def write(view: ModuleType, found: Any, format_name: str, **options: bool) -> None:
    """Print what a study found, by the function of its view that is named for the format."""
    if format_name == SHOWN:
        show(view.layout(found, **options))
    else:
        print(text_of(view, found, format_name, **options), end="")


def text_of(view: ModuleType, found: Any, format_name: str, **options: bool) -> str:
    """What a study found in a format, as for a file."""
    from ..render.programs import document

    text: str
    match format_name:
        case "json":
            text = document(__version__, view.as_mapping(found))
        case "csv":
            text = view.as_csv(found)
        case "markdown":
            text = view.as_markdown(found, **options)
        case _:
            text = plain(view.layout(found, **options))
    return text


def _shows_pictures() -> bool:
    """Whether standard output has signs beyond ASCII, of which bars and sparklines are made."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        SIGNS.encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def tell(problems: Sequence[Problem]) -> None:
    """Print problems to standard error, one below the other."""
    if sys.stdout is not None:
        sys.stdout.flush()
    for problem in problems[:MOST_SHOWN]:
        print(describe(problem), file=sys.stderr)
    if len(problems) > MOST_SHOWN:
        print(f"... and {len(problems) - MOST_SHOWN:,} more", file=sys.stderr)


def reason_of(error: Exception) -> str:
    """Why a file was refused, in the words of the system where it has any, as a clause."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def reject(code: str, message: str, hint: str | None = None, span: Span | None = None) -> NoReturn:
    """Raise what is wrong with what was asked for."""
    raise CapestError.saying(code, message, hint, span)


@contextmanager
def telling() -> Iterator[None]:
    """Turn a user's mistakes into messages and exit code 2."""
    try:
        yield
    except CapestError as error:
        tell(error.problems)
        raise typer.Exit(BAD_INPUT) from None
