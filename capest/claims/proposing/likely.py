"""What speaks for a quantity that no words name, and which slips are worth a question: by chance a
number is near many.
"""

from __future__ import annotations

from ...prose.compare import judge_again
from ...prose.written import Written
from ...slips import SLIPS
from ...units import PERCENT
from ..judging.findings import CheckedClaim
from ..judging.slips import name_slip
from .fitting import is_telling, is_worth_a_choice
from .quantities import Bindable

_ROUNDED = 0.005
"""How far a number that says its quantity by itself may be off where its digits are more."""

_HOUR = 3600
_MOST_TIMES = 1000.0
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
    """Whether a slip that would explain a number is more than chance: of the quantities that it
    fits only a related one, no more zeros than a prefix has, and of two times one that is written,
    but for those of seconds, which are left out.
    """
    if checked.rival is not None or checked.judgement is None:
        return checked.rival is not None and checked.rival.is_related
    ratio, unit = checked.judgement.ratio, item.derivation.quantity.unit
    slip = name_slip(ratio, unit, written=written, subject=item.derivation)
    if slip is None or written.unit == PERCENT:
        return slip is None
    factor = max(slip.factor, 1 / slip.factor)
    if slip.kind == "time":
        times = {atom.name for atom, _ in written.unit.powers if atom.dimension == "time"}
        meant = {name for known in SLIPS if known.factor == factor for name in known.units or ()}
        return factor >= _HOUR or not times.isdisjoint(meant)
    return slip.kind not in ("tens", "thousands") or factor <= _MOST_TIMES
