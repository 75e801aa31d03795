"""Files that pass through as a stream, packed or not: traces and logs, which no memory holds."""

from __future__ import annotations

import gzip
import shutil
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from ..problems import suggestion
from ..safe_text import log_line
from .console import reason_of, reject, shows_progress
from .files import called

BLOCK = 2**18
"""Bytes read at once: large enough to be quick, small enough to be nothing."""

_UNREADABLE = (OSError, EOFError, zlib.error, ValueError)
"""What the system and what unpacks raise of a file."""

ReadProgress = Callable[[int, int], None]
"""Is told how many requests and how many bytes of the file have passed."""

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def passes_once(name: str) -> bool:
    """Whether a file is standard input or another pipe, which cannot be read again."""
    try:
        return name == "-" or stat.S_ISFIFO(Path(name).stat().st_mode)
    except (OSError, ValueError):
        return False  # what is wrong is said when it is opened


def _size_of(name: str) -> int | None:
    """The bytes of a file as it lies on the disk, None for a pipe or for no file."""
    try:
        found = Path(name).stat() if name != "-" else None
    except (OSError, ValueError):
        return None
    return found.st_size if found and stat.S_ISREG(found.st_mode) else None


def no_file(name: str) -> NoReturn:
    """Say that there is no such file, and which there is; raises CapestError."""
    nearby = sorted(str(path) for path in Path(name).parent.glob("*") if path.is_file())
    hint = suggestion(name, nearby[:200], "check the path")
    reject("file-not-found", f"there is no file {name}", hint)


@contextmanager
def passing(name: str) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """The unpacked bytes of a file, or of standard input for -, and what says how many of the file
    have passed; raises CapestError for what cannot be read within, too.
    """
    try:
        with _opened(name) as file:
            yield _unpacked(file), lambda: file.tell() if file.seekable() else 0
    except FileNotFoundError:
        no_file(name)
    except _UNREADABLE as error:
        reject("unreadable-file", f"{called(name)} cannot be read: {reason_of(error)}")


def _opened(name: str) -> BinaryIO:
    if name != "-":
        return Path(name).open("rb")
    if sys.stdin is None:
        raise OSError(9, "It is closed")
    return sys.stdin.buffer


def _unpacked(file: BinaryIO) -> BinaryIO:
    """The bytes themselves, or what gzip or zstd made of them; known by the first of them.

    Raises CapestError for zstd where nothing is installed that unpacks it.
    """
    first = file.peek(4)[:4]  # type: ignore[attr-defined]  # a BufferedReader has it
    # A pipe may hand over a single byte; no text begins with 0x1f, so it decides alone.
    if first and first.startswith(_GZIP[: len(first)]):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]  # reads as one
    return _of_zstd(file) if first == _ZSTD else file


def _of_zstd(file: BinaryIO) -> BinaryIO:
    names = ("compression.zstd", "backports.zstd")  # of Python 3.14 on; of those before
    module = next(filter(None, map(_module, names)), None)
    if module is None:
        hint = 'pip install "capest[zstd]"; or unzstd -c FILE, and - for FILE'
        reject("missing-extra", "nothing is installed that unpacks zstd", hint)
    return _Unpacked(module, file)  # type: ignore[return-value]


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


class _Unpacked:
    """A zstd file that raises OSError for what is broken, as gzip's do."""

    def __init__(self, module: Any, file: BinaryIO) -> None:
        self._file = module.ZstdFile(file)
        self._fault = module.ZstdError

    def read(self, size: int) -> bytes:
        """The next bytes."""
        try:
            return bytes(self._file.read(size))
        except self._fault as error:
            raise OSError(5, str(error)) from None


@contextmanager
def watched(what: str, name: str) -> Iterator[ReadProgress]:
    """A progress line where a person sees it."""
    if not shows_progress():
        yield lambda requests, position: None
        return
    from .progress import shown  # rich, only where it can be seen

    with shown(what, _size_of(name)) as report:
        yield report


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is waited for, where a person sees it, and take it away in the end."""
    if shows_progress():
        width = shutil.get_terminal_size().columns - 1
        told = f"{what}, which does not say how far it is"[:width]
        print(log_line(told), end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shows_progress():
            print("\x1b[2K", end="\r", file=sys.stderr, flush=True)
