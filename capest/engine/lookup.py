"""Finds a quantity by the name that a person gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..derivations import Absent, Derivation
from ..problems import EstimateError, Problem, Span, suggestion
from .estimate import Estimate
from .expressions.no_value import wanted

_MOST_NAMED = 8
"""Quantities of a hint: of more, their list is quicker to look through."""


def find(estimate: Estimate, name: str) -> Derivation:
    """The derivation of a quantity, by the end of its name too where no other ends so; raises
    EstimateError for one that is not there.
    """
    known = estimate.derivations
    ends = [] if name in known or name in estimate.absent else _ending(name, known)
    if len(ends) == 1:
        return known[ends[0]]
    if name not in known:
        raise EstimateError(no_such_quantity(name, known, estimate.absent))
    return known[name]


def _ending(name: str, known: Collection[str]) -> list[str]:
    """The quantities of entries that are called so: post_store.shards for shards."""
    return [full for full in known if full.endswith(f".{name}")]


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
    ends = _ending(name, known)
    if len(ends) > 1:
        more = len(ends) - _MOST_NAMED
        hint = f"which of {', '.join(ends[:_MOST_NAMED])}" + (
            f" and {more} more?" if more > 0 else "?"
        )
    if inside:
        hint = f"it has {', '.join(inside)}"
    message = f"nothing is named '{name}' in this scenario"
    return Problem(code="unknown-name", message=message, span=span, hint=hint)
