"""Counting words that are left over: in `300 requests * 80 MB` the 80 MB are those of a request."""

from __future__ import annotations

from functools import lru_cache

from ...language.printer import print_tree
from ...language.tree import Binary, Tree, names
from ...problems import Passage, Problem, Severity
from ...records import record
from ...units import COUNTING, Atom, Unit, dimensions
from .typed import Scope, Typed


@record
class TakenPer:
    """A size, a price or a power that was written without what it is for."""

    size: Tree
    noun: Atom

    def __str__(self) -> str:
        return f"{print_tree(self.size)} is taken per {self.noun.symbol}"

    def without_noun(self, unit: Unit) -> Unit:
        """The unit without the word that the size is for."""
        return Unit(tuple((atom, power) for atom, power in unit.powers if atom != self.noun))


def taken_per(tree: Binary, left: Typed, right: Typed) -> TakenPer | None:
    """What a size that meets a counting word is for, where it does not say so.

    An entry's quantity does say what it is for: all the bytes that are stored are no request's.
    """
    for count, size, written in ((left, right, tree.right), (right, left, tree.left)):
        counted, mixed = _above(count.unit)
        says_so = any(atom.dimension in COUNTING for atom, _ in size.unit.powers)
        if len(counted) == 1 and not mixed and len(_above(size.unit)[1]) == 1 and not says_so:
            of_entry = any("." in word for word in names(written))
            return None if of_entry else TakenPer(written, counted[0])
    return None


@lru_cache(maxsize=4096)
def _above(unit: Unit) -> tuple[list[Atom], list[Atom]]:
    """What a unit counts above the slash, and what it measures: bytes, money, watts, not time."""
    above = [atom for atom, power in unit.powers for _ in range(power)]
    counted = [atom for atom in above if atom.dimension in COUNTING]
    return counted, [atom for atom in above if atom.dimension not in {*COUNTING, "time", ""}]


def left_over(what: str, tree: Tree, unit: Unit, scope: Scope, passage: Passage) -> Problem | None:
    """A warning of a unit that counts two things at once, or counts and measures; else None."""
    counted, measured = _above(unit)
    if not counted or len(counted) + len(measured) < 2:
        return None
    if len(counted) > 1:
        fact = "counts two things at once"
        hint = (
            f"write the one for each of the other, e.g. 3 {counted[1].symbol}/{counted[0].symbol}"
        )
    else:
        fact, hint = "counts and measures at once", _of_one(tree, counted[0], measured[0], scope)
    return Problem(
        code="left-over",
        message=f"{what} is in {unit}, which {fact}",
        span=passage.span(tree.at),
        hint=hint,
        severity=Severity.WARNING,
    )


def _of_one(tree: Tree, counted: Atom, measured: Atom, scope: Scope) -> str:
    """How to say that a size is that of one thing counted: by another quantity of its entry."""
    sizes = [word for word in names(tree) if _measures(word, measured, 0, scope)]
    entries = tuple(f"{word.rpartition('.')[0]}." for word in sizes if "." in word)
    known = (word for word in scope.names() if entries and word.startswith(entries))
    of_one = next((word for word in known if _measures(word, measured, -1, scope)), None)
    if of_one:
        return f"{sizes[0]} is that of all: take {of_one}, or leave '{counted.symbol}' out"
    if sizes:
        return f"for so much each, write {sizes[0]} / (1 {counted.symbol})"
    return f"say of the size what it is for, e.g. 5 KB/{counted.symbol}"


def _measures(word: str, measured: Atom, counts: int, scope: Scope) -> bool:
    """Whether a quantity measures just this, of all (0) or of each thing that is counted (-1)."""
    unit = scope.unit_of(word)
    found = dict(dimensions(unit)) if unit else {}
    return found.pop(measured.dimension, 0) == 1 and [*found.values()] == [counts] * abs(counts)
