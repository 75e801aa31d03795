"""Entries of one shape are defined once: what follows from the first follows from the others, under
their names.

What the formulas of an entry come to hangs on which of its fields are given, on its options, and
on the same of the entries that it names and those that these name in turn; on no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...derivations import Absent
from ...formulas import Section
from ...language.tree import Binary, Call, Convert, Name, Negative, Tree
from ...records import field, record, replace
from ...scenario.model import Entry, Scenario
from .definitions import Definition, Definitions

MOST_NAMED = 30
"""Entries that one names, those included that these name in turn; beyond it each is by itself, as
looking at all of them for each entry would take the square of their number."""

Shape = tuple[Any, ...]


@record(kw_only=True)
class _Made:
    """What followed from the first entry of a shape."""

    names: tuple[str, ...]
    """Of the entry, and of those that it names."""
    found: Sequence[Definition | Absent]
    texts: Mapping[str, str]
    """What `_texts` makes of it."""
    wants: frozenset[tuple[str, ...]]
    """Of all that is absent."""
    terms: int
    cost: int


@record(frozen=False)
class Shapes:
    """The shapes of the entries of a scenario, each with what followed from the first of it."""

    scenario: Scenario
    sections: Mapping[str, Section]
    found: Definitions
    _made: dict[Shape, _Made] = field(default_factory=dict)
    _number: dict[str, int] = field(default_factory=dict)
    """Of the shape of each entry that is defined, by its name."""
    _numbers: dict[Shape, int] = field(default_factory=dict)

    def define(self, entry: Entry, published: frozenset[str], formulas: Callable[[], None]) -> None:
        """Add what follows from an entry, by its formulas unless it is known from another."""
        named: dict[str, int] = {}
        parts = self._parts(entry, named)
        if parts is None:
            self._number[entry.name] = -len(self._number) - 1  # like no other
            formulas()
            return
        shape = (published, parts)
        made, names = self._made.get(shape), tuple(named)
        if made is None:
            start, terms, cost = len(self.found.noted), self.found.terms, self.found.cost
            formulas()
            noted = self.found.noted[start:]
            self._made[shape] = _Made(
                names=names,
                found=noted,
                texts=_texts(noted, named),
                wants=frozenset(item.wants for item in noted if isinstance(item, Absent)),
                terms=self.found.terms - terms,
                cost=self.found.cost - cost,
            )
        else:
            self._again(made, entry, names)
        self._number[entry.name] = self._numbers.setdefault(shape, len(self._numbers))

    def _parts(self, entry: Entry, named: dict[str, int]) -> Shape | None:
        """What is said of an entry and of those that it names, each once and by its number; None
        where that is too many, or of entries with members.
        """
        if entry.members or "." in entry.name or entry.name in self.sections:
            return None
        if len(named) == MOST_NAMED:
            return None
        named[entry.name] = len(named)
        given = (
            item.name
            for item in self.sections[entry.section].fields
            if f"{entry.name}.{item.name}" in self.found.by_name
        )
        parts: list[Any] = [
            entry.section,
            entry.is_whole,
            self._number.get(entry.name),
            frozenset(entry.said),
            tuple(given),
        ]
        for reference in sorted(entry.references):
            parts.append(reference)
            for name in entry.named_by(reference):
                other = self.scenario.entry(name)
                if other is None or name in named:
                    parts.append(named.get(name))
                    continue
                within = self._parts(other, named)
                if within is None:
                    return None
                parts.append(within)
        return tuple(parts)

    def _again(self, made: _Made, entry: Entry, names: Sequence[str]) -> None:
        """Add what followed from the first entry of a shape, for another."""
        texts = {text: template.format(*names) for text, template in made.texts.items()}
        full = texts.__getitem__
        wants = {given: tuple(map(full, given)) for given in made.wants}
        self.found.count_terms(made.terms, entry.passage)
        self.found.cost += made.cost
        for item in made.found:
            name = texts[item.name]
            if isinstance(item, Absent):
                self.found.lack(Absent(name=name, wants=wants[item.wants]))
            elif not item.default:
                self.found.note(
                    Definition(
                        name=name,
                        tree=with_names(item.tree, full),
                        unit=item.unit,
                        because=item.because,
                        bounds=item.bounds,
                        blames=tuple(map(full, item.blames)),
                        neutral=item.neutral,
                        ages=tuple(map(full, item.ages)),
                        words=tuple(map(full, item.words)),
                        like=item,
                    )
                )
            elif name not in self.found.by_name:
                self.found.note(replace(item, name=name, like=item))
        self.found.refuse_too_many(entry.passage.span())


def _texts(found: Sequence[Definition | Absent], named: Mapping[str, int]) -> dict[str, str]:
    """Each text of names in what was found, with {0} in the place of the first entry's."""
    texts: dict[str, None] = {}
    for item in found:
        texts[item.name] = None
        match item:
            case Absent(wants=wants):
                texts |= dict.fromkeys(wants)
            case Definition(words=words, blames=blames, ages=ages):
                texts |= dict.fromkeys((*words, *blames, *ages))
    return {
        text: " or ".join(_template(name, named) for name in text.split(" or ")) for text in texts
    }


def _template(name: str, named: Mapping[str, int]) -> str:
    owner, dot, local = name.partition(".")
    return f"{{{named[owner]}}}.{local}" if dot and owner in named else name


def with_names(tree: Tree, full: Callable[[str], str]) -> Tree:
    """A formula with another name for each."""
    match tree:
        case Name(name=name, at=at):
            return Name(full(name), at)
        case Binary(operator=operator, left=left, right=right, at=at):
            return Binary(operator, with_names(left, full), with_names(right, full), at)
        case Call(function=function, arguments=arguments, at=at, words=words, keys=keys):
            found = tuple(with_names(argument, full) for argument in arguments)
            return Call(function, found, at, words=words, keys=keys)
        case Negative(operand=operand, at=at):
            return Negative(with_names(operand, full), at)
        case Convert(value=value, unit=unit, at=at, word=word):
            return Convert(with_names(value, full), unit, at, word)
        case _:
            return tree
