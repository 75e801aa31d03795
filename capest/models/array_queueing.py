"""How long requests wait for servers, for many samples at once: what `queueing` is for one."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from .normal import below, density
from .queueing import FAR, HUGE, UNSEEN, VERY_MANY
from .roots import TOLERANCE, roots

_SUMMED = 32.0
"""Up to this load a sum is short; above, what parts of a server change in it is 1e-13 of it."""
_NODES = 64
_NEGLIGIBLE = 40.0
"""The logarithm of what is so much below the peak of an integral that no float shows it."""


def waiting(array: Any, servers: Any, load: Any) -> Any:
    """The share of requests that wait; nan where the queue grows without end."""
    servers, load = array.broadcast_arrays(servers, load)
    many = servers > VERY_MANY
    some = array.where(load > 0, load, 1.0)
    exact = (load > 0) & (load < servers) & ~many
    blocked = 1 / _blocked(array, array.where(exact, servers, 1.0), array.where(exact, load, 0.5))
    found = blocked / (1 - load / servers * (1 - blocked))
    found = array.where(many, _of_very_many(array, (servers - load) / array.sqrt(some)), found)
    return array.where(load >= servers, math.nan, array.where(load <= 0, 0.0, found))


def fewest_servers(array: Any, load: Any, share: Any) -> Any:
    """The fewest servers on which no more than a share waits."""
    load, share = array.broadcast_arrays(load, share)
    right = (share > 0) & ~array.isnan(load)
    load = array.where(right, load, 0.5)

    def too_few(servers: Any) -> Any:
        return (servers <= load) | (waiting(array, servers, load) > share)

    least = array.floor(load)
    step = array.ones_like(load)
    while bool(array.any(few := too_few(least + step))):
        step = array.where(few, 2 * step, step)
    low, high = least + array.floor(step / 2), least + step
    while bool(array.any(high - low > 1)):
        middle = array.floor((low + high) / 2)
        few = too_few(middle)
        low, high = array.where(few, middle, low), array.where(few, high, middle)
    return array.where(right, high, math.nan)


def random_queue_loads(array: Any, servers: Any, share: Any) -> Any:
    """The loads of which a share waits."""
    servers, share = array.broadcast_arrays(servers, share)
    low = array.zeros_like(share)
    busy = roots(
        array,
        lambda busy: waiting(array, servers, busy * servers) - share,
        low,
        array.asarray(1 - TOLERANCE),
    )
    return array.where(share >= 1, servers, servers * busy)


def waits(array: Any, servers: Any, load: Any, share: Any) -> Any:
    """The waits that a share does not exceed, in times of work."""
    queued = waiting(array, servers, load)
    late = array.where(share < 1, 1 - share, math.nan)
    found = array.log(queued / late) / (servers - load)
    return array.where(share <= 1 - queued, 0.0, found)


def _blocked(array: Any, servers: Any, load: Any) -> Any:
    """One over Erlang's B, of fewer erlangs than servers, or HUGE."""
    few = load <= _SUMMED
    found = _integrated(
        array, array.where(few, 2 * _SUMMED, servers), array.where(few, _SUMMED, load)
    )
    if not bool(array.any(few)):
        return found
    summed = _summed(array, array.where(few, servers, 1.0), array.where(few, load, 0.5))
    return array.where(few, summed, found)


def _summed(array: Any, servers: Any, load: Any) -> Any:
    """By its terms, for all until none shows."""
    total = term = array.ones_like(load)
    left = servers
    while True:
        going = (left > 0) & (term > UNSEEN * total) & (total < HUGE)
        if not bool(array.any(going)):
            return total
        term = array.where(going, term * left / load, term)
        total = array.where(going, total + term, total)
        left = left - 1


def _integrated(array: Any, servers: Any, load: Any) -> Any:
    """By Fortet's integral of load x e^(-load y) (1 + y)^servers over y from 0 on (Jagerman, Some
    Properties of the Erlang Loss Function, 1974), with 1 + y = servers / load x e^s.
    """
    spare = array.log(servers / load)
    far = array.maximum(array.sqrt(3 * _NEGLIGIBLE / servers), math.e * _NEGLIGIBLE / servers)
    low, high = -array.minimum(spare, far), array.sqrt(2 * _NEGLIGIBLE / servers)
    places, weights = (array.asarray(each) for each in _quadrature())
    at = low + (high - low) * places
    near = array.exp(at - servers * (array.expm1(at) - at))
    area = (high - low) * array.sum(weights * near, axis=-1, keepdims=True)
    power = servers * spare - (servers - load) + array.log(servers * area)
    return array.exp(array.minimum(power, math.log(HUGE)))


@lru_cache(maxsize=1)
def _quadrature() -> tuple[list[float], list[float]]:
    """Fejer's first rule between 0 and 1: its places, and the weight of each."""
    angles = [(place + 0.5) * math.pi / _NODES for place in range(_NODES)]
    weights = [
        1
        - 2
        * math.fsum(math.cos(2 * n * angle) / (4 * n * n - 1) for n in range(1, _NODES // 2 + 1))
        for angle in angles
    ]
    return [(1 - math.cos(angle)) / 2 for angle in angles], [each / _NODES for each in weights]


def _of_very_many(array: Any, spare: Any) -> Any:
    found = 1 / (1 + spare * below(array, spare) / density(array, spare))
    return array.where(spare > FAR, 0.0, found)
