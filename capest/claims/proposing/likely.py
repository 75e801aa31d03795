"""What speaks for a quantity that no words name, and which slips are worth a question: by chance a
number is near many.
"""

from __future__ import annotations

from ...prose.compare import judge_again
from ...prose.written import Written
from ...slips import SLIPS
from ...units import DAY, PERCENT
from ..judging.findings import CheckedClaim
from ..judging.slips import name_slip
from .fitting import is_telling, is_worth_a_choice
from .quantities import Bindable

_ROUNDED = 0.005
"""How far a number that says its quantity by itself may be off where its digits are more."""

_HOUR = 3600
_MOST_TIMES = 1100.0
"""A larger prefix or more zeros are no slip: it is another quantity."""


def is_sure_of(written: Written, item: Bindable) -> bool:
    """Whether a number says by itself that it is the quantity: in digits that are all right."""
    return is_telling(written) and _is_exact(written, item)


def may_be_chosen(written: Written, item: Bindable) -> bool:
    """Whether a number that no word names is worth a question about the quantity."""
    return is_worth_a_choice(written) and _is_exact(written, item)


def _is_exact(written: Written, item: Bindable) -> bool:
    ratio = judge_again(written, item.derivation.quantity).ratio
    return abs(ratio - 1) <= max(written.quantum / 2 / written.value, _ROUNDED)


def is_likely_slip(written: Written, item: Bindable, checked: CheckedClaim) -> bool:
    """Whether a slip that would explain a number is more than chance.

    Of the quantities that it fits only a related one is, and no more zeros than a prefix has; of
    two times one is written, but for those of seconds, which are left out; bits are of a rate.
    """
    if checked.judgement is None or written.unit == PERCENT:
        return False
    ratio, unit = checked.judgement.ratio, item.derivation.quantity.unit
    is_close = 1 / _MOST_TIMES < ratio < _MOST_TIMES
    if checked.rival is not None:
        return checked.rival.is_related and is_close
    slip = name_slip(ratio, unit, written=written, subject=item.derivation)
    if slip is None:
        return True
    factor = max(slip.factor, 1 / slip.factor)
    times = {atom.name: atom.scale for atom, _ in written.unit.powers if atom.dimension == "time"}
    if slip.kind == "time":
        meant = {name for known in SLIPS if known.factor == factor for name in known.units or ()}
        return factor >= _HOUR or not meant.isdisjoint(times)
    if slip.kind == "bits":
        return any(scale < DAY for scale in times.values())
    return is_close
