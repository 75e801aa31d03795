"""A scenario over time: its quantities at some times from now, and when its limits are reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...quantities import cell, humanise
from ...safe_text import markdown, markdown_code
from ...studies.growing.grow import Moment, Reached
from ..bars import sparkline
from ..formats.markdown import markdown_table
from ..lines import Line, columns, width, wrapped
from ..programs import csv_text, number, unit_text
from .over_time import GrowthView, text_of

_FEWEST = 2
"""Times that a table shows even where long names give way: now and the last."""

_LONGEST = 10  # characters of a course


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
    reached = [item for item in view.grown.limits if item.is_within]
    rows = [
        [f"  {text_of(item)}", str(item.verdict.computed), view.reached(item)] for item in reached
    ]
    if rows:
        lines += [(), *columns(["LIMIT", "now", "reached"], rows)]
    held = [text_of(item) for item in view.grown.limits if not item.is_within]
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
            markdown_code(text_of(item)),
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


def as_mapping(view: GrowthView) -> dict[str, Any]:
    """The view as plain values."""
    scenario = view.now.estimate.scenario
    end = view.grown.end
    return {
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
    }


def _limit(view: GrowthView, limit: Reached) -> dict[str, Any]:
    return {
        "text": text_of(limit),
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
