"""How much of the time something is up, from its parts, for floats and arrays of samples alike.

Parts fail on their own, except for what `common_cause` says: the beta factor of IEC 61508, the
share of failures that take all copies at once.
"""

from __future__ import annotations

import math
from typing import Any

from .samples import each


def k_of_n(needed: Any, copies: Any, availability: Any, common_cause: Any = 0.0) -> Any:
    """The availability of what needs so many of its copies.

    Each copy is down for a share u of the time, a part `common_cause` of it together with all
    others: then 1 - beta u is the availability of what they share, and each copy is else down for
    (1 - beta) u of the time. Raises ValueError for more needed than there are.

    >>> round(k_of_n(2, 3, 0.999), 9)
    0.999997002
    """
    return each(_k_of_n, needed, copies, availability, common_cause)


def copies_for(needed: Any, availability: Any, target: Any) -> Any:
    """The fewest copies that reach a target, where so many of them are needed.

    >>> copies_for(100, 0.99, 0.9999)
    107.0
    """
    return each(_copies_for, needed, availability, target)


def _k_of_n(needed: float, copies: float, availability: float, common_cause: float) -> float:
    if needed > copies:
        raise ValueError(f"{needed:g} copies are needed, and there are {copies:g}")
    down = 1 - availability
    alone, together = (1 - common_cause) * down, common_cause * down
    return max(0.0, 1 - _too_few(int(needed), int(copies), alone) - together)


def _too_few(needed: int, copies: int, down: float) -> float:
    """The share of the time in which fewer than needed are up, from the small terms: no digit of a
    share near all is lost.
    """
    up = 1 - down
    return math.fsum(
        math.comb(copies, down_now) * down**down_now * up ** (copies - down_now)
        for down_now in range(copies - needed + 1, copies + 1)
    )


def _copies_for(needed: float, availability: float, target: float) -> float:
    if not (0 < availability < 1 and 0 < target < 1):
        raise ValueError("copies that are always up, or never")
    copies = int(needed)
    while _too_few(int(needed), copies, 1 - availability) > 1 - target:
        copies += 1
    return float(copies)
