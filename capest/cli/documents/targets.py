"""What `capest check` is asked to check: files, folders, patterns, names and standard input."""

from __future__ import annotations

import errno
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
    in a folder none that git ignores. Raises CapestError for what finds nothing.
    """
    words = tuple(words)
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
    once = _each_once(found, is_sure=len(words) == 1)
    return list(once), tuple(dict.fromkeys(_unreadable(error) for error in unseen))


def documents_of(words: Iterable[str]) -> tuple[list[Target], tuple[Problem, ...]]:
    """The documents among what the words stand for, and the folders that cannot be looked into.

    Raises CapestError for what finds nothing, and for a word that is the name of nothing there.
    """
    found, unseen = targets(words, input_name=None)
    wanting = [target for target in found if not (target.is_document or _exists(target.path))]
    if wanting:
        raise CapestError(*(_nothing(target.path) for target in wanting))
    return [target for target in found if target.is_document], unseen


def _each_once(found: dict[str, Target], *, is_sure: bool) -> Iterator[Target]:
    """The targets, each file once: by a name of its own rather than by a link to it.

    Where one word `is_sure` to name each file once, only links need a look.
    """
    linked = {path for path in found if path != "-" and os.path.islink(path)}  # noqa: PTH114
    if is_sure and not linked:
        yield from found.values()
        return
    files = {path: followed(path) for path in found if path != "-"}
    own = {file for path, file in files.items() if path not in linked}
    seen: set[Path] = set()
    for path, target in found.items():
        file = files.get(path)
        if file in seen or (path in linked and file in own):
            continue
        seen |= {file} if file else set()
        yield target


def _meant(word: str, input_name: str | None, tell: Callable[[OSError], None]) -> Iterator[Target]:
    if word == "-":
        name = shown(input_name or "")
        yield Target(path="-", is_document=is_document(name), name=name or None)
    elif _is_folder(word):
        yield from _in_folder(Path(word), tell)
    elif has_magic(word) and not _exists(word):
        yield from _by_pattern(word, tell)
    else:
        yield _target(word)


def _in_folder(folder: Path, tell: Callable[[OSError], None]) -> Iterator[Target]:
    top = Path(os.path.abspath(folder))  # noqa: PTH100 - its links are not followed
    waiting = [(str(folder), top, ignored_above(top))]
    while waiting:  # no recursion: there may be a thousand folders, one in the other
        place, here, ignored = waiting.pop()
        folders, files = _names_in(place, tell)
        if ".git" in folders or ".git" in files:
            ignored = ignored_above(here)  # a repository of its own
        ignored = ignored.within(here)
        for name in files:
            path = Path(place, name)
            if not (is_document(name) or name.endswith(_SCENARIO)):
                continue
            is_wanted = is_document(name) or _is_scenario(path)
            if is_wanted and _is_file(path) and not ignored.takes_out(here / name, is_folder=False):
                yield _found(str(path))
        waiting += (
            (os.path.join(place, name), here / name, ignored)  # noqa: PTH118 - ./ stays
            for name in reversed(folders)
            if not (name.startswith(".") or name in _SKIPPED)
            and not ignored.takes_out(here / name, is_folder=True)
        )


def _names_in(folder: str, tell: Callable[[OSError], None]) -> tuple[list[str], list[str]]:
    """The names of the folders in a folder, and of all else: a link to a folder is not one."""
    note_read(folder)
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    except OSError as error:
        tell(error)
    return sorted(folders), sorted(files)


def _by_pattern(pattern: str, tell: Callable[[OSError], None]) -> Iterator[Target]:
    for name in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 - absolute patterns too
        if _is_file(Path(name)) and (is_document(name) or name.endswith(_SCENARIO)):
            yield _found(name)
    for above in map(str, Path(pattern).parents):
        for name in sorted(glob(f"{above}/", recursive=True)):  # noqa: PTH207 - likewise
            if not os.access(name, os.R_OK | os.X_OK):
                tell(PermissionError(errno.EACCES, os.strerror(errno.EACCES), name))
        if not has_magic(above):
            break


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
    return os.path.isdir(word)  # noqa: PTH112 - a Path's raises where it may not look


def _exists(word: str) -> bool:
    return os.path.exists(word)  # noqa: PTH110 - likewise


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
