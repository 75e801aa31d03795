"""Non-functional requirements: how fast, how often up, how consistent, how large."""

from __future__ import annotations

from ..design import ServiceDesign
from ..ideas import NUMBER, idea
from ..rubric import Between, Item, Phase

_HEAVY = 3
"""How many times more of one kind make it what the service mostly does."""


def phase(design: ServiceDesign) -> Phase:
    """The promises that a scenario's sections can be held to."""
    items = [
        Item(
            what="how fast, in ms",
            weight=2,
            needs=(idea("latency"),),
            within=Between(unit="ms", low=1, high=10_000),
            model=_fast(design),
        ),
        Item(
            what="how often up, in per cent",
            weight=2,
            needs=(idea("availability"),),
            within=Between(unit="%", low=90, high=100),
            model=_up(design),
        ),
        choice(design),
        Item(
            what="how many users or requests it must bear",
            weight=2,
            needs=(idea("scale", "load"), NUMBER),
            model=_large(design),
        ),
    ]
    ratio = design.number("traffic.read_write_ratio")
    if ratio and not 1 / _HEAVY < ratio < _HEAVY:
        heavy, light = ("read", "write") if ratio > 1 else ("write", "read")
        items.append(
            Item(
                what=f"mostly {heavy}s",
                weight=1,
                needs=(idea(f"{heavy}_heavy"),),
                against=(idea(f"{light}_heavy"),),
                model=f"{design.shown('traffic.read_write_ratio')} reads for every write",
            )
        )
    if design.entries("storage"):
        items.append(
            Item(
                what="what must not be lost",
                weight=1,
                needs=(idea("durability"),),
                model="what was acknowledged is kept on several machines, and survives one",
            )
        )
    return Phase(
        topic="qualities",
        title="Non-functional requirements",
        asks=("How well must it do it? Give numbers: how fast, how often up, how many users.",),
        items=tuple(items),
        enough=8,
        minutes=4,
    )


def choice(design: ServiceDesign) -> Item:
    """Which of the two gives way, as the scenario has it, or as the learner likes."""
    said = {True: ("strong",), False: ("eventual",), None: ("strong", "eventual")}[design.is_strong]
    model = {
        True: "consistency over availability: a read meets the last write",
        False: "availability over consistency: a read may miss the last write",
        None: "say which of the two gives way when copies cannot reach each other, and why",
    }[design.is_strong]
    other = tuple(idea(name) for name in ("strong", "eventual") if name not in said)
    return Item("consistency or availability", 2, (idea(*said),), against=other, model=model)


def _fast(design: ServiceDesign) -> str:
    for one in design.entries("budgets"):
        return f"{one.name}: under {design.shown(f'{one.name}.within')} for 99 of 100"
    return "an answer that people wait for takes 200 ms or less at the 99th percentile"


def _up(design: ServiceDesign) -> str:
    for one in design.entries("systems"):
        if design.number(f"{one.name}.objective"):
            return f"{design.shown(f'{one.name}.objective')} up"
    return "99.9 % up: 43 minutes down a month"


def _large(design: ServiceDesign) -> str:
    many = [f"{design.shown(name)}" for name in ("dau", "mau", "users") if design.shown(name)][:1]
    return " and ".join([*many, f"{design.shown('traffic.peak_qps')} at peak"])
