"""Each cost has a price of what it pays for, and each price something to pay for."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design, names_of

_PRICES = {
    "machine": "machines", "kept": "bytes that are kept", "moved": "bytes that go out",
    "received": "bytes that come in", "request": "requests",
}  # fmt: skip
"""The prices of a cost, and what each is for."""

_FITTING = {
    "storage": "kept", "tiers": "kept", "streams": "machine or kept",
    "traffic": "moved, received or request",
}  # fmt: skip
"""The prices of what is not paid for as a machine alone."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each price that a cost gives and that pays for nothing, and each cost without a price."""
    for cost in design.entries("costs"):
        named = design.named(cost, "of")
        names, fitting = names_of(named), _FITTING.get(named[0].section, "machine")
        given = [price for price in _PRICES if price in cost.values]
        idle = [price for price in given if design.value(cost, f"by_{price}") is None]
        told = [(price, f"{_PRICES[price]} of {names}, which has none") for price in idle]
        if not given and design.value(cost, "per_month") is None:
            told = [("of", f"{names}, and has no price of it")]
        for field, what in told:
            absent = design.estimate.absent.get(f"{cost.name}.by_{field}")
            wanted = " and ".join(absent.wants) if absent else ""
            yield Contradiction(
                code="unpriced-costs",
                about=f"{cost.name}.per_month",
                message=f"{cost.name} pays for {what}",
                hint=f"give {wanted or f'{cost.name} a price for {fitting}'}",
                places=(design.says(cost, field, "of"),),
            )
