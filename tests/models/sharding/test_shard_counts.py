"""Shards so that the fullest stays within its limits: the least number, by trying them all."""

from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.sharding.imbalance import hash_imbalance, ring_imbalance
from capest.models.sharding.shard_counts import (
    hash_factor,
    hash_shards,
    hot_key_factor,
    hot_key_shards,
    ring_factor,
    ring_shards,
)


def _first(fits):
    """The least number of shards that fits, tried one by one."""
    return next(float(shards) for shards in range(1, 100_000) if fits(float(shards)))


@pytest.mark.parametrize("load", [0.3, 1.0, 1.01, 7.5, 64.0, 464.3])
@pytest.mark.parametrize("keys", [500, 1e4, 1e6, 1e9])
def test_the_least_number_for_hashed_keys(load, keys):
    assert hash_shards(load, keys) == _first(
        lambda shards: load * hash_imbalance(shards, keys) <= shards
    )


@pytest.mark.parametrize("load", [0.3, 1.0, 7.5, 464.3])
@pytest.mark.parametrize("points", [1, 2, 16, 100, 1000])
def test_the_least_number_on_a_ring(load, points):
    assert ring_shards(load, points) == _first(
        lambda shards: load * ring_imbalance(shards, points) <= shards
    )


@pytest.mark.parametrize("load", [0.3, 1.0, 1.01, 7.5, 29.9])
@pytest.mark.parametrize("share", [1e-9, 0.001, 0.0334])
def test_the_least_number_under_a_hot_key(load, share):
    """The shard of the key gets the key and an equal part of all the rest."""
    assert hot_key_shards(load, share) == _first(
        lambda shards: load * (share + (1 - share) / shards) <= 1 + 1e-12
    )


def test_the_published_shares_of_zipf():
    """300,000 requests/s at shards of 20,000 planned: 15 even ones. Of 1e9 keys the hottest gets
    965, 4,286 or 14,084 requests/s at an exponent of 0.8, 0.9 or 1.
    """
    shards = [hot_key_shards(15.0, hottest / 3e5) for hottest in (965, 4_286, 14_084)]
    assert shards == [16, 19, 49]


@pytest.mark.parametrize("share", [1 / 15, 0.1, 1.0])
def test_a_key_that_fills_a_shard_alone_is_helped_by_no_number(share):
    with pytest.raises(ValueError, match="no number of shards helps"):
        hot_key_shards(15.0, share)


def test_fewer_keys_than_full_shards_are_helped_by_no_number():
    with pytest.raises(ValueError, match="no number of shards helps"):
        hash_shards(101.0, 100.0)
    assert hash_shards(100.0, 100.0) > 100


def test_what_fits_into_one_shard_takes_one_and_nothing_takes_none():
    for solve, other in ((hash_shards, 10.0), (ring_shards, 8.0), (hot_key_shards, 0.9)):
        assert [solve(load, other) for load in (0.0, 0.4, 1.0)] == [0, 1, 1]


loads = st.floats(0.1, 1e5)
FACTORS = {hash_shards: hash_factor, ring_shards: ring_factor, hot_key_shards: hot_key_factor}


@given(loads, st.floats(1, 10), st.floats(1, 1e9), st.floats(1, 500), st.floats(0, 0.999))
def test_more_load_never_takes_fewer_and_never_fewer_than_even_ones(
    load, times, keys, points, part
):
    share = part / (load * times)  # of a key that the greater load can bear
    pairs = [(ring_shards, points), (hot_key_shards, share)]
    if load * times <= keys:
        pairs.append((hash_shards, keys))
    for solve, other in pairs:
        assert math.floor(load) <= solve(load, other) <= solve(load * times, other)
        factor = FACTORS[solve](load, other)
        assert math.ceil(load * factor * (1 - 1e-11)) == solve(load, other)


def test_samples_without_a_number_have_none():
    found = hot_key_shards(numpy.array([7.5, 15.0, 20.0]), 0.06)
    assert list(found[:2]) == [hot_key_shards(7.5, 0.06), hot_key_shards(15.0, 0.06)]
    assert math.isnan(found[2])
    assert list(hash_shards(numpy.array([7.5, 64.0]), 1e6)) == [8, 66]
