"""Draws of a scenario's ranges, and what its quantities come to in each.

Every draw is computed as the estimate is, so that what has no value in one of them is known to have
none there; only what rests on a range, and what is asked for rests on, is computed again.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..in_notebooks import InNotebooks
from ..problems import EstimateError
from ..quantities import rescale
from ..records import record
from .allowed_runs import IN_DRAWS, allowed_runs
from .defining.definitions import cost
from .drawing.columns import at_once, drawn, in_rows, on_arrays
from .graph import Graph
from .ranges import UncertainValue, uncertain_names, uncertain_values

DRAWS = 2048
"""They know the 95 % point of a product of four ranges to 4 % (3.5 % by 100 runs with other seeds),
so two digits of it are shown."""
SLOW_DRAWS = 256
"""As many, unless more are asked for, where models that take milliseconds must be run in each, and
there are no arrays to run them on: the twenty of the largest shipped scenario take an eighth of a
second together. They know the 95 % point of such a product to 9 %, and odds to 2 %.
"""
QUICK_DRAWS = 64
"""As many of such models where nobody asked for draws, as in a page: some two seconds of the
largest shipped scenario. They know that point to 18 %, and odds to 4 %."""
AT_ONCE = 10
"""How many times as many draws are made in the same time on arrays, at the least."""
FEW = 32
"""Draws for which no models are run on arrays: importing numpy takes as long."""
SEED = 1
MOST_DRAWS = 100_000
"""They know it to 0.6 %: more would only show digits that the ranges do not have."""
MOST_ON_ARRAYS = 1_000_000
"""The same where a program may want them: a second of sixty quantities without slow models."""
MOST_NUMBERS = 100_000_000
"""Draws of all quantities together, which are kept: 800 MB."""
MANY = 4096
"""Draws of which those of quantities without models are computed on arrays too: of sixty, one after
the other, more would take longer than importing numpy does."""


@record(kw_only=True, repr=False, eq=False)
class Sample(Mapping[str, "array[float]"], InNotebooks):
    """What uncertain quantities come to, draw by draw, by name: an array of floats in the unit of
    `Derivation.unit`, nan where a draw gives no value. Ranges are among them.
    """

    graph: Graph
    draws: int
    is_few: bool
    """Whether there are fewer than usual, as slow models are run and there are no arrays."""
    seed: int
    ranges: tuple[UncertainValue, ...]
    """The ranges that were drawn: those that what was asked for rests on."""
    inputs: Mapping[int, array[float]]
    """The draws of each range, by its node, in the unit that it was written in."""
    columns: Mapping[str, array[float]]
    """The values of each quantity, in its own unit."""

    def __getitem__(self, name: str) -> array[float]:
        """A quantity's values; raises KeyError for what no range reaches."""
        _, factor = self.graph.deriving.target(name)
        values = self.columns[name]
        return values if factor == 1 else array("d", (rescale(value, factor) for value in values))

    def __repr__(self) -> str:
        return f"<{self.draws:,} draws of {len(self)} uncertain quantities, seed {self.seed}>"

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def without_value(self, name: str) -> int:
        """How many draws give a quantity no value."""
        return sum(map(math.isnan, self.columns[name]))


def sample(
    graph: Graph,
    values: Mapping[str, Any],
    *,
    draws: int | None = None,
    seed: int = SEED,
    outputs: Collection[str] | None = None,
    put_in: Collection[str] = (),
) -> Sample:
    """Draw the ranges of a scenario whose values are known; raises EstimateError for a number of
    draws that is none. With `outputs`, only what these rest on; what is `put_in` stays as it is.
    """
    asked = graph.behind(graph.compute if outputs is None else outputs)
    ranges = tuple(item for item in uncertain_values(graph) if item.owner in asked - {*put_in})
    moved = graph.resting_on((item.owner for item in ranges), put_in) & asked
    is_few = (draws or QUICK_DRAWS) <= QUICK_DRAWS and _is_slow_here(graph, moved)
    if draws is None:
        draws = SLOW_DRAWS if is_few else DRAWS
    work = IN_DRAWS * (AT_ONCE if on_arrays() else 1)
    _refuse(draws, allowed_runs(graph, moved, work), len(ranges) + len(moved))
    is_at_once = _is_at_once(graph, moved, draws)
    inputs = {
        item.node: drawn(item.law, draws, seed, item.name, at_once=is_at_once) for item in ranges
    }
    return Sample(
        graph=graph,
        draws=draws,
        is_few=is_few,
        seed=seed,
        ranges=ranges,
        inputs=inputs,
        columns=computed_in(graph, values, inputs, moved),
    )


def _refuse(draws: int, most_runs: int, columns: int) -> None:
    most_of_all = MOST_ON_ARRAYS if on_arrays() else MOST_DRAWS
    most_kept = max(DRAWS, MOST_NUMBERS // max(1, columns))
    most = min(most_of_all, most_kept, most_runs)
    if not 1 <= draws <= most:
        what = f"of {columns:,} quantities, " if most == most_kept < most_of_all else ""
        what = "of this scenario, whose models take long, " if most == most_runs else what
        enough = f"; {DRAWS:,} are enough for two digits" if most >= DRAWS else ""
        message = f"{draws:,} draws cannot be made"
        hint = f"{what}from 1 to {most:,}{enough}"
        raise EstimateError.saying("out-of-range", message, hint)


def quick_draws(graph: Graph) -> int | None:
    """How many draws to make where nobody asked for any; None for as many as usual."""
    return QUICK_DRAWS if _is_slow_here(graph, uncertain_names(graph)) else None


def _is_slow_here(graph: Graph, names: Iterable[str]) -> bool:
    """Whether there are slow models among what is drawn, and no arrays to run them on."""
    return is_slow(graph, names) and not on_arrays()


def is_slow(graph: Graph, names: Iterable[str]) -> bool:
    """Whether models that take milliseconds are among what computes some quantities."""
    return cost(*(graph.definitions.by_name[name].tree for name in names)) > 0


def computed_in(
    graph: Graph,
    values: Mapping[str, Any],
    inputs: Mapping[int, Sequence[float]],
    names: Iterable[str],
) -> dict[str, array[float]]:
    """What quantities come to for each value of some ranges, by their nodes: in their own units,
    nan where they have no value. All that the names rest on, and ranges have a part in, is among
    them.
    """
    most = max(map(len, inputs.values()), default=0)
    compute = at_once if _is_at_once(graph, names, most) else in_rows
    return compute(graph, values, inputs, frozenset(names))


def _is_at_once(graph: Graph, names: Iterable[str], draws: int) -> bool:
    """Whether so many draws are worth arrays, and there are any."""
    worth = draws > MANY or (draws > FEW and is_slow(graph, names))
    return worth and on_arrays()
