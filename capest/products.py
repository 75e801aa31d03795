"""Products and powers of units: 20 posts * 300 B/post is in bytes."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from .units import COUNTING, PERCENT, Atom, Unit

_ONE = Fraction(1)


@lru_cache(maxsize=4096)
def multiply(left: Unit, right: Unit, *, as_written: bool = False) -> tuple[Unit, Fraction]:
    """The product's unit, and the factor by which the product of the two values must be scaled.

    Each physical dimension ends up in one word, the left one's (MB * 3/GB is a plain number, B/s *
    day is bytes); counting words cancel the same word first and then any word of their dimension.
    """
    powers = dict(left.powers)
    factor = _ONE
    for atom, power in right.powers:
        if atom.dimension not in COUNTING:
            factor *= _merge(powers, atom, power)
            continue
        left_over, cost = _cancel(powers, atom, power, same_word=True)
        if not as_written or _counted(powers, atom.dimension) > 1:
            left_over, cost = _cancel(powers, atom, left_over, same_word=False)
        factor *= cost
        powers[atom] = powers.get(atom, 0) + left_over
    product = Unit(tuple((atom, power) for atom, power in powers.items() if power))
    return _without_percent(product, factor)


def _counted(powers: dict[Atom, int], dimension: str) -> int:
    """How many words of a dimension stand above the slash."""
    return sum(power for atom, power in powers.items() if atom.dimension == dimension and power > 0)


def _cancel(
    powers: dict[Atom, int], atom: Atom, power: int, *, same_word: bool
) -> tuple[int, Fraction]:
    """Cancel a counting word against the other side's words; return the power that is left, and
    the scale it costs (millicores against cores).
    """
    cost = _ONE
    for other, held in powers.items():
        alike = other == atom if same_word else other.dimension == atom.dimension
        if alike and held * power < 0:
            step = min(abs(held), abs(power)) * (1 if power > 0 else -1)
            powers[other] = held + step
            power -= step
            cost *= (atom.scale / other.scale) ** step
    return power, cost


def _merge(powers: dict[Atom, int], atom: Atom, power: int) -> Fraction:
    """Join a physical word to the one already held for its dimension; return the scale it costs."""
    for other, held in powers.items():
        if other.dimension == atom.dimension and held:
            powers[other] = held + power
            return (atom.scale / other.scale) ** power
    powers[atom] = powers.get(atom, 0) + power
    return _ONE


def _without_percent(unit: Unit, factor: Fraction) -> tuple[Unit, Fraction]:
    """Percent dissolves into what it is a part of: 10% of 3 GB is 0.3 GB."""
    percent = PERCENT.powers[0][0]
    power = dict(unit.powers).get(percent, 0)
    if not power:
        return unit, factor
    rest = tuple((atom, held) for atom, held in unit.powers if atom != percent)
    return Unit(rest), factor * percent.scale**power


@lru_cache(maxsize=4096)
def raise_to(unit: Unit, power: int) -> tuple[Unit, Fraction]:
    """The unit to a whole power, and the factor it costs (a power of a percentage)."""
    raised = Unit(tuple((atom, held * power) for atom, held in unit.powers if power))
    return _without_percent(raised, _ONE)
