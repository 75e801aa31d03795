"""Evaluates a scenario: definitions in the order they rest on each other become derivations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..derivations import Absent, Assumed, Binding, Computed, Derivation, Given, Spread
from ..formulas import ANY, Bounds, Section
from ..language.tokens import Fault
from ..language.tree import Call, Name, PlusMinus, Range, Tree, names
from ..problems import EstimateError, Passage, Problem, in_order, passage_of
from ..quantities import Quantity, canonical, humanise, rescale
from ..scenario.model import Scenario, Value
from ..units import (
    COUNTING,
    NUMBER,
    Unit,
    UnitTable,
    conversion,
    dimensions,
    fill,
    recount,
    scale,
    unit_table,
)
from .check import Checked, Compute, check, converted, ends
from .definitions import Definition, Definitions, define
from .faults import EngineFault, as_problem, does_not_fit

NAPKIN_DAY = Fraction(100_000)
"""Seconds of a day on the back of an envelope, where 86,400 is rounded up to a power of ten."""


class Estimate:
    """Every quantity of a scenario by name, with its derivation."""

    def __init__(self, scenario: Scenario, graph: Graph, values: Mapping[str, Any]) -> None:
        self.scenario = scenario
        self.graph = graph
        self.derivations: Mapping[str, Derivation] = graph.derive(values)
        self.absent: Mapping[str, Absent] = graph.definitions.absent

    def __getitem__(self, name: str) -> Derivation:
        """The derivation of a quantity; raises KeyError for an unknown or absent one."""
        return self.derivations[name]

    def __contains__(self, name: object) -> bool:
        return name in self.derivations

    def get(self, name: str) -> Derivation | None:
        """The derivation of a quantity, or None."""
        return self.derivations.get(name)

    def replay(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """All values with some of them replaced: floats, or arrays of samples, in each one's unit.

        Nothing is read or checked again; a replaced quantity stays what it is replaced by, and all
        that rests on it follows. Raises KeyError for an unknown name.
        """
        for name in changes:
            if name not in self.graph.compute:
                raise KeyError(name)
        return self.graph.run(changes)

    def standard(self, name: str) -> Quantity:
        """A quantity in the unit a program expects: its field's or formula's, else B, bit/s, s."""
        quantity = self.derivations[name].quantity
        declared = self.graph.definitions.by_name[name].unit
        unit = self.graph.units.unit(declared) if declared is not None else canonical(quantity.unit)
        factor = conversion(quantity.unit, unit)
        return Quantity(rescale(quantity.value, factor), unit) if factor else quantity

    def binding(self, name: str) -> Binding | None:
        """Which argument of the max() behind a quantity decides; None where there is no max()."""
        derivation = self.derivations[name]
        inputs = {item.name: item for item in derivation.inputs}
        origin = derivation.origin
        call = _maximum(origin.formula) if isinstance(origin, Computed) else None
        if call is None:
            only = _only_limit(derivation)
            return Binding(winner=only, runner_up=None, slack=only.value) if only else None
        rivals = [inputs[item.name] for item in call.arguments if isinstance(item, Name)]
        if len(rivals) < 2 or len(rivals) != len(call.arguments):
            return None
        first, second, *_ = sorted(rivals, key=lambda rival: -rival.value)
        return Binding(winner=first, runner_up=second, slack=first.value - second.value)


def _maximum(tree: Tree) -> Call | None:
    match tree:
        case Call(function="max"):
            return tree
        case Call(arguments=(only,)):
            return _maximum(only)
        case _:
            return None


def _only_limit(derivation: Derivation) -> Derivation | None:
    """The one limit of a number of machines that has just one: the others were not given."""
    machines = any(name in ("node", "shard", "server") for name, _ in dimensions(derivation.unit))
    rounded = [item for item in derivation.inputs if item.unit == derivation.unit]
    return rounded[0] if machines and len(rounded) == len(derivation.inputs) == 1 else None


def estimate(scenario: Scenario, sections: tuple[Section, ...]) -> Estimate:
    """The estimate of a scenario; raises EstimateError with every problem of names and units."""
    graph = build(scenario, sections)
    try:
        values = graph.run({})
    except _Undefined as stop:
        raise EstimateError(stop.problem) from None
    problems = graph.out_of_bounds(values)
    if problems:
        raise EstimateError(*in_order(problems))
    return Estimate(scenario, graph, values)


def build(scenario: Scenario, sections: tuple[Section, ...]) -> Graph:
    """The checked graph of a scenario; raises EstimateError."""
    units = _conventions(scenario).with_nouns(entry.name for entry in scenario.entries)
    definitions = define(scenario, sections)
    graph = Graph(definitions, units)
    problems = graph.check()
    if problems:
        raise EstimateError(*in_order(problems))
    return graph


# --- conventions ---


def _conventions(scenario: Scenario) -> UnitTable:
    """The unit table with the scenario's day, month and year."""
    sizes: dict[str, Fraction] = {"day": NAPKIN_DAY} if scenario.napkin else {}
    problems = []
    for name in ("day", "month", "year"):
        if name in scenario.conventions:
            table = unit_table(tuple(sizes.items()))
            try:
                sizes[name] = _seconds(scenario.conventions[name], table)
            except Fault as fault:
                problems.append(as_problem(fault, scenario.conventions[name].passage))
    if problems:
        raise EstimateError(*problems)
    return unit_table(tuple(sizes.items()))


def _seconds(value: Value, units: UnitTable) -> Fraction:
    second = units.unit("second")
    checked = check(value.tree, Names(units, {}))
    factor = conversion(checked.unit, second)
    if factor is None or not checked.constant:
        raise does_not_fit(checked.unit, second, "a convention", value.tree)
    seconds = checked.compute({}) * factor
    if not 0 < seconds < float("inf"):
        raise EngineFault("out-of-range", "a convention is a positive time", value.tree.at)
    return Fraction(seconds).limit_denominator(1_000_000)


# --- the graph ---


@dataclass(slots=True)
class Names:
    """The names that an expression can refer to, and their units."""

    units: UnitTable
    known: Mapping[str, Unit]

    def unit_of(self, name: str) -> Unit | None:
        """The unit of a named quantity, None when there is no such name."""
        return self.known.get(name)

    def names(self) -> Sequence[str]:
        """Every name."""
        return tuple(self.known)


class _Undefined(Exception):
    """A quantity has no value: a division by zero, or a number too large."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Graph:
    """A scenario's quantities with their units checked, ready to be computed any number of
    times.
    """

    def __init__(self, definitions: Definitions, units: UnitTable) -> None:
        self.definitions = definitions
        self.units = units
        self.unit: dict[str, Unit] = {}
        self.compute: dict[str, Compute] = {}

    # --- checking, once ---

    def check(self) -> list[Problem]:
        """Check every definition in the order they rest on each other; return what is wrong."""
        problems: list[Problem] = []
        order, circles = _in_order_of_use(self.definitions)
        problems += circles
        scope = Names(self.units, self.unit)
        failed: set[str] = set()
        for definition in order:
            if failed.intersection(names(definition.tree)):
                failed.add(definition.name)
                continue
            try:
                checked = self._fitted(definition, check(definition.tree, scope))
            except Fault as fault:
                failed.add(definition.name)
                problems.append(self._problem(fault, definition))
                continue
            self.unit[definition.name] = checked.unit
            self.compute[definition.name] = checked.compute
        return problems

    def _problem(self, fault: Fault, definition: Definition) -> Problem:
        passage = _passage(definition)
        if fault.code == "unknown-name":
            word = passage.text[fault.at[0] : fault.at[1]]
            absent = self.definitions.absent.get(word)
            if absent:
                fault = EngineFault("no-value", f"'{word}' has no value", fault.at, wanted(absent))
            else:
                known = list(self.definitions.by_name)
                fault = _with_suggestion(fault, word, known)
        return as_problem(fault, passage)

    def _fitted(self, definition: Definition, checked: Checked) -> Checked:
        """The expression in the unit its field or formula declares, counting words filled in."""
        if definition.unit is None:
            return checked
        wanted_unit = self.units.unit(definition.unit)
        declared = definition.declared
        given = checked.unit
        if declared and declared.how_many:
            given = _as_many(given, wanted_unit)
        filled = fill(given, wanted_unit)
        if filled is None and not declared and conversion(given, wanted_unit) is None:
            raise TypeError(f"{definition.name} is in {given}, declared {definition.unit}")
        if filled is None:
            raise does_not_fit(checked.unit, wanted_unit, f"'{definition.name}'", definition.tree)
        if declared:
            return Checked(filled, checked.compute, checked.constant)
        return converted(checked, wanted_unit, scale(filled) / scale(wanted_unit))

    # --- computing, any number of times ---

    def run(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """All values; raises _Undefined where there is none."""
        values: dict[str, Any] = {}
        for name, compute in self.compute.items():
            if name in changes:
                values[name] = changes[name]
                continue
            try:
                values[name] = compute(values)
            except (ZeroDivisionError, OverflowError, ValueError) as error:
                definition = self.definitions.by_name[name]
                raise _Undefined(self._undefined(definition, values, error)) from None
        return values

    def _undefined(
        self, definition: Definition, values: Mapping[str, Any], error: Exception
    ) -> Problem:
        passage = _passage(definition)
        if isinstance(error, ZeroDivisionError):
            at, zero = self._zero_divisor(definition.tree, values)
            message = f"{zero} is zero, and '{definition.name}' divides by it"
            hint = "give it a value, or leave out what divides by it"
            return Problem(
                code="division-by-zero", message=message, span=passage.span(at), hint=hint
            )
        if isinstance(error, OverflowError):
            message = f"'{definition.name}' is too large to compute"
            return Problem(code="too-large", message=message, span=passage.span())
        message = f"'{definition.name}' has no value: {error}"
        return Problem(code="undefined", message=message, span=passage.span())

    def _zero_divisor(self, tree: Tree, values: Mapping[str, Any]) -> tuple[tuple[int, int], str]:
        from ..language.printer import print_tree
        from ..language.tree import Binary, walk

        scope = Names(self.units, self.unit)
        for node in walk(tree):
            divides = isinstance(node, Binary) and node.operator in ("/", "^")
            if not divides or not isinstance(node, Binary):
                continue
            divisor = node.right if node.operator == "/" else node.left
            try:
                if check(divisor, scope).compute(values) == 0:
                    return divisor.at, print_tree(divisor)
            except (Fault, ZeroDivisionError, OverflowError, ValueError):
                continue
        return tree.at, print_tree(tree)

    def out_of_bounds(self, values: Mapping[str, float]) -> list[Problem]:
        """Values that make no sense: not finite, or outside what their field allows."""
        problems = []
        for name, value in values.items():
            definition = self.definitions.by_name[name]
            if isinstance(value, complex) or not abs(value) < float("inf"):
                message = f"'{name}' is not a finite number"
                span = _passage(definition).span()
                problems.append(Problem(code="too-large", message=message, span=span))
            elif definition.value and (said := self._out_of_bounds(definition, value)):
                span = definition.value.passage.span()
                problems.append(Problem(code="out-of-range", message=said, span=span))
        return problems

    def _out_of_bounds(self, definition: Definition, value: float) -> str | None:
        unit = self.unit[definition.name]
        bounds = definition.declared.bounds if definition.declared else ANY
        is_amount = not definition.declared and dimensions(unit) and not _is_derived(definition)
        if is_amount and value < 0:
            bounds = Bounds(least=0)
        factor = conversion(unit, NUMBER)
        plain = rescale(value, factor) if factor else value
        shown = humanise(value, unit)
        if bounds.above is not None and plain <= bounds.above:
            return f"'{definition.name}' is {shown}; it must be above {bounds.above:g}"
        if bounds.least is not None and plain < bounds.least:
            return (
                f"'{definition.name}' is {shown}; it cannot be below {_shown(bounds.least, unit)}"
            )
        if bounds.most is not None and plain > bounds.most:
            return f"'{definition.name}' is {shown}; it cannot be above {bounds.most:.0%}"
        return None

    # --- derivations ---

    def derive(self, values: Mapping[str, Any]) -> dict[str, Derivation]:
        """The derivation of every quantity, in the order of the report."""
        derived: dict[str, Derivation] = {}
        for name in self.compute:
            definition = self.definitions.by_name[name]
            inputs = tuple(derived[word] for word in names(definition.tree) if word in derived)
            derived[name] = Derivation(
                name=name,
                quantity=Quantity(values[name], self.unit[name]),
                origin=self._origin(definition, values),
                inputs=inputs,
            )
        return {name: derived[name] for name in self.definitions.by_name}

    def _origin(
        self, definition: Definition, values: Mapping[str, Any]
    ) -> Given | Assumed | Computed:
        value = definition.value
        if definition.default:
            return Assumed(text=definition.default.value, source=definition.default.source)
        if value is None or any(word in self.compute for word in names(definition.tree)):
            return Computed(
                formula=definition.tree,
                because=definition.because,
                span=value.passage.span() if value else None,
                source=value.source if value else None,
                before_rounding=self._before_rounding(definition, values),
            )
        return Given(
            text=value.passage.text,
            span=value.passage.span(),
            source=value.source,
            note=value.note,
            spread=self._spread(definition),
        )

    def _before_rounding(self, definition: Definition, values: Mapping[str, Any]) -> float | None:
        match definition.tree:
            case Call(function="ceil", arguments=(inner,)):
                exact = check(inner, Names(self.units, self.unit))
                factor = conversion(exact.unit, self.unit[definition.name])
                value = exact.compute(values)
                return float(rescale(value, factor)) if factor else float(value)
            case _:
                return None

    def _spread(self, definition: Definition) -> Spread | None:
        if not isinstance(definition.tree, (Range, PlusMinus)):
            return None
        low, high, _ = ends(definition.tree, Names(self.units, {}))
        return Spread(low=low, high=high)


def wanted(absent: Absent) -> str:
    """The fields that would give an absent quantity its value, in words."""
    return f"give {' and '.join(absent.wants)}" if absent.wants else "nothing gives it"


def _as_many(given: Unit, wanted_unit: Unit) -> Unit:
    """What a "how many" field counts, read as the field's own counting word."""
    noun = next((atom for atom, _ in wanted_unit.powers if atom.dimension in COUNTING), None)
    if noun:
        return recount(given, noun)
    return Unit(tuple(item for item in given.powers if item[0].dimension not in COUNTING))


def _with_suggestion(fault: Fault, word: str, known: list[str]) -> Fault:
    from ..problems import did_you_mean

    close = did_you_mean(word, known)
    if close and (not fault.hint or not fault.hint.startswith("did you mean")):
        return EngineFault(fault.code, fault.message, fault.at, f"did you mean '{close}'?")
    return fault


def _shown(bound: float, unit: Unit) -> str:
    return humanise(bound, unit if dimensions(unit) else NUMBER)


def _is_derived(definition: Definition) -> bool:
    return bool(names(definition.tree))


def _passage(definition: Definition) -> Passage:
    """Where to point: what the scenario wrote, or the formula itself under its name."""
    if definition.value:
        return definition.value.passage
    from ..language.printer import print_tree

    return passage_of(definition.name, print_tree(definition.tree))


def _in_order_of_use(definitions: Definitions) -> tuple[list[Definition], list[Problem]]:
    """The definitions so that each comes after what it rests on; circles are problems."""
    order: list[Definition] = []
    problems: list[Problem] = []
    done: set[str] = set()
    for start in definitions.by_name:
        path: dict[str, list[str]] = {}
        waiting = [start]
        while waiting:
            name = waiting[-1]
            if name in done:
                waiting.pop()
                continue
            if name not in path:
                uses = names(definitions.by_name[name].tree)
                path[name] = [use for use in uses if use in definitions.by_name]
            following = next((use for use in path[name] if use not in done), None)
            if following is None:
                done.add(name)
                order.append(definitions.by_name[name])
                path.pop(name)
            elif following in path:
                problems.append(_circle(definitions, list(path), following))
                done.update(path)
                break
            else:
                waiting.append(following)
    return order, problems


def _circle(definitions: Definitions, path: list[str], name: str) -> Problem:
    round_trip = [*path[path.index(name) :], name]
    definition = definitions.by_name[name]
    return Problem(
        code="circular",
        message=f"'{name}' rests on itself: {' -> '.join(round_trip)}",
        span=_passage(definition).span(),
        hint="give one of them a value of its own",
    )
