"""The diagram: the parts, and what goes from one to the other."""

from __future__ import annotations

import re

from ..design import ServiceDesign
from ..ideas import idea
from ..rubric import Item, Phase

JOINED = re.compile(
    r"->|→|=>|-->|>|\b(?:to|through|via|then|behind|in front of|reads?|writes?|calls?|sends?|asks?|"
    r"goes|hits?|from|forwards?|routes?|pulls?|pushes|talks?|feeds?|fills?|consumes?)\b"
)
"""An arrow, in signs or in words."""


def phase(design: ServiceDesign) -> Phase:
    """The parts that a scenario's sections ask for."""
    parts = [
        ("client", "who asks", ("client",), True),
        ("balancer", "a load balancer", ("balancer",), True),
        ("app", "what answers: services", ("app",), True),
        ("cache", "the cache, before the database", ("cache",), bool(design.entries("caches"))),
        ("store", "the database", ("store", "kind_of_store"), bool(design.kept)),
        ("blob", "an object store or a CDN", ("blob", "cdn"), bool(design.blobs)),
        ("queue", "a queue, and who works it off", ("queue",), design.works_later),
    ]
    items = [
        Item(what=what, weight=1, needs=(idea(*ideas), JOINED), model="")
        for _, what, ideas, is_asked in parts
        if is_asked
    ]
    path = " -> ".join(name for name, _, _, is_asked in parts if is_asked and name != "blob")
    items.append(
        Item(
            what="the way of a write and of a read",
            weight=2,
            needs=(
                re.compile(r"\bwrites?\b|\breads?\b|\bpost"),
                JOINED,
                idea("store", "cache", "queue"),
            ),
            model=f"{path}; media beside it" if design.blobs else path,
        )
    )
    return Phase(
        topic="diagram",
        title="The diagram",
        asks=("Draw it in words, a way a line: client -> load balancer -> ... Reads and writes.",),
        items=tuple(items),
        enough=max(len(items), 3),
        minutes=5,
    )
