"""The syntax tree of an expression: what was written, before any name or unit is looked up.

`at` is the stretch of the text that a node was read from; it does not count when trees are
compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Extent
from ..records import field, record, replace


@record
class Number:
    """A number, perhaps with a unit word right after it: 300M users, 20%, 100:1, 3x, $0.02."""

    value: float
    unit: str | None = None
    text: str = field(default="", compare=False)
    at: Extent = field(default=(0, 0), compare=False)
    unit_at: Extent = field(default=(0, 0), compare=False)


@record
class Name:
    """A word that stands alone: a quantity's name, or a unit (the scope decides which)."""

    name: str
    at: Extent = field(default=(0, 0), compare=False)


@record
class Negative:
    """A minus sign before an operand."""

    operand: Tree
    at: Extent = field(default=(0, 0), compare=False)


@record
class Binary:
    """Two operands and one of + - * / ^; `optional` drops out where its right side is absent."""

    operator: str
    left: Tree
    right: Tree
    at: Extent = field(default=(0, 0), compare=False)
    optional: bool = False


@record
class Division:
    """`left / 4 KB [/ rest]`, which divides by 4 KB or by 4 alone: the units decide."""

    left: Tree
    divisor: Tree
    """4 KB."""
    number: Tree | None
    """4; None where its unit touches it, 4KB, and so belongs to it."""
    unit: Tree
    """1 KB."""
    rest: tuple[Name, ...]
    """Words that are divided by after it, and may be a part of the divisor."""
    at: Extent = field(default=(0, 0), compare=False)

    def readings(self, left: Tree) -> tuple[Tree, ...]:
        """What it may mean, with `left` for its left side, the likeliest first."""
        found = [self._over(Binary("/", left, self.divisor, self.at))]
        if self.rest:
            found.insert(0, Binary("/", left, self._over(self.divisor), self.at))
        if self.number:
            alone = Binary("/", left, self.number, self.at)
            found.append(self._over(Binary("*", alone, self.unit, self.at)))
        return tuple(found)

    def _over(self, tree: Tree) -> Tree:
        for word in self.rest:
            tree = Binary("/", tree, word, (tree.at[0], word.at[1]))
        return tree


@record
class Call:
    """A function of the language, applied: max(a, b), or hit_ratio(lru, items=n, cached=m).

    Words and arguments listed in `optional`, counted together, may be absent.
    """

    function: str
    arguments: tuple[Tree, ...]
    at: Extent = field(default=(0, 0), compare=False)
    optional: frozenset[int] = frozenset()
    words: tuple[Name, ...] = ()
    """What it chooses, before arguments by name: neither names of quantities nor units."""
    keys: tuple[Name, ...] = ()
    """The name of each argument; none where their order says which is which."""


@record
class Range:
    """An uncertain value: the 90 % interval from `low` to `high`."""

    low: Tree
    high: Tree
    at: Extent = field(default=(0, 0), compare=False)


@record
class PlusMinus:
    """An uncertain value: `centre ± spread`, the spread in the centre's unit or as a percentage."""

    centre: Tree
    spread: Tree
    at: Extent = field(default=(0, 0), compare=False)


@record
class Convert:
    """A value to be shown in a unit, `value in years`, or counted anew, `users as deliveries`."""

    value: Tree
    unit: Tree
    at: Extent = field(default=(0, 0), compare=False)
    word: str = "in"


@record
class Unread:
    """What stands where a text could not be read: it has no value, and nothing is told of it."""

    at: Extent = field(default=(0, 0), compare=False)


Tree = Number | Name | Negative | Binary | Division | Call | Range | PlusMinus | Convert | Unread


def children(tree: Tree) -> tuple[Tree, ...]:
    """The operands of a node, left to right."""
    match tree:
        case Number() | Name() | Unread():
            return ()
        case Negative(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Division(left=left, divisor=divisor, rest=rest):
            return (left, divisor, *rest)
        case Call(arguments=arguments):
            return arguments
        case Range(low=low, high=high):
            return (low, high)
        case PlusMinus(centre=centre, spread=spread):
            return (centre, spread)
        case Convert(value=value, unit=unit):
            return (value, unit)


def rebuilt(tree: Tree, parts: tuple[Tree, ...]) -> Tree:
    """The node with other operands, left to right."""
    match tree:
        case Negative():
            return replace(tree, operand=parts[0])
        case Binary():
            return replace(tree, left=parts[0], right=parts[1])
        case Call():
            return replace(tree, arguments=parts)
        case Range():
            return replace(tree, low=parts[0], high=parts[1])
        case PlusMinus():
            return replace(tree, centre=parts[0], spread=parts[1])
        case Convert():
            return replace(tree, value=parts[0], unit=parts[1])
        case _:
            return tree


def walk(tree: Tree) -> Iterator[Tree]:
    """The node and everything below it, in the order it was written."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def names(tree: Tree) -> tuple[str, ...]:
    """Every word that stands alone in the tree, each once, in order; not the unit after `in`."""
    return tuple(dict.fromkeys(_words(tree)))


def _words(tree: Tree) -> Iterator[str]:
    match tree:
        case Name(name=name):
            yield name
        case Convert(value=value):
            yield from _words(value)
        case _:
            for child in children(tree):
                yield from _words(child)
