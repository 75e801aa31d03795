"""What goes on when a cache is lost, or a zone, needs a store that carries the load without it."""

from __future__ import annotations

from collections.abc import Iterator

from ...scenario.model import Entry
from ..design import Contradiction, Design, Place, names_of

_TAKEN = ("by_reads", "by_load", "by_egress")
"""How many shards what is read takes, each used up to its limit: headroom is for such an hour."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each store that would fail without a cache whose part only degrades, or without one of the
    zones that caches are spread over, however their misses get there.
    """
    for part in design.entries("parts"):
        if part.choices.get("when_down") == "degrades":
            for cache in design.named(part, "of"):
                if cache.section == "caches":
                    place = (f"{part.name}.when_down is degrades", part.passage.span())
                    yield from _uncarried(
                        design, {cache.name: 0.0}, (f"{part.name}.counted", place),
                        said=f"{part.name} only degrades, but without {cache.name}",
                        hint="leave out when_down, ",
                    )  # fmt: skip
    zoned = [cache for cache in design.entries("caches") if _left(design, cache) is not None]
    if zoned:
        about = f"{zoned[0].name}.lost_with_zone"
        yield from _uncarried(
            design, {cache.name: _left(design, cache) or 0.0 for cache in zoned},
            (about, design.says(zoned[0], "zones")), said=f"with a zone of {names_of(zoned)} lost",
        )  # fmt: skip


def _left(design: Design, cache: Entry) -> float | None:
    """The hit ratio of a cache of which a zone is lost; None where that takes nothing."""
    names = ("hit_ratio", "answered_qps", "lost_with_zone")
    hits, answered, lost = (design.value(cache, name) for name in names)
    return hits * (1 - lost / answered) if hits and answered and lost else None


def _uncarried(
    design: Design, lost: dict[str, float], doubted: tuple[str, Place], *, said: str,
    hint: str = "",
) -> Iterator[Contradiction]:  # fmt: skip
    about, place = doubted
    hits = {f"{cache}.hit_ratio": f"{100 * left}%" for cache, left in lost.items()}
    for store in design.entries("shards"):
        reads, shards = design.value(store, "read_qps"), design.value(store, "shards")
        gets, *by = design.changed(
            {**hits, f"{store.name}.utilisation": "100%"},
            tuple(f"{store.name}.{name}" for name in ("read_qps", *_TAKEN)),
        )
        needed = max((value for value in by if value is not None), default=0)
        if reads and shards and gets is not None and gets > reads and needed > shards:
            yield Contradiction(
                code="uncarried-loss",
                about=about,
                message=f"{said} {store.name} gets {design.shown(gets, 'request/s')} at peak, "
                f"which takes {design.shown(needed, 'shard')}, and there are "
                f"{design.shown(shards, 'shard')}",
                hint=f"{hint}give {' and '.join(lost)} copies, or {store.name} shards",
                places=(place, design.says(store, "behind", "reads")),
            )
