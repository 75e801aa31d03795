"""The quantities of one entry of a section: its fields, then its formulas over them."""

from __future__ import annotations

from collections.abc import Mapping

from ...clashes import rivals
from ...derivations import Absent
from ...formulas import Field, Formula, Section
from ...language.parser import parse_template
from ...scenario.model import Entry, Scenario
from .definitions import Definition, Definitions, from_default, from_value, unread
from .published import published_values
from .references import References
from .resolve import Resolver
from .shapes import Shapes


class EntryDefiner:
    """Defines the quantities of one entry: its fields, then its formulas over them."""

    def __init__(
        self,
        scenario: Scenario,
        sections: Mapping[str, Section],
        entry: Entry,
        found: Definitions,
        shapes: Shapes,
    ) -> None:
        self.scenario = scenario
        self.sections = sections
        self.entry = entry
        self.found = found
        self.shapes = shapes
        self.published = published_values(entry, sections[entry.section])
        self.given = {*entry.values, *self.published}
        self.said = {*entry.said, *self.published}

    def define(self) -> None:
        """Add the entry's quantities to those that are found."""
        section = self.sections[self.entry.section]
        for declared in section.fields:
            full = f"{self.entry.name}.{declared.name}"
            if not isinstance(declared, Field):
                continue
            if declared.name in self.entry.values:
                self.found.add(from_value(full, self.entry.values[declared.name], declared))
            elif declared.name in self.published:
                self.found.add(from_default(full, self.published[declared.name], declared))
            elif not self.entry.is_whole:
                self.found.add(unread(full))
            elif declared.per_second and self._is_as_written(declared):
                self.found.add(from_default(full, declared.per_second, declared))
            else:
                self.found.not_given[full] = self._stands_for(declared)
        for held in self.entry.members.values():
            for member in held:
                EntryDefiner(self.scenario, self.sections, member, self.found, self.shapes).define()
        self.shapes.define(self.entry, frozenset(self.published), self._define_formulas)

    def _define_formulas(self) -> None:
        for name, alternatives in self.sections[self.entry.section].results.items():
            if name not in self.given and not self.entry.is_whole:
                self.found.add(unread(f"{self.entry.name}.{name}"))
            elif name not in self.given:
                self._define_formula(alternatives)
                self.found.refuse_too_many(self.entry.passage.span())

    def _is_as_written(self, declared: Field) -> bool:
        """Whether a rate is written per second, and the scenario says no more about it."""
        written = self.entry.name in self.found.per_second
        return written and declared.falls_back_to not in self.scenario.assumptions

    def _stands_for(self, declared: Field) -> str | None:
        """The name of what is there in the place of a field that is left out."""
        in_bytes = declared.in_bytes in self.entry.values
        return f"{self.entry.name}.{declared.in_bytes}" if in_bytes else declared.falls_back_to

    def _is_excluded(self, full: str) -> bool:
        """Whether what is given rules a field out, so that no report asks for it."""
        owner, _, local = full.rpartition(".")
        entry = self.entry if owner == self.entry.name else self.scenario.entries.get(owner)
        if entry is None:
            return False
        section = self.sections[entry.section]
        given = frozenset((*entry.values, *entry.references, *entry.choices))
        known = self.found.ruled_out
        if (section.name, given) not in known:
            ruled_out = (rivals(section, name, given) for name in given)
            known[section.name, given] = frozenset().union(*ruled_out)
        return local in known[section.name, given]

    def _define_formula(self, alternatives: tuple[Formula, ...]) -> None:
        wants: list[tuple[str, ...]] = []
        for formula in alternatives:
            references = References(self.scenario, self.entry, formula)
            if not self._applies(formula) or not references.fits():
                wants += self._only_want(formula)
                continue
            resolver = Resolver(references, self.sections, self.found)
            tree, missing = resolver.resolve(parse_template(formula.text), {})
            if tree is not None:
                name = f"{self.entry.name}.{formula.name}"
                self.found.add(
                    Definition(
                        name=name,
                        tree=tree,
                        unit=formula.unit,
                        because=formula.because,
                        bounds=formula.bounds,
                        neutral=formula.neutral,
                        ages=tuple(f"{self.entry.name}.{age}" for age in formula.ages),
                        blames=(f"{self.entry.name}.{formula.blames}",) if formula.blames else (),
                    )
                )
                return
            if missing and not any(map(self._is_excluded, missing)):
                wants.append(tuple(dict.fromkeys(missing)))
        name = f"{self.entry.name}.{alternatives[0].name}"
        declared = self.sections[self.entry.section].field(alternatives[0].name)
        if isinstance(declared, Field) and (declared.default or declared.falls_back_to):
            return  # which stands for it
        found = min(wants, key=len, default=self._unmade_choices(alternatives))
        self.found.lack(Absent(name=name, wants=self._or_given(name, found)))

    def _unmade_choices(self, alternatives: tuple[Formula, ...]) -> tuple[str, ...]:
        """The choices that the scenario leaves open, where a quantity exists under some of them."""
        sensible = (
            item
            for item in alternatives
            if not item.only_with or not self.said.isdisjoint(item.only_with)
        )
        choices = dict.fromkeys(item.when[0] for item in sensible if item.when)
        made = self.entry.choices
        return tuple(f"{self.entry.name}.{name}" for name in choices if name not in made)

    def _or_given(self, name: str, wants: tuple[str, ...]) -> tuple[str, ...]:
        """What would give a quantity its value, or that it be given itself where it is a field."""
        local = name.rpartition(".")[2]
        if self.sections[self.entry.section].field(local) is None or self._is_excluded(name):
            return wants
        if len(wants) == 1 and name in wants[0]:
            return wants
        return (f"{name} or {wants[0]}" if len(wants) == 1 and " or " not in wants[0] else name,)

    def _only_want(self, formula: Formula) -> list[tuple[str, ...]]:
        """The one field without which a formula makes no sense, or its quantity if that is one."""
        if len(formula.only_with) != 1 or formula.only_with[0] in self.given:
            return []
        is_field = self.sections[self.entry.section].field(formula.name) is not None
        names = (formula.name, *formula.only_with) if is_field else formula.only_with
        return [(" or ".join(f"{self.entry.name}.{name}" for name in names),)]

    def _applies(self, formula: Formula) -> bool:
        if formula.when and self.entry.choices.get(formula.when[0]) != formula.when[1]:
            return False
        if formula.only_with and self.said.isdisjoint(formula.only_with):
            return False
        if not self.said.issuperset(formula.chosen):
            return False
        return self.said.isdisjoint(formula.without)
