"""Puts definitions in the order in which they rest on each other, and finds the circles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from ...problems import Problem
from ...units import UnitTable
from .definitions import Definition, Definitions, passage_behind

_LONGEST_SHOWN = 8
"""Names of a circle that fit into a message; of a longer one the ends are shown."""


def in_order_of_use(
    definitions: Definitions, units: UnitTable, only: Collection[str] = ()
) -> tuple[list[Definition], list[Problem]]:
    """The definitions, or `only` some and what they rest on, so that each comes after what it rests
    on; circles are problems.

    The name of a unit is the unit in the value of that name: day: 20/user/day.
    """
    order: list[Definition] = []
    problems: list[Problem] = []
    done: set[str] = set()
    for start in [name for name in definitions.by_name if not only or name in only]:
        path: dict[str, list[str]] = {}
        waiting = [start]
        while waiting:
            name = waiting[-1]
            if name in done:
                waiting.pop()
                continue
            if name not in path:
                uses = definitions.by_name[name].words
                own = name if name in uses and units.find(name) else None
                path[name] = [use for use in uses if use in definitions.by_name and use != own]
            following = next((use for use in path[name] if use not in done), None)
            if following is None:
                done.add(name)
                order.append(definitions.by_name[name])
                path.pop(name)
            elif following in path:
                problems.append(_circle(definitions, list(path), following))
                done.update(path)
                break
            else:
                waiting.append(following)
    return order, problems


def _circle(definitions: Definitions, path: list[str], name: str) -> Problem:
    circle = path[path.index(name) :]
    found = [definitions.by_name[each] for each in circle]
    first = max(range(len(circle)), key=lambda at: _is_written(found[at], circle))
    name = circle[first]
    steps = pairwise((*circle[first:], *circle[:first], name))
    by_name = definitions.by_name  # of capest's own steps those that the scenario speaks of
    round_trip = [name, *(to for of, to in steps if by_name[of].value or by_name[to].value)]
    if len(round_trip) > _LONGEST_SHOWN:
        round_trip[3:-2] = ["..."]
    definition = definitions.by_name[name]
    return Problem(
        code="circular",
        message=f"'{name}' rests on itself: {' -> '.join(round_trip)}",
        span=passage_behind(definition).span(),
        hint="give one of them a value of its own",
    )


def _is_written(definition: Definition, circle: Sequence[str]) -> int:
    """How well it can be pointed at: best is what the scenario wrote with a name of the circle."""
    if not definition.value:
        return 0
    return 2 if any(name in definition.value.passage.text for name in circle) else 1
