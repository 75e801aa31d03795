"""What quantities come to for each of many values of some ranges, one column for each quantity.

Columns are computed row by row on floats; or all rows at once on arrays, where numpy is installed
and the work of models is worth its import. What has no value in a row is nan in it, and so is all
that rests on it there.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from ...products import raise_to
from ..expressions.no_value import NO_VALUE
from ..expressions.typed import Compute
from ..graph import Graph
from ..out_of_range import allowed


def on_arrays() -> bool:
    """Whether there are arrays to compute on."""
    return find_spec("numpy") is not None


def in_rows(
    graph: Graph,
    values: Mapping[str, Any],
    inputs: Mapping[int, Sequence[float]],
    names: Container[str],
) -> dict[str, array[float]]:
    """The columns of quantities by the values of ranges, by their nodes: in their own units. All
    that the names rest on, and ranges have a part in, is among them.
    """
    columns = {name: array("d") for name in graph.compute if name in names}
    computes = [
        (name, graph.compute[name], _Limits.of(graph, name), columns[name].append)
        for name in columns
    ]
    row: dict[Any, Any] = dict(values)
    for draw in zip(*inputs.values(), strict=True):
        row.update(zip(inputs, draw, strict=True))
        for name, compute, limits, note in computes:
            value = _one(compute, limits, row)
            if math.isnan(value):
                row.pop(name, None)
            else:
                row[name] = value
            note(value)
    return columns


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

    row: dict[Any, Any] = {
        **values,
        **{node: numpy.asarray(draws) for node, draws in inputs.items()},
    }
    length = max(map(len, inputs.values()), default=0)
    found = {}
    for name in graph.compute:
        if name not in names:
            continue
        words = [*graph.definitions.by_name[name].words, *inputs]
        limits = _Limits.of(graph, name)
        value: Any
        try:
            with numpy.errstate(divide="raise", over="raise", invalid="raise", under="ignore"):
                value = numpy.broadcast_to(graph.compute[name](row), (length,))
        except (KeyError, FloatingPointError, *NO_VALUE):
            value = numpy.asarray(_by_rows(graph.compute[name], limits, row, words, length))
        whole = numpy.isfinite(value) & (limits.least <= value) & (value <= limits.most)
        whole &= limits.above < value
        for word in words:
            if isinstance(row.get(word), numpy.ndarray):
                whole &= ~numpy.isnan(row[word])
        row[name] = numpy.where(whole, value, math.nan)
        found[name] = array("d", row[name].tobytes())
    return found


def _by_rows(
    compute: Compute, limits: _Limits, values: Mapping[Any, Any], words: Sequence[Any], length: int
) -> list[float]:
    row = dict(values)
    columns = {word: values[word].tolist() for word in words if hasattr(values.get(word), "tolist")}
    found = []
    for index in range(length):
        for word, column in columns.items():
            row[word] = column[index]
            if math.isnan(column[index]):
                del row[word]
        found.append(_one(compute, limits, row))
    return found


def _one(compute: Compute, limits: _Limits, row: Mapping[Any, Any]) -> float:
    try:
        value: float = compute(row)
    except (KeyError, *NO_VALUE):
        return math.nan
    inside = limits.least <= value <= limits.most and limits.above < value < math.inf
    return value if inside else math.nan


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a quantity can be, in its own unit."""

    least: float
    most: float
    above: float

    @classmethod
    def of(cls, graph: Graph, name: str) -> _Limits:
        bounds = allowed(graph.definitions.by_name[name], graph.unit[name], graph.compute)
        part = float(raise_to(graph.unit[name], 1)[1])
        return cls(
            -math.inf if bounds.least is None else bounds.least / part,
            math.inf if bounds.most is None else bounds.most / part,
            -math.inf if bounds.above is None else bounds.above / part,
        )
