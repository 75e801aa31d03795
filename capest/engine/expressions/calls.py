"""What each function asks of its arguments' units, and the unit of its result."""

from __future__ import annotations

from ...functions import Rule
from ...language.tokens import Fault
from ...language.tree import Call, Tree
from ...products import raise_to
from ...quantities import canonical
from ...units import NUMBER, Unit, conversion, dimensions, is_count, ratio
from .aligned import aligned
from .faults import not_a_count, not_a_size
from .typed import Scope, Typed, converted, plain


def under_rule(
    tree: Call, rule: Rule, arguments: list[Typed], scope: Scope
) -> tuple[Unit, list[Typed]]:
    """The unit of a call's result and the arguments in the units that the function works in."""
    match rule:
        case Rule.SAME:
            pairs = list(zip(arguments, tree.arguments, strict=True))
            same = aligned(pairs, tree.function, tree.at, scope)
            return same[0].unit, same
        case Rule.COUNT | Rule.PLAIN | Rule.LIKE_FIRST:
            for argument, written in zip(arguments, tree.arguments, strict=True):
                if not is_count(argument.unit):
                    raise not_a_count(tree, argument.unit, written)
            arguments = [plain(argument) for argument in arguments]
            return (NUMBER if rule is Rule.PLAIN else arguments[0].unit), arguments
        case Rule.SIZES:
            pairs = list(zip(arguments, tree.arguments, strict=True))
            sizes = [_in_bytes(argument, tree, written) for argument, written in pairs]
            return sizes[0].unit, sizes
        case Rule.ROOT:
            arguments = [plain(argument) for argument in arguments]
            return _root(arguments[0].unit, tree), arguments
        case Rule.GROWTH:
            return _growing(tree, arguments)
        case Rule.TIMES:
            return NUMBER, _growing(tree, arguments)[1]
        case Rule.TIMED:
            return _timed(tree, arguments)
        case Rule.TIMED_SHARE:
            return NUMBER, _timed(tree, arguments)[1]
        case Rule.RATE:
            return _rate(tree, arguments[0])


def _in_bytes(argument: Typed, tree: Call, written: Tree) -> Typed:
    """A size in bytes, for an item or a node or as such; a count as it is."""
    if is_count(argument.unit):
        return plain(argument)
    powers = dict(dimensions(argument.unit))
    if powers.get("information") != 1 or "time" in powers:
        raise not_a_size(tree, argument.unit, written)
    unit = canonical(argument.unit)
    return converted(argument, unit, ratio(argument.unit, unit))


def _root(unit: Unit, tree: Call) -> Unit:
    if any(power % 2 for _, power in unit.powers):
        raise Fault("dimension", f"{unit} has no square root that is a unit", tree.at)
    return Unit(tuple((atom, power // 2) for atom, power in unit.powers))


def _growing(tree: Call, arguments: list[Typed]) -> tuple[Unit, list[Typed]]:
    """A time, turned into the period after which the growth compounds: 20%/year counts years."""
    time, growth = arguments
    period, cost = raise_to(growth.unit, -1)
    factor = conversion(time.unit, period)
    if factor is None or dict(dimensions(period)) != {"time": 1}:
        raise Fault(
            "dimension",
            f"{tree.function}() takes a time and a growth for each time",
            tree.at,
            f"e.g. {tree.function}(5 years, 20%/year)",
        )
    return period, [converted(time, period, factor), converted(growth, growth.unit, 1 / cost)]


def _timed(tree: Call, arguments: list[Typed]) -> tuple[Unit, list[Typed]]:
    """Times in the unit of the first of them, beside plain numbers."""
    times = [item.unit for item in arguments if dict(dimensions(item.unit)) == {"time": 1}]
    if not times:
        raise Fault("dimension", f"{tree.function}() takes times", tree.at, "e.g. 20 ms")
    alike = []
    for argument, written in zip(arguments, tree.arguments, strict=True):
        factor = conversion(argument.unit, times[0])
        if factor is None and not is_count(argument.unit):
            raise not_a_count(tree, argument.unit, written)
        alike.append(plain(argument) if factor is None else converted(argument, times[0], factor))
    return times[0], alike


def _rate(tree: Call, growth: Typed) -> tuple[Unit, list[Typed]]:
    """A growth, turned into a plain number per period: 20%/year becomes 0.2 a year."""
    period, cost = raise_to(growth.unit, -1)
    if dict(dimensions(period)) != {"time": 1}:
        raise Fault(
            "dimension",
            f"{tree.function}() takes a growth for each time",
            tree.at,
            f"e.g. {tree.function}(20%/year)",
        )
    unit = raise_to(period, -1)[0]
    return unit, [converted(growth, unit, 1 / cost)]
