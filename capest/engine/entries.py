"""The quantities of one entry of a section: its fields, then its formulas over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..derivations import Absent
from ..formulas import Default, Field, Formula, Profile, Section, template, well_known
from ..language.tree import Binary, Call, Name, Negative, Number, Tree, names
from ..scenario.model import Entry, Scenario
from ..scenario.profiles import profile
from .definitions import Definition, Definitions, from_default, from_value


class EntryDefiner:
    """Defines the quantities of one entry: its fields, then its formulas over them."""

    def __init__(
        self, scenario: Scenario, sections: Mapping[str, Section], entry: Entry, found: Definitions
    ) -> None:
        self.scenario = scenario
        self.sections = sections
        self.entry = entry
        self.found = found
        self.published = self._published()
        self.given = {*entry.values, *self.published}
        options = (f"{choice}: {option}" for choice, option in entry.choices.items())
        self.said = {*self.given, *entry.references, *options}

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
            else:
                self.found.not_given[full] = declared.falls_back_to
        for name in dict.fromkeys(formula.name for formula in section.formulas):
            if name not in self.given:
                self._define_formula([item for item in section.formulas if item.name == name])

    def _published(self) -> dict[str, Default]:
        """What the entry's profiles say, where the entry does not say it itself, in other words
        either.
        """
        entry, section = self.entry, self.sections[self.entry.section]
        own = {*entry.values, *entry.references, *entry.choices}
        found: dict[str, Default] = {}
        for field in section.fields:
            if isinstance(field, Profile) and field.name in entry.choices:
                values = profile(field.folder, entry.choices[field.name]).values
                yielding = {name for name, other in field.gives_way if other in own}
                found |= {name: values[name] for name in values if name not in yielding}
        return {
            name: default
            for name, default in found.items()
            if name not in own and not section.rivals(name, own) & own
        }

    def _is_excluded(self, full: str) -> bool:
        """Whether what is given rules a field out, so that no report asks for it."""
        entry, section = self.entry, self.sections[self.entry.section]
        given = frozenset((*entry.values, *entry.references, *entry.choices))
        known = self.found.ruled_out
        if (section.name, given) not in known:
            rivals = (section.rivals(name, given) for name in given)
            known[section.name, given] = frozenset().union(*rivals)
        owner, _, local = full.partition(".")
        return owner == entry.name and local in known[section.name, given]

    def _define_formula(self, alternatives: list[Formula]) -> None:
        wants: list[tuple[str, ...]] = []
        for formula in alternatives:
            if not self._applies(formula):
                wants += self._only_want(formula)
                continue
            tree, missing = self._resolved(template(formula.text))
            if tree is not None:
                name = f"{self.entry.name}.{formula.name}"
                self.found.add(
                    Definition(
                        name=name,
                        tree=tree,
                        unit=formula.unit,
                        because=formula.because,
                        bounds=formula.bounds,
                        blames=f"{self.entry.name}.{formula.blames}" if formula.blames else None,
                    )
                )
                return
            if not any(map(self._is_excluded, missing)):
                wants.append(tuple(dict.fromkeys(missing)))
        name = f"{self.entry.name}.{alternatives[0].name}"
        found = min(wants, key=len, default=self._unmade_choices(alternatives))
        self.found.absent[name] = Absent(name=name, wants=self._or_given(name, found))

    def _unmade_choices(self, alternatives: list[Formula]) -> tuple[str, ...]:
        """The choices that the scenario leaves open, where a quantity exists under some of them."""
        choices = dict.fromkeys(item.when[0] for item in alternatives if item.when)
        made = self.entry.choices
        return tuple(f"{self.entry.name}.{name}" for name in choices if name not in made)

    def _or_given(self, name: str, wants: tuple[str, ...]) -> tuple[str, ...]:
        """What would give a quantity its value, or that it be given itself where it is a field."""
        local = name.partition(".")[2]
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
        if formula.same and not self._is_one_entry(*formula.same):
            return False
        if formula.only_with and self.given.isdisjoint(formula.only_with):
            return False
        return self.said.isdisjoint(formula.without)

    def _is_one_entry(self, one: str, other: str) -> bool:
        """Whether two chains of references end at the same entry."""
        target = self._at_end(one)
        return target is not None and target is self._at_end(other)

    def _at_end(self, references: str) -> Entry | None:
        """The entry at the end of a chain of references; None where one is left out."""
        entry: Entry | None = self.entry
        for reference in references.split("."):
            named = entry.references.get(reference) if entry else None
            entry = self.scenario.entries.get(named.text) if named else None
        return entry

    def _resolved(self, tree: Tree) -> tuple[Tree | None, tuple[str, ...]]:
        """The formula with full names and without absent options; or None and what is wanted."""
        match tree:
            case Name(name=name):
                full, missing = self._full_name(name)
                return (Name(full, tree.at), ()) if full else (None, missing)
            case Number():
                return tree, ()
            case Negative(operand=operand):
                inner, missing = self._resolved(operand)
                return (replace(tree, operand=inner) if inner else None), missing
            case Binary():
                return self._resolved_binary(tree)
            case Call():
                return self._resolved_call(tree)
            case _:
                raise TypeError(f"a formula holds no {type(tree).__name__}")

    def _resolved_binary(self, tree: Binary) -> tuple[Tree | None, tuple[str, ...]]:
        left, wants_left = self._resolved(tree.left)
        right, wants_right = self._resolved(tree.right)
        if tree.optional and right is None and not self._is_given(tree.right):
            return left, wants_left
        if left is None or right is None:
            return None, (*wants_left, *wants_right)
        return Binary(tree.operator, left, right, tree.at), ()

    def _resolved_call(self, tree: Call) -> tuple[Tree | None, tuple[str, ...]]:
        kept: list[Tree] = []
        dropped: list[tuple[str, ...]] = []
        for index, argument in enumerate(tree.arguments):
            inner, missing = self._resolved(argument)
            if inner is not None:
                kept.append(inner)
            elif index in tree.optional and not self._is_given(argument):
                dropped.append(missing)
            else:
                return None, missing
        if not kept:
            first = dict.fromkeys(missing[0] for missing in dropped if missing)
            return None, (" or ".join(first),) if first else ()
        if len(kept) == 1 and tree.optional:
            return kept[0], ()
        return Call(tree.function, tuple(kept), tree.at), ()

    def _is_given(self, tree: Tree) -> bool:
        """Whether an option is a result of an entry that is named, and so must have a value.

        A cache in front whose misses are not known is not the same as no cache.
        """
        return any(self._is_result(word) for word in names(tree) if "." in word)

    def _is_result(self, local: str) -> bool:
        entry, name = self.entry, local
        while "." in name:
            reference, _, name = name.partition(".")
            target = entry.references.get(reference)
            if target is None or target.text not in self.scenario.entries:
                return False
            entry = self.scenario.entries[target.text]
        return self.sections[entry.section].field(name) is None

    def _full_name(self, local: str) -> tuple[str | None, tuple[str, ...]]:
        """The full name behind a formula's local one; or None and the fields that would give it."""
        entry, name = self.entry, local
        while "." in name:
            reference, _, name = name.partition(".")
            target = entry.references.get(reference)
            found = self.scenario.entries.get(target.text) if target else None
            if found is None:
                return None, (f"{entry.name}.{reference}",)
            entry = found
        return self._name_in(entry, name)

    def _name_in(self, entry: Entry, name: str) -> tuple[str | None, tuple[str, ...]]:
        full = f"{entry.name}.{name}"
        if full in self.found.by_name:
            return full, ()
        if full in self.found.absent:
            return None, self.found.absent[full].wants
        declared = self.sections[entry.section].field(name)
        if declared is None:
            return name, ()  # a unit such as day
        if isinstance(declared, Field):
            return self._fallback(entry, declared)
        return None, (full,)

    def _fallback(self, entry: Entry, declared: Field) -> tuple[str | None, tuple[str, ...]]:
        full = f"{entry.name}.{declared.name}"
        other = declared.falls_back_to
        if other and "." in other:
            found, _ = self._full_name(other) if entry is self.entry else (None, ())
            return (found, ()) if found else (None, (full,))
        if other and other in self.found.by_name:
            return other, ()
        known = well_known(other)
        assumed = known if known and known.default else declared
        if assumed.default is None:
            return None, (f"{other} or {full}" if known else full,)
        name = assumed.name if assumed is known else full
        self.found.add(from_default(name, assumed.default, assumed))
        return name, ()
