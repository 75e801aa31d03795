"""What `capest check` is asked to check: files, folders, patterns, names and standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from ...claims.documents.formats import is_document
from ...claims.marks.library import SUFFIXES
from ...claims.run import Target
from ...problems import CapestError, Problem

_SCENARIO = (".yaml", ".yml")
_MARKED = re.compile(rb"^capest[ \t]*:", re.MULTILINE)
_HEAD = 4096  # bytes in which a scenario says that it is one
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def targets(words: Iterable[str], *, input_name: str | None) -> list[Target]:
    """Everything that the words stand for, each once; raises CapestError for what finds nothing.

    In a folder, and by a pattern, only documents and the YAML files that are scenarios are found.
    """
    found: dict[str, Target] = {}
    problems = []
    for word in words:
        matched = list(_meant(word, input_name))
        if not matched:
            problems.append(_nothing(word))
        for target in matched:
            found.setdefault(target.path, target)
    if problems:
        raise CapestError(*problems)
    return list(found.values())


def _meant(word: str, input_name: str | None) -> Iterator[Target]:
    if word == "-":
        name = shown(input_name or "")
        yield Target(path="-", is_document=is_document(name), name=name or None)
    elif _is_folder(word):
        yield from _in_folder(Path(word))
    elif has_magic(word) and not _exists(word):
        for name in sorted(glob(word, recursive=True)):  # noqa: PTH207 - absolute patterns too
            path = Path(name)
            if path.is_dir():
                continue
            if is_document(name) or name.endswith(_SCENARIO):
                yield _target(name)
    else:
        yield _target(word)


def _in_folder(folder: Path) -> Iterator[Target]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED
        )
        for name in sorted(files):
            path = Path(place) / name
            if path.is_fifo() or path.is_socket():
                continue  # reading would wait for whoever writes
            if is_document(name) or name.endswith(SUFFIXES) or _is_scenario(path):
                yield _target(str(path))


def _is_scenario(path: Path) -> bool:
    """Whether a YAML file says that it is one of capest's: most are somebody else's."""
    if path.suffix not in _SCENARIO:
        return False
    try:
        with path.open("rb") as file:
            return bool(_MARKED.search(file.read(_HEAD)))
    except OSError:
        return False


def _target(word: str) -> Target:
    return Target(path=shown(word), is_document=is_document(word))


def shown(word: str) -> str:
    """A path as messages show it: from the working folder where it lies in it, with slashes."""
    if not word:
        return word
    try:
        path = Path(word)
        if path.is_absolute() and path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        normal = os.path.normpath(path) if ".." not in path.parts else str(path)
    except (OSError, ValueError):
        return word
    return normal.replace(os.sep, "/")


def _is_folder(word: str) -> bool:
    try:
        return bool(word) and Path(word).is_dir()
    except (OSError, ValueError):
        return False


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _nothing(word: str) -> Problem:
    what = "no document or scenario is in" if _is_folder(word) else "nothing matches"
    return Problem(
        code="no-files",
        message=f"{what} {word}",
        hint="documents are .md, .rst, .adoc and the like, scenarios .capest.yaml",
    )
