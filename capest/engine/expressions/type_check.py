"""Checks the units of an expression once, and turns it into a function of bare numbers.

The function takes the values of all names and returns a value; it runs on floats and on arrays of
samples alike. Values stay in the unit they were written in, with a conversion only where two units
of one dimension meet, so that 300M * 10/day is 3,000,000,000 a day to the last digit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...functions import FUNCTIONS
from ...language.tokens import Fault
from ...language.tree import (
    Binary,
    Call,
    Convert,
    Division,
    Name,
    Negative,
    Number,
    PlusMinus,
    Range,
    Tree,
    Unread,
    walk,
)
from ...models.distributions import Distribution
from ...products import multiply, raise_to
from ...units import (
    COUNTING,
    NUMBER,
    PERCENT,
    Unit,
    conversion,
    dimensions,
    fill,
    measured,
    ratio,
)
from .aligned import aligned
from .calls import under_rule
from .faults import cannot_count, mismatch
from .left_over import taken_per
from .matched import matched
from .no_value import constant, finite
from .powers import bounded, raised
from .readings import settled
from .traced import Traced
from .typed import Scope, Typed, Values, converted
from .unknown_words import bare_noun, unknown_function, unknown_name, unknown_unit


def check(tree: Tree, scope: Scope) -> Typed:
    """The checked expression; raises Fault on unknown words and unfit dimensions."""
    match tree:
        case Number():
            return _number(tree, scope)
        case Name():
            return _name(tree, scope)
        case Negative():
            inner = check(tree.operand, scope)
            return Typed(inner.unit, lambda values: -inner.compute(values), inner.constant)
        case Binary(operator="+" | "-"):
            return _sum(tree, scope)
        case Binary(operator="*" | "/"):
            return _product(tree, scope)
        case Binary():
            return _power(tree, scope)
        case Division():
            return settled(tree, scope, check, lambda way: check(way, scope))[1]
        case Call():
            return _call(tree, scope)
        case Range() | PlusMinus():
            return _uncertain(tree, scope)
        case Convert():
            return _convert(tree, scope)
        case Unread():
            raise TypeError("what could not be read has no unit")


# --- leaves ---


def _number(tree: Number, scope: Scope) -> Typed:
    value = tree.value
    if tree.unit is None:
        return Typed(NUMBER, lambda values: value, True)
    if tree.unit == "%":
        return Typed(PERCENT, lambda values: value, True)
    found = scope.units.find(tree.unit)
    if found is None:
        raise unknown_unit(tree, scope)
    return Typed(found, lambda values: value, True)


def _name(tree: Name, scope: Scope) -> Typed:
    name = tree.name
    unit = scope.unit_of(name)
    if unit is not None:
        return Typed(unit, lambda values: values[name], False)
    found = scope.units.find(name)
    if found is None:
        raise unknown_name(tree, scope)
    if scope.units.is_noun(name):
        raise bare_noun(tree, scope)
    return Typed(found, lambda values: 1.0, True)


def _divisor(tree: Tree, scope: Scope) -> Typed:
    """The right side of a slash, where a word that stands alone may be a counting word."""
    if not isinstance(tree, Name):
        return check(tree, scope)
    found = scope.units.find(tree.name)
    if found and scope.unit_of(tree.name) is None:
        return Typed(found, lambda values: 1.0, True)
    return check(tree, scope)


# --- operators ---


def _sum(tree: Binary, scope: Scope) -> Typed:
    left, right = check(tree.left, scope), check(tree.right, scope)
    _refuse_added_percentage(tree, left, right)
    left, right = aligned([(left, tree.left), (right, tree.right)], tree.operator, tree.at, scope)
    a, b, constant = left.compute, right.compute, left.constant and right.constant
    if tree.operator == "+":
        return Typed(left.unit, lambda values: a(values) + b(values), constant)
    return Typed(left.unit, lambda values: a(values) - b(values), constant)


def _refuse_added_percentage(tree: Binary, left: Typed, right: Typed) -> None:
    """`100 GB + 20%` means different things in different tools; 1 - 20% and 30% + 20% do not."""
    for part, whole, other in ((tree.right, left, tree.left), (tree.left, right, tree.right)):
        literal = isinstance(part, Number) and part.unit == "%"
        one = isinstance(other, Number) and other.value == 1
        if (
            literal
            and whole.unit != PERCENT
            and not one
            and (dimensions(whole.unit) or whole.constant)
        ):
            raise Fault(
                "added-percentage",
                "adding a percentage to a quantity means different things in different tools",
                tree.at,
                "multiply instead: 100 GB * 120%",
            )


def _product(tree: Binary, scope: Scope, *, per: Collection[str] = ()) -> Typed:
    """A product or a quotient; `per` holds the dimensions of what follows and says what it is for:
    80 MB/post, $0.75 / (1M requests).
    """
    if tree.operator == "/":
        return _quotient(tree, scope, per=per)
    left, right = _factor(tree.left, scope), _factor(tree.right, scope)
    unit, factor = multiply(left.unit, right.unit)
    a, b, constant = left.compute, right.compute, left.constant and right.constant
    product = Typed(unit, lambda values: a(values) * b(values), constant)
    taken = taken_per(tree, left, right)
    if taken and taken.noun.dimension not in per:
        product = replace(product, unit=taken.without_noun(unit), said=str(taken))
    return bounded(converted(product, product.unit, factor), tree)


def _quotient(tree: Binary, scope: Scope, *, per: Collection[str]) -> Typed:
    word = tree.right.name if isinstance(tree.right, Name) else ""
    is_noun = scope.units.is_noun(word) and scope.unit_of(word) is None
    right = _divisor(tree.right, scope)
    is_word = isinstance(tree.right, Name) and right.constant
    counted = [atom.dimension for atom, _ in right.unit.powers if atom.dimension in COUNTING]
    left = _factor(
        tree.left, scope, per=COUNTING if is_noun else (*counted, *(per if is_word else ()))
    )
    below, cost = raise_to(right.unit, -1)
    unit, factor = multiply(left.unit, below, as_written=is_word)
    a, b, constant = left.compute, right.compute, left.constant and right.constant
    ratio = Typed(unit, lambda values: a(values) / b(values), constant, left.said)
    return bounded(converted(ratio, unit, factor * cost), tree)


def _factor(tree: Tree, scope: Scope, *, per: Collection[str] = ()) -> Typed:
    match tree:
        case Binary(operator="*" | "/"):
            return _product(tree, scope, per=per)
        case _:
            return check(tree, scope)


def _power(tree: Binary, scope: Scope) -> Typed:
    return raised(tree, check(tree.left, scope), check(tree.right, scope))


def _convert(tree: Convert, scope: Scope) -> Typed:
    value = check(tree.value, scope)
    target, size = _target(tree.unit, scope)
    if tree.word == "as":
        if measured(value.unit) != measured(target):
            raise cannot_count(tree, value.unit, target)
        return converted(value, target, ratio(value.unit, target) / size)
    filled = fill(target, value.unit) or target
    given = (value.constant and fill(value.unit, target)) or value.unit
    factor = conversion(value.unit, filled) or conversion(given, target)
    if factor is None:
        operands = [(value.unit, tree.value.at), (target, tree.unit.at)]
        raise mismatch("in", operands, tree.at, [(value, tree.value)])
    # What it counts may be left out of the target: TB/h of videos. hours/day is a number of 1/24.
    return converted(value, target, factor / size)


def _target(tree: Tree, scope: Scope) -> tuple[Unit, Fraction]:
    """The unit after `in`, and its size where it comes out as a number; names are not looked at."""
    match tree:
        case Name(name=word) if found := scope.units.find(word):
            return found, Fraction(1)
        case Name(name="%"):
            return PERCENT, Fraction(1)
        case Name(name="number"):
            return NUMBER, Fraction(1)
        case Name(name=word, at=at):
            raise unknown_unit(Number(1, word, at=at, unit_at=at), scope)
        case Number(value=1, unit=None):
            return NUMBER, Fraction(1)
        case Binary(operator="/" | "*" as sign, left=left, right=right):
            above, size = _target(left, scope)
            below, other = _target(right, scope)
            if sign == "/":
                below, other = raise_to(below, -1)[0], 1 / other
            unit, factor = multiply(above, below, as_written=True)
            return unit, size * other * factor
        case _:
            raise Fault(
                "not-a-unit", "a unit is expected here", tree.at, "e.g. in GB/day, as requests"
            )


# --- functions ---


def _call(tree: Call, scope: Scope) -> Typed:
    function = FUNCTIONS.get(tree.function)
    if function is None:
        raise unknown_function(tree)
    tree, called = matched(tree, function)
    arguments = [check(argument, scope) for argument in tree.arguments]
    constant = all(argument.constant for argument in arguments)
    unit, arguments = under_rule(tree, function.rule, arguments, scope)
    compute, inner = called.compute, tuple(argument.compute for argument in arguments)

    def call(values: Values) -> Any:
        given = [item(values) for item in inner]
        return values.called(called, given) if isinstance(values, Traced) else compute(*given)

    return Typed(unit, call, constant)


def _uncertain(tree: Range | PlusMinus, scope: Scope) -> Typed:
    """The central value of a range, the median of `a to b` and the centre of `a ± b`; or the value
    that is put in for its node.
    """
    low, high, unit = ends(tree, scope)
    if isinstance(tree, PlusMinus):
        middle = check(tree.centre, scope).compute({})
    else:
        all_ = float(ratio(NUMBER, unit)) if scope.shares else None
        middle = Distribution.of(low, high, all_=all_).middle
    node = id(tree)
    return Typed(unit, lambda values: values.get(node, middle), True)


def ends(tree: Range | PlusMinus, scope: Scope) -> tuple[float, float, Unit]:
    """Both ends of a range and their unit; raises Fault where they make no interval."""
    first, second = (tree.low, tree.high) if isinstance(tree, Range) else (tree.centre, tree.spread)
    one, two = check(first, scope), check(second, scope)
    for checked, written in ((one, first), (two, second)):
        if not checked.constant or any(
            isinstance(node, (Range, PlusMinus)) for node in walk(written)
        ):
            raise Fault(
                "malformed-range",
                "both ends of a range are plain quantities",
                written.at,
                "put the range in parentheses: dau * (5 to 15)",
            )
    if isinstance(tree, PlusMinus) and two.unit == PERCENT and one.unit != PERCENT:
        middle, part = constant(one, first.at), constant(two, second.at) / 100
        spread = finite(abs(middle) * part, tree.at)
        return finite(middle - spread, tree.at), finite(middle + spread, tree.at), one.unit
    one, two = aligned([(one, first), (two, second)], "to", tree.at, scope)
    low, high = constant(one, first.at), constant(two, second.at)
    if isinstance(tree, PlusMinus):
        low, high = finite(low - high, tree.at), finite(low + high, tree.at)
    if low > high:
        raise Fault(
            "malformed-range",
            "the low end of a range comes first",
            tree.at,
            "swap the two ends; `in` converts",
        )
    return low, high, one.unit
