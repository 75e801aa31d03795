"""What a scenario says, as the rules of conservation ask it: entries, values, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum

from ..derivations import Assumed
from ..engine.estimate import Estimate
from ..engine.put_in import put_in
from ..language.tree import Name
from ..problems import Span
from ..quantities import humanise, is_number
from ..records import record
from ..scenario.model import Entry

Place = tuple[str, Span]
"""What the scenario says there, in words, and where."""


@record(kw_only=True)
class Contradiction:
    """Two places of a scenario that cannot both be meant."""

    code: str
    about: str
    """The quantity that is in doubt, by which a scenario accepts it."""
    message: str
    hint: str
    places: tuple[Place, ...]


@record
class Design:
    """An estimate, asked for what several sections say of the same thing."""

    estimate: Estimate

    def entries(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section."""
        found = self.estimate.scenario.entries.values()
        return tuple(entry for entry in found if entry.section == section)

    def named(self, entry: Entry, reference: str) -> tuple[Entry, ...]:
        """The entries that one of an entry's references names."""
        return tuple(self.estimate.scenario.entries[name] for name in entry.named_by(reference))

    def value(self, entry: Entry | str, quantity: str, unit: str | None = None) -> float | None:
        """A quantity of an entry or section, in a unit or else in its own; None where it has no
        value, or samples of one.
        """
        found = self.estimate.get(_full(entry, quantity))
        if found is None or not is_number(found.value):
            return None
        return float(found.quantity.to(unit) if unit else found.value)

    def changed(self, changes: Mapping[str, str], wanted: Sequence[str]) -> list[float | None]:
        """What some quantities come to with others changed: those that have a value, and the names
        that they are no more than another word for.
        """
        graph = self.estimate.graph
        replaced = {
            name: put_in(graph, name, text)
            for changed, text in changes.items()
            for name in self.names_of(changed)
        }
        values, _, problems = graph.only(wanted).evaluate(replaced)
        return [None if problems else values.get(name) for name in wanted]

    def names_of(self, name: str) -> Iterator[str]:
        """A quantity, and the names that it is no more than another word for."""
        graph = self.estimate.graph
        while name in graph.compute:
            yield name
            tree = graph.definitions.by_name[name].tree
            name = tree.name if isinstance(tree, Name) else ""

    def rests_on_rate(self, name: str, prefix: str) -> str | None:
        """The first rate that a quantity is taken from, itself or by way of another, whose own
        formula names a rate that begins so.
        """
        graph = self.estimate.graph
        definition = graph.definitions.by_name.get(name)
        for word in definition.words if definition else ():
            unit = graph.unit.get(word)
            if unit and any(atom.dimension == "time" and at < 0 for atom, at in unit.powers):
                is_one = word.rpartition(".")[2].startswith(prefix)
                if is_one or self.rests_on_rate(word, prefix):
                    return word
        return None

    def total(self, entries: Iterable[Entry], quantity: str, unit: str) -> float | None:
        """The sum of a quantity over entries; None where one of them has none."""
        values = [self.value(entry, quantity, unit) for entry in entries]
        known = [value for value in values if value is not None]
        return fsum(known) if known and len(known) == len(values) else None

    def shown(self, value: float, unit: str) -> str:
        """A value as a report shows it."""
        return humanise(value, self.estimate.graph.units.unit(unit))

    def says(self, entry: Entry, *fields: str) -> Place:
        """The first of the quantities or references that the entry gives, or else has, in words;
        where none of them is there, that the first is not.
        """
        for field in fields:
            if field in entry.references:
                named = ", ".join(entry.named_by(field))
                return f"{entry.name}.{field} is {named}", entry.references[field][0].span()
            if field in entry.values:
                return self._has(entry, field), entry.values[field].passage.span()
        has = [field for field in fields if f"{entry.name}.{field}" in self.estimate]
        words = self._has(entry, has[0]) if has else f"{entry.name} has no {fields[0]}"
        return words, entry.passage.span()

    def _has(self, entry: Entry, quantity: str) -> str:
        found = self.estimate[_full(entry, quantity)]
        profile = found.origin.profile if isinstance(found.origin, Assumed) else None
        return f"{found.name} is {found.quantity}{f', from {profile}' if profile else ''}"


Conserving = Callable[[Design], Iterator[Contradiction]]


def names_of(entries: Iterable[Entry]) -> str:
    """The names of entries, in words."""
    *first, last = [entry.name for entry in entries]
    return f"{', '.join(first)} and {last}" if first else last


def _full(entry: Entry | str, quantity: str) -> str:
    return f"{entry if isinstance(entry, str) else entry.name}.{quantity}"
