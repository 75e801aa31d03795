"""Budgets: a feed in 200 ms, against simulations of millions of requests."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

FEED = """
traffic: {{read: {{rate: 10k/s, kind: read}}}}
caches:
  near: {{serves: read, hit_ratio: {near}, items: 1M}}
  far: {{serves: read, hit_ratio: {far}, items: 1M}}
hops:
  lb:      {{p50: 1 ms, p99: 5 ms}}
  app:     {{p50: 15 ms, p99: 40 ms}}
  redis:   {{p50: 0.5 ms, p99: 3 ms}}
  db_read: {{p50: 10 ms, p99: 120 ms, on_miss_of: {caches}}}
  client:  {{p50: 60 ms, p99: 150 ms}}
budgets:
  feed: {{path: [lb, app, redis, db_read], within: 200 ms}}
  page: {{path: [client, lb, app, redis, db_read], within: 200 ms, calls: 20}}
"""


@pytest.mark.parametrize(
    ("hit_ratio", "p99", "in_time", "page_p99", "page_in_time"),
    [
        ("80%", 77.9, 0.99933, 184.7, 0.9941), ("90%", 61.0, 0.99966, 177.5, 0.9957),
        ("95%", 50.8, 0.99983, 173.8, 0.9966), ("99%", 43.5, 0.99996, 170.8, 0.9972),
    ],
)  # fmt: skip
def test_a_feed_under_200_ms(estimate, hit_ratio, p99, in_time, page_p99, page_in_time):
    found = estimate(FEED.format(near=hit_ratio, far="50%", caches="near"))
    assert found["feed.p99"].quantity.to("ms") == pytest.approx(p99, rel=3e-3)
    assert found["feed.in_time"].value == pytest.approx(in_time, abs=2e-5)
    assert found["page.p99"].quantity.to("ms") == pytest.approx(page_p99, rel=3e-3)
    assert found["page.in_time"].value == pytest.approx(page_in_time, abs=2e-4)
    assert found["page.pages_in_time"].value == pytest.approx(page_in_time**20, abs=4e-3)


def test_behind_two_caches_what_both_miss(estimate):
    found = estimate(FEED.format(near="90%", far="70%", caches="[near, far]"))
    assert found["db_read.share"].value == pytest.approx(0.03)


def test_percentiles_do_not_add_up(estimate):
    """Three hops of 10/100 ms: p99 184.9 by simulation, where the p99s add up to 300."""
    found = estimate("""
hops: {a: {p50: 10 ms, p99: 100 ms}, b: {p50: 10 ms, p99: 100 ms}, c: {p50: 10 ms, p99: 100 ms}}
budgets: {all: {path: [a, b, c]}}
""")
    assert found["all.p99"].quantity.to("ms") == pytest.approx(184.9, rel=3e-3)
    assert found["all.sum_of_p99"].quantity.to("ms") == 300
    assert found["all.mean"].quantity.to("ms") == pytest.approx(3 * 16.3205, rel=1e-4)


def test_the_slowest_of_many_and_one_asked_again(estimate):
    """The Tail at Scale: 99 % of leaves in time are 36.6 % of pages that ask a hundred of them."""
    found = estimate("""
hops:
  shards: {p50: 6 ms, p99: 45 ms, parallel: 100}
  leaf: {p50: 10 ms, p99: 100 ms, asked_again: 5%}
budgets:
  all: {path: shards, within: 100 ms}
  one: {path: leaf, within: 100 ms, calls: 100}
""")
    times = [found[name].quantity.to("ms") for name in ("all.p95", "all.p99", "one.p99")]
    assert times == pytest.approx([103.1, 150.2, 65.63], rel=5e-3)
    assert found["one.each_must"].value == pytest.approx(0.9998995, rel=1e-6)


def test_a_table_of_quantiles(estimate):
    found = estimate("""
hops: {a: {p50: 5 ms, p90: 9 ms, p99: 80 ms, p99_9: 1 s}}
budgets: {b: {path: a, within: 1 s, percentile: 99.9%}}
""")
    assert found["b.p99"].quantity.to("ms") == pytest.approx(80, rel=2e-3)
    assert found["b.time"].quantity.to("s") == pytest.approx(1, rel=2e-3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hops: {a: {p50: 5 ms, p99: 4 ms}}", "a.p99"),
        ("hops: {a: {p50: 5 ms, p99: 9 ms, p90: 20 ms}}", "a.p99"),
        ("hops: {a: {p50: 5 ms}}", "p99"),
        ("hops: {a: {p50: 5 ms, p99: 9 ms}}\nbudgets: {b: {path: a, percentile: 100%}}", "b.perc"),
        ("hops: {a: {p50: 5 ms, p99: 9 ms}}\nbudgets: {b: {path: [a, c]}}", "'c'"),
        ("hops: {a: {p50: 5 ms, p99: 9 B}}", "a.p99"),
    ],
)
def test_paths_that_cannot_be(estimate, text, message):
    with pytest.raises(CapestError) as caught:
        estimate(text)
    assert message in str(caught.value)


def test_a_cache_is_no_hop(estimate):
    with pytest.raises(CapestError) as caught:
        estimate(FEED.format(near="90%", far="70%", caches="near").replace("redis, db", "near, db"))
    assert "'near'" in str(caught.value)
