"""What a value may be: what its field allows, and each field that takes it as it is."""

from __future__ import annotations

from collections.abc import Iterator

from ...bounds import Bounds
from ...language.tree import Range
from .definitions import Definition, Definitions


def bounds_of_range(definition: Definition, definitions: Definitions) -> Bounds:
    """The bounds that all of these set together."""
    found = tuple(
        one.declared.bounds if one.declared else one.bounds
        for one in taken_by(definition, definitions)
    )
    return Bounds(
        least=max((item.least for item in found if item.least is not None), default=None),
        most=min((item.most for item in found if item.most is not None), default=None),
        above=max((item.above for item in found if item.above is not None), default=None),
        whole=any(item.whole for item in found),
    )


def is_share(definition: Definition, definitions: Definitions) -> bool:
    """Whether a definition is a range of a share, which is at most all."""
    is_range = isinstance(definition.tree, Range)
    return is_range and bounds_of_range(definition, definitions).most == 1


def taken_by(definition: Definition, definitions: Definitions) -> Iterator[Definition]:
    """A definition and those that take its value as it is."""
    waiting = [definition]
    while waiting:  # what takes it as it is rests on it, so that there is no circle
        one = waiting.pop()
        yield one
        waiting += [definitions.by_name[name] for name in definitions.taken_as.get(one.name, ())]
