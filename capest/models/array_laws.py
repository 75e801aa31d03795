"""Zipf's laws of many samples at once: what `popularity` and `zipf_nodes` are for one.

Numbers of items and exponents are columns, the nodes of each sample's law its row. A node may
stand for no items, where the law of another sample in the block is longer.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Any

from ..records import record
from .popularity import (
    BUCKETS_PER_DECADE,
    EXACT_RANKS,
    LARGEST_EXPONENT,
    MOST_ITEMS,
    part_edges,
)
from .zipf_nodes import EVEN, OWN_RANKS, STRETCHES_PER_DECADE


@record
class Laws:
    """The laws of a block of samples."""

    array: Any
    probabilities: Any
    counts: Any

    @property
    def shares(self) -> Any:
        """The share of requests that each node gets."""
        return self.probabilities * self.counts

    @property
    def effective_items(self) -> Any:
        """One over the sum of the squared probabilities."""
        return 1 / self.over(self.probabilities * self.shares)

    @property
    def least(self) -> Any:
        """The smallest probability of an item."""
        there = self.array.where(self.counts > 0, self.probabilities, math.inf)
        return self.array.min(there, axis=-1, keepdims=True)

    def over(self, values: Any) -> Any:
        """The sum of what each node has."""
        return self.array.sum(values, axis=-1, keepdims=True)


def are_laws(items: Any, exponent: Any) -> Any:
    """Whether there are such laws; without one, all that follows is nan."""
    return (items >= 1) & (items <= MOST_ITEMS) & (exponent >= 0) & (exponent <= LARGEST_EXPONENT)


def laws_of(array: Any, items: Any, exponent: Any) -> Laws:
    """The laws in the nodes of `zipf_nodes`; all of them in more ranks of their own if one is in
    nothing else.
    """
    right = are_laws(items, exponent)
    items, exponent = array.where(right, items, math.nan), array.where(right, exponent, math.nan)
    known = array.where(right, items, 1.0)
    own = _own_ranks(array, known)
    weights, counts = _ranks(array, items, exponent, own)
    edges = [float(own)]
    while edges[-1] < float(array.max(known)):
        edges.append(float(round(own * 10 ** (len(edges) / STRETCHES_PER_DECADE))))
    if len(edges) > 1:
        more, further = _stretches(array, items, exponent, edges)
        weights, counts = _beside(array, weights, more), _beside(array, counts, further)
    total = array.sum(weights * counts, axis=-1, keepdims=True)
    return Laws(array, weights / total, counts)


def harmonic(array: Any, items: Any, exponent: Any) -> Any:
    """The sum of rank^-exponent to so many items, as `popularity.harmonic`; 0 of none."""
    own = _own_ranks(array, items)
    weights, counts = _ranks(array, items, exponent, own)
    exact = array.sum(weights * counts, axis=-1, keepdims=True)
    low = own + 0.5
    high = array.where(items > own, items, float(own)) + 0.5
    width = array.log(high / low)
    slopes = high ** (-exponent - 1) - low ** (-exponent - 1)
    bends = (exponent + 1) * (exponent + 2) * (high ** (-exponent - 3) - low ** (-exponent - 3))
    rest = 1 - exponent
    corrected = exponent * (slopes / 24 - 7 * bends / 5760)  # Euler and Maclaurin's, 1e-13 off
    return exact + low**rest * _grown(array, rest, width) + corrected


def part_shares(array: Any, items: Any, exponent: Any, exact: int, ratio: float) -> tuple[Any, Any]:
    """The share of an item of each part, and how many are in it: of ranks of their own, and later
    of those whose last is `ratio` times the first, where buckets of `popularity.zipf` end.
    """
    right = are_laws(items, exponent)
    items, exponent = array.where(right, items, math.nan), array.where(right, exponent, math.nan)
    edges = tuple(part_edges(exact, ratio))
    edges = edges[: bisect_left(edges, float(array.max(array.where(right, items, 1.0)))) + 1]
    ends = array.minimum(array.asarray(edges), items)
    weights, counts = _ranks(array, items, exponent, EXACT_RANKS)
    summed = array.cumulative_sum(weights * counts, axis=-1)
    first = array.asarray([min(int(edge), EXACT_RANKS) - 1 for edge in edges[1:]])
    low = EXACT_RANKS + 0.5
    further = array.maximum(ends[..., 1:], float(EXACT_RANKS)) + 0.5
    slopes = further ** (-exponent - 1) - low ** (-exponent - 1)
    rest = 1 - exponent
    later = low**rest * _grown(array, rest, array.log(further / low)) + exponent * slopes / 24
    masses = summed[..., first] + later
    whole = masses[..., -1:]
    own = array.concat((masses[..., :1], masses[..., 1:] - masses[..., :-1]), axis=-1) / whole
    number = ends[..., 1:] - ends[..., :-1]
    return array.where(number > 0, own / array.where(number > 0, number, 1.0), 0.0), number


def alike_shares(array: Any, items: Any, exact: int) -> tuple[Any, Any]:
    """The same of items that are all alike, in parts of one item, and one of the rest."""
    left = array.clip(items - array.astype(array.arange(exact + 1), array.float64), 0.0, math.inf)
    most = array.asarray([*[1.0] * exact, math.inf])
    number = array.minimum(left, most)
    return array.where(number > 0, 1 / items, 0.0), number


def _grown(array: Any, rest: Any, width: Any) -> Any:
    """(e^(rest x width) - 1) / rest, which is the width where nothing is the rest."""
    even = rest == 0
    return array.where(even, width, array.expm1(rest * width) / array.where(even, 1.0, rest))


def _own_ranks(array: Any, items: Any) -> int:
    """How many ranks are by themselves."""
    return OWN_RANKS if float(array.min(items)) > EXACT_RANKS else EXACT_RANKS


def _ranks(array: Any, items: Any, exponent: Any, own: int) -> tuple[Any, Any]:
    """The weights of the first ranks, and whether they are there; the last may be so in part."""
    ranks = array.arange(1, own + 1, dtype=array.float64)
    weights = array.exp(-exponent * array.log(ranks))
    if float(array.min(items)) >= own:
        return weights, array.ones(own)
    return weights, array.clip(items - (ranks - 1), 0.0, 1.0)


def _stretches(array: Any, items: Any, exponent: Any, edges: list[float]) -> tuple[Any, Any]:
    """The weights and counts of the nodes of later ranks, two for each stretch between edges."""
    ends = array.minimum(array.asarray(edges), items)
    low, high = ends[..., :-1] + 0.5, ends[..., 1:] + 0.5
    count = high - low
    some = array.where(count > 0, count, 1.0)
    width = array.log((low + some) / low)
    mean, squares, cubes = (
        _of_powers(array, low, width, power * exponent) / some for power in (1, 2, 3)
    )
    variance = squares - mean * mean
    is_one = (variance <= EVEN * mean * mean) | (count <= 1)
    varied = array.where(is_one, 1.0, variance)
    lean = array.where(is_one, 0.0, (cubes - 3 * mean * squares + 2 * mean**3) / (2 * varied))
    away = array.where(is_one, 0.0, array.sqrt(varied + lean * lean))
    part = array.where(is_one, 1.0, (away - lean) / (2 * array.where(is_one, 1.0, away)))
    largest = array.exp(-exponent * array.log(low))
    weights = array.concat(
        ((mean + lean + away) * largest, (mean + lean - away) * largest), axis=-1
    )
    return weights, array.concat((count * part, count * (1 - part)), axis=-1)


def _of_powers(array: Any, low: Any, width: Any, power: Any) -> Any:
    """As in `zipf_nodes`: the sum of (rank / low)^-power over the ranks of a stretch."""
    slopes = array.expm1(-(power + 1) * width)
    return low * _grown(array, 1 - power, width) + power * slopes / (24 * low)


def _beside(array: Any, one: Any, other: Any) -> Any:
    """The nodes of both, for each sample."""
    rows = max(one.shape[0] if one.ndim > 1 else 1, other.shape[0] if other.ndim > 1 else 1)
    return array.concat(
        tuple(array.broadcast_to(nodes, (rows, nodes.shape[-1])) for nodes in (one, other)), axis=-1
    )


@record
class RankedLaws:
    """The laws of a block of samples in buckets of ranks, as `popularity.zipf` has them."""

    laws: Laws
    exponent: Any

    def top_share(self, items: Any, kept: Any) -> Any:
        """As `popularity.top_share`; `kept` is of each bucket."""
        counts, shares = self.laws.counts * kept, self.laws.shares * kept
        at, held, before = self._reached(counts, items)
        part, count = at(kept), at(self.laws.counts)
        cut = self._part_of_share(before, count, (items - held) / part)
        array = self.laws.array
        beyond = held + part * count <= items
        share = at(array.cumulative_sum(shares, axis=-1)) - at(shares)
        return array.minimum(1.0, share + at(shares) * array.where(beyond, 1.0, cut))

    def top_items(self, share: Any, kept: Any) -> Any:
        """As `popularity.top_items`."""
        counts, shares = self.laws.counts * kept, self.laws.shares * kept
        at, reached, before = self._reached(shares, share)
        cut = self.laws.array.clip((share - reached) / at(shares), 0.0, 1.0)
        held = at(self.laws.array.cumulative_sum(counts, axis=-1)) - at(counts)
        found = held + at(kept) * self._part_of_items(before, at(self.laws.counts), cut)
        return self.laws.array.where(share == 1, self.laws.over(self.laws.counts), found)

    def _reached(self, amounts: Any, target: Any) -> Any:
        """What finds the value of the bucket in which amounts, added up, get to a target; what
        comes before it of them, and of the items.
        """
        array = self.laws.array
        added = array.cumulative_sum(amounts, axis=-1)
        full = array.sum(array.astype(added <= target, array.int64), axis=-1, keepdims=True)
        last = array.sum(array.astype(self.laws.counts > 0, array.int64), axis=-1, keepdims=True)
        index = array.minimum(full, last - 1)
        rows = index.shape[0]
        index = array.reshape(index, (rows, 1))

        def at(values: Any) -> Any:
            spread = array.broadcast_to(values, (rows, values.shape[-1]))
            return array.take_along_axis(spread, index, axis=-1)

        items = array.cumulative_sum(self.laws.counts, axis=-1)
        return at, at(added) - at(amounts), at(items) - at(self.laws.counts)

    def _part_of_share(self, before: Any, count: Any, items: Any) -> Any:
        array, low, rest = self.laws.array, before + 0.5, 1 - self.exponent
        wanted = _grown(array, rest, array.log1p(items / low))
        part = wanted / _grown(array, rest, array.log1p(count / low))
        return array.where((self.exponent == 0) | (count <= 1), items / count, part)

    def _part_of_items(self, before: Any, count: Any, part: Any) -> Any:
        array, low, rest = self.laws.array, before + 0.5, 1 - self.exponent
        width = array.log1p(count / low)
        even = rest == 0
        grown = array.log1p(part * array.expm1(rest * width)) / array.where(even, 1.0, rest)
        items = low * array.expm1(array.where(even, part * width, grown))
        return array.where((self.exponent == 0) | (count <= 1), part * count, items)


def ranked_laws(array: Any, items: Any, exponent: Any) -> RankedLaws:
    """The laws in the buckets of `popularity.zipf`."""
    right = are_laws(items, exponent)
    items, exponent = array.where(right, items, math.nan), array.where(right, exponent, math.nan)
    weights, counts = _ranks(array, items, exponent, EXACT_RANKS)
    most = float(array.max(array.where(right, items, 1.0)))
    edges = [float(EXACT_RANKS)]
    while edges[-1] < most:
        edges.append(float(round(EXACT_RANKS * 10 ** (len(edges) / BUCKETS_PER_DECADE))))
    if len(edges) > 1:
        ends = array.minimum(array.asarray(edges), array.maximum(items, float(EXACT_RANKS)))
        low, high = ends[..., :-1] + 0.5, ends[..., 1:] + 0.5
        width = array.log(high / low)
        power = array.exp(-exponent * array.log(low))
        mass = power * _of_powers(array, low, width, exponent)
        some = array.where(high > low, high - low, 1.0)
        weights, counts = _beside(array, weights, mass / some), _beside(array, counts, high - low)
    total = array.sum(weights * counts, axis=-1, keepdims=True)
    return RankedLaws(Laws(array, weights / total, counts), exponent)
