"""The usual slips of an estimate, recognised by the factor that they leave behind.

Of 26 published estimates that are more than twice off, 20 are named; of 382 that are right, none.
But a wrong answer at random comes near one of these factors in one case of seven, so a slip is only
ever asked about.

A number in a document comes with a unit and an estimate that say more, so `claims/slips.py` has
narrower bounds and other slips; here only a factor is known, and the questions are a learner's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..factors import off_by

CLOSE = 0.06
"""How far a factor may be from a slip's own; at 15 % two of five random answers would be hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A factor, and what to ask of a result that is too high or too low by it."""

    factor: float
    too_high: str
    too_low: str


_BITS = Slip(factor=8, too_high="bits for bytes", too_low="bytes for bits")
"""For sizes and bandwidths only."""

_USUAL = (
    Slip(factor=24, too_high="days for hours", too_low="hours for days"),
    Slip(factor=60, too_high="minutes for seconds", too_low="seconds for minutes"),
    Slip(factor=3600, too_high="hours for seconds", too_low="seconds for hours"),
    Slip(
        factor=86_400,
        too_high="the 86,400 seconds of a day not divided by",
        too_low="the 86,400 seconds of a day one time too many",
    ),
    Slip(factor=30, too_high="months for days", too_low="days for months"),
    Slip(factor=365, too_high="years for days", too_low="days for years"),
    Slip(factor=12, too_high="years for months", too_low="months for years"),
)


def likely_slip(ratio: float, own: Iterable[Slip] = (), *, is_data: bool = False) -> str | None:
    """A question about the slip that a ratio of answer to truth suggests, or None.

    `own` are the factors of the question itself, such as its replicas, and come first.

    >>> likely_slip(8.0, is_data=True)
    '8x high: bits for bytes?'
    """
    if not (math.isfinite(ratio) and ratio > 0):
        return None
    factor = max(ratio, 1 / ratio)
    usual = (_BITS, *_USUAL) if is_data else _USUAL
    slips = [slip for slip in (*own, *usual) if _close(factor, slip.factor)]
    power = round(math.log10(factor))
    if power and _close(factor, 10.0**power):
        slips.append(_power_of_ten(power))
    if not slips:
        return None
    slip = slips[0]
    high = ratio > 1
    off = off_by(slip.factor if high else 1 / slip.factor)
    return f"{off}: {slip.too_high if high else slip.too_low}?"


def _close(factor: float, known: float) -> bool:
    return known * (1 - CLOSE) <= factor <= known * (1 + CLOSE)


def _power_of_ten(power: int) -> Slip:
    factor = 10.0**power
    if power % 3 == 0:
        return Slip(factor=factor, too_high="a prefix too large", too_low="a prefix too small")
    zeros = "a zero" if power == 1 else f"{power} zeros"
    return Slip(factor=factor, too_high=f"{zeros} too many", too_low=f"{zeros} lost")
