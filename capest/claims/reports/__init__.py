"""How findings are told: one file each, with a function `render`, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who only lists the formats needs no findings
    from ..judging.findings import Findings

FORMATS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The names of the formats: the files of this folder."""


def renderer(name: str) -> Callable[[Findings], str]:
    """The function that writes findings in a format; raises KeyError for an unknown one."""
    if name not in FORMATS:
        raise KeyError(name)
    render: Callable[[Findings], str] = import_module(f"{__name__}.{name}").render
    return render
