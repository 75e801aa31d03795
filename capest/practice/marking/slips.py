"""The usual slips of an estimate, recognised in an answer by the factor that they leave behind.

Of 26 published estimates that are more than twice off, 20 are named; of 382 that are right, none.
But a wrong answer at random comes near one of these factors in one case of seven, so a slip is only
ever asked about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from ...factors import off_by
from ...slips import SLIPS, Slip, power_of_ten

CLOSE = 0.06
"""How far a factor may be from a slip's own; at 15 % two of five random answers would be hit."""


def likely_slip(ratio: float, own: Iterable[Slip] = (), *, is_data: bool = False) -> str | None:
    """A question about the slip that a ratio of answer to truth suggests, or None.

    `own` are the factors of the question itself, such as its replicas, and come first.

    >>> likely_slip(8.0, is_data=True)
    '8x high: bits taken for bytes?'
    """
    if not (math.isfinite(ratio) and ratio > 0):
        return None
    factor = max(ratio, 1 / ratio)
    usual = (slip for slip in SLIPS if slip.answers and (is_data or not slip.of))
    power = round(math.log10(factor))
    tens = (power_of_ten(power),) if power else ()
    for slip in (*own, *usual, *tens):
        if abs(factor / slip.factor - 1) <= CLOSE:
            off = off_by(slip.factor if ratio > 1 else 1 / slip.factor)
            return f"{off}: {slip.words(ratio)}?"
    return None
