"""The named quantities of a scenario, and the expression behind each: no numbers yet."""

from __future__ import annotations

from ...bounds import ANY, Bounds
from ...derivations import Absent
from ...formulas import Default, Field
from ...functions import FUNCTIONS, Function
from ...language.parser import parse
from ...language.printer import print_tree
from ...language.tree import Call, Name, Tree, Unread, names, walk
from ...problems import EstimateError, Passage, Problem, Span, passage_of
from ...records import field, record
from ...scenario.model import Value

MOST_QUANTITIES = 40_000
"""Of a scenario, those without a value included: they take two seconds. The largest shipped one
has some 300; a thousand entries come to 35,000."""

MOST_TERMS = 200_000
"""Names, numbers and operators in the formulas of a scenario, ten for each quantity: a list of
entries makes a sum over them, and two lists a sum over every pair."""

MOST_COST = 1_500
"""Milliseconds that a scenario may take by models that go over the items of a popularity or add up
hops, each call at its worst: 60 caches, nine that expire, or 60 hops in five numbers. The largest
shipped one has 465."""

SOUGHT = frozenset({"cached", "hit_ratio", "room"})
"""Arguments for which a cache's function solves for a time, unless the policy has none."""

OF_EACH_HOP = 7
"""Arguments that a path's function takes of each hop."""


@record(kw_only=True)
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
    blames: tuple[str, ...] = ()
    """The quantities to point at where a formula has no value, if they rest on what is given."""
    neutral: bool = False
    ages: tuple[str, ...] = ()
    """The quantities that say between which ages it adds up the flow that its expression begins
    with, the oldest first; none where it is no such stock.
    """
    words: tuple[str, ...] = ()
    """The words that stand alone in the expression, names and units: found there if not told."""
    like: Definition | None = None
    """The first of its shape, which is the same by other names, word for word; once units are
    checked, only of one that is in the same ones.
    """

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", names(self.tree))

    def other_names(self) -> list[tuple[str, str]]:
        """Each word of the first of its shape, and what takes its place."""
        return [*zip(self.like.words, self.words, strict=True)] if self.like else []


@record(frozen=False)
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
    terms: int = 0
    """The names, numbers and operators in all expressions so far."""
    cost: int = 0
    """What the models called so far may take, in milliseconds."""
    taken_as: dict[str, set[str]] = field(default_factory=dict)
    """The quantities that are a name and nothing else, by that name."""
    per_second: frozenset[str] = frozenset()
    """The entries whose rate is written per second."""
    noted: list[Definition | Absent] = field(default_factory=list)
    """All that was noted, in that order."""

    def add(self, definition: Definition) -> None:
        """Note one quantity."""
        self.note(definition)
        self.cost += cost(definition.tree)

    def note(self, definition: Definition) -> None:
        """Note one quantity, of which the cost is counted elsewhere."""
        self.noted.append(definition)
        self.by_name[definition.name] = definition
        if isinstance(definition.tree, Name):
            self.taken_as.setdefault(definition.tree.name, set()).add(definition.name)

    def lack(self, absent: Absent) -> None:
        """Note a quantity without a value."""
        self.noted.append(absent)
        self.absent[absent.name] = absent

    def count_terms(self, number: int, place: Passage) -> None:
        """Note how much more there is in the expressions; raises EstimateError for too much."""
        self.terms += number
        if self.terms > MOST_TERMS:
            raise EstimateError(_too_large(MOST_TERMS, "terms in its formulas", place.span()))

    def refuse_too_many(self, place: Span) -> None:
        """Raise EstimateError, at what came last, where a scenario is too large to be computed."""
        if len(self.by_name) + len(self.absent) > MOST_QUANTITIES:
            raise EstimateError(_too_large(MOST_QUANTITIES, "quantities", place))
        if self.cost > MOST_COST:
            raise EstimateError(too_costly(place))


def cost(*trees: Tree) -> int:
    """How many milliseconds the models that some expressions call may take."""
    calls = (node for tree in trees for node in walk(tree) if isinstance(node, Call))
    return sum(
        _cost(call, FUNCTIONS[call.function]) for call in calls if call.function in FUNCTIONS
    )


def _cost(call: Call, function: Function) -> int:
    given = {key.name for key in call.keys}
    is_sought = given & SOUGHT and all(word.name != "lfu" for word in call.words)
    more = [item.cost for item in function.parameters if item.name in given] if is_sought else ()
    return max(function.cost, *more, 0) * max(1, len(call.arguments) // OF_EACH_HOP)


def too_costly(place: Span, whole: str = "scenario") -> Problem:
    """The problem of what would take too long."""
    return _too_large(MOST_COST, "ms of work in models of caches, shards and paths", place, whole)


def _too_large(most: int, what: str, place: Span, whole: str = "scenario") -> Problem:
    return Problem(
        code="scenario-too-large",
        message=f"up to here this {whole} has more than {most:,} {what}",
        span=place,
        hint=f"split it into several {whole}s",
    )


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
