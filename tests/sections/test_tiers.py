"""Tiers: parts of what is kept, which together are all of it."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

POSTS = """
traffic: {{post: {{rate: 1M/day}}}}
storage: {{posts: {{added_by: post, size: 1 KB, keep: 5 years, replicas: 3{growth}}}}}
tiers:
  hot:  {{of: posts, until: 30 days}}
  warm: {{of: posts, older_than: 30 days, until: 1 year, replicas: 2, compression: 2}}
  cold: {{of: posts, older_than: 1 year, replicas: 1.5}}
"""


def test_media_by_age(estimate):
    found = estimate(POSTS.format(growth=""))
    stored = [found[f"{tier}.stored"].quantity.to("GB") for tier in ("hot", "warm", "cold")]
    assert stored == pytest.approx([30 * 3, 335 * 2 / 2, 4 * 365 * 1.5])
    assert found["tiers.stored"].quantity.to("GB") == pytest.approx(sum(stored))


def test_a_rate_that_grows_fills_the_new_ones_most(estimate):
    """Against a sum day by day: a day's bytes grow by 40 % a year from today on."""
    found = estimate(POSTS.format(growth=", growth: 40%/year"))
    days = [1.4 ** ((day + 0.5) / 365) for day in range(5 * 365)]  # in GB, the oldest first
    parts = (days[-30:], days[-365:-30], days[:-365])
    found_parts = [found[f"{tier}.logical"].quantity.to("GB") for tier in ("hot", "warm", "cold")]
    assert found_parts == pytest.approx([sum(part) for part in parts], rel=1e-5)
    assert sum(found_parts) == pytest.approx(found["posts.logical"].quantity.to("GB"))


def test_a_tier_of_everything_is_the_storage(estimate):
    found = estimate("""
traffic: {log: {rate: 1M/day}}
storage:
  logs: {added_by: log, size: 1 KB, keep: 1 year, replicas: 3, compression: 3:1, overhead: 20%}
tiers: {all: {of: logs}}
""")
    assert found["tiers.stored"].value == pytest.approx(found["logs.stored"].value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("older_than: 2 years, until: 1 year", "odd.time_here"),
        ("older_than: 6 years", "odd.time"),
        ("until: 6 years", "odd.time_behind"),
    ],
)
def test_ages_that_nothing_has(estimate, fields, message):
    with pytest.raises(CapestError) as caught:
        estimate(POSTS.format(growth=", growth: 40%/year") + f"  odd: {{of: posts, {fields}}}\n")
    assert message in str(caught.value)
