"""What a page lets its reader move: the values that a scenario gives."""

from __future__ import annotations

import math
from typing import Any

from ...derivations import Derivation, Given
from ...engine.compiled import Script
from ...engine.defining.range_bounds import bounds_of_range
from ...products import raise_to
from ...quantities import spelled
from ...units import PERCENT
from ..report import Report
from .figures import PageNumbers

_TIMES = 4
"""How far a slider goes either way from a value that is no range."""
_ALL = 100.0


def sliders(report: Report, compiled: Script, figures: PageNumbers) -> list[list[Any]]:
    """For each given value its index, both ends of its way, and its unit as --set takes it.

    A value of zero has no scale to move on.
    """
    given = {compiled.names[at] for at in compiled.inputs}
    items = (item for item in report.quantities() if item.name in given)
    return [
        [
            figures.index[item.name],
            *_ends(report, item, item.origin),
            spelled(1.0, item.quantity.unit).removeprefix("1.0"),
        ]
        for item in items
        if isinstance(item.origin, Given) and item.quantity.value > 0
    ]


def _ends(report: Report, item: Derivation, given: Given) -> tuple[float, float]:
    """The written range, or several times either way, as far as it makes sense."""
    value, spread, unit = float(item.quantity.value), given.spread, item.quantity.unit
    low, high = (spread.low, spread.high) if spread else (value / _TIMES, value * _TIMES)
    definitions = report.estimate.graph.definitions
    bounds = bounds_of_range(definitions.by_name[item.name], definitions)
    part = float(raise_to(unit, 1)[1])  # 1/100 for a percentage
    if bounds.least is not None:
        low = max(low, bounds.least / part)
    if bounds.most is not None or (unit == PERCENT and value <= _ALL):
        high = min(high, (1.0 if bounds.most is None else bounds.most) / part)
    low = min(low, value) if low > 0 else value / _TIMES
    return low or value, max(high, value) if math.isfinite(high) else value
