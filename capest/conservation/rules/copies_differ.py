"""As many copies here as there, of what two sections keep alike."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design

SLIGHT = 0.01
"""The part by which fewer copies may be needed of a part than of its servers: whole ones round."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each store beside the storage that it cuts, each fan-out beside the caches it fills, and each
    part beside what it is.
    """
    for store in design.entries("shards"):
        for storage in design.named(store, "of"):
            if _copies(design, store) != _copies(design, storage):
                yield _differ(design, store, storage)
    for fanout in design.entries("fanouts"):
        reads = set(fanout.named_by("reads"))
        caches = [item for item in design.entries("caches") if reads & set(item.named_by("serves"))]
        agree = [cache for cache in caches if _copies(design, cache) == _copies(design, fanout)]
        if caches and not agree and f"{fanout.name}.memory" in design.estimate:
            yield _differ(design, fanout, caches[0])
    for part in design.entries("parts"):
        for kept in design.named(part, "of"):
            if kept.section in ("caches", "shards") and _copies(design, kept) != _copies(
                design, part
            ):
                yield _differ(design, part, kept)
            elif kept.section == "servers":
                yield from _spread(design, part, kept)


def _spread(design: Design, part: Entry, servers: Entry) -> Iterator[Contradiction]:
    """A part of servers that is up with fewer of them than carry the load."""
    all_of_them, carry = (design.value(servers, name) for name in ("servers", "needed"))
    copies, needed = _copies(design, part), design.value(part, "needed") or 1.0
    if (
        all_of_them
        and carry
        and copies > 1
        and needed / copies < (1 - SLIGHT) * carry / all_of_them
    ):
        yield Contradiction(
            code="copies-differ",
            about=f"{part.name}.needed",
            message=f"{part.name} is up with {needed:g} of {copies:g} copies, and {servers.name} "
            f"needs {carry:,g} of its {design.shown(all_of_them, 'server')} at peak",
            hint=f"let {part.name} need as large a part, or give {servers.name} more servers",
            places=(
                design.says(part, "needed", "copies"),
                design.says(servers, "zones", "spare", "servers"),
            ),
        )


def _copies(design: Design, entry: Entry) -> float:
    return design.value(entry, _field(entry)) or 1.0


def _field(entry: Entry) -> str:
    return "copies" if entry.section == "parts" else "replicas"


def _differ(design: Design, first: Entry, second: Entry) -> Contradiction:
    one, other = (_copies(design, entry) for entry in (first, second))
    copies = "1 copy" if one == 1 else f"{one:g} copies"
    return Contradiction(
        code="copies-differ",
        about=f"{first.name}.{_field(first)}",
        message=f"{first.name} has {copies} of what {second.name} has {other:g} of",
        hint=f"give both the same `{_field(second)}`",
        places=(design.says(first, _field(first)), design.says(second, _field(second))),
    )
