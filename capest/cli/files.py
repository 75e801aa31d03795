"""Reads the scenarios that a person names, and writes the files they ask for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..problems import CapestError, Problem, ScenarioError, Source, Span, did_you_mean
from ..scenario.yaml_nodes import MAXIMUM_LENGTH

_MAXIMUM_BYTES = 4 * MAXIMUM_LENGTH  # UTF-8 takes at most four bytes for a character


class OutputError(CapestError):
    """A file cannot be written."""


def shipped_folder() -> Path:
    """The folder of the shipped scenarios: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped_names() -> list[str]:
    """The names of the scenarios that come with capest."""
    return sorted(path.stem for path in shipped_folder().glob("*.yaml"))


def read_source(name: str) -> Source:
    """The text behind a scenario's name, a path, or - for standard input; raises ScenarioError."""
    if name == "-":
        return _decoded("standard input", sys.stdin.buffer.read(_MAXIMUM_BYTES + 1))
    path = Path(name)
    if not path.exists() and name in shipped_names():
        path = shipped_folder() / f"{name}.yaml"
        return _decoded(path.name, path.read_bytes())
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        with path.open("rb") as file:
            return _decoded(name, file.read(_MAXIMUM_BYTES + 1))
    except FileNotFoundError:
        raise ScenarioError(_not_found(name)) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{name} cannot be read: {reason}"
        raise ScenarioError(Problem(code="unreadable-file", message=message)) from None


def _not_found(name: str) -> Problem:
    close = did_you_mean(name, shipped_names())
    hint = f"did you mean '{close}'?" if close else "`capest list` names the shipped scenarios"
    if "/" in name or name.endswith((".yaml", ".yml")):
        nearby = [str(path) for path in sorted(Path(name).parent.glob("*.y*ml"))[:200]]
        close = did_you_mean(name, nearby)
        hint = f"did you mean '{close}'?" if close else "check the path"
        return Problem(code="file-not-found", message=f"there is no file {name}", hint=hint)
    message = f"'{name}' is neither a file nor a shipped scenario"
    return Problem(code="unknown-scenario", message=message, hint=hint)


def _decoded(name: str, content: bytes) -> Source:
    if len(content) > _MAXIMUM_BYTES:
        message = f"{name} is larger than {_MAXIMUM_BYTES // 1_000_000} MB; a scenario is not"
        problem = Problem(
            code="file-too-large", message=message, hint="is this the file you meant?"
        )
        raise ScenarioError(problem)
    try:
        return Source(name, content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        source = Source(name, content.decode("utf-8", "replace"))
        problem = Problem(
            code="not-utf-8",
            message=f"byte 0x{content[error.start]:02x} is not UTF-8",
            span=Span(source, line, column, column + 1),
            hint="save the file as UTF-8",
        )
        raise ScenarioError(problem) from None


def write_file(path: Path, text: str, *, replace: bool = True) -> None:
    """Write a whole file or nothing at all; raises OutputError."""
    if not replace and path.exists():
        message = f"{path} is already there"
        problem = Problem(code="file-exists", message=message, hint="--force replaces it")
        raise OutputError(problem)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if path.exists() and not path.is_file():  # a pipe or a device: nothing to keep whole
            path.write_text(text, encoding="utf-8")
            return
        try:
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{path} cannot be written: {reason}"
        raise OutputError(Problem(code="unwritable-file", message=message)) from None
