"""Counts the requests of a table by expressions of Ibis, which every engine of its computes alike.

Nothing of users leaves the engine but how many there are; keys are hashed when they come out. What
is exact here is exact in plain Python too, and the same: counts, sums, distinct numbers and
buckets; no sketch is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import groupby
from random import Random
from typing import Any

from ..models.traces.trace_fit import TraceCount
from ..models.traces.working_set import SampledTrace
from .counting import HOTTEST, MOST_KEYS, SESSION
from .histograms import DIGITS, Histogram
from .requests import Columns, method_of
from .routes import COARSE, ELSE, MOST_TEMPLATES, REST, NamedRoute, template
from .rows import requests_of, zones
from .seen import FAILED, READS, Keys, Route, RouteSeen, Seen, Users, merged_routes
from .times import of_one_place

_MOST_HELD = 2_000_000
"""Requests whose keys are brought here at once, in the order of their times."""


def seen_in_table(
    table: Any, columns: Columns, named: Sequence[NamedRoute], zone: int | None
) -> Seen:
    """What a table of requests holds; raises ValueError without any."""
    found = zones(table, columns) if zone is None else {}
    if zone is None:
        zone = min(found, key=lambda each: min(found[each]), default=0)
    rows = _Rows(requests_of(table, columns, zone))
    minutes = rows.minutes()
    if not minutes:
        raise ValueError("no row is a request: with a time that is one, and numbers that are")
    answered, failed = rows.errors()
    return Seen(
        requests=sum(minutes.values()),
        zones=tuple(sorted(found)),
        zone=zone,
        is_one_place=of_one_place(found),
        minutes=minutes,
        routes=rows.routes(named),
        users=rows.users(),
        keys=rows.keys(minutes),
        answered=answered,
        failed=failed,
        latency=rows.latency(),
    )


def asked_in_table(table: Any, columns: Columns) -> Iterator[tuple[list[str], list[int]]]:
    """The keys that were read and the bytes of each, a block at a time in the order of their times;
    raises ValueError where no column has keys.
    """
    rows = _Rows(requests_of(table, columns, 0))
    if "key" not in rows.parts:
        raise ValueError("no column of keys is known; --columns key=NAME names it")
    minutes = rows.minutes()
    yield from _asked(rows.reads(), minutes) if minutes else ()


class _Rows:
    """Requests under names of ours, as a table."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self.parts = frozenset(rows.columns)

    def minutes(self) -> dict[int, int]:
        """The requests of each minute."""
        found = self._rows.group_by("minute").aggregate(number=self._rows.count())
        return _pairs(found, "minute", "number")

    def errors(self) -> tuple[int, int]:
        """The requests with a status, and those that failed."""
        if "status" not in self.parts:
            return 0, 0
        status = self._rows.status
        known = self._rows.aggregate(all=status.count(), failed=(status >= FAILED).sum())
        found = _only(known)
        return int(found["all"]), int(found["failed"] or 0)

    def latency(self) -> Histogram:
        """How long answers took, in buckets of microseconds."""
        if "latency" not in self.parts:
            return Histogram()
        rows = self._rows.filter(self._rows.latency.notnull())
        rows = rows.mutate(low=_bucket((rows.latency * 1e6).round().cast("int64")))
        counts = _pairs(rows.group_by("low").aggregate(number=rows.count()), "low", "number")
        return Histogram.of(counts, float(sum(low * number for low, number in counts.items())))

    def users(self) -> Users | None:
        """Who came on which day, and how often after a pause."""
        if "user" not in self.parts:
            return None
        rows = self._rows.filter(self._rows.user.notnull())
        found = rows.group_by("day").aggregate(number=rows.user.nunique())
        by_day = _pairs(found, "day", "number")
        if not by_day:
            return None
        of_user = import_module("ibis").window(group_by="user", order_by="time")
        pauses = rows.select(pause=rows.time - rows.time.lag().over(of_user))
        started = pauses.pause.isnull() | (pauses.pause > SESSION)
        sessions = _only(pauses.aggregate(number=started.sum()))["number"]
        return Users(by_day=by_day, sessions=int(sessions), rate=1)

    def keys(self, minutes: Mapping[int, int]) -> Keys | None:
        """What reads ask for, in the order of their times."""
        if "key" not in self.parts:
            return None
        rows = self.reads()
        known = _only(rows.aggregate(distinct=rows.key.nunique(), requests=rows.count()))
        digits = 0
        while known["distinct"] > 16**digits * MOST_KEYS:
            digits += 1
        sampled = None
        if digits:
            hottest = _hottest(rows)
            sampled = SampledTrace(rate=16**digits, requests=known["requests"], hottest=hottest)
            rows = rows.filter(rows.key.hexdigest("md5").startswith("0" * digits))
        count = TraceCount()
        for keys, sizes in _asked(rows, minutes):
            count.replay(list(map(hash, keys)), sizes)
        return Keys(fit=count.fit(sampled), rate=16**digits) if count.distinct else None

    def reads(self) -> Any:
        """The requests that read a key, with the bytes of an answer that is whole, else 0."""
        literal = import_module("ibis").literal
        rows = self._rows.filter(self._rows.key.notnull())
        size = rows.sent.fill_null(0) if "sent" in self.parts else literal(0)
        if "status" in self.parts:
            size = (rows.status.fill_null(200) == 200).ifelse(size, 0)
        if "method" in self.parts:
            reads = rows.method.isnull() | rows.method.isin(sorted(READS))
            return rows.mutate(size=size).filter(reads)
        return rows.mutate(size=size)

    def routes(self, named: Sequence[NamedRoute]) -> dict[Route, RouteSeen]:
        """The requests of each route, first by the coarse patterns."""
        nothing = import_module("ibis").literal("")
        rows = self._rows.mutate(
            path=_coarse(self._rows.path).fill_null("") if "path" in self.parts else nothing,
            method=self._rows.method.fill_null("") if "method" in self.parts else nothing,
        )
        most = rows.group_by("path").aggregate(number=rows.count())
        most = most.order_by(most.number.desc(), "path").limit(MOST_TEMPLATES + 1)
        paths = list(_pairs(most, "path", "number"))
        if len(paths) > MOST_TEMPLATES:
            rows = rows.mutate(path=rows.path.isin(paths[:-1]).ifelse(rows.path, REST))
        sums = {"requests": rows.count()}
        sums |= {"users": rows.user.nunique()} if "user" in self.parts else {}
        routes: dict[Route, RouteSeen] = {}
        for row in rows.group_by(["path", "method"]).aggregate(**sums).to_pyarrow().to_pylist():
            seen = routes.setdefault(_route(row, named), RouteSeen())
            seen.requests += row["requests"]
            seen.users = max(seen.users, row.get("users", 0))
        for name in ("sent", "received"):
            for row in _sizes(rows, name) if name in self.parts else ():
                counts = Counter({row["low"]: row["number"]})
                histogram = getattr(routes[_route(row, named)], name)
                histogram.add(Histogram(counts, row["total"], row["squares"]))
        return merged_routes(routes, knows_users="user" in self.parts)


def _sizes(rows: Any, name: str) -> list[dict[str, Any]]:
    """The bytes of each route, in buckets."""
    rows = rows.select("path", "method", amount=rows[name])
    rows = rows.filter(rows.amount.notnull()).mutate(low=_bucket(rows.amount))
    found = rows.group_by(["path", "method", "low"]).aggregate(
        number=rows.count(),
        total=rows.amount.sum(),
        squares=(rows.amount.cast("float64") ** 2).sum(),
    )
    listed: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return listed


def _hottest(reads: Any) -> dict[Hashable, int]:
    """The requests for each of the keys that have most."""
    found = reads.group_by("key").aggregate(number=reads.count())
    found = found.order_by(found.number.desc(), "key").limit(HOTTEST)
    return {hash(key): number for key, number in _pairs(found, "key", "number").items()}


def _asked(reads: Any, minutes: Mapping[int, int]) -> Iterator[tuple[list[str], list[int]]]:
    """Their keys and the bytes of each, in the order of their times; those of one time in an order
    by chance, the same in each run on any engine: in that of their keys, a cache would hit more.
    """
    for first, last in _slices(minutes):
        part = reads.filter(reads.minute.between(first, last)).select("time", "key", "size")
        block = part.order_by(["time", "key", "size"]).to_pyarrow().to_pydict()
        order, start = list(range(len(block["time"]))), 0
        chance = Random(first)  # noqa: S311  # an order, no secret
        for _, requests in groupby(block["time"]):
            end = start + sum(1 for _ in requests)
            if end > start + 1:
                together = order[start:end]
                chance.shuffle(together)
                order[start:end] = together
            start = end
        yield [block["key"][at] for at in order], [block["size"][at] for at in order]


def _slices(minutes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The first and the last minutes of parts that hold about so many requests as may be held."""
    held, first = 0, min(minutes)
    for minute in sorted(minutes):
        if held and held + minutes[minute] > _MOST_HELD:
            yield first, minute - 1
            held, first = 0, minute
        held += minutes[minute]
    yield first, max(minutes)


def _pairs(found: Any, key: str, value: str) -> dict[Any, int]:
    columns = found.to_pyarrow().to_pydict()
    return dict(zip(columns[key], columns[value], strict=True))


def _only(found: Any) -> dict[str, Any]:
    """The only row of a table."""
    row: dict[str, Any] = found.to_pyarrow().to_pylist()[0]
    return row


def _bucket(amount: Any) -> Any:
    """The least amount that is taken for the same, as histograms have it."""
    power = (amount.cast("float64") + 0.5).log2().floor() - (DIGITS - 1)
    step = 2.0 ** (power > 0).ifelse(power, 0)
    return ((amount / step).floor() * step).cast("int64")


def _coarse(path: Any) -> Any:
    for pattern, instead in COARSE:
        path = path.re_replace(pattern, instead)
    return path


def _route(row: Mapping[str, str], named: Sequence[NamedRoute]) -> Route:
    path, known = row["path"], method_of(row["method"])
    said = next((each for each in named if each.takes(known, path)), None)
    if said:
        return Route(None if said.kind else known, (), said.name, said.kind)
    return Route(known, template(path) if path not in ("", REST) else ELSE)
