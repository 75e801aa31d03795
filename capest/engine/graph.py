"""A scenario's graph of quantities: checked once, then computed any number of times."""

from __future__ import annotations

import math
from collections.abc import Collection, Container, Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from ..derivations import Absent, Derivation
from ..formulas import Section
from ..language.printer import print_tree
from ..language.tokens import Fault
from ..language.tree import Binary, Number, Tree, Unread, walk
from ..problems import MANY, EstimateError, Passage, Problem, Span, one_for_each_place
from ..quantities import Quantity
from ..scenario.model import Scenario
from ..units import PERCENT, Unit, UnitTable, conversion, fill, in_currency_of, ratio
from .computing.deriving import Deriving
from .computing.program import Extremes, Programs
from .defining.define import define
from .defining.definitions import Definition, Definitions, passage_behind
from .defining.order import in_order_of_use
from .defining.range_bounds import is_share
from .expressions.by_month import by_month
from .expressions.faults import does_not_fit, refuse_times
from .expressions.left_over import left_over
from .expressions.no_value import NO_VALUE, no_value
from .expressions.readings import settled, taken
from .expressions.scope import Names, units_of
from .expressions.traced import by_other_names
from .expressions.type_check import check
from .expressions.typed import Compute, Typed, converted
from .how_many import as_many
from .missing import Missing


def build(
    scenario: Scenario, sections: tuple[Section, ...], only: Collection[str] = ()
) -> tuple[Graph, list[Problem]]:
    """The graph of a scenario, or of `only` some quantities and what they rest on, checked, and
    what is wrong with it.
    """
    units, problems = units_of(scenario)
    units = units.with_nouns([*scenario.words, *scenario.entries], scenario.words)
    graph = Graph(scenario, define(scenario, sections, units), units)
    return graph, [*problems, *graph.check(only)]


class Graph:
    """A scenario's quantities with their units checked, ready to be computed any number of
    times.
    """

    def __init__(self, scenario: Scenario, definitions: Definitions, units: UnitTable) -> None:
        self.definitions = definitions
        self.units = units
        self.unit: dict[str, Unit] = {}
        self.compute: dict[str, Compute] = {}
        self.missing = Missing(scenario, definitions)
        self.remarks: list[Problem] = []
        """What is worth a word, though nothing is wrong."""
        self.limits: dict[str, Extremes] = {}
        """What quantities can be, as far as it has been asked for."""
        self.programs = Programs(self.compute)
        self.deriving = Deriving(definitions, units, self.unit, self.compute.keys())

    # --- checking, once ---

    def check(self, only: Collection[str] = ()) -> list[Problem]:
        """Check the definitions in the order they rest on each other; return what is wrong."""
        order, problems = in_order_of_use(self.definitions, self.units, only)
        faults: list[tuple[Fault, Passage]] = []
        scope = Names(self.units, self.unit, tuple(self.definitions.by_name))
        failed = self.missing.failed
        failed |= self.definitions.by_name.keys() - {definition.name for definition in order}
        for definition in order:
            if len(faults) >= MANY:
                break
            told: list[Fault] = []
            is_open = isinstance(definition.tree, Unread) or failed.intersection(definition.words)
            try:
                if not is_open:
                    checked = self._like_another(definition) or self._checked(definition, scope)
                    self.unit[definition.name] = checked.unit
                    self.compute[definition.name] = checked.compute
                    continue
            except Fault as fault:
                told.append(fault)
            failed.add(definition.name)
            if definition.value:
                told += self.missing.words(definition.tree, scope, [fault.at for fault in told])
            faults += [self._in_scenario(fault, definition) for fault in told]
        for found, passage in faults:  # once it is known what else has failed
            problems += self.missing.told(found, passage)
        return problems

    def _in_scenario(self, fault: Fault, definition: Definition) -> tuple[Fault, Passage]:
        """A fault and what the scenario wrote of it: of a formula of capest's own the last of the
        values behind it, such as the price in the second of two currencies.
        """
        written = definition.value or fault.code == "unknown-name"
        given = [] if written else self._nearest_given(definition.words)
        if not given:
            return fault, passage_behind(definition)
        places = [(passage_behind(item).line, passage_behind(item).column, item) for item in given]
        passage = passage_behind(max(places, key=lambda place: place[:2])[2])
        return Fault(fault.code, fault.message, (0, len(passage.text)), fault.hint), passage

    def _like_another(self, definition: Definition) -> Typed | None:
        """What the first of its shape came to, where what it rests on is of the same units."""
        first, names = definition.like, definition.other_names()
        if first is None:
            return None
        alike = all(self.unit.get(one) == self.unit.get(other) for one, other in names)
        if first.name not in self.compute or not alike:
            self.definitions.by_name[definition.name] = replace(definition, like=None)
            return None
        known = [pair for pair in names if pair[0] in self.unit]
        unit, compute = self.unit[first.name], self.compute[first.name]
        return Typed(unit, by_other_names(compute, known), not known)

    def _checked(self, definition: Definition, scope: Names) -> Typed:
        """The checked expression in the unit it must have, under the reading that has it."""
        if definition.default:  # capest's own words are no scenario's
            scope = Names(self.units, {})
        if is_share(definition, self.definitions):
            scope = replace(scope, shares=True)
        if not definition.value and not definition.default:  # a formula: it has one reading
            return self._fitted(definition, check(definition.tree, scope))
        tree, checked = settled(
            definition.tree, scope, check, lambda way: self._fitted(definition, check(way, scope))
        )
        if tree is not definition.tree:
            self.remarks += taken(definition.tree, tree, passage_behind(definition))
            self.definitions.by_name[definition.name] = replace(definition, tree=tree)
        if definition.value and definition.unit is None:
            passage, what = definition.value.passage, f"'{definition.name}'"
            told = left_over(what, tree, checked.unit, scope, passage)
            self.remarks += [told] if told else []
        return checked

    def _fitted(self, definition: Definition, checked: Typed) -> Typed:
        """The expression in the unit its field or formula declares, counting words filled in."""
        if definition.unit is None:
            return by_month(checked, definition.tree, self.units)
        wanted_unit = in_currency_of(checked.unit, self.units.unit(definition.unit))
        declared = definition.declared
        if not (declared and declared.how_many):
            refuse_times(definition.tree, wanted_unit, f"'{definition.name}'")
        given = checked.unit
        if declared and declared.how_many:
            given = as_many(given, wanted_unit)
        filled = fill(given, wanted_unit)
        if filled is None and not definition.value and conversion(given, wanted_unit) is None:
            raise TypeError(f"{definition.name} is in {given}, declared {definition.unit}")
        if filled is None:
            meaning = definition.declared.meaning if definition.declared else ""
            what = f"'{definition.name}'"
            raise does_not_fit(checked.unit, wanted_unit, what, definition.tree, meaning)
        if definition.value and wanted_unit != PERCENT:
            unit = filled
            if PERCENT.powers[0] in {*wanted_unit.powers} - {*filled.powers}:  # 20%/month, a growth
                unit = Unit((*PERCENT.powers, *filled.powers))
            return converted(checked, unit, ratio(filled, unit))
        return converted(checked, wanted_unit, ratio(filled, wanted_unit))

    # --- what rests on what ---

    def behind(self, wanted: Iterable[str]) -> set[str]:
        """Some quantities and all that they rest on."""
        found: set[str] = set()
        waiting = [*wanted]
        while waiting:
            name = waiting.pop()
            if name in self.compute and name not in found:
                found.add(name)
                waiting += self.definitions.by_name[name].words
        return found

    def resting_on(self, names: Iterable[str], put_in: Container[str] = ()) -> set[str]:
        """Some quantities and all that rests on them, but for what is put in instead."""
        found = set(names)
        for name in self.compute:
            if name not in put_in and not found.isdisjoint(self.definitions.by_name[name].words):
                found.add(name)
        return found

    # --- computing, any number of times ---

    def only(self, wanted: Iterable[str]) -> Graph:
        """The part of the graph that some quantities rest on, themselves included."""
        kept, part = self.behind(wanted), copy(self)
        part.compute = {name: way for name, way in self.compute.items() if name in kept}
        part.programs = Programs(part.compute)
        return part

    def run(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """All values, in their units, with some of them changed; raises EstimateError.

        What has no value with the numbers as they are has none here either.
        """
        values, _, problems = self.evaluate(changes)
        if problems:
            raise EstimateError(*one_for_each_place(problems))
        return values

    def evaluate(
        self, changes: Mapping[str, Any], ranges: Mapping[int, float] | None = None
    ) -> tuple[dict[str, Any], dict[str, Absent], list[Problem]]:
        """The values there are, the quantities without one, and what the scenario is to blame for;
        with some values changed, and with some ranges, by their nodes, at other than their middle.

        A formula of capest's own that divides by zero (reads for each write, without a write) is
        absent, as if an input were not given; so is what rests on it.
        """
        given: dict[Any, Any] = {**(ranges or {}), **changes}
        run = self.programs.of(given)
        values: dict[Any, Any] = run(given) if run else dict(ranges or {})
        absent: dict[str, Absent] = {}
        problems: list[Problem] = []
        if len(values) == len(self.compute) + len(ranges or ()):
            return values, absent, problems
        for name, compute in self.compute.items():
            if name in changes:
                values[name] = changes[name]
            if name in values:
                continue
            try:
                values[name] = compute(values)
            except KeyError as lost:
                absent[name] = Absent(name=name, wants=(f"a value of {lost.args[0]}",))
            except NO_VALUE as error:
                definition = self.definitions.by_name[name]
                if definition.value or not isinstance(error, ZeroDivisionError):
                    problems.append(self._undefined(name, values, error))
                else:
                    _, zero = self._zero_divisor(definition.tree, values)
                    absent[name] = Absent(name=name, wants=(f"a {zero} above 0",))
        return values, absent, problems

    def _undefined(self, name: str, values: Mapping[str, Any], error: Exception) -> Problem:
        definition = self.definitions.by_name[name]
        if not isinstance(error, ZeroDivisionError):
            return no_value(f"'{name}'", error, self.place_of(name, values))
        at, zero = self._zero_divisor(definition.tree, values)
        problem = no_value(f"'{name}'", error, passage_behind(definition).span(at))
        says_so = "" if zero == "0" else ", which is zero"
        return replace(problem, message=f"'{name}' divides by {zero}{says_so}")

    def place_of(self, name: str, values: Mapping[str, float] | None = None) -> Span:
        """Where the scenario wrote a quantity, or the value it gave that the quantity rests on.

        Of several values it is the one that the formula blames, or the one furthest from 1, the
        likeliest slip behind a number that is too large; so of several that it blames, by `values`.
        """
        definition = self.definitions.by_name[name]
        if definition.value:
            return definition.value.passage.span()
        blames = sorted(definition.blames, key=lambda word: -_decades((values or {}).get(word, 1)))
        likely = (self._nearest_given(blames[:1]), self._nearest_given(definition.words))
        given = next(filter(None, likely), [definition])
        return passage_behind(max(given, key=_extremity)).span()

    def _nearest_given(self, names: Iterable[str]) -> list[Definition]:
        """What the scenario wrote of some quantities, or else of what they follow from."""
        known = self.definitions.by_name
        given: list[Definition] = []
        level = {word for word in names if word in known}
        while level and not given:
            given = [known[word] for word in level if known[word].value]
            level = {word for name in level for word in known[name].words if word in known}
        return sorted(given, key=lambda definition: definition.name)

    def _zero_divisor(self, tree: Tree, values: Mapping[str, Any]) -> tuple[tuple[int, int], str]:
        scope = Names(self.units, self.unit)
        for node in walk(tree):
            divides = isinstance(node, Binary) and node.operator in ("/", "^")
            if not divides or not isinstance(node, Binary):
                continue
            divisor = node.right if node.operator == "/" else node.left
            try:
                if check(divisor, scope).compute(values) == 0:
                    return divisor.at, print_tree(divisor)
            except (Fault, *NO_VALUE):
                continue
        return tree.at, print_tree(tree)

    # --- what the values say ---

    def standard(self, name: str, value: Any) -> Quantity:
        """A value in a quantity's own unit, in the one that a program is told."""
        return self.deriving.standard(name, value)

    def derive(self, values: Mapping[str, Any]) -> dict[str, Derivation]:
        """The derivation of every quantity, in the order of the report."""
        return self.deriving.derivations(values)


def _extremity(definition: Definition) -> float:
    numbers = [node.value for node in walk(definition.tree) if isinstance(node, Number)]
    return max(map(_decades, numbers), default=0.0)


def _decades(number: float) -> float:
    """How far a number is from 1."""
    return abs(math.log10(abs(number))) if number else 0.0
