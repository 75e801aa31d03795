"""Views of an estimate: each turns derivations into text, and none computes a number."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ..problems import Problem

if TYPE_CHECKING:  # who only lays out lines needs no engine
    from .lines import Line
    from .report import Report

FORMATS = tuple(sorted(path.stem for path in (Path(__file__).parent / "formats").glob("[!_]*.py")))
"""The names of the output formats: the files in `formats`, each with SUFFIXES and a function
`render`; one that is painted at a terminal has `layout`, one that programs read `render_problems`.
"""

SHOWN = "table"
"""The format for a person at a terminal."""


def format_of(suffix: str) -> str:
    """The format that a file's suffix stands for; where there is none, the suffix's own word."""
    found = (name for name in FORMATS if suffix in _module(name).SUFFIXES)
    return next(found, suffix.removeprefix("."))


def renderer(name: str) -> Callable[[Report], str]:
    """The function that writes a report in a format; raises KeyError for an unknown one."""
    render: Callable[[Report], str] = _module(name).render
    return render


def layout(name: str) -> Callable[[Report], list[Line]] | None:
    """The function that lays out a report in lines with styles, if a format has them."""
    return getattr(_module(name), "layout", None)


def shows_contradictions(name: str) -> bool:
    """Whether a format says what contradicts itself in a scenario; else it must be told besides."""
    return getattr(_module(name), "SHOWS_CONTRADICTIONS", False)


def tells_all_draws(name: str) -> bool:
    """Whether a format tells the draws of every quantity, not of the one that each table is for."""
    return getattr(_module(name), "TELLS_ALL_DRAWS", False)


def draws_ranges(name: str) -> bool:
    """Whether a format draws the ranges of a scenario that has some without being asked to."""
    return getattr(_module(name), "DRAWS_RANGES", False)


def problems_renderer(name: str) -> Callable[[tuple[Problem, ...], str], str] | None:
    """The function that writes, for a version, why there is no report, if a format says so."""
    return getattr(_module(name), "render_problems", None) if name in FORMATS else None


def _module(name: str) -> ModuleType:
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"{__name__}.formats.{name}")
