"""Routes become entries of traffic: how often, what kind, how many bytes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from ..quantities import humanise
from ..records import record, replace
from ..units import unit_table
from .days import by_chance, student
from .histograms import Histogram
from .learnt import Fact, NotLearnt, TrafficFacts
from .routes import ELSE, REST, entry_name
from .seen import Route, RouteSeen, Seen

MOST_ENTRIES = 12
"""Routes that get an entry of their own: as many as a person looks through."""
SMALLEST = 0.001
"""The share of the requests from which on a route gets one; more of them where more would be."""


@record(kw_only=True)
class Load:
    """What all routes together do."""

    field: str
    unit: str
    value: float
    spread: float
    how: str


def entries(seen: Seen, load: Load | None) -> tuple[TrafficFacts, ...]:
    """An entry for each group of routes that matters, and one for the others of each kind."""
    ranked = sorted(
        grouped(seen.routes).items(), key=lambda each: (-each[1].requests, str(each[0]))
    )
    own = [each for each in ranked if each[0].name or each[0].template != ELSE]
    others = [each for each in ranked if not each[0].name and each[0].template == ELSE]
    names: list[str] = []
    for route, _ in own:
        names.append(_name(route, names))
    names += [_OTHERS[route.reads] for route, _ in others]
    return tuple(
        _entry(name, route, found, seen, load)
        for name, (route, found) in zip(names, (*own, *others), strict=True)
    )


_BIT = math.log(2)
_OTHERS = {True: "other_reads", False: "other_writes", None: "others"}


def grouped(routes: Mapping[Route, RouteSeen]) -> dict[Route, RouteSeen]:
    """The routes in so few groups that a person looks through them: single ones, all below a path,
    and the others of each kind. One group after the other is taken out of the one that it lies in,
    always the one that tells most of a request: that takes most off the entropy of the groups,
    where to be one of the others, of which no path is known, counts for one bit more.
    """
    least = SMALLEST * sum(found.requests for found in routes.values())
    within = {route: _around(route) for route in routes}
    depth = dict.fromkeys(routes, 0)
    for _ in range(MOST_ENTRIES):
        held: Counter[Route] = Counter()
        apart: Counter[tuple[Route, Route]] = Counter()
        for route, at in depth.items():
            now, requests = within[route][at], routes[route].requests
            held[now] += requests
            apart.update({(now, deeper): requests for deeper in within[route][at + 1 :]})
        told = {
            deeper: _entropy(held[now], requests) + (now.template == ELSE and requests * _BIT)
            for (now, deeper), requests in apart.items()
            if requests >= least
        }
        best = max(told, key=lambda each: (told[each], str(each)), default=None)
        if best is None or told[best] <= 0:
            break
        for route, at in depth.items():
            if best in within[route][at + 1 :]:
                depth[route] = within[route].index(best)
    return _summed(routes, {route: within[route][at] for route, at in depth.items()})


def _around(route: Route) -> tuple[Route, ...]:
    """The groups in which a route lies, from all of its kind to itself alone."""
    if route.name:
        return (route,)
    kind = {True: "read", False: "write", None: None}[route.reads]
    every = Route(None, ELSE, None, kind)
    if route.template == ELSE:
        return (every,)
    paths = (route.template[:length] for length in range(1, len(route.template) + 1))
    return (every, *(replace(route, template=(*path, REST)) for path in paths), route)


def _entropy(whole: int, part: int) -> float:
    """What is told of so many requests by which are a part, in nats."""
    rest = whole - part
    return rest and whole * math.log(whole) - part * math.log(part) - rest * math.log(rest)


def _summed(
    routes: Mapping[Route, RouteSeen], becomes: Mapping[Route, Route]
) -> dict[Route, RouteSeen]:
    """The requests of each group; one of a single route is that route."""
    size = Counter(becomes.values())
    found: dict[Route, RouteSeen] = {}
    for route, group in becomes.items():
        found.setdefault(group if size[group] > 1 else route, RouteSeen()).add(routes[route])
    return found


def _name(route: Route, taken: list[str]) -> str:
    name = route.name or entry_name(route.method, route.template)
    number = 2
    while name in taken:
        name = f"{name.rstrip('0123456789_')}_{number}"
        number += 1
    return name


def _entry(
    name: str, route: Route, found: RouteSeen, seen: Seen, load: Load | None
) -> TrafficFacts:
    share = found.requests / seen.requests
    path = f"/{'/'.join(route.template)}" if route.template != ELSE else "all other paths"
    asked = f"{route.method or ''} {path}".strip() if not route.name else "--routes"
    facts = [*_sizes(f"{name}.request", found.received), *_sizes(f"{name}.response", found.sent)]
    if load:
        often = Fact(
            name=f"{name}.{load.field}",
            value=load.value * share,
            unit=load.unit,
            spread=max(load.spread, by_chance(found.requests)),
            how=f"{asked}: {found.requests:,} of the requests; {load.how}",
        )
        facts.insert(0, often)
    reads = route.reads
    kind = None if reads is None else "read" if reads else "write"
    return TrafficFacts(name=name, asked=asked, kind=kind, facts=tuple(facts))


def _sizes(name: str, sizes: Histogram) -> Iterator[Fact]:
    if sizes.number < 2 or not sizes.total:
        return
    half, most = (humanise(sizes.quantile(share), unit_table().unit("B")) for share in (0.5, 0.99))
    yield Fact(
        name=name,
        value=sizes.mean,
        unit="B",
        spread=max(student(sizes.number - 1) * sizes.error, 0.0001),
        how=f"mean of {sizes.number:,}; half are up to {half}, 99% up to {most}",
    )


def refused(seen: Seen) -> Iterator[NotLearnt]:
    """What no log of these says of any route."""
    if all(route.reads is None for route in seen.routes):
        yield NotLearnt(name="kind", why="no column has a method; --columns method=NAME names it")
    if not any(found.sent.number for found in seen.routes.values()):
        yield NotLearnt(name="response", why="no column has bytes; --columns bytes=NAME names it")
    if not any(found.received.number for found in seen.routes.values()):
        why = "no column has the bytes of requests; --columns received=NAME names it"
        yield NotLearnt(name="request", why=why)
