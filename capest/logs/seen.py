"""What logs hold, counted: all that is learnt follows from it, whichever engine has counted."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.traces.trace_fit import TraceFit
from ..records import field, record, replace
from .histograms import Histogram
from .routes import FEWEST_USERS, PathTemplate, merged


@record
class Route:
    """Requests of one method for one template, or those that a person has named."""

    method: str | None
    template: PathTemplate
    name: str | None = None
    """What a person calls it."""
    kind: str | None = None
    """read or write, where a person says so."""

    @property
    def reads(self) -> bool | None:
        """Whether its requests read; None where nothing says so."""
        if self.kind:
            return self.kind == "read"
        return self.method in READS if self.method else None


READS = frozenset(("GET", "HEAD", "OPTIONS"))
"""Methods that change nothing: RFC 9110, 9.2.1, safe methods."""
FAILED = 500
"""The least status of an answer that failed, the server being at fault: RFC 9110, 15.6."""


ENOUGH_USERS = FEWEST_USERS
"""Users of a route that are told apart: no more are needed to write its words."""
REQUESTS_FOR_A_USER = 10
"""That stand for a user where no log says who asked. Ours."""


@record(frozen=False)
class RouteSeen:
    """The requests of one route."""

    requests: int = 0
    users: int = 0
    """Who asked for it, up to some."""
    sent: Histogram = field(default_factory=Histogram)
    """Bytes of responses."""
    received: Histogram = field(default_factory=Histogram)
    """Bytes of requests."""

    def add(self, other: RouteSeen) -> None:
        """Take in the requests of another."""
        self.requests += other.requests
        self.users = max(self.users, other.users)
        self.sent.add(other.sent)
        self.received.add(other.received)


@record(kw_only=True)
class Users:
    """Who asked, day by day."""

    by_day: Mapping[int, int]
    """How many different ones, of those that were sampled."""
    sessions: int
    """Times that they came."""
    rate: int
    """One in how many was sampled; 1: all."""

    def on(self, day: int) -> int:
        """How many different ones came on a day."""
        return self.by_day.get(day, 0) * self.rate


@record(kw_only=True)
class Keys:
    """What reads asked for."""

    fit: TraceFit
    """Of the keys that were sampled."""
    rate: int
    """One in how many was sampled; 1: all."""


@record(kw_only=True)
class Seen:
    """The requests of some logs."""

    requests: int
    zones: tuple[int, ...]
    """What the times say of their zones, in minutes; none where they say nothing."""
    zone: int
    """The one by which minutes and days are counted."""
    is_one_place: bool
    """Whether the zones are one, or those of one place in summer and winter."""
    minutes: Mapping[int, int]
    """How many requests came in each minute since 1970, by the clocks of the zone."""
    routes: Mapping[Route, RouteSeen]
    users: Users | None
    keys: Keys | None
    answered: int
    """Requests that have a status."""
    failed: int
    """Those of them that failed."""
    latency: Histogram
    """In microseconds."""


def merged_routes(
    routes: Mapping[Route, RouteSeen], *, knows_users: bool
) -> dict[Route, RouteSeen]:
    """The routes with their templates looked at beside each other."""
    users: dict[PathTemplate, int] = {}
    for route, seen in routes.items():
        known = seen.users if knows_users else seen.requests // REQUESTS_FOR_A_USER
        users[route.template] = max(users.get(route.template, 0), known)
    becomes = merged(users)
    found: dict[Route, RouteSeen] = {}
    for route, seen in routes.items():
        found.setdefault(replace(route, template=becomes[route.template]), RouteSeen()).add(seen)
    return found
