"""Prints: plain when piped, coloured on a terminal, problems to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from ..problems import CapestError, Problem, describe
from ..render.lines import Line, plain

FAILED = 1
BAD_INPUT = 2


def wants_colour() -> bool:
    """Whether standard output is a terminal of a person who has not said no to colour."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def show(lines: Sequence[Line]) -> None:
    """Print laid-out lines."""
    if wants_colour():
        from .paint import paint  # rich, only where it can be seen

        paint(lines)
    else:
        sys.stdout.write(plain(lines))


def tell(problems: Sequence[Problem]) -> None:
    """Print problems to standard error, one below the other."""
    sys.stdout.flush()
    for problem in problems:
        print(describe(problem), file=sys.stderr)


@contextmanager
def telling() -> Iterator[None]:
    """Turn a user's mistakes into messages and exit code 2."""
    try:
        yield
    except CapestError as error:
        tell(error.problems)
        raise typer.Exit(BAD_INPUT) from None
