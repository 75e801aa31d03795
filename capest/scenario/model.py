"""A scenario as it was written: names, trees and places; no number is computed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..language.parser import parse_expectation
from ..language.tree import Number, Tree, names
from ..problems import Passage, Source
from ..records import field, record, replace

LIMITS = ("<=", ">=", "<", ">")
"""The signs that bound something; the others say what it is about."""


@record(kw_only=True)
class Value:
    """A value as written, with the source and note that its author gave for it."""

    passage: Passage
    tree: Tree
    source: str | None = None
    note: str | None = None


@record(kw_only=True)
class Entry:
    """One entry of a section, such as `search` under traffic."""

    name: str
    section: str
    passage: Passage
    values: Mapping[str, Value]
    choices: Mapping[str, str]
    references: Mapping[str, tuple[Passage, ...]]
    """The names of other entries, by the field that names them."""
    members: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Entries of its own, `tweet.text` of `tweet`, by the field that holds them."""
    is_whole: bool = True
    """Whether all of it could be read, values apart; else it is not known what follows from it."""

    @property
    def said(self) -> set[str]:
        """Every field that is set, and every option that is chosen, as `policy: lfu`; those of
        members too, as `fields.index: primary`.
        """
        options = (f"{choice}: {option}" for choice, option in self.choices.items())
        of_members = (
            f"{field}.{word}"
            for field, held in self.members.items()
            for member in held
            for word in member.said
        )
        return {*self.values, *self.references, *self.members, *options, *of_members}

    def named_by(self, reference: str) -> tuple[str, ...]:
        """The entries that one of its fields names, or holds."""
        held = (member.name for member in self.members.get(reference, ()))
        return (*(target.text for target in self.references.get(reference, ())), *held)


@record(kw_only=True)
class Expectation:
    """One line of `expect:`, a comparison of two sides."""

    passage: Passage
    left: Tree
    sign: str
    right: Tree
    tolerance: Number | None
    odds: Number | None
    """The least share of draws in which it must hold, as a percentage; None: it is judged at the
    middle of the ranges.
    """

    @property
    def is_limit(self) -> bool:
        """Whether it bounds something, rather than says what it is about."""
        return self.sign in LIMITS

    @property
    def words(self) -> tuple[str, ...]:
        """The names on both sides, each once."""
        return tuple(dict.fromkeys((*names(self.left), *names(self.right))))

    @classmethod
    def read(cls, passage: Passage) -> Expectation:
        """The comparison that a line of text makes; raises Fault."""
        left, sign, right, tolerance, odds = parse_expectation(passage.text)
        return cls(
            passage=passage, left=left, sign=sign, right=right, tolerance=tolerance, odds=odds
        )


@record(kw_only=True)
class DocumentClaim:
    """One item of `claims:`, a number in a document that stays as it is."""

    document: Passage
    """The document's path, from the scenario's folder."""
    near: Passage | None
    """Words of the document behind which the number is the first."""
    text: Passage | None
    """Words of the document with {} in the place of the number."""
    expect: Passage
    """The name of the quantity that the number should be."""


@record(kw_only=True)
class Acceptance:
    """One line of `accepted:`, a contradiction that is meant, and why."""

    quantity: Passage
    """The name of the quantity that it is about."""
    reason: str


@record(kw_only=True, repr=False)
class Scenario:
    """A scenario, read and well-formed."""

    source: Source
    title: str
    summary: str
    conventions: Mapping[str, Value]
    napkin: bool
    assumptions: Mapping[str, Value]
    entries: Mapping[str, Entry]
    derived: Mapping[str, Value]
    expectations: tuple[Expectation, ...]
    claims: tuple[DocumentClaim, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Counting words of its own, each with its other spellings."""
    unread: frozenset[str] = frozenset()
    """Names that could not be taken as they were given, and so may be missed elsewhere."""
    is_whole: bool = True
    """Whether every section could be read, whatever is wrong in it."""

    def entry(self, name: str) -> Entry | None:
        """The entry of that name, or the member of one."""
        owner = self.entries.get(name.partition(".")[0])
        if owner is None or owner.name == name:
            return owner
        members = (member for held in owner.members.values() for member in held)
        return next((member for member in members if member.name == name), None)

    def every_entry(self) -> Iterator[Entry]:
        """The entries, each before its members."""
        for entry in self.entries.values():
            yield entry
            for held in entry.members.values():
                yield from held

    def with_entry(self, entry: Entry) -> Scenario:
        """The scenario with an entry, or the member of one, in the place of that of its name."""
        owner = self.entries.get(entry.name.partition(".")[0])
        if owner and owner.name != entry.name:
            members = {
                field: tuple(entry if entry.name == member.name else member for member in held)
                for field, held in owner.members.items()
            }
            entry = replace(owner, members=members)
        return replace(self, entries={**self.entries, entry.name: entry})

    def may_be_unread(self, name: str) -> bool:
        """Whether a name that is not found may be one of what could not be read."""
        return not self.is_whole or name in self.unread or name.partition(".")[0] in self.unread

    def __repr__(self) -> str:
        return f"<scenario '{self.title}' of {self.source.name}>"
