"""Entries whose rate is written per second: a load at a moment, not what a day comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...formulas import Section
from ...language.tree import Convert, Tree, names
from ...records import field, record
from ...scenario.model import Scenario
from .ahead import Ahead

_AT_PEAK = "peak_"
_WORD = re.compile(r"[a-z_]+")


def per_second(scenario: Scenario, sections: Mapping[str, Section], ahead: Ahead) -> frozenset[str]:
    """The names of those entries, by the field of which each has exactly one."""
    found = _Moments(scenario, sections, ahead)
    return frozenset(name for name in scenario.entries if found.of_entry(name))


@record(frozen=False)
class _Moments:
    scenario: Scenario
    sections: Mapping[str, Section]
    ahead: Ahead
    known: dict[str, bool] = field(default_factory=dict)

    def of_entry(self, name: str) -> bool:
        """Whether an entry says how much there is in a second."""
        if name not in self.known:
            self.known[name] = False  # what rests on itself says nothing
            entry = self.scenario.entries[name]
            ways = self.sections[entry.section].one_of
            written = [entry.values[way].tree for way in ways if way in entry.values]
            self.known[name] = any(map(self._is_moment, written))
        return self.known[name]

    def _is_moment(self, tree: Tree) -> bool:
        while isinstance(tree, Convert):
            tree = tree.value
        unit = self.ahead.of(tree)
        in_seconds = unit is not None and any(
            atom.dimension == "time" and power < 0 and atom.scale <= 1
            for atom, power in unit.powers
        )
        return in_seconds and all(map(self._may_be, names(tree)))

    def _may_be(self, name: str) -> bool:
        """Whether what a name stands for is no mean over a day that is shown per second."""
        value = self.scenario.assumptions.get(name) or self.scenario.derived.get(name)
        if value:
            return not self._is_rate(name) or self._is_moment(value.tree)
        owner, dot, local = name.partition(".")
        if dot and owner in self.scenario.entries:
            section = self.sections[self.scenario.entries[owner].section]
            at_peak = not self._is_rate(name) or _rests_on_peaks(section, local)
            return at_peak or self.of_entry(owner)
        return not dot or owner not in self.sections

    def _is_rate(self, name: str) -> bool:
        unit = self.ahead.unit_of(name)
        return unit is not None and any(
            atom.dimension == "time" and power < 0 for atom, power in unit.powers
        )


def _rests_on_peaks(section: Section, name: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether a quantity is one at peak, as a section computes it: a cache's misses."""
    if name.startswith(_AT_PEAK):
        return True
    words = {
        word for formula in section.results.get(name, ()) for word in _WORD.findall(formula.text)
    }
    return any(
        word.startswith(_AT_PEAK) or _rests_on_peaks(section, word, above | {name})
        for word in words - above - {name}
        if word.startswith(_AT_PEAK) or word in section.results
    )
