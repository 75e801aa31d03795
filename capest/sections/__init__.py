"""The sections of the scenario language, one file or folder each; this folder is the registry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from ..formulas import Section


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Every section, in the order in which a report shows them."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_.]*"))
    followers: dict[str, list[Section]] = {}
    for section in (import_module(f"{__name__}.{name}").SECTION for name in names):
        followers.setdefault(section.follows, []).append(section)
    return tuple(_behind("", followers))


def _behind(name: str, followers: dict[str, list[Section]]) -> Iterator[Section]:
    """What follows a section, each with what follows it; the first of all follows none."""
    for section in followers.get(name, ()):
        yield section
        yield from _behind(section.name, followers)
