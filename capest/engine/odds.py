"""In how many draws of the ranges an expectation holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ..language.tree import names
from ..scenario.model import Expectation
from .defining.definitions import cost
from .estimate import Estimate
from .expressions.no_value import NO_VALUE
from .expressions.typed import Values
from .ranges import behind
from .sample import SEED, Sample, is_slow

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
            for name in _words(expectation)
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
    return {
        word for item in expectations for side in (item.left, item.right) for word in names(side)
    }


def is_quick(expectation: Expectation, estimate: Estimate) -> bool:
    """Whether its draws take no time, as none of them runs a model of milliseconds."""
    below = behind(estimate.graph, _words(expectation))
    return not cost(expectation.left, expectation.right) and not is_slow(estimate.graph, below)
