"""The named quantities of a scenario, and the expression behind each: no numbers yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...derivations import Absent
from ...formulas import ANY, Bounds, Default, Field
from ...language.parser import parse
from ...language.printer import print_tree
from ...language.tree import Tree, Unread, names
from ...problems import Passage, passage_of
from ...scenario.model import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One named quantity: its expression, and what its value must be."""

    name: str
    tree: Tree
    unit: str | None = None
    """The unit it is shown in or must fit; None where the expression decides."""
    value: Value | None = None
    """What the scenario wrote, None for a formula or a default of capest's own."""
    declared: Field | None = None
    default: Default | None = None
    because: str | None = None
    bounds: Bounds = ANY
    """What a formula's value must be; a field's stand with its declaration."""
    blames: str | None = None
    """The quantity to point at where a formula has no value, if the scenario gives it."""
    words: tuple[str, ...] = field(init=False)
    """The words that stand alone in the expression: names and units."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", names(self.tree))

    @property
    def comes_after(self) -> tuple[str, ...]:
        """The words that must be checked first: its own, and those of a value that it replaces."""
        replaced = self.value.replaces if self.value else None
        return self.words if replaced is None else (*self.words, *names(replaced))


@dataclass(slots=True)
class Definitions:
    """Every quantity of a scenario in the order of the report, and those that have no value."""

    by_name: dict[str, Definition] = field(default_factory=dict)
    absent: dict[str, Absent] = field(default_factory=dict)
    not_given: dict[str, str | None] = field(default_factory=dict)
    """Fields that the scenario leaves out, with the name that stands for each where one does."""
    chosen: dict[str, Default] = field(default_factory=dict)
    """The options of choices left out, by full name, that a profile chooses or that are taken."""
    ruled_out: dict[tuple[str, frozenset[str]], frozenset[str]] = field(default_factory=dict)
    """The fields that make no sense, by section and by the fields that are given."""

    per_second: frozenset[str] = frozenset()
    """The entries whose rate is written per second."""

    def add(self, definition: Definition) -> None:
        """Note one quantity."""
        self.by_name[definition.name] = definition


def from_value(name: str, value: Value, declared: Field | None) -> Definition:
    """The definition of what a scenario wrote."""
    unit = declared.unit if declared else None
    return Definition(name=name, tree=value.tree, unit=unit, value=value, declared=declared)


def unread(name: str, unit: str | None = None) -> Definition:
    """The definition of what may follow from a text that could not be read."""
    return Definition(name=name, tree=Unread(), unit=unit)


def from_default(name: str, default: Default, declared: Field) -> Definition:
    """The definition of a value that capest takes where a scenario is silent."""
    tree = parse(default.value)
    return Definition(name=name, tree=tree, unit=declared.unit, declared=declared, default=default)


def passage_behind(definition: Definition) -> Passage:
    """Where to point: what the scenario wrote, or the formula itself under its name."""
    if definition.value:
        return definition.value.passage
    return passage_of(definition.name, print_tree(definition.tree))
