"""The shape of a day: against numeric integration and published pairs."""

from __future__ import annotations

import math

import pytest

from capest.models.peaks import combined_peak, rise_within, trough_over_mean


@pytest.mark.parametrize(
    ("peak", "trough"),
    [(1, 1), (1.5, 0.6014), (2, 0.3462698), (2.5, 0.1848232), (3, 0.0887), (4, 0.01325597)],
)
def test_the_quietest_moment(peak, trough):
    assert trough_over_mean(peak) == pytest.approx(trough, rel=2e-4)


@pytest.mark.parametrize(
    ("ratio", "peak"), [(3, 1.608413846677983), (3.5, 1.699949508794701), (4, 1.7797259036714352)]
)
def test_peak_to_trough(ratio, peak):
    assert peak / trough_over_mean(peak) == pytest.approx(ratio, rel=1e-9)


@pytest.mark.parametrize(
    ("peak", "regions", "together"),
    [
        (2, ((0.5, 0), (0.3, 8), (0.2, 16)), 1.2698),
        (2, ((0.6, 0), (0.25, 6), (0.15, 13)), 1.4789),
        (2, ((1, 0), (1, 8), (1, 16)), 1.0245),
        (3, ((0.5, 0), (0.3, 8), (0.2, 16)), 1.6072),
        (3, ((0.6, 0), (0.25, 6), (0.15, 13)), 1.9520),
        (3, ((1, 0), (1, 8), (1, 16)), 1.1426),
        (3, ((1, 5),), 3),
        (3, ((0.5, 2), (0.5, 2)), 3),
    ],
)
def test_regions_together(peak, regions, together):
    shares, hours = zip(*regions, strict=True)
    assert combined_peak(*[peak] * len(regions), *shares, *hours) == pytest.approx(
        together, abs=6e-5
    )


def test_a_curve_added_up_by_the_minute():
    """An independent sum: kappa by bisection on I0 as a series, loads minute by minute."""

    def bessel(kappa):
        return sum((kappa / 2) ** (2 * k) / math.factorial(k) ** 2 for k in range(40))

    low, high = 0.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if math.exp(middle) / bessel(middle) < 2.2 else (low, middle)
    loads = [
        sum(
            part * math.exp(low * math.cos((minute / 60 - hour) * math.tau / 24)) / bessel(low)
            for part, hour in ((0.7, 1), (0.3, 12))
        )
        for minute in range(24 * 60)
    ]
    assert combined_peak(2.2, 2.2, 0.7, 0.3, 1, 12) == pytest.approx(max(loads), rel=1e-4)


def test_the_highest_moment_may_lie_between_two_that_are_tried():
    """Of two alike half an hour apart it is the one between them."""
    kappa = math.log(rise_within(20, 0.5)) / 2
    apart = 0.53 / 24 * math.tau
    highest = 20 * math.exp(kappa * (math.cos(apart / 2) - 1))
    assert combined_peak(20, 20, 0.5, 0.5, 0, 0.53) == pytest.approx(highest, rel=1e-12)


def test_a_day_with_a_sharp_peak():
    """e^kappa / I0(kappa) by its series for large kappa (Abramowitz and Stegun 9.7.1)."""
    kappa = math.log(rise_within(60, 0.01)) / (2 * math.sin(math.pi * 0.01))
    series = 1 + 1 / (8 * kappa) + 9 / (128 * kappa**2) + 225 / (3072 * kappa**3)
    assert math.sqrt(math.tau * kappa) / series == pytest.approx(60, rel=1e-9)


@pytest.mark.parametrize("peak", [0.9, 100])
def test_no_day_has_such_a_peak(peak):
    with pytest.raises(ValueError, match="a peak"):
        trough_over_mean(peak)
