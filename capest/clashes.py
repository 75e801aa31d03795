"""Which fields of an entry make no sense together, and which give way to one that is set."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from .formulas import Section


def clashes(section: Section, given: Collection[str]) -> list[tuple[str, ...]]:
    """The given fields of which one is too much: a pair, behind what makes it so."""
    return [group for group in _groups(section) if set(group) <= set(given)]


def rivals(section: Section, name: str, given: Collection[str]) -> set[str]:
    """The fields that make no sense once `name` is given, beside the others that are."""
    found: set[str] = set()
    for *because, one, other in _groups(section):
        if name in (one, other) and {one, other, *given}.issuperset(because):
            found |= {one, other} - {name}
    return found


def _groups(section: Section) -> list[tuple[str, ...]]:
    ways = (section.one_of, *section.either)
    return [*(pair for group in ways for pair in combinations(group, 2)), *section.excludes]


def replaced_by(section: Section, name: str, given: Collection[str]) -> set[str]:
    """What gives way to a field that is set: the other ways to say it.

    With them goes what made sense only beside them: a rate replaces per_user, and users too.
    """
    ways = [group for group in (section.one_of, *section.either) if name in group]
    ways += [group[-2:] for group in section.excludes if len(group) > 2 and name in group[-2:]]
    others = {other for way in ways for other in way} & set(given) - {name}
    return rivals(section, name, given) & set(given) if others else set()
