"""The fit of Zipf's law to counts, against streams whose law is known and sums by hand."""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from random import Random

import pytest

from capest.models.popularity import MOST_ITEMS, uniform, zipf
from capest.models.traces.zipf_fit import (
    _covariances,
    _mean_log,
    _spread,
    expected_moment,
    fit_zipf,
)


def counts(items, exponent, requests, seed=1):
    """How many keys come so many times in a stream of independent requests."""
    weights = list(accumulate(rank**-exponent for rank in range(1, items + 1)))
    stream = Random(seed).choices(range(items), cum_weights=weights, k=requests)
    return Counter(Counter(stream).values())


@pytest.mark.parametrize("exponent", [0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2])
@pytest.mark.parametrize(
    ("items", "requests", "tolerance"),
    [
        (100, 20_000, 0.02),
        (1_000, 100_000, 0.005),
        (1_000, 10_000, 0.015),
        (100_000, 200_000, 0.005),
        (100_000, 20_000, 0.03),  # a tenth of the items are seen, or fewer
    ],
)
def test_the_exponent_of_a_stream_is_found(items, exponent, requests, tolerance):
    fit = fit_zipf(counts(items, exponent, requests))
    assert fit.exponent == pytest.approx(exponent, abs=tolerance)
    low, high = fit.exponent_ends
    assert low < fit.exponent < high
    assert high - low < 2.5 * tolerance, "the interval is about as wide as what is asked for here"


@pytest.mark.parametrize("exponent", [0.6, 0.8, 1.0, 1.2])
def test_the_items_of_a_stream_are_found_though_most_are_never_asked_for(exponent):
    keys_by_count = counts(100_000, exponent, 200_000)
    fit = fit_zipf(keys_by_count)
    assert sum(keys_by_count.values()) < 75_000
    assert fit.items == pytest.approx(100_000, rel=0.05)
    assert fit.items_ends[0] < 100_000 < fit.items_ends[1]


@pytest.mark.parametrize("exponent", [0.6, 0.8, 1.0, 1.2])
def test_items_that_are_all_seen_are_counted(exponent):
    fit = fit_zipf(counts(500, exponent, 200_000))
    assert fit.items == pytest.approx(500, rel=0.002)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "exponent", "requests"), [(1_000, 0.6, 10_000), (20_000, 1.0, 20_000)]
)
def test_nine_intervals_in_ten_hold_the_truth(items, exponent, requests):
    """Of 20 streams 18 are expected and 14 allowed: fewer have a chance of 0.2 % (binomial)."""
    fits = [fit_zipf(counts(items, exponent, requests, seed)) for seed in range(20)]
    assert sum(fit.exponent_ends[0] <= exponent <= fit.exponent_ends[1] for fit in fits) >= 14
    assert sum(fit.items_ends[0] <= items <= fit.items_ends[1] for fit in fits) >= 14


def by_ranks(keys_by_count):
    """Maximum likelihood over observed ranks (Goldstein et al. 2004), by bisection."""
    ordered = [count for count in sorted(keys_by_count, reverse=True)
               for _ in range(keys_by_count[count])]  # fmt: skip
    logs = [math.log(rank) for rank in range(1, len(ordered) + 1)]
    mean = sum(map(math.prod, zip(ordered, logs, strict=True))) / sum(ordered)
    low, high = 0.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        weights = [math.exp(-middle * log) for log in logs]
        expected = sum(map(math.prod, zip(weights, logs, strict=True))) / sum(weights)
        low, high = (middle, high) if expected > mean else (low, middle)
    return low


def test_ranks_that_are_observed_mislead_where_most_items_are_not():
    """The bias that Pilgrim and Hills describe (2021), and its absence here."""
    keys_by_count = counts(1_000_000, 0.8, 100_000)
    assert by_ranks(keys_by_count) < 0.65
    assert fit_zipf(keys_by_count).exponent == pytest.approx(0.8, abs=0.01)


def test_with_every_item_seen_often_it_is_maximum_likelihood():
    keys_by_count = counts(300, 0.9, 500_000)
    assert fit_zipf(keys_by_count).exponent == pytest.approx(by_ranks(keys_by_count), abs=1e-3)


def test_equal_items_have_exponent_0():
    fit = fit_zipf(counts(1_000, 0, 200_000))
    assert fit.exponent < 0.05 and fit.exponent_ends[0] == 0
    assert fit.items == pytest.approx(1_000)


def test_counts_more_even_than_chance_have_exponent_0():
    fit = fit_zipf({10: 1_000})
    assert (fit.exponent, fit.items) == (0, pytest.approx(1_000, rel=1e-3))


def test_items_without_an_end_are_called_so():
    fit = fit_zipf(counts(1_000_000, 1.6, 3_000, seed=1))
    assert fit.items_ends[1] > 100 * fit.items_ends[0]
    assert fit.items_ends[1] <= MOST_ITEMS


@pytest.mark.parametrize("keys_by_count", [{1: 1}, {1: 10}, {7: 1}])
def test_what_has_no_law_is_refused(keys_by_count):
    with pytest.raises(ValueError, match="a law takes two keys"):
        fit_zipf(keys_by_count)


# --- the expectations, against sums and simulation ---


def chances(mean):
    """The Poisson distribution by logarithms, without a recurrence."""
    for count in range(int(mean + 20 * math.sqrt(mean)) + 60):
        yield count, math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


@pytest.mark.parametrize("mean", [1e-6, 0.1, 1, 29.9, 30, 31, 1000])
def test_moments_of_a_count(mean):
    """On both sides of 30, from where series take over."""
    moment = sum(chance * count * math.log(count or 1) for count, chance in chances(mean))
    square = sum(chance * (count * math.log(count or 1)) ** 2 for count, chance in chances(mean))
    mixed = sum(chance * count**2 * math.log(count or 1) for count, chance in chances(mean))
    assert mean * _mean_log(mean) == pytest.approx(moment, rel=1e-6)
    variance, covariance, value = _spread(mean)
    assert value == pytest.approx(moment, rel=1e-6)
    assert variance == pytest.approx(square - moment**2, rel=2e-4)
    assert covariance == pytest.approx(mixed - mean * moment, rel=2e-4)


def test_the_expected_moment_of_a_law_is_the_mean_of_its_streams():
    found = [
        sum(
            keys * count * math.log(count)
            for count, keys in counts(2_000, 0.9, 5_000, seed).items()
        )
        for seed in range(50)
    ]
    mean = sum(found) / 50
    error = math.sqrt(sum((value - mean) ** 2 for value in found) / 49 / 50)
    assert expected_moment(zipf(2_000, 0.9), 5_000) == pytest.approx(mean, abs=4 * error)


def test_the_variance_of_the_distinct_keys_is_that_of_the_occupancy_problem():
    """Of n equal items, r n requests leave out a number of variance n e^-r (1 - (1 + r) e^-r)
    (Feller, An Introduction to Probability Theory, 1968; Johnson and Kotz, Urn Models, 1977).
    """
    seen, _, _ = _covariances(uniform(1_000), 1_500)
    never = math.exp(-1.5)
    assert seen == pytest.approx(1_000 * never * (1 - 2.5 * never))
