"""In how many draws of the ranges an expectation holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ..scenario.model import Expectation
from .defining.definitions import cost
from .estimate import Estimate
from .expressions.no_value import NO_VALUE
from .expressions.typed import Values
from .sample import SEED, Sample, is_slow

MOST_BESIDES = 2000
"""Quantities that are drawn where nobody asks for odds, two seconds of work; the largest shipped
scenario has 508."""
FOR_EACH = 8
"""Quantities that take as long as one expectation does."""

Holds = Callable[[Values], bool]


class Odds:
    """The draws that the expectations of a scenario are held against: a sample, or else the usual
    draws of what some of them are of.
    """

    def __init__(
        self,
        estimate: Estimate,
        drawn: Sequence[Expectation],
        sample: Sample | None = None,
        *,
        draws: int | None = None,
        seed: int = SEED,
    ) -> None:
        self.values = {name: item.quantity.value for name, item in estimate.derivations.items()}
        outputs = [name for name in _words(*drawn) if name in estimate]
        self.sample = sample
        if sample is None and outputs:
            self.sample = estimate.sample(draws, seed, outputs=outputs)

    def held(self, expectation: Expectation, holds: Holds) -> tuple[bool, ...] | None:
        """Whether it holds in each draw; None where nothing uncertain has a part in it, or it was
        not drawn. It does not in one that gives one of its quantities no value.
        """
        if self.sample is None:
            return None
        columns = {
            name: self.sample.columns[name]
            for name in expectation.words
            if name in self.sample.columns
        }
        if not columns:
            return None
        row = dict(self.values)

        def one(draw: tuple[float, ...]) -> bool:
            row.update(zip(columns, draw, strict=True))
            try:
                return not any(map(math.isnan, draw)) and holds(row)
            except NO_VALUE:
                return False

        return tuple(map(one, zip(*columns.values(), strict=True)))


def _words(*expectations: Expectation) -> set[str]:
    return {word for item in expectations for word in item.words}


def told_besides(estimate: Estimate) -> list[Expectation]:
    """The expectations whose odds nobody asks for and that take no time to tell: none of those that
    run models of milliseconds, and none at all where very much is expected.
    """
    found = [item for item in estimate.scenario.expectations if _is_quick(item, estimate)]
    work = len(estimate.graph.behind(_words(*found))) + len(found) * FOR_EACH
    return found if work <= MOST_BESIDES else []


def _is_quick(expectation: Expectation, estimate: Estimate) -> bool:
    below = estimate.graph.behind(expectation.words)
    return not cost(expectation.left, expectation.right) and not is_slow(estimate.graph, below)
