"""Where a model's rules begin and end: guards against rounding, and limits, from both sides."""

from __future__ import annotations

import math
from itertools import accumulate
from random import Random
from statistics import NormalDist

import pytest

from capest.functions import FUNCTIONS
from capest.models import fanout
from capest.models.caching.hit_ratio import (
    characteristic_time,
    highest_hit_ratio,
    hit_ratio,
    reachable,
)
from capest.models.caching.object_sizes import relative_sizes
from capest.models.caching.policies import LFU, LRU
from capest.models.caching.writes import stale_share
from capest.models.distributions import Z_OF_ENDS
from capest.models.popularity import harmonic, top_share, uniform, zipf
from capest.models.roots import root
from capest.models.sharding.fullest import fullest_shards, imbalance
from capest.models.sharding.hot_keys import hottest_key_share
from capest.models.traces.random_eviction import TooManyChoicesError, miss_probabilities
from capest.models.traces.trace_fit import Reason, TraceCount, TraceFit
from capest.models.traces.working_set import working_set
from capest.models.traces.zipf_fit import ZipfFit, expected_moment

# --- rounding ---


@pytest.mark.parametrize(("noise", "shards"), [(5e-13, 3), (2e-12, 4)])
def test_rounding_costs_no_shard(noise, shards):
    assert fullest_shards("split", 3 * (1 + noise), 1e6, 0) == shards


def test_a_key_that_fills_its_shard_is_too_much_for_any_number():
    alone = hottest_key_share(1e6, 1)
    # In 150 simulated placements 240 are too few in 6 of 100, 260 in 3.
    assert fullest_shards("hashed", 0.9 / alone, 1e6, 1) == pytest.approx(255, rel=0.06)
    with pytest.raises(ValueError, match="no number of shards helps"):
        fullest_shards("hashed", (1 - 5e-13) / alone, 1e6, 1)


@pytest.mark.parametrize(("noise", "above"), [(5e-13, 25), (2e-12, 24)])
def test_rounding_costs_no_author(noise, above):
    """The author of rank 25 has just as many times the mean as is asked."""
    times = 100 / harmonic(100, 0.5) * 25**-0.5 * (1 + noise / 2)  # of the rank: noise
    assert fanout.authors_above(100.0, 0.5, times) == above


@pytest.mark.parametrize(("noise", "keys"), [(5e-13, 29), (2e-12, 30)])
def test_rounding_costs_no_key_of_a_working_set(noise, keys):
    counted = working_set({str(key): 1 for key in range(100)}, {})
    assert counted.top(0.29 * (1 + noise)).keys == keys


@pytest.mark.parametrize("name", ["ceil", "floor"])
@pytest.mark.parametrize(
    ("number", "off", "is_whole"),
    [
        (64, 5e-13 * 64, True),  # a part in 10^12
        (64, 2e-12 * 64, False),
        (1e9, 0.9e-6, True),  # and at most 1e-6, however large the number
        (1e9, 1.2e-6, False),
    ],
)
def test_rounding_makes_no_whole_number_the_next_one(name, number, off, is_whole):
    side = 1 if name == "ceil" else -1
    compute = FUNCTIONS[name].compute
    assert compute(number + side * off) == (number if is_whole else number + side)


@pytest.mark.parametrize("highest", [0.75, 1])
def test_a_hit_ratio_above_the_highest_by_rounding_is_in_reach(highest):
    reachable(highest + 5e-13, highest)
    with pytest.raises(ValueError, match="out of reach"):
        reachable(highest + 2e-12, highest)


def test_a_cache_for_everything_but_a_rounding_never_fills():
    items = uniform(100)
    assert characteristic_time(items, LRU(), 100 * (1 - 5e-13)) == math.inf
    assert characteristic_time(items, LRU(), 100 * (1 - 2e-12)) < math.inf


@pytest.mark.parametrize(("items", "exponent"), [(10, 0.5), (100, 1.2), (1e6, 1)])
def test_all_of_the_items_get_all_of_the_requests(items, exponent):
    """Though their shares sum to a little less than 1."""
    law = zipf(items, exponent)
    assert (
        top_share(law, items) == highest_hit_ratio(law, LFU()) == hit_ratio(law, LFU(), items) == 1
    )
    assert hit_ratio(law, LRU(), items) == 1


def test_a_root_is_found_to_a_part_in_a_trillion():
    asked = []

    def function(place):
        asked.append(place)
        return math.atan(place - math.pi)

    assert root(function, 0, 10) == pytest.approx(math.pi, abs=1e-12)
    assert 4 < len(asked) < 12, "and not much nearer, which would cost more"


# --- never more even than even, never below what one key does ---


@pytest.mark.parametrize(("shards", "keys"), [(64, 1), (64, 2), (1000, 10)])
def test_the_fullest_shard_holds_at_least_one_key(shards, keys):
    assert shards / keys <= imbalance("hashed", shards, keys, 0) <= shards


@pytest.mark.parametrize(("shards", "points"), [(1.1, 2), (1.2, 1.5), (1.01, 100)])
def test_no_ring_is_more_even_than_even(shards, points):
    """Where an approximation might say so: less than one and a half shards."""
    assert 1 <= imbalance("hashed", shards, 1e6, 0, points) <= shards


# --- series and sums ---


@pytest.mark.parametrize("writes", [0.5e-4, 0.999e-4, 1.001e-4, 2e-4, 9e-3])
def test_few_writes_are_right_to_eleven_digits_on_both_sides_of_the_series(writes):
    """1 - (1 - e^-x) / x by seven terms: three would miss 1e-8 at 9e-3, and two 4e-10 at 1e-4."""
    exact = math.fsum((-1) ** n * writes**n / math.factorial(n + 1) * -1 for n in range(1, 8))
    assert stale_share(1, 0, 1, writes) == pytest.approx(exact, rel=3e-11, abs=0)


@pytest.mark.parametrize(("items", "exponent"), [(1_000, 0.8), (20_000, 1), (20_000, 2)])
def test_beyond_the_exact_ranks_a_sum_is_right_to_eleven_digits(items, exponent):
    exact = math.fsum(rank**-exponent for rank in range(1, items + 1))
    assert harmonic(items, exponent) == pytest.approx(exact, rel=3e-12)
    assert harmonic(256, exponent) == pytest.approx(
        math.fsum(rank**-exponent for rank in range(1, 257)), rel=1e-15
    )


def test_a_law_is_as_fine_as_its_buckets_and_no_finer():
    """256 ranks of their own, then 200 buckets for each factor of ten."""
    assert len(zipf(256, 1).counts) == 256
    assert len(zipf(1e9, 1).counts) == pytest.approx(256 + 200 * math.log10(1e9 / 256), abs=2)


@pytest.mark.parametrize(("given", "limit"), [((1e15, 1), (1.1e15, 1)), ((10, 10), (10, 10.1))])
def test_the_largest_laws(given, limit):
    zipf(*given)
    with pytest.raises(ValueError, match=r"number of items|exponent"):
        zipf(*limit)


@pytest.mark.parametrize(("mean", "off"), [(29.9, 0), (30.1, 2.2e-7), (100, 1.6e-9)])
def test_the_series_for_many_requests_begins_where_it_is_right_to_seven_digits(mean, off):
    """Against the sum over all counts, which is what is taken below."""
    summed = math.fsum(
        math.exp(count * math.log(mean) - mean - math.lgamma(count + 1)) * count * math.log(count)
        for count in range(1, 400)
    )
    found = expected_moment(uniform(1), mean)
    assert abs(found - summed) / mean == pytest.approx(off, rel=0.2, abs=1e-12)


def test_sizes_that_change_faster_than_with_the_fifth_power_are_a_slip():
    law = zipf(100, 1)

    def served(power):
        sizes = [chance**power for chance in law.probabilities]
        return math.fsum(map(math.prod, zip(law.shares, sizes, strict=True))) / (
            math.fsum(sizes) / 100
        )

    relative_sizes(law, served(4.9))
    with pytest.raises(ValueError, match="cannot be"):
        relative_sizes(law, served(5.1))


# --- traces ---


def _fit(keys):
    count = TraceCount()
    count.replay(keys, [])
    return count.fit()


def _zipf_stream(items, requests, exponent=0.9):
    weights = list(accumulate(rank**-exponent for rank in range(1, items + 1)))
    return Random(1).choices([str(rank) for rank in range(items)], cum_weights=weights, k=requests)


@pytest.mark.parametrize(("repeats", "reason"), [(99, Reason.TOO_SHORT), (100, None)])
def test_a_law_takes_a_hundred_repeats(repeats, reason):
    keys, number = _zipf_stream(50, 1_000), 0
    while number - len(set(keys[:number])) < repeats:
        number += 1
    assert _fit(keys[:number]).reason is reason


@pytest.mark.parametrize(("requests", "reason"), [(99, Reason.TOO_SHORT), (100, Reason.NO_REPEAT)])
def test_a_hundred_requests_without_a_repeat_are_a_stream_without_one(requests, reason):
    assert _fit([str(key) for key in range(requests)]).reason is reason


@pytest.mark.parametrize(("factor", "knows"), [(9.5, True), (10.5, False)])
def test_a_number_of_items_is_known_within_a_factor_of_ten(factor, knows):
    counted = _fit(["a", "a", "b"])
    for ends in ((1e6 / factor, 1e6), (1e6, 1e6 * factor)):
        law = ZipfFit(exponent=0.8, exponent_ends=(0.7, 0.9), items=1e6, items_ends=ends)
        fit = TraceFit(working_set=counted.working_set, law=law, compared=(), reason=None)
        assert fit.knows_items == knows


def test_sizes_of_ten_keys_are_compared_unless_there_are_none():
    found = _fit(_zipf_stream(500, 20_000))
    assert min(each.keys for each in found.compared) >= 10
    assert min(each.keys for each in _fit(_zipf_stream(9, 20_000)).compared) < 10


@pytest.mark.parametrize(("size", "is_refused"), [(57, False), (58, True)])
def test_random_eviction_follows_a_hundred_thousand_choices(size, is_refused):
    """Twice the size, its square, and half its cube and square more: three keys too many."""
    keys = [str(key) for key in range(size + 3)]
    if is_refused:
        with pytest.raises(TooManyChoicesError):
            miss_probabilities(keys, size)
    else:
        assert miss_probabilities(keys, size) == (1,) * len(keys)


@pytest.mark.parametrize(("every", "reason"), [(20, None), (15, Reason.NOT_ZIPF)])
def test_a_law_is_off_by_five_points_at_most(every, reason):
    """A scan takes every so many requests: by 4.9 and 5.3 points."""
    keys = _zipf_stream(1_000, 20_000)
    scanned = [key if number % every else f"scan-{number}" for number, key in enumerate(keys)]
    found = _fit(scanned)
    assert found.reason is reason
    assert abs(found.worst.gap - 0.05) < 0.004


@pytest.mark.parametrize(("items", "reason"), [(1_000_000, None), (100_000, Reason.TOO_SHORT)])
def test_an_exponent_is_known_to_a_tenth_to_either_side(items, reason):
    """Over a hundred repeats, and intervals of 0.182 and 0.218."""
    found = _fit(_zipf_stream(items, 200, exponent=1.2))
    low, high = found.law.exponent_ends
    assert abs(high - low - 0.2) < 0.02 and not found.knows_items
    assert found.reason is reason


def test_ninety_percent_of_a_normal_distribution():
    assert NormalDist().cdf(Z_OF_ENDS) - NormalDist().cdf(-Z_OF_ENDS) == pytest.approx(
        0.9, abs=1e-8
    )
