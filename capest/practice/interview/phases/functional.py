"""Functional requirements: what users do, and what is left out."""

from __future__ import annotations

import re

from ..design import ServiceDesign, listed
from ..ideas import idea
from ..rubric import Item, Phase

_LISTED = 0.125  # of an item's weight: who lists all there could be has not chosen
_CORE = 3
"""What an interviewer wants to hear of a service that does more: the core, and no list of all."""


def phase(design: ServiceDesign) -> Phase:
    """What a scenario's traffic says that users do."""
    calls = design.calls
    items = [
        Item(
            what=listed([call.name]),
            weight=2,
            needs=(design.words_for(call.name),),
            listed=_LISTED,
            model=f"users {listed([call.name])}: {design.shown(f'{call.name}.per_day')}",
        )
        for call in calls
    ]
    items += [
        Item(
            what="what is left out, or comes later",
            weight=1,
            needs=(idea("scope"),),
            model="say what is out of scope, such as payments or moderation",
        ),
        Item(
            what="asked how many, or how much",
            weight=1,
            needs=(re.compile(r"\?\s*$"),),
            by_asking=True,
            model="ask for what decides the size: how many users, how often, how large",
        ),
    ]
    return Phase(
        topic="requirements",
        title="Functional requirements",
        asks=(
            "What must it do? Name what users do, and what you leave out.",
            "Ask what you need to know.",
        ),
        items=tuple(items),
        enough=2 * min(len(calls), _CORE) + 1,
        minutes=4,
    )
