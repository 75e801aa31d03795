"""The shape of a day: how far above its mean the busiest moment is, alone and in several regions.

Load follows a von Mises curve, e^(kappa cos t) / I0(kappa): smooth, one number for its shape, and
any ratio of peak to mean (a sinusoid reaches 2 at most). Published pairs agree with it: 3x to 4x
between trough and peak is 1.6x to 1.7x above the mean (robustperception.io, Do you know your peak
to mean ratio?; here 1.61 and 1.78). Functions work on floats and on arrays of samples.
"""

from __future__ import annotations

import math
from functools import lru_cache

from .roots import root
from .samples import on_arrays

STEPS = 288
"""Moments of a day at which curves are added up, every five minutes: a mean over them is exact to a
float, as 230 would be enough for the most peaked day."""

NEAR = 1e-7
"""How near, in a circle's radians, the highest moment is found: its height is flat there."""

MOST_PEAKED = 700.0
"""The kappa beyond which e^kappa is no float; its peak is 66 times the mean."""


@on_arrays("array_peaks", "troughs")
def trough_over_mean(peak: float) -> float:
    """The quietest moment over the mean, of a day with so high a peak over its mean.

    >>> round(trough_over_mean(2), 6)
    0.34627
    """
    return peak * math.exp(-2 * _kappa(peak))


@on_arrays("array_peaks", "peaks_over_means")
def peak_over_mean(over_trough: float) -> float:
    """The peak over the mean, of a day whose peak is so many times its quietest moment.

    The two are e^(2 kappa) apart. Raises ValueError below 1.

    >>> round(peak_over_mean(3.5), 6)
    1.69995
    """
    if over_trough < 1:
        raise ValueError("a peak below the quietest moment")
    return _peak(math.log(over_trough) / 2)


@on_arrays("array_peaks", "rises")
def rise_within(peak: float, part: float) -> float:
    """How many times as much there is after a part of a day, where the day rises most steeply.

    Half before the steepest moment and half behind: e^(2 kappa sin(pi part)). Over half a day, and
    more, it is the peak over the trough.

    >>> round(1 / rise_within(3, 0.5 / 24), 3)
    0.794
    """
    return math.exp(2 * _kappa(peak) * math.sin(math.pi * min(part, 0.5)))


@on_arrays("array_peaks", "combined_peaks")
def combined_peak(*regions: float) -> float:
    """The peak over the mean of regions together, each with its own at its own hour.

    First the peak over the mean of each, then their shares of the load, then the hours by which
    their days are shifted. Raises ValueError for a peak below the mean.

    >>> round(combined_peak(2, 2, 2, 0.5, 0.3, 0.2, 0, 8, 16), 4)
    1.2698
    """
    number = len(regions) // 3
    peaks, shares, hours = (
        regions[start : start + number] for start in range(0, len(regions), number)
    )
    days = [
        (share * peak, _kappa(peak), hour % 24 * math.tau / 24)
        for peak, share, hour in zip(peaks, shares, hours, strict=True)
    ]

    def together(moment: float) -> float:
        return math.fsum(load * _curve(moment - shift, kappa) for load, kappa, shift in days)

    best = max(_moments(), key=together)
    low, high = best - math.tau / STEPS, best + math.tau / STEPS
    while high - low > NEAR:  # one maximum between two neighbours: by thirds
        one, two = low + (high - low) / 3, high - (high - low) / 3
        low, high = (one, high) if together(one) < together(two) else (low, two)
    return together((low + high) / 2) / math.fsum(shares)


def _curve(angle: float, kappa: float) -> float:
    """Load over that at the peak."""
    return math.exp(kappa * (math.cos(angle) - 1))


def _peak(kappa: float) -> float:
    """e^kappa / I0(kappa), which is one over the mean of the curve over its peak."""
    return STEPS / math.fsum([math.exp(kappa * fall) for fall in _falls()])


@lru_cache
def _moments() -> tuple[float, ...]:
    """Of a day, as angles."""
    return tuple(step * math.tau / STEPS for step in range(STEPS))


@lru_cache
def _falls() -> tuple[float, ...]:
    """By how much the cosine is lower there than at the peak."""
    return tuple(math.cos(moment) - 1 for moment in _moments())


@lru_cache
def _kappa(peak: float) -> float:
    if peak < 1:
        raise ValueError("a peak below the mean")
    if peak > _peak(MOST_PEAKED):
        raise ValueError(f"a peak of more than {_peak(MOST_PEAKED):.0f} times the mean of a day")
    return root(lambda kappa: _peak(kappa) - peak, 0.0, MOST_PEAKED)
