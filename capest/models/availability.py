"""How much of the time something is up, from its parts, for floats and arrays of samples alike.

Parts fail on their own, except for what `common_cause` says: the beta factor of IEC 61508, the
share of failures that take all copies at once.
"""

from __future__ import annotations

import math
from typing import Any

from .samples import each

_MOST = 1e9
"""Copies of which the sum takes a tenth of a second."""

_UNSEEN = 1e-17
"""A term that no float shows beside the sum."""


def k_of_n(needed: Any, copies: Any, availability: Any, common_cause: Any = 0.0) -> Any:
    """The availability of what needs so many of its copies.

    Each copy is down for a share u of the time, a part `common_cause` of it together with all
    others: then 1 - beta u is the availability of what they share, and each copy is else down for
    (1 - beta) u of the time. Raises ValueError for more needed than there are.

    >>> round(k_of_n(2, 3, 0.999), 9)
    0.999997002
    """
    return each(_k_of_n, needed, copies, availability, common_cause)


def _k_of_n(needed: float, copies: float, availability: float, common_cause: float) -> float:
    if needed > copies:
        raise ValueError(f"{needed:g} copies are needed, and there are {copies:g}")
    if needed != int(needed) or copies != int(copies):
        raise ValueError(f"{needed:g} of {copies:g} copies, which come whole")
    if copies > _MOST:
        raise ValueError("more than a billion copies")
    if needed <= 0:
        return 1.0
    down = 1 - availability
    alone, together = (1 - common_cause) * down, common_cause * down
    return max(0.0, 1 - _too_few(int(needed), int(copies), alone) - together)


def _too_few(needed: int, copies: int, down: float) -> float:
    """The share of the time in which fewer than needed are up.

    Added up from the boundary away from the mean, where each term is smaller than the one before:
    what is too few where that is rare, so that no digit of a share near all is lost, else the rest.
    """
    if down <= 0 or down >= 1:
        return float(down >= 1)
    fewest = copies - needed + 1  # copies that are down when too few are up
    if fewest > copies * down:
        return min(1.0, _from(fewest, copies, down))
    return max(0.0, 1 - _from(copies - fewest + 1, copies, 1 - down))


def _from(start: int, copies: int, chance: float) -> float:
    """The chance of `start` events or more of so many, which are more than one expects."""
    logarithm = math.fsum((
        math.lgamma(copies + 1), -math.lgamma(start + 1), -math.lgamma(copies - start + 1),
        start * math.log(chance), (copies - start) * math.log1p(-chance),
    ))  # fmt: skip
    total = term = math.exp(logarithm)
    for now in range(start, copies):
        term *= (copies - now) / (now + 1) * chance / (1 - chance)
        if term <= _UNSEEN * total:
            break
        total += term
    return total
