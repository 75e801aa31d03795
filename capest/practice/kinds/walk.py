"""Walk: a scenario step by step along its own derivation, so that one slip costs one step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...engine.estimate import Estimate
from ..making.walks import headlines, slug, step_question, steps, topics
from ..material import Chance, Material, Wanted
from ..question import Question, Step

TOPICS = topics()
ABOUT_SCENARIOS = True


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """The steps of one walk after the other, each step once; it ends when all are walked."""
    names = list(material.names)
    random.shuffle(names)
    estimates: dict[str, Estimate] = {}
    ahead: dict[str, list[str]] = {name: [] for name in names}
    seen: set[str] = set()
    while names:
        for name in tuple(names):
            if name not in estimates:
                estimates[name] = material.load(name)
                ahead[name] = list(headlines(estimates[name]))
                random.shuffle(ahead[name])
            if not ahead[name]:
                names.remove(name)
                continue
            walk = _walk(estimates[name], name, ahead[name].pop(), wanted)
            fresh = [question for question in walk if question.id not in seen]
            seen.update(question.id for question in fresh)
            yield from fresh


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `walk.twitter.search.qps`."""
    names = (name for name in material.names if key.startswith(f"walk.{slug(name)}."))
    found = (_steps_by_id(material.load(name), name).get(key) for name in names)
    return next(filter(None, found), None)


@lru_cache(maxsize=16)
def _steps_by_id(estimate: Estimate, name: str) -> dict[str, Question]:
    """Every step of a scenario, each in the first walk that has it."""
    found: dict[str, Question] = {}
    for headline in headlines(estimate):
        for step in _walk(estimate, name, headline, Wanted()):
            found.setdefault(step.id, step)
    return found


def _walk(estimate: Estimate, name: str, headline: str, wanted: Wanted) -> list[Question]:
    way = steps(estimate, headline)
    found = []
    for number, quantity in enumerate(way, 1):
        step = Step(walk=f"{slug(name)} {headline}", name=quantity, number=number, many=len(way))
        question = step_question(estimate, name, quantity, step)
        if question and wanted.fits(question.topic, question.level):
            found.append(question)
    return found
