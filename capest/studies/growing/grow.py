"""What a scenario comes to at some times from now, and when each of its limits is reached."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from ...engine.estimate import Estimate, estimate_at
from ...engine.expectations import Verdict, holds, judge
from ...engine.expressions.no_value import NO_VALUE, no_value
from ...engine.expressions.scope import Names
from ...engine.sides import sides
from ...language.parser import problem_of
from ...language.tokens import Fault
from ...problems import EstimateError, Passage, Problem, ScenarioError
from ...records import record
from ...scenario.model import LIMITS, Expectation
from .over_time import OverTime
from .rates import Rate

_NEAR = 3600.0
"""How near, in seconds, the time of reaching a limit is found."""


@record(kw_only=True)
class Moment:
    """A scenario at a time, in seconds from now."""

    time: float
    estimate: Estimate


@record(kw_only=True)
class Reached:
    """A limit that the scenario sets, and when it is reached; None: not in the time looked at."""

    verdict: Verdict
    """Of today."""
    time: float | None
    soonest: float | None
    """When, where everything grows as fast as the high ends of the ranges of growth say."""

    @property
    def is_within(self) -> bool:
        """Whether it may be reached in the time looked at."""
        return self.time is not None or self.soonest is not None

    @property
    def order(self) -> tuple[float, ...]:
        """What it comes by among others: by the middle of the ranges, then by their high ends."""
        times = (self.time, self.soonest)
        return tuple(math.inf if time is None else time for time in times)


@record(kw_only=True)
class Grown:
    """A scenario over time."""

    rates: dict[str, Rate]
    moments: tuple[Moment, ...]
    limits: tuple[Reached, ...]
    unfollowed: tuple[Expectation, ...]
    """The limits that ask for odds: ranges are drawn as they are today, not at other times."""
    end: tuple[float, Problem] | None
    """From when on it makes no sense any more, and why."""
    is_range: bool
    """Whether some growth is a range."""

    @property
    def until(self) -> float:
        """The time up to which it is looked at."""
        return self.end[0] if self.end else self.moments[-1].time

    @property
    def first(self) -> Reached | None:
        """The limit that is reached first."""
        reached = [limit for limit in self.limits if limit.is_within]
        return min(reached, key=lambda limit: limit.order, default=None)


def read_limit(passage: Passage) -> Expectation:
    """A limit, as a line of `expect:` sets it; raises ScenarioError."""
    try:
        limit = Expectation.read(passage)
    except Fault as fault:
        raise ScenarioError(problem_of(fault, passage)) from None
    if not limit.is_limit:
        message = f"'{passage.text}' is no limit: {limit.sign} says what something is about"
        hint = f"write one of {' '.join(LIMITS)}"
        raise ScenarioError.saying("no-comparison", message, hint, passage.span())
    return limit


def grow(over: OverTime, times: Sequence[float]) -> Grown:
    """A scenario at some times, the first of them now; raises EstimateError where it makes no sense
    now.
    """
    moments: list[Moment] = []
    end, last = None, []
    for time in times:
        found = _at(over, time)
        if isinstance(found, Estimate):
            moments.append(Moment(time=time, estimate=found))
            continue
        if not moments:
            raise EstimateError(*found)
        before, end = _end_between(over, moments[-1].time, time)
        last = [before]
        break
    ranges = any(rate.high != rate.share for rate in over.rates.values())
    limits = [item for item in over.estimate.scenario.expectations if item.is_limit]
    verdicts = judge(
        moments[0].estimate, only=[item for item in limits if not item.odds], at_ends=False
    )
    looked_at = [*(moment.time for moment in moments), *last]
    return Grown(
        rates=over.rates,
        moments=tuple(moments),
        limits=tuple(_reached(over, verdict, looked_at, ranges=ranges) for verdict in verdicts),
        unfollowed=tuple(item for item in limits if item.odds),
        end=end,
        is_range=ranges,
    )


def _at(over: OverTime, time: float) -> Estimate | tuple[Problem, ...]:
    """The estimate then, or why there is none."""
    try:
        return estimate_at(over.estimate.scenario, over.graph, over.changes(time))
    except EstimateError as error:
        return error.problems
    except NO_VALUE as error:
        return (no_value("what is kept", error),)


def _end_between(
    over: OverTime, before: float, after: float
) -> tuple[float, tuple[float, Problem]]:
    """The last time at which a scenario makes sense, and from when on it does not, and why."""
    before, after = _between(lambda time: not isinstance(_at(over, time), Estimate), before, after)
    problems = _at(over, after)
    if isinstance(problems, Estimate):
        raise TypeError("there is an end between the two")
    return before, (after, problems[0])


def _reached(over: OverTime, verdict: Verdict, times: Sequence[float], *, ranges: bool) -> Reached:
    """When a limit of the scenario is reached."""
    time = soonest = _first(_failing(over, verdict.expectation), times)
    if ranges:
        soonest = _first(_failing(over, verdict.expectation, high=True), times)
    return Reached(verdict=verdict, time=time, soonest=soonest)


def _failing(
    over: OverTime, expectation: Expectation, *, high: bool = False
) -> Callable[[float], bool]:
    """Whether an expectation fails at a time."""
    left, right = sides(expectation, Names(over.graph.units, over.graph.unit))
    used = over.today.keys() & expectation.words

    def fails(time: float) -> bool:
        try:
            values = over.values(time, used, high=high)
            return not holds(expectation, left.compute(values), right.compute(values))
        except NO_VALUE:
            return True

    return fails


def _first(fails: Callable[[float], bool], times: Sequence[float]) -> float | None:
    """The first time at which something fails; looked for from one of the times to the next."""
    if fails(times[0]):
        return times[0]
    return next((_between(fails, *part)[1] for part in pairwise(times) if fails(part[1])), None)


def _between(fails: Callable[[float], bool], before: float, after: float) -> tuple[float, float]:
    """Two near times between which something begins to fail."""
    while after - before > _NEAR:
        middle = (before + after) / 2
        before, after = (before, middle) if fails(middle) else (middle, after)
    return before, after
