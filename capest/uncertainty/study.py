"""All that draws say of one quantity."""

from __future__ import annotations

import math

from ..derivations import Derivation, Given
from ..engine.estimate import Estimate
from ..engine.expectations import Verdict, judge
from ..engine.sample import Sample
from ..problems import EstimateError, Problem
from ..quantities import humanise
from ..records import record
from ..units import NUMBER, PERCENT, is_count
from .drivers import Driver, drivers, width, wrong
from .histogram import Bar, histogram
from .outcome import Outcome, outcome

_WIDE = 1.2
"""How far the ends of a proposed range lie from what is written, as a factor. Ours."""

_MANY = 1000
"""Things of which a sixth fewer are shown as a whole number. Ours."""


@record(kw_only=True)
class Study:
    """One quantity in many draws. Values are in its own unit."""

    estimate: Estimate
    sample: Sample
    name: str
    outcome: Outcome
    bars: tuple[Bar, ...]
    width: float | None
    """The factor between its 5 % and its 95 % point, where all is above 0."""
    drivers: tuple[Driver, ...]
    verdicts: tuple[Verdict, ...]
    """Those of the expectations that name it."""

    @property
    def interactions(self) -> float:
        """The part of what it scatters by that no range makes by itself."""
        return max(0.0, 1 - math.fsum(driver.share for driver in self.drivers))

    def wrong(self, verdict: Verdict) -> float:
        """How often the likelier verdict is the wrong one, as much as is known now."""
        return wrong(verdict.held or (True,))


def study(estimate: Estimate, name: str, draws: int | None, seed: int) -> Study:
    """What draws say of a quantity; raises KeyError for an unknown one, and EstimateError for one
    that nothing uncertain reaches.
    """
    about = [item for item in estimate.scenario.expectations if name in item.words]
    words = {word for item in about for word in item.words}
    outputs = {name, *(word for word in words if word in estimate)}
    sample = estimate.sample(draws, seed, outputs=outputs)
    if name not in sample:
        message = f"'{name}' rests on no range"
        raise EstimateError(_certain(message, estimate[name]))
    found = outcome(sample, name, estimate[name].quantity.value)
    if found is None:
        message = f"no draw gives '{name}' a value"
        raise EstimateError.saying("no-value", message, "narrow its ranges")
    verdicts = tuple(
        verdict
        for verdict in judge(estimate, sample)
        if verdict.held and verdict.expectation in about
    )
    ordered = sorted(value for value in sample.columns[name] if not math.isnan(value))
    return Study(
        estimate=estimate,
        sample=sample,
        name=name,
        outcome=found,
        bars=histogram(ordered),
        width=width(ordered),
        drivers=drivers(estimate, sample, name, verdicts),
        verdicts=verdicts,
    )


def sampled(estimate: Estimate, draws: int | None, seed: int) -> Sample:
    """Draws of all that is uncertain; raises EstimateError where nothing is."""
    sample = estimate.sample(draws, seed)
    if not sample:
        message = "no value of this scenario is a range"
        raise EstimateError(_certain(message, *estimate.derivations.values()))
    return sample


def _certain(message: str, *told: Derivation) -> Problem:
    """Says how to put in a range, for an assumption below what is told where one can be wider."""
    hint = "write a value that it rests on as a range, such as 250M to 350M users"
    for item in (item for each in told for item in each.walk()):
        is_few = is_count(item.unit) and item.value < _MANY
        if isinstance(item.origin, Given) and item.unit not in (NUMBER, PERCENT) and not is_few:
            ends = (humanise(float(item.value) * by, item.unit) for by in (1 / _WIDE, _WIDE))
            hint = f"put in a range, such as --set '{item.name}={' to '.join(ends)}'"
            break
    return Problem(code="nothing-uncertain", message=message, hint=hint)
