"""Models on arrays of samples (any that follows the Python array API standard, such as numpy's)."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from importlib import import_module
from typing import Any

ROWS = 256
"""Samples that are computed at a time: with a popularity of 200 nodes they fit a core's cache."""


def each(function: Callable[..., float], *arguments: Any, **named: Any) -> Any:
    """The function's value, for each sample where an argument is an array; nan for a row with nan.

    >>> each(lambda base, power: base**power, 2.0, 3.0), each(lambda base: base, base=2.0)
    (8.0, 2.0)
    """
    if named:
        names = tuple(named)
        return each(lambda *row: function(**dict(zip(names, row, strict=True))), *named.values())
    arrays = [value for value in arguments if not isinstance(value, (int, float))]
    if not arrays:
        return function(*arguments)
    array = arrays[0].__array_namespace__()
    spread = array.broadcast_arrays(*(array.asarray(value) for value in arguments))
    columns = [[float(sample) for sample in value] for value in spread]
    rows = zip(*columns, strict=True)
    return array.asarray(
        [math.nan if any(map(math.isnan, row)) else function(*row) for row in rows]
    )


def either(
    scalar: Callable[..., float], sampled: Callable[..., Any], *arguments: Any, **named: Any
) -> Any:
    """The value by the one function for floats; for samples by the other, which takes the array
    namespace and the samples as a column, as many at a time as ROWS, and gives a column of values:
    nan where there is none, and for a sample with nan.
    """
    values = (*arguments, *named.values())
    lengths = {len(value) for value in values if not isinstance(value, (int, float))}
    if not lengths:
        return scalar(*arguments, **named)
    array = next(value for value in values if not isinstance(value, (int, float)))
    array, length = array.__array_namespace__(), max(lengths)
    if not length:
        return array.zeros(0)
    found = []
    with _quiet(array):
        for start in range(0, length, ROWS):
            rows = slice(start, min(start + ROWS, length))
            own = [_column(array, value, rows) for value in arguments]
            by_name = {name: _column(array, value, rows) for name, value in named.items()}
            value = sampled(array, *own, **by_name)
            for given in (*own, *by_name.values()):
                value = array.where(array.isnan(given), math.nan, value)
            found.append(array.reshape(array.broadcast_to(value, (rows.stop - start, 1)), (-1,)))
    return array.concat(found)


def distinct(array: Any, *columns: Any) -> tuple[tuple[Any, ...], Callable[[Any], Any]]:
    """The rows of some columns without those that are there before, and what gives a value of each
    to all of them again.
    """
    long = [array.reshape(column, (-1,)) for column in columns if column.ndim and len(column) > 1]
    place: Any = 0
    for column in long:
        values, _, order, _ = array.unique_all(column)
        place = place * len(values) + order
        _, first, place, _ = array.unique_all(place)
    if not long or len(first) == len(place):
        return columns, lambda value: value
    rows = (each[first] if each.ndim and len(each) > 1 else each for each in columns)
    return tuple(rows), lambda value: value[place] if value.ndim else value


def deferred(module: str, name: str, *words: str) -> Callable[..., Any]:
    """A function on arrays of the models, which no single estimate imports; with some words."""

    def compute(array: Any, *columns: Any, **named: Any) -> Any:
        found = getattr(import_module(f"{__package__}.{module}"), name)
        return found(array, *words, *columns, **named)

    return compute


def on_arrays(module: str, name: str) -> Callable[[Callable[..., float]], Callable[..., Any]]:
    """What makes a function of floats one of samples too, which another of the models computes."""

    def of_both(scalar: Callable[..., float]) -> Callable[..., Any]:
        @wraps(scalar)
        def compute(*arguments: Any, **named: Any) -> Any:
            return either(scalar, deferred(module, name), *arguments, **named)

        return compute

    return of_both


def _column(array: Any, value: Any, rows: slice) -> Any:
    if isinstance(value, (int, float)):
        return array.asarray(float(value))
    if len(value) > 1:
        value = value[rows]
    return array.reshape(array.astype(value, array.float64), (-1, 1))


def _quiet(array: Any) -> AbstractContextManager[Any]:
    """Without numpy's warnings of what has no value: it is nan, or looked after by the model."""
    return array.errstate(all="ignore") if hasattr(array, "errstate") else nullcontext()
