"""What is shown of a scenario over time in any format: which numbers, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from math import isclose

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...formulas import Section
from ...language.tree import names
from ...models.elementary import NOISE
from ...nouns import plural_of
from ...quantities import count, humanise
from ...records import record
from ...studies.growing.grow import Grown, Moment, Reached
from ..not_limits import not_limits

_MANY_MONTHS = 24
_SAME = 0.005  # the part by which numbers differ that are shown alike


@record(kw_only=True)
class GrowthView:
    """What is shown of a scenario over time."""

    grown: Grown
    shown: tuple[str, ...]
    """The quantities of a table; a program is told all."""
    starts_empty: bool
    estimate: Estimate
    """What `capest estimate` says, where what is kept has always come in as it does now."""
    dated: Callable[[float], str]
    """The month, as 2026-11, in which so many days from now are over."""
    exact: bool = False

    @property
    def now(self) -> Moment:
        """The first of the times."""
        return self.grown.moments[0]

    def scale(self, word: str) -> float:
        """The seconds of a day, a month or a year, as the scenario counts them."""
        return float(self.now.estimate.graph.units.atom(word).scale)

    def date(self, time: float) -> str:
        """The month in which a time from now is."""
        return self.dated(time / self.scale("day"))

    def span(self, time: float) -> str:
        """A time from now in words: 5.9 months, 3 years."""
        years, months = time / self.scale("year"), time / self.scale("month")
        whole = abs(2 * years - round(2 * years)) < NOISE
        number, word = (years, "year") if whole or months > _MANY_MONTHS else (months, "month")
        text = count(number)
        return f"{text} {word if text == '1' else plural_of(word)}"

    def reached(self, limit: Reached) -> str:
        """When a limit is reached, in words."""
        text = self._when(limit.time)
        if self.grown.is_range and limit.soonest != limit.time:
            text += f"; at the fastest {self._when(limit.soonest)}"
        return text

    def _when(self, time: float | None) -> str:
        if time is None:
            return f"not in {self.span(self.grown.until)}"
        return f"in {self.span(time)}, {self.date(time)}" if time else "now already"

    def notes(self) -> Iterator[str]:
        """What a reader must know of the numbers."""
        grows = ", ".join(f"{name} {rate.text}" for name, rate in self.grown.rates.items())
        yield f"growing: {grows}"
        yield (
            "kept: nothing today, and what comes in from now on"
            if self.starts_empty
            else "kept: what has come in while it grew, as long as it is kept"
        )
        moved = (
            (name, one, other)
            for name in self.shown
            if (one := self.now.estimate.get(name)) and (other := self.estimate.get(name))
            if not isclose(one.value, other.value, rel_tol=_SAME)
        )
        for name, one, other in islice(moved, 1):
            names = {below.name for below in other.walk()}
            has_growth = any(f"{name.removesuffix('.keep')}.growth" in names for name in names)
            how = (
                "counts all that comes in from today until the end of `keep`, growing"
                if has_growth
                else "takes today's rate for all the time that is kept"
            )
            yield (
                f"now, {name} is {self._text(one)}, and {self._text(other)} by `capest estimate`, "
                f"which {how}"
            )

    def _text(self, item: Derivation) -> str:
        return humanise(item.quantity.value, item.quantity.unit, exact=self.exact)

    def turns(self) -> Iterator[str]:
        """Where another limit binds than does today."""
        for name in self.shown:
            winners: dict[str, Moment] = {}
            for moment in self.grown.moments:
                binding = moment.estimate.binding(name) if name in moment.estimate else None
                if binding:
                    winners.setdefault(binding.winner.name.rpartition(".")[2], moment)
            if len(winners) > 1:
                first, *later = winners
                turns = ", ".join(f"in {self.span(winners[word].time)} {word}" for word in later)
                yield f"{name}: {first} binds, {turns}"

    def unfollowed(self) -> Iterator[str]:
        """The limits that no date can be told of, what to do, and what is no limit."""
        yield from not_limits(self.estimate.scenario.expectations)
        if self.grown.unfollowed:
            yield (
                f"not followed: {'; '.join(item.passage.text for item in self.grown.unfollowed)}; "
                "odds are those of today's ranges. A --limit without `with` follows the middle"
            )

    def end(self) -> Iterator[str]:
        """From when on the scenario makes no sense, and why."""
        if self.grown.end:
            time, problem = self.grown.end
            yield f"from {self.date(time)} on, {self.span(time)} from now, {problem.message}"

    def last_word(self) -> str:
        """What comes first, or why nothing does."""
        first = self.grown.first
        if first:
            return f"first: {text_of(first)}, {self.reached(first)}"
        if self.grown.limits:
            return f"no limit is reached in {self.span(self.grown.until)}"
        if self.grown.unfollowed:
            return "no other limit is set"
        return "no limit is set: write some under expect:, or give --limit 'NAME <= VALUE'"


def names_shown(grown: Grown, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """The quantities to look at first, of those that change: what grows, the headline, machines,
    and what limits are about.
    """
    first, last = grown.moments[0].estimate, grown.moments[-1].estimate
    found = [*grown.rates, *(column.quantity for item in sections for column in item.headline)]
    for entry in first.scenario.entries.values():
        section = next(item for item in sections if item.name == entry.section)
        ends = [section.machines, *section.leads_to[:1]]
        found += [f"{entry.name}.{end}" for end in ends if end]
    for limit in grown.limits:
        expectation = limit.verdict.expectation
        reached = (expectation.left, expectation.right) if limit.is_within else ()
        found += [name for side in reached for name in names(side)]
    return tuple(
        name
        for name in dict.fromkeys(found)
        if name in first and name in last and _value(first[name]) != _value(last[name])
    )


def _value(derivation: Derivation) -> float:
    return float(derivation.quantity.value)


def text_of(limit: Reached) -> str:
    """A limit as the scenario writes it."""
    return limit.verdict.expectation.passage.text
