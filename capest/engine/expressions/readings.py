"""Which reading of an expression fits: `9 KB / 4 KB` divides by 4 KB, `10 / 2 day` by either, and
`us` may be a region's share or a microsecond.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import TypeVar

from ...language.printer import print_tree
from ...language.tokens import Fault
from ...language.tree import (
    Binary,
    Convert,
    Division,
    Name,
    Negative,
    Number,
    Tree,
    children,
    rebuilt,
    walk,
)
from ...problems import Passage, Problem, Severity
from ...products import multiply
from ...quantities import Quantity
from ...units import Unit
from .faults import in_words
from .no_value import NO_VALUE, is_finite
from .typed import Scope, Typed

MOST = 64
"""Readings of one expression that are tried, six divisions of two each; with more it is refused."""

Check = Callable[[Tree, Scope], Typed]
_Checked = TypeVar("_Checked")


def settled(
    tree: Tree, scope: Scope, check: Check, attempt: Callable[[Tree], _Checked]
) -> tuple[Tree, _Checked]:
    """The one reading that an attempt succeeds with, and its result.

    Raises the fault of the first reading where none does, and that of what is open where several
    do.
    """
    results, faults = [], []
    for way in _readings(tree, scope, check):
        try:
            results.append((way, attempt(way)))
        except Fault as fault:
            faults.append(fault)
    if not results:
        raise faults[0]
    if len(results) > 1:
        raise _open_fault(tree, [way for way, _ in results], scope, check)
    return results[0]


def taken(tree: Tree, reading: Tree, passage: Passage) -> list[Problem]:
    """What is told of divisions that make sense in one way alone."""
    return [
        Problem(
            code="ambiguous-division",
            severity=Severity.NOTE,
            message=f"read as {print_tree(_part(reading, division))}, which alone makes sense here",
            span=passage.span(division.at),
            hint="write it so, and nobody has to ask",
        )
        for division in walk(tree)
        if isinstance(division, Division)
    ]


def _readings(tree: Tree, scope: Scope, check: Check, *, divides: bool = False) -> tuple[Tree, ...]:
    """Every reading that makes sense by itself, the likeliest first; `divides` behind a slash."""
    if next(_open_parts(tree, scope, divides=divides), None) is None:
        return (tree,)
    match tree:
        case Name(name=name):
            return (tree, Number(1, name, "1", tree.at, tree.at))
        case Division():
            found = _of_division(tree, scope, check)
        case Convert(value=value):
            found = [replace(tree, value=way) for way in _readings(value, scope, check)]
        case _:
            parts = [
                _readings(part, scope, check, divides=_divides(tree, part))
                for part in children(tree)
            ]
            few = math.prod(map(len, parts)) <= MOST
            found = [rebuilt(tree, ways) for ways in product(*parts)] if few else []
    if not 0 < len(found) <= MOST:
        raise _open_fault(tree, [], scope, check)
    return tuple(found)


def _open_parts(tree: Tree, scope: Scope, *, divides: bool = False) -> Iterator[Name | Division]:
    """The parts that may be read in more than one way."""
    match tree:
        case Name() if _may_be_unit(tree, scope, divides=divides):
            yield tree
        case Division(left=left):
            yield tree
            yield from _open_parts(left, scope)
        case Convert(value=value):
            yield from _open_parts(value, scope)
        case _:
            for part in children(tree):
                yield from _open_parts(part, scope, divides=_divides(tree, part))


def _may_be_unit(word: Name, scope: Scope, *, divides: bool) -> bool:
    """Whether a quantity's name could be a unit, too: a counting word only where it divides a
    number, and none in parentheses.
    """
    if scope.unit_of(word.name) is None or scope.units.find(word.name) is None:
        return False
    in_parentheses = word.at[1] - word.at[0] != len(word.name)
    return not in_parentheses and (divides or not scope.units.is_noun(word.name))


def _divides(tree: Tree, part: Tree) -> bool:
    """Whether a part of a node stands behind a slash and a number, as a unit would."""
    return (
        isinstance(tree, Binary)
        and tree.operator == "/"
        and part is tree.right
        and _is_literal(tree.left)
    )


def _is_literal(tree: Tree) -> bool:
    """Whether the tree ends in a quantity written out, to which a unit after a slash may belong."""
    match tree:
        case Number():
            return True
        case Negative(operand=operand):
            return _is_literal(operand)
        case Binary(operator="*", right=right):
            return _is_literal(right)
        case Binary(operator="/", left=left, right=Name()):
            return _is_literal(left)
        case _:
            return False


def _of_division(tree: Division, scope: Scope, check: Check) -> list[Tree]:
    found: list[Tree] = []
    for left in _readings(tree.left, scope, check):
        ways = tree.readings(left)
        if tree.number and not _may_multiply(left, tree.unit, scope, check):
            ways = ways[:-1]
        if any(scope.unit_of(word.name) is not None for word in tree.rest):
            ways = ways[1:]  # a quantity is no part of a unit
        found += ways
    return found


def _may_multiply(left: Tree, unit: Tree, scope: Scope, check: Check) -> bool:
    """Whether the unit makes sense as a factor: not in KB * KB, nor in users * servers."""
    try:
        before = check(left, scope).unit
        after, _ = multiply(before, check(unit, scope).unit)
    except Fault:  # told once a reading is tried
        return False
    return _above(after) <= max(1, _above(before))


def _above(unit: Unit) -> int:
    return sum(power for _, power in unit.powers if power > 0)


def _open_fault(tree: Tree, fits: list[Tree], scope: Scope, check: Check) -> Fault:
    """The fault of the innermost part that reads differently in what fits, or that is open."""
    parts = list(_open_parts(tree, scope))
    for part in reversed(parts):
        ways = list(dict.fromkeys(_part(fit, part) for fit in fits))
        if not fits:
            ways = list(_readings(part, scope, check, divides=True))
        if len(ways) > 1:
            break
    if isinstance(part, Name):
        word = part.name
        message = f"'{word}' may be the quantity {word}, or the unit {word}"
        hint = f"write ({word}) for the quantity, or (1 {word}) for the unit"
        return Fault("ambiguous-name", message, part.at, hint)
    means = (_shown(check(way, scope)) for way in ways)
    message = f"'{print_tree(part)}' may be {' or '.join(means)}"
    hint = f"write {', or '.join(map(print_tree, ways))}"
    return Fault("ambiguous-division", message, part.at, hint)


def _part(reading: Tree, part: Tree) -> Tree:
    """What a part of a text is in one reading of it."""
    return next((node for node in walk(reading) if node.at == part.at), part)


def _shown(checked: Typed) -> str:
    try:
        value = checked.compute({}) if checked.constant else None
    except NO_VALUE:
        value = None
    return str(Quantity(value, checked.unit)) if is_finite(value) else in_words(checked.unit)
