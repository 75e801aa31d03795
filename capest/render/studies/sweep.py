"""A sweep: tables of what comes out, its course, and where it changes its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ...nouns import counted
from ...quantities import Quantity, cell, humanise
from ...safe_text import markdown, markdown_code
from ...studies.points import Point
from ...studies.sweep import Sweep
from ..bars import sparkline
from ..formats.markdown import markdown_table
from ..lines import Line, columns, fits, wrapped
from ..not_limits import not_limits
from ..programs import amount, csv_text, number

_MOST_LINES = 60  # of a table, at a terminal
_MOST_TABLES = 4  # side by side, before a line for each value reads better
_NONE = "-"

Grid = tuple[Sequence[str], Sequence[Sequence[str]]]
"""The heading and the rows of a table."""


def layout(found: Sweep, *, exact: bool = False) -> list[Line]:
    """The sweep as lines with styles."""
    lines = wrapped(_title(found), "title", indent=0)
    for heading, rows in _tables(found, exact=exact):
        lines += [(), *columns(heading, rows[:_MOST_LINES])]
        if len(rows) > _MOST_LINES:
            lines += wrapped(
                f"... and {len(rows) - _MOST_LINES:,} more: --format csv has all", "muted"
            )
    told = [*_unmoved(found), *_limits(found), *_without_value(found)]
    lines += [(), *(line for text in told for line in wrapped(text))] if told else []
    for text in not_limits(found.scenario.expectations):
        lines += wrapped(text, "muted")
    return [*lines, *(line for text in _failures(found) for line in wrapped(text, "bad"))]


def _title(found: Sweep) -> str:
    first, last = found.points[0].at, found.points[-1].at
    ends = [
        f"{name} {' to '.join(dict.fromkeys((_setting(first[place]), _setting(last[place]))))}"
        for place, name in enumerate(found.names)
    ]
    return f"{found.scenario.title} · {', '.join(ends)}"


# --- tables ---


def _tables(found: Sweep, *, exact: bool) -> list[Grid]:
    """Values beside each other, two names across, or, where that is too wide, a line for each
    point.
    """
    if len(found.names) == 1:
        beside = _beside(found, exact=exact)
        if all(map(_fits, beside)):
            return beside
    if len(found.names) == 2:
        crossed = [_crossed(found, name, exact=exact) for name in found.shown]
        if all(map(_fits, crossed)):
            return crossed
    return _lists(found, exact=exact)


def _fits(table: Grid) -> bool:
    heading, rows = table
    return fits((heading, *rows))


def _beside(found: Sweep, *, exact: bool) -> list[Grid]:
    """A column for each value of the one name, a line for each quantity with its course; in as many
    tables as it takes.
    """
    for tables in range(1, _MOST_TABLES + 1):
        each = -(-len(found.points) // tables)
        cut = [
            _columns(found, slice(at, at + each), exact=exact)
            for at in range(0, tables * each, each)
        ]
        if all(map(_fits, cut)):
            break
    return cut


def _columns(found: Sweep, part: slice, *, exact: bool) -> Grid:
    points = found.points[part]
    heading = (found.names[0], *(_setting(point.at[0]) for point in points))
    rows = [
        (f"  {name}", *(_shown(point, name, exact=exact) for point in points))
        for name in found.shown
    ]
    if part.stop < len(found.points):
        return heading, rows
    courses = [_course(found, name) for name in found.shown]
    return (*heading, ""), [(*row, course) for row, course in zip(rows, courses, strict=True)]


def _crossed(found: Sweep, name: str, *, exact: bool) -> Grid:
    """One quantity, the first name going down and the second across."""
    down, across = found.sizes
    heading = (
        f"{name} by {found.names[0]}, {found.names[1]}",
        *(_setting(point.at[1]) for point in found.points[:across]),
    )
    rows = [
        (
            f"  {_setting(found.points[row * across].at[0])}",
            *(
                _shown(point, name, exact=exact)
                for point in found.points[row * across : (row + 1) * across]
            ),
        )
        for row in range(down)
    ]
    return heading, rows


def _lists(found: Sweep, *, exact: bool) -> list[Grid]:
    """A line for each point, the quantities in as many tables as it takes; of one name, the courses
    too.
    """
    shown = found.shown
    for each in range(len(shown), 0, -1):
        parts = [shown[at : at + each] for at in range(0, len(shown), each)]
        lists = [_listed(found, part, exact=exact) for part in parts]
        if all(map(_fits, lists)):
            break
    if len(found.names) == 1 and len(found.points) <= _MOST_LINES:
        rows = [(f"  {name}", _course(found, name)) for name in shown]
        lists.append((("", f"over {found.names[0]}"), rows))
    return lists


def _listed(found: Sweep, shown: Sequence[str], *, exact: bool) -> Grid:
    rows = [
        (
            *(f"  {_setting(each)}" for each in point.at[:1]),
            *map(_setting, point.at[1:]),
            *(_shown(point, name, exact=exact) for name in shown),
        )
        for point in found.points
    ]
    return (*found.names, *shown), rows


def _course(found: Sweep, name: str) -> str:
    return sparkline([point.value(name) for point in found.points])


def _setting(value: Quantity | str) -> str:
    return value if isinstance(value, str) else cell(value.value, value.unit)


def _shown(point: Point, name: str, *, exact: bool) -> str:
    quantity = point.quantity(name)
    return cell(quantity.value, quantity.unit, exact=exact) if quantity else _NONE


# --- what changes its kind on the way ---


def _limits(found: Sweep) -> Iterator[str]:
    """For each quantity with limits, which decides where."""
    for name in found.shown:
        limits = [point.limit(name) for point in found.points]
        known = list(dict.fromkeys(filter(None, limits)))
        if len(known) < 2:
            yield from (f"{name}: {_local(limit)} decides throughout" for limit in known)
        elif len(found.names) > 1:
            told = [
                f"{_local(limit)} decides at {counted(limits.count(limit), 'point')}"
                for limit in known
            ]
            yield f"{name}: {', '.join(told)}"
        else:
            told = [
                f"{_local(limit)} decides {_from_to(found, first, last)}"
                for limit, first, last in _stretches(limits)
                if limit
            ]
            yield f"{name}: {', '.join(told)}"


def _unmoved(found: Sweep) -> Iterator[str]:
    """In one line what is the same everywhere."""
    point = next(point for point in found.points if point.results)
    told = ", ".join(f"{name} {_shown(point, name, exact=False)}" for name in found.unmoved)
    yield from [f"the same throughout: {told}"] if told else []


def _failures(found: Sweep) -> Iterator[str]:
    """Where each expectation fails."""
    for place, expectation in enumerate(found.expectations):
        held = [point.verdicts[place] if point.verdicts else None for point in found.points]
        text = expectation.passage.text
        failing = held.count(False)
        if failing and len(found.names) > 1:
            yield f"fails at {failing} of {len(held)} points: {text}"
        elif failing == len(held):
            yield f"fails throughout: {text}"
        elif failing:
            told = [
                _from_to(found, first, last)
                for verdict, first, last in _stretches(held)
                if verdict is False
            ]
            yield f"fails {' and '.join(told)}: {text}"


def _without_value(found: Sweep) -> Iterator[str]:
    """Why some points have no value, each reason once."""
    reasons: dict[str, list[Point]] = {}
    for point in found.points:
        for problem in point.problems[:1]:
            reasons.setdefault(problem.message, []).append(point)
    for reason, points in reasons.items():
        at = ", ".join(map(_setting, points[0].at))
        more = f" and {counted(len(points) - 1, 'more point')}" if len(points) > 1 else ""
        yield f"no value at {at}{more}: {reason}"


def _stretches(values: Sequence[Any]) -> Iterator[tuple[Any, int, int]]:
    """Each value with the first and the last place of a stretch of it."""
    first = 0
    for value, group in groupby(values):
        last = first + len(list(group)) - 1
        yield value, first, last
        first = last + 1


def _from_to(found: Sweep, first: int, last: int) -> str:
    start, end = (_setting(found.points[place].at[0]) for place in (first, last))
    if first == last:
        return f"at {start}"
    if first == 0:
        return f"up to {end}"
    return f"from {start} on" if last == len(found.points) - 1 else f"from {start} to {end}"


def _local(name: str) -> str:
    return name.rpartition(".")[2]


# --- for programs and documents ---


def as_markdown(found: Sweep, *, exact: bool = False) -> str:
    """The sweep as a table for a document."""
    heading, rows = _listed(found, found.shown, exact=exact)
    grid = [[*map(markdown_code, heading)]]
    grid += [[markdown(text.strip()) for text in row] for row in rows]
    if len(found.names) == 1 and len(found.points) < len(found.shown):
        grid = [list(column) for column in zip(*grid, strict=True)]
    table = markdown_table(grid[0], grid[1:])
    notes = [*_unmoved(found), *_limits(found), *_without_value(found), *_failures(found)]
    notes += not_limits(found.scenario.expectations)
    blocks = [f"**{markdown(found.scenario.title)}**", table]
    blocks += ["\n".join(f"- {markdown(note)}" for note in notes)] if notes else []
    return "\n\n".join(blocks) + "\n"


def as_csv(found: Sweep) -> str:
    """One quantity at one point a line, in units that do not change with a number's size."""
    rows = (
        (*point.standard, name, *_facts(point, name).values())
        for point in found.points
        for name in found.shown
    )
    return csv_text((*found.names, "name", *_KEYS), rows)


_KEYS = ("value", "unit", "display", "decided_by")


def as_mapping(found: Sweep) -> dict[str, Any]:
    """The sweep as plain values, in units that do not change with a number's size."""
    texts = [expectation.passage.text for expectation in found.expectations]
    return {
        "names": list(found.names),
        "shown": list(found.shown),
        "points": [
            {
                "at": {
                    name: at if isinstance(at, str) else number(at)
                    for name, at in zip(found.names, point.standard, strict=True)
                },
                "quantities": {name: _facts(point, name) for name in found.shown},
                "expect": dict(zip(texts, point.verdicts, strict=False)),
                "problems": [problem.message for problem in point.problems],
            }
            for point in found.points
        ],
    }


def _facts(point: Point, name: str) -> dict[str, Any]:
    item = (point.results or {}).get(name)
    if item is None:
        return dict.fromkeys(_KEYS)
    return {
        **amount(item.standard),
        "display": humanise(item.quantity.value, item.quantity.unit),
        "decided_by": item.limit,
    }
