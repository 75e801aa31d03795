"""What the expressions of a scenario can refer to: its names, and units under its conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ...language.parser import problem_of
from ...language.tokens import Fault
from ...language.tree import PlusMinus, Range
from ...problems import Problem
from ...quantities import rescale
from ...records import record
from ...scenario.model import Scenario, Value
from ...units import NAPKIN_DAY, Unit, UnitTable, conversion, unit_table
from .no_value import constant
from .type_check import check

_LONGEST = 1e12  # seconds, some 30,000 years


@record(frozen=False)
class Names:
    """The names that an expression can refer to, and their units."""

    units: UnitTable
    known: Mapping[str, Unit]
    all_names: Sequence[str] = ()
    """Every name there is, those included whose unit is not known yet; for suggestions."""
    shares: bool = False
    """Whether a range is one of shares, of which none is above all."""

    def unit_of(self, name: str) -> Unit | None:
        """The unit of a named quantity, None when there is no such name."""
        return self.known.get(name)

    def names(self) -> Sequence[str]:
        """Every name."""
        return self.all_names or tuple(self.known)


def units_of(scenario: Scenario) -> tuple[UnitTable, list[Problem]]:
    """The unit table with the scenario's day, month and year, and what is wrong with these."""
    sizes: dict[str, Fraction] = {"day": Fraction(NAPKIN_DAY)} if scenario.napkin else {}
    problems: list[Problem] = []
    for name in ("day", "month", "year"):
        if name in scenario.conventions and name not in sizes:
            table = unit_table(tuple(sizes.items()))
            try:
                sizes[name] = _seconds(scenario.conventions[name], table)
            except Fault as fault:
                problems.append(problem_of(fault, scenario.conventions[name].passage))
    return unit_table(tuple(sizes.items())), problems


def _seconds(value: Value, units: UnitTable) -> Fraction:
    second = units.unit("second")
    checked = check(value.tree, Names(units, {}))
    factor = conversion(checked.unit, second)
    if factor is None or isinstance(value.tree, (Range, PlusMinus)):
        message = "the length of a day, month or year is one time"
        raise Fault("dimension", message, value.tree.at, "e.g. 100000 s, or 31 days")
    seconds = rescale(constant(checked, value.tree.at), factor)
    if not 1 <= seconds < _LONGEST:
        raise Fault(
            "out-of-range",
            f"this convention is {seconds:g} s long",
            value.tree.at,
            "e.g. day: 24 h",
        )
    return Fraction(seconds).limit_denominator(1_000_000)
