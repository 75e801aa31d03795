"""Chooses questions: topics by what is weak or due, their kinds by chance, walks in one piece."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ...records import field, record
from ..kinds import KINDS, kind, question, questions
from ..material import Chance, Material, Wanted
from ..question import Question
from .history import Progress, card, weight

_AGAIN = 0.4  # how much a topic that was just asked is held back, so that topics alternate
_FINE = 1_000_000  # parts of one, for a weighted choice by a whole number
_MOST_PASSED_OVER = 60  # questions in a row that were asked or are not due, before one is taken


@record(kw_only=True)
class QuestionFilter:
    """Which questions are asked for, and how many."""

    number: int
    kinds: tuple[str, ...] = KINDS
    topic: str | None = None
    level: int | None = None


def topics(kinds: Sequence[str] = KINDS) -> tuple[str, ...]:
    """Every topic of some kinds, in alphabetical order."""
    return tuple(sorted({topic for name in kinds for topic in kind(name).TOPICS}))


def about_scenarios() -> tuple[str, ...]:
    """The kinds whose questions are about a scenario that a person may name."""
    return tuple(name for name in KINDS if kind(name).ABOUT_SCENARIOS)


def choose(
    criteria: QuestionFilter,
    material: Material,
    random: Chance,
    progress_of: Mapping[str, Progress],
    now: float,
) -> Iterator[Question]:
    """Questions as wished, each made when it is asked for; fewer where there are no more."""
    return _Selection(criteria, material, random, progress_of, now).questions()


@record(frozen=False)
class _Supply:
    """Questions of one kind; on one topic, but for scenarios, whose walks cross topics."""

    kind: str
    theme: str
    """Its topic, or its kind where it has several."""
    fresh: Iterator[Question]
    ahead: Question | None = None
    """A question that was taken too early."""

    def next(self) -> Question | None:
        """Its next question; None after the last."""
        found, self.ahead = self.ahead or next(self.fresh, None), None
        return found


@record(frozen=False)
class _Selection:
    criteria: QuestionFilter
    material: Material
    random: Chance
    progress_of: Mapping[str, Progress]
    now: float
    sources: list[_Supply] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def questions(self) -> Iterator[Question]:
        """The questions, one by one; the steps of a walk follow each other."""
        for name in self.criteria.kinds:
            self._open(name)
        left = self.criteria.number
        while left and self.sources:
            for found in self._some(left):
                self.asked.add(found.id)
                left -= 1
                yield found

    def _open(self, name: str) -> None:
        fitting = [topic for topic in kind(name).TOPICS if self.criteria.topic in (None, topic)]
        weights = {topic: weight(topic, self.progress_of, self.now) for topic in fitting}
        if fitting and kind(name).ABOUT_SCENARIOS:
            weights = {name: math.fsum(weights.values()) / len(weights)}
            self._add(name, name, self.criteria.topic)
        else:
            for topic in fitting:
                self._add(name, topic, topic)
        for theme, share in weights.items():
            self.weights[theme] = max(share, self.weights.get(theme, 0))

    def _add(self, name: str, theme: str, topic: str | None) -> None:
        wanted = Wanted(topic=topic, level=self.criteria.level)
        fresh = questions(name, self.material, self.random, wanted)
        self.sources.append(_Supply(name, theme, fresh))

    def _some(self, left: int) -> Iterator[Question]:
        """The next question, or the steps of the next walk; nothing where a source is used up."""
        source = self._source()
        found = self._fresh(source)
        step = found.step if found else None
        more = step.many - step.number + 1 if step else 1  # of its walk, at most
        if found is None or (len(self.sources) > 1 and more > left):
            self.sources.remove(source)
            return
        yield found
        for _ in range(left - 1 if step else 0):
            found = source.next()
            if found and (found.step is None or step is None or found.step.walk != step.walk):
                source.ahead = found
                return
            if found is None:
                return
            yield found

    def _source(self) -> _Supply:
        """A theme by its weight, and one of its sources."""
        themes = sorted({source.theme for source in self.sources})
        chosen = self._weighted([(theme, self.weights[theme]) for theme in themes])
        self.weights[chosen] *= _AGAIN
        return self.random.choice([source for source in self.sources if source.theme == chosen])

    def _weighted(self, weights: Sequence[tuple[str, float]]) -> str:
        point = math.fsum(share for _, share in weights) * self.random.randrange(_FINE) / _FINE
        for name, share in weights:
            point -= share
            if point < 0:
                return name
        return weights[-1][0]

    def _fresh(self, source: _Supply) -> Question | None:
        """A question of a source that was not asked today; of facts, one that is due or new."""
        due = self._due_fact(source.theme) if source.kind == "fact" else None
        if due:
            return due
        known = None
        for found in islice(iter(source.next, None), _MOST_PASSED_OVER):
            if found.id in self.asked:
                continue
            single = self.progress_of.get(card(found.id, found.kind, found.topic))
            if found.kind != "fact" or single is None or single.is_due(self.now):
                return found
            known = known or found
        return known

    def _due_fact(self, topic: str) -> Question | None:
        """A fact of a topic that was asked before and is due."""
        for progress in self.progress_of.values():
            last = progress.records[-1]
            if not progress.is_fact or last.topic != topic or not progress.is_due(self.now):
                continue
            found = None if last.id in self.asked else question(last.id, self.material)
            if found and self.criteria.level in (None, found.level):
                return found
        return None
