"""What `capest check` is asked to check: files, folders, patterns, names and standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from ...claims.documents.formats import is_document, usual_suffixes
from ...claims.marks.library import SUFFIXES
from ...claims.run import Target
from ...nouns import either
from ...problems import CapestError, Problem
from ...scenario.text import is_marked
from ..border import followed
from ..console import reason_of
from ..seen import note_read
from .git_lists import ignored_above

_SCENARIO = (".yaml", ".yml")
_HEAD = 4096  # bytes in which a scenario says that it is one
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def targets(
    words: Iterable[str], *, input_name: str | None
) -> tuple[list[Target], tuple[Problem, ...]]:
    """Everything that the words stand for, each once, and the folders that cannot be looked into.

    In a folder, and by a pattern, only documents and the YAML files that are scenarios are found;
    in a folder none that git ignores, and no link to another that is found. Raises CapestError for
    what finds nothing.
    """
    found: dict[str, Target] = {}
    problems: list[Problem] = []
    unseen: list[OSError] = []
    for word in words:
        before = len(unseen)
        matched = list(_meant(word, input_name, unseen.append))
        if not matched and len(unseen) == before:
            problems.append(_nothing(word))
        for target in matched:
            if target.path not in found or not target.is_found:
                found[target.path] = target
    if problems:
        raise CapestError(*problems)
    return list(_each_once(found)), tuple(_unreadable(error) for error in unseen)


def documents_of(words: Iterable[str]) -> tuple[list[Target], tuple[Problem, ...]]:
    """The documents among what the words stand for, and the folders that cannot be looked into.

    Raises CapestError for what finds nothing, and for a word that is the name of nothing there.
    """
    found, unseen = targets(words, input_name=None)
    wanting = [target for target in found if not (target.is_document or _exists(target.path))]
    if wanting:
        raise CapestError(*(_nothing(target.path) for target in wanting))
    return [target for target in found if target.is_document], unseen


def _each_once(found: dict[str, Target]) -> Iterator[Target]:
    """The targets without the links that were found to a file that is one of them."""
    linked = {path for path, target in found.items() if target.is_found and Path(path).is_symlink()}
    seen = {followed(path) for path in found if path not in linked} if linked else set()
    for path, target in found.items():
        if path in linked:
            file = followed(path)
            if file in seen:
                continue
            seen.add(file)
        yield target


def _meant(word: str, input_name: str | None, tell: Callable[[OSError], None]) -> Iterator[Target]:
    if word == "-":
        name = shown(input_name or "")
        yield Target(path="-", is_document=is_document(name), name=name or None)
    elif _is_folder(word):
        yield from _in_folder(Path(word), tell)
    elif has_magic(word) and not _exists(word):
        for name in sorted(glob(word, recursive=True)):  # noqa: PTH207 - absolute patterns too
            if _is_file(Path(name)) and (is_document(name) or name.endswith(_SCENARIO)):
                yield _found(name)
    else:
        yield _target(word)


def _in_folder(folder: Path, tell: Callable[[OSError], None]) -> Iterator[Target]:
    top = Path(os.path.abspath(folder))  # noqa: PTH100 - its links are not followed
    lists = {top: ignored_above(top)}
    for place, folders, files in os.walk(folder, onerror=tell):
        note_read(place)
        here = top / os.path.relpath(place, folder)
        ignored = lists.pop(here).within(here)
        folders[:] = sorted(
            name
            for name in folders
            if not (name.startswith(".") or name in _SKIPPED)
            and not ignored.takes_out(here / name, is_folder=True)
        )
        lists.update((here / name, ignored) for name in folders)
        for name in sorted(files):
            path = Path(place) / name
            if not (is_document(name) or name.endswith(_SCENARIO)):
                continue
            is_wanted = is_document(name) or _is_scenario(path)
            if is_wanted and _is_file(path) and not ignored.takes_out(here / name, is_folder=False):
                yield _found(str(path))


def _is_file(path: Path) -> bool:
    """Whether to read what was found: not a pipe or a device, which would be waited for.

    What cannot be looked at is read too, so that the reason is told.
    """
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _is_scenario(path: Path) -> bool:
    """Whether a YAML file says that it is a scenario, by its name or in its text."""
    if path.name.endswith(SUFFIXES):
        return True
    if not _is_file(path):
        return False
    try:
        with path.open("rb") as file:
            return is_marked(file.read(_HEAD).decode("utf-8", "replace"))
    except PermissionError:
        return True  # so that it is told
    except OSError:
        return False


def _target(word: str, *, is_found: bool = False) -> Target:
    is_scenario = word.endswith(_SCENARIO)  # then the formats of documents are not imported
    is_text = not is_scenario and is_document(word)
    return Target(path=shown(word), is_document=is_text, is_found=is_found)


def _found(path: str) -> Target:
    return _target(path, is_found=True)


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


def _unreadable(error: OSError) -> Problem:
    message = f"{shown(str(error.filename))} cannot be looked into: {reason_of(error)}"
    return Problem(code="unreadable-file", message=message)


def _nothing(word: str) -> Problem:
    what = "no document or scenario is in" if _is_folder(word) else "nothing matches"
    return Problem(
        code="no-files",
        message=f"{what} {word}",
        hint=f"documents are {either(usual_suffixes())}, scenarios {SUFFIXES[0]}",
    )
