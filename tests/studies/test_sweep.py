"""A sweep is a loop of --set; what its values are, what it shows, and what it refuses."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import capest
from capest import CapestError
from capest.engine.expectations import judge
from capest.problems import passage_of
from capest.quantities import Quantity, spelled
from capest.render.lines import plain
from capest.render.studies import sweep as views
from capest.sections import sections
from capest.studies.axes import MOST_VALUES, USUAL, axis_of, spaced
from capest.studies.sweep import MOST_POINTS, sweep

TEXT = """
title: Photos
assumptions:
  dau: 20M users
  peak_factor: 3
  spare: 5
traffic:
  upload: {per_user: 0.5/day, kind: write, request: 2 MB}
  view: {per_user: 20/day, kind: read, response: 300 KB}
storage:
  photos: {added_by: upload, size: 2 MB, keep: kept, replicas: 3}
caches:
  hot: {serves: view, items: 100M, item_size: 30 KB, popularity: zipf 0.9, hit_ratio: 90%,
        node_memory: 64 GiB, node_qps: 100k/s}
shards:
  store: {of: photos, behind: hot, max_size: 10 TB, max_write_qps: 1k/s, round: power_of_two}
derived:
  kept: 5 years
  room: hot.memory / 1 GB
expect:
  - store.shards <= 16k
  - hot.nodes ~ 20
"""


def _sweep(text, *specs, show=()):
    axes = [
        axis_of(passage_of("sweep", name), passage_of("sweep", values))
        for name, values in (spec.split("=", 1) for spec in specs)
    ]
    shown = [passage_of("--show", name) for name in show]
    return sweep(capest.load(text), axes, sections(), shown)


def _set(text, found, point):
    changes = {
        name: spelled(value.value, value.unit) if isinstance(value, Quantity) else value
        for name, value in zip(found.names, point.at, strict=True)
    }
    if "hot.popularity" in changes:
        changes["hot.popularity"] = f"zipf {changes['hot.popularity']}"
    return capest.estimate(text, **changes)


@pytest.mark.parametrize(
    "specs",
    [
        ["dau=5M..80M"],
        ["view.per_user=10/day..20/day/3"],
        ["hot.hit_ratio=80%..98%/4", "dau=10M..1B*3"],
        ["hot.policy=lru,fifo,lfu", "dau=10M..40M*2"],
        ["photos.size=1 MB, 2 MiB, 3 MB"],
        ["hot.popularity=zipf 0.6..0.9/3"],
        ["peak_factor=2..4", "store.round=none,power_of_two", "photos.keep=1 year,2 years"],
        ["view.rate=1k/s..9k/s*3"],
        ["hot.item_overhead=10 B, 20 B"],
        ["kept=1 year..5 years"],
    ],
)
def test_a_sweep_is_a_loop_of_set(specs):
    found = _sweep(TEXT, *specs)
    assert found.points and found.shown
    for point in found.points:
        estimate = _set(TEXT, found, point)
        for name in found.shown:
            assert point.value(name) == pytest.approx(estimate[name].value, rel=1e-12)
            binding = estimate.binding(name)
            winner = binding.winner.name if binding and binding.runner_up else None
            assert point.limit(name) == winner


def test_twitter_at_ten_by_ten():
    found = _sweep("twitter", "dau=100M..1B*10", "posts_shown=10..50/10", show=["warm.nodes"])
    assert found.sizes == (10, 10) and len(found.points) == 100
    for point in found.points[::33]:
        expected = _set("twitter", found, point)["warm.nodes"].value
        assert point.value("warm.nodes") == expected


@pytest.mark.parametrize(
    ("low", "high", "way", "number", "expected"),
    [
        (1, 1000, "*", 4, [1, 10, 100, 1000]),
        (0, 9, "/", 4, [0, 3, 6, 9]),
        (2, 5, "", USUAL, [2, 3, 4, 5]),
        (80, 98, "", USUAL, [80, 83, 86, 89, 92, 95, 98]),
        (1, 64e6, "", USUAL, [1, 20, 400, 8e3, 160e3, 3.2e6, 64e6]),
        (5, 5, "", USUAL, [5]),
        (-10, 20, "", 4, [-10, 0, 10, 20]),
    ],
)
def test_the_values_of_a_range(low, high, way, number, expected):
    assert list(spaced(low, high, way, number)) == pytest.approx(expected)


@given(st.floats(1e-9, 1e9), st.floats(1, 1e9), st.integers(2, MOST_VALUES), st.sampled_from("*/"))
def test_a_range_keeps_its_ends_and_rises(low, factor, number, way):
    values = spaced(low, low * factor, way, number)
    assert (values[0], values[-1]) == (low, low * factor)
    assert list(values) == sorted(values)


def test_a_number_with_thousands_is_one_value():
    found = _sweep(TEXT, "dau=1,000,000", show=["upload.qps"])
    assert len(found.points) == 1


def test_where_the_limit_changes_and_where_an_expectation_breaks():
    rates = "view.per_user=20/day,200/day,20000/day,40000/day"
    shown = plain(views.layout(_sweep(TEXT, rates, show=["hot.nodes"])))
    assert "hot.nodes: by_memory decides up to 200/day, by_qps decides from 20k/day on" in shown
    found = _sweep(TEXT, "dau=20M..640M*6", show=["store.shards"])
    assert "  fails from 40M on: store.shards <= 16k" in plain(views.layout(found))


ODDS = """
assumptions: {load: 8k/s to 12k/s, spare: (1 to 3) * load, hit_ratio: 50% to 99%}
derived: {missed: load * (1 - hit_ratio), room: spare - 6k/s}
expect:
  - missed <= 600/s with 90%
  - room >= 12k/s with 90%
"""


@pytest.mark.parametrize(
    ("spec", "held"),
    [
        ("hit_ratio=80%..99%*4", [(False,), (False,), (False,), (True,)]),
        ("spare=10k/s..20k/s/3", [(False,), (False,), (True,)]),
        ("load=1k/s..9k/s/3", [(True, False), (False, False), (False, False)]),
    ],
)
def test_odds_are_of_what_is_put_in(spec, held):
    """At a hit ratio of 99 % at most 120/s are missed, whatever it was said to be."""
    found = _sweep(ODDS, spec, show=["missed", "room"])
    assert [point.verdicts for point in found.points] == held
    for point in found.points:
        alone = {item.expectation: item.holds for item in judge(_set(ODDS, found, point))}
        assert point.verdicts == tuple(map(alone.get, found.expectations))


def test_what_has_no_value_somewhere_is_told_and_the_rest_shown():
    found = _sweep(TEXT, "hot.ttl=1 ms, 365 days", show=["hot.nodes"])
    assert [point.results is None for point in found.points] == [True, False]
    shown = plain(views.layout(found))
    assert "no value at" in shown and "-" in shown


@pytest.mark.parametrize(
    ("specs", "show"),
    [
        (["dau=5M..80M"], ["hot.nodes", "store.shards"]),
        (["dau=5M..80M*40"], []),
        (["dau=5M..80M*20"], []),
        (["dau=5M..80M*9", "peak_factor=2..5"], []),
        (["dau=5M..80M*11", "peak_factor=2..5*12"], ["hot.nodes", "view.qps"]),
        (["dau=5M..80M*3", "peak_factor=2..5", "photos.replicas=1..3"], []),
    ],
)
def test_a_terminal_has_room(specs, show):
    lines = plain(views.layout(_sweep(TEXT, *specs, show=show))).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 120


def test_formats_tell_the_same():
    found = _sweep(TEXT, "dau=10M,20M", "hot.policy=lru,fifo", show=["hot.nodes", "view.qps"])
    told = views.as_mapping(found)
    assert [point["at"]["hot.policy"] for point in told["points"]] == ["lru", "fifo"] * 2
    rows = list(csv.DictReader(io.StringIO(views.as_csv(found))))
    assert len(rows) == 8 and rows[0]["dau"] == "10000000"
    for row, point in zip(rows[::2], told["points"], strict=True):
        assert float(row["value"]) == point["quantities"]["hot.nodes"]["value"]
    page = views.as_markdown(found)
    assert page.count("\n| ") == 2 + 4 and "`hot.nodes`" in page


@pytest.mark.parametrize(
    ("name", "values", "swept", "each"),
    [
        ("hot.hit_ratio", "0.8..0.98/3", "hot.nodes", ["0.8", "0.89", "0.98"]),
        ("growth", "20..60%/year/3", "kept.stored", ["20%/year", "40%/year", "60%/year"]),
        ("growth", "0.2/year..0.6/year/3", "kept.stored", ["20%/year", "40%/year", "60%/year"]),
    ],
)
def test_a_range_is_in_the_unit_that_its_field_is_shown_in(name, values, swept, each):
    """A share may be written without its percent."""
    text = """
assumptions: {dau: 10M users, growth: 10%/year}
traffic:
  view: {per_user: 20/day, kind: read}
  up: {per_user: 1/day, kind: write}
storage: {kept: {added_by: up, size: 1 MB, keep: 3 years}}
caches: {hot: {serves: view, items: 10M, item_size: 200 kB, popularity: zipf 0.9, hit_ratio: 90%,
  node_memory: 8 GB}}
"""
    found = [point.value(swept) for point in _sweep(text, f"{name}={values}", show=[swept]).points]
    one_by_one = [capest.estimate(text, **{name: value})[swept].value for value in each]
    assert found == pytest.approx(one_by_one)
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("specs", "show", "code", "said"),
    [
        (["spare=1..5"], [], "idle-name", "nothing at all rests on it"),
        (["dau=1M..5M"], ["hot.memory"], "idle-name", "hot.memory does not rest on 'dau'"),
        (
            ["hot.node_qps=1k/s..5k/s"],
            ["upload.qps", "view.qps"],
            "idle-name",
            "none of upload.qps",
        ),
        (["dua=1M..5M"], [], "unknown-name", "did you mean 'dau'?"),
        (["upload.qps=1/s..5/s"], [], "unknown-name", "is computed"),
        (["dau=1M..5M"], ["hot.node"], "unknown-name", "did you mean 'hot.nodes'?"),
        (["dau=1M..5M"], ["upload.egress"], "no-value", "give upload.response"),
        (["dau=5M..1M"], [], "malformed-range", "the low end"),
        (["dau=-5M..1M*3"], [], "malformed-range", "/3 for equal steps"),
        (["hot.policy=lru..lfu"], [], "unknown-option", "known:"),
        (["dau=1M..5M*1"], [], "number-of-values", "do not make a range"),
        ([f"dau=1M..5M*{MOST_VALUES + 1}"], [], "number-of-values", "at most"),
        (["dau=1M..5M*50", "peak_factor=2..5*50"], [], "number-of-values", f"{MOST_POINTS:,}"),
        *(
            ([text], [], "number-of-values", "a value of 'dau' is missing")
            for text in ("dau=", "dau=1M, ,2M", "dau=1M,", "dau=,1M", "dau=1M..", "dau=..*3")
        ),
        (["dau=1,000,2,000"], [], "ambiguous-comma", "may part thousands"),
        (["dau=1M..5M", "dau=7M"], [], "duplicate-name", "swept twice"),
        (["hot.hit_ratio=80%..120%"], [], "out-of-range", "cannot be above 100%"),
        (["dau=1M, 5 MB"], [], "dimension", "dau"),
        (["hot.ttl=1 ms, 2 ms"], [], "undefined", "out of reach"),
    ],
)
def test_what_is_refused(specs, show, code, said):
    with pytest.raises(CapestError) as caught:
        _sweep(TEXT, *specs, show=show)
    problem = caught.value.problems[0]
    assert problem.code == code and problem.span
    assert said in f"{problem.message} {problem.hint}"


def test_models_that_take_long_have_fewer_points():
    """42 here; what does not rest on them has as many as ever."""
    slow = " + ".join(["split_imbalance(9, 90, 0)"] * 28)
    text = TEXT.replace("kept: 5 years", f"slow: ({slow}) * dau\n  kept: 5 years")
    assert len(_sweep(text, "dau=1M..2M*42", show=["slow"]).points) == 42
    assert len(_sweep(text, "dau=1M..2M*43", show=["upload.qps"]).points) == 43
    with pytest.raises(CapestError) as caught:
        _sweep(text, "dau=1M..2M*43", show=["slow"])
    problem = caught.value.problems[0]
    assert problem.code == "number-of-values" and problem.span and "42 points" in problem.message
