"""Which entries the references of a formula stand for: the one that is named, or each of several
in turn in the calls that take any number of arguments, sum(), max() and min().
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ...formulas import Formula
from ...functions import FUNCTIONS, Rule
from ...language.parser import parse_template
from ...language.tree import Call, Name, Tree, children
from ...records import record
from ...scenario.model import Entry, Scenario

Referents = Mapping[str, Entry]
"""The entry that each reference, or chain of them such as `of.added_by`, stands for."""


@record
class References:
    """The references of one entry, as one of its formulas uses them."""

    scenario: Scenario
    entry: Entry
    formula: Formula

    def named(self, chain: str, bound: Referents) -> list[Entry]:
        """The entries at the end of a chain, each once; none where a reference is left out."""
        if chain in bound:
            return [bound[chain]]
        before, _, reference = chain.rpartition(".")
        owners = self.named(before, bound) if before else [self.entry]
        targets = [target for owner in owners for target in owner.named_by(reference)]
        found = [self.scenario.entry(name) for name in dict.fromkeys(targets)]
        return [target for target in found if target and self._counts(chain, target, bound)]

    def _counts(self, chain: str, target: Entry, bound: Referents) -> bool:
        match self.formula.besides:
            case (own, others) if own == chain:
                return all(target.name != other.name for other in self.named(others, bound))
        match self.formula.matching:
            case (own, other) if other in bound and own.rpartition(".")[0] == chain:
                return bound[other].name in target.named_by(own.rpartition(".")[2])
        return True

    def left_out(self, chain: str, bound: Referents) -> tuple[str, ...]:
        """The reference of a chain that an entry leaves out, under its full name."""
        before, _, reference = chain.rpartition(".")
        if before and not self.named(before, bound):
            return self.left_out(before, bound)
        owners = self.named(before, bound) if before else [self.entry]
        return tuple(
            f"{owner.name}.{reference}" for owner in owners if not owner.named_by(reference)
        )

    def each(self, tree: Tree, bound: Referents) -> list[Referents]:
        """Every way to let each reference in a tree stand for one of the entries it names."""
        ways = [bound]
        for chain in _chains(tree):
            ways = [way for before in ways for way in self._ways(chain, before)]
        return ways

    def _ways(self, chain: str, bound: Referents) -> list[Referents]:
        return [{**bound, chain: target} for target in self.named(chain, bound)] or [bound]

    def fits(self) -> bool:
        """Whether no reference of the formula that must stand for one entry names several."""
        return all(len(self.named(chain, {})) <= 1 for chain in _chains_in(self.formula.text))


def expands(tree: Tree) -> bool:
    """Whether an argument of this node stands for as many as its references name."""
    return isinstance(tree, Call) and FUNCTIONS[tree.function].most is None


def is_itself_of_one(tree: Call) -> bool:
    """Whether a call of one argument comes to that argument: the sum of one, the largest of one."""
    return expands(tree) and FUNCTIONS[tree.function].rule is Rule.SAME


@lru_cache(maxsize=4096)
def _chains_in(template: str) -> tuple[str, ...]:
    """Those of a whole formula, which every entry asks for: found by its text."""
    return _chains(parse_template(template))


@lru_cache(maxsize=4096)
def _chains(tree: Tree) -> tuple[str, ...]:
    """The references in a tree and the chains of them, shorter ones first; calls that expand have
    their own.
    """
    found = [
        name[:end] for name in _names(tree) for end, letter in enumerate(name) if letter == "."
    ]
    return tuple(dict.fromkeys(found))


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.name
    for child in () if expands(tree) else children(tree):
        yield from _names(child)
