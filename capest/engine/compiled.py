"""A scenario's graph as a script for a page: every quantity recomputed from what is put in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..derivations import Assumed, Given
from ..quantities import is_number
from ..records import record
from .estimate import Estimate
from .expressions.matched import Matched
from .expressions.no_value import NO_VALUE
from .expressions.traced import JAVASCRIPT, Symbol, Traced, written


@record
class Script:
    """The quantities of an estimate by index, and the function that computes them anew.

    Values are plain numbers in the units in which derivations show them (`Derivation.quantity`);
    what has none is None here and NaN once the function has run.
    """

    source: str
    """A JavaScript function expression, `function (v, f) {...}`: from the inputs in the array `v`
    it fills in all else but what is frozen, by the functions `f` of models.js.
    """
    called: frozenset[str]
    """The functions that it calls."""
    names: tuple[str, ...]
    """The quantity of each index, those without a value among them."""
    inputs: tuple[int, ...]
    """What is given or assumed and rests on nothing else, so that it can be set."""
    frozen: tuple[int, ...]
    """What a function computes that the page does not have, and all that rests on it: it keeps the
    value that it has.
    """
    values: tuple[float | None, ...]
    """As of now."""


def script(estimate: Estimate) -> Script:
    """An estimate of plain numbers as a script; raises TypeError for one of samples."""
    if not all(is_number(item.value) for item in estimate.derivations.values()):
        raise TypeError("this estimate is one of samples; a script is of a plain one")
    graph = estimate.graph
    names = tuple(graph.compute)
    inputs = {index for index, name in enumerate(names) if _is_input(estimate, name)}
    known = _ForPage((name, Symbol(f"v[{index}]", JAVASCRIPT)) for index, name in enumerate(names))
    lines = []
    for index, name in enumerate(names):
        if index in inputs:
            continue
        try:
            text = f"n({written(graph.compute[name](known), JAVASCRIPT)})"
        except _NotPortedError:
            known.frozen.add(name)
            continue
        except (KeyError, *NO_VALUE):
            text = "NaN"
        lines.append(f"v[{index}]={text};")
    source = "\n".join(("function (v, f) {", '"use strict";', "const n = f._finite;", *lines, "}"))
    frozen = tuple(index for index, name in enumerate(names) if name in known.frozen)
    found = (estimate.get(name) for name in names)
    values = tuple(float(item.quantity.value) if item else None for item in found)
    return Script(source, frozenset(known.uses), names, tuple(sorted(inputs)), frozen, values)


def _is_input(estimate: Estimate, name: str) -> bool:
    if name in estimate.put_in:
        return True
    found = estimate.get(name)
    return found is not None and isinstance(found.origin, Given | Assumed) and not found.inputs


class _NotPortedError(Exception):
    """What is computed rests on a function that the page does not have."""


class _ForPage(Traced):
    """The quantities as elements of the array."""

    def __init__(self, symbols: Iterable[tuple[str, Symbol]]) -> None:
        super().__init__(symbols, self._call)
        self.frozen: set[str] = set()
        self.uses: set[str] = set()

    def __getitem__(self, name: Any) -> Any:
        if name in self.frozen:
            raise _NotPortedError
        return super().__getitem__(name)

    def _call(self, function: Matched, arguments: list[Any]) -> Symbol:
        """The call of a function of the page; raises _NotPortedError where there is none."""
        if not function.function.ported:
            raise _NotPortedError
        self.uses.add(function.name)
        given = [written(argument, JAVASCRIPT) for argument in arguments]
        if function.keys:
            pairs = zip(function.keys, given, strict=True)
            given = [f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"]
        words = [f'"{word}"' for word in function.words]
        return Symbol(f"f.{function.name}({', '.join((*words, *given))})", JAVASCRIPT)
