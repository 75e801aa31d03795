"""Whether a number and a quantity can be about one thing, and how much the number alone says."""

from __future__ import annotations

import math

from ...prose.comparable import comparable
from ...prose.compare import ratio_of
from ...prose.written import Written
from ...spellings import LETTERS
from ...units import COUNTING, DAY, PERCENT, Atom, Dimensions, Unit, dimensions, measured
from ...wording import contradicts
from .quantities import Bindable

NEARBY = math.log(1.5)
"""How near a value has to be for a closer look, prefixes of both kinds included; and to be asked
about where no slip explains it.
"""

_TELLING_DIGITS = 3
"""Digits from which a number with its unit needs no word that names the quantity."""

_CHOOSING_DIGITS = 2
"""Digits from which one that no word names is worth a choice: 5 of anything is there by chance."""

_TIME: Dimensions = (("time", 1),)


def is_of_one_time(unit: Unit, item: Bindable) -> bool:
    """Whether both are a second's, or a day's: one load has a name for each."""
    return _times(unit) == _times(item.derivation.quantity.unit)


def _times(unit: Unit) -> set[Atom]:
    return {atom for atom, _ in unit.powers if atom.dimension == "time"}


def is_of_another_kind(written: Written, item: Bindable) -> bool:
    """Whether a number with a unit says what a quantity is not of, and no words take that away:
    requests are no bytes.
    """
    quantity = item.derivation.quantity
    if _is_open(written) or comparable(written.unit, quantity) is not None:
        return False
    known = measured(quantity.unit)
    extra = set(dimensions(written.unit)) - set(dimensions(quantity.unit))
    above = any(power > 0 for _, power in known)
    return any(name not in COUNTING or (above and power > 0) for name, power in extra)


def is_far(written: Written, item: Bindable) -> bool:
    """Whether a number with a unit is no value of a quantity, however it is read: it is far from
    it, or of another kind.
    """
    if _is_open(written):
        return False
    ratio = ratio_of(written, item.derivation.quantity)
    return abs(math.log(ratio)) > NEARBY if ratio > 0 else is_of_another_kind(written, item)


def _is_open(written: Written) -> bool:
    """Whether words may give a number another unit than it seems to have."""
    return written.bare or written.notation.unit.strip() in LETTERS


def denies(item: Bindable, written: Written, words: frozenset[str], clause: frozenset[str]) -> bool:
    """Whether the words about a number, of which some are nearest, speak against a quantity."""
    powers = written.unit.powers
    times = [atom.scale for atom, _ in powers if atom.dimension == "time"]
    of_moments, of_days = any(time < DAY for time in times), any(time >= DAY for time in times)
    return contradicts(item.short, words, clause=clause, of_moments=of_moments, of_days=of_days)


def is_telling(written: Written) -> bool:
    """Whether a number is so exact that it is no coincidence: 34.7K QPS, 12.2 billion links; but
    1.31 clusters are a release, and times are in all prose.
    """
    return _is_size(written) and written.digits >= _TELLING_DIGITS


def is_worth_a_choice(written: Written) -> bool:
    """Whether a number that no word names is worth a question."""
    return _is_size(written) and written.digits >= _CHOOSING_DIGITS


def _is_size(written: Written) -> bool:
    kind = measured(written.unit)
    if written.unit == PERCENT:
        return False  # 99.99% is said of anything
    exact = bool(written.notation.scale) or written.digits > _TELLING_DIGITS
    return kind != _TIME if kind else exact and bool(written.unit.powers)
