"""How a section declares itself: its fields, its formulas, its columns. Declarations only.

A section of the scenario language (traffic, storage, ...) is one file in `capest/sections` with one
constant, SECTION. Reading, `--help`, the JSON schema, the engine and the reports follow from it.
What is declared by the dozen is written as a row where it fits a line, the leading values without
their names: Formula("qps", "users * per_user", "request/s", "what all users send").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .bounds import ANY, NOT_NEGATIVE, Bounds
from .records import field, record

DEFINITION = "definition"
"""The kind of a value that a word means, such as the size of int64: no assumption to tell of."""


@record
class Default:
    """What capest assumes where a scenario is silent: never hidden, and always with its source."""

    value: str
    source: str
    profile: str | None = None
    """The profile that says so, where it is not capest itself."""
    kind: str = ""
    as_of: str = ""
    """What a profile's value is, a limit, a habit, a measurement, and the day that it is of."""


@record
class Field:
    """A field that holds an expression."""

    name: str
    unit: str
    """The unit whose dimension the value must have, e.g. "request/user/day"; "" for a number."""
    meaning: str
    bounds: Bounds = NOT_NEGATIVE
    falls_back_to: str | None = None
    """A name that stands for the field where it is left out and that name exists: users -> dau."""
    default: Default | None = None
    per_second: Default | None = None
    """Where the entry's rate is written per second, and what it falls back to is not given."""
    no_headroom: float | None = None
    """The value of a share or a factor of headroom at which there is none."""
    phrases: tuple[tuple[str, str], ...] = ()
    """Patterns of other ways to write it, each with an expression of {entry}, its name, and {0}."""
    known_as: tuple[str, ...] = ()
    """What others call it, for those who write that."""
    how_many: bool = False
    """Whether it asks for a number of anything, users included."""
    required: bool = False
    from_now: bool = False
    """Whether it says how far ahead a stock is looked at, which a view over time does itself."""
    in_bytes: str | None = None
    """The field that a value in bytes stands for: a rate of 100 GB/day is `bytes`."""


@record
class Choice:
    """A field that holds one of a few words."""

    name: str
    options: tuple[str, ...]
    meaning: str
    default: Default | None = None
    """The first option, which a function takes where none is chosen, where a report tells of it."""


@record
class Reference:
    """A field that names entries of earlier sections, whose quantities the formulas then use.

    Where it names several, `sum(reads.qps)` stands for `sum(feed.qps, profile.qps)`, as does every
    call that takes any number of arguments; a formula with `reads.qps` outside of one does not
    apply, and the next of its name does.
    """

    name: str
    sections: tuple[str, ...]
    meaning: str
    required: bool = False
    gives: tuple[str, str] | None = None
    """A field of what it names, and the result of this entry that becomes its value there."""
    alike: bool = False
    """Whether all that it names must be of one section, as what they come to is added up."""
    flows: str = "in"
    """Whether requests go along it "in", from what it names to the entry, "out", or "", not."""
    instead: str = ""
    """What to do where it names an entry of another section."""

    @property
    def kind(self) -> str:
        """What it takes, in words."""
        return f"a name under {' or '.join(self.sections)}, or a list of them"


@record
class Profile:
    """A field that names a published set of values, which other fields take where they are left
    out: `system: redis`. Each set is a file of `capest/profiles` under `folder`.
    """

    name: str
    folder: str
    meaning: str
    gives_way: tuple[tuple[str, str], ...] = ()
    """A field that it leaves out where the scenario has another, which would change its value."""
    known_as: tuple[tuple[str, str], ...] = ()
    """What others call one of them, and its name here."""


@record(kw_only=True)
class Members:
    """A field that holds entries of its own, of any names: `fields: {id: int64, text: 280 chars}`.

    Formulas use them as those that a reference names: `sum(fields.stored)`. Theirs use the owner's
    quantities by the name in `owner`: `of.row_header`.
    """

    name: str
    section: Section
    """What each of them may say, and what follows from it."""
    meaning: str
    owner: str
    short: tuple[str, ...] = ()
    """Ways to write one in a line: patterns whose groups are the fields of the section."""
    required: bool = False


AnyField = Field | Choice | Reference | Profile | Members


@record
class Formula:
    """One quantity of an entry. Several formulas of one name are alternatives: the first that
    applies, by `when`, `only_with` and `without`, and whose inputs are all there is used.
    `[* replicas]` drops out where `replicas` is absent.
    """

    name: str
    text: str
    unit: str
    because: str
    when: tuple[str, str | None] | None = None
    """A choice field and the option it must have; None: it is left out."""
    chosen: tuple[str, ...] = ()
    """Options that must all be chosen: `plan_for: fullest`."""
    only_with: tuple[str, ...] = ()
    """Fields of which one must be given, or options of which one must be chosen, for the formula to
    make sense, used in it or not. A report asks for the field where there is just one."""
    without: tuple[str, ...] = ()
    """Fields of which none may be given, or options (`policy: lfu`) of which none may be chosen."""
    besides: tuple[str, str] | None = None
    """A reference, and a chain of them whose entries it leaves out here: ("reads",
    "behind.serves") are the reads that no cache in front serves."""
    matching: tuple[str, str] | None = None
    """A chain of references, and one to what it must name: ("behind.written_by", "writes") takes,
    for each of the writes, only the caches that it writes.
    """
    blames: str | None = None
    """The field that is to blame where it has no value, if the scenario gives it."""
    neutral: bool = False
    """Whether it says what changes nothing, such as one copy: no assumption to tell of."""
    ages: tuple[str, ...] = ()
    """Fields of the ages between which it adds up the flow its text begins with, oldest first."""
    bounds: Bounds = ANY
    """The values that make sense: a node with less memory than it needs for itself has none."""


@record
class Total:
    """A quantity of a whole section: a sum over its entries, or what another call makes of them."""

    name: str
    of: str
    unit: str
    because: str
    when: tuple[str, str] | None = None
    call: str = "sum"
    beside: tuple[str, ...] = ()
    """Quantities that the call takes behind the first, of entries that have them all."""
    bounds: Bounds = ANY


@record
class Column:
    """A column of the section's table: which quantity, under which heading."""

    quantity: str
    heading: str
    per: str | None = None
    """A time unit that the heading already says, so that the cells leave it out."""
    only_with: frozenset[str] = frozenset()
    """Fields of which an entry must have one for the column to be of use."""


@record
class Note:
    """A line below the section's table, for each entry that has the quantities in {braces}."""

    text: str
    above: tuple[str, float] | None = None
    """A quantity, and the number (in its unit) above which there is something to say."""
    up_to: tuple[str, float] | None = None
    """A quantity, and the number (in its unit) above which this is no longer true."""
    unless: str | None = None
    """A quantity that another note tells together with this one's."""
    when: tuple[str, str] | None = None
    """A choice and its option; a note goes on with the source of one that the entry left out."""


@record(kw_only=True)
class Part:
    """One subject of a section: some of its fields, and the formulas and notes about them."""

    fields: tuple[AnyField, ...] = ()
    formulas: tuple[Formula, ...] = ()
    notes: tuple[Note, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[tuple[str, ...], ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()


@record(kw_only=True)
class Section:
    """A section of the scenario language."""

    name: str
    follows: str
    """The section behind which it stands; "" for the first. Later ones use earlier ones."""
    meaning: str
    fields: tuple[AnyField, ...]
    formulas: tuple[Formula, ...]
    columns: tuple[Column, ...]
    one_of: tuple[str, ...] = ()
    """Fields of which an entry must have exactly one."""
    any_of: tuple[str, ...] = ()
    """Fields of which an entry must have one or more."""
    either: tuple[tuple[str, ...], ...] = ()
    """Groups of fields of which an entry has at most one: other ways to say the same."""
    excludes: tuple[tuple[str, ...], ...] = ()
    """Pairs of fields that make no sense together, behind the fields, if any, with which they do
    not: (popularity, share, hit_ratio) says that popularity leaves room for one of the two.
    `policy: fifo` stands for the choice of that option.
    """
    needs: tuple[tuple[str, ...], ...] = ()
    """Fields that mean nothing without another, or without one of several behind them:
    (policy, popularity), (admission, policy: q_lru).
    """
    totals: tuple[Total, ...] = ()
    uncounted: tuple[str, str, str] | None = None
    """A choice and the option whose entries no total counts, and what they are, in words."""
    summary: tuple[Formula, ...] = ()
    """Quantities of the whole section, over its totals."""
    notes: tuple[Note, ...] = ()
    headline: tuple[Column, ...] = ()
    """The few numbers that a reader looks for first, under their full names."""
    leads_to: tuple[str, ...] = ()
    """What an entry is for: practice walks to the first of these that has a value."""
    concludes: tuple[str, ...] = ()
    """What an entry comes to: phrases of quantities in {braces}; the first is the answer."""
    machines: str = ""
    """The result that counts an entry's machines."""
    sends: str = ""
    """The result that says at which rate requests go on from an entry, at peak."""
    told_with_range: str = ""
    """The result whose range a report tells, where it is neither of these."""
    held: str = ""
    """The result that says how many bytes an entry holds in one copy."""
    topic: str = ""
    """What questions about its results are about, where their units do not say it."""
    spoken_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that speak for a part of a result's name, where the part itself does not."""
    results: Mapping[str, tuple[Formula, ...]] = field(init=False, repr=False, compare=False)
    """The formulas of each name, in order: alternatives."""
    _fields: Mapping[str, AnyField] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        results: dict[str, tuple[Formula, ...]] = {}
        for formula in self.formulas:
            results[formula.name] = (*results.get(formula.name, ()), formula)
        object.__setattr__(self, "results", results)
        object.__setattr__(self, "_fields", {item.name: item for item in self.fields})

    @classmethod
    def of(
        cls,
        *parts: Part,
        **declared: Any,
    ) -> Section:
        """A section of parts, each after what it builds on; its required fields come first."""
        fields = [field for part in parts for field in part.fields]
        return cls(
            fields=tuple(sorted(fields, key=lambda field: not getattr(field, "required", False))),
            formulas=tuple(formula for part in parts for formula in part.formulas),
            notes=tuple(note for part in parts for note in part.notes),
            either=tuple(group for part in parts for group in part.either),
            excludes=tuple(group for part in parts for group in part.excludes),
            needs=tuple(pair for part in parts for pair in part.needs),
            **declared,
        )

    def counts(self, choices: Mapping[str, str]) -> bool:
        """Whether the totals count an entry with these choices."""
        return not self.uncounted or choices.get(self.uncounted[0]) != self.uncounted[1]

    def field(self, name: str) -> AnyField | None:
        """The field of that name."""
        return self._fields.get(name)

    def other_names(self) -> dict[str, tuple[str, ...]]:
        """The fields behind each name that others use for them."""
        fields = tuple(item for item in self.fields if isinstance(item, Field))
        every = (other for item in fields for other in item.known_as)
        return {w: tuple(item.name for item in fields if w in item.known_as) for w in every}
