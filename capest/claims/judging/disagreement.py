"""Two claims of one quantity in one document that do not agree, whatever the scenario says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...problems import Label, Problem
from ...prose.written import Written
from ...units import conversion
from .findings import CheckedClaim, Status

_APART = 0.15
"""The share that two figures of one quantity may differ by, the same that one may differ by from
the computed value: 10^5 s for a day in one place and 86,400 s in another are 13.6 % apart."""


def disagreements(claims: Iterable[CheckedClaim]) -> Iterator[Problem]:
    """A problem for each claim that holds, and says something else than an earlier one that holds.

    A claim that fails is told of anyway.
    """
    first: dict[tuple[str, str], CheckedClaim] = {}
    for claim in claims:
        if claim.status is not Status.HOLDS or not _written(claim):
            continue
        earlier = first.setdefault(claim.key, claim)
        if earlier is not claim and _differ(earlier, claim):
            yield _problem(earlier, claim)


def _written(claim: CheckedClaim) -> Written | None:
    written = claim.bound.written if claim.bound else None
    if not isinstance(written, Written) or written.bound or written.is_range:
        return None
    return written if written.stance != "given" else None  # a quota, the smallest there is


def _differ(one: CheckedClaim, other: CheckedClaim) -> bool:
    left, right = _written(one), _written(other)
    if left is None or right is None:
        return False
    factor = conversion(right.unit, left.unit)
    if factor is None:
        return False
    scale = float(factor)
    gap = abs(left.value - right.value * scale)
    rounding = (left.quantum + right.quantum * scale) / 2
    return gap > max(rounding, _APART * max(abs(left.value), abs(right.value * scale)))


def _problem(earlier: CheckedClaim, claim: CheckedClaim) -> Problem:
    one, other = _written(earlier), _written(claim)
    text = one.text if one else ""
    return Problem(
        code="disagreement",
        message=f"{claim.subject} is {other.text if other else ''} here and {text} in line "
        f"{earlier.span.line}",
        span=claim.span,
        hint="let the two agree",
        labels=(Label(earlier.span, f"here it is {text}"),),
    )
