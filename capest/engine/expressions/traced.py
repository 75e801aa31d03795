"""An expression's computation written down as text: it is run once, on symbols in place of numbers.

What comes of it is one expression of another language, with the conversions of units in it: the
same operations in the same order as on numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ...records import record
from .matched import Matched
from .typed import Compute, Values

_ALONE = 3
"""How tightly a name, a number or a call holds together: more than any operator."""
_TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2}


@record
class Style:
    """How a language writes what is no plain operator, with its two operands."""

    power: str
    over: str
    """A division by what may be zero; empty where the operator does it."""
    infinite: str


JAVASCRIPT = Style(power="f._power({}, {})", over="f._over({}, {})", infinite="Infinity")
PYTHON = Style(power="real(({}) ** ({}))", over="", infinite="inf")


@record(eq=False)
class Symbol:
    """A value that is known by the text that computes it."""

    text: str
    style: Style
    tightness: int = _ALONE

    def __add__(self, other: Any) -> Symbol:
        return self._joined("+", self, other)

    def __radd__(self, other: Any) -> Symbol:
        return self._joined("+", other, self)

    def __sub__(self, other: Any) -> Symbol:
        return self._joined("-", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return self._joined("-", other, self)

    def __mul__(self, other: Any) -> Symbol:
        return self._joined("*", self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return self._joined("*", other, self)

    def __truediv__(self, other: Any) -> Symbol:
        if self.style.over and (isinstance(other, Symbol) or other == 0):
            return self._called(self.style.over, self, other)
        return self._joined("/", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        if self.style.over:
            return self._called(self.style.over, other, self)
        return self._joined("/", other, self)

    def __pow__(self, other: Any) -> Symbol:
        return self._called(self.style.power, self, other)

    def __rpow__(self, other: Any) -> Symbol:
        return self._called(self.style.power, other, self)

    def __neg__(self) -> Symbol:
        return Symbol(f"-({self.text})", self.style, _TIGHTNESS["-"])

    def _called(self, template: str, left: Any, right: Any) -> Symbol:
        return Symbol(template.format(*(written(item, self.style) for item in (left, right))),
                      self.style)  # fmt: skip

    def _joined(self, sign: str, left: Any, right: Any) -> Symbol:
        tightness = _TIGHTNESS[sign]
        first, second = written(left, self.style), written(right, self.style)
        if isinstance(left, Symbol) and left.tightness < tightness:
            first = f"({first})"
        if isinstance(right, Symbol) and right.tightness <= tightness:
            second = f"({second})"
        return Symbol(f"{first} {sign} {second}", self.style, tightness)


def written(value: Any, style: Style) -> str:
    """A symbol or a number as text, to the last digit."""
    if isinstance(value, Symbol):
        return value.text
    text = repr(value).replace("inf", style.infinite)
    return f"({text})" if text.startswith("-") else text


class Traced(dict[Any, Any]):
    """The values of names and of ranges, symbols among them, as an expression is written down."""

    def __init__(
        self, values: Iterable[tuple[Any, Any]], written: Callable[[Matched, list[Any]], Symbol]
    ) -> None:
        super().__init__(values)
        self.written = written
        """The call of a function, written down."""

    def called(self, function: Matched, arguments: list[Any]) -> Any:
        """What a call of a function comes to: a symbol, or the number if all arguments are."""
        if any(isinstance(argument, Symbol) for argument in arguments):
            return self.written(function, arguments)
        return function.compute(*arguments)


def by_other_names(compute: Compute, names: Sequence[tuple[str, str]]) -> Compute:
    """The same computation of other quantities: behind each name the one that takes its place."""

    def computed(values: Values) -> Any:
        own = [(name, values[other]) for name, other in names]
        return compute(Traced(own, values.written) if isinstance(values, Traced) else dict(own))

    return computed if names else compute
