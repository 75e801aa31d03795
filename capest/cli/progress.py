"""Shows on a terminal how far a file is read, with rich; imported only for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


class _CursorStays(Console):
    """A console that leaves the cursor alone: Ctrl-C ends the program at once, with it hidden."""

    def show_cursor(self, show: bool = True) -> bool:
        """Do nothing."""
        del show
        return False


@contextmanager
def shown(what: str, size: int | None) -> Iterator[Callable[[int, int], None]]:
    """A line on standard error that moves with each report and is gone in the end."""
    console = _CursorStays(stderr=True)
    requests = TextColumn("{task.fields[requests]:,} requests")
    parts = (TextColumn("{task.description}"), BarColumn(), requests, TimeRemainingColumn())
    with Progress(*parts, console=console, transient=True) as progress:
        task = progress.add_task(what, total=size, requests=0)

        def report(requests: int, position: int) -> None:
            progress.update(task, completed=position if size else requests, requests=requests)

        yield report
