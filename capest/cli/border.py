"""The border of a run: which files it may touch besides those that the command line names.

Documents, scenarios and links are often a stranger's. What they name stays inside the repository,
or inside the folder, of what the command line names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from glob import has_magic
from pathlib import Path

from ..problems import Problem
from ..records import record

_STREAMS = ("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")


@record(kw_only=True)
class Border:
    """The folders inside which files are read and written, and what was named file by file."""

    folders: tuple[Path, ...] = ()
    named: frozenset[Path] = frozenset()
    """The files of the command line; a link is none, as its target was named by who made it."""
    is_open: bool = False
    """Whether anything may be touched."""

    def holds(self, target: Path) -> bool:
        """Whether a path, its links followed, leads to a file inside the border."""
        return (
            self.is_open
            or target in self.named
            or any(target.is_relative_to(folder) for folder in self.folders)
        )

    def names(self, target: Path) -> bool:
        """Whether the command line names this very file."""
        return target in self.named

    def refusal(self, path: str, target: Path) -> Problem | None:
        """What is wrong with a path whose target lies outside; None for one whose does not."""
        if self.holds(target):
            return None
        inside = " and ".join(dict.fromkeys(map(str, self.folders)))
        return Problem(
            code="outside-file",
            message=f"{path} leads outside of {inside}",
            hint="--allow-outside lets documents and links lead anywhere",
        )


def border_of(words: Iterable[str], *, is_open: bool = False) -> Border:
    """The border of a run whose command line has these files, folders and patterns."""
    folders, named = [], set()
    for word in words:
        folder, is_file = _place(word)
        folders.append(_tree_of(folder))
        if is_file and (is_stream(word) or not os.path.islink(word)):  # noqa: PTH114 - as below
            named.add(followed(word))
    return Border(folders=tuple(folders), named=frozenset(named), is_open=is_open)


def is_stream(word: str) -> bool:
    """Whether a path is how the system names an open file, as `<(...)` of a shell does."""
    return word.startswith(_STREAMS)


def _place(word: str) -> tuple[Path, bool]:
    """The folder in which a word of the command line lies, and whether it may name a file."""
    path = Path(word)
    try:
        if path.is_dir():
            return path, False
        if has_magic(word) and not path.exists():
            steady = [part for part in path.parents if not has_magic(str(part))]
            return steady[0], False
    except (OSError, ValueError):
        pass
    return path.parent, True


def _tree_of(folder: Path) -> Path:
    """The repository of a folder; without one the working folder that holds it, or itself."""
    folder = followed(str(folder))
    for place in (folder, *folder.parents):
        if is_repository(place):
            return place
    here = Path.cwd()
    return here if folder.is_relative_to(here) and here != here.parent else folder


def is_repository(folder: Path) -> bool:
    """Whether a folder is the top of a repository, as far as one may look into it."""
    return os.path.exists(folder / ".git")  # noqa: PTH110 - a Path's raises where it may not look


def followed(path: str) -> Path:
    """Where a path leads, its links followed as far as they can be."""
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name with a null byte
        return Path.cwd() / path
