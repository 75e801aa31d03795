"""The units of a scenario's names before any definition is made, which settles what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...formulas import Field, Formula, Section, Total
from ...language.tokens import Fault
from ...language.tree import Tree, Unread
from ...records import field, record
from ...scenario.model import Scenario
from ...units import Unit, UnitTable
from ...well_known import well_known
from ..expressions.type_check import check


@record(frozen=False)
class Ahead:
    """The units of a scenario's names, as they are declared or as their values have them."""

    scenario: Scenario
    sections: Mapping[str, Section]
    units: UnitTable
    known: dict[str, Unit | None] = field(default_factory=dict)
    shares: bool = False

    def of(self, tree: Tree) -> Unit | None:
        """The unit of an expression; None where it has none."""
        try:
            return None if isinstance(tree, Unread) else check(tree, self).unit
        except Fault:
            return None

    def unit_of(self, name: str) -> Unit | None:
        """The unit of a named quantity, None where there is no such name."""
        if name not in self.known:
            self.known[name] = None  # what rests on itself has none
            self.known[name] = self._unit(name)
        return self.known[name]

    def names(self) -> Sequence[str]:
        """No names, as nothing is suggested."""
        return ()

    def _unit(self, name: str) -> Unit | None:
        declared = well_known(name)
        value = self.scenario.assumptions.get(name) or self.scenario.derived.get(name)
        if declared is None and value:
            return self.of(value.tree)
        unit = declared.unit if declared else self._declared(*name.rpartition(".")[::2])
        return None if unit is None else self.units.unit(unit)

    def _declared(self, owner: str, name: str) -> str | None:
        entry = self.scenario.entry(owner)
        section = self.sections.get(entry.section if entry else owner)
        found: tuple[Formula | Total | Field, ...] = ()
        if section and entry:
            fields = (item for item in section.fields if isinstance(item, Field))
            found = (*fields, *section.formulas)
        elif section:
            found = (*section.totals, *section.summary)
        return next((item.unit for item in found if item.name == name), None)
