"""Zipf's law in few nodes, against sums over every rank and the law in ranks."""

from __future__ import annotations

import doctest
import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capest.models import zipf_nodes as module
from capest.models.caching.hit_ratio import distinct_items, hit_ratio, items_for
from capest.models.caching.policies import FIFO, LRU, Limits, Random
from capest.models.popularity import zipf
from capest.models.zipf_nodes import zipf_nodes

numpy = pytest.importorskip("numpy", reason="numpy is not installed")


def test_worked_examples():
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


def _by_every_rank(items, exponent, held, cached):
    """The hit ratio of Che's approximation, summed over all ranks."""
    chances = numpy.arange(1, items + 1, dtype=float) ** -exponent
    chances /= chances.sum()
    low, high = math.log(cached / 2), math.log(1e18 / chances[-1])
    for _ in range(70):
        middle = (low + high) / 2
        enough = held(chances * math.exp(middle)).sum() >= cached
        low, high = (low, middle) if enough else (middle, high)
    return float((chances * held(chances * math.exp(low))).sum())


@pytest.mark.parametrize("exponent", [0.01, 0.5, 0.9, 1, 1.3, 2.5])
@pytest.mark.parametrize("items", [257, 5_000, 50_000])
@pytest.mark.parametrize(
    ("policy", "held"),
    [(LRU(), lambda x: -numpy.expm1(-x)), (FIFO(), lambda x: x / (1 + x))],
    ids=["lru", "fifo"],
)
def test_hit_ratios_are_those_of_every_rank(items, exponent, policy, held):
    law = zipf_nodes(items, exponent)
    for cached in (2, 0.05 * items, 0.6 * items):
        expected = _by_every_rank(items, exponent, held, cached)
        assert hit_ratio(law, policy, cached) == pytest.approx(expected, abs=3e-6)


@pytest.mark.parametrize(("items", "exponent"), [(1e6, 0.6), (1e9, 0.9), (1e12, 1.2)])
@pytest.mark.parametrize(
    "policy",
    [
        LRU(),
        FIFO(),
        Random(),
        LRU(admitted=0.1),
        LRU(limits=Limits(lifetime=1e7)),
        LRU(limits=Limits(idle=1e7)),
        FIFO(limits=Limits(write_share=0.1)),
        LRU(limits=Limits(write_share=0.1, renews=True)),
    ],
    ids=["lru", "fifo", "random", "q_lru", "lifetime", "idle", "deleting", "renewing"],
)
def test_every_policy_as_by_ranks(items, exponent, policy):
    """Both ways err by up to 1e-6 of a hit ratio, and 1e-5 of a size."""
    nodes, ranks = zipf_nodes(items, exponent), zipf(items, exponent)
    for cached in (1e3, items / 2):
        expected = hit_ratio(ranks, policy, cached)
        assert hit_ratio(nodes, policy, cached) == pytest.approx(expected, abs=3e-6)
    wanted = hit_ratio(ranks, policy, items / 20)
    expected = items_for(ranks, policy, wanted)
    assert items_for(nodes, policy, wanted) == pytest.approx(expected, rel=3e-5)


@given(st.floats(1, 1e15), st.floats(0, 10))
@settings(max_examples=40)
def test_the_nodes_have_the_items_and_the_requests(items, exponent):
    law, ranks = zipf_nodes(items, exponent), zipf(items, exponent)
    assert law.items == pytest.approx(items, rel=1e-12)
    assert math.fsum(law.shares) == pytest.approx(1, abs=1e-12)
    assert law.top_probability == pytest.approx(ranks.top_probability, rel=1e-8)
    assert law.effective_items == pytest.approx(ranks.effective_items, rel=1e-4)
    assert all(later <= earlier * (1 + 1e-9) for earlier, later in pairwise(law.probabilities))
    assert min(law.counts) >= 0


@given(st.floats(1, 1e12), st.floats(0, 3), st.floats(1, 1e12))
@settings(max_examples=40)
def test_different_items_as_by_ranks(items, exponent, requests):
    expected = distinct_items(zipf(items, exponent), requests)
    found = distinct_items(zipf_nodes(items, exponent), requests)
    assert found == pytest.approx(expected, rel=1e-4)


def test_few_nodes():
    """What makes it quick; the times are in tests/benchmarks."""
    assert len(zipf_nodes(1e9, 0.9).counts) == 208
    assert zipf_nodes(256, 0.9) == zipf(256, 0.9)


@pytest.mark.parametrize(("items", "exponent"), [(0.5, 1), (1e16, 1), (1e9, -1), (1e9, 11)])
def test_mistakes_are_those_of_the_law_in_ranks(items, exponent):
    with pytest.raises(ValueError, match="lies between"):
        zipf_nodes(items, exponent)
