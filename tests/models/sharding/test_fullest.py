"""The fullest shard: against keys that are really placed, its promise kept, and its edges."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capest.models.sharding.fullest import fullest_shards, imbalance, shared_shards
from capest.models.sharding.placed_keys import ALIKE, PlacedKeys

numpy = pytest.importorskip("numpy", reason="numpy is not installed")


def _placed(shards, keys, exponent, points=None, placements=120):
    """The fullest shard over the mean in each of many placements, drawn key by key."""
    chance = numpy.random.default_rng(5)
    shares = numpy.arange(1, keys + 1) ** -float(exponent)
    shares /= shares.sum()
    found = []
    for _ in range(placements):
        if points is None:
            homes = chance.integers(shards, size=keys)
        else:
            places = numpy.sort(chance.random(shards * points))
            owners = chance.permutation(numpy.repeat(numpy.arange(shards), points))
            homes = owners[numpy.searchsorted(places, chance.random(keys)) % len(places)]
        found.append(numpy.bincount(homes, weights=shares, minlength=shards).max() * shards)
    return numpy.array(found)


@pytest.mark.parametrize(
    ("shards", "keys", "exponent", "points"),
    [
        (64, 300, 0, None),  # few keys: 2.07 by a normal law, 2.22 when placed
        (16, 16, 0, None),  # 2.71, 3.07
        (100, 200, 0, None),  # 2.76, 3.17
        (64, 300, 0.8, None),
        (2, 1_000, 0.5, None),
        (64, 10_000, 0, None),
        (64, 10_000, 0.8, None),
        (64, 10_000, 1.0, None),
        (64, 10_000, 1.2, None),
        (100, 3_000, 0.7, 64),  # where a ring and hot keys meet, both add
        (16, 10_000, 0.8, 16),
        (10, 10_000, 0, 10),
    ],
)
def test_the_mean_as_keys_are_placed(shards, keys, exponent, points):
    """Within 4 %, of which the draws' own error is near 2."""
    placed = _placed(shards, keys, exponent, points)
    given_points = math.inf if points is None else points
    mean = imbalance("hashed", shards, keys, exponent, given_points)
    assert mean == pytest.approx(placed.mean(), rel=0.04)


@pytest.mark.parametrize(
    ("shards", "keys", "exponent", "points", "published"),
    [
        (64, 1e6, 0.7, math.inf, 1.302),
        (64, 1e6, 0.8, math.inf, 1.862),
        (64, 1e6, 0.9, math.inf, 3.061),
        (64, 1e6, 1.0, math.inf, 5.401),
        (64, 1e6, 1.2, math.inf, 12.99),
        (100, 1e6, 0.7, 64, 1.557),
        (16, 1e6, 0.8, 16, 1.553),
        (64, 1e4, 0, math.inf, 1.193),
        (1024, 1e6, 0, math.inf, 1.106),
        (256, 1e4, 0, math.inf, 1.483),
        (10, 1e15, 0, 10, 1.510),
        (100, 1e15, 0, 100, 1.273),
        (1000, 1e15, 0, 150, 1.287),
        (30, 1e15, 0, 160, 1.168),
    ],
)
def test_the_mean_as_others_simulated_it(shards, keys, exponent, points, published):
    """Within 3 % of simulations that were made independently, request by request."""
    assert imbalance("hashed", shards, keys, exponent, points) == pytest.approx(published, rel=0.03)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "exponent", "load", "before"),
    [
        (10**6, 0.8, 20, 35),
        (10**6, 0.6, 100, 47),
        (10**6, 0.9, 10, 23),
        (10**4, 0, 50, 48),
        (10**6, 0, 50, 13),
    ],
)
def test_the_fullest_stays_within_its_limits_in_95_of_100_placements(keys, exponent, load, before):
    """At most 7 % of 300 placements are above, where planning for the mean left `before` %."""
    shards = fullest_shards("hashed", load, keys, exponent)
    above = (_placed(int(shards), keys, exponent, placements=300) * load > shards).mean()
    assert above <= 0.07 < before / 100


@pytest.mark.parametrize(
    ("keys", "exponent", "load"),
    [
        (10**4, 0.8, 10),
        (10**4, 0.9, 8),
        (10**4, 0, 50),
        (500, 0, 20),
        (10**4, 1.0, 9.5),
        (100, 1.5, 2.388),  # near the limit, which 137 shards would pass in 16 of 100
    ],
)
def test_few_enough_placements_are_above_the_limit(keys, exponent, load):
    shards = fullest_shards("hashed", load, keys, exponent)
    above = (_placed(int(shards), keys, exponent) * load > shards * (1 + 1e-9)).mean()
    assert above <= 0.1, "5 %, and the error of 120 draws"
    fewer = math.ceil(load * 1.02)
    assert (_placed(fewer, keys, exponent) * load > fewer).mean() > 0.3


@pytest.mark.parametrize(
    ("keys", "exponent", "room", "before"),
    [
        (5, 0.02, 2.9, 11.0), (20, 0.02, 1.9, 10.0), (70, 0.05, 3.3, 9.5), (10, 0.1, 2.4, 8.0),
        (20, 0.15, 1.3, 8.1), (300, 0.02, 4.5, 10.4),
    ],
)  # fmt: skip
def test_few_keys_that_are_nearly_alike(keys, exponent, room, before):
    """Where a limit leaves room for so many of the hottest; planned as of keys that are divided at
    will, `before` % of 4,000 placements were above it.
    """
    hottest = 1 / sum(rank**-exponent for rank in range(1, keys + 1))
    load = 1 / (room * hottest)
    shards = fullest_shards("hashed", load, keys, exponent)
    placed = _placed(int(shards), keys, exponent, placements=1500)
    above = (placed * load > shards * (1 + 1e-9)).mean()
    assert 0.01 < above <= 0.065 < before / 100


@pytest.mark.parametrize(("exponent", "alike"), [(0.36, True), (0.38, False)])
def test_both_sides_of_nearly_alike(exponent, alike):
    """Of 40 keys; the promise is kept on either side, and about as many shards are planned."""
    keys = [rank**-exponent for rank in range(1, 41)]
    assert (pstdev(keys) <= ALIKE * fmean(keys)) is alike
    load = sum(keys) / (1.9 * keys[0])
    shards = fullest_shards("hashed", load, 40, exponent)
    above = (_placed(int(shards), 40, exponent, placements=1500) * load > shards).mean()
    assert 0.035 < above < 0.065


@pytest.mark.parametrize(
    ("load", "keys", "exponent", "shards"),
    [(464.3, 1e6, 0, 504), (20, 1e6, 0.8, 32), (50, 1e4, 0, 63)],
)
def test_one_placement_in_twenty_may_be_above_the_limit(load, keys, exponent, shards):
    """One in ten would take 502, 31 and 62; one in 25 takes 505, 33 and 64."""
    assert fullest_shards("hashed", load, keys, exponent) == shards


def test_the_parts_of_keys_are_fine_enough_for_four_digits():
    """512 keys of their own, and parts that grow by 1.05, give this."""
    assert imbalance("hashed", 1000, 1e4, 0.3) == pytest.approx(2.467312, rel=1e-4)


def test_writes_and_reads_of_one_budget_each_fall_as_they_do():
    """Between all falling as the writes do and all as the reads do, and as placed."""
    even, mixed, hot = (
        shared_shards("hashed", 6.0, exponent, 6.0, other, 1e4)
        for exponent, other in ((0, 0), (0, 0.8), (0.8, 0.8))
    )
    assert even < mixed < hot == fullest_shards("hashed", 12.0, 1e4, 0.8)
    assert even == fullest_shards("hashed", 12.0, 1e4, 0)
    ranks = numpy.arange(1, 10_001) ** -0.8
    shares = 0.5 / 10_000 + 0.5 * ranks / ranks.sum()
    chance = numpy.random.default_rng(3)
    homes = [chance.integers(int(mixed), size=10_000) for _ in range(120)]
    above = [numpy.bincount(home, weights=shares).max() * 12 > 1 for home in homes]
    assert numpy.mean(above) <= 0.1


@pytest.mark.parametrize("shards", [10, 100, 5_000])
def test_a_ring_of_one_point_a_shard_is_near_the_harmonic_number(shards):
    """The longest of random arcs, exactly; rings of less than ten points are up to 8 % off."""
    exact = sum(1 / rank for rank in range(1, shards + 1))
    assert imbalance("hashed", shards, 1e15, 0, 1) == pytest.approx(exact, rel=0.08)


@pytest.mark.parametrize(("shards", "expected"), [(16, 1.70), (64, 3.96), (256, 12.97)])
def test_split_keys_are_uneven_by_their_popularity_alone(shards, expected):
    """1e9 keys of Zipf 1: 1 + (n - 1) p1 to two decimals, and nothing where all are alike."""
    assert imbalance("split", shards, 1e9, 1) == pytest.approx(expected, rel=0.01)
    assert imbalance("split", shards, 1e9, 0) == 1
    assert fullest_shards("split", shards + 0.5, 1e9, 0) == shards + 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fullest_shards("hashed", 101.0, 100, 0), "one of 100 keys is more than a shard"),
        (lambda: fullest_shards("hashed", 15.0, 1e9, 2), "the hottest key alone takes 9.12 times"),
        (lambda: fullest_shards("split", 15.0, 100, 1.5), "the hottest key alone"),
        (lambda: imbalance("hashed", 4, 0, 0), "number of items"),
        (lambda: imbalance("hashed", 4, 10, -1), "Zipf exponent"),
        (lambda: imbalance("hashed", 4, 10, 0, 0.5), "at least one point"),
    ],
)
def test_what_makes_no_sense_or_is_helped_by_nothing_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_what_fits_into_one_shard_takes_one_and_nothing_takes_none():
    for placed in ("hashed", "split"):
        found = [fullest_shards(placed, load, 1e6, 0.5) for load in (0.0, 0.4, 1.0)]
        assert found == [0, 1, 1]


def test_more_shards_than_a_float_tells_apart_are_found_too():
    """A hundred for each key, of which a shard holds six."""
    shards = fullest_shards("hashed", 1.5e14, 1e15, 0)
    seventh_in_one_of_twenty = (1e15**7 / math.factorial(7) / 0.05) ** (1 / 6)
    assert shards == pytest.approx(seventh_in_one_of_twenty, rel=0.002)


@pytest.mark.parametrize(
    ("keys", "exponent", "filled", "exact"),
    [
        (3, 0.6, 0.7, 40),
        (3, 1.0, 0.7, 21),
        (3, 2.0, 0.9, 21),
        (5, 2.0, 0.95, 59),
        (8, 1.5, 0.9, 61),
        (32, 1.0, 0.9, 153),
        (32, 2.0, 0.95, 61),
        (100, 1.0, 0.95, 371),
        (100, 1.5, 0.95, 123),
        (300, 1.0, 0.95, 399),
    ],
)
def test_a_key_that_leaves_room_for_few_others_shares_with_few(keys, exponent, filled, exact):
    """Beside what the exact law of the loads takes, by enumeration and by Fourier transform."""
    shares = numpy.arange(1, keys + 1) ** -exponent
    load = filled * shares.sum()
    found = fullest_shards("hashed", load, keys, exponent)
    assert found == pytest.approx(exact, rel=0.06)


def _above(shards, keys, room):
    """How many shards get more than so many of keys that are alike, by the binomial law."""
    logarithms = [
        math.lgamma(keys + 1) - math.lgamma(held + 1) - math.lgamma(keys - held + 1)
        - held * math.log(shards) + (keys - held) * math.log1p(-1 / shards)
        for held in range(room + 1, keys + 1)
    ]  # fmt: skip
    return shards * math.fsum(map(math.exp, logarithms))


@pytest.mark.parametrize("keys", [20, 619, 2_000])
@pytest.mark.parametrize("room", [1.01, 1.0962, 1.95, 2.0, 2.99, 7.5, 31.9, 32.1, 40.5])
def test_a_limit_with_room_for_few_keys_counts_whole_ones(keys, room):
    """Exactly with room for 32 keys, near enough with more."""
    load = keys / room
    if load <= 1:
        return
    shards = fullest_shards("hashed", load, keys, 0)
    assert _above(shards, keys, math.floor(room)) <= (0.05 if room < 32 else 0.06)
    fewer = shards - 1 if room < 32 else math.floor(0.95 * shards)
    assert fewer < load or _above(fewer, keys, math.floor(room)) > 0.05


def test_a_key_that_nearly_fills_a_shard_shares_it_with_none():
    """The birthday bound: 619 x 618 / 2 pairs, in one of 20 placements."""
    assert fullest_shards("hashed", 564.67, 619, 0) == pytest.approx(619 * 309 / 0.05, rel=1e-3)


@pytest.mark.parametrize(("load", "exponent"), [(20, 0.2), (50, 0.2), (200, 0.05), (564, 0.01)])
def test_few_keys_that_are_nearly_alike_are_counted_too(load, exponent):
    """One of 20 placements is above, and with a tenth fewer shards more are."""
    shards = fullest_shards("hashed", load, 619, exponent)
    shares = numpy.arange(1, 620) ** -exponent
    shares /= shares.sum()
    chance = numpy.random.default_rng(1)
    above = 0
    for _ in range(1000):
        _, homes = numpy.unique(chance.integers(int(shards), size=619), return_inverse=True)
        above += numpy.bincount(homes, weights=shares).max() * load > 1
    assert 20 <= above <= 70


@settings(max_examples=15)
@given(st.floats(0.1, 500), st.floats(1, 3), st.floats(1e5, 1e9), st.floats(0, 0.3))
def test_more_load_never_takes_fewer_and_never_fewer_than_even_ones(load, times, keys, exponent):
    less, more = (fullest_shards("hashed", one, keys, exponent) for one in (load, load * times))
    assert math.floor(load) <= less <= more


def test_samples_are_computed_one_by_one_and_may_have_no_number():
    loads = numpy.array([7.5, 8.0, 20.0])
    found = fullest_shards("hashed", loads, 1e4, 1.0)
    assert list(found[:2]) == [fullest_shards("hashed", one, 1e4, 1.0) for one in (7.5, 8.0)]
    assert math.isnan(found[2])
    rows = [(564.67, 619.0, 0.0), (20.0, 619.0, 0.2), (7.5, 1e4, 1.0), (50.0, 1e4, 0.0)]
    found = fullest_shards("hashed", *map(numpy.array, zip(*rows, strict=True)))
    assert list(found) == [fullest_shards("hashed", *row) for row in rows]
    shards = numpy.array([2.0, 64.0, 1024.0])
    alone = [imbalance("hashed", one, 1e6, 0.5, 100.0) for one in shards.tolist()]
    assert list(imbalance("hashed", shards, 1e6, 0.5, 100.0)) == pytest.approx(alone, rel=1e-6)


def test_the_shard_of_the_hottest_key_is_never_the_emptier_for_it():
    """Of two keys, one of which has four times the requests of the other, on 100,000 shards."""
    assert imbalance("hashed", 100_000, 2, 2) == pytest.approx(0.8 * 100_000 + 0.2)


# --- the searches ---

_BISECTED = list(
    csv.DictReader((Path(__file__).parent / "bisected.csv").read_text("utf-8").splitlines())
)
"""What bisection finds, in some 30 looks at an imbalance, 1e-9 near."""

_METHODS = {"imb": imbalance, "full": fullest_shards, "shared": shared_shards}


def test_searches_find_what_bisection_does_in_a_third_of_its_looks(monkeypatch):
    looks = []
    above = PlacedKeys.above
    monkeypatch.setattr(PlacedKeys, "above", lambda *given: looks.append(1) or above(*given))
    most = {"imb": 32 / 3, "full": 30, "shared": 30}
    for method, function in _METHODS.items():
        rows = [row for row in _BISECTED if row["method"] == method]
        looks.clear()
        for row in rows:
            found = function(row["placed"], *map(float, row["arguments"].split()))
            assert found == pytest.approx(float(row["value"]), rel=3e-9)
        assert rows and len(looks) / len(rows) < most[method]


def test_the_tilt_of_a_load_is_looked_for_from_that_of_the_last(monkeypatch):
    """Some three steps for each chance, where each from the start would take seven."""
    chances, steps = [], []
    approximated, generated = PlacedKeys._approximated, PlacedKeys._generated
    monkeypatch.setattr(
        PlacedKeys, "_approximated", lambda *given: chances.append(1) or approximated(*given)
    )
    monkeypatch.setattr(
        PlacedKeys, "_generated", lambda *given: steps.append(1) or generated(*given)
    )
    for points in (math.inf, 100.0):
        for exponent in (0.0, 0.5, 1.0):
            imbalance("hashed", 256, 1e6, exponent, points)
    assert 60 < len(chances) < len(steps) < 3.5 * len(chances)


def test_what_is_placed_in_equal_numbers_heeds_no_ring():
    assert imbalance("split", 64, 1e6, 1, 10) == imbalance("split", 64, 1e6, 1)
    array = imbalance("split", numpy.array([64.0, 64.0]), 1e6, 1.0, 10.0)
    assert array == pytest.approx(imbalance("split", 64, 1e6, 1), rel=1e-6)
