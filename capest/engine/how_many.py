"""What a field that asks "how many" of anything is given: 3 copies, dau, 40 nodes."""

from __future__ import annotations

from ..units import COUNTING, Unit, dimensions


def as_many(given: Unit, wanted: Unit) -> Unit:
    """The unit with what it counts, users or nodes too, read as the one thing that `wanted` counts
    and it does not.
    """
    nouns = {atom.dimension: atom for atom, _ in wanted.powers if atom.dimension in COUNTING}
    if not nouns:
        return Unit(tuple(item for item in given.powers if item[0].dimension not in COUNTING))
    if dimensions(given) == (("count", 1),) and not dimensions(wanted):
        return wanted  # 3 photos, where photos/request are meant
    held = {atom.dimension for atom, _ in given.powers if atom.dimension in COUNTING}
    foreign, lacking = held - nouns.keys(), nouns.keys() - held
    if len(foreign) != 1 or not lacking:
        return given
    noun = nouns[min(lacking)]
    return Unit(
        tuple((noun if atom.dimension in foreign else atom, power) for atom, power in given.powers)
    )
