"""Prints: plain when piped, coloured on a terminal, problems to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn

import typer

from .. import __version__
from ..problems import CapestError, Problem, Span, describe
from ..render.bars import in_ascii
from ..render.lines import Line, plain

FAILED = 1
BAD_INPUT = 2

MOST_SHOWN = 50
"""Problems of one file that are printed; a reader mends those first anyway."""


def wants_colour() -> bool:
    """Whether standard output is a terminal of a person who has not said no to colour."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def shows_progress() -> bool:
    """Whether standard error is a terminal on which a line can move."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr is not None and sys.stderr.isatty()


def show(lines: Sequence[Line]) -> None:
    """Print laid-out lines."""
    if wants_colour():
        from .paint import paint  # rich, only where it can be seen

        paint(lines)
    else:
        print(plain(lines if _shows_pictures() else in_ascii(lines)), end="")


def write(view: ModuleType, found: Any, format_name: str, **options: bool) -> None:
    """Print what a study found, by the function of its view that is named for the format."""
    match format_name:
        case "json":
            print(view.as_json(found, __version__), end="")
        case "csv":
            print(view.as_csv(found), end="")
        case "markdown":
            print(view.as_markdown(found, **options), end="")
        case _:
            show(view.layout(found, **options))


def _shows_pictures() -> bool:
    """Whether standard output has signs beyond ASCII, of which bars and sparklines are made."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "▁█·".encode(encoding)
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
    raise CapestError(Problem(code=code, message=message, hint=hint, span=span))


@contextmanager
def telling() -> Iterator[None]:
    """Turn a user's mistakes into messages and exit code 2."""
    try:
        yield
    except CapestError as error:
        tell(error.problems)
        raise typer.Exit(BAD_INPUT) from None
