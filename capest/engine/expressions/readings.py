"""Which reading of a division fits: `9 KB / 4 KB` divides by 4 KB, `10 / 2 day` by either."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeVar

from ...language.printer import print_tree
from ...language.tokens import Fault
from ...language.tree import Division, Tree, children, rebuilt, walk
from ...problems import Passage, Problem, Severity
from ...products import multiply
from ...quantities import Quantity
from ...units import Unit
from .faults import EngineFault, in_words
from .no_value import NO_VALUE, is_finite
from .typed import Scope, Typed

MOST = 64
"""Readings of one expression that are tried, six divisions of two each; with more it is refused."""

Check = Callable[[Tree, Scope], Typed]
_Written = TypeVar("_Written")
_Checked = TypeVar("_Checked")


def readings(tree: Tree, scope: Scope, check: Check) -> tuple[Tree, ...]:
    """Every reading of an expression that makes sense, the likeliest first.

    Raises EngineFault where there are too many to try.
    """
    if not _divisions(tree):
        return (tree,)
    if isinstance(tree, Division):
        found = _of_division(tree, scope, check)
    else:
        parts = [readings(child, scope, check) for child in children(tree)]
        few = math.prod(map(len, parts)) <= MOST
        found = [rebuilt(tree, ways) for ways in product(*parts)] if few else []
    if not 0 < len(found) <= MOST:
        raise open_division(tree, scope, check)
    return tuple(found)


def _divisions(tree: Tree) -> list[Division]:
    return [node for node in walk(tree) if isinstance(node, Division)]


def _of_division(tree: Division, scope: Scope, check: Check) -> list[Tree]:
    found: list[Tree] = []
    for left in readings(tree.left, scope, check):
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


def only_fit(
    ways: Sequence[_Written], attempt: Callable[[_Written], _Checked]
) -> tuple[_Written, _Checked] | None:
    """The one way that an attempt succeeds with, and its result; None where several do.

    Raises the fault of the first where none does.
    """
    results, faults = [], []
    for way in ways:
        try:
            results.append((way, attempt(way)))
        except Fault as fault:
            faults.append(fault)
    if not results:
        raise faults[0]
    return results[0] if len(results) == 1 else None


def open_division(tree: Tree, scope: Scope, check: Check) -> EngineFault:
    """The fault of a division that makes sense in more than one way: the innermost of them."""
    for division in reversed(_divisions(tree)):
        ways = _of_division(division, scope, check)
        if len(ways) > 1:
            break
    means = (_shown(check(way, scope)) for way in ways)
    return EngineFault(
        "ambiguous-division",
        f"'{print_tree(division)}' may be {' or '.join(means)}",
        division.at,
        f"write {', or '.join(map(print_tree, ways))}",
    )


def _shown(checked: Typed) -> str:
    try:
        value = checked.compute({}) if checked.constant else None
    except NO_VALUE:
        value = None
    return str(Quantity(value, checked.unit)) if is_finite(value) else in_words(checked.unit)


def taken(tree: Tree, reading: Tree, passage: Passage) -> list[Problem]:
    """What is told of divisions that make sense in one way alone."""
    read = {node.at: node for node in reversed([*walk(reading)])}
    return [
        Problem(
            code="ambiguous-division",
            severity=Severity.NOTE,
            message=f"read as {print_tree(read[division.at])}, which alone makes sense here",
            span=passage.span(division.at),
            hint="write it so, and nobody has to ask",
        )
        for division in _divisions(tree)
    ]
