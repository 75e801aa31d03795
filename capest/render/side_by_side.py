"""One entry under each of some options: its quantities side by side, for tables and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..derivations import Derivation
from ..engine.estimate import Estimate
from ..formulas import Column
from ..quantities import cell
from .programs import number, unit_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The estimates of one entry, by option, and which of its quantities to show."""

    entry: str
    estimates: Mapping[str, Estimate]
    columns: tuple[Column, ...]
    exact: bool = False

    def found(self, option: str, quantity: str) -> Derivation | None:
        """A quantity of the entry under an option."""
        return self.estimates[option].get(f"{self.entry}.{quantity}")

    def rows(self) -> list[tuple[str, ...]]:
        """The cells of the table, the option first."""
        return [
            (option, *(self.shown(self.found(option, column.quantity)) for column in self.columns))
            for option in self.estimates
        ]

    def shown(self, derivation: Derivation | None) -> str:
        """A cell; blank for what has no value."""
        if derivation is None:
            return ""
        return cell(derivation.quantity.value, derivation.quantity.unit, exact=self.exact)

    def wants(self) -> tuple[str, ...]:
        """The fields that would fill the cells that are blank, each once."""
        absent = [
            estimate.absent[f"{self.entry}.{column.quantity}"]
            for estimate in self.estimates.values()
            for column in self.columns
            if f"{self.entry}.{column.quantity}" in estimate.absent
        ]
        return tuple(dict.fromkeys(want for item in absent for want in item.wants))

    def for_programs(self, option: str, names: Iterable[str]) -> dict[str, object]:
        """The quantities of those names, in units that do not change with their size, and what
        would give those that are absent.
        """
        estimate = self.estimates[option]
        quantities, absent = {}, {}
        for name in names:
            if item := self.found(option, name):
                standard = estimate.standard(item.name)
                quantities[name] = {
                    "value": number(standard.value),
                    "unit": unit_text(standard.unit),
                }
            elif wanted := estimate.absent.get(f"{self.entry}.{name}"):
                absent[name] = list(wanted.wants)
        return {"quantities": quantities, "absent": absent}
