"""A derivation as numbered lines: each a formula, the numbers put into it, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...language.printer import print_tree
from ...problems import EstimateError
from ...quantities import humanise
from ...records import record
from ...units import conversion
from .explanation import original

_CLOSE = 0.02  # how far numbers as they are printed, of three digits, may be from the exact ones


@record(kw_only=True)
class WorkedLine:
    """One line of a derivation, with the numbers as they stand on it, in each one's unit."""

    item: Derivation
    inputs: Mapping[str, float]
    """By the names in the formula."""
    result: float

    def texts(self) -> tuple[str, str]:
        """The line with names, and with numbers."""
        names = {item.name: original(item).name for item in self.item.inputs}
        numbers = {item.name: self._input(item) for item in self.item.inputs}
        formula, worked = (
            print_tree(self.item.formula, words, pretty=True) for words in (names, numbers)
        )
        return f"{self.item.name} = {formula}", f"= {worked} = {shown(self.result, self.item)}"

    def _input(self, item: Derivation) -> str:
        """A number as what it only names again is printed: 365 days of a year are a year."""
        first = original(item)
        times = conversion(item.quantity.unit, first.quantity.unit) or 1
        return shown(self.inputs[item.name] * float(times), first)


def shown(value: float, item: Derivation) -> str:
    """A value of a quantity as it is printed."""
    return humanise(value, item.quantity.unit)


def lines_of(
    estimate: Estimate, names: Iterable[str], values: Mapping[str, float]
) -> list[WorkedLine]:
    """The lines of some computed quantities, with the values that a replay gave."""
    return [
        WorkedLine(
            item=estimate[name],
            inputs={item.name: float(values[item.name]) for item in estimate[name].inputs},
            result=float(values[name]),
        )
        for name in names
    ]


def follows(estimate: Estimate, line: WorkedLine) -> bool:
    """Whether a line's result is what its numbers come to as they are printed."""
    rounded = {name: float(f"{value:.3g}") for name, value in line.inputs.items()}
    try:
        found = float(estimate.graph.run(rounded).get(line.item.name, 0))
    except EstimateError:
        return False
    return found > 0 and abs(found / line.result - 1) <= _CLOSE


def given_of(lines: Iterable[WorkedLine]) -> tuple[Derivation, ...]:
    """What the lines start from and do not compute, each once, in the order of use."""
    lines = tuple(lines)
    computed = {line.item.name for line in lines}
    inputs = (original(below) for line in lines for below in line.item.inputs)
    return tuple({item.name: item for item in inputs if item.name not in computed}.values())


def written(given: Iterable[Derivation], lines: Iterable[WorkedLine]) -> Iterator[str]:
    """The lines, numbered, below what they start from, for a prompt."""
    told = "; ".join(f"{item.name} = {shown(item.quantity.value, item)}" for item in given)
    yield f"  given: {told}"
    for number, line in enumerate(lines, 1):
        with_names, with_numbers = line.texts()
        yield f"  {number}. {with_names}"
        yield f"     {with_numbers}"
