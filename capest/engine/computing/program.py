"""A graph's computations as one Python function, for what is computed again and again.

Each computation is run once on symbols in place of numbers, and what comes of them is compiled: the
same operations in the same order, so that every value is the same to the last bit, without a call
for each operator. It runs on floats and on arrays of samples, as they do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from ..expressions.matched import Matched
from ..expressions.no_value import NO_VALUE
from ..expressions.powers import real
from ..expressions.traced import PYTHON, Symbol, Traced, written
from ..expressions.typed import Compute, Values

WORTH = 50
"""Runs with the same things put in that take as long as to compile them."""

Program = Callable[[Values], dict[Any, Any]]
"""From what is put in, that and all that has a value then."""

Extremes = tuple[float, float, float]
"""What a value may be: the least, the most, and what it must be above."""

_LOST = (UnboundLocalError, *NO_VALUE)
"""What is raised for a quantity without a value, or that rests on one."""


class Programs:
    """The functions that compute a graph, one for each choice of what is put in."""

    def __init__(self, computes: Mapping[str, Compute]) -> None:
        self.computes = computes
        self.runs: Counter[frozenset[Hashable]] = Counter()
        self.made: dict[frozenset[Hashable], Program] = {}

    def of(self, given: Iterable[Hashable]) -> Program | None:
        """The function for names and nodes that are put in; None while it is not worth it."""
        key = frozenset(given)
        self.runs[key] += 1
        if self.runs[key] > WORTH and key not in self.made:
            self.made[key] = program(self.computes, key)
        return self.made.get(key)


def program(
    computes: Mapping[str, Compute],
    given: Iterable[Hashable],
    known: Mapping[Any, Any] | None = None,
    limits: Mapping[str, Extremes] | None = None,
) -> Program:
    """The function that computes quantities in their order, but for names and nodes of ranges that
    are `given`; what is `known` stays as it is. With limits, what is not within them has no value.
    """
    writing = _Writing(frozenset(given), known or {})
    for name, compute in computes.items():
        writing.add(name, compute, (limits or {}).get(name))
    source = "\n    ".join(("def run(given):", "found = {}", *writing.lines, "return found"))
    scope = {"lost": _LOST, "real": real, "inf": math.inf, "nan": math.nan, **writing.functions}
    exec(source, scope)  # noqa: S102 - of checked trees; what a scenario wrote is in quotes
    made: Program = scope["run"]
    return made


class _Writing(Traced):
    """The values as variables of a function, and the lines that compute them."""

    def __init__(self, given: frozenset[Hashable], known: Mapping[Any, Any]) -> None:
        super().__init__(known.items(), self._call)
        self.given = given
        self.lines: list[str] = []
        self.functions: dict[str, Any] = {}
        self.names: dict[int, str] = {}
        for node in given:
            if not isinstance(node, str):
                self._note(node, f"given[{node!r}]")

    def add(self, name: str, compute: Compute, limits: Extremes | None) -> None:
        """The lines that compute a quantity; none where it never has a value."""
        if name in self.given:
            self._note(name, f"given[{name!r}]")
            return
        try:
            text = written(compute(self), PYTHON)
        except (KeyError, *NO_VALUE):
            return
        self.lines.append("try:")
        variable = self._note(name, text, indent="    ")
        if limits:
            least, most, above = (written(end, PYTHON) for end in limits)
            inside = f"{least} <= {variable} <= {most} and {above} < {variable} < inf"
            self.lines.append(f"    if not ({inside}): del {variable}, found[{name!r}]")
        self.lines.append("except lost: pass")

    def _note(self, name: Hashable, text: str, indent: str = "") -> str:
        variable = f"v{len(self.lines)}"
        self.lines.append(f"{indent}found[{name!r}] = {variable} = {text}")
        self[name] = Symbol(variable, PYTHON)
        return variable

    def _call(self, function: Matched, arguments: list[Any]) -> Symbol:
        name = self.names.setdefault(id(function), f"f{len(self.names)}")
        self.functions[name] = function.compute
        return Symbol(f"{name}({', '.join(written(item, PYTHON) for item in arguments)})", PYTHON)
