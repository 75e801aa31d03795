"""The shape of a day, for many samples at once: what `peaks` is for one.

A value of each sample is a column, the moments of its day the row beside it.
"""

from __future__ import annotations

import math
from typing import Any

from .peaks import MOST_PEAKED, NEAR, STEPS
from .roots import roots


def troughs(array: Any, peak: Any) -> Any:
    """The quietest moments over the means."""
    return peak * array.exp(-2 * _kappas(array, peak))


def peaks_over_means(array: Any, over_trough: Any) -> Any:
    """The peaks over the means of days whose peaks are so many times their quietest moments."""
    right = over_trough >= 1
    found = _peaks(array, array.log(array.where(right, over_trough, 1.0)) / 2)
    return array.where(right, found, math.nan)


def rises(array: Any, peak: Any, part: Any) -> Any:
    """How many times as much there is after a part of a day."""
    steepest = array.sin(math.pi * array.minimum(part, 0.5))
    return array.exp(2 * _kappas(array, peak) * steepest)


def combined_peaks(array: Any, *regions: Any) -> Any:
    """The peaks over the means of regions together."""
    number = len(regions) // 3
    peaks, shares, hours = (
        regions[start : start + number] for start in range(0, len(regions), number)
    )
    known: list[tuple[Any, Any]] = []
    days = []
    for peak, share, hour in zip(peaks, shares, hours, strict=True):
        kappa = next((kappa for other, kappa in known if _are_equal(array, peak, other)), None)
        if kappa is None:
            kappa = _kappas(array, peak)
            known.append((peak, kappa))
        days.append((share * peak, kappa, hour % 24 * math.tau / 24))

    def together(moment: Any) -> Any:
        return sum(load * _curve(array, moment - shift, kappa) for load, kappa, shift in days)

    step = math.tau / STEPS
    moments = array.astype(array.arange(STEPS), array.float64) * step
    best = array.argmax(together(moments), axis=-1, keepdims=True) * step
    low, high = best - step, best + step
    for _ in range(math.ceil(math.log(2 * step / NEAR) / math.log(1.5))):
        one, two = low + (high - low) / 3, high - (high - low) / 3
        rising = together(one) < together(two)
        low, high = array.where(rising, one, low), array.where(rising, high, two)
    return together((low + high) / 2) / sum(shares)


def _are_equal(array: Any, one: Any, other: Any) -> bool:
    return one.shape == other.shape and bool(array.all(one == other))


def _curve(array: Any, angle: Any, kappa: Any) -> Any:
    return array.exp(kappa * (array.cos(angle) - 1))


def _peaks(array: Any, kappa: Any) -> Any:
    """Over the means: a day is the same before its peak and after it."""
    half = array.astype(array.arange(1, STEPS // 2), array.float64) * (math.tau / STEPS)
    within = array.sum(_curve(array, half, kappa), axis=-1, keepdims=True)
    return STEPS / (1 + 2 * within + array.exp(-2 * kappa))


def _kappas(array: Any, peak: Any) -> Any:
    """Where the mean of a day is one over its peak; nan for a peak that no day has."""
    peak = array.reshape(peak, (-1, 1))
    none = array.zeros_like(peak)
    return roots(array, lambda kappa: _peaks(array, kappa) - peak, none, none + MOST_PEAKED)
