"""Replays requests through eviction policies: step by step, or many at once to count the hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ...records import record
from .eviction import Clock, EvictionPolicy, Fifo, Lifo, Lru, Mru, Sieve
from .farthest_next import Opt
from .least_frequent import Lfu, Ties
from .stack_distance import HitsBySize

_SIMPLE: dict[str, type[Fifo | Clock | Sieve]] = {
    "fifo": Fifo,
    "lifo": Lifo,
    "lru": Lru,
    "mru": Mru,
    "clock": Clock,
    "sieve": Sieve,
}

POLICIES = ("fifo", "lifo", "lru", "mru", "lfu", "clock", "sieve", "opt")
"""The policies that can be replayed, in the order in which a course treats them."""


FEW_SIZES = 15
"""Up to which an LRU cache for each is faster than stack distances: three take a fifth of their
time, ten a half."""


RANDOM = "random"
"""Random eviction, which is not replayed: its average is exact."""


@record(kw_only=True)
class ReplayRequest:
    """Which policies, at which size step by step, at which sizes for comparison."""

    policies: tuple[str, ...]
    size: int | None
    sizes: tuple[int, ...] = ()
    ties: Ties = Ties.LEAST_RECENT

    def every_size(self) -> tuple[int, ...]:
        """All the sizes, each once."""
        one = (self.size,) if self.size else ()
        return tuple(dict.fromkeys((*one, *self.sizes)))


@record(kw_only=True)
class ReplayStep:
    """One request: whether it hit, what is held after it, and what had to go."""

    request: str
    hit: bool
    contents: tuple[str, ...]
    """The keys in the policy's order, each with its mark."""
    victim: str | None


def new_policy(
    name: str, size: int, *, ties: Ties = Ties.LEAST_RECENT, following: Iterable[int] = ()
) -> EvictionPolicy:
    """An empty cache; `following` is for opt alone. Raises ValueError for a size below 1."""
    if size < 1:
        raise ValueError("a cache holds at least one key")
    match name:
        case "lfu":
            return Lfu(size, ties)
        case "opt":
            return Opt(size, following)
        case _:
            return _SIMPLE[name](size)


def steps(policy: EvictionPolicy, keys: Iterable[str]) -> Iterator[ReplayStep]:
    """Serve one request after the other, and say what each did."""
    before = policy.contents()
    for key in keys:
        hit = policy.replay((key,)) == 1
        after = policy.contents()
        victim = next((held for held in before if held not in after), None)
        contents = tuple(held + mark for held, mark in after.items())
        yield ReplayStep(request=key, hit=hit, contents=contents, victim=victim)
        before = after


Hits = dict[tuple[str, int], int | Fraction]
"""By policy and size; a fraction where the hits are expected ones."""


@record(kw_only=True)
class Sampled:
    """The part of a stream that stands for all of it."""

    rate: int
    """One in how many keys."""
    keys: int
    requests: int
    errors: Mapping[tuple[str, int], float]
    """By policy and size, to either side of a miss ratio: 90 % of samples are no further off."""


@record(kw_only=True)
class Totals:
    """The requests of a stream, and the hits of each policy at each size."""

    requests: int
    hits: Hits
    sampled: Sampled | None = None
    """What they were counted of; None: of all."""

    def miss_ratio(self, policy: str, size: int) -> Fraction:
        """The share of the requests that miss."""
        return 1 - Fraction(self.hits[policy, size]) / self.requests


def totals(
    blocks: Iterable[Sequence[str]], request: ReplayRequest, following: Sequence[int] = ()
) -> Totals:
    """The hits of every policy at every size, in one pass over the blocks; random is left out.

    LRU at many sizes comes from its stack distances. Raises ValueError for a size below 1.
    """
    sizes = request.every_size()
    names = [name for name in request.policies if name != RANDOM]
    by_distance = HitsBySize(max(sizes)) if "lru" in names and len(sizes) > FEW_SIZES else None
    caches = {
        (name, size): new_policy(name, size, ties=request.ties, following=following)
        for name in names
        for size in sizes
        if not (name == "lru" and by_distance)
    }
    requests, hits = 0, dict.fromkeys(caches, 0)
    for keys in blocks:
        requests += len(keys)
        for cell, cache in caches.items():
            hits[cell] += cache.replay(keys)
        if by_distance:
            by_distance.replay(keys)
    if by_distance:
        hits.update({("lru", size): by_distance.hits(size) for size in sizes})
    return Totals(requests=requests, hits=dict(hits))
