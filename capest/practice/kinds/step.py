"""Step: one line of arithmetic with fresh round numbers, such as users into requests a second."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template as Blanks

from ...engine.estimate import Estimate
from ..making.explanation import explain
from ..making.facts import comparison
from ..making.plausible import is_plausible
from ..making.templates import TEMPLATES, Template
from ..material import Chance, Material, Wanted, estimate_of
from ..question import NumberKey, Question

TOPICS = tuple(dict.fromkeys(template.topic for template in TEMPLATES))
ABOUT_SCENARIOS = False

_SEEDS = 10_000
_PAR = {1: 45, 2: 60, 3: 90}
"""Seconds by level; published drills give 60 to 90 for one estimate."""


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """Questions without end, of templates in a random order."""
    fitting = [template for template in TEMPLATES if wanted.fits(template.topic, template.level)]
    while fitting:
        random.shuffle(fitting)
        for template in fitting:
            yield _filled(template, random.randrange(_SEEDS), material)


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `step.qps.7`."""
    match key.split("."):
        case ["step", name, seed] if seed.isdecimal():
            found = next((template for template in TEMPLATES if template.name == name), None)
            return _filled(found, int(seed), material) if found else None
        case _:
            return None


def _filled(template: Template, seed: int, material: Material) -> Question:
    key = f"step.{template.name}.{seed}"
    values, estimate = _drawn(template, material.chance(key))
    explained = explain(estimate, Blanks(template.asks).substitute(values))
    return Question(
        id=key,
        kind="step",
        topic=template.topic,
        level=template.level,
        prompt=(Blanks(template.prompt).substitute(values),),
        key=NumberKey(
            truth=explained.truth, alternatives=explained.alternatives, slips=explained.slips
        ),
        hints=explained.hints,
        derivation=explained.derivation,
        mental_path=explained.mental_path,
        par_seconds=_PAR[template.level],
        fact=comparison((values.get("things", ""),), explained.truth),
    )


def _drawn(template: Template, random: Chance) -> tuple[dict[str, str], Estimate]:
    """Values for a template's blanks that go together, and what follows from them."""
    while True:
        values = {blank: random.choice(options) for blank, options in template.choices.items()}
        estimate = estimate_of(Blanks(template.scenario).substitute(values))
        if is_plausible(estimate):
            return values, estimate
