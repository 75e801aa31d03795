"""Whether a call has the arguments that its function takes: in order, or words and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...functions import Function
from ...language.tokens import Fault
from ...language.tree import Call, Name
from ...nouns import counted
from ...problems import suggestion
from ...records import record, replace


@record
class Matched:
    """A function as one call asks for it."""

    name: str
    function: Function
    compute: Callable[..., Any]
    """Of its arguments, in the order of the call."""
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """The names of the arguments, where it takes them by name."""


def matched(tree: Call, function: Function) -> tuple[Call, Matched]:
    """The call with its arguments as the function takes them, and what computes them; raises
    Fault.
    """
    if function.parameters:
        if tree.keys:
            return _by_name(tree, function)
        message = f"{tree.function}() takes its arguments by name"
        raise Fault("arguments", message, tree.at, function.written(tree.function))
    if tree.keys:
        message = f"{tree.function}() takes its arguments in order, without names"
        key = tree.keys[0]
        raise Fault("arguments", message, key.at, f"leave '{key.name}=' out")
    given = len(tree.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        message = f"{tree.function}() takes {_many(function)}, not {given}"
        raise Fault("arguments", message, tree.at, f"{tree.function} is {function.meaning}")
    return tree, Matched(tree.function, function, function.compute)


def _many(function: Function) -> str:
    least, most = function.least, function.most
    if most is None:
        return f"{counted(least, 'argument')} or more"
    return counted(least, "argument") if most == least else f"{least} to {most} arguments"


def _by_name(tree: Call, function: Function) -> tuple[Call, Matched]:
    given = {}
    known = {item.name for item in function.parameters}
    for key, argument in zip(tree.keys, tree.arguments, strict=True):
        if key.name not in known:
            raise _unknown(f"{tree.function}() has no argument '{key.name}'", key, known, "have")
        if key.name in given:
            raise Fault("arguments", f"'{key.name}' is given twice", key.at, "give it once")
        given[key.name] = key, argument
    for item in function.parameters:
        if item.required and item.name not in given:
            message = f"{tree.function}() lacks '{item.name}'"
            raise Fault("arguments", message, tree.at, f"add {item.name}=, {item.meaning}")
    names = tuple(item.name for item in function.parameters if item.name in given)
    words, compute = _chosen(tree, function), function.compute
    ordered = replace(
        tree,
        keys=tuple(given[name][0] for name in names),
        arguments=tuple(given[name][1] for name in names),
    )

    def in_order(*values: Any) -> Any:
        return compute(*words, **dict(zip(names, values, strict=True)))

    return ordered, Matched(tree.function, function, in_order, words, names)


def _chosen(tree: Call, function: Function) -> tuple[str, ...]:
    """A word of each group."""
    chosen: dict[tuple[str, ...], str] = {}
    for word in tree.words:
        group = next((group for group in function.choices if word.name in group), None)
        if group is None:
            known = {name for group in function.choices for name in group}
            raise _unknown(f"{tree.function}() does not know '{word.name}'", word, known, "be")
        if group in chosen:
            message = f"'{chosen[group]}' and '{word.name}' exclude each other"
            raise Fault("arguments", message, word.at, "leave one out")
        chosen[group] = word.name
    return tuple(chosen.get(group, group[0]) for group in function.choices)


def _unknown(message: str, word: Name, known: set[str], may: str) -> Fault:
    listed = f"it may {may} {', '.join(sorted(known))}" if known else "it takes no such word"
    return Fault("arguments", message, word.at, suggestion(word.name, known, listed))
