"""Values as derivations: in the units that people and programs are told, and how they came to be.

What the numbers do not change is worked out once, however often they are computed anew.
"""

from __future__ import annotations

from collections.abc import KeysView, Mapping
from fractions import Fraction
from typing import Any

from ...derivations import Assumed, Computed, Derivation, Given, Origin, Spread
from ...formulas import DEFINITION
from ...language.printer import print_tree
from ...language.tree import Call, Convert, PlusMinus, Range
from ...products import raise_to
from ...quantities import Quantity, canonical, is_number, rescale
from ...records import field, record, replace
from ...units import Unit, UnitTable, conversion, in_currency_of, ratio
from ..defining.definitions import Definition, Definitions
from ..expressions.scope import Names
from ..expressions.traced import by_other_names
from ..expressions.type_check import check, ends
from ..expressions.typed import Compute, converted


@record(frozen=False)
class Deriving:
    """The checked definitions of a graph, of which values become derivations."""

    definitions: Definitions
    units: UnitTable
    unit: Mapping[str, Unit]
    computed: KeysView[str]
    """The names of all that can be computed."""
    targets: dict[tuple[Unit, str], tuple[Unit, Fraction]] = field(default_factory=dict)
    """By the unit and the declared one."""
    origins: dict[str, Origin] = field(default_factory=dict)
    exact: dict[str, Compute | None] = field(default_factory=dict)
    spreads: dict[str, Spread | None] = field(default_factory=dict)

    def derivations(self, values: Mapping[str, Any]) -> dict[str, Derivation]:
        """The derivation of every quantity, in the order of the report."""
        derived: dict[str, Derivation] = {}
        for name, value in values.items():
            definition = self.definitions.by_name[name]
            quantity = Quantity(value, self.unit[name], self.units)
            is_standard = self.target(name) == (quantity.unit, Fraction(1))
            derived[name] = Derivation(
                name=name,
                quantity=quantity,
                standard=quantity if is_standard else self.standard(name, value),
                origin=self._origin(definition, values),
                inputs=tuple(derived[word] for word in definition.words if word in derived),
            )
        return {name: derived[name] for name in self.definitions.by_name if name in derived}

    def standard(self, name: str, value: Any) -> Quantity:
        """A value in a quantity's own unit, in the one that a program is told."""
        unit, factor = self.target(name)
        return Quantity(rescale(value, factor), unit, self.units)

    def target(self, name: str) -> tuple[Unit, Fraction]:
        """The unit that a program is told a quantity in, however large it is, and how much of it
        the quantity's own is: its field's or formula's, the one that the scenario asks for by
        `in`, else B, bit/s, s.
        """
        definition, own = self.definitions.by_name[name], self.unit[name]
        declared = definition.unit or ""
        tree = definition.tree
        if definition.unit is None and isinstance(tree, Convert) and tree.word == "in":
            return own, Fraction(1)
        if (own, declared) not in self.targets:
            unit = in_currency_of(own, self.units.unit(declared)) if declared else canonical(own)
            unit, _ = raise_to(unit, 1)  # without a percentage
            factor = conversion(own, unit)
            self.targets[own, declared] = (own, Fraction(1)) if factor is None else (unit, factor)
        return self.targets[own, declared]

    def spread(self, name: str) -> Spread | None:
        """Both ends of a value that was given as a range."""
        if name not in self.spreads:
            tree, found = self.definitions.by_name[name].tree, None
            if isinstance(tree, (Range, PlusMinus)):
                low, high, written = ends(tree, Names(self.units, {}))
                part = ratio(written, self.unit[name])  # 0.8 to 0.98, where a percentage is shown
                found = Spread(low=rescale(low, part), high=rescale(high, part))
            self.spreads[name] = found
        return self.spreads[name]

    def _origin(self, definition: Definition, values: Mapping[str, Any]) -> Origin:
        name, is_one = definition.name, is_number(values[definition.name])
        if name not in self.origins:
            self.origins[name] = self._of_numbers(definition)
            self.exact[name] = self._before_rounding(definition)
        origin, exact = self.origins[name], self.exact[name]
        if isinstance(origin, Given) and not is_one:
            return replace(origin, text="samples")
        if exact and isinstance(origin, Computed):
            value = exact(values)
            return replace(origin, before_rounding=float(value) if is_number(value) else None)
        return origin

    def _of_numbers(self, definition: Definition) -> Origin:
        """The origin of plain numbers, but for what they are before rounding."""
        value = definition.value
        if definition.default:
            default = definition.default
            return Assumed(
                text=default.value, source=default.source, profile=default.profile,
                as_of=default.as_of, neutral=default.kind == DEFINITION,
            )  # fmt: skip
        if value is None and not definition.words and definition.because:  # a constant of a choice
            text = print_tree(definition.tree)
            return Assumed(text=text, source=definition.because, neutral=definition.neutral)
        if value is None or not self.computed.isdisjoint(definition.words):
            return Computed(
                formula=definition.tree,
                because=definition.because,
                span=value.passage.span() if value else None,
                source=value.source if value else None,
            )
        return Given(
            text=value.passage.text,
            span=value.passage.span(),
            source=value.source,
            note=value.note,
            spread=self.spread(definition.name),
        )

    def _before_rounding(self, definition: Definition) -> Compute | None:
        """What computes the exact value of what is rounded up to a whole thing."""
        match definition.tree:
            case Call(function="ceil" | "next_power_of_two" | "next_even") if definition.like and (
                first := self.exact.get(definition.like.name)
            ):
                names = [pair for pair in definition.other_names() if pair[0] in self.unit]
                return by_other_names(first, names)
            case Call(function="ceil" | "next_power_of_two" | "next_even", arguments=(inner,)):
                exact = check(inner, Names(self.units, self.unit))
                factor = conversion(exact.unit, self.unit[definition.name])
                return converted(exact, exact.unit, factor or Fraction(1)).compute
            case _:
                return None
