"""A rubric: what a phase of an interview is marked by, and the marks of what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ...quantities import Quantity, humanise
from ...records import record
from ...units import UnitTable, conversion, fill
from ..marking.grading import FULL
from .hearing import Sentence

ValueOf = Callable[[str], Quantity | None]
"""A quantity of the scenario at what the learner assumed."""

_NAMED = 0.25  # of an item's weight: a bare word
_HALF = 0.5  # a sentence that leaves out why, by what, or how much
_OFF = 10.5  # times, beyond which a number is another one


@record(kw_only=True)
class Between:
    """The numbers that make sense for a promise, in a unit."""

    unit: str
    low: float
    high: float


@record
class Item:
    """One thing that an interviewer listens for; declared by the dozen, as a row where it fits."""

    what: str
    """What is told of it, beside a tick or a cross."""
    weight: int
    needs: tuple[re.Pattern[str], ...]
    """What is to be found in one sentence: what it is about, then why, by what, for what."""
    model: str = ""
    """What a good answer says."""
    name: str = ""
    """What is marked by more than words, such as a kind of estimate."""
    within: Between | None = None
    """A number that must be said with it."""
    figure: str = ""
    """The quantity that a number said with it is held to."""
    against: tuple[re.Pattern[str], ...] = ()
    """What must not be said in the same sentence."""
    by_asking: bool = False
    """Whether a question will do."""
    listed: float = 0
    """What it is worth, of 1, in a list of words."""
    is_more: bool = False
    """Whether another item has marks for its first part alone."""
    beside: re.Pattern[str] | None = None
    """What does not count as saying it: the paths of calls are no entities."""


@record(kw_only=True)
class Marked:
    """An item and how much of it was said, 0 to 1."""

    item: Item
    share: float
    remark: str = ""


@record(kw_only=True)
class Phase:
    """One of the eight phases."""

    topic: str
    title: str
    asks: tuple[str, ...]
    items: tuple[Item, ...]
    enough: int
    """The weights together from which a phase has full marks: nobody says all."""
    minutes: int
    """Of 40, what an interviewer would give it."""


def points(marked: Iterable[Marked], enough: float) -> int:
    """The points of a phase, of five."""
    share = sum(one.share * one.item.weight for one in marked) / enough
    return min(FULL, int(FULL * share + 0.5))


def mark(item: Item, said: Iterable[Sentence], value: ValueOf, units: UnitTable) -> Marked:
    """How much of an item some statements say; a later one takes an earlier one back."""
    best, denied = Marked(item=item, share=0), False
    for statement in said:
        if item.needs and statement.denies(item.needs[0]):
            best, denied = Marked(item=item, share=0, remark="you said that it is not to be"), True
            continue
        found = _share(item, statement, value, units)
        if found.share > best.share or (found.remark and not best.share and not denied):
            best = found
    return best


def _share(item: Item, statement: Sentence, value: ValueOf, units: UnitTable) -> Marked:
    if item.beside:
        statement = Sentence(item.beside.sub(" ", statement.text))
    found = [statement.says(words) for words in item.needs]
    if not found or not found[0] or (statement.asks and not item.by_asking):
        return Marked(item=item, share=0)
    if statement.is_list:
        remark = "in a list of words; say what it is for"
        return Marked(item=item, share=item.listed, remark=remark)
    if statement.defines:
        return Marked(
            item=item, share=0, remark="you said what the word means, and decided nothing"
        )
    if any(statement.says(words) for words in item.against):
        return Marked(item=item, share=0, remark="you said one and the other")
    if not all(found):
        if item.is_more:
            return Marked(item=item, share=0)
        share = _NAMED if statement.only_names else _HALF
        return Marked(item=item, share=share, remark="named, without why or by what")
    return _with_number(item, statement, value, units)


def _with_number(item: Item, statement: Sentence, value: ValueOf, units: UnitTable) -> Marked:
    stated = statement.quantities(units)
    if item.within:
        unit = units.unit(item.within.unit)
        own = [(one, conversion(one.unit, unit)) for one in stated]
        sizes = [one.value * float(factor) for one, factor in own if factor and not one.bare]
        if any(item.within.low <= size <= item.within.high for size in sizes):
            return Marked(item=item, share=1)
        if sizes:
            usual = f"{humanise(item.within.low, unit)} to {humanise(item.within.high, unit)}"
            said = humanise(sizes[0], unit)
            return Marked(item=item, share=_NAMED, remark=f"{said} is out of the usual {usual}")
        share = _NAMED if statement.only_names else _HALF
        return Marked(item=item, share=share, remark="without a number")
    truth = value(item.figure) if item.figure else None
    for one in stated if truth else ():
        if truth is None or one.bare:
            continue
        factor = conversion(fill(one.unit, truth.unit) or one.unit, truth.unit)
        if factor and one.value > 0 and truth.value > 0:
            ratio = one.value * float(factor) / truth.value
            if max(ratio, 1 / ratio) > _OFF:
                remark = f"{one.text.strip()} is far off: {humanise(truth.value, truth.unit)}"
                return Marked(item=item, share=_HALF, remark=remark)
    return Marked(item=item, share=1)
