"""How long hit ratios take: `pytest tests/benchmarks --benchmark-enable`.

Aims: a Zipf law of 1e9 items and one solution for it in half a millisecond together (LFU, which
needs the law in ranks, in two); a sum over all the items takes half a minute.
"""

from __future__ import annotations

import pytest

from capest.models.caching.hit_ratio import hit_ratio, items_for
from capest.models.caching.policies import FIFO, LFU, LRU, Limits
from capest.models.popularity import zipf, zipf_exponent
from capest.models.zipf_nodes import zipf_nodes

ITEMS = 1e9
POLICIES = [
    LRU(),
    FIFO(),
    LFU(),
    LRU(admitted=0.1),
    LRU(limits=Limits(lifetime=1e9)),
    LRU(limits=Limits(write_share=0.1)),
]


def _law(policy):
    return (zipf if isinstance(policy, LFU) else zipf_nodes)(ITEMS, 0.9)


@pytest.mark.parametrize("law", [zipf, zipf_nodes])
@pytest.mark.parametrize("items", [1e6, ITEMS, 1e12])
def test_a_zipf_law(benchmark, items, law):
    benchmark.group = "popularity"
    assert benchmark(lambda: law(items, 0.9)).items == pytest.approx(items)


def test_the_exponent_of_80_to_20(benchmark):
    benchmark.group = "popularity"
    assert benchmark(lambda: zipf_exponent(ITEMS, 0.2, 0.8)) > 0.8


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: type(policy).__name__)
def test_forward(benchmark, policy):
    benchmark.group = "hit ratio of a size"
    popularity = _law(policy)
    assert 0.4 < benchmark(lambda: hit_ratio(popularity, policy, ITEMS / 10)) < 1


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: type(policy).__name__)
def test_inverse(benchmark, policy):
    benchmark.group = "size for a hit ratio"
    popularity = _law(policy)
    assert 0 < benchmark(lambda: items_for(popularity, policy, 0.6)) < ITEMS
