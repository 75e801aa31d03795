"""Both sides of an expectation, in one unit."""

from __future__ import annotations

from ..language.ranges import compared_range
from ..language.tree import Binary, PlusMinus, Range, Tree, children, walk
from ..scenario.model import Expectation
from ..units import Unit, conversion, dimensions, fill
from .expressions.faults import mismatch
from .expressions.readings import settled
from .expressions.scope import Names
from .expressions.type_check import check
from .expressions.typed import Typed, converted


def sides(expectation: Expectation, scope: Names) -> tuple[Typed, Typed]:
    """Both sides in one unit, under the one reading whose units can be compared; raises Fault."""
    for side in (expectation.left, expectation.right):
        if any(isinstance(node, (Range, PlusMinus)) for node in walk(side)):
            raise compared_range(side.at)
    left, right = expectation.left, expectation.right
    whole = Binary(expectation.sign, left, right, (left.at[0], right.at[1]))

    def compared(way: Tree) -> tuple[Typed, Typed]:
        one, other = children(way)
        return _comparable(check(one, scope), check(other, scope), expectation, scope)

    return settled(whole, scope, check, compared)[1]


def _comparable(
    left: Typed, right: Typed, expectation: Expectation, scope: Names
) -> tuple[Typed, Typed]:
    """Both sides in one unit, the computed side's; the other may leave its counting words out."""
    lead, other = (right, left) if left.constant else (left, right)
    unit: Unit = other.unit
    if dimensions(unit) != dimensions(lead.unit) and other.constant:
        unit = fill(unit, lead.unit) or unit
    factor = conversion(unit, lead.unit)
    if factor is None:
        raise mismatch(
            expectation.sign,
            [(left.unit, expectation.left.at), (right.unit, expectation.right.at)],
            (expectation.left.at[0], expectation.right.at[1]),
            ((left, expectation.left), (right, expectation.right)),
            scope,
        )
    other = converted(other, lead.unit, factor)
    return (other, lead) if left.constant else (lead, other)
