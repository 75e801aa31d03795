"""The estimates of a learner: what is assumed is put into the scenario, and what follows from it is
the truth that their own numbers are held to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from ...engine.estimate import Estimate
from ...engine.graph import Graph
from ...engine.put_in import put_in
from ...prose.written import Written
from ...quantities import Quantity, humanise
from ...slips import Slip
from ...units import conversion
from ...wording import contradicts, words_of
from ..making.explanation import explain
from ..making.mental import NotMental
from ..making.walks import topic_of
from ..marking.grading import FULL, mark
from ..question import AlsoRight, NumberKey
from .design import ServiceDesign
from .heard import CLASSES, Assumption, Figure, Heard
from .hearing import Sentence
from .matching import OF_USERS, Matcher, class_of, decades, distance, value_in
from .published import accepted

ESTIMATES = "estimate"
"""The topic of the phase."""

ASSUMPTIONS, CONCLUSION = "assumptions", "conclusion"
"""The names of what is marked there beside the figures."""

_PARTS = re.compile(r";\s*|,\s+(?=\D*\d)(?!\d{3}\b)|\s+and\s+(?=[^=]*\d)")
_EQUALS = re.compile(r"=|≈|≅|→|->|\bgives\b|\bmakes\b|\bis about\b|\bequals\b")
_WORKED = re.compile(r"\d[^=≈→]*?\s*(?:[*×·/÷]|\bx\b|\btimes\b)\s*\d", re.I)
_CONVERTING = frozenset({86_400, 100_000, 3600, 60, 24, 30, 365, 8, 1000, 1e6, 1e9})
"""Numbers of an expression that convert, and assume nothing."""

_PER_WORD = 0.4  # factors of ten that a word of a quantity's name makes up for
_AGREES = 0.1  # factors of ten: a day of 100,000 s is 0.06
_BARE = 2  # numbers without a unit in one clause, beyond which nobody can tell what they are
_FAR = 3.0  # factors of ten, beyond which more makes no difference
_ANOTHER = 6.5
"""Factors of ten, beyond which nobody is that wrong: one video is 30 MB, all are an exabyte."""

_TIMES = re.compile(r"[\d.,]+\s*(?:times|x|-?fold)\b", re.I)
"""What makes a number a ratio."""

_PEAK = "all.peak_qps"
"""What words of an average cannot be about."""

_ENOUGH = 3  # assumptions for full marks


class Work:
    """What was assumed and estimated so far."""

    def __init__(self, estimate: Estimate) -> None:
        self.estimate = estimate
        self.matcher = Matcher(ServiceDesign(estimate))
        self.assumed: dict[str, Assumption] = {}
        self.figures: dict[str, Figure] = {}
        self._last = ""
        self._known: Mapping[str, float] = {}

    def value(self, name: str) -> Quantity | None:
        """A quantity at what the learner assumed."""
        found = self._values.get(name)
        return None if found is None else Quantity(found, self.estimate[name].unit)

    def hear(self, statement: Sentence) -> list[Heard]:
        """What a sentence assumes and estimates."""
        found: list[Heard] = []
        is_worked = _WORKED.search(statement.text) and _EQUALS.search(statement.text)
        if statement.is_list or (statement.concludes and not is_worked):
            return found
        at_peak = is_each = False
        for part in filter(None, map(str.strip, _PARTS.split(statement.text))):
            is_mean = contradicts(_PEAK, words_of(part))
            at_peak = "peak" in part.lower() or (at_peak and not is_mean)
            is_each = is_each or not OF_USERS.isdisjoint(words_of(part))
            about = f"{part}{' peak' * at_peak}{' each' * is_each}"
            entry_in, label = self.matcher.entry_in, part.partition(":")[0]
            self._last = entry_in(label) or entry_in(about) or self._last
            found += self._part(part, about)
        return found

    def classes(self) -> tuple[str, ...]:
        """The kinds of estimate that the scenario has an answer to."""
        there = {self._kind(name) for name in self.matcher.results}
        return tuple(name for name in CLASSES if name in there)

    def share(self, kind: str) -> float:
        """How good the figures of one kind are, 0 to 1."""
        points = [one.grade.points for one in self.figures.values() if one.kind == kind]
        return sum(points) / FULL / len(points) if points else 0.0

    @property
    def said_aloud(self) -> float:
        """How many assumptions were said of those that it takes, 0 to 1."""
        return min(1.0, len(self.assumed) / min(_ENOUGH, len(self.matcher.given)))

    def model(self) -> list[str]:
        """What the scenario's own report comes to at what was assumed."""
        found = []
        for kind in self.classes():
            own = [name for name in self.matcher.results if self._kind(name) == kind]
            name = max(own, key=self.matcher.leads)
            value = self.value(name)
            if value:
                found.append(f"{name} = {humanise(value.value, value.unit)}")
        return found

    def _kind(self, name: str) -> str:
        return class_of(name, self.estimate[name].unit)

    def _part(self, text: str, about: str) -> Iterator[Heard]:
        """What a part of a sentence says, in the light of what is said before it."""
        stated = Sentence(text).quantities(self.estimate.graph.units)
        ends = [found.end() for found in _EQUALS.finditer(text)]
        result = stated[-1:] if not ends or (stated and stated[-1].number_start >= ends[-1]) else ()
        if result and _WORKED.search(text) and ends:
            yield from self._worked(stated[:-1], result[0], about)
        elif not _WORKED.search(text) and sum(one.bare for one in stated) <= _BARE:
            for one in stated:
                is_ratio = bool(_TIMES.match(text, one.number_start))
                yield from self._single(one, about, is_ratio=is_ratio)

    def _worked(self, operands: Sequence[Written], result: Written, text: str) -> Iterator[Heard]:
        """A result with the expression that leads to it, whose numbers are assumptions too."""
        used = [one for one in operands if not (one.bare and one.value in _CONVERTING)]
        known, values = frozenset(self.assumed), self._values
        best, own, most = "", dict[str, float](), -math.inf
        for name, (score, is_named) in self.matcher.results_of(result, text, self._last).items():
            stated, unused = self.matcher.operands(used, name, known, values)
            found = self._accepted(stated)
            value = value_in(result, self.estimate[name]) or 0
            off = decades(value, self._with(name, found))
            agrees = off < _AGREES
            said_before = sum(item.name in known for item in self.estimate[name].walk())
            speaks = _PER_WORD * (score + said_before) - unused
            speaks += 1 if agrees else -min(off, _FAR)
            if speaks > most and (is_named or (agrees and not unused)):
                best, own, most = name, found, speaks
        for name, value in own.items():
            yield self._assume(name, value)
        if best:
            yield self._figure(best, result)

    def _single(self, written: Written, text: str, *, is_ratio: bool) -> Iterator[Heard]:
        """A number by itself: an assumption, or a result without its working."""
        name, for_it = self.matcher.assumption(written, text)
        scores = self.matcher.results_of(written, text, self._last)
        values = self._values
        off = {
            one: distance(value_in(written, self.estimate[one]) or 0, values.get(one, 0))
            for one, (score, is_named) in scores.items()
            if is_named and score > 0 and not is_ratio and not self._is_another(one, written)
        }
        figure = max(off, key=lambda one: (scores[one][0], -off[one]), default="")
        starts = bool(figure) and self._is_start(figure)
        assumed = value_in(written, self.estimate[name]) or 0 if name else 0
        is_given = starts and name and decades(assumed, values.get(name, 0)) < 1
        if name and (not figure or is_given or for_it >= scores[figure][0] - off[figure]):
            yield self._assume(name, assumed)
        elif starts:
            yield self._assume(figure, value_in(written, self.estimate[figure]) or 0)
        elif figure:
            yield self._figure(self._kept_with(figure, written), written)

    def _kept_with(self, name: str, written: Written) -> str:
        """The result that a number agrees with of those that the same calls lead to: old posts may
        be kept elsewhere.
        """
        alike = [
            one
            for one in self.matcher.results
            if self._kind(one) == self._kind(name)
            and self._calls(one) == self._calls(name)
            and decades(value_in(written, self.estimate[one]) or 0, self._values.get(one, 0))
            < _AGREES
        ]
        return name if name in alike or not alike else alike[0]

    def _calls(self, name: str) -> set[str]:
        return {
            one.name for one in self.estimate[name].walk()
            if one.name.endswith(".per_day") and self._kind(one.name) == "qps"
        }  # fmt: skip

    def _is_start(self, name: str) -> bool:
        """Whether so many calls a day are where a learner starts, who has not said of how many
        users, or how often.
        """
        given = [one.name for one in self.estimate[name].walk() if one.name in self.matcher.given]
        is_daily = name.endswith(".per_day") and self._kind(name) == "qps"
        return is_daily and not self.assumed.keys() >= set(given)

    def _is_another(self, name: str, written: Written) -> bool:
        """Whether a number is too far from a quantity to be meant for it."""
        value = value_in(written, self.estimate[name]) or 0
        return decades(value, self._values.get(name, 0)) > _ANOTHER

    def _accepted(self, values: Mapping[str, float]) -> dict[str, float]:
        return {
            name: value
            for name, value in values.items()
            if (allowed := accepted(self.estimate[name])) and allowed.low <= value <= allowed.high
        }

    def _assume(self, name: str, value: float) -> Assumption:
        item = self.estimate[name]
        allowed = accepted(item)
        inside = allowed.low <= value <= allowed.high
        shown = value * float(conversion(item.unit, item.quantity.unit) or 1)
        found = Assumption(
            item=item,
            value=value,
            shown=Quantity(shown, item.quantity.unit),
            refused="" if inside else allowed.source,
        )
        if inside:
            self.assumed[name] = found
            self._known = {}
        return found

    @property
    def _values(self) -> Mapping[str, float]:
        """All that has a value with what is assumed so far."""
        if not self._known:
            self._known = self._evaluated(self.estimate.graph, {})
        return self._known

    def _with(self, name: str, more: Mapping[str, float]) -> float:
        """A quantity with some more assumptions; 0 where it has no value then."""
        if not more:
            return self._values.get(name, 0.0)
        return self._evaluated(self.estimate.graph.only((name,)), more).get(name, 0.0)

    def _evaluated(self, graph: Graph, more: Mapping[str, float]) -> dict[str, float]:
        changes = {**{name: one.value for name, one in self.assumed.items()}, **more}
        own = {name: put_in(graph, name, value) for name, value in changes.items()}
        values, _, _ = graph.evaluate(own)
        return {name: self.estimate.standard(name, value).value for name, value in values.items()}

    def _figure(self, name: str, written: Written) -> Figure:
        unit = self.estimate[name].unit
        value, truth = value_in(written, self.estimate[name]) or 0.0, self._with(name, {})
        key = NumberKey(truth=Quantity(truth, unit), slips=self._slips(name))
        found = Figure(
            name=name,
            topic=topic_of(self.estimate, name),
            kind=self._kind(name),
            value=Quantity(value, unit),
            truth=key.truth,
            grade=mark(value, AlsoRight(value=truth, because=""), key),
        )
        self.figures[name] = found
        self._last = name.rpartition(".")[0]
        return found

    def _slips(self, name: str) -> tuple[Slip, ...]:
        try:
            return explain(self.estimate, name).slips
        except NotMental:
            return ()
