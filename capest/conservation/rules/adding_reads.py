"""What adds to a storage is written: a read takes out what is there."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each storage to which a traffic adds that the scenario says is read."""
    for storage in design.entries("storage"):
        for source in design.named(storage, "added_by"):
            if source.choices.get("kind") == "read":
                yield Contradiction(
                    code="adding-reads",
                    about=f"{storage.name}.per_day",
                    message=f"{source.name} adds to {storage.name}, and is a read",
                    hint=f"name what writes under `added_by` of {storage.name}, or make "
                    f"{source.name} `kind: write`",
                    places=(
                        design.says(storage, "added_by"),
                        (f"{source.name}.kind is read", source.passage.span()),
                    ),
                )
