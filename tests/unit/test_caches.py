"""Caches: items, memory, nodes and the load that is left for the store."""

from __future__ import annotations

import pytest

READS = "traffic: {read_link: {rate: 4k/s, kind: read, peak: 1}}\n"


def test_published_fifth_of_a_days_reads(estimate):
    """20 % of a day at 4,000/s, 500 B each: 34.56 GB (karanpratapsingh, URL shortener: "35 GB")."""
    cache = estimate(READS + "caches: {hot: {serves: read_link, share: 20%, item_size: 500 B}}\n")
    assert cache["hot.items"].value == 4_000 * 86_400
    assert cache["hot.memory"].quantity.to("GB") == pytest.approx(34.56)


def test_published_fifth_of_all_products(estimate):
    """20 % of 10M products of 5 KB: 10 GB (estimation drill E4)."""
    cache = estimate(
        READS + "caches: {hot: {serves: read_link, items: 10M, share: 20%, item_size: 5 KB}}\n"
    )
    assert cache["hot.items_cached"].value == 2e6
    assert cache["hot.memory"].quantity.to("GB") == pytest.approx(10)


def test_nodes_by_memory_and_by_requests_the_larger_binds(estimate):
    text = (
        READS
        + """caches:
  hot: {serves: read_link, items: 1M, item_size: 900 B, item_overhead: 100 B, node_memory: 1 GB,
        node_qps: %s, fill: 50%%}
"""
    )
    by_memory = estimate(text % "4k/s")
    assert by_memory["hot.memory"].value == 1e9
    assert (by_memory["hot.by_memory"].value, by_memory["hot.by_qps"].value) == (2, 1)
    assert by_memory["hot.nodes"].value == 2
    assert by_memory.binding("hot.nodes").winner.name == "hot.by_memory"
    by_requests = estimate(text % "100/s")
    assert by_requests["hot.nodes"].value == 40
    binding = by_requests.binding("hot.nodes")
    assert (binding.winner.name, binding.runner_up.name) == ("hot.by_qps", "hot.by_memory")
    assert binding.slack == 38


def test_published_usable_memory_of_a_node(estimate):
    """A quarter of a node is reserved: 0.5 GiB leaves 0.375 (AWS Knowledge Center)."""
    hot = "caches: {{hot: {{serves: read_link, items: 1, item_size: {}, node_memory: 0.5 GiB}}}}\n"
    assert estimate(READS + hot.format("0.375 GiB"))["hot.nodes"].value == 1
    assert estimate(READS + hot.format("0.376 GiB"))["hot.nodes"].value == 2


def test_misses_reach_the_store_at_peak(estimate):
    cache = estimate(READS + "caches: {hot: {serves: read_link, hit_ratio: 95%}}\n")
    assert cache["hot.miss_qps"].value == pytest.approx(200)
    assert "hot.nodes" not in cache and "hot.memory" not in cache


def test_without_a_hit_ratio_the_misses_are_unknown(estimate):
    cache = estimate(READS + "caches: {hot: {serves: read_link, items: 1k, item_size: 1 KB}}\n")
    assert cache.absent["hot.miss_qps"].wants == ("hot.hit_ratio",)
