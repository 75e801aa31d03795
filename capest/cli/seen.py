"""Notes which files a command reads and writes: they are watched, and not written over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from ..records import field, record

_State = tuple[int, int, int] | None


@record(frozen=False)
class FilesSeen:
    """The files that were read, as they were then, and those that were written."""

    states: dict[str, _State] = field(default_factory=dict)
    written: set[Path] = field(default_factory=set)

    def have_changed(self) -> bool:
        """Whether a file is not as it was when it was read."""
        return any(_state(path) != state for path, state in self.states.items())

    def has_read(self, path: Path) -> bool:
        """Whether a file, by whatever name, is one of those that were read."""
        return any(_is_same(path, name) for name in self.states)


_seen: ContextVar[FilesSeen | None] = ContextVar("_seen", default=None)


@contextmanager
def seeing() -> Iterator[FilesSeen]:
    """Note from here on which files are read and written, with whoever does so already."""
    seen = _seen.get() or FilesSeen()
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def note_read(path: str) -> None:
    """Note that a file is about to be read, or a folder to be listed."""
    if seen := _seen.get():
        seen.states.setdefault(path, _state(path))


def note_written(path: Path) -> None:
    """Note that a file was written."""
    if seen := _seen.get():
        seen.written.add(path)


def is_ours(path: Path) -> bool:
    """Whether a file was written before by the command that is being watched."""
    seen = _seen.get()
    return seen is not None and path in seen.written


def _is_same(path: Path, name: str) -> bool:
    try:
        return path.samefile(name)
    except (OSError, ValueError):
        return False


def _state(path: str) -> _State:
    """What changes whenever a file is saved; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - of many files
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
