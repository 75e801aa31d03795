"""What hits and misses a cache are reads; writes go past it or through it."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each cache that has hits among what the traffic says is written. One without is a store in
    memory, which takes both.
    """
    for cache in design.entries("caches"):
        if design.value(cache, "hit_ratio") is None:
            continue
        for served in design.named(cache, "serves"):
            if served.choices.get("kind") == "write":
                yield Contradiction(
                    code="cached-writes",
                    about=f"{cache.name}.hit_ratio",
                    message=f"{cache.name} serves {served.name}, which writes: only reads hit "
                    "a cache",
                    hint=f"name {served.name} under `written_by` instead, or make it `kind: read`",
                    places=(
                        design.says(cache, "serves"),
                        (f"{served.name}.kind is write", served.passage.span()),
                    ),
                )
