"""Paths of hops: against simulations of millions of requests, and closed forms of single hops."""

from __future__ import annotations

import math
import random

import pytest

from capest.models.latency import (
    SHARES,
    Hop,
    hop_mean,
    lognormal,
    mean,
    path_share,
    path_time,
    quantile,
    within,
)


def _hop(median, p99, **given):
    return Hop(times=tuple(lognormal(median, p99, share) for share in SHARES), **given)


FEED = (_hop(1, 5), _hop(15, 40), _hop(0.5, 3))


@pytest.mark.parametrize(
    ("hit_ratio", "quantiles", "in_time"),
    [  # two million requests; p50, p95, p99 in ms, and the share below 200 ms
        (0.80, (18.5, 43.6, 77.9), 0.99933),
        (0.90, (17.7, 37.4, 61.0), 0.99966),
        (0.95, (17.3, 34.6, 50.8), 0.99983),
        (0.99, (17.0, 32.6, 43.5), 0.99996),
    ],
)
def test_a_feed_behind_a_cache(hit_ratio, quantiles, in_time):
    path = [*FEED, _hop(10, 120, share=1 - hit_ratio)]
    found = [quantile(path, share) for share in (0.5, 0.95, 0.99)]
    assert found == pytest.approx(quantiles, rel=0.003)
    assert within(path, 200) == pytest.approx(in_time, abs=2e-5)


@pytest.mark.parametrize(
    ("path", "quantiles"),
    [  # hops that differ widely; many at once; a second request after a while
        ([_hop(0.5, 3), _hop(10, 1000, share=0.005)], (0.502, 1.83, 3.42)),
        ([_hop(6, 45, parallel=100)], (50.6, 103.1, 150.2)),
        ([_hop(10, 100, asked_again=0.05)], (10.0, 50.94, 65.63)),
        ([_hop(10, 100)] * 10, (150.3, 284.9, 385.1)),
        ([_hop(3, 3)] * 4, (12, 12, 12)),
    ],
)
def test_paths_of_every_kind(path, quantiles):
    found = [quantile(path, share) for share in (0.5, 0.95, 0.99)]
    assert found == pytest.approx(quantiles, rel=0.005)


def test_one_hop_is_what_it_says():
    hop = _hop(10, 100)
    assert [quantile([hop], share) for share in (0.5, 0.95, 0.99, 0.999)] == pytest.approx(
        [10, 50.939423, 100, 212.991407], rel=1e-6
    )
    assert mean(hop) == pytest.approx(16.32051055520352, rel=1e-6)


@pytest.mark.parametrize(("p99", "within"), [(1.1, 1e-7), (20, 1e-5), (1000, 1e-3)])
def test_the_mean_of_narrow_and_wide_hops(p99, within):
    """exp(s^2 / 2) is the mean of a lognormal whose median is 1 (closed form)."""
    spread = math.log(p99) / 2.3263478740408408
    assert mean(_hop(1, p99)) == pytest.approx(math.exp(spread**2 / 2), rel=within)


@pytest.mark.parametrize(
    ("parallel", "p50", "p99"), [(10, 44.0816, 212.7086), (100, 114.37, 396.38)]
)
def test_the_slowest_of_many(parallel, p50, p99):
    many = [_hop(10, 100, parallel=parallel)]
    assert [quantile(many, share) for share in (0.5, 0.99)] == pytest.approx([p50, p99], rel=1e-4)


def test_a_quantile_and_its_share_agree():
    path = [*FEED, _hop(10, 120, share=0.2, parallel=3)]
    for share in (0.3, 0.5, 0.9, 0.99, 0.999):
        assert within(path, quantile(path, share)) == pytest.approx(share, abs=0.001)


def test_a_simulation_of_a_path():
    chance = random.Random(8)
    path = [_hop(4, 9), _hop(7, 60, parallel=4), _hop(20, 90, share=0.3, asked_again=0.1)]

    def time(hop):
        once, twice = (
            hop.times[0] * (hop.times[2] / hop.times[0]) ** (chance.gauss(0, 1) / 2.3263479)
            for _ in range(2)
        )
        after = (
            lognormal(hop.times[0], hop.times[2], 1 - hop.asked_again) if hop.asked_again else 1e9
        )
        return min(once, after + twice)

    times = sorted(
        sum(
            max(time(hop) for _ in range(int(hop.parallel)))
            for hop in path
            if chance.random() < hop.share
        )
        for _ in range(60_000)
    )
    for share in (0.5, 0.9, 0.99):
        assert quantile(path, share) == pytest.approx(times[int(share * 60_000)], rel=0.03)
    means = sum(map(mean, path))
    assert means == pytest.approx(sum(times) / len(times), rel=0.01)


def test_a_table_of_quantiles_is_kept():
    hop = Hop(times=(5, 9, 80, 1000))  # a long tail, which no lognormal has
    found = [quantile([hop], share) for share in SHARES]
    assert found == pytest.approx(hop.times, rel=1e-3)
    assert hop.at_most(0.1) < 5 and within([hop], 1000) == pytest.approx(0.999, abs=1e-5)
    assert mean(hop) == pytest.approx(
        sum(hop.at_most((k + 0.5) / 2e5) for k in range(200_000)) / 2e5, rel=0.01
    )


def test_nothing_takes_no_time():
    assert quantile([_hop(10, 100, share=0)], 0.99) == 0
    assert quantile([_hop(10, 100, share=0.001)], 0.99) == 0
    assert within([_hop(10, 100)], 0) == 0


def test_all_requests_have_no_time():
    with pytest.raises(ValueError, match="no time"):
        quantile([_hop(10, 100)], 1)


def test_samples_of_a_path_are_its_values_one_by_one():
    """Half of the arguments are samples, the others the same for all; so is the scenario's path."""
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")

    medians, hits = numpy.array([1.0, 5.0, 20.0]), numpy.array([0.5, 0.95, 1.0])

    def hop(median, share=1.0):
        return (*(lognormal(median, 10 * median, part) for part in SHARES), share, 1.0, 0.0)

    def path(median, hit):
        hops = zip(hop(median), hop(10.0, share=1 - hit), strict=True)
        return [part for pair in hops for part in pair]

    for function, asked in ((path_time, 0.99), (path_share, 80.0)):
        together = function(asked, *path(medians, hits))
        apart = [
            function(asked, *path(median, hit))
            for median, hit in zip(medians.tolist(), hits.tolist(), strict=True)
        ]
        assert together.tolist() == pytest.approx(apart, rel=1e-6)
    alone = [hop_mean(*hop(one)) for one in medians.tolist()]
    assert hop_mean(*hop(medians)).tolist() == pytest.approx(alone, rel=1e-6)


def test_samples_of_a_scenario_are_its_estimates_one_by_one(estimate):
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")

    text = """
        hops: {app: {p50: 5 ms, p99: 40 ms}, store: {p50: 10 ms, p99: 120 ms, share: 5%}}
        budgets: {feed: {path: [app, store], within: 200 ms}}
    """
    found = estimate(text)
    samples = found.replay({"app.p50": numpy.array([0.002, 0.005]), "store.share": 0.5})
    for index, median in enumerate((0.002, 0.005)):
        one = found.replay({"app.p50": median, "store.share": 0.5})
        for name in ("app.mean", "feed.p50", "feed.p99", "feed.in_time"):
            assert samples[name][index] == pytest.approx(one[name], rel=1e-6)
