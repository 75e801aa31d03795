"""API and core entities: a call for each thing that users do, and what is kept."""

from __future__ import annotations

import re

from ..design import ServiceDesign, listed
from ..ideas import idea
from ..rubric import Item, Phase

_WITH = re.compile(r"/\w|[({?:]\s*\w", re.I)
"""What a call is made with: a path or an argument."""

_CALL = re.compile(
    r"\b(?:GET|POST|PUT|DELETE|PATCH)\b|/[\w/{}:.?=&-]+|\b\w+\(\s*\)|\b[a-z]+[A-Z]\w*\("
)
_FIELDS = re.compile(
    rf"[(:{{].*(?:{idea('fields').pattern}).*,|\b(?:with|has|have)\b.*(?:{idea('fields').pattern})",
    re.I,
)

_CORE = 3
"""Calls and entities each, that are enough."""


def phase(design: ServiceDesign) -> Phase:
    """The calls of a scenario's traffic, and its entities or else its storage."""
    calls, kept = design.calls, design.kept
    items = [
        Item(
            what=f"a call to {listed([call.name])}",
            weight=1,
            needs=(design.call_to(call.name), _WITH),
            model=_call(design, call.name, call.choices.get("kind", "")),
        )
        for call in calls
    ]
    items += [
        Item(
            what=f"entity: {listed([name])}",
            weight=1,
            needs=(design.words_for(name),),
            listed=1,
            beside=_CALL,
            model=_entity(design, name),
        )
        for name in kept
    ]
    items.append(
        Item(what="fields: keys, times, sizes", weight=2, needs=(_FIELDS,), beside=_CALL,
             model="each with its id, who made it, and when")
    )  # fmt: skip
    if any(f"{call.name}.response" in design.estimate for call in calls):
        items.append(
            Item(what="long answers in pages", weight=1, needs=(idea("pages"),),
                 model="a list is read in pages, from a cursor on")
        )  # fmt: skip
    return Phase(
        topic="api",
        title="API and core entities",
        asks=(
            "Write a call for each thing users do, such as POST /things; and the core entities.",
        ),
        items=tuple(items),
        enough=min(len(calls), _CORE) + min(len(kept), _CORE) + 2,
        minutes=5,
    )


def _call(design: ServiceDesign, name: str, kind: str) -> str:
    sizes = {"takes": design.shown(f"{name}.request"), "gives": design.shown(f"{name}.response")}
    told = ", ".join(f"{does} {size}" for does, size in sizes.items() if size)
    return f"{'POST' if kind == 'write' else 'GET'} /{name} {told}".strip()


def _entity(design: ServiceDesign, name: str) -> str:
    members = [
        one for held in design.estimate.scenario.entries[name].members.values() for one in held
    ]
    if members:
        return f"{name}: {', '.join(one.name.rpartition('.')[2] for one in members)}"
    size = design.shown(f"{name}.size")
    return f"{name}, {size} each" if size else name
