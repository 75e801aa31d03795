"""The most popular keys, a cache in front of them, and what a new number of shards moves."""

from __future__ import annotations

import math

import pytest

from capest.models.sharding import hot_keys as sharding


@pytest.mark.parametrize(
    ("keys", "exponent", "expected"),
    [
        (1e6, 0.8, (1.20, 1.84, 4.41)),
        (1e6, 1.0, (2.04, 5.38, 18.72)),
        (1e9, 0.8, (1.05, 1.20, 1.82)),
        (1e9, 1.0, (1.70, 3.96, 12.97)),
        (1e9, 1.2, (3.72, 12.43, 47.26)),
    ],
)
def test_the_shard_of_the_hottest_key(keys, exponent, expected):
    """1 + (n - 1) p1 for 16, 64 and 256 shards, to two decimals."""
    share = sharding.hottest_key_share(keys, exponent)
    assert [round(1 + (shards - 1) * share, 2) for shards in (16, 64, 256)] == list(expected)


@pytest.mark.parametrize("exponent", [0.8, 1.0])
def test_a_front_cache_as_a_simulation_with_its_hottest_keys_taken_out(numpy, exponent):
    """1e6 keys on 64 shards behind their 266 hottest: 1.075 and 1.151 in a longer simulation."""
    behind = numpy.arange(267, 1_000_001) ** -exponent
    chance = numpy.random.default_rng(3)
    simulated = numpy.mean(
        [
            numpy.bincount(chance.integers(64, size=len(behind)), weights=behind).max()
            for _ in range(40)
        ]
    ) / (behind.sum() / 64)
    left = sharding.front_cache_imbalance(64, 1e6, exponent, 266)
    assert left == pytest.approx(simulated, abs=0.03)


@pytest.mark.parametrize(
    ("keys", "exponent", "expected"),
    [(1e6, 0.8, 1.075), (1e6, 1, 1.151), (1e9, 0.8, 1.016), (1e9, 1, 1.082), (1e9, 1.2, 1.232)],
)
def test_a_front_cache_of_n_ln_n(keys, exponent, expected):
    """A table simulated for 64 shards; the normal approximation is up to 0.03 lower."""
    left = sharding.front_cache_imbalance(64, keys, exponent, 266)
    assert expected - 0.031 < left <= expected


@pytest.mark.parametrize("number", [1, 2, 5, 64, 1e3, 1e6])
def test_an_imbalance_lies_between_even_and_all_in_one(number):
    found = [sharding.front_cache_imbalance(number, 1e6, 1, size) for size in (0, 10, 300, 1e6)]
    assert found == sorted(found, reverse=True) and found[-1] == 1 and found[0] <= number


@pytest.mark.parametrize("shards", [0, 0.3, 1])
def test_up_to_one_shard_is_even(shards):
    assert sharding.front_cache_imbalance(shards, 1e6, 1, 10) == 1


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [(3, 4, 0.75), (9, 10, 0.9), (10, 12, 0.8333), (16, 32, 0.5), (99, 100, 0.99)],
)
def test_what_a_modulo_moves_counted_key_by_key(before, after, moved):
    period = before * after
    counted = sum(key % before != key % after for key in range(period)) / period
    formula = 1 - min(before, after) / sharding.least_common_multiple(before, after)
    assert formula == pytest.approx(counted) == pytest.approx(moved, abs=5e-5)


@pytest.mark.parametrize(
    "call",
    [
        lambda: sharding.hottest_key_share(0, 1),
        lambda: sharding.hottest_key_share(10, -1),
        lambda: sharding.least_common_multiple(1.5, 2),
    ],
)
def test_what_makes_no_sense_is_refused(call):
    with pytest.raises(ValueError, match=r"\d"):
        call()


def test_arrays_of_samples_are_computed_as_floats_are(numpy):
    shards = numpy.array([2.0, 64.0, 1024.0])
    for function, rest in (
        (sharding.front_cache_imbalance, (1e6, 1.0, 266.0)),
        (sharding.least_common_multiple, (12.0,)),
    ):
        expected = [function(n, *rest) for n in shards.tolist()]
        assert list(function(shards, *rest)) == pytest.approx(expected, rel=1e-5)
    skews = numpy.array([0.0, 1.0])
    assert sharding.hottest_key_share(1e3, skews)[0] == pytest.approx(1e-3)
    assert math.isclose(sharding.hottest_key_share(1e3, 1.0), 1 / 7.485470860550345)
