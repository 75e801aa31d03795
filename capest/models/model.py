"""A model as formulas call it: imported when first asked for, solved once for each question."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..records import record
from .elementary import finite_or_nan


@record
class Model:
    """A function of one of the models, imported when it is computed."""

    module: str
    name: str
    first: tuple[str, ...] = ()
    """Arguments before those of the formula."""

    def __call__(self, *values: Any, **named: Any) -> Any:
        """What it comes to; of numbers that were asked for before, what it came to then.

        Raises OverflowError for a number beyond the floats; such a sample has nan.
        """
        numbers = [value for value in (*values, *named.values()) if not isinstance(value, str)]
        if all(isinstance(value, (int, float)) for value in numbers):
            if not all(map(math.isfinite, numbers)):
                raise OverflowError
            return _solved(self, values, tuple(named.items()))
        finite = {name: finite_or_nan(value) for name, value in named.items()}
        return self.found()(*self.first, *map(finite_or_nan, values), **finite)

    def found(self) -> Callable[..., Any]:
        """The function itself."""
        module = import_module(f"{__package__}.{self.module}")
        function: Callable[..., Any] = getattr(module, self.name)
        return function


@functools.lru_cache(maxsize=1024)
def _solved(model: Model, values: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Any:
    return model.found()(*model.first, *values, **dict(named))
