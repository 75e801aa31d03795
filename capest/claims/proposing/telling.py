"""How much a number tells by itself, where no word near it names a quantity."""

from __future__ import annotations

from ...prose.written import Written
from ...units import Dimensions, measured

_TELLING_DIGITS = 3
"""Digits from which a number with its unit needs no word that names the quantity."""

_CHOOSING_DIGITS = 2
"""Digits from which one that no word names is worth a choice: 5 of anything is there by chance."""

_TIME: Dimensions = (("time", 1),)


def is_telling(written: Written) -> bool:
    """Whether a number is so exact that it is no coincidence: 34.7K QPS, 12.2 billion links; but
    1.31 clusters are a release, and times are in all prose.
    """
    return _is_size(written) and written.digits >= _TELLING_DIGITS


def is_worth_a_choice(written: Written) -> bool:
    """Whether a number that no word names may still be asked about."""
    return _is_size(written) and written.digits >= _CHOOSING_DIGITS


def _is_size(written: Written) -> bool:
    kind = measured(written.unit)
    return kind != _TIME if kind else bool(written.unit.powers and written.notation.scale)
