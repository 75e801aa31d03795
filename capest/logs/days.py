"""Which days a log covers whole, and what a day of it is like."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from ..models.distributions import Z_OF_ENDS
from ..records import record
from .times import MINUTES

EDGE = 15
"""Minutes at either end of a day in which a log may be silent and still have the whole of it: one
hundredth of a day. Ours."""
WEEK = 7
FEWEST_WEEKS = 8
"""Before which a holiday is taken for a trend. Ours, after eight points and two parameters."""
FEWEST_IN_BUSIEST = 1_000
"""Requests of the busiest minute, or else part of an hour: chance then moves it by 3 %. Ours."""
HOUR = 60
_BINS = tuple(size for size in range(1, HOUR + 1) if HOUR % size == 0)
_UNLIKELY = 0.001
"""Bins that chance makes as busy as the busiest, below which it is none of chance. Ours."""


@record(kw_only=True)
class Covered:
    """The days of a log that follow on each other, and which of them are whole."""

    first: int
    """The first minute."""
    last: int
    days: tuple[int, ...]
    """The whole ones, counted from 1970."""
    outside: int
    """Requests before a gap of more than a day, or behind one: a clock that jumped, a log apart."""


def covered(minutes: Mapping[int, int]) -> Covered:
    """The longest part of a log without a day of silence, by its requests."""
    runs = list(_runs(sorted(minutes)))
    weights = [sum(minutes[each] for each in run) for run in runs]
    run = runs[weights.index(max(weights))]
    first, last = run[0], run[-1]
    begin, end = -((EDGE - first) // MINUTES), (last + 1 + EDGE) // MINUTES
    return Covered(
        first=first,
        last=last,
        days=tuple(range(begin, end)),
        outside=sum(weights) - max(weights),
    )


def _runs(minutes: list[int]) -> Iterator[list[int]]:
    start = 0
    for place in range(1, len(minutes) + 1):
        if place == len(minutes) or minutes[place] - minutes[place - 1] > MINUTES:
            yield minutes[start:place]
            start = place


@record(kw_only=True)
class Peak:
    """The busiest bin of whole days over their mean."""

    factor: float
    low: float
    high: float
    busiest: int
    """Requests in it, chance included."""
    mean: float
    bin: int
    """Its minutes."""
    noise: float
    """What chance has added, as a share of the busiest."""
    burst: int
    """Requests of a minute that is busier than chance makes any of the busiest; 0 without one."""


def peak(minutes: Mapping[int, int], days: tuple[int, ...]) -> Peak | None:
    """How much busier the busiest minute is than the mean, or the busiest of the shortest parts of
    an hour that have enough requests for that; None where an hour has too few.

    The busiest of many bins is one that chance has helped. So much is taken away as the greatest of
    so many normal variables has on average (Blom, Statistical Estimates and Transformed Beta
    Variables, 1958).
    """
    for size in _BINS:
        bins: Counter[int] = Counter()
        for minute, requests in _within(minutes, days):
            bins[minute // size] += requests
        busiest = max(bins.values(), default=0)
        if busiest >= FEWEST_IN_BUSIEST:
            mean = sum(bins.values()) * size / (len(days) * MINUTES)
            spread = math.sqrt(busiest)
            level = busiest - _greatest_of(_rivals(bins, HOUR // size)) * spread
            return Peak(
                factor=max(1.0, level / mean),
                low=max(1.0, (level - Z_OF_ENDS * spread) / mean),
                high=max(1.0, (level + Z_OF_ENDS * spread) / mean),
                busiest=busiest,
                mean=mean,
                bin=size,
                noise=1 - level / busiest,
                burst=_burst(minutes, days, busiest / size),
            )
    return None


def _burst(minutes: Mapping[int, int], days: tuple[int, ...], load: float) -> int:
    """The requests of the busiest minute, if such a load is unlikely to make them in any minute: by
    the bound of Chernoff (Annals of Mathematical Statistics 23, 1952) on Poisson's distribution.
    """
    most = max(number for _, number in _within(minutes, days))
    if most <= load:
        return 0
    chance = most - load - most * math.log(most / load) + math.log(len(days) * MINUTES)
    return most if chance < math.log(_UNLIKELY) else 0


def _rivals(bins: Mapping[int, int], in_hour: int) -> float:
    """Of how many bins the busiest is the greatest. Each counts for how likely its load, that of
    its hour, makes it as busy, over the likeliest; so busy a bin that none is likely has no rival.

    Of a day that chance alone makes uneven the hours are alike: their loads are drawn to the mean
    by as much of what parts them as chance explains (Efron, Morris, Data analysis using Stein's
    estimator, JASA 70, 1975).
    """
    busiest = max(bins.values())
    hours: Counter[int] = Counter()
    for place, requests in bins.items():
        hours[place // in_hour] += requests
    mean = sum(hours.values()) / len(hours)
    apart = math.fsum((each - mean) ** 2 for each in hours.values())
    kept = max(0.0, 1 - (len(hours) - 3) * mean / apart) if apart else 0.0
    loads = [(mean + kept * (each - mean)) / in_hour for each in hours.values()]
    width = math.sqrt(2 * busiest)
    chances = [math.erfc((busiest - load) / width) / 2 for load in loads]
    as_busy = in_hour * math.fsum(chances)
    return as_busy / max(chances) if as_busy > _UNLIKELY else 1.0


def _within(minutes: Mapping[int, int], days: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    first, last = days[0] * MINUTES, (days[-1] + 1) * MINUTES
    return ((minute, number) for minute, number in minutes.items() if first <= minute < last)


def _greatest_of(number: float) -> float:
    """The mean of the greatest of so many standard normal variables."""
    from statistics import NormalDist

    return NormalDist().inv_cdf((number - 0.375) / (number + 0.25)) if number > 1 else 0.0


def by_day(minutes: Mapping[int, int], days: tuple[int, ...]) -> dict[int, int]:
    """The requests of each whole day."""
    found = dict.fromkeys(days, 0)
    for minute, requests in _within(minutes, days):
        found[minute // MINUTES] += requests
    return found


def inner(minutes: Mapping[int, int], period: Covered) -> tuple[int, int]:
    """The requests and the number of the minutes between the first and the last, of which a log has
    but a part; of all of them where there are no requests between; no minutes where none lie
    between, and nobody knows how long the log was.
    """
    first, last = period.first + 1, period.last - 1
    if first > last:
        return 0, 0
    if not any(minutes.get(minute) for minute in range(first, last + 1)):
        first, last = period.first, period.last
    requests = sum(number for minute, number in minutes.items() if first <= minute <= last)
    return requests, last - first + 1


def shape(minutes: Mapping[int, int], days: tuple[int, ...]) -> tuple[float, ...]:
    """The share of each hour of the day in the requests."""
    hours = [0] * 24
    for minute, requests in _within(minutes, days):
        hours[minute % MINUTES // HOUR] += requests
    return tuple(requests / sum(hours) for requests in hours)


@record(kw_only=True)
class Trend:
    """Growth a year, as a share of what there is, with its 90 % interval."""

    middle: float
    low: float
    high: float
    weeks: int


def trend(requests: Mapping[int, int]) -> Trend | None:
    """The growth of weekly sums, by a line through their logarithms; None of too few weeks."""
    days = sorted(requests)
    weeks = len(days) // WEEK
    days = days[len(days) - weeks * WEEK :]  # the last are what goes on
    sums = [sum(requests[day] for day in days[at : at + WEEK]) for at in range(0, len(days), WEEK)]
    if weeks < FEWEST_WEEKS or min(sums) == 0:
        return None
    values = [math.log(each) for each in sums]
    middle = (weeks - 1) / 2
    width = math.fsum((week - middle) ** 2 for week in range(weeks))
    mean = math.fsum(values) / weeks
    slope = math.fsum((week - middle) * value for week, value in enumerate(values)) / width
    rests = (value - mean - slope * (week - middle) for week, value in enumerate(values))
    freedom = weeks - 2
    error = math.sqrt(math.fsum(rest**2 for rest in rests) / freedom / width)
    error *= student(freedom)
    per_year = 365 / WEEK
    middle, low, high = (
        math.expm1(per_year * each) for each in (slope, slope - error, slope + error)
    )
    return Trend(middle=middle, low=low, high=high, weeks=weeks)


def spread_of(values: list[float]) -> float:
    """How far another of some positive values lies from their middle, 9 times of 10, in logarithms;
    0 of one. Few of them say little of another: the more so by Student's t.
    """
    logs = [math.log(value) for value in values if value > 0]
    number = len(logs)
    if number < 2:
        return 0.0
    mean = math.fsum(logs) / number
    variance = math.fsum((log - mean) ** 2 for log in logs) / (number - 1)
    return student(number - 1) * math.sqrt(variance * (1 + 1 / number))


def student(freedom: int) -> float:
    """Standard deviations to either side that hold 90 % of Student's t: in closed form of one and
    two degrees of freedom, else by Cornish and Fisher's expansion (Abramowitz, Stegun, 26.7.5).

    >>> [round(student(freedom), 2) for freedom in (1, 2, 3, 10)]
    [6.31, 2.92, 2.31, 1.81]
    """
    if freedom == 1:
        return math.tan(0.45 * math.pi)
    if freedom == 2:
        return 0.9 * math.sqrt(2 / (1 - 0.81))
    cube, fifth = Z_OF_ENDS**3, Z_OF_ENDS**5
    return (
        Z_OF_ENDS
        + (cube + Z_OF_ENDS) / (4 * freedom)
        + (5 * fifth + 16 * cube + 3 * Z_OF_ENDS) / (96 * freedom**2)
    )


def by_chance(number: float) -> float:
    """How far 90 % of counts of so many lie from it, as a share: Poisson's."""
    return Z_OF_ENDS / math.sqrt(number) if number else 0.0
