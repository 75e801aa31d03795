"""What is said of a name that is not found: nothing, where another fault is the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from types import MappingProxyType

from ..derivations import Absent
from ..language.parser import problem_of
from ..language.tokens import Fault
from ..language.tree import Tree
from ..problems import MANY, Extent, Passage, Problem
from ..records import field, record
from ..scenario.model import Scenario
from .defining.definitions import Definitions
from .expressions.no_value import wanted
from .expressions.typed import Scope
from .expressions.unknown_words import unknown_words


@record
class Missing:
    """What a scenario does not have."""

    scenario: Scenario
    definitions: Definitions
    failed: set[str] = field(default_factory=set)
    """What is known but has no unit, as it or what it rests on is at fault."""

    def told(
        self,
        fault: Fault,
        passage: Passage,
        without_value: Mapping[str, Absent] = MappingProxyType({}),
    ) -> tuple[Problem, ...]:
        """The problem of a fault; none where it follows from another."""
        if fault.code != "unknown-name":
            return (problem_of(fault, passage),)
        word = passage.text[fault.at[0] : fault.at[1]]
        absent = self.definitions.absent.get(word) or without_value.get(word)
        if self._follows(word, absent):
            return ()
        return (problem_of(self._explained(fault, word, absent), passage),)

    def words(self, tree: Tree, scope: Scope, told: Collection[Extent]) -> list[Fault]:
        """The words of an expression that are nothing known, but for the places that are told; no
        more than anybody reads.
        """
        found = islice(unknown_words(tree, scope, self.definitions.by_name), MANY)
        return [fault for fault in found if fault.at not in told]

    def _follows(self, word: str, absent: Absent | None) -> bool:
        """Whether a name is missing because something else is at fault."""
        if absent is None:
            return self.scenario.may_be_unread(word)
        names = {name for want in (word, *absent.wants) for name in want.split(" or ")}
        owners = {name.partition(".")[0] for name in names}
        return not owners.isdisjoint(name.partition(".")[0] for name in self.failed)

    def _explained(self, fault: Fault, word: str, absent: Absent | None) -> Fault:
        """The fault, or a better one where the name is known but has no value."""
        if absent:
            return Fault("no-value", f"'{word}' has no value", fault.at, wanted(absent))
        if word in self.definitions.not_given:
            other = self.definitions.not_given[word]
            hint = f"{other} stands for it" if other else f"give {word}"
            return Fault("no-value", f"'{word}' is not given", fault.at, hint)
        return fault
