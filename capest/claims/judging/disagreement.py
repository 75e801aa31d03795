"""Two claims of one quantity in one document that do not agree, whatever the scenario says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...problems import Label, Problem
from ...prose.written import Written
from ...units import factor
from .findings import CheckedClaim, Status

_APART = 0.15
"""The share that two figures of one quantity may differ by, the same that one may differ by from
the computed value: 10^5 s for a day in one place and 86,400 s in another are 13.6 % apart."""


def disagreements(claims: Iterable[CheckedClaim]) -> Iterator[Problem]:
    """A problem for each claim that holds, and says something else than an earlier one that holds.

    A claim that fails is told of anyway.
    """
    first: dict[tuple[str, str], tuple[CheckedClaim, Written]] = {}
    for claim in claims:
        if claim.status is not Status.HOLDS or not (written := _written(claim)):
            continue
        earlier, said = first.setdefault(claim.key, (claim, written))
        if said is not written and _differ(said, written):
            yield _problem(earlier, said, claim, written)


def _written(claim: CheckedClaim) -> Written | None:
    written = claim.bound.written if claim.bound else None
    if not isinstance(written, Written) or written.bound or written.is_range:
        return None
    return written if written.stance != "given" else None  # a quota, the smallest there is


def _differ(left: Written, right: Written) -> bool:
    scale = factor(right.unit, left.unit)
    if scale is None:
        return False
    gap = abs(left.value - right.value * scale)
    rounding = (left.quantum + right.quantum * scale) / 2
    return gap > max(rounding, _APART * max(abs(left.value), abs(right.value * scale)))


def _problem(
    earlier: CheckedClaim, said: Written, claim: CheckedClaim, written: Written
) -> Problem:
    return Problem(
        code="disagreement",
        message=f"{claim.subject} is {written.text} here and {said.text} in line "
        f"{earlier.span.line}",
        span=claim.span,
        hint="let the two agree",
        labels=(Label(earlier.span, f"here it is {said.text}"),),
    )
