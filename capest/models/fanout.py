"""Whose followers are many: how followers spread over authors, by Zipf's law.

The author of rank i has followers in proportion to i to the power of minus the exponent. Authors
and followers are counts, shares lie between 0 and 1. Twitter's followers fit a power law whose
density falls with the exponent 2.276 (Kwak, Lee, Park and Moon, What is Twitter, WWW 2010), which
by rank is a Zipf exponent of 1 / 1.276 = 0.78. Every function works on floats and on arrays of
samples.
"""

from __future__ import annotations

import math
from typing import Any

from . import popularity
from .elementary import floor
from .popularity import LARGEST_EXPONENT, harmonic, zipf
from .roots import root
from .samples import each


def exponent_of_the_top(items: Any, times: Any) -> Any:
    """The Zipf exponent at which the most popular of `items` gets `times` the mean: items / H.

    Raises ValueError for less than the mean, and for more than an exponent of 10 gives.

    >>> round(exponent_of_the_top(1e9, 1e9 / 21.300481502), 6)
    1.0
    """
    return each(_exponent_of_the_top, items, times)


def authors_above(authors: Any, exponent: Any, times: Any) -> Any:
    """How many of `authors` have more than `times` the mean number of followers.

    Rank r has authors / H x r^-exponent times the mean, so that they are all ranks below
    (authors / (H x times))^(1 / exponent). Raises ValueError as `popularity.zipf` does.

    >>> authors_above(1e6, 1.0, 1000)  # the first has 69,481 times the mean: 69 have a 69th of it
    69.0
    """
    return each(_authors_above, authors, exponent, times)


def top_share(items: Any, exponent: Any, top: Any) -> Any:
    """The share that goes to the `top` most popular of `items`. Raises ValueError for less than 0.

    >>> round(top_share(1e9, 0.8, 0.2e9), 4)
    0.7209
    """
    return each(
        lambda items, exponent, top: popularity.top_share(zipf(items, exponent), top),
        items,
        exponent,
        top,
    )


def _exponent_of_the_top(items: float, times: float) -> float:
    if not times >= 1:
        raise ValueError(f"the largest is no smaller than the mean, not {times:.4g} of it")

    def excess(exponent: float) -> float:
        return items / harmonic(items, exponent) / times - 1

    if times == 1:
        return 0.0
    if excess(LARGEST_EXPONENT) < 0:
        raise ValueError(f"the largest of {items:,.6g} cannot have {times:,.6g} times the mean")
    return root(excess, 0, LARGEST_EXPONENT)


def _authors_above(authors: float, exponent: float, times: float) -> float:
    most = authors * zipf(authors, exponent).top_probability
    if times >= most:
        return 0.0
    if exponent == 0 or times <= 0:
        return float(floor(authors))
    rank = math.exp(min(math.log(authors), math.log(most / times) / exponent))
    return float(floor(rank))
