"""Reads the scenarios that a person names, and writes the files they ask for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from ..problems import CapestError, Problem, ScenarioError, Source, suggestion
from ..scenario.shipped import shipped_folder, shipped_names
from ..scenario.text import MAXIMUM_BYTES, decode
from .console import reason_of

_MOST_NEAR = 200  # files that are compared with a misspelt name


class OutputError(CapestError):
    """A file cannot be written."""


def read_source(name: str) -> Source:
    """The text behind a scenario's name, a path, or - for standard input; raises ScenarioError."""
    if name in shipped_names() and not Path(name).exists():
        path = shipped_folder() / f"{name}.yaml"
        return decode(path.name, path.read_bytes())
    shown = "standard input" if name == "-" else name
    return decode(shown, read_bytes(name, MAXIMUM_BYTES, missing=_not_found))


def read_bytes(name: str, most: int, *, missing: Callable[[str], Problem] | None = None) -> bytes:
    """The bytes of a file, or of standard input for -, and one more where there are more than
    `most`; raises ScenarioError, for a file that is not there with the problem of `missing`.
    """
    path = Path(name)
    try:
        if name == "-":
            return _standard_input(most)
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise ScenarioError((missing or _no_file)(name)) from None
    except (OSError, ValueError) as error:
        message = f"{name} cannot be read: {reason_of(error)}"
        raise ScenarioError(Problem(code="unreadable-file", message=message)) from None


def is_file(name: str) -> bool:
    """Whether there is a file of this path."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def scenarios_near(name: str) -> list[str]:
    """The YAML files of the folder in which a file was looked for."""
    return _near(name, "*.y*ml")


def _near(name: str, pattern: str) -> list[str]:
    """The files of a pattern beside one that is missing."""
    try:
        found = sorted(path.as_posix() for path in Path(name).parent.glob(pattern))
    except (OSError, ValueError):
        return []
    return found[:_MOST_NEAR]


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise OSError(9, "It is closed")
    return sys.stdin.buffer.read(most + 1)


def _no_file(name: str) -> Problem:
    hint = suggestion(name, _near(name, f"*{Path(name).suffix}"), "check the path")
    return Problem(code="file-not-found", message=f"there is no file {name}", hint=hint)


def _not_found(name: str) -> Problem:
    if "/" in name or name.endswith((".yaml", ".yml")):
        stem = Path(name).stem
        hint = suggestion(name, scenarios_near(name), "check the path")
        if stem in shipped_names():
            hint = f"the shipped scenario is called '{stem}'"
        return Problem(code="file-not-found", message=f"there is no file {name}", hint=hint)
    message = f"'{name}' is neither a file nor a shipped scenario"
    hint = suggestion(name, shipped_names(), "`capest list` names the shipped scenarios")
    return Problem(code="unknown-scenario", message=message, hint=hint)


def write_file(path: Path, text: str, *, replace: bool = True) -> None:
    """Write a whole file or nothing at all; raises OutputError.

    The target of a link is written, not the link, and a file keeps its permissions.
    """
    if not replace and path.exists():
        problem = Problem(
            code="file-exists", message=f"{path} is already there", hint="--force replaces it"
        )
        raise OutputError(problem)
    try:
        if path.is_dir() or not path.name:
            raise IsADirectoryError(21, "Is a directory")
        target = path.resolve()
        if (path.is_absolute() and path.parts[1] in ("dev", "proc")) or _is_device(target):
            with path.open("w", encoding="utf-8") as device:  # nothing there to keep whole
                device.write(text)
        else:
            _replace(target, text.encode("utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path} cannot be written: {reason_of(error)}"
        raise OutputError(Problem(code="unwritable-file", message=message)) from None


def rewrite_file(name: str, before: bytes, after: bytes) -> None:
    """Put `after` in place of `before`, whole or not at all; raises OutputError.

    The target of a link is written, a file keeps its permissions, and one that holds something else
    than `before` by now is left to whoever has changed it.
    """
    try:
        target = Path(name).resolve(strict=True)
        with target.open("r+b") as file:  # for writing, so that a read-only file is refused
            now = file.read()
        if now == before:
            _replace(target, after)
    except (OSError, ValueError) as error:
        message = f"{name} cannot be written: {reason_of(error)}"
        raise OutputError(Problem(code="unwritable-file", message=message)) from None
    if now not in (before, after):  # a link may have led to it before
        raise OutputError(
            Problem(
                code="changed-file",
                message=f"{name} has changed in the meantime and is left as it is",
                hint="run it again",
            )
        )


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".capest-{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_same_file(one: Path, other: str) -> bool:
    """Whether a path and a scenario's name mean one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
