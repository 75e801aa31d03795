"""Finds a quantity by the name that a person gives."""

from __future__ import annotations

from ..derivations import Derivation
from ..problems import EstimateError, Problem, Span, suggestion
from .estimate import Estimate
from .expressions.no_value import wanted


def find(estimate: Estimate, name: str, span: Span | None = None) -> Derivation:
    """The derivation of a quantity; raises EstimateError, with the nearest names, for one that is
    not there.
    """
    found = estimate.get(name)
    if found is None:
        raise EstimateError(_missing(estimate, name, span))
    return found


def _missing(estimate: Estimate, name: str, span: Span | None) -> Problem:
    absent = estimate.absent.get(name)
    if absent:
        message = f"'{name}' has no value"
        return Problem(code="no-value", message=message, span=span, hint=wanted(absent))
    inside = [below for below in estimate.derivations if below.startswith(f"{name}.")]
    known = [*estimate.derivations, *estimate.absent]
    hint = suggestion(name, known, "`capest explain SCENARIO` lists all names")
    if inside:
        hint = f"it has {', '.join(inside)}"
    message = f"nothing is named '{name}' in this scenario"
    return Problem(code="unknown-name", message=message, span=span, hint=hint)
