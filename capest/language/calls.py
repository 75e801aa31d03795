"""Reads the parentheses of a function: arguments in order, or by name behind words."""

from __future__ import annotations

from collections.abc import Callable

from .cursor import Cursor
from .tokens import Fault, Kind, Token
from .tree import Call, Name, Tree


def read_call(
    cursor: Cursor, function: Token, value: Callable[[], Tree], *, template: bool
) -> Call:
    """The call of a function whose name has been read; `value` reads an argument."""
    opening = cursor.advance()
    arguments: list[Tree] = []
    keys: list[Name] = []
    optional: set[int] = set()
    with cursor.level(opening):
        while not arguments or cursor.accept(","):
            bracketed = template and cursor.accept("[")
            if bracketed:
                optional.add(len(arguments))
            keys += _key(cursor, keys)
            arguments.append(value())
            if bracketed:
                cursor.expect("]")
    closing = cursor.expect(")")
    cursor.count(function)
    words = _words(arguments[: -len(keys)]) if keys else ()
    return Call(
        function.text,
        tuple(arguments[len(words) :]),
        (function.at[0], closing.at[1]),
        frozenset(optional),
        words,
        tuple(keys),
    )


def _key(cursor: Cursor, before: list[Name]) -> list[Name]:
    """The name of the argument that follows, if it has one, as all have from the first one on."""
    word = cursor.token
    if word.kind is Kind.WORD and cursor.tokens[cursor.position + 1].text == "=":
        cursor.advance()
        cursor.advance()
        return [Name(word.text, word.at)]
    if before:
        message = f"this argument has no name, but '{before[-1].name}' before it has"
        raise Fault("arguments", message, word.at, "its name goes in front of it, with =")
    return []


def _words(arguments: list[Tree]) -> tuple[Name, ...]:
    """What a function takes before arguments by name."""
    words = []
    for item in arguments:
        if not isinstance(item, Name):
            message = "a function that takes its arguments by name takes this one so too"
            raise Fault("arguments", message, item.at, "its name goes in front of it, with =")
        words.append(item)
    return tuple(words)
