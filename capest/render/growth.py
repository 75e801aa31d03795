"""A scenario over time: its quantities at some times from now, and when its limits are reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..derivations import Derivation
from ..engine.growing.grow import Grown, Moment, Reached
from ..formulas import Section
from ..language.tree import names
from ..models.elementary import NOISE
from ..nouns import plural_of
from ..quantities import cell, count, humanise
from ..safe_text import markdown, markdown_code
from .bars import sparkline
from .formats.markdown import markdown_table
from .lines import Line, columns, width, wrapped
from .programs import csv_text, document, number, unit_text

_FEWEST = 2
"""Times that a table shows even where long names give way: now and the last."""

_MANY_MONTHS = 24
_LONGEST = 10  # characters of a course


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthView:
    """What is shown of a scenario over time."""

    grown: Grown
    shown: tuple[str, ...]
    """The quantities of a table; a program is told all."""
    starts_empty: bool
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
        """The limits that no date can be told of, and what to do."""
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
            return f"first: {_text(first)}, {self.reached(first)}"
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
        reached = (expectation.left, expectation.right) if limit.time is not None else ()
        found += [name for side in reached for name in names(side)]
    return tuple(
        name
        for name in dict.fromkeys(found)
        if name in first and name in last and _value(first[name]) != _value(last[name])
    )


def _value(derivation: Derivation) -> float:
    return float(derivation.quantity.value)


def layout(view: GrowthView) -> list[Line]:
    """The view for a person at a terminal."""
    far = view.span(view.grown.until)
    lines = wrapped(f"{view.now.estimate.scenario.title}, {far} from now", "title", indent=0)
    for note in view.notes():
        lines += wrapped(note, "ours")
    if view.shown:
        lines += [(), *columns(*_fitting(view))]
    for turn in view.turns():
        lines += wrapped(turn)
    reached = [item for item in view.grown.limits if item.time is not None]
    rows = [
        [f"  {_text(item)}", str(item.verdict.computed), view.reached(item)] for item in reached
    ]
    if rows:
        lines += [(), *columns(["LIMIT", "now", "reached"], rows)]
    held = [_text(item) for item in view.grown.limits if item.time is None]
    if held:
        lines += [(), *wrapped(f"not in {far}: {'; '.join(held)}", "muted")]
    for line in view.unfollowed():
        lines += wrapped(line, "muted")
    lines += wrapped(view.last_word(), "bad" if view.grown.first else "good")
    for last in view.end():
        lines += wrapped(last, "bad")
    return lines


def _fitting(view: GrowthView) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of a table with as many of the times as it has room for, the first
    and the last included.
    """
    moments, wanted = view.grown.moments, len(view.grown.moments)
    while True:
        last = len(moments) - 1
        steps = min(wanted - 1, last)
        some = [moments[round(last * step / max(1, steps))] for step in range(steps + 1)]
        heading = ["QUANTITY", *_headings(view, some)]
        rows = [[f"  {name}", *_cells(view, name, some)] for name in view.shown]
        if len(moments) > _FEWEST:
            heading.append("")
            rows = [[*row, _course(view, name)] for row, name in zip(rows, view.shown, strict=True)]
        widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
        if wanted <= _FEWEST or sum(widths) + 2 * (len(widths) - 1) <= width():
            return heading, rows
        wanted -= 1


def _course(view: GrowthView, name: str) -> str:
    """A quantity over all the times, at most so many of them."""
    found = [moment.estimate.get(name) for moment in view.grown.moments]
    values = [None if item is None else float(item.value) for item in found]
    return sparkline(values[:: len(values) // _LONGEST + 1])


def _text(limit: Reached) -> str:
    return limit.verdict.expectation.passage.text


def _headings(view: GrowthView, moments: Sequence[Moment]) -> list[str]:
    return [f"+{view.span(moment.time)}" if moment.time else "now" for moment in moments]


def _cells(view: GrowthView, name: str, moments: Sequence[Moment]) -> list[str]:
    found = [moment.estimate.get(name) for moment in moments]
    return [
        cell(item.quantity.value, item.quantity.unit, exact=view.exact) if item else ""
        for item in found
    ]


def as_markdown(view: GrowthView) -> str:
    """The view for a document."""
    moments = view.grown.moments
    blocks = [f"# {markdown(view.now.estimate.scenario.title)} over time"]
    blocks.append("\n".join(f"- {markdown(note)}" for note in (*view.notes(), *view.turns())))
    rows = [
        (markdown_code(name), *map(markdown, _cells(view, name, moments))) for name in view.shown
    ]
    blocks.append(markdown_table(("quantity", *_headings(view, moments)), rows))
    limits = [
        (
            markdown_code(_text(item)),
            markdown(str(item.verdict.computed)),
            markdown(view.reached(item)),
        )
        for item in view.grown.limits
    ]
    if limits:
        blocks.append(markdown_table(("limit", "now", "reached"), limits, numbers=1))
    blocks += [f"{markdown(line)}." for line in (*view.unfollowed(), view.last_word())]
    blocks += [f"{markdown(last)}." for last in view.end()]
    return "\n\n".join(blocks) + "\n"


def as_csv(view: GrowthView) -> str:
    """A quantity at a time a line."""
    rows = [
        (
            name,
            f"{moment.time / view.scale('month'):.6g}",
            view.date(moment.time),
            item.value,
            unit_text(item.unit),
            humanise(item.quantity.value, item.quantity.unit, exact=view.exact),
        )
        for name in view.now.estimate
        for moment in view.grown.moments
        if (item := moment.estimate.get(name))
    ]
    return csv_text(("name", "months", "date", "value", "unit", "display"), rows)


def as_json(view: GrowthView, version: str) -> str:
    """The view for a program."""
    scenario = view.now.estimate.scenario
    end = view.grown.end
    return document(
        version,
        {
            "scenario": {"title": scenario.title, "file": scenario.source.name},
            "grows": {
                name: {"rate": rate.text, "share": rate.share, "seconds": number(rate.period)}
                for name, rate in view.grown.rates.items()
            },
            "starts_empty": view.starts_empty,
            "times": [_time(view, moment.time) for moment in view.grown.moments],
            "quantities": {
                name: {
                    "unit": unit_text(item.unit),
                    "values": [
                        number(found.value) if (found := moment.estimate.get(name)) else None
                        for moment in view.grown.moments
                    ],
                }
                for name, item in view.now.estimate.derivations.items()
            },
            "limits": [_limit(view, limit) for limit in view.grown.limits],
            "not_followed": [item.passage.text for item in view.grown.unfollowed],
            "end": {**_time(view, end[0]), "message": end[1].message} if end else None,
        },
    )


def _limit(view: GrowthView, limit: Reached) -> dict[str, Any]:
    return {
        "text": _text(limit),
        "at": str(limit.verdict.expectation.passage.span()),
        "now": number(limit.verdict.computed.value),
        "unit": unit_text(limit.verdict.computed.unit),
        "reached": None if limit.time is None else _time(view, limit.time),
        "soonest": None if limit.soonest is None else _time(view, limit.soonest),
    }


def _time(view: GrowthView, time: float) -> dict[str, Any]:
    return {
        "months": number(time / view.scale("month")),
        "years": number(time / view.scale("year")),
        "date": view.date(time),
    }
