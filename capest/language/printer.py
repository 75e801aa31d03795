"""Writes a tree back as text: the printed formula is the evaluated tree."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..units import SIGNS
from .tree import (
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
)

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_SIGNED = 3
_AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})
_SHOWN = {"*": "×", "-": "-", "/": "÷"}


def print_tree(tree: Tree, words: Mapping[str, str] = _AS_THEY_ARE, *, pretty: bool = False) -> str:
    """The tree as text that parses back to the same tree.

    `words` are written in the place of some names, such as their values; `pretty` writes × and ÷
    for reading.
    """
    return _print(tree, 0, words, pretty)


def _print(tree: Tree, strength: int, words: Mapping[str, str], pretty: bool) -> str:
    match tree:
        case Number():
            return _number(tree)
        case Name():
            return words.get(tree.name, tree.name)
        case Unread():
            return "?"
        case Negative(operand=operand):
            text, own = f"-{_print(operand, _SIGNED, words, pretty)}", _SIGNED
        case Binary():
            text, own = _binary(tree, words, pretty), _STRENGTH[tree.operator]
        case Division():
            sides = [_print(tree.left, 2, words, pretty), _print(tree.divisor, 2, words, pretty)]
            text, own = " / ".join([*sides, *(word.name for word in tree.rest)]), 2
        case Call(function="sum", arguments=arguments) if pretty:
            text, own = " + ".join(_print(item, 1, words, pretty) for item in arguments), 1
        case Call(function=function, arguments=arguments, words=chosen, keys=keys):
            parts = [_print(item, 0, words, pretty) for item in arguments]
            if keys:
                parts = [f"{key.name}={part}" for key, part in zip(keys, parts, strict=True)]
            return f"{function}({', '.join([*(word.name for word in chosen), *parts])})"
        case Range(low=low, high=high):
            text, own = f"{_print(low, 1, words, pretty)} to {_print(high, 1, words, pretty)}", 0
        case PlusMinus(centre=centre, spread=spread):
            middle, off = (_print(part, 1, words, pretty) for part in (centre, spread))
            text, own = f"{middle} ± {off}", 0
        case Convert(value=value, unit=unit, word=word):
            shown = _print(unit, 1, _AS_THEY_ARE, pretty=False).replace(" / ", "/")
            text, own = f"{_print(value, 0, words, pretty)} {word} {shown}", 0
    return f"({text})" if own < strength else text


def _binary(tree: Binary, words: Mapping[str, str], pretty: bool) -> str:
    own = _STRENGTH[tree.operator]
    right_first = tree.operator == "^"
    left = _print(tree.left, _SIGNED + 2 if right_first else own, words, pretty)
    right = _print(tree.right, _SIGNED if right_first else own + 1, words, pretty)
    measured = isinstance(tree.right, Number) and tree.right.unit not in (None, "%")
    if tree.operator == "/" and measured:
        right = f"({right})"
    if right_first:
        return f"{left}^{right}"
    if pretty and _is_rate(tree):
        return f"{left}/{right}"
    return f"{left} {_SHOWN.get(tree.operator, tree.operator) if pretty else tree.operator} {right}"


def _is_rate(tree: Tree) -> bool:
    """Whether the tree ends in a quantity per unit, as 10 searches/user/day does."""
    match tree:
        case Binary(operator="/", left=left, right=Name(name=name)):
            return "." not in name and _ends_in_quantity(left)
        case _:
            return False


def _ends_in_quantity(tree: Tree) -> bool:
    match tree:
        case Number():
            return True
        case Binary(operator="*", right=right):
            return _ends_in_quantity(right)
        case _:
            return _is_rate(tree)


def _number(tree: Number) -> str:
    text = tree.text or repr(tree.value).removesuffix(".0")
    if tree.unit is None or not SIGNS.keys().isdisjoint(tree.text):
        return text
    return f"{text}%" if tree.unit == "%" else f"{text} {tree.unit}"
