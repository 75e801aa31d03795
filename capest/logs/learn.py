"""From what logs hold to the numbers of a scenario; no number rather than a bad one."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..nouns import counted
from ..records import field, record
from . import keys, latency, routes_learnt
from .days import (
    FEWEST_IN_BUSIEST,
    FEWEST_WEEKS,
    HOUR,
    Covered,
    by_chance,
    by_day,
    covered,
    inner,
    peak,
    shape,
    spread_of,
    trend,
)
from .learnt import Fact, Learnt, NotLearnt
from .seen import Seen
from .times import MINUTES, date, zone_text

FEWEST_SAMPLED = 1_000
"""Users of a sample, on a day: chance then moves their number by 5 %. Ours."""


def learn(seen: Seen, files: str) -> Learnt:
    """What some logs say; `files` is what to call them."""
    period = covered(seen.minutes)
    days = _Days.of(seen, period)
    of = f"{files}, {_dates(period)}, {counted(seen.requests, 'request')}"
    found = _Found()
    load = days.load()
    if not load:
        why = "no whole minute lies between the first and the last, so the log's length is open"
        found.refused.append(NotLearnt(name="rate", why=why))
    found.take(_users(seen, days))
    found.take(_peak(seen, days))
    found.take(_growth(days))
    found.take(_errors(seen))
    found.take(latency.facts(seen))
    found.take(keys.facts(seen))
    return Learnt(
        of=of,
        assumptions=tuple(found.facts),
        traffic=routes_learnt.entries(seen, load),
        has_cache=keys.are_known(found.facts),
        refused=(*found.refused, *routes_learnt.refused(seen)),
        notes=tuple(_notes(seen, period, days)),
    )


@record(frozen=False)
class _Found:
    facts: list[Fact] = field(default_factory=list)
    refused: list[NotLearnt] = field(default_factory=list)

    def take(self, found: Iterator[Fact | NotLearnt]) -> None:
        for each in found:
            if isinstance(each, Fact):
                self.facts.append(each)
            else:
                self.refused.append(each)


@record(kw_only=True)
class _Days:
    """The whole days of a log, or why there are none that count."""

    seen: Seen
    days: tuple[int, ...]
    requests: dict[int, int]
    why_not: str | None
    minutes: int
    """From the first to the last."""

    @classmethod
    def of(cls, seen: Seen, period: Covered) -> _Days:
        minutes = period.last - period.first + 1
        why_not = None
        if not seen.is_one_place:
            zones = ", ".join(map(zone_text, seen.zones))
            why_not = f"times of several zones ({zones}); --zone says by which to count days"
        elif not period.days:
            why_not = f"{_length(minutes)}, and no day of it is whole"
        days = () if why_not else period.days
        return cls(
            seen=seen,
            days=days,
            requests=by_day(seen.minutes, days) if days else {},
            why_not=why_not,
            minutes=minutes,
        )

    def users(self) -> list[int]:
        """How many came on each whole day; none where that is not known well enough."""
        users = self.seen.users
        if users is None or not self.days:
            return []
        few = users.rate > 1 and min(users.by_day.get(day, 0) for day in self.days) < FEWEST_SAMPLED
        return [] if few else [users.on(day) for day in self.days]

    def load(self) -> routes_learnt.Load | None:
        """What all routes together do, in the unit that is known; None of too short a log."""
        users, requests = self.users(), list(self.requests.values())
        if users:
            each = [one / other for one, other in zip(requests, users, strict=True) if other]
            return routes_learnt.Load(
                field="per_user",
                unit="requests/user/day",
                value=sum(requests) / sum(users),
                spread=spread_of(each),
                how=f"requests a user and day, {_mean_of(len(users))}",
            )
        if requests:
            return routes_learnt.Load(
                field="rate",
                unit="requests/day",
                value=sum(requests) / len(requests),
                spread=spread_of([float(each) for each in requests]),
                how=f"requests a day, {_mean_of(len(requests))}",
            )
        number, whole = inner(self.seen.minutes, covered(self.seen.minutes))
        if not whole:
            return None
        return routes_learnt.Load(
            field="rate",
            unit="requests/s",
            value=number / (60 * whole),
            spread=by_chance(number),
            how=f"requests a second, mean of {_length(whole)}, not of a day",
        )


def _users(seen: Seen, days: _Days) -> Iterator[Fact | NotLearnt]:
    if seen.users is None:
        yield NotLearnt(name="dau", why="no column says who asked; --columns user=NAME names it")
        return
    users = days.users()
    if not users:
        few = f"fewer than {FEWEST_SAMPLED:,} users of a day were sampled"
        yield NotLearnt(name="dau", why=days.why_not or few)
        return
    rate = seen.users.rate
    mean = sum(users) / len(users)
    ends = f", {min(users):,} to {max(users):,}" if len(users) > 1 else ""
    how = f"different users on a day, {_mean_of(len(users))}{ends}{_sampled(rate)}"
    chance = by_chance(mean / rate) if rate > 1 or len(users) == 1 else 0.0
    spread = max(spread_of([float(each) for each in users]), chance)
    yield Fact(name="dau", value=mean, unit="users", spread=spread, how=how)
    came = sum(seen.users.by_day.values())
    how = f"sessions parted by 30 minutes of silence{_sampled(rate)}"
    yield Fact(
        name="sessions_per_user",
        value=seen.users.sessions / (came * rate),
        unit="/user/day",
        spread=by_chance(came),
        how=how,
    )


def _mean_of(days: int) -> str:
    return f"mean of {days} days" if days > 1 else "of one day, so no other day is in the range"


def _sampled(rate: int) -> str:
    return f", of one in {rate} by their hash" if rate > 1 else ""


def _peak(seen: Seen, days: _Days) -> Iterator[Fact | NotLearnt]:
    if not days.days:
        yield NotLearnt(name="peak_factor", why=days.why_not or "")
        return
    found = peak(seen.minutes, days.days)
    if found is None:
        why = f"fewer than {FEWEST_IN_BUSIEST:,} requests in the busiest hour: chance makes peaks"
        yield NotLearnt(name="peak_factor", why=why)
        return
    part = {1: "minute", HOUR: "hour"}.get(found.bin, f"{found.bin} minutes")
    how = f"busiest {part} {found.busiest:,} over the mean {found.mean:,.4g}"
    how += f", {100 * found.noise:.2g}% of it taken for chance" if found.noise else ""
    how += "; shorter parts have too few requests, and a shorter peak is blurred" * (found.bin > 1)
    how += f"; one minute had {found.burst:,}, a burst beyond that" if found.burst else ""
    spread = math.log(found.high / found.low) / 2
    yield Fact(name="peak_factor", value=found.factor, unit="", spread=spread, how=how)


def _growth(days: _Days) -> Iterator[Fact | NotLearnt]:
    found = trend(days.requests)
    if found is None:
        weeks = days.why_not or f"{counted(len(days.days), 'whole day')}"
        yield NotLearnt(name="growth", why=f"{weeks}; {FEWEST_WEEKS} weeks of requests are needed")
    elif found.low <= 0 <= found.high:
        ends = f"{100 * found.low:.2g}% to {100 * found.high:.2g}% a year"
        yield NotLearnt(name="growth", why=f"{found.weeks} weeks leave it open: {ends}")
    else:
        spread = math.log((1 + found.high) / (1 + found.low)) / 2
        how = f"weekly requests of {found.weeks} weeks, a line through their logarithms"
        yield Fact(name="growth", value=found.middle, unit="%/year", spread=spread, how=how)


def _errors(seen: Seen) -> Iterator[Fact | NotLearnt]:
    if not seen.answered:
        yield NotLearnt(name="error_share", why="no column has a status; --columns status=NAME")
    elif 0 < seen.failed < seen.answered:
        share = seen.failed / seen.answered
        yield Fact(
            name="error_share",
            value=share,
            unit="%",
            spread=by_chance(seen.answered * share * (1 - share)),
            how=f"{seen.failed:,} answers with a status of 500 or more",
        )
    else:
        yield NotLearnt(
            name="error_share", why=f"{seen.failed:,} of {seen.answered:,} answers fail"
        )


def _notes(seen: Seen, period: Covered, days: _Days) -> Iterator[str]:
    if period.outside:
        requests = counted(period.outside, "request")
        yield f"{requests} before or behind a gap of over a day: a clock that jumped, or other logs"
    if days.days:
        hours = shape(seen.minutes, days.days)
        yield "hours of the day: " + " ".join(f"{100 * share:.1f}%" for share in hours)
        zone = zone_text(seen.zone)
        changed = ", where clocks changed" if len(seen.zones) > 1 else ""
        yield f"days from midnight to midnight at {zone}{changed}, each whole but for 15 minutes"


def _dates(period: Covered) -> str:
    first, last = (date(minute // MINUTES) for minute in (period.first, period.last))
    return first if first == last else f"{first} to {last}"


def _length(minutes: int) -> str:
    if minutes < 120:
        return counted(minutes, "minute")
    return f"{minutes / 60:.3g} hours" if minutes < 2 * MINUTES else f"{minutes / MINUTES:.3g} days"
