"""How requests spread over items: a few popular ones, and a long tail."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from operator import mul

from ..records import record
from .roots import root

EXACT_RANKS = 256
"""Ranks that are buckets of their own. Beyond them the midpoint rule with its first correction
stands for the sum; it leaves out 7 / (960 x 256^4) at exponent 1: 1.7e-12 of H(1e9, 1) = 21.3."""
BUCKETS_PER_DECADE = 200
"""Beyond them: hit ratios then differ by 1e-6 from those of a sum over every rank, where Che's
approximation itself is off by up to 3e-4. Fewer would show in the fourth digit; edges this far
apart are different ranks."""
MOST_ITEMS = 1e15
"""As many items as were checked: their ranks are still whole as floats."""
LARGEST_EXPONENT = 10.0
"""Far above any measured one (2.7 in Twitter's caches, 2020), far below the underflow of floats."""


@record(kw_only=True)
class Popularity:
    """Items in buckets of equal probability, the most popular first.

    A bucket stands for consecutive ranks; within it the probability really falls with the rank to
    the power of minus `exponent` (0: not at all), which counts only where a bucket is cut.
    """

    probabilities: tuple[float, ...]
    """The chance that a request is for one given item of the bucket."""
    counts: tuple[float, ...]
    """The number of items in the bucket."""
    exponent: float = 0.0

    @property
    def items(self) -> float:
        """The number of items.

        >>> zipf(1e9, 1).items
        1000000000.0
        """
        return math.fsum(self.counts)

    @property
    def top_probability(self) -> float:
        """The share of requests that the most popular item gets.

        >>> round(zipf(1e9, 1).top_probability, 5)
        0.04695
        """
        return self.probabilities[0]

    @property
    def effective_items(self) -> float:
        """One over the sum of the squared probabilities: as many equal items would collide as much.

        >>> round(zipf(1e9, 1).effective_items, 1)
        275.8
        """
        buckets = zip(self.probabilities, self.counts, strict=True)
        return 1 / math.fsum(count * probability * probability for probability, count in buckets)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of requests that each bucket gets."""
        return tuple(map(mul, self.probabilities, self.counts))


def zipf(items: float, exponent: float) -> Popularity:
    """The item of rank i gets requests in proportion to i to the power of minus `exponent`.

    Ranks to 256 are exact, later ones in buckets whose edges are even on a logarithmic scale, so
    that any number of `items` up to 1e15 takes a millisecond or so. The last item may be a
    fraction of one, which gets that fraction of its requests.
    Raises ValueError for less than one item, or an exponent below 0 or above 10.

    >>> round(zipf(1e6, 0.8).top_probability, 5)
    0.01337
    """
    check_law(items, exponent)
    buckets = [(hi - lo, mass) for lo, hi, mass in _masses(items, exponent)]
    total = math.fsum(mass for _, mass in buckets)
    return Popularity(
        probabilities=tuple(mass / (count * total) for count, mass in buckets),
        counts=tuple(count for count, _ in buckets),
        exponent=float(exponent),
    )


def uniform(items: float) -> Popularity:
    """Every item gets the same share of the requests. Raises ValueError for less than one item.

    >>> uniform(100).effective_items
    100.0
    """
    check_law(items, 0)
    return Popularity(probabilities=(1 / items,), counts=(float(items),))


def harmonic(items: float, exponent: float) -> float:
    """The generalised harmonic number H(items, exponent): the sum of i^-exponent to i = items.

    Of a fraction of an item it takes that fraction. Exact to 256 items, then by the midpoint rule.
    Raises ValueError for items below 0 or an exponent below 0 or above 10.

    >>> round(harmonic(1e9, 1), 9)  # ln(1e9) + 0.5772156649 + 1 / 2e9
    21.300481502
    """
    check_law(max(items, 1), exponent)
    if items < 0:
        raise ValueError(f"there cannot be {items:g} items")
    return sum_of_powers(0.0, items, exponent)


def sum_of_powers(below: float, last: float, exponent: float) -> float:
    """The same of the items behind some and up to a last one: of parts of items, those parts."""
    if exponent == 0:
        return last - below
    low, high = min(below, float(EXACT_RANKS)), min(last, float(EXACT_RANKS))
    first, whole = math.floor(low), math.floor(high)
    masses = [rank**-exponent for rank in range(first + 1, whole + 1)]
    masses.append((high - whole) * (whole + 1.0) ** -exponent)
    masses.append((first - low) * (first + 1.0) ** -exponent)
    if last > EXACT_RANKS:
        masses.append(_sum_of_powers(max(below, EXACT_RANKS) + 0.5, last + 0.5, exponent))
    return math.fsum(masses)


def part_edges(exact: int, ratio: float) -> Iterator[float]:
    """The last ranks of parts, from 0 up to the most items: of ranks of their own, and later of
    those whose last is `ratio` times the first, where buckets of `zipf` end.
    """
    edge = 0.0
    yield edge
    while edge < MOST_ITEMS:
        least = edge + 1 if edge < exact else edge * ratio
        edge = float(math.ceil(least))
        if edge > EXACT_RANKS:
            step = math.floor(BUCKETS_PER_DECADE * math.log10(least / EXACT_RANKS))
            while (edge := _edge(step)) < least:
                step += 1
        yield edge


def top_share(popularity: Popularity, items: float, kept: Sequence[float] | None = None) -> float:
    """The share of requests (0 to 1) that go to the `items` most popular items.

    For a Zipf law this is H(items) / H(all). Where `kept` says for each bucket how much of the time
    its items are there, those that are away leave their place to the next ones.
    Raises ValueError for less than none.

    >>> round(top_share(zipf(1e9, 0.8), 0.2e9), 4)
    0.7209
    """
    if not items >= 0:
        raise ValueError(f"there cannot be {items:g} items")
    below = share = held = 0.0
    for count, more, part in _buckets(popularity, kept):
        if held + count * part > items:
            cut = _part_of_share(below, count, (items - held) / part, popularity.exponent)
            return min(1.0, share + more * part * cut)
        below, share, held = below + count, share + more * part, held + count * part
    return min(1.0, share) if kept else 1.0


def top_items(popularity: Popularity, share: float, kept: Sequence[float] | None = None) -> float:
    """How many of the most popular items get `share` (0 to 1) of the requests: undoes top_share.

    All of the requests, or more than `kept` lets them get, take all of the items.
    Raises ValueError for a share outside 0 to 1.

    >>> round(top_items(zipf(1e9, 1), 0.8) / 1e9, 5)
    0.01412
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share of the requests lies between 0 and 1, not at {share:g}")
    if share == 1:
        return popularity.items
    below = reached = held = 0.0
    for count, more, part in _buckets(popularity, kept):
        if reached + more * part > share:
            cut = (share - reached) / (more * part)
            return held + part * _part_of_items(below, count, cut, popularity.exponent)
        below, reached, held = below + count, reached + more * part, held + count * part
    return held


def zipf_exponent(items: float, share_of_items: float, share_of_reads: float) -> float:
    """The Zipf exponent at which the most popular `share_of_items` get `share_of_reads`.

    "20 % of the items get 80 % of the reads" says both shares; the number of items counts too. For
    infinitely many (math.inf) share_of_items^(1 - a) = share_of_reads, so a = 0.861353 for 80/20.
    Raises ValueError for shares outside 0 to 1, for reads below the items' share, and for more
    reads than an exponent of 10 gives them.

    >>> round(zipf_exponent(1e9, 0.2, 0.8), 4), round(zipf_exponent(math.inf, 0.2, 0.8), 6)
    (0.8713, 0.861353)
    """
    if not 0 < share_of_items <= share_of_reads < 1:
        raise ValueError(
            f"the most popular {percent(share_of_items)} of the items get at least that share of "
            f"the reads, and less than all: not {percent(share_of_reads)}"
        )
    if share_of_items == share_of_reads:
        return 0.0
    if items == math.inf:
        return 1 - math.log(share_of_reads) / math.log(share_of_items)

    def excess(exponent: float) -> float:
        top = harmonic(share_of_items * items, exponent)
        return top / harmonic(items, exponent) - share_of_reads

    check_law(items, 0)
    most = excess(LARGEST_EXPONENT)
    if most < 0:
        raise ValueError(
            f"{percent(share_of_items)} of {items:g} items cannot get {percent(share_of_reads)} "
            f"of the reads: a Zipf exponent of {LARGEST_EXPONENT:g} gives them "
            f"{percent(most + share_of_reads)}"
        )
    return root(excess, 0, LARGEST_EXPONENT)


def check_law(items: float, exponent: float) -> None:
    """Raise ValueError for a number of items or an exponent that makes no sense."""
    if not 1 <= items <= MOST_ITEMS:
        raise ValueError(f"the number of items lies between 1 and {MOST_ITEMS:g}, not at {items:g}")
    if not 0 <= exponent <= LARGEST_EXPONENT:
        raise ValueError(
            f"a Zipf exponent lies between 0 and {LARGEST_EXPONENT:g}, not at {exponent:g}"
        )


def _buckets(
    popularity: Popularity, kept: Sequence[float] | None
) -> Iterator[tuple[float, float, float]]:
    """Each bucket: its items, its share, and the part of the time that its items are there."""
    always = kept or (1.0,) * len(popularity.counts)
    return zip(popularity.counts, popularity.shares, always, strict=True)


def _masses(items: float, exponent: float) -> Iterator[tuple[float, float, float]]:
    """Each bucket: the rank before it, its last rank, and the sum of rank^-exponent over it."""
    yield from _exact_masses(items, exponent)
    below, step = float(EXACT_RANKS), 1
    while below < items:
        last = min(_edge(step), items)
        yield below, last, _sum_of_powers(below + 0.5, last + 0.5, exponent)
        below, step = last, step + 1


def _edge(step: int) -> float:
    """The last rank of a bucket behind the exact ones."""
    return float(round(EXACT_RANKS * 10 ** (step / BUCKETS_PER_DECADE)))


def _exact_masses(items: float, exponent: float) -> Iterator[tuple[float, float, float]]:
    """The buckets of one rank each; the last may be a fraction of one."""
    whole = min(EXACT_RANKS, math.floor(items))
    for rank in range(1, whole + 1):
        yield rank - 1.0, float(rank), rank**-exponent
    if whole < min(items, EXACT_RANKS):
        yield float(whole), items, (items - whole) * (whole + 1.0) ** -exponent


def _sum_of_powers(low: float, high: float, exponent: float) -> float:
    """The sum of rank^-exponent over the ranks between two half-integers: the integral, less the
    first term of the midpoint rule's error (Euler and Maclaurin): (f'(high) - f'(low)) / 24.
    """
    slopes = math.pow(high, -exponent - 1) - math.pow(low, -exponent - 1)
    return _integral(low, high, exponent) + exponent * slopes / 24


def _integral(low: float, high: float, exponent: float) -> float:
    """The integral of x^-exponent from low to high, without cancellation near an exponent of 1."""
    width = math.log(high / low)
    if exponent == 1:
        return width
    rest = 1 - exponent
    return math.pow(low, rest) * math.expm1(rest * width) / rest


def _part_of_share(below: float, count: float, items: float, exponent: float) -> float:
    """The part of a bucket's share that its first `items` get, with `below` items before it."""
    if exponent == 0 or count <= 1:
        return items / count
    low = below + 0.5
    return _integral(low, low + items, exponent) / _integral(low, low + count, exponent)


def _part_of_items(below: float, count: float, part: float, exponent: float) -> float:
    """How many of a bucket's items get `part` of its share: undoes _part_of_share."""
    if exponent == 0 or count <= 1:
        return part * count
    low = below + 0.5
    width = math.log1p(count / low)
    if exponent == 1:
        return low * math.expm1(part * width)
    grown = math.log1p(part * math.expm1((1 - exponent) * width))
    return low * math.expm1(grown / (1 - exponent))


def percent(share: float) -> str:
    """A share in a message."""
    return f"{100 * share:.6g} %"
