"""How long answers took."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..models.distributions import Z_OF_ENDS
from .learnt import Fact, NotLearnt
from .seen import Seen

FEWEST = 10_000
"""Requests, of which 100 are slower than the 99th percentile. Ours."""
_BUCKET = 0.008
"""Half of a bucket's width, as a share."""


def facts(seen: Seen) -> Iterator[Fact | NotLearnt]:
    """The median and the 99th percentile: those of a hop."""
    number = seen.latency.number
    if number < FEWEST:
        why = f"{number:,} requests with a latency; {FEWEST:,} are needed" if number else ""
        why = why or "no column has a latency with its unit; --columns latency=NAME:ms"
        yield NotLearnt(name="latency", why=why)
        return
    for name, share in (("latency_p50", 0.5), ("latency_p99", 0.99)):
        around = Z_OF_ENDS * math.sqrt(share * (1 - share) / number)
        low, middle, high = (
            max(1.0, seen.latency.quantile(share + side * around)) for side in (-1, 0, 1)
        )
        yield Fact(
            name=name,
            value=middle / 1e6,
            unit="s",
            spread=math.hypot(_BUCKET, math.log(high / low) / 2),
            how=f"{'half' if share < 0.9 else '99%'} of {number:,} answers took no longer",
        )
