"""What the options of `capest practice` ask for, once they are understood."""

from __future__ import annotations

from collections.abc import Sequence
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
    problems = [
        *_number_faults(options.number),
        *_faults("kind", options.kind, KINDS),
        *_level_faults(options.level),
    ]
    kinds = about_scenarios() if options.scenario else KINDS
    if options.kind in KINDS:
        problems += _misfit(options.kind, kinds)
        kinds = (options.kind,)
    problems += _faults("topic", options.topic, topics(kinds))
    if problems:
        raise CapestError(*problems)
    return QuestionFilter(
        number=options.number or USUAL_NUMBER, kinds=kinds, topic=options.topic, level=options.level
    )


def without_walks(criteria: QuestionFilter) -> QuestionFilter:
    """The criteria for a sheet: a step of a walk gives away the results of the steps before it."""
    return replace(criteria, kinds=tuple(name for name in criteria.kinds if name != "walk"))


def _faults(what: str, word: str | None, known: Sequence[str]) -> list[Problem]:
    if word is None or word in known:
        return []
    return [unknown_word(what, word, known, f"a {what} of questions")]


def _misfit(name: str, kinds: Sequence[str]) -> list[Problem]:
    if name in kinds:
        return []
    message = f"'{name}' questions are not about a scenario"
    hint = f"--scenario goes with {', '.join(kinds)}"
    return [Problem(code="kind-without-scenario", message=message, hint=hint)]


def _number_faults(number: int | None) -> list[Problem]:
    if number is None or 1 <= number <= MOST_QUESTIONS:
        return []
    message = f"{number} is not a number of questions"
    hint = f"--n takes 1 to {MOST_QUESTIONS:,}"
    return [Problem(code="number-of-questions", message=message, hint=hint)]


def _level_faults(level: int | None) -> list[Problem]:
    if level is None or level in LEVELS:
        return []
    hint = "1 is one operation, 2 a few, 3 a chain"
    message = f"{level} is not a level of questions"
    return [Problem(code="unknown-level", message=message, hint=hint)]


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
