"""Counts the requests of a table by expressions of Ibis, which every engine of its computes alike.

Nothing of users and keys leaves the engine but how many there are. What is exact here is exact in
plain Python too, and the same: counts, sums, distinct numbers and buckets; no sketch is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from ..models.traces.trace_fit import TraceCount
from ..models.traces.working_set import SampledTrace
from .counting import HOTTEST, MOST_KEYS
from .histograms import DIGITS, Histogram
from .requests import METHODS, Columns, method_of
from .routes import COARSE, ELSE, MOST_TEMPLATES, NamedRoute, template
from .seen import FAILED, READS, Keys, Route, RouteSeen, Seen, Users, merged_routes
from .times import MINUTES, of_one_place, offset_of

_ZONE = " ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2})$"
"""Of a time in a text. Engines are not asked: some leave it out of account."""
_MOST_HELD = 2_000_000
"""Requests whose keys are brought here at once, in the order of their times."""


def seen_in_table(
    table: Any, columns: Columns, named: Sequence[NamedRoute], zone: int | None
) -> Seen:
    """What a table of requests holds; raises ValueError without any."""
    zones = _zones(table, columns) if zone is None else {}
    if zone is None:
        zone = min(zones, key=lambda each: min(zones[each]), default=0)
    counting = _Table(table, columns, zone)
    minutes = counting.minutes()
    if not minutes:
        raise ValueError("there are no requests")
    answered, failed = counting.errors()
    return Seen(
        requests=sum(minutes.values()),
        zones=tuple(sorted(zones)),
        zone=zone,
        is_one_place=of_one_place(zones),
        minutes=minutes,
        routes=counting.routes(named),
        users=counting.users(),
        keys=counting.keys(minutes),
        answered=answered,
        failed=failed,
        latency=counting.latency(),
    )


def asked_in_table(table: Any, columns: Columns) -> Iterator[tuple[list[str], list[int]]]:
    """The keys that were read and the bytes of each, a block at a time in the order of their times;
    raises ValueError where no column has keys.
    """
    if columns.key is None:
        raise ValueError("no column of keys is known; --columns key=NAME names it")
    counting = _Table(table, columns, 0)
    minutes = counting.minutes()
    yield from counting.asked(counting.reads(), minutes) if minutes else ()


class _Table:
    def __init__(self, table: Any, columns: Columns, zone: int) -> None:
        self._columns, self._parts, self._second = columns, columns.names, columns.second
        time = _seconds(table, columns)
        self._rows = table.filter(time.notnull()).mutate(
            capest_minute=(time / 60).floor().cast("int64") + zone, capest_time=time
        )

    def _part(self, name: str) -> Any:
        column = self._parts.get(name)
        return None if column is None else self._rows[column]

    def minutes(self) -> dict[int, int]:
        """The requests of each minute."""
        rows = self._rows
        found = rows.group_by("capest_minute").aggregate(number=rows.count())
        return _pairs(found, "capest_minute", "number")

    def errors(self) -> tuple[int, int]:
        """The requests with a status, and those that failed."""
        status = self._part("status")
        if status is None:
            return 0, 0
        number = status.cast("int64")
        rows = self._rows.aggregate(all=number.count(), failed=(number >= FAILED).sum())
        found = rows.to_pyarrow().to_pylist()[0]
        return int(found["all"]), int(found["failed"] or 0)

    def latency(self) -> Histogram:
        """How long answers took, in buckets of microseconds."""
        latency = self._part("latency")
        if latency is None or self._second is None:
            return Histogram()
        micros = (latency.cast("float64") * self._second * 1e6).round().cast("int64")
        rows = self._rows.filter(latency.notnull()).mutate(capest_low=_bucket(micros))
        found = rows.group_by("capest_low").aggregate(number=rows.count())
        counts = _pairs(found, "capest_low", "number")
        return Histogram.of(counts, float(sum(low * number for low, number in counts.items())))

    def users(self) -> Users | None:
        """Who came on which day."""
        user = self._part("user")
        if user is None:
            return None
        rows = self._rows.mutate(capest_day=(self._rows.capest_minute / MINUTES).floor())
        found = rows.group_by("capest_day").aggregate(number=rows[self._parts["user"]].nunique())
        by_day = {int(day): int(n) for day, n in _pairs(found, "capest_day", "number").items()}
        return Users(by_day=by_day, sessions=None, rate=1) if any(by_day.values()) else None

    def keys(self, minutes: Mapping[int, int]) -> Keys | None:
        """What reads ask for, in the order of their times."""
        name = self._columns.key
        if name is None:
            return None
        rows = self.reads()
        known = rows.aggregate(distinct=rows[name].nunique(), requests=rows.count())
        found = known.to_pyarrow().to_pylist()[0]
        digits = 0
        while found["distinct"] > 16**digits * MOST_KEYS:
            digits += 1
        sampled = None
        if digits:
            sampled = SampledTrace(
                rate=16**digits, requests=int(found["requests"]), hottest=self._hottest(rows)
            )
            key = rows[name].cast("string")
            rows = rows.filter(key.hexdigest("md5").startswith("0" * digits))
        count = TraceCount()
        for keys, sizes in self.asked(rows, minutes):
            count.replay(list(map(hash, keys)), sizes)
        return Keys(fit=count.fit(sampled), rate=16**digits) if count.distinct else None

    def _hottest(self, reads: Any) -> dict[Hashable, int]:
        """The requests for each of the keys that have most."""
        reads = reads.select(key=reads[self._columns.key].cast("string"))
        found = reads.group_by("key").aggregate(number=reads.count())
        found = found.order_by(found.number.desc(), "key").limit(HOTTEST)
        return {hash(key): number for key, number in _pairs(found, "key", "number").items()}

    def reads(self) -> Any:
        """The requests that read a key."""
        rows, method = self._rows, self._part("method")
        rows = rows.filter(rows[self._columns.key].notnull())
        if method is None:
            return rows
        return rows.filter(~method.upper().isin(sorted(METHODS - READS)).fill_null(False))

    def asked(
        self, reads: Any, minutes: Mapping[int, int]
    ) -> Iterator[tuple[list[str], list[int]]]:
        """Their keys and the bytes of each, in the order of their times."""
        for first, last in _slices(minutes):
            part = reads.filter(reads.capest_minute.between(first, last)).order_by("capest_time")
            key = part[self._columns.key].cast("string")
            block = part.select(key=key, size=self._size(part)).to_pyarrow().to_pydict()
            yield block["key"], block["size"]

    def _size(self, rows: Any) -> Any:
        """The bytes of an answer that has them all, 0 of another."""
        sent, status = self._parts.get("bytes"), self._parts.get("status")
        size = (
            rows[sent].cast("int64").clip(lower=0).fill_null(0) if sent else rows.capest_minute * 0
        )
        return (rows[status].cast("int64") == 200).ifelse(size, 0) if status else size

    def routes(self, named: Sequence[NamedRoute]) -> dict[Route, RouteSeen]:
        """The requests of each route, first by the coarse patterns."""
        literal = import_module("ibis").literal

        rows = self._rows
        path, method = self._part("path"), self._part("method")
        where = path if path is not None else self._part("key")
        rows = rows.mutate(
            capest_path=_coarse(where) if where is not None else literal(""),
            capest_method=method.upper() if method is not None else literal(""),
        )
        user, sent, received = (self._parts.get(name) for name in ("user", "bytes", "received"))
        sums = {"requests": rows.count()}
        sums |= {"users": rows[user].nunique()} if user else {}
        found = rows.group_by(["capest_path", "capest_method"]).aggregate(**sums)
        ranked = found.order_by(found.requests.desc()).limit(MOST_TEMPLATES)
        routes: dict[Route, RouteSeen] = {}
        by_place: dict[tuple[str, str], Route] = {}
        for row in ranked.to_pyarrow().to_pylist():
            place = (row["capest_path"] or "", row["capest_method"] or "")
            route = by_place[place] = _route(*place, named)
            seen = routes.setdefault(route, RouteSeen())
            seen.requests += row["requests"]
            seen.users = max(seen.users, row.get("users", 0))
        for column, name in ((sent, "sent"), (received, "received")):
            if column:
                self._sizes(rows, column, name, routes, by_place)
        return merged_routes(routes, knows_users=bool(user))

    def _sizes(
        self, rows: Any, column: str, name: str, routes: dict[Route, RouteSeen], known: Any
    ) -> None:
        """The bytes of each route, in buckets."""
        amount = rows[column].cast("int64")
        rows = rows.filter(amount.notnull()).mutate(
            capest_low=_bucket(amount), capest_amount=amount
        )
        found = rows.group_by(["capest_path", "capest_method", "capest_low"]).aggregate(
            number=rows.count(),
            total=rows.capest_amount.sum(),
            squares=(rows.capest_amount.cast("float64") ** 2).sum(),
        )
        for row in found.to_pyarrow().to_pylist():
            place = (row["capest_path"] or "", row["capest_method"] or "")
            route = known.get(place) or Route(method_of(place[1]), ELSE)
            histogram = getattr(routes.setdefault(route, RouteSeen()), name)
            counts = Counter({row["capest_low"]: row["number"]})
            histogram.add(Histogram(counts, row["total"], row["squares"]))


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


def _zones(table: Any, columns: Columns) -> dict[int, set[int]]:
    """The hours since 1970 in which times have each zone, in minutes; none where they say none."""
    offset = _offset(table, columns)
    if offset is None:
        return {}
    hour = (_seconds(table, columns) / 3600).floor().cast("int64")
    found = table.select(offset=offset, hour=hour).filter(lambda rows: rows.offset.notnull())
    zones: dict[int, set[int]] = {}
    for row in found.distinct().to_pyarrow().to_pylist():
        zones.setdefault(row["offset"], set()).add(row["hour"])
    return zones


def _offset(table: Any, columns: Columns) -> Any:
    """What the zone of each time adds, in minutes; None where times are no texts that name one."""
    time = table[columns.names["time"]]
    if not time.type().is_string():
        return None
    zone = time.re_extract(_ZONE, 1)
    found = table.select(zone=zone).distinct().to_pyarrow().to_pydict()["zone"]
    known = [(text, offset_of(text)) for text in found if text]
    return zone.cases(*known, else_=import_module("ibis").null("int64")) if known else None


def _seconds(table: Any, columns: Columns) -> Any:
    """Seconds since 1970, of a time, a text or a number with the digits of one."""
    time = table[columns.names["time"]]
    if time.type().is_string():
        offset = _offset(table, columns)
        local = time.re_replace(_ZONE, "").cast("timestamp").epoch_seconds().cast("float64")
        return local if offset is None else local - 60 * offset.fill_null(0)
    if time.type().is_temporal():
        return time.epoch_seconds().cast("float64")
    number = time.cast("float64")
    for digits, power in ((17, 9), (14, 6), (11, 3)):
        number = (number >= 10.0**digits).ifelse(number / 10.0**power, number)
    return number


def _bucket(amount: Any) -> Any:
    """The least amount that is taken for the same, as histograms have it."""
    power = (amount.cast("float64") + 0.5).log2().floor() - (DIGITS - 1)
    step = 2.0 ** (power > 0).ifelse(power, 0)
    return ((amount / step).floor() * step).cast("int64")


def _coarse(path: Any) -> Any:
    for pattern, instead in COARSE:
        path = path.re_replace(pattern, instead)
    return path


def _route(path: str, method: str, named: Sequence[NamedRoute]) -> Route:
    known = method_of(method)
    said = next((each for each in named if each.takes(known, path)), None)
    if said:
        return Route(None if said.kind else known, (), said.name, said.kind)
    return Route(known, template(path) if path else ELSE)
