"""Counts requests as they come, in bounded memory, in plain Python.

Users and keys are hashed by Python's own hash of texts, SipHash-1-3 with a key of each run (PEP
456), so that nothing that is held can be turned back. Sets are exact up to a stated size; beyond
it one in 16 or one in 256 of the hashes takes their place, by the high bits, counted from the first
request on: what is sampled is exact for its users and keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from ..models.traces.trace_fit import TraceCount
from ..models.traces.working_set import SampledTrace
from .histograms import Histogram
from .requests import LoggedRequest
from .routes import ELSE, MOST_TEMPLATES, NamedRoute, template
from .seen import ENOUGH_USERS, FAILED, READS, Keys, Route, RouteSeen, Seen, Users, merged_routes
from .times import MINUTES, of_one_place

MOST_USERS = 2_000_000
"""Of all days together that are held one by one: about 300 MB with when each came last."""
MOST_KEYS = 2_000_000
"""That are held one by one: about 500 MB with their requests and sizes."""
HOTTEST = 1_000
"""Keys that are counted one by one where others are sampled: a hot one in a sample or not moves an
exponent by tenths. Measured: with so many, the ranges of 40 samples each of Zipf's law at 0.6 to
1.2 held the truth in 88 to 98 %."""
RATES = (1, 16, 256)
SESSION = 1800.0
"""Seconds without a request that end a session: 30 minutes, as web analytics have it (Google
Analytics, 2023)."""
_LEAST, _HASHES = -(2**63), 2**64
_MOST_PATHS = 50_000
"""Paths whose routes are remembered."""


def below(rate: int) -> int:
    """The hash from which on none is sampled where one in `rate` is."""
    return _LEAST + _HASHES // rate


class Counting:
    """Takes requests of logs, a block at a time, and says in the end what it has seen."""

    def __init__(self, named: Sequence[NamedRoute] = (), zone: int | None = None) -> None:
        self._named = named
        self._zone, self._is_said = zone, zone is not None
        self._zones: dict[int, set[int]] = {}
        self._requests = self._answered = self._failed = 0
        self._minutes: Counter[int] = Counter()
        self._routes: dict[Route, _RouteCount] = {}
        self._by_path: dict[tuple[str | None, str | None], _RouteCount] = {}
        self._latency = Histogram()
        self._users = [(rate, _UserCount()) for rate in RATES]
        self._keys = [(rate, TraceCount()) for rate in RATES]
        self._reads = 0
        self._hottest: dict[Hashable, int] = {}

    def take(self, requests: Iterable[LoggedRequest]) -> None:
        """Count some requests, in the order in which they were logged."""
        users: list[tuple[int, int, float]] = []
        keys: list[int] = []
        sizes: list[int] = []
        minutes: list[int] = []
        latencies: list[int] = []
        zones = self._zones
        for moment, user, key, path, method, status, sent, received, latency in requests:
            minute = int(moment.seconds) // 60
            if moment.offset is not None:
                zones.setdefault(moment.offset, set()).add(minute // 60)
            if self._zone is None:
                self._zone = moment.offset or 0
            minute += self._zone
            minutes.append(minute)
            route = self._by_path.get((method, path)) or self._route_of(method, path)
            route.requests += 1
            if sent is not None:
                route.sent.append(sent)
            if received is not None:
                route.received.append(received)
            if user is not None:
                who = hash(user)
                users.append((who, minute // MINUTES, moment.seconds))
                if len(route.users) < ENOUGH_USERS:
                    route.users.add(who)
            if status is not None:
                self._answered += 1
                self._failed += status >= FAILED
            if latency is not None:
                latencies.append(round(latency * 1e6))
            if key is not None and (method is None or method in READS):
                keys.append(hash(key))
                sizes.append((sent or 0) if status in (None, 200) else 0)
        self._requests += len(minutes)
        self._minutes.update(minutes)
        self._latency.take(latencies)
        for route in self._routes.values():
            route.settle()
        self._count_users(users)
        self._count_keys(keys, sizes)

    def _route_of(self, method: str | None, path: str | None) -> _RouteCount:
        """The count of such requests, remembered by their path."""
        if len(self._by_path) >= _MOST_PATHS:
            self._by_path.clear()
        named = path and next((each for each in self._named if each.takes(method, path)), None)
        route = (
            Route(None, (), named.name, named.kind)
            if named and named.kind
            else Route(method, (), named.name)
            if named
            else Route(method, template(path) if path else ELSE)
        )
        if route not in self._routes and len(self._routes) >= MOST_TEMPLATES:
            route = Route(method, ELSE)
        count = self._routes.setdefault(route, _RouteCount())
        self._by_path[method, path] = count
        return count

    def _count_users(self, users: list[tuple[int, int, float]]) -> None:
        for rate, count in self._users:
            end = below(rate)
            users = users if rate == 1 else [each for each in users if each[0] < end]
            count.take(users)
        if len(self._users) > 1 and self._users[0][1].held > MOST_USERS:
            del self._users[0]

    def _count_keys(self, keys: list[int], sizes: list[int]) -> None:
        self._reads += len(keys)
        for key in filter(self._hottest.__contains__, keys):
            self._hottest[key] += 1
        for rate, count in self._keys:
            if rate > 1:
                end = below(rate)
                kept = [place for place, key in enumerate(keys) if key < end]
                keys, sizes = [keys[place] for place in kept], [sizes[place] for place in kept]
            count.replay(keys, sizes)
        if len(self._keys) > 1 and self._keys[0][1].distinct > MOST_KEYS:
            self._hottest = self._hottest or self._keys[0][1].hottest(HOTTEST)
            del self._keys[0]

    def seen(self) -> Seen:
        """What there was; raises ValueError without any request."""
        if not self._requests:
            raise ValueError("there are no requests")
        routes = {route: count.seen() for route, count in self._routes.items()}
        return Seen(
            requests=self._requests,
            zones=() if self._is_said else tuple(sorted(self._zones)),
            zone=self._zone or 0,
            is_one_place=self._is_said or of_one_place(self._zones),
            minutes=self._minutes,
            routes=merged_routes(routes, knows_users=self._users[0][1].held > 0),
            users=self._seen_users(),
            keys=self._seen_keys(),
            answered=self._answered,
            failed=self._failed,
            latency=self._latency,
        )

    def _seen_users(self) -> Users | None:
        rate, count = self._users[0]
        if not count.held:
            return None
        by_day = {day: len(users) for day, users in count.days.items()}
        return Users(by_day=by_day, sessions=count.sessions * rate, rate=rate)

    def _seen_keys(self) -> Keys | None:
        rate, count = self._keys[0]
        of = SampledTrace(rate=rate, requests=self._reads, hottest=self._hottest)
        return Keys(fit=count.fit(of if rate > 1 else None), rate=rate) if count.distinct else None


class _UserCount:
    """Who came on which day, and how often after a pause."""

    def __init__(self) -> None:
        self.days: dict[int, set[int]] = {}
        self.held = 0
        self.sessions = 0
        self._last: dict[int, float] = {}

    def take(self, users: list[tuple[int, int, float]]) -> None:
        """Count some requests by the hash of who asked, the day and the time."""
        last, get = self._last, self._last.get
        sessions = 0
        for who, day, time in users:
            if abs(time - get(who, 0.0)) > SESSION:  # either way: a log may be read before another
                sessions += 1
            last[who] = time
            try:
                self.days[day].add(who)
            except KeyError:
                self.days[day] = {who}
        self.sessions += sessions
        self.held = sum(map(len, self.days.values()))


class _RouteCount:
    """The requests of one route so far, and the bytes of those that are not yet in histograms."""

    def __init__(self) -> None:
        self.requests = 0
        self.users: set[int] = set()
        self.sent: list[int] = []
        self.received: list[int] = []
        self._seen = RouteSeen()

    def settle(self) -> None:
        """Put the bytes into the histograms."""
        for amounts, histogram in (
            (self.sent, self._seen.sent),
            (self.received, self._seen.received),
        ):
            if amounts:
                histogram.take(amounts)
                amounts.clear()

    def seen(self) -> RouteSeen:
        """All of them."""
        self._seen.requests, self._seen.users = self.requests, len(self.users)
        return self._seen
