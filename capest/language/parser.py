"""Reads an expression.

    expectation = sum ("<=" | ">=" | "<" | ">" | "=" | "~") sum [ "±" number "%" ]
    value       = range [ "in" unit ]                 shown in that unit: 3e8 s in years
    range       = sum [ "to" sum | "±" sum ]          a 90 % interval; a value ± its spread
    sum         = product { ("+" | "-") product }
    product     = signed { ("*" | "/" | "per") signed }
    signed      = "-" signed | power
    power       = operand [ "^" signed ]
    operand     = quantity | name | function "(" value { "," value } ")" | "(" value ")"
    quantity    = number [ ":" number | "x" | "%" ] | "$" number | number [ magnitude ] [ unit ]
    number      = 1000 | 1,000 | 1_000 | 1.5 | 1e3
    magnitude   = k K M G B T, touching the number | thousand | million | billion | trillion
    name, unit  = word                                right after a number a word is a unit

A template (a formula of capest's own) may also hold `a [* b]` and `max([a], [b])`: the bracketed
part drops out where its name is absent.

Nothing is guessed: `a / 2 b` (5/day or 5 day?), `max(1,000)` (one argument or two?), `3e8B` and
`100 + 10%` are refused with the spelling that says which is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from ..problems import Passage, Problem
from .tokens import Fault, Kind, Token, tokenise
from .tree import Binary, Call, Convert, Name, Negative, Number, PlusMinus, Range, Tree

_Result = TypeVar("_Result")

MAXIMUM_DEPTH = 40
MAXIMUM_OPERATIONS = 200

MAGNITUDE_LETTERS = {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12}
MAGNITUDE_WORDS = {
    "thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
RESERVED_WORDS = frozenset({"to", "in", "per", "x", *MAGNITUDE_WORDS})

COMPARISONS = ("<=", ">=", "<", ">", "=", "~")


def parse(text: str) -> Tree:
    """The tree of a value's text; raises Fault."""
    return _Parser(text).whole(_Parser.value)


def parse_template(text: str) -> Tree:
    """The tree of a formula of capest's own, whose bracketed parts are optional; raises Fault."""
    return _Parser(text, template=True).whole(_Parser.value)


def parse_expectation(text: str) -> tuple[Tree, str, Tree, Number | None]:
    """Both sides of a comparison, its sign, and the tolerance after ±; raises Fault."""
    return _Parser(text).whole(_Parser.expectation)


def problem_of(fault: Fault, passage: Passage) -> Problem:
    """The fault as a problem at its place in the source."""
    return Problem(
        code=fault.code, message=fault.message, span=passage.span(fault.at), hint=fault.hint
    )


class _Parser:
    def __init__(self, text: str, *, template: bool = False) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.position = 0
        self.template = template
        self.depth = self.operations = self.calls = 0

    # --- the whole ---

    def whole(self, rule: Callable[[_Parser], _Result]) -> _Result:
        if self.token.kind is Kind.END:
            raise Fault("empty-expression", "there is no value here", (0, 1), "write a quantity")
        result = rule(self)
        self._expect("")
        return result

    def expectation(self) -> tuple[Tree, str, Tree, Number | None]:
        left = self.sum()
        sign = self.token.text if self.token.kind is Kind.OPERATOR else ""
        if sign not in COMPARISONS:
            if self.token.kind is not Kind.END:
                raise self._unexpected()
            raise Fault(
                "no-comparison",
                "an expectation compares two sides",
                self.token.at,
                "write e.g. search.qps ~ 30k/s, or one of <= >= < > =",
            )
        self._advance()
        right = self.sum()
        tolerance = None
        if self._accept("±"):
            spread = self.operand()
            if not isinstance(spread, Number) or spread.unit != "%" or sign != "~":
                raise Fault(
                    "tolerance",
                    "± takes a percentage, after ~",
                    spread.at,
                    "write e.g. ~ 30k/s ± 5%",
                )
            tolerance = spread
        return left, sign, right, tolerance

    def value(self) -> Tree:
        shown = self.range()
        if self.token.text != "in":
            return shown
        self._advance()
        unit = self.product()
        return Convert(shown, unit, (shown.at[0], unit.at[1]))

    # --- from the loosest operator to the tightest ---

    def range(self) -> Tree:
        start = self.token.at[0]
        first = self.sum()
        if self.token.text == "to":
            self._advance()
            high = self.sum()
            low = _with_unit_of(high, first)
            self._no_further_range()
            return Range(low, high, (start, high.at[1]))
        if self._accept("±"):
            spread = self.sum()
            self._no_further_range()
            return self._plus_minus(first, spread, start)
        return first

    def _plus_minus(self, first: Tree, spread: Tree, start: int) -> Tree:
        relative = isinstance(spread, Number) and spread.unit == "%"
        if relative and isinstance(first, Number) and first.unit == "%":
            raise Fault(
                "ambiguous-spread",
                "a percentage ± a percentage may mean percentage points or a share of the value",
                (start, spread.at[1]),
                "write both ends: 15% to 25%",
            )
        if relative:
            return PlusMinus(first, spread, (start, spread.at[1]))
        centre = _with_unit_of(spread, first)
        return PlusMinus(centre, _with_unit_of(centre, spread), (start, spread.at[1]))

    def _no_further_range(self) -> None:
        if self.token.text in ("to", "±"):
            raise Fault("nested-range", "a range has two ends", self.token.at, "use parentheses")

    def sum(self) -> Tree:
        left = self.product()
        while self.token.text in ("+", "-") or self._at_option("+", "-"):
            left = self._binary(left, self.product)
        return left

    def product(self) -> Tree:
        left = self.signed()
        while self.token.text in ("*", "/") or self._at_option("*", "/"):
            left = self._binary(left, self.signed)
        return left

    def _binary(self, left: Tree, operand: Callable[[], Tree]) -> Tree:
        optional = self._accept("[")
        sign = self._advance()
        first = self.token
        right = operand()
        if optional:
            self._expect("]")
        self._count(sign)
        if sign.text == "/":
            self._refuse_unit_after_slash(left, right, first)
        if sign.text in ("+", "-"):
            self._refuse_added_percentage(left, right)
        return Binary(sign.text, left, right, (left.at[0], right.at[1]), optional)

    def _refuse_unit_after_slash(self, left: Tree, right: Tree, first: Token) -> None:
        if (
            first.kind is Kind.NUMBER
            and isinstance(right, Number)
            and right.unit not in (None, "%")
        ):
            divisor = self.text[right.at[0] : right.at[1]]
            number = self.text[right.at[0] : right.unit_at[0]].strip()
            before = self.text[left.at[0] : left.at[1]]
            raise Fault(
                "ambiguous-division",
                f"'/ {divisor}' may divide by {divisor}, or by {number} alone",
                (left.at[0], right.at[1]),
                f"write {before} / ({divisor}), or ({before} / {number}) * {right.unit}",
            )

    @staticmethod
    def _refuse_added_percentage(left: Tree, right: Tree) -> None:
        if not (isinstance(right, Number) and right.unit == "%" and isinstance(left, Number)):
            return
        if left.unit != "%" and not (left.unit is None and left.value == 1):
            raise Fault(
                "added-percentage",
                "adding a percentage to a quantity means different things in different tools",
                (left.at[0], right.at[1]),
                "multiply instead: 100 GB * 120%",
            )

    def signed(self) -> Tree:
        if self.token.text != "-":
            return self.power()
        sign = self._advance()
        with_depth = self._deeper(sign)
        operand = self.signed()
        self.depth = with_depth
        return Negative(operand, (sign.at[0], operand.at[1]))

    def power(self) -> Tree:
        base = self.operand()
        if self.token.text != "^":
            return base
        sign = self._advance()
        with_depth = self._deeper(sign)
        exponent = self.signed()
        self.depth = with_depth
        self._count(sign)
        return Binary("^", base, exponent, (base.at[0], exponent.at[1]))

    def operand(self) -> Tree:
        token = self.token
        if token.kind is Kind.NUMBER:
            return self._quantity()
        if token.text == "$":
            return self._money()
        if token.text == "(":
            return self._parenthesis()
        if token.kind is Kind.WORD and token.text not in RESERVED_WORDS:
            self._advance()
            return self._call(token) if self.token.text == "(" else Name(token.text, token.at)
        raise self._unexpected()

    def _parenthesis(self) -> Tree:
        opening = self._advance()
        with_depth = self._deeper(opening)
        calls, self.calls = self.calls, 0
        inner = self.value()
        self.calls, self.depth = calls, with_depth
        closing = self._expect(")")
        return replace(inner, at=(opening.at[0], closing.at[1]))

    def _call(self, function: Token) -> Tree:
        with_depth = self._deeper(self._advance())
        self.calls += 1
        arguments: list[Tree] = []
        optional: set[int] = set()
        while True:
            if self.template and self._accept("["):
                optional.add(len(arguments))
                arguments.append(self.value())
                self._expect("]")
            else:
                arguments.append(self.value())
            if not self._accept(","):
                break
        self.calls -= 1
        self.depth = with_depth
        closing = self._expect(")")
        self._count(function)
        at = (function.at[0], closing.at[1])
        return Call(function.text, tuple(arguments), at, frozenset(optional))

    # --- quantities ---

    def _money(self) -> Tree:
        sign = self._advance()
        if self.token.kind is not Kind.NUMBER:
            raise self._unexpected()
        amount = self._number(self._advance())
        value, end = self._magnitude(amount)
        at = (sign.at[0], end)
        return Number(value, "USD", self.text[at[0] : at[1]], at, sign.at)

    def _quantity(self) -> Tree:
        token = self._advance()
        value = self._number(token)
        start, end = token.at
        if self._accept(":"):
            return self._ratio(value, start)
        if self.token.text == "x" and self.token.touching:
            end = self._advance().at[1]
            return Number(value, None, self.text[start:end], (start, end))
        if self.token.text == "%":
            sign = self._advance()
            return Number(value, "%", token.text, (start, sign.at[1]), sign.at)
        value, end = self._magnitude(value, token)
        text = self.text[start:end]
        word = self.token
        if word.kind is Kind.WORD and word.text not in RESERVED_WORDS:
            self._advance()
            return Number(value, word.text, text, (start, word.at[1]), word.at)
        return Number(value, None, text, (start, end))

    def _ratio(self, first: float, start: int) -> Tree:
        if self.token.kind is not Kind.NUMBER:
            raise self._unexpected()
        token = self._advance()
        second = self._number(token)
        at = (start, token.at[1])
        if second == 0:
            raise Fault("division-by-zero", "this ratio divides by zero", at)
        return Number(first / second, None, self.text[at[0] : at[1]], at)

    def _number(self, token: Token) -> float:
        if "," in token.text and self.calls:
            raise Fault(
                "ambiguous-comma",
                f"'{token.text}' may be one number or two arguments",
                token.at,
                "write a space after the comma for two, or leave the comma out for one",
            )
        value = float(token.text.replace(",", "").replace("_", ""))
        if value == float("inf"):
            raise Fault("too-large", "this number is too large to compute with", token.at)
        return value

    def _magnitude(self, value: float, number: Token | None = None) -> tuple[float, int]:
        """The value with a magnitude that follows it, and where the number ends."""
        word, end = self.token, self.tokens[self.position - 1].at[1]
        factor = MAGNITUDE_LETTERS.get(word.text) if word.touching else None
        if factor and number and "e" in number.text.lower():
            raise Fault(
                "ambiguous-magnitude",
                f"'{number.text}{word.text}' has an exponent and a magnitude",
                (number.at[0], word.at[1]),
                f"write {number.text} {word.text} for a unit, or {value * factor:g} for a number",
            )
        factor = factor or MAGNITUDE_WORDS.get(word.text)
        if factor is None:
            return value, end
        return value * factor, self._advance().at[1]

    # --- tokens ---

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def _advance(self) -> Token:
        token = self.token
        if token.kind is Kind.END:
            raise self._unexpected()
        self.position += 1
        return token

    def _accept(self, text: str) -> bool:
        if self.token.kind is not Kind.OPERATOR or self.token.text != text:
            return False
        self._advance()
        return True

    def _expect(self, text: str) -> Token:
        if self.token.text != text:
            raise self._unexpected(f"expected {text!r}" if text else "")
        return self._advance() if text else self.token

    def _at_option(self, *signs: str) -> bool:
        if not self.template or self.token.text != "[":
            return False
        return self.tokens[self.position + 1].text in signs

    def _unexpected(self, expected: str = "") -> Fault:
        token = self.token
        if token.kind is Kind.END:
            return Fault(
                "unexpected-end", "the expression ends too early", token.at, expected or None
            )
        if token.text == "to":
            hint = "a range has plain quantities on both sides; `in` converts"
        elif token.kind is Kind.OPERATOR or expected:
            hint = expected
        else:
            hint = "an operator is missing before it, such as * or /"
        return Fault(
            "unexpected-token", f"{token.text!r} does not fit here", token.at, hint or None
        )

    def _deeper(self, token: Token) -> int:
        depth = self.depth
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise Fault(
                "expression-too-deep",
                f"this expression is nested more than {MAXIMUM_DEPTH} deep",
                token.at,
                "split it into named steps under derived:",
            )
        return depth

    def _count(self, token: Token) -> None:
        self.operations += 1
        if self.operations > MAXIMUM_OPERATIONS:
            raise Fault(
                "expression-too-long",
                f"this expression has more than {MAXIMUM_OPERATIONS} operations",
                token.at,
                "split it into named steps under derived:",
            )


def _with_unit_of(whole: Tree, bare: Tree) -> Tree:
    """`bare` in the unit of `whole`: in `5 to 15 MB/s` the 5 is 5 MB/s."""
    if not isinstance(bare, Number) or bare.unit is not None:
        return bare
    return _replace_leading_number(whole, bare) or bare


def _replace_leading_number(whole: Tree, number: Number) -> Tree | None:
    match whole:
        case Number():
            return replace(number, unit=whole.unit, unit_at=whole.unit_at)
        case Binary(operator="*" | "/"):
            left = _replace_leading_number(whole.left, number)
            return replace(whole, left=left, at=number.at) if left else None
        case _:
            return None
