"""Reads an expression.

    expectation = sum ("<=" | ">=" | "<" | ">" | "=" | "~") sum [ "±" number "%" ]
                  [ "with" number "%" ]
    value       = range [ ("in" | "as") unit ]        3e8 s in years; 75 users as deliveries
    range       = sum [ "to" sum | "±" sum ]          a 90 % interval; a value ± its spread
    sum         = product { ("+" | "-") product }
    product     = signed { ("*" | "/" | "per") signed }
    signed      = "-" signed | power
    power       = operand [ "^" signed ]              2^10 bytes is (2^10) * 1 byte
    operand     = quantity | name | function "(" arguments ")" | "(" value ")"
    arguments   = value { "," value } | { word "," } name "=" value { "," name "=" value }
    quantity    = number [ ":" number | "x" | "%" ] | sign number | number [ magnitude ] [ unit ]
    sign        = $ € £ ¥ ₹
    number      = 1000 | 1,000 | 1_000 | 1.5 | 1e3
    magnitude   = k K M G B T, touching the number | thousand | million | lakh | млн | 億 | ...
    name, unit  = word                                right after a number a word is a unit

A template (a formula of capest's own) may also hold `a [* b]`, `max([a], [b])` and `f([key=a])`:
the bracketed part drops out where its name is absent.

Nothing is guessed: `max(1,000)` (one argument or two?) and `3e8B` are refused with the spelling
that says which is meant. What `10 / 2 day` divides by is left to the units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from ..problems import Label, Passage, Problem
from ..spellings import MAGNITUDES
from ..units import SIGNS, unit_table
from .calls import read_call
from .comparisons import meant
from .cursor import Cursor
from .numbers import read_money, read_quantity
from .ranges import compared_range, with_unit_of, word_after_to
from .tokens import Fault, Kind, Token
from .tree import Binary, Convert, Division, Name, Negative, Number, PlusMinus, Range, Tree

_Result = TypeVar("_Result")

RESERVED_WORDS = frozenset({"of", "to", "in", "as", "per", "with", "x", *MAGNITUDES})

COMPARISONS = ("<=", ">=", "<", ">", "=", "~")


def parse(text: str) -> Tree:
    """The tree of a value's text; raises Fault."""
    return _Parser(text).whole(_Parser.value)


@lru_cache(maxsize=512)
def parse_template(text: str) -> Tree:
    """The tree of a formula of capest's own, whose bracketed parts are optional; raises Fault."""
    return _Parser(text, template=True).whole(_Parser.value)


def parse_expectation(text: str) -> tuple[Tree, str, Tree, Number | None, Number | None]:
    """Both sides of a comparison, its sign, the tolerance after ± and the odds after `with`; raises
    Fault.
    """
    try:
        return _expectation(text)
    except Fault as fault:
        raise meant(fault, text, _expectation) from None


def _expectation(text: str) -> tuple[Tree, str, Tree, Number | None, Number | None]:
    return _Parser(text).whole(_Parser.expectation)


def problem_of(fault: Fault, passage: Passage) -> Problem:
    """The fault as a problem at its place in the source."""
    return Problem(
        code=fault.code,
        message=fault.message,
        span=passage.span(fault.labels[0][0] if fault.labels else fault.at),
        hint=fault.hint,
        labels=tuple(Label(passage.span(at), text) for at, text in fault.labels),
    )


class _Parser(Cursor):
    def __init__(self, text: str, *, template: bool = False) -> None:
        super().__init__(text)
        self.template = template
        self.calls = 0

    # --- the whole ---

    def whole(self, rule: Callable[[_Parser], _Result]) -> _Result:
        if self.token.kind is Kind.END:
            raise Fault("empty-expression", "there is no value here", (0, 1), "write a quantity")
        result = rule(self)
        self.expect("")
        return result

    def expectation(self) -> tuple[Tree, str, Tree, Number | None, Number | None]:
        left = self.sum()
        self._no_range_behind(left)
        sign = self.token.text if self.token.kind is Kind.OPERATOR else ""
        if sign not in COMPARISONS:
            if self.token.kind is Kind.OPERATOR:
                raise self.unexpected()
            hint = "write e.g. search.qps ~ 30k/s, or one of <= >= < > ="
            what = "an expectation compares two sides"
            raise Fault("no-comparison", what, self.token.at, hint)
        self.advance()
        if self.token.text in COMPARISONS:
            at = (self.tokens[self.position - 1].at[0], self.token.at[1])
            what = f"'{sign}{self.token.text}' is not a comparison"
            raise Fault("no-comparison", what, at, f"one of {' '.join(COMPARISONS)}")
        right = self.sum()
        tolerance = None
        if self.accept("±"):
            spread = self.operand()
            if not isinstance(spread, Number) or spread.unit != "%" or sign != "~":
                hint = "write e.g. ~ 30k/s ± 5%"
                raise Fault("tolerance", "± takes a percentage, after ~", spread.at, hint)
            tolerance = spread
        odds = self._odds()
        self._no_range_behind(right)
        if self.token.text in COMPARISONS:
            raise Fault(
                "no-comparison", "this compares twice", self.token.at, "write two expectations"
            )
        return left, sign, right, tolerance, odds

    def _no_range_behind(self, side: Tree) -> None:
        if self.token.text in ("to", "±"):
            raise compared_range((side.at[0], self.token.at[1]))

    def _odds(self) -> Number | None:
        if self.token.text != "with":
            return None
        self.advance()
        odds = self.operand()
        if not isinstance(odds, Number) or odds.unit != "%" or not 0 < odds.value <= 100:
            raise Fault(
                "odds", "`with` takes the share of draws in which it must hold", odds.at,
                "write e.g. <= 500 PB with 90%",
            )  # fmt: skip
        return odds

    def value(self) -> Tree:
        shown = self.range()
        if self.token.text not in ("in", "as"):
            return shown
        word = self.advance().text
        percent = self.token.at
        unit = Name("%", percent) if self.accept("%") else self.product()
        return Convert(shown, unit, (shown.at[0], unit.at[1]), word)

    # --- from the loosest operator to the tightest ---

    def range(self) -> Tree:
        start = self.token.at[0]
        first = self.sum()
        if self.token.text == "to":
            self.advance()
            if self.token.kind is Kind.WORD and self.tokens[self.position + 1].text != "(":
                low, after = self.text[start : first.at[1]], self.text[self.token.at[0] :]
                raise word_after_to(low, after.split()[0].rstrip(")"), self.token.at)
            high = self.sum()
            bare = with_unit_of(high, first)
            self._no_further_range()
            return Range(bare, high, (start, high.at[1]))
        if self.accept("±"):
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
        centre = with_unit_of(spread, first)
        return PlusMinus(centre, with_unit_of(centre, spread), (start, spread.at[1]))

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
        optional = self.accept("[")
        sign = self.advance()
        first = self.token
        right = operand()
        if optional:
            self.expect("]")
        self.count(sign)
        at = (left.at[0], right.at[1])
        if sign.text == "/" and first.text != "(" and self.text[slice(*sign.at)] != "per":
            return self._division(Binary("/", left, right, at, optional))
        return Binary(sign.text, left, right, at, optional)

    def _division(self, plain: Binary) -> Tree:
        """The division, which may be by a number alone, or by more than stands right behind."""
        left, right = plain.left, plain.right
        match right:
            case Number(unit=str(unit), text=text) if unit != "%" and SIGNS.keys().isdisjoint(text):
                apart = self.text[right.unit_at[0] - 1].isspace()  # 250GB is one word
                number: Tree | None = replace(right, unit=None) if apart else None
                one = Number(1, unit, "1", right.unit_at, right.unit_at)
            case Binary(operator="*", left=number, right=Number(unit=str()) as one):  # 2^10 bytes
                pass
            case _:
                return plain
        rest: list[Name] = []
        while self._at_unit():
            self.advance()
            word = self.advance()
            rest.append(Name(word.text, word.at))
        if number is None and not rest:
            return plain
        at = (left.at[0], rest[-1].at[1] if rest else right.at[1])
        return Division(left, right, number, one, tuple(rest), at)

    def _at_unit(self) -> bool:
        """Whether a slash and a unit follow."""
        if self.token.text != "/":
            return False
        word, *following = self.tokens[self.position + 1 : self.position + 3]
        is_call = following and following[0].text in ("(", "^")
        return unit_table().find(word.text) is not None and not is_call

    def signed(self) -> Tree:
        if self.token.text != "-":
            return self.power()
        sign = self.advance()
        with self.level(sign):
            operand = self.signed()
        return Negative(operand, (sign.at[0], operand.at[1]))

    def power(self) -> Tree:
        base = self.operand()
        if self.token.text != "^":
            return base
        sign = self.advance()
        is_below = self.token.text == "-"
        plain = self.tokens[self.position + is_below].kind is Kind.NUMBER
        with self.level(sign):
            exponent = self.signed()
        self.count(sign)
        at = (base.at[0], exponent.at[1])
        if isinstance(exponent, Negative) and isinstance(exponent.operand, Number) and plain:
            below = exponent.operand  # 10^-4 GB: so many gigabytes
            exponent = replace(below, value=-below.value, text=f"-{below.text}", at=exponent.at)
        if plain and isinstance(exponent, Number) and exponent.text[-1:].isalpha():
            raise Fault(
                "ambiguous-magnitude",
                f"the magnitude of '{exponent.text}' may belong to the exponent or to the power",
                exponent.at,
                "put the power in parentheses and multiply, as in (10^6) * 2 million",
            )
        if plain and isinstance(exponent, Number) and exponent.unit not in (None, "%"):
            power = Binary("^", base, replace(exponent, unit=None), at)  # 2^10 bytes: so many bytes
            one = Number(1, exponent.unit, "1", exponent.unit_at, exponent.unit_at)
            return Binary("*", power, one, at)
        return Binary("^", base, exponent, at)

    def operand(self) -> Tree:
        token = self.token
        if token.kind is Kind.NUMBER:
            return read_quantity(self, RESERVED_WORDS, in_call=self.calls > 0)
        if token.text in SIGNS and self.tokens[self.position + 1].kind is not Kind.NUMBER:
            return Name(SIGNS[token.text], self.advance().at)
        if token.text in SIGNS:
            return read_money(self, in_call=self.calls > 0)
        if token.text == "(":
            return self._parenthesis()
        if token.kind is Kind.WORD and token.text not in RESERVED_WORDS:
            self.advance()
            return self._call(token) if self.token.text == "(" else Name(token.text, token.at)
        raise self.unexpected()

    def _at_option(self, *signs: str) -> bool:
        if not self.template or self.token.text != "[":
            return False
        return self.tokens[self.position + 1].text in signs

    def _parenthesis(self) -> Tree:
        opening = self.advance()
        calls, self.calls = self.calls, 0
        with self.level(opening):
            inner = self.value()
        self.calls = calls
        closing = self.expect(")")
        return replace(inner, at=(opening.at[0], closing.at[1]))

    def _call(self, function: Token) -> Tree:
        self.calls += 1
        call = read_call(self, function, self.value, template=self.template)
        self.calls -= 1
        return call
