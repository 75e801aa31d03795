"""How long requests wait for servers: Erlang's formulas, for floats and arrays of samples alike.

Requests arrive at random (Poisson) and take a time that is exponentially spread; they wait in one
queue for any of the servers, first come first served, and nobody gives up. A load is in erlangs:
arrivals per second times the seconds of work of each, which is how many servers are busy on average
(Little 1961). Erlang, Solution of some problems in the theory of probabilities (1917); the forms
here as in Gross and Harris, Fundamentals of Queueing Theory, section 2.3. Where the times of work
differ more than that, waits are longer than this.
"""

from __future__ import annotations

import math
from typing import Any

from .roots import TOLERANCE, root
from .samples import deferred, either, on_arrays

UNSEEN = 1e-17
"""A term of a sum that no float shows any more."""

VERY_MANY = 1e6
"""Servers beyond which the limit for many is taken: shares of 1 in 30,000 are 1.5 % off there."""

FAR = 37.0
"""Standard deviations at which the normal density is hardly a float any more."""

HUGE = 1e300
"""One over the least share that a float can hold."""


def erlang_c(servers: Any, load: Any) -> Any:
    """The share of requests that wait, of a load in erlangs on so many servers.

    Raises ValueError where the load is not below the servers: the queue grows without end.

    >>> round(erlang_c(10, 8), 7)
    0.4091802
    """
    return either(_waiting, deferred("array_queueing", "waiting"), servers, load)


@on_arrays("array_queueing", "fewest_servers")
def erlang_servers(load: float, waiting: float) -> float:
    """The fewest servers on which no more than a share of requests waits.

    >>> erlang_servers(100, 0.01)
    125.0
    """
    if not waiting > 0:
        raise ValueError("some requests wait, however many servers there are")
    low = math.floor(load)  # too few, or as many as are busy
    step = 1
    while low + step <= load or _waiting(low + step, load) > waiting:
        step *= 2
    high = low + step
    low += step // 2
    while high - low > 1:
        middle = (low + high) // 2
        if middle <= load or _waiting(middle, load) > waiting:
            low = middle
        else:
            high = middle
    return float(high)


@on_arrays("array_queueing", "random_queue_loads")
def random_queue_load(servers: float, waiting: float) -> float:
    """The load on so many servers of which a share of requests waits: the inverse of erlang_c.

    >>> round(random_queue_load(10, erlang_c(10, 8)), 9)
    8.0
    """
    if waiting >= 1:
        return servers
    return servers * root(  # of the load over the servers
        lambda busy: _waiting(servers, busy * servers) - waiting, 0.0, 1 - TOLERANCE
    )


@on_arrays("array_queueing", "waits")
def erlang_wait(servers: float, load: float, share: float) -> float:
    """The wait that a share of requests does not exceed, in times of work.

    P(wait > t) = C exp(-(servers - a) t); 0 where so many do not wait at all.

    >>> round(erlang_wait(10, 8, 0.99), 6)
    1.855785
    """
    waiting = _waiting(servers, load)
    if share <= 1 - waiting:
        return 0.0
    if share >= 1:
        raise ValueError("no wait that all requests stay below")
    return math.log(waiting / (1 - share)) / (servers - load)


def _waiting(servers: float, load: float) -> float:
    if load >= servers:
        raise ValueError(f"a queue that grows without end: {load:.4g} are busy of {servers:.4g}")
    if load <= 0:
        return 0.0
    if servers > VERY_MANY:
        return _of_very_many((servers - load) / math.sqrt(load))
    blocked = 1 / _blocked(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def _of_very_many(spare: float) -> float:
    """The share that waits, with so many roots of the load to spare (Halfin and Whitt 1981)."""
    if spare > FAR:
        return 0.0
    below = math.erfc(-spare / math.sqrt(2)) / 2
    density = math.exp(-spare * spare / 2) / math.sqrt(math.tau)
    return 1 / (1 + spare * below / density)


def _blocked(servers: float, load: float) -> float:
    """One over Erlang's B: the sum of servers! / (servers - k)! / load^k, whose terms soon fall."""
    total = term = 1.0
    left = servers
    while left > 0 and term > UNSEEN * total and total < HUGE:
        term *= left / load
        total += term
        left -= 1
    return total
