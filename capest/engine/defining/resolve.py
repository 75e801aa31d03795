"""Turns a formula in an entry's own words into one over full names, without its absent options."""

from __future__ import annotations

from collections.abc import Mapping

from ...formulas import Choice, Field, Formula, Section
from ...language.tree import Binary, Call, Convert, Name, Negative, Number, Tree, names
from ...records import record, replace
from ...scenario.model import Entry
from ...well_known import well_known
from .definitions import Definitions, from_default
from .references import References, Referents, expands, is_itself_of_one

Resolved = tuple[Tree | None, tuple[str, ...]]
"""The formula, or None and what is wanted for it."""


@record
class Resolver:
    """Resolves one formula of one entry."""

    references: References
    sections: Mapping[str, Section]
    found: Definitions

    def resolve(self, tree: Tree, bound: Referents) -> Resolved:
        """The formula with full names and without absent options; or None and what is wanted."""
        self.found.count_terms(1, self.references.entry.passage)
        match tree:
            case Name(name=name):
                full, missing = self._full_name(name, bound)
                return (Name(full, tree.at), ()) if full else (None, missing)
            case Number():
                return tree, ()
            case Negative(operand=operand):
                inner, missing = self.resolve(operand, bound)
                return (replace(tree, operand=inner) if inner else None), missing
            case Convert(value=value):
                inner, missing = self.resolve(value, bound)
                return (replace(tree, value=inner) if inner else None), missing
            case Binary():
                return self._binary(tree, bound)
            case Call():
                return self._call(tree, bound)
            case _:
                raise TypeError(f"a formula holds no {type(tree).__name__}")

    def _binary(self, tree: Binary, bound: Referents) -> Resolved:
        left, wants_left = self.resolve(tree.left, bound)
        right, wants_right = self.resolve(tree.right, bound)
        if tree.optional and right is None and not self._must_multiply(tree.right, bound):
            return left, wants_left
        if left is None or right is None:
            return None, (*wants_left, *wants_right)
        return Binary(tree.operator, left, right, tree.at), ()

    def _call(self, tree: Call, bound: Referents) -> Resolved:
        kept: list[Tree] = []
        keys: list[Name] = []
        dropped: list[tuple[str, ...]] = []
        for index, argument in enumerate(tree.arguments):
            for way in self.references.each(argument, bound) if expands(tree) else [bound]:
                inner, missing = self.resolve(argument, way)
                if inner is not None:
                    kept.append(inner)
                    keys += tree.keys[index : index + 1]
                elif self._drops(tree, index, missing, way):
                    dropped.append(() if self._is_of_member(way) else missing)
                else:
                    return None, missing
        if not kept:
            first = dict.fromkeys(missing[0] for missing in dropped if missing)
            return None, (" or ".join(first),) if first else ()
        if len(kept) == 1 and is_itself_of_one(tree):
            return kept[0], ()
        words = (self._word(word, at in tree.optional) for at, word in enumerate(tree.words))
        return Call(
            tree.function,
            tuple(kept),
            tree.at,
            words=tuple(word for word in words if word),
            keys=tuple(keys),
        ), ()

    def _word(self, word: Name, optional: bool) -> Name | None:
        """A word of a call: the option that a choice of this name has, or as it stands."""
        declared = self.sections[self.references.entry.section].field(word.name)
        if not isinstance(declared, Choice):
            return word
        chosen = self.references.entry.choices.get(word.name)
        if chosen is None and optional:
            return None
        return replace(word, name=chosen or declared.options[0])

    def _drops(self, tree: Call, index: int, missing: tuple[str, ...], bound: Referents) -> bool:
        """Whether an argument is an option that the scenario leaves out.

        By name it is another model that drops with it, so it must not be for want of something
        else, such as the users of the traffic that writes the cache.
        """
        if len(tree.words) + index not in tree.optional:
            return False
        own = f"{self.references.entry.name}."
        left_out = not tree.keys or not missing or any(own in want for want in missing)
        return left_out and not self._must_count(tree, tree.arguments[index], bound)

    def _must_count(self, call: Call, argument: Tree, bound: Referents) -> bool:
        """Whether an argument may not drop out: a result of an entry that is named, or a part of a
        sum of which a load is known, as a sum without it would be too low.
        """
        is_part = call.function == "sum" and any(
            f"{self.references.entry.name}.{word}" in self.found.by_name
            for word in names(argument)
            if any(not formula.only_with for formula in self._own_formulas(word))
        )
        return is_part or self._is_given(argument, bound)

    def _own_formulas(self, name: str) -> tuple[Formula, ...]:
        """The formulas of a result of the entry itself; none for one of its fields."""
        section = self.sections[self.references.entry.section]
        return () if section.field(name) else section.results.get(name, ())

    def _must_multiply(self, factor: Tree, bound: Referents) -> bool:
        """Whether a factor that may be left out must be known here."""
        return self._is_given(factor, bound) or self._is_asked_for(factor)

    def _is_asked_for(self, tree: Tree) -> bool:
        """Whether a factor is a result of the entry itself that one of its given fields is for.

        A write without a size is not a write of one unit where units are counted.
        """
        entry = self.references.entry.name
        return any(
            f"{entry}.{field}" in self.found.by_name
            for word in names(tree)
            for formula in self._own_formulas(word)
            for field in formula.only_with
        )

    def _is_given(self, tree: Tree, bound: Referents) -> bool:
        """Whether an option is a result of an entry that is named, and so must have a value.

        A cache in front whose misses are not known is not the same as no cache.
        """
        return any(self._is_result(word, bound) for word in names(tree) if "." in word)

    def _is_of_member(self, bound: Referents) -> bool:
        """Whether a way is about a member, of which no report asks what it need not say."""
        return any("." in entry.name for entry in bound.values())

    def _is_result(self, local: str, bound: Referents) -> bool:
        chain, _, name = local.rpartition(".")
        owners = self.references.named(chain, bound)
        return bool(owners) and all(self._follows(name, owner) for owner in owners)

    def _follows(self, name: str, owner: Entry) -> bool:
        """Whether a quantity follows from an entry's fields, with the options that it chose; a
        member that says nothing of a subject has no part in it.
        """
        section = self.sections[owner.section]
        is_member = "." in owner.name
        return section.field(name) is None and any(
            (formula.when is None or owner.choices.get(formula.when[0]) == formula.when[1])
            and not (is_member and formula.only_with and owner.said.isdisjoint(formula.only_with))
            for formula in section.results.get(name, ())
        )

    def _full_name(self, local: str, bound: Referents) -> tuple[str | None, tuple[str, ...]]:
        """The full name behind a formula's local one; or None and the fields that would give it."""
        chain, _, name = local.rpartition(".")
        if not chain:
            return self._name_in(self.references.entry, name)
        owners = self.references.named(chain, bound)
        if len(owners) == 1:
            return self._name_in(owners[0], name)
        return None, self.references.left_out(chain, bound)

    def _name_in(self, entry: Entry, name: str) -> tuple[str | None, tuple[str, ...]]:
        full = f"{entry.name}.{name}"
        if full in self.found.by_name:
            return full, ()
        if full in self.found.absent:
            return None, self.found.absent[full].wants
        declared = self.sections[entry.section].field(name)
        if isinstance(declared, Field):
            return self._fallback(entry, declared)
        if declared is None and entry is self.references.entry:
            return name, ()  # a unit such as day
        return None, ()  # nothing gives an entry what its section does not know

    def _fallback(self, entry: Entry, declared: Field) -> tuple[str | None, tuple[str, ...]]:
        full = f"{entry.name}.{declared.name}"
        other = declared.falls_back_to
        if other and other in self.found.by_name:
            return other, ()
        known = well_known(other)
        assumed = known if known and known.default else declared
        if assumed.default is None:
            return None, (f"{other} or {full}" if known else full,)
        name = assumed.name if assumed is known else full
        self.found.add(from_default(name, assumed.default, assumed))
        return name, ()
