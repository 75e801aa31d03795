"""Deep dives: what is hot, what is lost, and which promise gives way."""

from __future__ import annotations

import re
from dataclasses import replace

from ..design import ServiceDesign, listed
from ..ideas import NUMBER, idea, pattern, words_of
from ..rubric import Item, Phase
from .non_functional import choice

_BUT_FOR = [word for word in words_of("reason") if word != "for"]  # as in "I go for consistency"
WHY = re.compile(f"{NUMBER.pattern}|{idea('reason').pattern}", re.I)
_COST = re.compile(
    rf"{NUMBER.pattern}|{pattern(_BUT_FOR).pattern}|{idea('give_up').pattern}|\b(?:must|should|can)",
    re.I,
)


def phase(design: ServiceDesign) -> Phase:
    """Three questions that a scenario has answers to."""
    hot, hot_ideas, hot_model = _hot(design)
    lost, lost_model = _lost(design)
    told = choice(design)
    return Phase(
        topic="trade-offs",
        title="Deep dives and trade-offs",
        asks=(
            f"a) {hot}",
            f"b) {lost}",
            "c) Copies cannot reach each other: consistency or availability, and at what cost?",
        ),
        items=(
            Item(what="a) what is done about it", weight=2, needs=hot_ideas, model=hot_model),
            Item(what="a) why, or how much", weight=1, needs=(*hot_ideas, WHY), is_more=True),
            Item(what="b) who takes over", weight=2, needs=(idea("spare"),), model=lost_model),
            Item("b) how much room that takes", 1, (idea("spare"), NUMBER), is_more=True),
            replace(told, needs=(*told.needs, _COST)),
            Item(
                what="c) what is given up",
                weight=1,
                needs=(idea("give_up"),),
                model="say what a user sees: an old answer for a second, or an error",
            ),
        ),
        enough=8,
        minutes=6,
    )


def _hot(design: ServiceDesign) -> tuple[str, tuple[re.Pattern[str], ...], str]:
    for one in design.entries("fanouts"):
        largest = design.shown(f"{one.name}.largest")
        who = f"Someone whom {largest} follow posts" if largest else "A celebrity posts"
        above = design.shown(f"{one.name}.threshold")
        took = design.shown(f"{one.name}.slowest_post")
        model = f"who has more than {above or 'so many'} is not fanned out, but pulled by readers"
        return (
            f"{who}. What happens, and what do you do?",
            (idea("pull"),),
            (f"{model}: no post takes longer than {took}" if took else model),
        )
    for one in design.entries("events"):
        rush = design.shown(f"{one.name}.qps")
        ask = f"All come at once: {listed([one.name])}, {rush}. What do you do?"
        return ask, (idea("spread"),), "a queue or a limit in front, and room for the rest"
    ask = "One key is asked for a thousand times as often as the others. What do you do?"
    return ask, (idea("spread"),), "a cache or more copies of it; or its key is cut further"


def _lost(design: ServiceDesign) -> tuple[str, str]:
    for one in design.entries("servers"):
        zones = design.number(f"{one.name}.zones") or 0
        if zones > 1:
            share = 1 / (zones - 1)
            spare = f"the other zones carry {share:.0%} more each: plan for {1 + share:.2g}x"
            return f"One of {zones:.0f} zones is lost at peak. What happens?", spare
    store = design.kept[0] if design.kept else "the service"
    ask = f"A machine that holds {listed([store])} dies at peak. What happens?"
    return ask, "a copy takes over; the others carry its load until it is replaced"
