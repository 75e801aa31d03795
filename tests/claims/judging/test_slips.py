"""Slips: the mistake that explains a ratio, and none where nothing explains it."""

from __future__ import annotations

import pytest

from capest.claims.judging.slips import name_slip
from capest.prose.compare import judge
from capest.prose.read import quantities_in
from capest.units import NUMBER, unit_table

UNITS = unit_table()
SCENARIO = """
assumptions: {dau: 300M, peak_factor: 3, retries: 1.5}
traffic: {search: {per_user: 10/day, kind: read}, post: {per_user: 2/day, kind: write}}
storage: {posts: {added_by: post, size: 300 B, keep: 5 years, replicas: 3}}
derived: {calls: search.qps * 4 * retries}
"""


def _slip(estimate, name, text):
    """The slip of a claim in a document about SCENARIO."""
    graph = estimate(SCENARIO)
    subject = graph[name]
    (written,) = quantities_in(text, UNITS, subject.unit)
    judgement = judge(written, subject.quantity)
    assert not judgement.holds, judgement
    others = graph.derivations.values()
    return name_slip(judgement.ratio, subject.unit, written=written, subject=subject, others=others)


@pytest.mark.parametrize(
    ("name", "text", "kind", "about"),
    [
        ("search.peak_qps", "~34.7K QPS", "other-quantity", "search.qps"),
        ("search.qps", "104K QPS", "other-quantity", "search.peak_qps"),
        ("posts.stored", "2,957 TB", "factor-twice", "posts.replicas"),
        ("posts.stored", "329 TB", "other-quantity", "posts.logical"),
        ("calls", "139K/s", "factor-forgotten", "retries"),
        ("search.qps", "34.7M QPS", "thousands", ""),
        ("search.qps", "3.47K QPS", "tens", ""),
        ("search.qps", "3B QPS", "time", ""),
    ],
)
def test_the_estimate_is_asked_first(estimate, name, text, kind, about):
    slip = _slip(estimate, name, text)
    assert (slip.kind, slip.name) == (kind, about)
    assert slip.question.endswith("?")


def test_a_quantity_met_by_chance_explains_less_than_a_prefix(estimate):
    graph = estimate(SCENARIO.replace("derived: {", "derived: {log: 2.97 TB, backups: log / 3, "))
    subject, others = graph["posts.stored"], graph.derivations.values()
    (written,) = quantities_in("986 GB", UNITS)
    slip = name_slip(0.001, subject.unit, written=written, subject=subject, others=others)
    assert slip.kind == "thousands" and "TB for GB" in slip.question
    (written,) = quantities_in("2.97 TB", UNITS)
    slip = name_slip(0.003, subject.unit, written=written, subject=subject, others=others)
    assert (slip.kind, slip.name) == ("other-quantity", "log")


def test_a_quantity_of_the_same_value_is_not_mistaken_for_it(estimate):
    """traffic.read_qps is search.qps, as nothing else is read."""
    graph = estimate(SCENARIO)
    subject, others = graph["search.qps"], graph.derivations.values()
    assert graph["traffic.read_qps"].value == subject.value
    (written,) = quantities_in("34.2K QPS", UNITS)
    assert not name_slip(0.985, subject.unit, written=written, subject=subject, others=others)


@pytest.mark.parametrize(
    ("ratio", "unit", "kind"),
    [
        (8.0, "B", "bits"),
        (1 / 8, "bit/s", "bits"),
        (8.0, "request/s", None),  # eight times as many requests are no bits for bytes
        (1024 / 1000, "B", "binary"),
        (1.024**5, "B", "binary"),
        (100_000 / 86_400, "1/s", "napkin-day"),
        (86_400 / 100_000, "1/s", "napkin-day"),
        (86_400.0, "request/s", "time"),
        (100_000.0, "request/s", "time"),
        (100_000.0, "request", "tens"),
        (3_600.0, "request/s", "time"),
        (60.0, "request/s", "time"),
        (60.0, "user", None),  # a rate per minute is none of a number of users
        (1 / 30, "1/s", "time"),
        (365.0, "B", "time"),
        (1 / 52, "", "time"),
        (12.17, "s", "time"),
        (1 / 24, "B/day", "time"),
        (12.0, "user", None),  # a dozen of what has nothing to do with time
        (30 * 86_400.0, "B/s", "time"),
        (1 / (365 * 86_400), "B/s", "time"),
        (30 * 0.864, "", "time"),
        (960.0, "B", "thousands"),
        (1e-6, "B", "thousands"),
        (10.4, "B", "tens"),
        (0.01, "user", "tens"),
        (3.6, "request", None),
        (17.1, "USD/month", None),
        (0.5, "", None),
        (1.25, "1/s", None),
        (0.0, "", None),
        (float("inf"), "", None),
    ],
)
def test_a_ratio_is_named_by_what_units_and_calendars_know(ratio, unit, kind):
    slip = name_slip(ratio, UNITS.unit(unit))
    assert (slip.kind if slip else None) == kind


@pytest.mark.parametrize("factor", [2, 2.5, 4, 5, 6, 7, 9, 11, 15, 20, 25, 40, 50, 200, 300, 700])
def test_an_everyday_factor_is_left_unnamed(factor):
    assert name_slip(factor, NUMBER) is None
    assert name_slip(1 / factor, UNITS.unit("B/s")) is None


def test_the_question_names_the_prefix_that_would_be_right():
    (written,) = quantities_in("33 TB", UNITS)
    slip = name_slip(1000.0, UNITS.unit("B"), written=written)
    assert slip.question == "a prefix too large (1,000x), GB for TB?"
    assert slip.factor == 1000
    (written,) = quantities_in("30K QPS", UNITS)
    slip = name_slip(0.001, UNITS.unit("1/s"), written=written)
    assert slip.question == "a prefix too small (1,000x), M for K?"


def test_a_ratio_the_other_way_round(estimate):
    graph = estimate("derived: {read_to_write: '100:1'}")
    subject = graph["read_to_write"]
    (written,) = quantities_in("a ratio of 0.01:1", UNITS)
    ratio = judge(written, subject.quantity).ratio
    slip = name_slip(ratio, subject.unit, written=written, subject=subject)
    assert slip.kind == "inverted"


@pytest.mark.parametrize(("retries", "kind"), [(1.35, "factor-forgotten"), (1.25, None)])
def test_a_factor_near_one_is_not_what_was_forgotten(estimate, retries, kind):
    graph = estimate(SCENARIO.replace("retries: 1.5", f"retries: {retries}"))
    subject, others = graph["calls"], graph.derivations.values()
    (written,) = quantities_in("138.9K/s", UNITS, subject.unit)
    slip = name_slip(1 / retries, subject.unit, written=written, subject=subject, others=others)
    assert (slip and slip.kind) == kind


@pytest.mark.parametrize(("value", "kind"), [(12, "other-quantity"), (9, None)])
def test_a_small_whole_number_is_equal_by_chance(estimate, value, kind):
    graph = estimate(f"derived: {{lanes: 31, doors: {value}}}")
    subject, others = graph["lanes"], graph.derivations.values()
    (written,) = quantities_in(str(value), UNITS, subject.unit)
    slip = name_slip(value / 31, subject.unit, written=written, subject=subject, others=others)
    assert (slip and slip.kind) == kind
