"""Two estimates beside each other: what is written otherwise, what that changes, and by how much
each change does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..derivations import Derivation, Given
from ..engine.allowed_runs import IN_A_STUDY, allowed_runs
from ..engine.estimate import Estimate
from ..engine.expectations import Verdict, judge
from ..formulas import Section
from ..records import record
from ..scenario.model import Scenario
from ..units import Unit, conversion, measured, scale
from .causes import Cause, refuse_too_many, shares
from .main_quantities import main_quantities

REST = "all else that is written otherwise"
"""The cause that stands for entries, formulas and choices, which have no number of their own."""

_SAME = 1e-12  # relative difference of floats that were computed in another order


@record(kw_only=True)
class Rewrite:
    """One thing that is written otherwise, None where it is not written at all."""

    name: str
    before: str | None
    after: str | None
    factor: float | None = None


@record(kw_only=True)
class Movement:
    """One quantity before and after, None where there is none."""

    before: Derivation | None
    after: Derivation | None
    causes: tuple[Cause, ...] = ()
    decided_by: tuple[str, str] | None = None
    """The limit that decided before and the other one that decides now."""

    @property
    def name(self) -> str:
        """The quantity's name."""
        return _either(self.before, self.after).name

    @property
    def start(self) -> float | None:
        """The value before, in the unit after; None where it has none in that."""
        if self.before is None or self.after is None:
            return self.before.value if self.before else None
        rate = conversion(self.before.unit, self.after.unit)
        return None if rate is None else float(self.before.value * rate)

    @property
    def factor(self) -> float | None:
        """After over before; None where one is missing or zero."""
        start = self.start
        return float(self.after.value / start) if self.after and start else None

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed, the last digits of a float apart."""
        factor = self.factor
        if factor is None:
            pair = (self.before, self.after)
            return all(item is not None and item.value == 0 for item in pair)
        return abs(factor - 1) <= _SAME


@record(kw_only=True)
class Difference:
    """How two estimates differ."""

    before: Estimate
    after: Estimate
    changes: tuple[Rewrite, ...]
    effects: tuple[Movement, ...]
    """Every computed quantity of both, in the order of the report."""
    main: tuple[str, ...]
    """The quantities that a reader looks at first."""
    broken: tuple[Verdict, ...]
    """Expectations that do not hold, and held before."""
    unmet: tuple[Verdict, ...]
    """Expectations that do not hold, and were not there before."""
    mended: tuple[Verdict, ...]
    """Expectations that hold, and did not before."""
    failing: tuple[Verdict, ...]
    """Expectations that hold neither before nor after."""
    expected: int
    """How many expectations there are."""

    @property
    def is_none(self) -> bool:
        """Whether nothing is written otherwise, expectations included."""
        pair = (self.before, self.after)
        texts = [[item.passage.text for item in each.scenario.expectations] for each in pair]
        return not self.changes and texts[0] == texts[1]


def difference(before: Estimate, after: Estimate, sections: tuple[Section, ...]) -> Difference:
    """How two estimates differ; raises EstimateError for an expectation that has no value."""
    main = dict.fromkeys(
        name
        for side in (after, before)
        for name in main_quantities(side.scenario, side.derivations, sections)
    )
    changes = _changes(before, after)
    held = {_text(item): item.holds for item in judge(before, at_ends=False)}
    verdicts = judge(after, at_ends=False)
    failed = [item for item in verdicts if not item.holds]
    return Difference(
        before=before,
        after=after,
        changes=changes,
        effects=_effects(before, after, changes, main),
        main=tuple(main),
        broken=tuple(item for item in failed if held.get(_text(item), False)),
        unmet=tuple(item for item in failed if _text(item) not in held),
        mended=tuple(
            item for item in verdicts if item.holds and not held.get(_text(item), item.holds)
        ),
        failing=tuple(item for item in failed if not held.get(_text(item), True)),
        expected=len(verdicts),
    )


def _text(verdict: Verdict) -> str:
    return verdict.expectation.passage.text


# --- what is written otherwise ---


def _changes(before: Estimate, after: Estimate) -> tuple[Rewrite, ...]:
    one, other = _written(before.scenario), _written(after.scenario)
    sides = ({item.name for item in side.scenario.every_entry()} for side in (before, after))
    entries = set.symmetric_difference(*sides)
    names = [name for name in {**other, **one} if _owner(name) not in entries]
    found = [_change(name, before, after, one, other) for name in names]
    lone = sorted(name for name in entries if _owner(name) not in entries)
    return (*filter(None, found), *(_of_entry(name, before, after) for name in lone))


def _owner(name: str) -> str:
    """The entry that a field, or a member, belongs to."""
    return name.rpartition(".")[0]


def _written(scenario: Scenario) -> dict[str, str]:
    """Every text of a scenario that a number may rest on, by name."""
    values = {**scenario.conventions, **scenario.assumptions, **scenario.derived}
    texts = {"conventions": "napkin"} if scenario.napkin else {}
    texts |= {name: value.passage.text for name, value in values.items()}
    for entry in scenario.every_entry():
        own = {name: value.passage.text for name, value in entry.values.items()}
        own |= entry.choices
        own |= {name: ", ".join(entry.named_by(name)) for name in entry.references}
        texts |= {f"{entry.name}.{name}": text for name, text in own.items()}
    return texts


def _change(
    name: str, before: Estimate, after: Estimate, one: Mapping[str, str], other: Mapping[str, str]
) -> Rewrite | None:
    texts = one.get(name), other.get(name)
    if texts[0] == texts[1]:
        return None
    pair = before.get(name), after.get(name)
    if not all(item and isinstance(item.origin, Given) for item in pair):
        return Rewrite(name=name, before=texts[0], after=texts[1])
    spreads = [getattr(item.origin, "spread", None) for item in pair if item]
    factor = _factor_of_numbers(*pair)
    if any(spreads):
        return Rewrite(name=name, before=texts[0], after=texts[1], factor=factor)
    if factor is not None and abs(factor - 1) <= _SAME:
        return None
    shown = [str(item.quantity) if item else None for item in pair]
    return Rewrite(name=name, before=shown[0], after=shown[1], factor=factor)


def _of_entry(name: str, before: Estimate, after: Estimate) -> Rewrite:
    lost, new = (side.scenario.entry(name) for side in (before, after))
    return Rewrite(
        name=name,
        before=f"in {lost.section}" if lost else None,
        after=f"in {new.section}" if new else None,
    )


# --- what that changes ---


def _effects(
    before: Estimate, after: Estimate, changes: Sequence[Rewrite], main: Mapping[str, None]
) -> tuple[Movement, ...]:
    names = [
        name
        for name in dict.fromkeys((*after.derivations, *before.derivations))
        if any((item := side.get(name)) and item.is_computed for side in (before, after))
    ]
    mixed = _Mixed(before, after, changes, main)
    found = []
    for name in names:
        effect = Movement(before=before.get(name), after=after.get(name))
        if effect.is_same or name not in main:
            found.append(effect)
            continue
        causes, decided_by = mixed.causes(effect), _decided_by(name, before, after)
        found.append(
            Movement(before=effect.before, after=effect.after, causes=causes, decided_by=decided_by)
        )
    return tuple(found)


def _decided_by(name: str, before: Estimate, after: Estimate) -> tuple[str, str] | None:
    bindings = [side.binding(name) if name in side else None for side in (before, after)]
    winners = [binding.winner.name for binding in bindings if binding]
    return (winners[0], winners[1]) if len(set(winners)) == 2 else None


class _Mixed:
    """Two estimates with some of the changes made and others not."""

    def __init__(
        self,
        before: Estimate,
        after: Estimate,
        changes: Sequence[Rewrite],
        main: Mapping[str, None],
    ) -> None:
        self.sides = (before, after)
        self.graphs = tuple(side.graph.only(main) for side in self.sides)
        numbers = [change.name for change in changes if self._is_number(change.name)]
        self.put = {
            name: tuple(
                tuple(_in_unit(side[name], graph.unit[name]) for side in self.sides)
                for graph in self.graphs
            )
            for name in numbers
            if all(name in graph.compute for graph in self.graphs)
        }
        self.has_rest = len(numbers) < len(changes)
        self.all = (*self.put, *([REST] if self.has_rest else []))
        self.most = min(allowed_runs(g, g.compute, IN_A_STUDY) for g in self.graphs)
        refuse_too_many(len(self.all), self.most)
        self.runs: dict[frozenset[str], Mapping[str, float]] = {}

    def _is_number(self, name: str) -> bool:
        """Whether both scenarios give a number, and nothing but its value differs."""
        pair = [side.get(name) for side in self.sides]
        measures = {measured(item.unit) for item in pair if item and isinstance(item.origin, Given)}
        return len(measures) == 1 and all(item and isinstance(item.origin, Given) for item in pair)

    def causes(self, effect: Movement) -> tuple[Cause, ...]:
        """What each change brings about, the largest first; none where there is no value with some
        of the changes made.
        """
        if effect.before is None or effect.after is None:
            return ()
        below = {item.name for side in (effect.before, effect.after) for item in side.walk()}
        causes = [name for name in self.all if name in below or name == REST]
        if causes and self.most < min(2 ** len(self.all), IN_A_STUDY):
            causes = [*self.all]  # for every quantity the same, so that no run is done twice
        name, rate = effect.name, conversion(effect.before.unit, effect.after.unit)
        if rate is None or not causes:
            return ()
        try:
            logs = effect.factor is not None and effect.factor > 0
            parts = shares(causes, lambda made: self._value(name, made, rate, logs=logs), self.most)
        except (KeyError, ValueError):
            return ()
        found = [
            Cause(
                name=cause,
                factor=math.exp(part) if logs else None,
                added=None if logs else part,
            )
            for cause, part in parts.items()
            if abs(part) > _SAME
        ]
        return tuple(sorted(found, key=lambda cause: -abs(parts[cause.name])))

    def _value(self, name: str, made: frozenset[str], rate: Fraction, *, logs: bool) -> float:
        """A quantity in a program's unit after, of which that before is `rate`, or its logarithm;
        raises KeyError and ValueError where it has none.
        """
        which = int(REST in made)
        if made not in self.runs:
            put = {cause: ways[which][cause in made] for cause, ways in self.put.items()}
            known = {cause: value for cause, value in put.items() if cause in made or which}
            self.runs[made] = self.graphs[which].evaluate(known)[0]
        own = self.graphs[which].standard(name, self.runs[made][name]).value
        value = float(own if which else own * rate)
        return math.log(value) if logs else value


def _in_unit(derivation: Derivation, unit: Unit) -> float:
    """A given number in the unit of a graph, which may count what the number leaves out."""
    return float(derivation.value * scale(derivation.unit) / scale(unit))


def _factor_of_numbers(before: Derivation | None, after: Derivation | None) -> float | None:
    """After over before of numbers of which one may leave out what it counts."""
    if before is None or after is None or measured(before.unit) != measured(after.unit):
        return None
    return float(_in_unit(after, before.unit) / before.value) if before.value else None


def _either(one: Derivation | None, other: Derivation | None) -> Derivation:
    found = other or one
    if found is None:
        raise ValueError("an effect is of a quantity")
    return found
