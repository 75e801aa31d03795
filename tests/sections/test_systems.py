"""Systems: against published figures of availability."""

from __future__ import annotations

import pytest

from capest.render.report import make_report
from capest.sections import sections


def test_parts_one_after_the_other_each_once(estimate):
    """.9999 x .9995 x a quorum of three is 26.05 minutes in 30 days; the cache is no part of it."""
    found = estimate("""
parts:
  lb: {availability: 99.99%}
  app: {availability: 99.95%}
  db: {availability: 99.9%, copies: 3, needed: 2, common_cause: 0%}
  cache: {availability: 99%, when_down: degrades}
systems:
  feed: {needs: [lb, app, db, cache], objective: 99.9%}
""")
    assert found["feed.up"].value == pytest.approx(0.99939705, rel=1e-8)
    assert found["feed.downtime"].quantity.to("min") == pytest.approx(26.05, rel=1e-3)
    assert found["feed.downtime_allowed"].quantity.to("min") == pytest.approx(43.2)
    assert found["feed.nines"].value == pytest.approx(3.22, rel=1e-3)


def test_a_second_region(estimate):
    found = estimate("parts: {r: {availability: 99.9%}}\nsystems: {s: {needs: r, failover: 95%}}")
    assert found["s.up"].value == pytest.approx(0.99994905, rel=1e-9)


def test_more_nines_than_the_parts_give(estimate):
    found = estimate("parts: {a: {availability: 99%}}\nsystems: {s: {needs: a, objective: 99.99%}}")
    assert found["s.budget_used"].value == pytest.approx(100)


def test_it_is_told_when_it_is_down_for_longer_than_it_may(estimate):
    found = estimate("""
parts: {a: {availability: 99%}, b: {availability: 99.95%}}
systems:
  first: {needs: a, objective: 99.9%}
  again: {needs: a, objective: 99.9%}
  short: {needs: b, objective: 99.9%}
""")
    (told,) = [table.notes for table in make_report(found, sections(), (), version="").tables][-1]
    assert told == "first, again: it is down 10 times as long as its objective allows"
