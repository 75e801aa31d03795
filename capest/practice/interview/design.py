"""What a scenario says of its design, as an interview asks about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...engine.estimate import Estimate
from ...nouns import forms_of
from ...records import record
from ...scenario.model import Entry
from .ideas import ALIKE, WHOLE, pattern

_BLOB = 50_000  # bytes of an item, from which no database of rows keeps it
_VERBS = "get|post|put|delete|patch|rpc|call|send|endpoint"
_SERVICES = ("made_by", "services")


@record
class ServiceDesign:
    """The parts of a scenario's design."""

    estimate: Estimate

    def entries(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section, as written."""
        return tuple(
            entry for entry in self.estimate.scenario.entries.values() if entry.section == section
        )

    @property
    def calls(self) -> tuple[Entry, ...]:
        """What users do."""
        name, value = _SERVICES
        return tuple(one for one in self.entries("traffic") if one.choices.get(name) != value)

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of what is stored: the entities, and what no entity is kept in."""
        entities = self.entries("entities")
        told = {name for one in entities for name in one.named_by("kept_in")}
        rows = [one.name for one in self.entries("storage") if one.name not in told]
        return tuple(dict.fromkeys((*(one.name for one in entities), *rows)))

    @property
    def blobs(self) -> tuple[str, ...]:
        """What is stored that is too large for a row."""
        return tuple(
            one.name
            for one in self.entries("storage")
            if (self.number(f"{one.name}.size") or 0) >= _BLOB
        )

    @property
    def works_later(self) -> bool:
        """Whether something may be done after the answer: streams, fan-outs, services' calls."""
        own = len(self.entries("traffic")) > len(self.calls)
        return own or bool(self.entries("streams") or self.entries("fanouts"))

    @property
    def shards(self) -> float:
        """The most shards of any store; 0 where no store says."""
        found = [self.number(f"{one.name}.shards") or 0 for one in self.entries("shards")]
        return max(found, default=0)

    @property
    def largest_store(self) -> str:
        """The store with the most shards; "" where there is none."""
        many = {one.name: self.number(f"{one.name}.shards") or 0 for one in self.entries("shards")}
        return max(many, key=lambda name: many[name], default="")

    @property
    def is_strong(self) -> bool | None:
        """Whether a read must meet the last write; None where the scenario does not say."""
        overlaps = [self.number(f"{one.name}.overlap") for one in self.entries("parts")]
        told = [found for found in overlaps if found is not None]
        if any("two_phase" in one.choices.values() for one in self.entries("parts")):
            return True
        return all(found >= 1 for found in told) if told else None

    def number(self, name: str) -> float | None:
        """A quantity's value in its base unit, where it has one."""
        return float(self.estimate.standard(name).value) if name in self.estimate else None

    def shown(self, name: str) -> str:
        """A quantity for people."""
        return str(self.estimate[name].quantity) if name in self.estimate else ""

    def words_for(self, name: str) -> re.Pattern[str]:
        """What finds an entry, by its name, a word of it, and those that people take for it."""
        own = [form for part in name.split("_") for form in forms_of(part) if len(form) > 2]
        return pattern(form for word in self._whole(name, own) for form in _inflected(word))

    def name_of(self, name: str) -> re.Pattern[str]:
        """What finds an entry by its whole name, or by what people take for that."""
        return pattern(self._whole(name, ()))

    def call_to(self, name: str) -> re.Pattern[str]:
        """What finds a call of an entry's: POST /posts, getFeed(user); to view, GET /posts/{id}."""
        words = self.words_for(name)
        own = words.pattern.removeprefix(WHOLE[0]).removesuffix(WHOLE[1])
        found = rf"\b(?:{_VERBS})\b\s+\S*{own}|\w*{own}\w*\(|/{own}"
        if words.fullmatch("view"):
            kept = "|".join(self.words_for(one).pattern for one in self.kept)
            found += rf"|\bget\s+\S*/(?:{kept})/[{{:<\d]"
        return re.compile(found, re.I)

    def _whole(self, name: str, own: Sequence[str]) -> Iterator[str]:
        taken = {form for one in self.calls if one.name != name for form in forms_of(one.name)}
        known = [*own, *forms_of(name)]
        known += [word for word in _counted(self.estimate, name) if word not in taken]
        yield from known
        for group in ALIKE:
            if not set(known).isdisjoint(group):
                yield from (form for word in group for form in forms_of(word))


def _inflected(word: str) -> Iterable[str]:
    """A word as it is said of one who does it: redirect, redirecting, redirected."""
    stem = word.removesuffix("e")
    return (word, *(f"{stem}{ending}" for ending in ("ing", "ed")))


def _counted(estimate: Estimate, name: str) -> Iterable[str]:
    """The words for what users' calls make: posts, of `2 posts/user/day`."""
    if estimate.scenario.entries[name].choices.get(_SERVICES[0]) == _SERVICES[1]:
        return
    for field in ("per_user", "rate"):
        if f"{name}.{field}" in estimate:
            for atom, power in estimate[f"{name}.{field}"].quantity.unit.powers:
                if power == 1 and atom.dimension == "count" and atom.name != "request":
                    yield from forms_of(atom.name)


def listed(names: Iterable[str]) -> str:
    """Names for people: look_up as look up."""
    return ", ".join(name.replace("_", " ") for name in names)
