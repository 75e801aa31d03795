"""What is kept has ages where tiers cut it by them, and every age of it is on one medium."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...scenario.model import Entry
from ..design import Contradiction, Design, names_of

SLIGHT = 0.01
"""The part of an age by which two may differ and are one all the same: a month of 30 days and one
of 30.4, but not a week and ten days."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each storage without ages that tiers cut, and each age of one that no tier keeps, or that
    two keep, where it is cut into several.
    """
    tiers = design.entries("tiers")
    for storage in design.entries("storage"):
        own = [tier for tier in tiers if storage in design.named(tier, "of")]
        if own and {"count", "total"} & {*storage.values}:
            yield _of_stock(design, storage, own)
            continue
        known = [(start, tier) for tier in own if (start := _age(design, tier, "older_than"))[1]]
        if len(own) > 1 and len(known) == len(own):
            ordered = [tier for _, tier in sorted(known, key=lambda item: item[0][0])]
            for first, second in pairwise(ordered):
                yield from _between(design, first, second)


def _of_stock(design: Design, storage: Entry, tiers: list[Entry]) -> Contradiction:
    return Contradiction(
        code="untiered-ages",
        about=f"{tiers[0].name}.logical",
        message=f"{names_of(tiers)} cut {storage.name} by age, and it is a stock, which has none",
        hint=f"give {storage.name} `per_day` and `keep`, or an entry of storage to each medium",
        places=(design.says(storage, "count", "total"), design.says(tiers[0], "of")),
    )


def _age(design: Design, tier: Entry, name: str) -> tuple[float, bool]:
    found = design.value(tier, name, "day")
    return found or 0.0, found is not None


def _between(design: Design, first: Entry, second: Entry) -> Iterator[Contradiction]:
    (end, is_known), (start, _) = _age(design, first, "until"), _age(design, second, "older_than")
    if not is_known or abs(end - start) <= SLIGHT * max(end, start):
        return
    ages = " to ".join(design.shown(age, "day") for age in sorted((end, start)))
    where = f"on no medium: {first.name} ends before {second.name} begins"
    if end > start:
        where = f"on two media: {first.name} and {second.name}"
    yield Contradiction(
        code="untiered-ages",
        about=f"{first.name}.until",
        message=f"what is {ages} old is {where}",
        hint=f"write `older_than: {first.name}.until` in {second.name}",
        places=(design.says(first, "until"), design.says(second, "older_than")),
    )
