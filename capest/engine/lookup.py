"""Finds a quantity by the name that a person gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..derivations import Absent, Derivation
from ..problems import EstimateError, Problem, Span, suggestion
from .estimate import Estimate
from .expressions.no_value import wanted


def find(estimate: Estimate, name: str) -> Derivation:
    """The derivation of a quantity; raises EstimateError for one that is not there."""
    found = estimate.get(name)
    if found is None:
        raise EstimateError(no_such_quantity(name, estimate.derivations, estimate.absent))
    return found


def no_such_quantity(
    name: str, known: Collection[str], absent: Mapping[str, Absent], span: Span | None = None
) -> Problem:
    """The problem of a name that has no value, with what would give it one or the nearest name."""
    if name in absent:
        message, hint = f"'{name}' has no value", wanted(absent[name])
        return Problem(code="no-value", message=message, span=span, hint=hint)
    inside = [below for below in known if below.startswith(f"{name}.")]
    entries = dict.fromkeys(below.partition(".")[0] for below in known if "." in below)
    hint = suggestion(
        name, [*known, *absent, *entries], "`capest explain SCENARIO` lists all names"
    )
    if inside:
        hint = f"it has {', '.join(inside)}"
    message = f"nothing is named '{name}' in this scenario"
    return Problem(code="unknown-name", message=message, span=span, hint=hint)
