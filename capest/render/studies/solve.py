"""The answer to which values meet a condition, with what lies on both sides of each edge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...engine.sample import SEED
from ...factors import times
from ...nouns import counted
from ...quantities import Quantity, humanise
from ...safe_text import markdown, markdown_code
from ...studies.solve import Solution
from ...studies.trials import Edge, Stretch
from ..lines import Line, wrapped
from ..programs import csv_text, number, unit_text

_MOST = 4  # stretches that are told, and edges


def layout(solution: Solution, *, exact: bool = False) -> list[Line]:
    """The solution as lines with styles."""
    lines = wrapped(solution.condition.passage.text, "title", indent=0)
    style = "good" if solution.found.stretches else "bad"
    for text in _answers(solution, exact=exact):
        lines += wrapped(text, style)
    for text in _notes(solution):
        lines += wrapped(text, "muted", indent=4)
    return lines


def _answers(solution: Solution, *, exact: bool) -> Iterator[str]:
    """What a person wants to know, in one sentence."""
    if not solution.found.stretches:
        yield f"no {solution.name} from {_ends(solution)} meets it"
        return
    told = [
        _stretch(solution, stretch, exact=exact) for stretch in solution.found.stretches[:_MOST]
    ]
    more = len(solution.found.stretches) - len(told)
    told += [f"in {counted(more, 'more stretch')} (--format csv)"] if more else []
    yield f"holds for {solution.name} {', '.join(told)}"


def _stretch(solution: Solution, stretch: Stretch, *, exact: bool) -> str:
    low, high = stretch.low, stretch.high
    if low and high:
        if stretch.is_one:
            return f"at {_edge(solution, low, exact=exact)}"
        return f"from {_edge(solution, low, exact=exact)} to {_edge(solution, high, exact=exact)}"
    if high:
        return f"up to {_edge(solution, high, exact=exact)}"
    if low:
        return f"from {_edge(solution, low, exact=exact)} on"
    return f"whatever it is, from {_ends(solution)}"


def _edge(solution: Solution, edge: Edge, *, exact: bool) -> str:
    shown = _shown(solution, edge.inside.at, exact=True) if exact else edge.shown
    start = solution.found.now.at
    factor = edge.inside.at / start if start else 0.0
    return f"{shown} ({times(factor)})" if factor > 0 else shown


def _notes(solution: Solution) -> Iterator[str]:
    held = "holds" if solution.found.now.holds else "fails"
    yield f"{solution.name} is {_shown(solution, solution.found.now.at)} now, where it {held}"
    if solution.found.turns:
        yield "it goes up and down: between the values looked at it may be otherwise"
    edges = [edge for each in solution.found.stretches for edge in (each.low, each.high) if edge]
    yield from dict.fromkeys(_sides(edge) for edge in edges[:_MOST])
    nearest = solution.found.nearest
    if not solution.found.stretches and nearest.verdict:
        exact = nearest.told == str(nearest.verdict.expected)
        told = humanise(nearest.verdict.computed.value, nearest.verdict.computed.unit, exact=exact)
        at = _shown(solution, nearest.at, exact=exact)
        yield f"the nearest it comes is {told} at {solution.name} {at}{nearest.met}"
    if solution.found.draws:
        yield f"{counted(solution.found.draws, 'draw')}, seed {SEED}"


def _sides(edge: Edge) -> str:
    """What the computed side is at an edge, and just beyond."""
    inside, beyond = edge.inside.told, edge.beyond.told
    where = "above" if edge.beyond.at > edge.inside.at else "below"
    if not beyond:
        return f"just {where} {edge.shown}, {edge.beyond.reason or 'it has no value'}"
    if inside == beyond:
        return f"there it is {inside}{edge.inside.met}"
    return f"there it is {inside}{edge.inside.met}, just {where} {beyond}"


def _ends(solution: Solution) -> str:
    low, high = (_shown(solution, end) for end in solution.found.looked)
    return f"{low} to {high}"


def _shown(solution: Solution, value: float, *, exact: bool = False) -> str:
    quantity: Quantity = solution.quantity(value)
    return humanise(quantity.value, quantity.unit, exact=exact)


# --- for programs and documents ---


def as_markdown(solution: Solution, *, exact: bool = False) -> str:
    """The solution for a document."""
    answer = markdown("; ".join(_answers(solution, exact=exact)))
    notes = "\n".join(f"- {markdown(note)}" for note in _notes(solution))
    return f"{markdown_code(solution.condition.passage.text)} {answer}.\n\n{notes}\n"


def as_csv(solution: Solution) -> str:
    """A stretch of values a line, open ends left out, in units that do not change with size."""
    facts = as_mapping(solution)
    rows = (
        (solution.name, each["from"], each["to"], facts["unit"], facts["condition"])
        for each in facts["stretches"]
    )
    return csv_text(("name", "from", "to", "unit", "condition"), rows)


def as_mapping(solution: Solution) -> dict[str, Any]:
    """The solution as plain values, in units that do not change with a number's size."""
    nearest = solution.found.nearest.verdict

    def standard(value: float) -> float | int:
        return number(solution.standard(value).value)

    return {
        "condition": solution.condition.passage.text,
        "name": solution.name,
        "unit": unit_text(solution.standard(0).unit),
        "now": standard(solution.found.now.at),
        "holds_now": solution.found.now.holds,
        "looked": [standard(end) for end in solution.found.looked],
        "draws": solution.found.draws or None,
        "seed": SEED if solution.found.draws else None,
        "stretches": [
            {
                "from": standard(low.inside.at) if (low := stretch.low) else None,
                "to": standard(high.inside.at) if (high := stretch.high) else None,
            }
            for stretch in solution.found.stretches
        ],
        "nearest": {
            "at": standard(solution.found.nearest.at),
            "computed": number(nearest.computed.value) if nearest else None,
            "unit": unit_text(nearest.computed.unit) if nearest else None,
        },
    }
