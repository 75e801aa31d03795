"""How findings are reported: one file each; the folder is the registry.

What is said of a file is made when it was checked, and its report forgotten. So a format's file has

- `FOR_PEOPLE`: whether people read it, who are told of faults in another place, and how much was
  checked at the end;
- `part(report)`: what is said of one file, of lists, tuples, dicts, texts and numbers alone;
- `render(findings, parts)`: the whole text, piece by piece; it may go through the parts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # who only asks for their names needs no engine
    from ..judging.findings import Findings

FORMATS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The names of the formats: the files of this folder."""


def format_of(name: str) -> ModuleType:
    """The file of a format; raises KeyError for an unknown one."""
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")


def written(
    name: str, findings: Findings, parts: Iterable[Any], *, quiet: bool = False
) -> Iterator[str]:
    """The findings in a format, from the parts of all files, and unless it is to be quiet, how much
    was checked.
    """
    module = format_of(name)
    yield from module.render(findings, parts)
    if module.FOR_PEOPLE and not quiet:
        yield f"{findings.summary()}\n"


def is_for_people(name: str) -> bool:
    """Whether people read a format; raises KeyError for an unknown one."""
    for_people: bool = format_of(name).FOR_PEOPLE
    return for_people
