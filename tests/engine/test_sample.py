"""Draws through a scenario, against closed forms, replays and a plain loop."""

from __future__ import annotations

import math
from collections import Counter
from statistics import NormalDist, fmean, median

import pytest

import capest
from capest.engine.drawing.columns import ROWS
from capest.engine.sample import (
    DRAWS,
    MANY,
    MOST_DRAWS,
    MOST_ON_ARRAYS,
    QUICK_DRAWS,
    SLOW_DRAWS,
    quick_draws,
)
from capest.models import model
from capest.models.distributions import Z_OF_ENDS
from capest.models.model import Model
from capest.problems import EstimateError
from capest.render.intervals import few_draws

OF_MODELS = """
assumptions: {dau: 2M to 4M users, followers: 60 to 90 users, hits: 80% to 90%, time: 5 to 9 ms}
traffic:
  post: {per_user: 2/day, kind: write, request: 1 KB}
  feed: {per_user: 50/day, kind: read, response: 9 KB}
storage:
  posts: {added_by: post, size: 1 KB, keep: 5 years, replicas: 3}
fanouts:
  home: {posts: post, reads: feed, strategy: hybrid, authors: dau, followers: followers,
         largest: 1M users, threshold: 100k users, users: dau, entries: 800 posts,
         entry_size: 20 B/post, replicas: 2}
caches:
  hot: {serves: feed, items: dau, item_size: 1 KB, popularity: zipf 0.9, hit_ratio: hits}
shards:
  store: {of: posts, behind: hot, max_size: 9 GB, max_write_qps: 90/s, max_read_qps: 90/s,
          placement: hash, keys: dau, popularity: zipf 0.6, plan_for: fullest}
servers:
  app: {serves: feed, cpu_time: time, cores: 8, utilisation: 60%}
hops:
  app_time: {p50: time, p99: 40 ms}
  read: {p50: 5 ms, p99: 90 ms, on_miss_of: hot, parallel: 2}
budgets:
  page: {path: [app_time, read], within: 200 ms}
"""
PRODUCT = """
assumptions:
  dau: 80M to 120M users
  calls: 5 to 20 requests/user/day
  size: 5 to 50 KB/request
traffic:
  feed: {per_user: calls, kind: read, response: size, peak: 2 to 4}
derived:
  apart: 7 GB
"""
"""The bytes a second at peak are a product of four lognormals."""

MU = sum(math.log(low * high) / 2 for low, high in ((80e6, 120e6), (5, 20), (2, 4), (5e3, 5e4)))
SIGMA = math.hypot(*(math.log(ratio) / (2 * Z_OF_ENDS) for ratio in (1.5, 4, 2, 10)))
CLOSED = NormalDist(MU - math.log(86_400) + math.log(8), SIGMA)


def _of(text, draws=DRAWS, seed=1, outputs=None):
    return capest.estimate(text).sample(draws, seed, outputs=outputs)


def _quantile(values, part):
    return sorted(values)[int(part * len(values))]


def test_a_product_of_lognormals_is_the_closed_form():
    """Golden: the bytes a second have 5 % points 1.247e8 and 2.062e9, and a mean of 7.295e8."""
    assert math.exp(CLOSED.inv_cdf(0.05)) / 8 == pytest.approx(1.24744e8, rel=1e-5)
    assert math.exp(CLOSED.inv_cdf(0.95)) / 8 == pytest.approx(2.06184e9, rel=1e-5)
    bits = _of(PRODUCT)["feed.peak_egress"]
    for part, closeness in ((0.05, 0.06), (0.25, 0.04), (0.5, 0.03), (0.75, 0.04), (0.95, 0.06)):
        expected = math.exp(CLOSED.inv_cdf(part))
        assert _quantile(bits, part) == pytest.approx(expected, rel=closeness)
    assert fmean(bits) / 8 == pytest.approx(7.29491e8, rel=0.03)
    assert capest.estimate(PRODUCT)["feed.peak_egress"].value == pytest.approx(
        math.exp(CLOSED.mean)
    )


@pytest.mark.slow
def test_more_draws_know_the_95_percent_point_better():
    """The root of the mean square of what it is off by, over 25 seeds."""
    expected = math.exp(CLOSED.inv_cdf(0.95))
    outputs = ["feed.peak_egress"]

    def off(draws):
        computed = capest.estimate(PRODUCT)
        found = (computed.sample(draws, seed, outputs=outputs)[outputs[0]] for seed in range(25))
        return math.sqrt(fmean((_quantile(bits, 0.95) / expected - 1) ** 2 for bits in found))

    few, usual, many = off(128), off(DRAWS), off(4 * DRAWS)
    assert few / usual == pytest.approx(4, rel=0.5) and usual / many == pytest.approx(2, rel=0.5)
    assert usual < 0.04


def test_draws_are_computed_as_a_replay_is():
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    computed = capest.estimate(PRODUCT)
    found = computed.sample(50)
    changes = {name: numpy.array(found[name]) for name in ("dau", "calls", "size", "feed.peak")}
    replayed = computed.replay(changes)
    assert set(found) == {name for name, values in replayed.items() if numpy.ndim(values)}
    for name, values in found.items():
        assert numpy.asarray(values) == pytest.approx(replayed[name], rel=1e-12)


def test_a_name_is_one_draw_and_a_range_in_an_expression_is_its_own():
    text = "assumptions: {a: 1 to 4 GB}\nderived: {one: a / a, two: a / (1 to 4 GB)}"
    found = _of(text)
    assert set(found["one"]) == {1.0}
    assert median(found["two"]) == pytest.approx(1, rel=0.1) and len(set(found["two"])) == DRAWS
    assert [item.name for item in found.ranges] == ["a", "(1 to 4 GB) in two"]


def test_two_ranges_of_one_text_are_two_draws():
    found = _of("derived: {added: (1 to 4 GB) + (1 to 4 GB)}")
    assert [item.name for item in found.ranges] == [
        "(1 to 4 GB) in added",
        "(1 to 4 GB) in added, another",
    ]
    one, other = found.inputs.values()
    assert list(one) != list(other) and sorted(one)[7] == pytest.approx(sorted(other)[7], rel=0.1)


@pytest.fixture(params=["with arrays", "without arrays"])
def usual(request, monkeypatch):
    """How many draws are made where models take milliseconds, if nobody asks for a number."""
    if request.param == "with arrays":
        pytest.importorskip("numpy", reason="numpy is not installed")
        return DRAWS
    monkeypatch.setattr("capest.engine.sample.on_arrays", lambda: False)
    return SLOW_DRAWS


def test_few_draws_are_made_where_models_take_milliseconds_without_arrays(usual):
    text = (
        "assumptions: {dau: 100 to 200 users}\ntraffic: {view: {per_user: 8/day, kind: read}}\n"
        "caches:\n  hot: {serves: view, items: dau, popularity: zipf 0.9, hit_ratio: 80%}"
    )
    computed = capest.estimate(text)
    found = computed.sample(outputs=["hot.items_cached"])
    assert found.draws == usual and computed.sample(outputs=["view.qps"]).draws == DRAWS
    assert computed.sample(SLOW_DRAWS + 1, outputs=["hot.items_cached"]).draws == SLOW_DRAWS + 1
    asked = computed.sample(SLOW_DRAWS, outputs=["view.qps"]), computed.sample(SLOW_DRAWS)
    assert bool(few_draws(found)) == (usual == SLOW_DRAWS) and not any(map(few_draws, asked))
    quick = quick_draws(computed.graph)
    assert quick == (QUICK_DRAWS if usual == SLOW_DRAWS else None)
    told = few_draws(computed.sample(quick, outputs=["hot.items_cached"]))
    assert bool(told) == (usual == SLOW_DRAWS)
    ratio = median(found["hot.items_cached"]) / computed["hot.items_cached"].value
    assert ratio == pytest.approx(1, rel=0.05)


def test_only_what_is_asked_for_is_drawn_and_computed():
    computed = capest.estimate(PRODUCT)
    found = computed.sample(outputs=["feed.qps"])
    assert [item.name for item in found.ranges] == ["dau", "calls"]
    assert "feed.qps" in found and "feed.peak_egress" not in found
    assert list(found["feed.qps"]) == list(computed.sample()["feed.qps"]), "the same draws"
    assert repr(found) == "<2,048 draws of 5 uncertain quantities, seed 1>"
    assert not computed.sample(outputs=["apart"]) and "apart" not in computed.sample()
    with pytest.raises(KeyError, match="did you mean 'apart'"):
        computed.sample(outputs=["aprt"])


def test_a_range_keeps_its_draws_whatever_else_changes():
    other = PRODUCT.replace("apart: 7 GB", "apart: 7 to 9 GB").replace("2 to 4", "3")
    assert list(_of(PRODUCT)["feed.qps"]) == list(_of(other)["feed.qps"])


@pytest.mark.parametrize(
    ("field", "middle"),
    [
        ("hit_ratio: 92% to 98%", 0.9595766),
        ("hit_ratio: 0.92 to 0.98", 0.9595766),
        ("hit_ratio: hits", 0.9595766),
        ("hit_ratio: given", 0.9595766),
        ("hit_ratio: 100% - (2% to 8%)", 0.96),
        ("hit_ratio: 90% to 100%", 0.95),
    ],
)
def test_no_share_is_above_all(field, middle):
    """A range that a field of shares takes, through whatever names, is one of shares."""
    text = (
        "assumptions: {dau: 1M, hits: 92% to 98%}\nderived: {given: hits}\n"
        "traffic: {view: {per_user: 8/day, kind: read}}\n"
        f"caches: {{hot: {{serves: view, items: dau, {field}}}}}"
    )
    computed = capest.estimate(text)
    assert computed["hot.hit_ratio"].value == pytest.approx(middle)
    found = computed.sample()
    ratios = [ratio for ratio in found["hot.hit_ratio"] if not math.isnan(ratio)]
    assert max(ratios) <= 1 and min(ratios) > 0.5
    assert median(ratios) == pytest.approx(middle, rel=3e-3)
    assert len(ratios) == DRAWS


def test_a_draw_without_a_value_is_counted():
    """Some draws leave fewer than no users, which a share's denominator cannot be."""
    text = "assumptions: {gone: 1 to 10 users}\nderived: {each: sqrt(8 - gone / (1 user))}"
    found = _of(text)
    lost = found.without_value("each")
    assert lost == sum(value > 8 for value in found["gone"]) > 100
    pairs = zip(found["each"], found["gone"], strict=True)
    assert all(math.isnan(each) == (gone > 8) for each, gone in pairs)


def test_what_a_field_may_not_be_is_no_value():
    text = (
        "assumptions: {dau: 1M, rest: 1 to 40}\ntraffic: {view: {per_user: 8/day, kind: read}}\n"
        "caches: {hot: {serves: view, items: dau, hit_ratio: 1 - rest / 30}}"
    )
    found = _of(text)
    assert found.without_value("hot.hit_ratio") == sum(value >= 30 for value in found["rest"]) > 50


@pytest.mark.parametrize("draws", [-1, 0, MOST_DRAWS + 1, 10**9])
def test_a_number_of_draws_that_is_none_is_refused(monkeypatch, draws):
    monkeypatch.setattr("capest.engine.sample.on_arrays", lambda: False)
    with pytest.raises(EstimateError, match=f"{draws:,} draws cannot be made"):
        _of(PRODUCT, draws)


def test_more_draws_are_made_on_arrays_and_no_more_than_are_kept(monkeypatch):
    """They are the draws that are made one by one."""
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    found = _of(PRODUCT, ROWS + 1)
    assert found.draws == ROWS + 1 > MANY
    monkeypatch.setattr("capest.engine.sample.on_arrays", lambda: False)
    rows = _of(PRODUCT, ROWS + 1)
    for name, values in rows.items():
        assert numpy.allclose(values, found[name], rtol=1e-12, atol=0), name
    monkeypatch.undo()
    with pytest.raises(EstimateError) as caught:
        _of(PRODUCT, MOST_ON_ARRAYS + 1)
    assert f"from 1 to {MOST_ON_ARRAYS:,}" in str(caught.value.problems[0].hint)
    monkeypatch.setattr("capest.engine.sample.MOST_NUMBERS", 10 * MANY)
    with pytest.raises(EstimateError) as caught:
        _of(PRODUCT, MANY)
    assert str(caught.value.problems[0].hint).startswith("of ")


def test_models_that_take_long_have_fewer_draws(monkeypatch):
    """571 here, and the usual number always; what does not rest on them has as many as ever."""
    monkeypatch.setattr("capest.engine.sample.on_arrays", lambda: False)
    slow = " + ".join(["split_imbalance(9, 90, 0)"] * 28)
    computed = capest.estimate(f"derived:\n  a: 1 to 2\n  slow: ({slow}) * a\n  quick: a * 2\n")
    assert computed.sample().draws == SLOW_DRAWS and computed.sample(571).draws == 571
    assert computed.sample(2000, outputs=["quick"]).draws == 2000
    with pytest.raises(EstimateError) as caught:
        computed.sample(572)
    assert "from 1 to 571" in str(caught.value.problems[0].hint)


@pytest.mark.parametrize("draws", [1, 2])
def test_the_fewest_draws_are_drawn(draws):
    assert len(_of(PRODUCT, draws)["feed.qps"]) == draws


def test_samples_are_not_drawn_again():
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    sampled = capest.estimate(PRODUCT, dau=numpy.array([1e6, 2e6]))
    with pytest.raises(TypeError, match="one of samples"):
        sampled.sample()


MODELS = """
assumptions: {dau: 1M to 4M users, hits: 70% to 99.9%}
traffic: {view: {per_user: 8/day, kind: read, peak: 1.5 to 4}}
caches:
  hot: {serves: view, items: dau, item_size: 1 KB, popularity: zipf 0.9, hit_ratio: hits}
derived:
  none: erlang_c(40, view.qps / (5/s))
  whole: ceil(view.qps / (100 requests/s))
  root: sqrt(hot.hit_ratio - 90%)
  back: 1 / (whole - 3)
  after: max(none, root) + back
"""


def test_draws_on_arrays_are_those_row_by_row(monkeypatch):
    """To the same draws without a value."""
    pytest.importorskip("numpy", reason="numpy is not installed")
    computed = capest.estimate(MODELS)
    found = computed.sample(200)
    monkeypatch.setattr("capest.engine.sample.on_arrays", lambda: False)
    rows = computed.sample(200)
    assert list(found) == list(rows)
    for name, values in rows.items():
        assert list(found[name]) == pytest.approx(list(values), rel=1e-6, nan_ok=True), name
    lost = {name: rows.without_value(name) for name in ("none", "root", "back", "after")}
    assert all(0 < number < 200 for number in lost.values()), lost
    assert not rows.without_value("whole")


def test_no_model_is_run_for_one_draw_at_a_time(monkeypatch):
    """Of caches, shards, fan-outs, servers and paths of hops: not once in a thousand draws."""
    pytest.importorskip("numpy", reason="numpy is not installed")
    computed = capest.estimate(OF_MODELS)
    alone, together = Counter(), Counter()
    solved, found = model._solved, Model.found

    def counted_alone(called, *arguments):
        alone[called.name] += 1
        return solved(called, *arguments)

    def counted(called):
        together[called.module.split(".")[0]] += 1
        return found(called)

    monkeypatch.setattr(model, "_solved", counted_alone)
    monkeypatch.setattr(Model, "found", counted)
    computed.sample(1000)
    assert not alone
    assert together.keys() >= {"caching", "fanout", "latency", "queueing", "sharding"}
