"""What the options of `capest practice` ask for, once they are understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from ...practice import KINDS, MOST_QUESTIONS
from ...practice.learner.choosing import QuestionFilter, about_scenarios, choose, topics
from ...practice.material import Material
from ...problems import CapestError, Problem
from ...records import record, replace
from ...scenario.shipped import shipped_names
from ..options import read_scenario, unknown_word

if TYPE_CHECKING:
    from ...engine.estimate import Estimate
    from ...practice.question import Question

USUAL_NUMBER = 10
LEVELS = (1, 2, 3)


@record(kw_only=True)
class PracticeOptions:
    """What the options say, as they were typed."""

    number: int | None = None
    topic: str | None = None
    scenario: str | None = None
    kind: str | None = None
    level: int | None = None
    seed: int | None = None


def criteria_of(options: PracticeOptions) -> QuestionFilter:
    """Which questions are asked for; raises CapestError for all that is unknown."""
    about = about_scenarios() if options.scenario else KINDS
    kinds = (options.kind,) if options.kind in KINDS else about
    problems = list(_faults(options, about, topics(kinds)))
    if problems:
        raise CapestError(*problems)
    number = options.number or USUAL_NUMBER
    return QuestionFilter(number=number, kinds=kinds, topic=options.topic, level=options.level)


def without_walks(criteria: QuestionFilter) -> QuestionFilter:
    """The criteria for a sheet: a step of a walk gives away the results of the steps before it."""
    return replace(criteria, kinds=tuple(name for name in criteria.kinds if name != "walk"))


def _faults(
    options: PracticeOptions, about: Sequence[str], topics: Sequence[str]
) -> Iterator[Problem]:
    """All that is unknown, or does not go together; `about` are the kinds that may be asked for."""
    if options.number is not None and not 1 <= options.number <= MOST_QUESTIONS:
        message = f"{options.number} is not a number of questions"
        hint = f"--n takes 1 to {MOST_QUESTIONS:,}"
        yield Problem(code="number-of-questions", message=message, hint=hint)
    if options.kind is not None and options.kind not in KINDS:
        yield unknown_word("kind", options.kind, KINDS, "a kind of questions")
    if options.level not in (None, *LEVELS):
        message = f"{options.level} is not a level of questions"
        hint = "1 is one operation, 2 a few, 3 a chain"
        yield Problem(code="unknown-level", message=message, hint=hint)
    if options.kind in KINDS and options.kind not in about:
        message = f"'{options.kind}' questions are not about a scenario"
        hint = f"--scenario goes with {', '.join(about)}"
        yield Problem(code="kind-without-scenario", message=message, hint=hint)
    if options.topic is not None and options.topic not in topics:
        yield unknown_word("topic", options.topic, topics, "a topic of questions")


def material_of(scenario: str | None) -> Material:
    """What questions are made from: the shipped scenarios, or the one that is named.

    Raises CapestError where that one cannot be read or computed.
    """
    from ...engine.estimate import estimate
    from ...sections import sections

    read: dict[str, Estimate] = {}

    def load(name: str) -> Estimate:
        if name not in read:
            read[name] = estimate(read_scenario(name, None, napkin=False), sections())
        return read[name]

    if scenario is None:
        return Material(names=tuple(shipped_names()), load=load, chance=Random)
    load(scenario)  # a mistake in it is told before anything is asked
    return Material(names=(scenario,), load=load, chance=Random)


def every_fact() -> tuple[Question, ...]:
    """The facts that are asked for, each once, in the same order every time."""
    criteria = QuestionFilter(number=MOST_QUESTIONS, kinds=("fact",))
    return tuple(choose(criteria, material_of(None), chance(0), {}, 0.0))


def chance(seed: int | None) -> Random:
    """Where chance comes from; the same for the same seed."""
    return Random(seed)  # noqa: S311  # drills, not secrets
