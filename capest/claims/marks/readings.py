"""What texts state, each read once: sentences, labels and the cells of tables return."""

from __future__ import annotations

from functools import lru_cache

from ...prose.read import everything_in
from ...prose.reader import Reader
from ...prose.tokens import scan
from ...prose.written import Unreadable, Written
from ...units import Dimensions, Unit, UnitTable, dimensions

_Kind = tuple[Dimensions, bool]
_Found = tuple[Written | Unreadable, ...]


def read(
    text: str,
    units: UnitTable,
    wanted: Unit | None = None,
    *,
    begin: int = 0,
    mark: int | None = None,
) -> _Found:
    """The quantities of a text and what only looks like one, from `begin` on; a word ends at
    `mark`, which was taken out there. Few readings depend on the unit that is wanted, and those on
    its dimensions alone, and whether it counts bits.
    """
    kept = _kept(text, units, begin, mark)
    if () in kept:
        return kept[()]
    found = kept.get((_kind(wanted),)) if kept else None
    if found is None:
        reader = Reader(text, scan(text, mark, begin), units, wanted)
        found = everything_in(reader, mark)
        kept[(_kind(wanted),) if reader.was_asked else ()] = found
    return found


def stated(text: str, units: UnitTable, wanted: Unit | None = None) -> _Found:
    """The quantities of a text, as `quantities_in`."""
    found = read(text, units, wanted)
    return tuple(item for item in found if isinstance(item, Written) or not item.is_lookalike)


@lru_cache(maxsize=4096)
def _kept(
    _text: str, _units: UnitTable, _begin: int, _mark: int | None
) -> dict[tuple[_Kind | None, ...], _Found]:
    """What was read of a text, by the unit that was wanted; by none where any gives the same."""
    return {}


@lru_cache(maxsize=1024)
def _kind(unit: Unit | None) -> _Kind | None:
    if unit is None:
        return None
    return dimensions(unit), any("bit" in atom.name for atom, _ in unit.powers)
