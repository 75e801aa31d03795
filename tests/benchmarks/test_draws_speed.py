"""How fast ranges are drawn: `pytest tests/benchmarks -m slow --benchmark-enable`.

Aims: 2,048 draws of the largest shipped scenario, with all its models, in twice the time of its
estimate from a cold start on top of that, importing numpy included; a million of sixty quantities
without models in some second.
"""

from __future__ import annotations

from time import process_time

import pytest

import capest
from capest.engine.sample import DRAWS

numpy = pytest.importorskip("numpy", reason="numpy is not installed")
pytestmark = pytest.mark.slow

RANGES = {
    "dau": "250M to 350M users",
    "peak_factor": "3 ± 20%",
    "posts_per_user": "0.5 to 4 posts/user/day",
    "timelines_per_user": "10 timelines/user/day ± 20%",
    "searches_per_user": "5 to 20 searches/user/day",
    "followers": "60 to 90 users",
    "post_size": "1.5 KB/post to 4 KB/post",
    "media_share": "5% to 20%",
    "media_size": "0.3 MB to 3 MB",
    "post_hits": "93% to 97%",
    "warm_posts": "1.5 days to 3 days",
    "celebrity": "500k users to 2M users",
}
AT_MOST = 18
"""Times an estimate whose models are solved already, but for those that another range moves: 10 on
two cores of 2024, and 34 by models that share nothing between draws."""

FLOWS = "assumptions: {dau: 80M to 120M}\ntraffic:\n" + "".join(
    f"  t{number}: {{per_user: {number}/day, kind: read, response: {number} to 9 KB}}\n"
    for number in range(1, 9)
)


def test_draws_of_the_largest_scenario(benchmark):
    benchmark.group = "draws"
    scenario = capest.load("twitter")
    capest.estimate(scenario, **RANGES)
    start = process_time()
    computed = capest.estimate(scenario, **RANGES | {"dau": "251M to 350M users"})
    alone = process_time() - start
    computed.sample(8)
    start = process_time()
    found = benchmark.pedantic(lambda: computed.sample(DRAWS), rounds=1)
    assert len(found.ranges) == len(RANGES)
    assert process_time() - start < AT_MOST * alone


def test_a_million_draws_without_models(benchmark):
    benchmark.group = "a million draws"
    computed = capest.estimate(FLOWS)
    found = benchmark.pedantic(lambda: computed.sample(1_000_000), rounds=1)
    assert found.draws == 1_000_000 and len(found) > 54
