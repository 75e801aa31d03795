"""The quantities that a number may be bound to, by what they measure and how large they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from ...derivations import Derivation
from ...language.tree import Name
from ...prose.written import Written
from ...records import record
from ...units import PERCENT, Dimensions, Unit, factor, measured, scale
from ..marks.library import BoundScenario, find

_NEAR_ALL = 95  # percent, from where on what is lacking counts
_LACK = 0.15


@record
class Bindable:
    """A quantity that may be bound."""

    name: str
    """As a comment says it."""
    short: str
    """In its scenario."""
    scenario: BoundScenario
    derivation: Derivation

    def may_be(self, written: Written) -> bool:
        """Whether a percentage is on the same side of all, and lacks as much of it: 95% is no
        factor of 1.03, 99.99% not all.
        """
        quantity = self.derivation.quantity
        own = float(quantity.value) * (factor(quantity.unit, PERCENT) or 0.0)
        lacks = math.isclose(100 - written.value, 100 - own, rel_tol=_LACK)
        is_same = lacks or max(written.value, own) < _NEAR_ALL
        return written.unit != PERCENT or ((written.value <= 100) == (own <= 100) and is_same)


BySize = dict[Dimensions, tuple[list[float], list[Bindable]]]


@lru_cache(maxsize=16)
def bindable(scenarios: tuple[BoundScenario, ...]) -> tuple[tuple[Bindable, ...], BySize]:
    """The quantities of some scenarios, and the same by their sizes; the scenarios return with the
    next document.
    """
    named = tuple(_named(scenarios))
    return named, _by_size(named)


def _named(scenarios: tuple[BoundScenario, ...]) -> Iterator[Bindable]:
    """Every quantity by the name that means it alone."""
    for scenario in scenarios:
        for short, derivation in scenario.estimate.derivations.items():
            name = f"{scenario.alias}.{short}" if scenario.alias else short
            if find(name, scenarios) == [(scenario, short)]:
                yield Bindable(name, short, scenario, derivation)


def _by_size(named: Iterable[Bindable]) -> BySize:
    """The quantities above 0 in the order of their sizes, by what their units measure."""
    found: dict[Dimensions, list[tuple[float, Bindable]]] = {}
    for item in named:
        quantity = item.derivation.quantity
        size = size_of(float(quantity.value), quantity.unit)
        if size is not None:
            found.setdefault(measured(quantity.unit), []).append((size, item))
    ordered = {unit: sorted(items, key=itemgetter(0)) for unit, items in found.items()}
    return {
        unit: ([size for size, _ in items], [item for _, item in items])
        for unit, items in ordered.items()
    }


def size_of(value: float, unit: Unit) -> float | None:
    """The logarithm of a value in base units; None for what has none."""
    return math.log(value) + math.log(scale(unit)) if 0 < value < math.inf else None


def source_of(derivation: Derivation) -> Derivation:
    """The assumption that a field repeats, as `size: record_size` does."""
    while derivation.is_computed and isinstance(derivation.formula, Name):
        if len(derivation.inputs) != 1:
            break
        derivation = derivation.inputs[0]
    return derivation
