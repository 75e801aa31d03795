"""Computes one expression by itself, or over the quantities of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..derivations import Computed, Derivation
from ..language.parser import parse, problem_of
from ..language.tokens import Fault
from ..language.tree import Tree, names
from ..problems import EstimateError, Passage, Problem, Severity
from ..quantities import Quantity, canonical, rescale
from ..records import record, replace
from ..units import NAPKIN_DAY, UnitTable, conversion, unit_table
from .defining.definitions import MOST_COST, cost, too_costly
from .expressions.by_month import by_month
from .expressions.left_over import left_over
from .expressions.no_value import NO_VALUE, is_finite, no_value
from .expressions.readings import settled, taken
from .expressions.scope import Names
from .expressions.type_check import check
from .expressions.typed import Typed


@record
class Answer:
    """The value of an expression, and what is worth a word about how it was read."""

    quantity: Quantity
    remarks: tuple[Problem, ...]


def calculate(passage: Passage, *, napkin: bool = False) -> Quantity:
    """The value of an expression without names; raises EstimateError."""
    return answer(passage, napkin=napkin).quantity


def answer(passage: Passage, *, napkin: bool = False) -> Answer:
    """The value of an expression without names, with remarks; raises EstimateError."""
    scope = Names(units_alone(napkin=napkin), {})
    tree = _parsed(passage)
    reading, checked, quantity = _computed(tree, passage, scope, {})
    told = [left_over("this", reading, checked.unit, scope, passage)]
    if checked.said:
        note = Severity.NOTE
        told += [
            Problem(code="left-over", message=checked.said, span=passage.span(), severity=note)
        ]
    remarks = (*taken(tree, reading, passage), *filter(None, told))
    return Answer(quantity, remarks)


def derive(passage: Passage, quantities: Mapping[str, Derivation], units: UnitTable) -> Derivation:
    """An expression over quantities, by their names; its units are those of the first, or `units`
    where it has no name. Raises EstimateError.
    """
    tree = _parsed(passage)
    inputs = {
        word: replace(quantities[word], name=word) for word in names(tree) if word in quantities
    }
    tables = (item.quantity.units for item in inputs.values())
    scope = Names(
        next(filter(None, tables), units),
        {word: item.quantity.unit for word, item in inputs.items()},
        tuple(quantities),
    )
    values = {word: item.quantity.value for word, item in inputs.items()}
    reading, _, quantity = _computed(tree, passage, scope, values)
    unit = canonical(quantity.unit)
    standard = rescale(quantity.value, conversion(quantity.unit, unit) or Fraction(1))
    return Derivation(
        name=passage.text,
        quantity=quantity,
        standard=Quantity(standard, unit, scope.units),
        origin=Computed(formula=reading, span=passage.span()),
        inputs=tuple(inputs.values()),
    )


def units_alone(*, napkin: bool) -> UnitTable:
    """The unit words where no scenario has its own."""
    return unit_table((("day", Fraction(NAPKIN_DAY)),) if napkin else ())


def _parsed(passage: Passage) -> Tree:
    try:
        return parse(passage.text)
    except Fault as fault:
        raise EstimateError(problem_of(fault, passage)) from None


def _computed(
    tree: Tree, passage: Passage, scope: Names, values: Mapping[str, float]
) -> tuple[Tree, Typed, Quantity]:
    """The expression as it is read, checked, and its value."""
    if cost(tree) > MOST_COST:
        raise EstimateError(too_costly(passage.span(), "expression"))
    try:
        reading, checked = settled(tree, scope, check, lambda way: check(way, scope))
        checked = by_month(checked, reading, scope.units)
        value = checked.compute(values)
    except Fault as fault:
        raise EstimateError(problem_of(fault, passage)) from None
    except NO_VALUE as error:
        raise EstimateError(no_value("this", error, passage.span())) from None
    if not is_finite(value):
        raise EstimateError(no_value("this", OverflowError(), passage.span()))
    return reading, checked, Quantity(value, checked.unit, scope.units)
