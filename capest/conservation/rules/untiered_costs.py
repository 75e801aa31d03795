"""What is kept on tiers is paid for on its tiers, not as if it had none."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design, names_of

SLIGHT = 0.01
"""The part by which two amounts may differ and be one all the same."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each cost of a storage whose tiers keep more of it, or less, than the storage itself says."""
    for cost in design.entries("costs"):
        for storage in design.named(cost, "of"):
            own = [item for item in design.entries("tiers") if storage in design.named(item, "of")]
            paid, kept = design.value(storage, "stored"), design.total(own, "stored", "B")
            if not paid or not kept or abs(paid - kept) <= SLIGHT * max(paid, kept):
                continue
            names = names_of(own)
            yield Contradiction(
                code="untiered-costs",
                about=f"{cost.name}.per_month",
                message=f"{cost.name} is of {design.shown(paid, 'B')}, as if {storage.name} had no "
                f"tiers, and {names} keep {design.shown(kept, 'B')}",
                hint=f"let it be of {names}, each at its price",
                places=(design.says(cost, "of"), design.says(own[0], "of")),
            )
