"""The sections of the scenario language, one file or folder each; this folder is the registry."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from ..formulas import Section


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Every section, in the order in which a report shows them."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_.]*"))
    found = [import_module(f"{__name__}.{name}").SECTION for name in names]
    return tuple(sorted(found, key=lambda section: section.order))
