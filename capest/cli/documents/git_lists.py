"""What of a folder is not one's own: what git ignores, and what .gitattributes call vendored.

Lists are read as git reads them (git-scm.com, gitignore and gitattributes, read 2026). git is not
run: the settings of a stranger's repository may name programs that it starts. A person's own list,
core.excludesFile, is not read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...records import record
from ..border import is_repository

_MOST = 1_000_000  # bytes of a list
_SIGN = re.compile(
    r"\\(?P<plain>.)|(?P<star>\*+)|(?P<any>\?)"
    r"|\[(?P<but>[!^]?)(?P<listed>\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]|(?P<other>[^\\\[])"
)
"""What a part of a pattern is made of; a class or a backslash without an end matches nothing."""

_LISTED = re.compile(r"\[:(\w+):\]|\\(.)|(-)|(.)")
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "digit": "0-9", "lower": "a-z",
    "punct": "!-/:-@\\[-`{-~", "space": "\\s", "upper": "A-Z", "xdigit": "0-9a-fA-F",
}  # fmt: skip
_NOTHING = re.compile(r"(?!)")
_ANY_NUMBER = re.compile(r"\*{2,}")
_VENDORED = "linguist-vendored"
"""The attribute by which GitHub knows files that come from elsewhere."""


@record
class _Rule:
    """One pattern of a list, and whether it takes out what it matches or keeps it."""

    depth: int
    """How many parts the path of the list's folder has."""
    parts: tuple[re.Pattern[str] | None, ...]
    """What each part of a path below it must be; None for **, any number of them."""
    is_for_folders: bool
    takes_out: bool

    def matches(self, path: tuple[str, ...], *, is_folder: bool) -> bool:
        """Whether the pattern matches a path, given in its parts."""
        if self.is_for_folders and not is_folder:
            return False
        part, name = 0, self.depth
        last, taken = -1, 0  # the last **, and the name behind those that it takes
        while name < len(path):
            wanted = self.parts[part] if part < len(self.parts) else _NOTHING
            if wanted is None:
                last, taken, part = part, name, part + 1
            elif wanted.match(path[name]):
                part, name = part + 1, name + 1
            elif last >= 0:
                taken += 1
                part, name = last + 1, taken
            else:
                return False
        return part == len(self.parts)


@record
class Glob:
    """A pattern as in a list of git, for files and for all that is in a folder."""

    rule: _Rule

    @classmethod
    def of(cls, folder: Path, pattern: str) -> Glob:
        """A pattern that starts from a folder, given absolutely."""
        return cls(_rule(folder, pattern, takes_out=True))

    def matches(self, path: Path) -> bool:
        """Whether an absolute path is one of its files, or in one of its folders."""
        return any(
            self.rule.matches(each.parts, is_folder=each != path) for each in (path, *path.parents)
        )


@record
class Ignored:
    """The rules that hold in a folder, the nearest last."""

    rules: tuple[_Rule, ...] = ()

    def takes_out(self, path: Path, *, is_folder: bool) -> bool:
        """Whether an absolute path is passed over; of the rules the last that matches holds."""
        for rule in reversed(self.rules):
            if rule.matches(path.parts, is_folder=is_folder):
                return rule.takes_out
        return False

    def within(self, folder: Path) -> Ignored:
        """The rules with those that a folder adds."""
        added = (*_rules(folder, _lines(folder / ".gitignore")), *_vendored(folder))
        return Ignored((*self.rules, *added)) if added else self


def ignored_above(folder: Path) -> Ignored:
    """The rules that a folder, given absolutely, has from those above it in its repository."""
    above = [folder, *folder.parents]
    root = next((index for index, path in enumerate(above) if is_repository(path)), 0)
    found = Ignored(tuple(_rules(above[root], _own_list(above[root] / ".git"))))
    for path in reversed(above[1 : root + 1]):
        found = found.within(path)
    return found


def _own_list(git: Path) -> list[str]:
    """The list that a clone keeps for itself; a worktree and a submodule say where it is."""
    if os.path.isfile(git):  # noqa: PTH113 - a Path's raises where it may not look
        git = git.parent / "".join(_lines(git)).removeprefix("gitdir:").strip()
        git = git / "".join(_lines(git / "commondir")).strip()
    return _lines(git / "info" / "exclude")


def _rules(folder: Path, lines: Iterable[str]) -> Iterator[_Rule]:
    """The rules of a list, one a line."""
    for line in lines:
        pattern = line if line.endswith("\\ ") else line.rstrip(" ")
        if pattern.strip("/") and not pattern.startswith("#"):
            kept = pattern.startswith("!")
            yield _rule(folder, pattern[kept:], takes_out=not kept)


def _vendored(folder: Path) -> Iterator[_Rule]:
    """The files that .gitattributes call vendored, or say are not."""
    for line in _lines(folder / ".gitattributes"):
        pattern, *attributes = line.split() or ["#"]
        for attribute in attributes if not pattern.startswith("#") else ():
            name, _, value = attribute.lstrip("-!").partition("=")
            if name == _VENDORED:
                yield _rule(folder, pattern, takes_out=name == attribute or value == "true")


def _rule(folder: Path, pattern: str, *, takes_out: bool) -> _Rule:
    words = pattern.strip("/").split("/")
    is_anchored = "/" in pattern.rstrip("/")
    if _ANY_NUMBER.fullmatch(words[-1]):
        words.append("*")  # what is in a folder, not the folder itself
    parts = [None if _ANY_NUMBER.fullmatch(word) else _glob(word) for word in words]
    return _Rule(
        depth=len(folder.parts),
        parts=tuple(parts if is_anchored else [None, *parts]),
        is_for_folders=pattern.endswith("/"),
        takes_out=takes_out,
    )


def _glob(word: str) -> re.Pattern[str]:
    """One part of a pattern as a regular expression, which takes time as names are long."""
    pieces, position = [""], 0
    while found := _SIGN.match(word, position):
        position = found.end()
        if found["star"]:
            pieces.append("")
        elif found["any"]:
            pieces[-1] += "."
        elif found["listed"] is not None:
            listed = _LISTED.sub(_in_class, found["listed"])
            pieces[-1] += f"[{'^' * bool(found['but'])}{listed}]"
        else:
            pieces[-1] += re.escape(found["plain"] or found["other"])
    first, *others = pieces
    behind = [f"(?>.*?{piece})" for piece in others[:-1]] + [f".*{piece}" for piece in others[-1:]]
    try:
        is_whole = position == len(word)
        return re.compile(f"{first}{''.join(behind)}\\Z", re.DOTALL) if is_whole else _NOTHING
    except re.error:
        return _NOTHING  # a class from z to a


def _in_class(sign: re.Match[str]) -> str:
    name, plain, dash, other = sign.groups()
    return _CLASSES.get(name, "") if name else dash or re.escape(plain or other)


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            return file.read(_MOST).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return []
