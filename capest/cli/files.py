"""Reads the scenarios that a person names, and writes the files they ask for."""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ..problems import CapestError, Problem, ScenarioError, Source, suggestion
from ..scenario.shipped import files_near, not_found, shipped_folder, shipped_names
from ..scenario.text import MAXIMUM_BYTES, decode
from .border import Border, border_of, followed, is_stream
from .console import reason_of
from .seen import is_ours, note_read, note_written

_LONGEST_LINE = 65_536  # bytes of a file's end in which its last line begins
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)  # for the other end of a pipe


STANDARD_INPUT = "-"
"""What it is called by who names it."""


class OutputError(CapestError):
    """A file cannot be written."""


def read_source(name: str, *, waits: bool = True) -> Source:
    """The text behind a scenario's name, a path, or - for standard input; raises ScenarioError."""
    if name in shipped_names() and not Path(name).exists():
        path = shipped_folder() / f"{name}.yaml"
        note_read(str(path))
        return decode(path.name, path.read_bytes())
    return decode(called(name), read_bytes(name, MAXIMUM_BYTES, missing=not_found, waits=waits))


def called(name: str) -> str:
    """What messages call a file: for - it is standard input."""
    return "standard input" if name == STANDARD_INPUT else name


def read_bytes(
    name: str, most: int, *, missing: Callable[[str], Problem] | None = None, waits: bool = True
) -> bytes:
    """The bytes of a file, or of standard input for -, and one more where there are more than
    `most`; raises ScenarioError, for a file that is not there with the problem of `missing`.

    Only where it `waits` is a pipe or a device read: its other end may never write, or never stop.
    """
    path = Path(name)
    note_read(name)
    try:
        if name == STANDARD_INPUT:
            return _standard_input(most)
        is_short = _is_short(path, most, waits=waits)
        with path.open("rb") as file:
            return file.read() if is_short else file.read(most + 1)  # which takes so much memory
    except FileNotFoundError:
        raise ScenarioError((missing or _no_file)(name)) from None
    except (OSError, ValueError) as error:
        message = f"{name} cannot be read: {reason_of(error)}"
        raise ScenarioError.saying("unreadable-file", message) from None


def _is_short(path: Path, most: int, *, waits: bool) -> bool:
    """Whether a file is known to have no more than `most` bytes; raises OSError for what is there
    and is not to be read.
    """
    found = path.stat()
    is_file = stat.S_ISREG(found.st_mode)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "Is a directory")
    if not waits and not is_file:
        raise OSError(22, "It is a pipe or a device")
    return is_file and 0 < found.st_size <= most


def exists(name: str) -> bool:
    """Whether there is anything at this path, even what cannot be looked at."""
    try:
        return Path(name).exists()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise OSError(9, "It is closed")
    return sys.stdin.buffer.read(most + 1)


def _no_file(name: str) -> Problem:
    if Path(name).is_symlink():
        message = f"{name} is a link that leads nowhere"
        return Problem(code="file-not-found", message=message, hint="mend or remove the link")
    hint = suggestion(name, files_near(name, f"*{Path(name).suffix}"), "check the path")
    return Problem(code="file-not-found", message=f"there is no file {name}", hint=hint)


def is_same_file(one: Path, other: str) -> bool:
    """Whether a path and a scenario's name mean one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def refuse_same_file(output: Path | None, scenario: str) -> None:
    """Refuse to write over the scenario that is read; raises OutputError."""
    if output and is_same_file(output, scenario):
        raise OutputError.saying(
            "same-file", f"{output} is the scenario itself", "write to another file"
        )


def write_file(path: Path, text: str, *, replace: bool) -> None:
    """Write a whole file or nothing at all; raises OutputError, and unless it is to `replace` it,
    for a file that is there.
    """
    write_pieces(path, (text,), replace=replace)


def write_pieces(path: Path, pieces: Iterable[str], *, replace: bool) -> None:
    """Write a file that is not held as a whole, as `write_file` does."""
    with telling_why(str(path)):
        if path.is_dir() or not path.name:
            raise IsADirectoryError(21, "Is a directory")
        target = path if is_stream(str(path)) else _real(path, border_of([str(path)]))
        if target is path or (target.exists() and not target.is_file()):
            with open(target, "w", encoding="utf-8", opener=_open_at_once) as stream:
                stream.writelines(pieces)  # nothing there to keep whole
        elif not (replace or is_ours(target)) and (target.exists() or path.is_symlink()):
            message = f"{path} is already there"
            raise OutputError.saying("file-exists", message, "--force replaces it")
        else:
            _put(target, (piece.encode("utf-8") for piece in pieces))
            note_written(target)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody reads is refused."""
    try:
        descriptor = os.open(path, flags | _NOT_WAITING, 0o666)
    except OSError as error:
        raise (
            OSError(errno.EPIPE, "Nobody reads it") if error.errno == errno.ENXIO else error
        ) from None
    if _NOT_WAITING:
        os.set_blocking(descriptor, True)
    return descriptor


def write_temporary(text: str, suffix: str) -> Path:
    """Write a file of its own for a program that reads it later; raises OutputError."""
    from tempfile import mkstemp

    with telling_why("a temporary file"):
        descriptor, name = mkstemp(prefix="capest-", suffix=suffix)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    return Path(name)


def rewrite_file(name: str, before: bytes, after: bytes, border: Border | None = None) -> None:
    """Put `after` in place of `before`, whole or not at all; raises OutputError.

    One that holds something else than `before` by now is left to whoever has changed it.
    """
    with telling_why(name):
        target = _real(Path(name), border or border_of([name]))
        with target.open("r+b") as file:  # for writing, so that a read-only file is refused
            now = file.read()
        if now == before:
            _put(target, (after,))
    if now not in (before, after):  # a link may have led to it before
        message = f"{name} has changed in the meantime and is left as it is"
        raise OutputError.saying("changed-file", message, "run it again")


def add_lines(path: Path, lines: str, is_whole: Callable[[str], bool]) -> None:
    """Add lines to the end of a file, one writer after the other; raises OSError.

    A last line without its end, as a crash leaves it, gets one where it is whole, else it goes.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _NOT_WAITING, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(22, "It is not a file")
        with suppress(ImportError, OSError):  # Windows and some networks lock nothing
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        start = file.seek(max(0, end - _LONGEST_LINE))
        last = file.read().rpartition(b"\n")[2] if start < end else b""
        file.seek(end - len(last))
        kept = last + b"\n" if is_whole(last.decode("utf-8", "replace")) else b""
        with _uninterrupted():
            file.truncate()
            file.write(kept + lines.encode("utf-8"))
            file.flush()


def _real(path: Path, border: Border) -> Path:
    """The file itself where a path is a link; raises OutputError where it leads outside."""
    refusal = border.refusal(str(path), followed(str(path))) if path.is_symlink() else None
    if refusal:
        raise OutputError(replace(refusal, hint="name the file that the link leads to"))
    target = path.resolve()
    if target.is_symlink():  # until Python 3.13 that is a RuntimeError
        raise OSError(40, "Its links go in a circle")
    return target


def _put(path: Path, content: Iterable[bytes]) -> None:
    """Let a file hold these bytes, whole or not at all, whatever ends the program.

    The new file has the old one's mode, owner and access list before it takes its place, and is on
    the disk by then. A file with several names, or of an owner that cannot be kept, is written in
    place: there a crash may leave a part of it. A creation time is not kept, and after a SIGKILL a
    `.capest-*.part` may be left. Nothing reads one, and nothing removes one: whether it is of a run
    that died, of one that is at work or in the repository cannot be told.
    """
    from tempfile import mkstemp  # only needed when something is written

    before = path.stat() if path.exists() else None
    with _uninterrupted():
        if before and before.st_nlink > 1:
            _overwrite(path, content)
            return
        descriptor, name = mkstemp(prefix=".capest-", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(content)
                file.flush()
                os.fsync(descriptor)
            if before is None:
                part.chmod(0o666 & ~_umask())
            elif not _is_like(part, path, before):
                with part.open("rb") as file:
                    _overwrite(path, file)
                return
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _overwrite(path: Path, content: Iterable[bytes]) -> None:
    with path.open("r+b") as file:
        file.writelines(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _is_like(part: Path, path: Path, before: os.stat_result) -> bool:
    """Give a new file the owner, mode and access list of the old one; whether that could be."""
    from shutil import copystat

    try:
        if hasattr(os, "chown"):
            os.chown(part, before.st_uid, before.st_gid)
    except PermissionError:
        return False
    copystat(path, part)
    os.utime(part)  # its times are its own
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that end the program wait until a file is written and cleared up."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def telling_why(name: str) -> Iterator[None]:
    """Turn the refusals of the system into OutputError."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:  # the last for links in a circle
        message = f"{name} cannot be written: {reason_of(error)}"
        raise OutputError.saying("unwritable-file", message) from None
