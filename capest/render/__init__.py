"""Views of an estimate: each turns derivations into text, and none computes a number."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who only lays out lines needs no engine
    from .report import Report

FORMATS = tuple(sorted(path.stem for path in (Path(__file__).parent / "formats").glob("[!_]*.py")))
"""The names of the output formats: the files in `formats`, each with a function `render`."""


def renderer(name: str) -> Callable[[Report], str]:
    """The function that writes a report in a format; raises KeyError for an unknown one."""
    if name not in FORMATS:
        raise KeyError(name)
    render: Callable[[Report], str] = import_module(f"{__name__}.formats.{name}").render
    return render
