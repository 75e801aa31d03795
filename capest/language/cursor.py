"""Walks along the tokens of an expression, and keeps its size within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..units import unit_table
from .tokens import Fault, Kind, Token, tokenise

MAXIMUM_DEPTH = 40
"""Parentheses, calls and signs within each other: more than anybody follows, and far fewer than
Python's stack takes."""

MAXIMUM_OPERATIONS = 200
"""Of one expression: a chain of them is a tree as deep, which is walked on Python's stack."""

_HINTS = {
    "to": "a range has plain quantities on both sides; `in` converts",
    "in": "`in` comes once, after the whole value",
    "as": "`as` comes once, after the whole value: (shards as nodes) * 3",
    "x": "* multiplies; 3x, without a space, is 'times three'",
    "~": "leave ~ out; a range says how sure you are: 1M to 2M, or 1.5M ± 20%",
    "with": "`with` ends an expectation: storage.stored <= 500 PB with 90%",
    "of": "`of` follows a percentage: 20% of 300M",
    **dict.fromkeys(("a", "an", "each"), "write per"),
    **dict.fromkeys(
        ("<", ">", "<=", ">=", "=", "=="),
        "a comparison stands alone under expect:; of two values max() or min() takes one",
    ),
    "+": "a number has no + before it; a new value is written in full",
    "million": "a number comes before it: 10 million",
    "billion": "a number comes before it: 10 billion",
}


class Cursor:
    """A place among the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.position = 0
        self.depth = self.operations = 0

    @property
    def token(self) -> Token:
        """The token at the cursor."""
        return self.tokens[self.position]

    def advance(self) -> Token:
        """The token at the cursor, which moves past it."""
        token = self.token
        if token.kind is Kind.END:
            raise self.unexpected()
        self.position += 1
        return token

    def accept(self, text: str) -> bool:
        """Move past an operator if it is this one; whether it was."""
        if self.token.kind is not Kind.OPERATOR or self.token.text != text:
            return False
        self.advance()
        return True

    def expect(self, text: str) -> Token:
        """Move past a token that must be there; the end of the text is ""."""
        if self.token.text != text:
            raise self.unexpected(f"expected {text!r}" if text else "")
        return self.advance() if text else self.token

    def unexpected(self, expected: str = "") -> Fault:
        """The fault of finding this token here."""
        token = self.token
        if token.kind is Kind.END:
            return Fault(
                "unexpected-end", "the expression ends too early", token.at, expected or None
            )
        written = self.text[token.at[0] : token.at[1]]
        if written in _HINTS:
            hint = _HINTS[written]
        elif written == "," and self.tokens[self.position - 1].kind is Kind.NUMBER:
            hint = "write a decimal point: 1.5; a comma parts thousands: 1,500"
        elif written == "," and not expected:
            hint = "write one value, or a range: 10M to 40M"
        elif token.kind is Kind.WORD and unit_table().find(written) and self.position:
            hint = self._before_unit(written)
        elif token.kind is Kind.OPERATOR or expected:
            hint = expected
        else:
            hint = "an operator is missing before it, such as * or /"
        return Fault("unexpected-token", f"{written!r} does not fit here", token.at, hint or None)

    def _before_unit(self, unit: str) -> str:
        """What to do about a second word behind a number: 300M daily users, 12 ms core."""
        before = self.tokens[self.position - 1]
        word = self.text[slice(*before.at)]
        if before.kind is Kind.WORD and not unit_table().find(word):
            return f"leave {word!r} out"
        return f"write * 1 {unit}, or / {unit} where it is for each one"

    @contextmanager
    def level(self, token: Token) -> Iterator[None]:
        """One level down, and up again."""
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise Fault(
                "expression-too-deep",
                f"this expression is nested more than {MAXIMUM_DEPTH} deep",
                token.at,
                "split it into named steps under derived:",
            )
        yield
        self.depth -= 1

    def count(self, token: Token) -> None:
        """Count one operation."""
        self.operations += 1
        if self.operations > MAXIMUM_OPERATIONS:
            raise Fault(
                "expression-too-long",
                f"this expression has more than {MAXIMUM_OPERATIONS} operations",
                token.at,
                "split it into named steps under derived:",
            )
