"""Finds assumptions that nothing uses: often a slip of the pen in a well-known name."""

from __future__ import annotations

from collections.abc import Collection

from ..problems import Problem, Severity, did_you_mean
from ..well_known import WELL_KNOWN
from .estimate import Estimate


def unused(estimate: Estimate, among: Collection[str] | None = None) -> tuple[Problem, ...]:
    """A warning for each assumption, or of those `among`, that nothing rests on."""
    scenario = estimate.scenario
    if not scenario.entries and not scenario.derived:
        return ()
    definitions = estimate.graph.definitions.by_name.values()
    used = {word for definition in definitions for word in definition.words}
    used |= {"growth"} if {"dau", "mau"} & used else set()  # `capest grow` asks for it
    for expectation in scenario.expectations:
        used.update(expectation.words)
    known = [field.name for field in WELL_KNOWN if field.name not in scenario.assumptions]
    warnings = []
    for name, value in scenario.assumptions.items():
        if name in used or (among is not None and name not in among):
            continue
        close = did_you_mean(name, known)
        warnings.append(
            Problem(
                code="unused-assumption",
                message=f"nothing uses '{name}'",
                span=value.passage.span(),
                hint=f"did you mean '{close}'?" if close else "use its name, or leave it out",
                severity=Severity.WARNING,
            )
        )
    return tuple(warnings)
