"""How a report tells what is uncertain, in each format."""

from __future__ import annotations

import csv
import io
import json

import pytest

import capest
from capest.engine.expectations import judge
from capest.render import FORMATS, renderer
from capest.render.intervals import joined, rounded, with_draws
from capest.render.report import make_report
from capest.sections import sections
from capest.uncertainty.outcome import percentile
from capest.units import unit_table

TEXT = """
assumptions:
  dau: 10M to 40M users
  spare: 1 to 9 GB
traffic:
  post: {per_user: 2/day, kind: write, request: 300 B, peak: 3}
  ping: {rate: 50/s, kind: read}
storage:
  posts: {added_by: post, size: 3 KB, keep: 5 years, replicas: 3}
shards:
  store: {of: posts, max_size: 250 GB, fill: 100%, round: power_of_two}
derived:
  left: 5 GB - spare
  each: sqrt(left / (1 GB))
  sure: 7 GB
"""


def _report(text=TEXT, *, sampled=True, only=()):
    computed = capest.estimate(text)
    report = make_report(computed, sections(), judge(computed), version="0", only=only)
    return with_draws(report, None, 1, of_all=True) if sampled else report


def test_a_table_has_a_column_where_something_is_uncertain():
    shown = renderer("table")(_report()).splitlines()
    (heading,) = (line for line in shown if line.startswith("TRAFFIC"))
    assert heading.endswith("peak, 90 %")
    (post,) = (line for line in shown if line.startswith("  post "))
    assert post.endswith("   690 to 2.8k/s"), "twice and half of 1.39k/s"
    (ping,) = (line for line in shown if line.startswith("  ping "))
    assert ping.endswith("50/s"), "nothing of it is uncertain"
    store = next(line for line in shown if line.startswith("  store  "))
    assert store.endswith("512 to 2,048"), "a power of two, not one between two of them"
    (sure,) = (line for line in shown if line.startswith("  sure"))
    assert sure.split() == ["sure", "7", "GB"]
    assert max(map(len, shown)) <= 80


def test_the_report_says_what_was_drawn_and_what_has_no_value():
    shown = " ".join(renderer("table")(_report()).split())
    assert "90 % of 2,048 draws of 2 ranges, seed 1, lie in between" in shown
    assert "without a value: each in" in shown


def test_the_report_says_where_the_estimate_lies_aside():
    """A product's middle is that of its draws; a square is at its least in the middle."""
    text = TEXT.replace("spare: 1 to 9 GB", "spare: 1 to 9 GB\n  odd: -1 to 11") + (
        "  away: (odd - 5)^2\n"
    )
    shown = " ".join(renderer("table")(_report(text)).split())
    assert "the estimate lies outside the middle half of the draws" in shown
    assert "away is 0, theirs 6" in shown


@pytest.mark.parametrize("format_name", FORMATS)
def test_without_draws_and_without_ranges_nothing_more_is_said(format_name):
    plain = renderer(format_name)(_report(sampled=False))
    assert "90 %" not in plain.replace("90 % interval", "") and '"draws"' not in plain
    certain = TEXT.replace("10M to 40M users", "20M users").replace("1 to 9 GB", "3 GB")
    shown = renderer(format_name)(_report(certain))
    assert ("othing is uncertain" in shown) == (format_name in ("table", "markdown"))


def test_programs_are_told_percentiles_in_the_unit_of_the_value():
    report = _report()
    found = json.loads(renderer("json")(report))
    assert found["draws"]["number"] == 2048 and found["draws"]["seed"] == 1
    (dau, _) = found["draws"]["ranges"]
    assert dau["distribution"] == "lognormal"
    assert (dau["p5"], dau["p95"]) == pytest.approx((10e6, 40e6))
    stored = found["quantities"]["posts.stored"]
    assert stored["draws"]["p5"] == pytest.approx(stored["value"] / 2, rel=0.01)
    assert stored["draws"]["p95"] == pytest.approx(stored["value"] * 2, rel=0.01)
    assert "draws" not in found["quantities"]["sure"]
    assert found["quantities"]["each"]["without_value"] > 400
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(renderer("csv")(report)))}
    assert float(rows["posts.stored"]["p95"]) == stored["draws"]["p95"]
    assert rows["sure"]["p95"] == ""


def test_markdown_has_the_column_too():
    shown = renderer("markdown")(_report())
    assert "| peak, 90 % |" in shown and "| quantity | value | 90 % |" in shown
    assert "512 to 2,048 |" in shown


def test_one_section_alone_tells_its_own():
    shown = renderer("table")(_report(only=("shards",)))
    assert "512 to 2,048" in shown and "each in" not in shown


def test_percentiles_of_whole_things_are_whole():
    assert percentile([1, 2, 4, 8], 50) == 2 and percentile([1, 2, 4, 8], 95) == 8
    assert percentile([1.0, 2.0, 4.0, 8.5], 50) == 3
    assert percentile([3.5], 5) == percentile([3.5], 95) == 3.5


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("4.8k/s", "43k/s", "4.8k to 43k/s"),
        ("37 PB", "1.3 EB", "37 PB to 1.3 EB"),
        ("512", "4,096", "512 to 4,096"),
        ("$2 /month", "$30 /month", "$2 to $30 /month"),
        ("-3 GB", "4 GB", "-3 GB to 4 GB"),
        ("7", "7", "7"),
    ],
)
def test_two_ends_share_a_unit(low, high, text):
    assert joined(low, high) == text


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (43_123.4, "1/s", 43_000),
        (16_764, "shard", 16_764),
        (3.7877e16, "B", 3.8e16),
        (99.9512, "%", 99.951),
        (64.38, "%", 64),
        (0, "B", 0),
        (-1.234, "B", -1.2),
    ],
)
def test_two_digits_are_told(value, unit, expected):
    assert rounded(value, unit_table().unit(unit)) == pytest.approx(expected)
