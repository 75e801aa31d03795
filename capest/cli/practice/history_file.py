"""Keeps what a learner answered in a file of the platform's data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ...practice.learner.history import Record, is_record, lines_of, read_history
from ...problems import Problem, Severity
from ...records import record
from ..console import reason_of
from ..files import OutputError, add_lines

_NAME = "practice.jsonl"
_WITHOUT = "--no-history practises without a history"

MOST_REMEMBERED = 8_000_000
"""Bytes at the end of the file that are read, in a second: 30,000 answers, 80 a day for a year."""


def history_path() -> Path | None:
    """Where the history is kept; None where no home is known.

    XDG_DATA_HOME or ~/.local/share (XDG Base Directory 0.8, which has relative paths ignored),
    ~/Library/Application Support on macOS, %LOCALAPPDATA% on Windows.
    """
    try:
        return _data_folder() / "capest" / _NAME
    except RuntimeError:  # Path.home() of a user without one
        return None


def _data_folder() -> Path:
    match sys.platform:
        case "win32":
            local = os.environ.get("LOCALAPPDATA", "")
            return Path(local) if local else Path.home() / "AppData" / "Local"
        case "darwin":
            return Path.home() / "Library" / "Application Support"
        case _:
            named = Path(os.environ.get("XDG_DATA_HOME", ""))
            return named if named.is_absolute() else Path.home() / ".local" / "share"


@record(kw_only=True)
class Past:
    """What was practised so far, and what is to be told about the file that it stands in."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True
    """Whether there is no more than these records in the file."""
    is_readable: bool = True
    """Whether more may be added: what cannot be read is not to be written over."""


def read_past(path: Path | None) -> Past:
    """What was practised so far, with a warning where a history is there but cannot be read."""
    try:
        text, is_whole = _text(path)
    except OSError as error:
        message = f"{path} cannot be read, so this practice is not remembered: {_reason(error)}"
        problem = _warning("unreadable-history", message, _WITHOUT)
        return Past(problems=(problem,), is_readable=False)
    records, unreadable = read_history(text)
    problems = []
    if not is_whole:
        message = f"of {path} the last {len(records):,} answers count: it is very large"
        problems.append(_warning("long-history", message, "`capest practice reset` begins anew"))
    if unreadable:
        lines = "1 line is" if unreadable == 1 else f"{unreadable:,} lines are"
        message = f"{lines} no record of an answer in {path}"
        hint = "it counts for nothing, and is kept"
        problems.append(_warning("malformed-history", message, hint))
    return Past(records=records, problems=tuple(problems), is_whole=is_whole)


def add_records(path: Path | None, records: Iterable[Record]) -> tuple[Problem, ...]:
    """Add records to the history; a warning where that cannot be done."""
    if path is None:
        message = "no home folder is known, so this practice is not remembered"
        return (_warning("unwritable-history", message, _WITHOUT),)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        add_lines(path, lines_of(records), is_record)
    except OSError as error:
        message = f"this practice is not remembered: {_reason(error)}"
        return (_warning("unwritable-history", message, _WITHOUT),)
    return ()


def _text(path: Path | None) -> tuple[str, bool]:
    """The lines at the end of the history, and whether they are all there are."""
    if path is None or not path.exists():
        return "", True
    if not path.is_file():  # a pipe would be waited for, a device never ends
        raise OSError(22, "It is not a file")
    with path.open("rb") as file:
        start = file.seek(max(0, path.stat().st_size - MOST_REMEMBERED))
        content = file.read(MOST_REMEMBERED)
    if start:
        content = content.partition(b"\n")[2]
    return content.decode("utf-8", "replace"), not start


def _reason(error: OSError) -> str:
    reason = reason_of(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _warning(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, message=message, hint=hint, severity=Severity.WARNING)


def forget(path: Path) -> None:
    """Remove the history; raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        message = f"{path} cannot be removed: {_reason(error)}"
        raise OutputError.saying("unwritable-file", message) from None
