"""How much a result moves with what it rests on: d log result / d log assumption.

An elasticity of 1 means that 1 % more gives 1 % more (Marshall, Principles of Economics, 1890,
book III, chapter 4). It is measured by replaying the graph a little to either side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...derivations import Assumed, Derivation
from ...engine.estimate import Estimate
from ...problems import EstimateError

_STEP = 1e-4
"""The change to either side: small, so that a hit ratio of 99.9 % stays below 1."""
_SAME = 1e-12  # of a result: a float's last digits


def elasticity(estimate: Estimate, result: str, assumption: str) -> float | None:
    """How many percent the result moves for 1 % of the assumption; None where it has no value, and
    where it jumps: from two copies to three there is nothing in between.
    """
    value = float(estimate[assumption].quantity.value)
    if value == 0:
        return 0.0  # 1 % of nothing is nothing
    ends = (value * (1 + _STEP), value * (1 - _STEP))
    try:
        high, low = (float(estimate.graph.run({assumption: end}).get(result, 0)) for end in ends)
    except EstimateError:
        return None
    if not (high > 0 and low > 0):
        return None
    here = float(estimate[result].quantity.value)
    if (abs(high / here - 1) < _SAME) != (abs(low / here - 1) < _SAME):
        return None
    return math.log(high / low) / math.log(ends[0] / ends[1])


def assumptions_of(derivation: Derivation) -> Iterator[Derivation]:
    """What a result rests on that nothing computes and that may be otherwise, each once."""
    for item in derivation.walk():
        means = isinstance(item.origin, Assumed) and item.origin.neutral  # the size of int64
        if not (item.is_computed or means):
            yield item
