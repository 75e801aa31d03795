"""What a range may be drawn as: what its field allows, and each field that takes it as it is."""

from __future__ import annotations

from collections.abc import Iterator

from ...bounds import Bounds
from ...language.tree import Name, Range
from .definitions import Definition, Definitions


def bounds_of_range(definition: Definition, definitions: Definitions) -> Bounds:
    """The bounds that all of these set together."""
    found = tuple(_all_bounds(definition, definitions))
    return Bounds(
        least=max((item.least for item in found if item.least is not None), default=None),
        most=min((item.most for item in found if item.most is not None), default=None),
        above=max((item.above for item in found if item.above is not None), default=None),
    )


def is_share(definition: Definition, definitions: Definitions) -> bool:
    """Whether a definition is a range of a share, which is at most all."""
    is_range = isinstance(definition.tree, Range)
    return is_range and bounds_of_range(definition, definitions).most == 1


def _all_bounds(definition: Definition, definitions: Definitions) -> Iterator[Bounds]:
    yield definition.declared.bounds if definition.declared else definition.bounds
    for other in definitions.by_name.values():
        if isinstance(other.tree, Name) and other.tree.name == definition.name:
            yield from _all_bounds(other, definitions)
