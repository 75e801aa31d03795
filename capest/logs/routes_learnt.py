"""Routes become entries of traffic: how often, what kind, how many bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..quantities import humanise
from ..units import unit_table
from .days import by_chance
from .histograms import Histogram
from .learnt import Fact, NotLearnt, TrafficFacts
from .routes import ELSE, entry_name
from .seen import Route, RouteSeen, Seen

MOST_ENTRIES = 12
"""Routes that get an entry of their own: as many as a person looks through."""
SMALLEST = 0.001
"""The share of the requests from which on a route gets one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What all routes together do."""

    field: str
    unit: str
    value: float
    spread: float
    how: str


def entries(seen: Seen, load: Load) -> tuple[TrafficFacts, ...]:
    """An entry for each route of those that matter, and one for the others of each kind."""
    ranked = sorted(seen.routes.items(), key=lambda each: (-each[1].requests, str(each[0])))
    own: list[tuple[str, Route, RouteSeen]] = []
    others: dict[str, tuple[Route, RouteSeen]] = {}
    for route, found in ranked:
        is_own = len(own) < MOST_ENTRIES and found.requests >= SMALLEST * seen.requests
        if route.name or (is_own and route.template != ELSE):
            own.append((_name(route, [name for name, *_ in own]), route, found))
        else:
            name = {True: "other_reads", False: "other_writes", None: "others"}[route.reads]
            kind = {True: "read", False: "write", None: None}[route.reads]
            every = Route(None, ELSE, None, kind)
            others.setdefault(name, (every, RouteSeen()))[1].add(found)
    all_of_them = (*own, *((name, route, found) for name, (route, found) in others.items()))
    return tuple(_entry(name, route, found, seen, load) for name, route, found in all_of_them)


def _name(route: Route, taken: list[str]) -> str:
    name = route.name or entry_name(route.method, route.template)
    number = 2
    while name in taken:
        name = f"{name.rstrip('0123456789_')}_{number}"
        number += 1
    return name


def _entry(name: str, route: Route, found: RouteSeen, seen: Seen, load: Load) -> TrafficFacts:
    share = found.requests / seen.requests
    path = f"/{'/'.join(route.template)}" if route.template != ELSE else "all other paths"
    asked = f"{route.method or ''} {path}".strip() if not route.name else "--routes"
    facts = [
        Fact(
            name=f"{name}.{load.field}",
            value=load.value * share,
            unit=load.unit,
            spread=max(load.spread, by_chance(found.requests)),
            how=f"{asked}: {found.requests:,} of the requests; {load.how}",
        ),
        *_sizes(f"{name}.request", found.received),
        *_sizes(f"{name}.response", found.sent),
    ]
    reads = route.reads
    kind = None if reads is None else "read" if reads else "write"
    return TrafficFacts(name=name, kind=kind, facts=tuple(facts))


def _sizes(name: str, sizes: Histogram) -> Iterator[Fact]:
    if not sizes.number or not sizes.total:
        return
    half, most = (humanise(sizes.quantile(share), unit_table().unit("B")) for share in (0.5, 0.99))
    yield Fact(
        name=name,
        value=sizes.mean,
        unit="B",
        spread=max(1.6448536 * sizes.error, 0.0001),
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
