"""Capacity estimation: the learner says what is assumed, what follows, and so what."""

from __future__ import annotations

from ..design import ServiceDesign
from ..heard import CLASSES
from ..rubric import Item, Phase
from ..work import ASSUMPTIONS, CONCLUSION, ESTIMATES, Work

_LESS = 2
"""Weights of 1 that an interviewer does not miss."""


def phase(design: ServiceDesign) -> Phase:
    """What of a scenario's numbers decides something; `Work` marks what is said of it."""
    there = Work(design.estimate).classes()
    items = [
        Item(name=name, what=CLASSES[name].what, weight=CLASSES[name].weight, needs=())
        for name in there
    ]
    items += [
        Item(name=ASSUMPTIONS, what="assumptions said aloud", weight=2, needs=()),
        Item(name=CONCLUSION, what="a conclusion: so what?", weight=2, needs=()),
    ]
    weights = [item.weight for item in items]
    return Phase(
        topic=ESTIMATES,
        title="Capacity estimation",
        asks=(
            "You choose what matters. Say what you assume (users = 100M), then what follows:",
            "reads: 100M * 10 / 86,400 = 12k/s; storage: ... And what follows from that?",
        ),
        items=tuple(items),
        enough=max(sum(weights) - min(weights.count(1), _LESS), 1),
        minutes=8,
    )
