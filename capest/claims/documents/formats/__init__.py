"""The formats of documents: one file each, found by the suffixes that it names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ....problems import Extent
from ..scan import Scan

FORMATS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The names of the formats: the files of this folder, each with SUFFIXES, COMMENT, USE and `scan`;
one without comments inside a line has `linked`.
"""


def suffixes() -> tuple[str, ...]:
    """Every suffix of a document's name, such as .md."""
    return tuple(_by_suffix())


def usual_suffixes() -> tuple[str, ...]:
    """The first suffix of each format."""
    return tuple(import_module(f"{__name__}.{name}").SUFFIXES[0] for name in FORMATS)


def is_document(name: str) -> bool:
    """Whether a file's name is that of a document."""
    return _suffix(name) in _by_suffix()


def comment_of(name: str) -> tuple[str, str] | None:
    """What begins and ends a comment inside a line of a document of this name; None for none."""
    comment: tuple[str, str] | None = _module(name).COMMENT
    return comment


def use_of(name: str) -> str:
    """How a document of this name says which scenario it uses."""
    use: str = _module(name).USE
    return use


def linked(name: str, text: str, at: Extent, target: str) -> tuple[str, str] | None:
    """What to put before and behind a stretch of a text to link it to a target, in the format of
    this name; None where no link can stand.
    """
    around: tuple[str, str] | None = _module(name).linked(text, at, target)
    return around


def scanner(name: str) -> Callable[[str], Scan]:
    """The function that finds the marks in a document of this name; raises KeyError."""
    scan: Callable[[str], Scan] = _module(name).scan
    return scan


def _module(name: str) -> ModuleType:
    return _of_suffix(_suffix(name))


@lru_cache(maxsize=32)
def _of_suffix(suffix: str) -> ModuleType:
    return import_module(f"{__name__}.{_by_suffix()[suffix]}")


@lru_cache(maxsize=1)
def _by_suffix() -> dict[str, str]:
    return {
        suffix: name for name in FORMATS for suffix in import_module(f"{__name__}.{name}").SUFFIXES
    }


@lru_cache(maxsize=8)  # each document is asked for it several times in a row
def _suffix(name: str) -> str:
    return Path(name).suffix.lower()
