"""How long hit ratios take: `pytest tests/benchmarks --benchmark-enable`.

Aims: a Zipf law of 1e9 items, and one solution for it in either direction, in a millisecond or two
each; a sum over all the items takes half a minute.
"""

from __future__ import annotations

import pytest

from capest.models.caching.hit_ratio import hit_ratio, items_for
from capest.models.caching.policies import FIFO, LFU, LRU, Limits
from capest.models.popularity import zipf, zipf_exponent

ITEMS = 1e9
POLICIES = [
    LRU(),
    FIFO(),
    LFU(),
    LRU(admitted=0.1),
    LRU(limits=Limits(lifetime=1e9)),
    LRU(limits=Limits(write_share=0.1)),
]


@pytest.mark.parametrize("items", [1e6, ITEMS, 1e12])
def test_a_zipf_law(benchmark, items):
    benchmark.group = "popularity"
    assert benchmark(lambda: zipf(items, 0.9)).items == items


def test_the_exponent_of_80_to_20(benchmark):
    benchmark.group = "popularity"
    assert benchmark(lambda: zipf_exponent(ITEMS, 0.2, 0.8)) > 0.8


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: type(policy).__name__)
def test_forward(benchmark, policy):
    benchmark.group = "hit ratio of a size"
    popularity = zipf(ITEMS, 0.9)
    assert 0.4 < benchmark(lambda: hit_ratio(popularity, policy, ITEMS / 10)) < 1


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: type(policy).__name__)
def test_inverse(benchmark, policy):
    benchmark.group = "size for a hit ratio"
    popularity = zipf(ITEMS, 0.9)
    assert 0 < benchmark(lambda: items_for(popularity, policy, 0.6)) < ITEMS
