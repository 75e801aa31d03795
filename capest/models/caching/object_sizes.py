"""Sizes of items that go with their popularity: what is asked for often is smaller, or larger.

Where the size of an item has nothing to do with its popularity, the mean says all: hit ratios are
within half a point of a simulation with sizes that vary (lognormal, sigma 1.5). Where popular items
are smaller, going by the mean of all items loses up to 5.5 points (a simulation of 1e5 items).
"""

from __future__ import annotations

import math
from operator import mul

from ..popularity import Popularity
from ..roots import root

STEEPEST = 5.0
"""Sizes that change faster than with the fifth power of the popularity are taken for a slip."""


def relative_sizes(popularity: Popularity, served: float) -> tuple[float, ...]:
    """The size of the items of each bucket, over the mean of all items.

    Sizes are taken to be a power of the popularity, the one at which the mean of the requests (each
    item counted as often as it is asked for) is `served` times the mean of the items.
    Raises ValueError where no power up to STEEPEST gives that.

    >>> from capest.models.popularity import zipf
    >>> sizes = relative_sizes(zipf(1e6, 1), 0.5)
    >>> round(sizes[0], 3), round(sizes[-1], 3)
    (0.175, 1.135)
    """
    if served == 1:
        return (1.0,) * len(popularity.counts)

    def excess(power: float) -> float:
        return math.log(_mean_served(popularity, _sizes(popularity, power)) / served)

    least, most = (
        _mean_served(popularity, _sizes(popularity, power)) for power in (-STEEPEST, STEEPEST)
    )
    if math.isclose(least, most):
        raise ValueError("items that are all asked for alike are of the mean size to requests too")
    if not least < served < most:
        raise ValueError(
            f"items as requests see them cannot be {served:.3g} times as large as the mean: sizes "
            f"that go with the popularity make it {least:.3g} to {most:.3g} times"
        )
    return _sizes(popularity, root(excess, -STEEPEST, STEEPEST))


def _sizes(popularity: Popularity, power: float) -> tuple[float, ...]:
    """Sizes in proportion to popularity^power, with a mean of 1."""
    powers = [power * math.log(chance) for chance in popularity.probabilities]
    largest = max(powers)
    sizes = [math.exp(each - largest) for each in powers]
    mean = math.fsum(map(mul, popularity.counts, sizes)) / popularity.items
    return tuple(size / mean for size in sizes)


def _mean_served(popularity: Popularity, sizes: tuple[float, ...]) -> float:
    return math.fsum(map(mul, popularity.shares, sizes))
