"""So-what: what an estimate decides, such as one machine or many, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...engine.estimate import Estimate
from ..making.consequences import CONSEQUENCES
from ..making.walks import slug
from ..material import ANYTHING, Chance, Material, Wanted
from ..question import Question

TOPICS = tuple(topic for consequence in CONSEQUENCES.values() for topic in consequence.topics)
ABOUT_SCENARIOS = True


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """What there is to ask of one scenario after the other; it ends when all is asked."""
    names = list(material.names)
    random.shuffle(names)
    for name in names:
        estimate = material.load(name)
        subjects = list(_subjects(estimate, wanted))
        random.shuffle(subjects)
        for what, subject in subjects:
            found = _question(estimate, name, what, subject, material)
            if found and wanted.fits(found.topic, found.level):
                yield found


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `so-what.twitter.moves.storage.stored`."""
    for name in material.names:
        start = f"so-what.{slug(name)}."
        what, _, subject = key.removeprefix(start).partition(".")
        if key.startswith(start) and what in CONSEQUENCES:
            estimate = material.load(name)
            if (what, subject) in _subjects(estimate):
                return _question(estimate, name, what, subject, material)
    return None


@lru_cache(maxsize=16)
def _subjects(estimate: Estimate, wanted: Wanted = ANYTHING) -> tuple[tuple[str, str], ...]:
    """Each thing that may be asked, with the quantity that it is asked of."""
    return tuple(
        (what, subject)
        for what, consequence in CONSEQUENCES.items()
        if any(wanted.fits(topic, consequence.level) for topic in consequence.topics)
        for subject in consequence.subjects(estimate)
    )


def _question(
    estimate: Estimate, name: str, what: str, subject: str, material: Material
) -> Question | None:
    key = f"so-what.{slug(name)}.{what}.{subject}"
    return CONSEQUENCES[what].ask(estimate, key, subject, material.chance(key))
