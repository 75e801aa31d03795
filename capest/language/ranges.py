"""The ends of a range, of which one may leave its unit to the other."""

from __future__ import annotations

import re
from dataclasses import replace

from ..problems import Extent
from ..units import unit_table
from .tokens import Fault
from .tree import Binary, Negative, Number, Tree


def with_unit_of(whole: Tree, bare: Tree) -> Tree:
    """`bare` in the unit of `whole`: in `5 to 15 MB/s` the 5 is 5 MB/s."""
    if isinstance(bare, Negative):
        return replace(bare, operand=with_unit_of(whole, bare.operand))
    if not isinstance(bare, Number) or bare.unit is not None:
        return bare
    scaled = isinstance(whole, Number) and whole.text[-1:].isalpha() and bare.text[-1:].isdigit()
    if scaled and isinstance(whole, Number) and bare.value:  # 0 is 0 in any
        raise Fault(
            "ambiguous-range",
            f"{bare.text} may be {bare.text} or in the magnitude of {whole.text}",
            bare.at,
            "write both ends in full: 1M to 2M",
        )
    if isinstance(whole, Number) and whole.unit == "%" and 0 < bare.value < 1:
        raise Fault(
            "ambiguous-range",
            f"{bare.text} may be {bare.text}% or {bare.value:.0%}",
            bare.at,
            "write both ends with %, or both without",
        )
    return _replace_leading_number(whole, bare) or bare


def compared_range(at: Extent) -> Fault:
    """A range stands where an expectation compares."""
    return Fault(
        "malformed-range",
        "an expectation compares with one value, not a range",
        at,
        "expect each end in a line of its own, one with >= and one with <=",
    )


def word_after_to(low: str, word: str, at: Extent) -> Fault:
    """A unit or a name stands where a range has its high end."""
    return Fault(
        "malformed-range",
        f"a range needs a number after 'to', not '{word}'",
        at,
        f"`in` converts: {low} in {word}"
        if unit_table().find(re.split(r"\W", word)[0])
        else "both ends are plain quantities, and no names: 5 MB to 15 MB",
    )


def _replace_leading_number(whole: Tree, number: Number) -> Tree | None:
    match whole:
        case Number():
            return replace(number, unit=whole.unit, unit_at=whole.unit_at)
        case Binary(operator="*" | "/"):
            left = _replace_leading_number(whole.left, number)
            return replace(whole, left=left, at=number.at) if left else None
        case _:
            return None
