"""Parts and systems: against published figures of availability."""

from __future__ import annotations

import pytest

from capest.problems import CapestError


@pytest.mark.parametrize(
    ("fields", "up"),
    [
        ("availability: 99.9%", 0.999),
        ("mttf: 720 h, mttr: 1 h", 720 / 721),
        ("mttf: 720 h, mttr: 10 min", 0.999769),
        ("availability: 99%, copies: 3, needed: 2, common_cause: 0%", 0.999702),
        ("availability: 99%, copies: 14, needed: 10, common_cause: 0%", 0.9999998143),
        ("availability: 99%, copies: 2, common_cause: 0%", 1 - 1e-4),
        ("availability: 99%, copies: 2, common_cause: 1%", 1 - 1.9801e-4),
        ("availability: 99%, copies: 2", 1 - 1.081e-3),  # a tenth of all failures takes both
        ("availability: 99.9%, copies: 3, commit: two_phase", 0.996005996),
        ("availability: 99.9%, copies: 3, read_quorum: 2, write_quorum: 2, common_cause: 0%",
         0.999997002),
    ],
)  # fmt: skip
def test_a_part(estimate, fields, up):
    found = estimate(f"parts: {{db: {{{fields}}}}}")
    assert found["db.up"].value == pytest.approx(up, rel=1e-6)


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


def test_a_month_is_the_scenarios(estimate):
    found = estimate("""
conventions: {month: 365 days / 12}
parts: {web: {availability: 99.9%}}
""")
    assert found["web.downtime"].quantity.to("min") == pytest.approx(43.8)


def test_a_second_region(estimate):
    found = estimate("parts: {r: {availability: 99.9%}}\nsystems: {s: {needs: r, failover: 95%}}")
    assert found["s.up"].value == pytest.approx(0.99994905, rel=1e-9)


@pytest.mark.parametrize(("read", "write", "overlap"), [(2, 2, 1), (1, 2, 0), (1, 1, -1)])
def test_what_availability_costs_in_consistency(estimate, read, write, overlap):
    """A read is sure to meet the last write if R + W > N (Gifford 1979)."""
    found = estimate(
        f"parts: {{db: {{availability: 99%, copies: 3, read_quorum: {read}, "
        f"write_quorum: {write}}}}}"
    )
    assert found["db.overlap"].value == overlap


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("availability: 99.9%, copies: 2, needed: 3", "db.up"),
        ("availability: 101%", "db.availability"),
        ("mttf: 3 days", "mttr"),
        ("availability: 99%, needed: 2", "copies"),
    ],
)
def test_parts_that_cannot_be(estimate, fields, message):
    with pytest.raises(CapestError) as caught:
        estimate(f"parts: {{db: {{{fields}}}}}")
    assert message in str(caught.value)


def test_more_nines_than_the_parts_give(estimate):
    found = estimate("parts: {a: {availability: 99%}}\nsystems: {s: {needs: a, objective: 99.99%}}")
    assert found["s.budget_used"].value == pytest.approx(100)
