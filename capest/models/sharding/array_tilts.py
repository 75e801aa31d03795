"""What a search for loads of shards keeps from one to the next, for many samples at once."""

from __future__ import annotations

import math
from typing import Any

from ...records import field, record

_NEARBY = 0.3
"""How far the logarithm of a load may be from that of the last, to be looked for from there."""


@record(frozen=False)
class LoadSearch:
    """What is kept from one load to the next, on the same shards."""

    falls: Any = 0.0
    """By how many, for each load more, the shards above fall."""
    tilts: dict[int, Tilts] = field(default_factory=dict)
    """By the place of the hottest key that is left."""
    certain: Any = math.nan
    """The load of which the shard of the hottest key is certain, where that is counted by itself.
    """


@record(frozen=False)
class Tilts:
    """Where the last load was found, how loads vary there, and up to which one it is certain."""

    at: Any = 0.0
    load: Any = 1.0
    variance: Any = 0.0
    density: Any = 0.0
    shards: Any = 1.0
    certain: Any = math.nan

    def near(self, array: Any, load: Any, shards: Any) -> Any:
        """About where a load is, on other shards perhaps, in whose mean load a tilt is told; nan
        where the last one is not known, or another by far.
        """
        further = array.log(load / self.load)
        known = (self.variance > 0) & (abs(further) < _NEARBY)
        step = further * self.load / array.where(known, self.variance, 1.0)
        return array.where(known, (self.at + step) * self.shards / shards, math.nan)
