"""In the pictures of a page nothing lies upon a text, before values are moved and after."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import RANGES, SCENARIOS, WIDE, make_page, move

import capest

_MEASURE = (Path(__file__).parent / "overlaps.js").read_text("utf-8")

LONG = """
assumptions: {dau: 300M users, peak_factor: 3}
traffic:
  recommendations_by_close_friends: {per_user: 1/day, kind: write, request: 1 KB}
  feed: {per_user: 99/day, kind: read, response: 1 KB}
storage:
  recommendations_kept_for_years: {added_by: recommendations_by_close_friends, size: 1 KB,
    keep: 5 years, replicas: 3}
shards:
  store_of_recommendations: {of: recommendations_kept_for_years, reads: [feed], max_size: 1 GB,
    max_write_qps: 1k/s, max_read_qps: 100/s}
hops:
  the_first_hop_of_all_that_there_are: {p50: 1 ms, p99: 190 ms}
  b: {p50: 30 ms, p99: 40 ms}
budgets:
  a: {path: [the_first_hop_of_all_that_there_are, b], within: 200 ms}
"""
MOVED = ("ranges", "long", "twitter")
TEXTS = {"ranges": RANGES, "long": LONG, **{name: name for name in SCENARIOS}}


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_lies_upon_a_text(opened, name):
    draws = 64 if name == "ranges" else None
    estimate = capest.estimate(capest.load(TEXTS[name]))
    shown = opened.page(make_page(estimate, draws=draws), **WIDE)
    assert shown.evaluate(_MEASURE) == []
    for part in (0, 1) if name in MOVED else ():
        move(shown, [[at, part] for at in range(shown.locator("#what-if input").count())])
        assert shown.evaluate(_MEASURE) == []
