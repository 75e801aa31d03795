"""How findings are reported: one file each; the folder is the registry.

A format's file has these names:

- `FOR_PEOPLE`: whether people read it, who are told of faults in another place;
- `EACH_CLAIM`, where it shows the claims that hold, too;
- `render(findings)`: the whole text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who only asks for their names needs no engine
    from ..judging.findings import Findings

FORMATS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The names of the formats: the files of this folder."""


def renderer(name: str) -> Callable[[Findings], str]:
    """The function that writes findings in a format; raises KeyError for an unknown one."""
    render: Callable[[Findings], str] = _module(name).render
    return render


def is_for_people(name: str) -> bool:
    """Whether people read a format; raises KeyError for an unknown one."""
    for_people: bool = _module(name).FOR_PEOPLE
    return for_people


def shows_each_claim(name: str) -> bool:
    """Whether a format needs all of every claim; raises KeyError for an unknown one."""
    return getattr(_module(name), "EACH_CLAIM", False)


def _module(name: str) -> ModuleType:
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")
