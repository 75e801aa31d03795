"""The slips that a derivation has room for: by its factors, its units and the size of its numbers.

Nobody takes years for months where there are only bits and bytes; nobody writes six zeros too many
where no number has six.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from ...derivations import Derivation
from ...language.tree import Binary, Call, Name, Number, Tree, walk
from ...quantities import Quantity
from ...slips import Slip, power_of_ten, slips_between
from ...units import COUNTING, NUMBER, UnitTable, conversion, dimensions, scale, unit_table
from .mental import plain_size

_SLIGHT = 1.25  # a factor nearer to 1 than this costs no points, so leaving it out is no slip
_LARGE = 1000  # nobody leaves out the number of users
_ROUNDED = 1e-9  # 1e6 computed as 999,999.9999999999 has six zeros
_WHOLE = ("ceil", "floor", "round", "next_power_of_two", "next_even")


def possible_slips(
    given: Iterable[Derivation], chain: Iterable[Derivation], truth: Quantity
) -> tuple[Slip, ...]:
    """The slips of a way from what is given to an answer, its own factors first."""
    given, chain = tuple(given), tuple(chain)
    return (*_own(given, chain), *slips_among(_met(given, chain, truth), truth.units))


def slips_among(met: Iterable[Quantity], units: UnitTable | None = None) -> tuple[Slip, ...]:
    """The slips for which some quantities have both units, or zeros enough."""
    names, most = set(), 1.0
    for quantity in met:
        plain = plain_size(quantity.unit)
        prefix = float(conversion(quantity.unit, plain) or 1)
        names |= {atom.name for atom, _ in plain.powers}
        value = abs(float(quantity.value))
        for size in (value, prefix, value * prefix):
            most = max(most, size, 1 / size if size else 1)
    zeros = math.floor(math.log10(most) + _ROUNDED)
    tens = (power_of_ten(power) for power in range(1, zeros + 1))
    return (*slips_between(names, units or unit_table()), *tens)


def _met(
    given: tuple[Derivation, ...], chain: tuple[Derivation, ...], truth: Quantity
) -> Iterator[Quantity]:
    """Every quantity on the way, and the numbers and units that stand in the formulas."""
    yield truth
    yield from (item.quantity for item in (*given, *chain))
    units = truth.units or unit_table()
    for item in chain:
        for node in walk(item.formula):
            match node:
                case Number(value=value, unit=word):
                    yield Quantity(value, (units.find(word) if word else None) or NUMBER)
                case Name(name=word):
                    yield Quantity(1.0, units.find(word) or NUMBER)


# --- factors ---


def _own(given: tuple[Derivation, ...], chain: tuple[Derivation, ...]) -> Iterator[Slip]:
    """The plain factors of a product, which are what gets lost or counted twice."""
    if not all(_is_product(item.formula) for item in chain):
        return
    for item in given:
        plain = all(name in COUNTING for name, _ in dimensions(item.quantity.unit))
        value = float(item.quantity.value) * float(scale(item.quantity.unit))
        factor = max(value, 1 / value) if value > 0 else 1.0
        if not plain or not _SLIGHT <= factor < _LARGE:
            continue
        out, twice = f"{item.name} left out", f"{item.name} counted twice"
        first, second = (twice, out) if value > 1 else (out, twice)
        yield Slip(factor=factor, too_high=first, too_low=second)


def _is_product(tree: Tree) -> bool:
    match tree:
        case Binary(operator="*" | "/", left=left, right=right):
            return _is_product(left) and _is_product(right)
        case Call(function=function, arguments=(only,)) if function in _WHOLE:
            return _is_product(only)
        case _:
            return not isinstance(tree, (Binary, Call))
