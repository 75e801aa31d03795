"""The derivation of a number in one line, down to what was given, with the lines that give it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...derivations import Derivation, Given
from ...language.printer import print_tree
from ...language.tree import Binary, Name, Number, Tree
from ...problems import Label
from ...quantities import Quantity
from ...units import unit_table

_LONGEST = 72
"""Characters of a derivation; a longer one is cut off further up."""
_DEEPEST = 8  # levels, which fill a line but where each name stands for one other
_CONVENTIONS = ("day", "month", "year")


@lru_cache(maxsize=256)
def derivation_line(derivation: Derivation) -> tuple[str, tuple[Label, ...]]:
    """`300M users × 10 request/user/day ÷ 86,400 s/day × 3`, and the places of what was given.

    As deep as fits in a line; "" for a number that was given itself.
    """
    places = tuple(_places(derivation))
    if not derivation.is_computed or not derivation.inputs:
        return "", places
    text = ""
    for depth in range(1, _DEEPEST):
        deeper = print_tree(_tree(derivation, depth), pretty=True)
        if text and (len(deeper) > _LONGEST or deeper == text):
            break
        text = deeper
    return text, places


@lru_cache(maxsize=256)
def provenance(derivation: Derivation) -> tuple[str, tuple[Label, ...]]:
    """The derivation with the lines that give it, `= 2 GB × 3     a.capest.yaml:3,4`, and where
    those are; "" for what rests on nothing.
    """
    text, places = derivation_line(derivation)
    if text:
        return f"= {text}     {cited(places)}".rstrip(), places
    return f"given in {cited(places)}" if places else "", places


def cited(labels: tuple[Label, ...]) -> str:
    """The places of one or more files in short: `search.capest.yaml:6,12,7`."""
    lines: dict[str, dict[int, None]] = {}
    for label in labels:
        name = label.span.source.name.replace("\\", "/").rpartition("/")[2]
        lines.setdefault(name, {})[label.span.line] = None
    return " ".join(f"{name}:{','.join(map(str, found))}" for name, found in lines.items())


def _places(derivation: Derivation) -> Iterator[Label]:
    for item in derivation.walk():
        if isinstance(item.origin, Given):
            yield Label(item.origin.span, f"{item.name} = {item.quantity}")


def _tree(derivation: Derivation, depth: int) -> Tree:
    """The formula with numbers in the place of names, to a depth."""
    node = derivation
    while node.is_computed and isinstance(node.formula, Name):
        node = node.inputs[0]  # the same number in another unit
    if depth == 0 or not node.is_computed:
        tree: Tree = Name(str((node if depth else derivation).quantity))
    else:
        inputs = {item.name: item for item in node.inputs}
        tree = _filled(node.formula, inputs, depth)
    if depth:
        for length in _lengths(node.quantity, derivation.quantity):
            tree = Binary("/", tree, length)
    return tree


def _filled(tree: Tree, inputs: dict[str, Derivation], depth: int) -> Tree:
    match tree:
        case Name(name=name) if name in inputs:
            return _tree(inputs[name], depth - 1)
        case Binary(operator=operator, left=left, right=right):
            first = _filled(left, inputs, depth)
            second = _filled(right, inputs, depth)
            return Binary(operator, first, second)
        case _:
            numbers = {name: str(item.quantity) for name, item in inputs.items()}
            return Name(print_tree(tree, numbers, pretty=True))


def _lengths(given: Quantity, wanted: Quantity) -> Iterator[Tree]:
    """The length of a day, month or year by which a rate per day became one per second."""
    below, above = (
        {atom.name: power for atom, power in item.unit.powers} for item in (given, wanted)
    )
    units = wanted.units or unit_table()
    for word in _CONVENTIONS:
        if below.get(word) == -1 and word not in above and above.get("second") == -1:
            seconds = float(units.atom(word).scale)
            yield Number(seconds, text=f"{seconds:,.6g} s/{word}")
