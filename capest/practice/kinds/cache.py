"""Cache: finish the trace of an eviction, or tell which write strategy keeps a promise."""

from __future__ import annotations

from collections.abc import Iterator

from ..making import promises, traces
from ..material import Chance, Material, Wanted
from ..question import Question

TOPICS = (traces.TOPIC, promises.TOPIC)
ABOUT_SCENARIOS = False

_SEEDS = 1000
_ROUND = 5  # traces between two questions about promises


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """Traces without end, and among them each promise once."""
    told = [
        f"cache.promise.{name}"
        for name, together in promises.asked_together().items()
        if wanted.fits(promises.TOPIC, promises.level_of(together))
    ]
    kinds = [
        (policy, what)
        for policy in traces.RULES
        for what in traces.ASKS
        if traces.fits(policy, what) and wanted.fits(traces.TOPIC, traces.level_of(policy))
    ]
    random.shuffle(told)
    while told or kinds:
        some = [random.choice(kinds) for _ in range(_ROUND if kinds else 0)]
        keys = [f"cache.{policy}.{what}.{random.randrange(_SEEDS)}" for policy, what in some]
        keys += [told.pop() for _ in range(min(len(told), 1 if kinds else len(told)))]
        random.shuffle(keys)
        for key in keys:
            found = question(key, material)
            if found:
                yield found


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `cache.lru.hits.7` or `cache.promise.untouched`."""
    match key.split("."):
        case ["cache", "promise", *names]:
            together = promises.asked_together().get(".".join(names))
            if together is None:
                return None
            return promises.promise_question(key, together, material.chance(key))
        case ["cache", policy, what, seed] if seed.isdecimal() and traces.fits(policy, what):
            return traces.trace_question(key, policy, what, int(seed), material.chance(key))
        case _:
            return None
