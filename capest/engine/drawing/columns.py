"""What quantities come to for each of many values of some ranges, one column for each quantity.

Columns are computed row by row on floats; or all rows at once on arrays, where numpy is installed
and the work of models is worth its import. What has no value in a row is nan in it, and so is all
that rests on it there.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from ...models.distributions import Distribution, evenly_drawn, evenly_drawn_at_once
from ..computing.program import WORTH, Extremes, Program, program
from ..expressions.no_value import NO_VALUE
from ..expressions.typed import Compute, Values
from ..graph import Graph
from ..out_of_range import limits

ROWS = 8192
"""Draws that are computed at a time, so that the numbers of a quantity stay in a core's cache."""


def on_arrays() -> bool:
    """Whether there are arrays to compute on."""
    return find_spec("numpy") is not None


def drawn(law: Distribution, draws: int, seed: int, name: str, *, at_once: bool) -> array[float]:
    """Draws of a law, each the same on arrays, but for the last bits."""
    if not at_once:
        return array("d", evenly_drawn(law, draws, seed, name))
    import numpy

    return evenly_drawn_at_once(numpy, law, draws, seed, name)


def in_rows(
    graph: Graph,
    values: Mapping[str, Any],
    inputs: Mapping[int, Sequence[float]],
    names: Container[str],
) -> dict[str, array[float]]:
    """The columns of quantities by the values of ranges, by their nodes: in their own units. All
    that the names rest on, and ranges have a part in, is among them.
    """
    order = {name: graph.compute[name] for name in graph.compute if name in names}
    still = {name: value for name, value in values.items() if name not in order}
    within = {name: limits(graph, name) for name in order}
    draws = [*zip(*inputs.values(), strict=True)]
    many = len(draws) > WORTH
    run = program(order, inputs, still, within) if many else _by_calls(order, still, within)
    columns = {name: array("d") for name in order}
    notes = [(name, columns[name].append) for name in order]
    for draw in draws:
        found = run(dict(zip(inputs, draw, strict=True)))
        for name, note in notes:
            note(found.get(name, math.nan))
    return columns


def _by_calls(
    computes: Mapping[str, Compute], known: Mapping[Any, Any], within: Mapping[str, Extremes]
) -> Program:
    """What computes quantities in a few draws, for which no program is worth it."""

    def run(given: Values) -> dict[Any, Any]:
        row = {**known, **given}
        for name, compute in computes.items():
            value = _one(compute, within[name], row)
            if not math.isnan(value):
                row[name] = value
        return row

    return run


def at_once(
    graph: Graph,
    values: Mapping[str, Any],
    inputs: Mapping[int, Sequence[float]],
    names: Container[str],
) -> dict[str, array[float]]:
    """The same on arrays. A quantity that the arithmetic of arrays has no value for somewhere is
    computed row by row, so that it has none where a float has none, and only there.
    """
    import numpy

    order = [name for name in graph.compute if name in names]
    length = max(map(len, inputs.values()), default=0)
    columns = {name: array("d", (0.0,)) * length for name in order}
    kept = {name: numpy.frombuffer(column) for name, column in columns.items()}
    given = {node: numpy.asarray(draws) for node, draws in inputs.items()}
    for start in range(0, length, ROWS):
        some = {node: draws[start : start + ROWS] for node, draws in given.items()}
        for name, value in _block(numpy, graph, values, some, order):
            kept[name][start : start + ROWS] = value
    return columns


def _block(
    numpy: Any, graph: Graph, values: Mapping[str, Any], given: Mapping[int, Any], order: list[str]
) -> Iterator[tuple[str, Any]]:
    """What quantities come to in some of the draws, one after the other."""
    row: dict[Any, Any] = {**values, **given}
    length = max(map(len, given.values()))
    partly: set[Any] = {word for word, value in given.items() if numpy.isnan(value).any()}
    for name in order:
        words = [*graph.definitions.by_name[name].words, *given]
        within = limits(graph, name)
        least, most, above = within
        value: Any
        try:
            with numpy.errstate(divide="raise", over="raise", invalid="raise", under="ignore"):
                value = graph.compute[name](row)
            if numpy.shape(value) != (length,):
                value = numpy.broadcast_to(value, (length,))
        except (KeyError, FloatingPointError, *NO_VALUE):
            value = numpy.asarray(_by_rows(graph.compute[name], within, row, words, length))
        smallest, largest = value.min(), value.max()  # nan where a draw has none
        some = partly.intersection(words)
        if some or not (
            least <= smallest and largest <= most and above < smallest and largest < math.inf
        ):
            whole = numpy.isfinite(value) & (least <= value) & (value <= most) & (above < value)
            for word in some:
                whole &= ~numpy.isnan(row[word])
            value = numpy.where(whole, value, math.nan)
            if not whole.all():
                partly.add(name)
        row[name] = value
        yield name, value


def _by_rows(
    compute: Compute, within: Extremes, values: Mapping[Any, Any], words: Sequence[Any], length: int
) -> list[float]:
    row = dict(values)
    columns = {word: values[word].tolist() for word in words if hasattr(values.get(word), "tolist")}
    found = []
    for index in range(length):
        for word, column in columns.items():
            row[word] = column[index]
            if math.isnan(column[index]):
                del row[word]
        found.append(_one(compute, within, row))
    return found


def _one(compute: Compute, within: Extremes, row: Mapping[Any, Any]) -> float:
    try:
        value: float = compute(row)
    except (KeyError, *NO_VALUE):
        return math.nan
    least, most, above = within
    return value if least <= value <= most and above < value < math.inf else math.nan
