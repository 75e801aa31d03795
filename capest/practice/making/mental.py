"""A computation as it is done without paper: one operation at a time, in powers of ten.

The operations come from the tree of the formula that the engine evaluates; only the numbers are
rounded, to two digits, and a day to 100,000 seconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from ...functions import FUNCTIONS
from ...language.tree import Binary, Call, Convert, Name, Negative, Number, Tree
from ...nouns import plural_of
from ...products import multiply, raise_to
from ...records import field, record, replace
from ...units import (
    COUNTING,
    NAPKIN_DAY,
    NUMBER,
    PERCENT,
    Atom,
    Unit,
    UnitTable,
    conversion,
    unit_table,
)

_SHORT = 1000  # below it a number is as easily kept as it is

_PLAIN = frozenset(
    {"max", "min", "sum", "ceil", "floor", "round", "next_power_of_two", "next_even"}
)
_OF_THE_FULLEST = frozenset({"hashed_shards", "split_shards"})
"""In the head, the load in shards rounded up: how much more the fullest takes, no head computes."""

_ROUNDINGS = {
    "ceil": "rounded up", "floor": "rounded down", "round": "rounded",
    "next_power_of_two": "up to a power of two", "next_even": "up to an even number",
}  # fmt: skip
_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "-"}


class NotMental(Exception):
    """A formula that nobody computes in their head, such as a hit ratio."""


@record
class Term:
    """A rounded value and its unit, whose sizes are plain bytes or bits."""

    value: float
    unit: Unit = NUMBER

    def __str__(self) -> str:
        return with_unit(power_of_ten(self.value), self.unit)


@record(kw_only=True)
class Operation:
    """One operation: what it starts from, what is done with it, and what comes out."""

    left: str
    done: str
    result: str


@record(frozen=False)
class Working:
    """The operations so far."""

    units: UnitTable
    operations: list[Operation] = field(default_factory=list)
    days: int = 0
    """How often a day was turned into seconds, below zero for a division."""

    def evaluate(self, tree: Tree, known: Mapping[str, Term], wanted: Unit) -> Term:
        """The value of a formula in a unit, its operations noted; raises NotMental."""
        before = len(self.operations)
        goal = plain_size(wanted)
        term = self._converted(self._term(tree, known), goal)
        if _measures(term.unit) != _measures(goal):
            raise NotMental
        result = Term(term.value, goal)
        if len(self.operations) > before:
            self._rename(str(term), result)
        return result

    def _term(self, tree: Tree, known: Mapping[str, Term]) -> Term:
        match tree:
            case Number(unit=None):
                return Term(tree.value)
            case Number(unit=str(word)):
                unit = PERCENT if word == "%" else self.units.find(word)
                return rounded(tree.value, unit or NUMBER)
            case Name(name=name) if name in known:
                return known[name]
            case Name(name=name) if unit := self.units.find(name):
                return Term(1.0, unit)
            case Binary(operator="*" | "/"):
                return self._product(tree, known)
            case Binary(operator="+" | "-"):
                terms = [self._term(side, known) for side in (tree.left, tree.right)]
                return self._joined(tree.operator, terms)
            case Binary(operator="^", right=Number(value=exponent)):
                return self._power(self._term(tree.left, known), exponent)
            case Call(function=function) if function in _PLAIN:
                return self._call(tree, known)
            case Call(function=function, arguments=(load, *_)) if function in _OF_THE_FULLEST:
                return self._call(Call("ceil", (load,)), known)
            case Convert(value=value):
                return self._term(value, known)
            case Negative(operand=operand):
                term = self._term(operand, known)
                return replace(term, value=-term.value)
            case _:
                raise NotMental

    def _product(self, tree: Binary, known: Mapping[str, Term]) -> Term:
        left, right = self._term(tree.left, known), self._term(tree.right, known)
        below, _ = raise_to(right.unit, 1 if tree.operator == "*" else -1)
        unit, cost = multiply(left.unit, below)
        if cost != 1:  # years meet days
            right = self._aligned(right, cost if tree.operator == "*" else 1 / cost, left.unit)
        if right.value == 0 and tree.operator == "/":
            raise NotMental
        value = left.value * right.value if tree.operator == "*" else left.value / right.value
        result = rounded(value, unit)
        if right.value == 1:  # 1 delivery/post only names what is counted
            self._rename(str(left), result)
            return result
        self._note(str(left), f"{_SIGNS[tree.operator]} {right}", result)
        return result

    def _power(self, base: Term, exponent: float) -> Term:
        """A power of a plain number, by way of its logarithm: 62^7 is 10^(7 × 1.79)."""
        if base.unit.powers or base.value <= 0:
            raise NotMental
        logarithm = float(f"{math.log10(base.value):.4g}")
        digits = float(f"{logarithm * exponent:.4g}")
        result = rounded(10.0**digits, NUMBER)
        self._note(f"log10({base})", "", Term(logarithm))
        self._note(str(Term(logarithm)), f"× {exponent:g}", Term(digits))
        self._note(f"10^{digits:g}", "", result)
        return result

    def _aligned(self, term: Term, cost: Fraction, other: Unit) -> Term:
        """A factor whose time is in another word than its partner's: 5 years as 1.8e3 days."""
        words = {atom.dimension: atom for atom, _ in other.powers}
        powers = tuple((words.get(atom.dimension, atom), power) for atom, power in term.unit.powers)
        unit = Unit(powers)
        if conversion(term.unit, unit) != cost:
            raise NotMental
        return self._converted(term, unit)

    def _joined(self, sign: str, terms: list[Term]) -> Term:
        first = terms[0]
        others = [self._converted(term, first.unit) for term in terms[1:]]
        rest = math.fsum(term.value for term in others)
        total = first.value + rest if sign == "+" else first.value - rest
        result = rounded(total, first.unit)
        done = " ".join(f"{sign} {term}" for term in others)
        self._note(str(first), done, result)
        return result

    def _call(self, tree: Call, known: Mapping[str, Term]) -> Term:
        terms = [self._term(argument, known) for argument in tree.arguments]
        if tree.function == "sum":
            return self._joined("+", terms) if len(terms) > 1 else terms[0]
        terms = [terms[0], *(self._converted(term, terms[0].unit) for term in terms[1:])]
        value = float(FUNCTIONS[tree.function].compute(*(term.value for term in terms)))
        result = Term(value, terms[0].unit)
        if len(terms) == 1:
            if value != terms[0].value:
                self._note(str(terms[0]), _ROUNDINGS[tree.function], result)
            return result
        word = "largest" if tree.function == "max" else "smallest"
        self._note(f"the {word} of {', '.join(map(str, terms))}", "", result)
        return result

    def _converted(self, term: Term, wanted: Unit) -> Term:
        """The term in another unit of its dimension: the time first, then bytes into bits."""
        for dimension in ("time", "information"):
            held = _atom(term.unit, dimension)
            goal = _atom(wanted, dimension)
            if held and goal and held[0] != goal[0]:
                powers = tuple(
                    (goal[0], power) if atom == held[0] else (atom, power)
                    for atom, power in term.unit.powers
                )
                term = self._step(term, Unit(powers), held[0].scale / goal[0].scale, held[1])
        return term

    def _step(self, term: Term, unit: Unit, ratio: Fraction, power: int) -> Term:
        """One conversion, such as ÷ 1e5 s/day."""
        held, goal = term.unit, unit
        small, large = (_word(goal, held), _word(held, goal)) if ratio > 1 else (
            _word(held, goal), _word(goal, held)
        )  # fmt: skip
        size = ratio if ratio > 1 else 1 / ratio
        shown = _two_digits(float(size)) if size >= 1000 else float(size)
        if large == "day" and small == "s":
            shown = float(NAPKIN_DAY)
            self.days += power if ratio > 1 else -power
        times = (ratio > 1) == (power > 0)
        amount = shown ** abs(power)
        result = rounded(term.value * amount if times else term.value / amount, unit)
        per = f" {small}/{large}" + (f" ({abs(power)} times)" if abs(power) > 1 else "")
        self._note(str(term), f"{'×' if times else '÷'} {power_of_ten(shown)}{per}", result)
        return result

    def _rename(self, before: str, result: Term) -> None:
        """Let the last result be called by what it counts now."""
        if self.operations and self.operations[-1].result == before:
            self.operations[-1] = replace(self.operations[-1], result=str(result))

    def _note(self, left: str, done: str, result: Term) -> None:
        self.operations.append(Operation(left=left, done=done, result=str(result)))


def _atom(unit: Unit, dimension: str) -> tuple[Atom, int] | None:
    return next((item for item in unit.powers if item[0].dimension == dimension), None)


def _measures(unit: Unit) -> frozenset[tuple[Atom, int]]:
    """A unit without the words for what it counts, which a formula may leave out."""
    return frozenset(item for item in unit.powers if item[0].dimension not in COUNTING)


def _word(unit: Unit, other: Unit) -> str:
    """The symbol of the word that the other unit does not have."""
    theirs = {atom for atom, _ in other.powers}
    return next(atom.symbol for atom, _ in unit.powers if atom not in theirs)


def lines(operations: list[Operation], *, hide_last: bool = False) -> tuple[str, ...]:
    """The operations as lines, one going on from another's result; the last result perhaps `?`."""
    written: list[str] = []
    before = None
    for operation in operations:
        result = "?" if hide_last and operation is operations[-1] else operation.result
        if written and operation.left == before and operation.done:
            written[-1] += f", {operation.done} = {result}"
        else:
            written.append(f"{operation.left} {operation.done}".rstrip() + f" = {result}")
        before = operation.result
    return tuple(written)


# --- numbers ---


def rounded(value: float, unit: Unit) -> Term:
    """The value in plain bytes, bits and numbers, to two digits; near 1, of what is missing."""
    plain = plain_size(unit)
    factor = conversion(unit, plain) or Fraction(1)
    value = value * float(factor)
    if value == int(value) and value < _SHORT:
        return Term(value, plain)
    if 0.9 < value < 1:  # 99.5 % is not 100 %
        return Term(1 - _two_digits(1 - value), plain)
    return Term(_two_digits(value), plain)


def plain_size(unit: Unit) -> Unit:
    """The unit with B for kB and GiB, bit for Gbit, s for ms, and without a percentage."""
    table = unit_table()
    powers = []
    for atom, power in unit.powers:
        if atom.dimension == "information":
            word = "bit" if "bit" in atom.name else "byte"
            powers.append((table.atom(word), power))
        elif atom.dimension == "time" and atom.scale < 1:
            powers.append((table.atom("second"), power))
        elif atom.dimension:
            powers.append((atom, power))
    return Unit(tuple(powers))


def power_of_ten(value: float) -> str:
    """A number as it is kept in the head: 3.5e4, 0.05, 365."""
    if value == 0 or 0.01 <= abs(value) < _SHORT:
        return f"{value:.10g}" if 0.9 < value < 1 else f"{value:.4g}"
    exponent = math.floor(math.log10(abs(value)) + 1e-9)
    return f"{value / 10.0**exponent:.3g}e{exponent}"


def with_unit(number: str, unit: Unit) -> str:
    """A number and its unit, the word in the plural where it stands alone."""
    match unit.powers:
        case ():
            return number
        case ((atom, 1),) if atom.name == atom.symbol and number != "1":
            return f"{number} {plural_of(atom.name)}"
    text = str(unit)
    return f"{number} {text.removeprefix('1')}"


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")
