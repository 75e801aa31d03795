"""Runs a command again whenever a file changes that it has read."""

from __future__ import annotations

import inspect
import os
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Annotated, Any

import typer

from ..nouns import counted
from .console import reject, shows_progress, telling
from .files import STANDARD_INPUT
from .seen import FilesSeen, seeing

WATCHED = (
    *("estimate", "explain", "diagram", "compare", "sweep", "solve", "ranges", "grow", "check"),
    "databases",
)
"""The commands that show what files hold."""

_EVERY = 0.15
"""Seconds between two looks: less than a person notices, and no load for some hundred files."""

_CLEARED = "\033[H\033[2J"

Watch = Annotated[
    bool,
    typer.Option("--watch", help="Show it again whenever a file changes, until Ctrl-C."),
]


def watchable(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option --watch.

    What is wrong with a file is told, and the file watched until it is mended. Ctrl-C ends it as it
    ends any program (130 in a shell).
    """

    @wraps(command)
    def run(*, watch: bool, **options: Any) -> None:
        if watch:
            _watch(lambda: command(**options))
        else:
            command(**options)

    signature = inspect.signature(command, eval_str=True)
    option = inspect.Parameter(
        "watch", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Watch
    )
    parameters = (*signature.parameters.values(), option)
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


def _watch(run: Callable[[], None]) -> None:
    with seeing() as seen:
        while True:
            seen.states.clear()
            if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
                print(_CLEARED, end="")
            with suppress(typer.Exit):  # its code is of this one look; there is another
                run()
            sys.stdout.flush()
            with telling():
                _refuse_what_stays(seen)
            if shows_progress():
                told = f"{time.strftime('%H:%M:%S')} · watching {counted(len(seen.states), 'file')}"
                print(f"{told} · Ctrl-C ends it", file=sys.stderr)
            while not seen.have_changed():
                _end_with_reader()
                time.sleep(_EVERY)
            time.sleep(_EVERY)  # whoever writes has written all of it by then


def _end_with_reader() -> None:
    """End once nobody reads the pipe that is written to, as `| head` does when it is through."""
    if sys.stdout.isatty() or not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    if any(event & select.POLLERR for _, event in poll.poll(0)):
        raise typer.Exit


def _refuse_what_stays(seen: FilesSeen) -> None:
    if STANDARD_INPUT in seen.states or not seen.states:
        message = "nothing here can change: standard input is read once"
        if not seen.states:
            message = "no file was read, so that none can change"
        reject("nothing-to-watch", message, "name a file")
