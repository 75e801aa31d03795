"""An exercise worked out: a short stream, what each request does, and what it comes to."""

from __future__ import annotations

from fractions import Fraction

from ...records import record
from .farthest_next import next_requests
from .random_eviction import miss_probabilities
from .replay import RANDOM, ReplayRequest, ReplayStep, Totals, new_policy, steps, totals
from .stack_distance import StackDistances


@record(kw_only=True)
class Exercise:
    """A stream with its totals and, where one size is asked for, its steps."""

    keys: tuple[str, ...]
    totals: Totals
    steps: dict[str, tuple[ReplayStep, ...]]
    """By policy, for those that are replayed."""
    misses: tuple[Fraction, ...]
    """Each request's probability to miss under random eviction."""
    distances: tuple[int | None, ...]
    """Each request's stack distance, None for a first one."""


def work_out(keys: tuple[str, ...], request: ReplayRequest) -> Exercise:
    """Replay a stream through all that is asked for; raises TooManyChoicesError for random."""
    following = next_requests([keys]) if "opt" in request.policies else ()
    found = totals([keys], request, following)
    chances = {}
    for size in request.every_size():
        chances[size] = miss_probabilities(keys, size) if RANDOM in request.policies else ()
        found.hits[RANDOM, size] = len(keys) - sum(chances[size], Fraction(0))
    tables, stack = {}, StackDistances()
    for name in request.policies:
        if request.size and name != RANDOM:
            cache = new_policy(name, request.size, ties=request.ties, following=following)
            tables[name] = tuple(steps(cache, keys))
    return Exercise(
        keys=keys,
        totals=found,
        steps=tables,
        misses=chances[request.size] if request.size else (),
        distances=tuple(map(stack.distance, keys)) if "lru" in request.policies else (),
    )
