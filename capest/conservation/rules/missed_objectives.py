"""What a design promises, its parts and hops give."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design

ROUNDED = 1e-9
"""The part by which a promise may be missed and be kept all the same: the rounding of sums."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each system that is down for longer than its objective allows, and each path that takes
    longer than its budget.
    """
    for system in design.entries("systems"):
        allowed, down = (
            design.value(system, name, "min") for name in ("downtime_allowed", "downtime")
        )
        if allowed is not None and down is not None and down > allowed * (1 + ROUNDED):
            promised, found = (
                design.estimate[f"{system.name}.{name}"].quantity for name in ("objective", "up")
            )
            yield Contradiction(
                code="missed-objectives",
                about=f"{system.name}.up",
                message=f"{system.name} promises {promised}, and its parts give {found}: "
                f"{design.shown(down, 'min')} down a month",
                hint="give its parts copies or a second region (`failover`), or promise less",
                places=(design.says(system, "objective"), design.says(system, "needs")),
            )
    for budget in design.entries("budgets"):
        within, time = (design.value(budget, name, "ms") for name in ("within", "time"))
        if within is not None and time is not None and time > within * (1 + ROUNDED):
            share = design.estimate[f"{budget.name}.percentile"].quantity
            yield Contradiction(
                code="missed-objectives",
                about=f"{budget.name}.time",
                message=f"{budget.name} has {design.shown(within, 'ms')} for {share} of its "
                f"requests, and its hops take {design.shown(time, 'ms')}",
                hint="make the slowest hops faster or fewer, or allow more",
                places=(design.says(budget, "within"), design.says(budget, "path")),
            )
