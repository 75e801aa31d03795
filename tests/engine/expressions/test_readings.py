"""`a / 2 b` is read where one reading's units fit, and refused where several make sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.engine.calculate import answer, calculate
from capest.engine.expectations import judge
from capest.problems import EstimateError, passage_of


def _answer(text):
    return answer(passage_of("calc", text))


@pytest.mark.parametrize(
    ("text", "shown", "reading"),
    [
        ("9 KB / 4 KB", "2.25", "9 KB / (4 KB)"),
        ("225 connections / 10 servers", "22.5 connection/server", None),
        ("500k series / 15 s", "33.3k series/s", "500k series / (15 s)"),
        ("$1.13/1M requests", "$1.13e-6/request", "$1.13 / (1M requests)"),
        ("3 GB / 15 Mbps", "26.7 min", "3 GB / (15 Mbps)"),
        ("ceil(9 KB / 4 KB) * 2", "6", "9 KB / (4 KB)"),
        ("ceil(100 / 8 nodes)", "13 nodes", "100 / 8 * 1 nodes"),
        ("5 TB / 250 GB/s in s", "20 s", "5 TB / (250 GB / s)"),
        ("5 TB / 250 GB/s in 1/s", "20/s", "5 TB / (250 GB) / s"),
        ("1 + 1 day / 2 hours / 3", "5", "1 day / (2 hours)"),
    ],
)
def test_the_one_reading_that_fits_is_taken_and_said(text, shown, reading):
    found = _answer(text)
    assert str(found.quantity) == shown
    (remark,) = found.remarks
    assert reading is None or f"read as {reading}," in remark.message


@pytest.mark.parametrize("text", ["$0.005 per 1000 requests", "9 KB / (4 KB)", "9 KB / 4KB"])
def test_what_reads_in_one_way_needs_no_remark(text):
    assert _answer(text).remarks == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10 / 2 day", "'10 / 2 day' may be 5/day or 5 days"),
        ("500k / 15 s", "'500k / 15 s' may be 33.3k/s or 9.26 h"),
        ("1 TB / 100 MB/s", "'1 TB / 100 MB / s' may be 2.78 h or 10k/s"),
        ("60 GB/day / 2 days", "'60 GB / day / 2 days' may be 30 GB/day^2 or 30 GB"),
        ("10 / 2 day / 3 day", None),
    ],
)
def test_what_makes_sense_in_two_ways_is_refused_with_both(text, message):
    with pytest.raises(EstimateError) as caught:
        _answer(text)
    (problem,) = caught.value.problems
    assert problem.code == "ambiguous-division"
    assert message in (None, problem.message)
    for way in problem.hint.removeprefix("write ").split(", or "):
        assert _answer(way).remarks == ()


def test_a_division_by_zero_is_shown_by_its_units():
    with pytest.raises(EstimateError, match="'10 / 0 day' may be 1/day or days"):
        _answer("10 / 0 day")


def test_the_field_decides(estimate):
    found = estimate("""
traffic: {metrics: {rate: 500k / 15 s, kind: write}}
storage: {tsdb: {added_by: metrics, size: 3 KB / 2 items, keep: 180 / 2 days}}
expect: [metrics.qps = 500k / 15 s]
""")
    assert found["metrics.qps"].value == pytest.approx(33_333.33, rel=1e-6)
    assert found["tsdb.size"].quantity.to("B") == 1500
    assert found["tsdb.keep"].quantity.to("day") == 90
    said = [remark.message.partition(",")[0] for remark in found.remarks]
    assert said == ["read as 500k / (15 s)", "read as 3 KB / (2 items)", "read as 180 / 2 * 1 days"]
    assert all(verdict.holds for verdict in judge(found))


def test_what_else_is_wrong_is_told_beside_it(estimate):
    with pytest.raises(EstimateError) as caught:
        estimate("derived: {a: 10 / 2 day, b: 3 dya, c: 1 / 2 dya}")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["ambiguous-division", "unknown-unit", "unknown-unit"]


@pytest.mark.parametrize(("divisions", "shown"), [(6, "30/day"), (7, None)])
def test_six_divisions_of_two_readings_each_are_tried(divisions, shown):
    text = f"({' + '.join(['10 / 2 day'] * divisions)}) in 1/day"
    if shown:
        assert str(_answer(text).quantity) == shown
    else:
        with pytest.raises(EstimateError, match="may be 5/day or 5 days"):
            _answer(text)


def test_many_divisions_are_tried_within_bounds(estimate):
    with pytest.raises(EstimateError):
        estimate(f"derived: {{a: {' + '.join(['10 / 2 day'] * 40)}}}")
    with pytest.raises(EstimateError):
        estimate(f"derived: {{a: 10 {' / 2 day' * 90}}}")


@given(
    left=st.sampled_from(["", "KB", "requests", "day", "users", "USD"]),
    unit=st.sampled_from(["KB", "requests", "s", "users", "nodes", "Mbps"]),
    divisor=st.integers(1, 9),
)
def test_what_is_taken_is_one_of_the_two_written_out(left, unit, divisor):
    above = f"60 {left}".strip()
    try:
        found = _answer(f"{above} / {divisor} {unit}")
    except EstimateError:
        return
    whole = calculate(passage_of("calc", f"{above} / ({divisor} {unit})"))
    assert (found.quantity.value, found.quantity.unit) == (whole.value, whole.unit)
