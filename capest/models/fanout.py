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

from .array_laws import are_laws
from .array_laws import harmonic as harmonics
from .elementary import floor
from .popularity import LARGEST_EXPONENT, check_law, harmonic
from .roots import root, roots
from .samples import on_arrays


@on_arrays("fanout", "_exponents_of_the_top")
def exponent_of_the_top(items: float, times: float) -> float:
    """The Zipf exponent at which the most popular of `items` gets `times` the mean: items / H.

    Raises ValueError for less than the mean, and for more than an exponent of 10 gives.

    >>> round(exponent_of_the_top(1e9, 1e9 / 21.300481502), 6)
    1.0
    """
    if not times >= 1:
        raise ValueError(f"the largest is no smaller than the mean, not {times:.4g} of it")

    def excess(exponent: float) -> float:
        return items / harmonic(items, exponent) / times - 1

    if times == 1:
        return 0.0
    if excess(LARGEST_EXPONENT) < 0:
        raise ValueError(f"the largest of {items:,.6g} cannot have {times:,.6g} times the mean")
    return root(excess, 0, LARGEST_EXPONENT)


@on_arrays("fanout", "_many_authors_above")
def authors_above(authors: float, exponent: float, times: float) -> float:
    """How many of `authors` have more than `times` the mean number of followers.

    Rank r has authors / H x r^-exponent times the mean, so that they are all ranks below
    (authors / (H x times))^(1 / exponent). Raises ValueError as `popularity.zipf` does.

    >>> authors_above(1e6, 1.0, 1000)  # the first has 69,481 times the mean: 69 have a 69th of it
    69.0
    """
    check_law(authors, exponent)
    most = authors / harmonic(authors, exponent)
    if times >= most:
        return 0.0
    if exponent == 0 or times <= 0:
        return float(floor(authors))
    rank = math.exp(min(math.log(authors), math.log(most / times) / exponent))
    return float(floor(rank))


@on_arrays("fanout", "_top_shares")
def top_share(items: float, exponent: float, top: float) -> float:
    """The share that goes to the `top` most popular of `items`. Raises ValueError for less than 0.

    >>> round(top_share(1e9, 0.8, 0.2e9), 4)
    0.7209
    """
    check_law(items, exponent)
    return harmonic(min(top, items), exponent) / harmonic(items, exponent)


def _top_shares(array: Any, items: Any, exponent: Any, top: Any) -> Any:
    right = are_laws(items, exponent) & (top >= 0)
    share = harmonics(array, array.minimum(top, items), exponent) / harmonics(
        array, items, exponent
    )
    return array.where(right, share, math.nan)


def _exponents_of_the_top(array: Any, items: Any, times: Any) -> Any:
    def excess(exponent: Any) -> Any:
        return items / harmonics(array, items, exponent) / times - 1

    found = roots(array, excess, array.zeros_like(times), array.asarray(LARGEST_EXPONENT))
    found = array.where(times == 1, 0.0, found)
    return array.where((times >= 1) & are_laws(items, 0.0 * items), found, math.nan)


def _many_authors_above(array: Any, authors: Any, exponent: Any, times: Any) -> Any:
    most = authors / harmonics(array, authors, exponent)
    falling = array.where(exponent == 0, 1.0, exponent)
    beyond = array.log(most / array.where(times > 0, times, 1.0)) / falling
    rank = array.exp(array.minimum(array.log(authors), beyond))
    found = array.where(times >= most, 0.0, floor(rank))
    found = array.where((times < most) & ((exponent == 0) | (times <= 0)), floor(authors), found)
    return array.where(are_laws(authors, exponent), found, math.nan)
