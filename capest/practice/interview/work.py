"""The estimates of a learner: what is assumed is put into the scenario, and what follows from it is
the truth that their own numbers are held to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...engine.graph import Graph
from ...engine.put_in import put_in
from ...factors import off_by
from ...prose.written import Written
from ...quantities import Quantity, humanise
from ...slips import Slip
from ...units import conversion
from ...wording import contradicts, words_of
from ..making.explanation import explain
from ..making.mental import NotMental
from ..making.walks import topic_of
from ..marking.grading import FULL, Grade, mark
from ..question import AlsoRight, NumberKey
from .design import ServiceDesign
from .hearing import Sentence
from .matching import Matcher, class_of, decades, distance, value_in
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
_STRETCH = 0.5  # of what an assumption is changed by, for it may be another's
_AGREES = 0.1  # factors of ten: a day of 100,000 s is 0.06
_BARE = 2  # numbers without a unit in one clause, beyond which nobody can tell what they are
_FAR = 3.0  # factors of ten, beyond which more makes no difference
_ANOTHER = 6.5
"""Factors of ten, beyond which nobody is that wrong: one video is 30 MB, all are an exabyte."""

_PEAK = "all.peak_qps"
"""What words of an average cannot be about."""

_TIMES = re.compile(r"[\d.,]+\s*(?:times|x|-?fold)\b", re.I)
"""What makes a number a ratio."""

_ENOUGH = 3  # assumptions for full marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A kind of estimate, and what it weighs."""

    what: str
    weight: int


CLASSES: Mapping[str, Class] = {
    "qps": Class(what="requests a second", weight=2),
    "peak": Class(what="and at peak", weight=1),
    "storage": Class(what="storage", weight=2),
    "bandwidth": Class(what="bandwidth", weight=1),
    "memory": Class(what="memory of the cache", weight=1),
    "machines": Class(what="machines, shards or nodes", weight=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Something that the learner assumes, in the place of what the scenario gives."""

    item: Derivation
    value: float
    """In the unit that programs are told."""
    shown: Quantity
    """In the unit of the scenario's."""
    refused: str = ""
    """Why it is not carried on."""

    def __str__(self) -> str:
        shown = f"{self.item.name} = {self.shown}"
        if self.refused:
            kept = f"{self.item.quantity} is kept"
            return f"{shown} is out of what is published ({self.refused}); {kept}"
        same = off_by(self.value / self.item.value).startswith("1x")
        return f"assumed: {shown}" + ("" if same else f", for the scenario's {self.item.quantity}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something that the learner estimates, and how far off it is."""

    name: str
    topic: str
    kind: str
    value: Quantity
    truth: Quantity
    grade: Grade

    def __str__(self) -> str:
        shown = humanise(self.value.value, self.value.unit)
        right = humanise(self.truth.value, self.truth.unit)
        slip = f"; {self.grade.slip}" if self.grade.slip else ""
        return f"{self.name} {shown}: {right} at your assumptions, {self.grade.direction}{slip}"


Heard = Assumption | Figure


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
        at_peak = False
        for part in filter(None, map(str.strip, _PARTS.split(statement.text))):
            is_mean = contradicts(_PEAK, words_of(part))
            at_peak = "peak" in part.lower() or (at_peak and not is_mean)
            found += self._part(part, f"{part} peak" if at_peak else part)
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
            for one in result if ends else stated:
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
            stretched = sum(decades(one, values[given]) for given, one in found.items())
            speaks = _PER_WORD * (score + said_before) - unused - _STRETCH * stretched
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
            for one, (_, is_named) in scores.items()
            if is_named and not is_ratio
        }
        figure = max(off, key=lambda one: (scores[one][0], -off[one]), default="")
        if name and (not figure or for_it >= scores[figure][0] - off[figure]):
            yield self._assume(name, value_in(written, self.estimate[name]) or 0)
        elif figure and scores[figure][0] > 0 and not self._is_another(figure, written):
            yield self._figure(figure, written)

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
        value, truth = (
            value_in(written, self.estimate[name]) or 0.0,
            self._with(name, {}),
        )
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
