"""How fast a trace is replayed: `pytest tests/benchmarks --benchmark-enable`, requests per second
in `extra_info`.

Aim: 2 million requests a second for FIFO and LRU, next to a bare loop over a dict or an OrderedDict
in the same run.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import accumulate
from random import Random

import pytest

from capest.models.traces.farthest_next import next_requests
from capest.models.traces.replay import POLICIES, new_policy
from capest.models.traces.stack_distance import HitsBySize
from capest.models.traces.trace_fit import TraceCount

SIZE = 10_000
REQUESTS = 500_000


@pytest.fixture(scope="module")
def keys():
    """Zipf's law over 100,000 keys, in which a tenth of them are held."""
    weights = list(accumulate(1 / rank for rank in range(1, 100_001)))
    return Random(42).choices(list(map(str, range(100_000))), cum_weights=weights, k=REQUESTS)


def bare_fifo(keys):
    held, hits = {}, 0
    queue, first = [], 0
    for key in keys:
        if key in held:
            hits += 1
            continue
        if len(held) >= SIZE:
            del held[queue[first]]
            first += 1
        held[key] = None
        queue.append(key)
    return hits


def bare_lru(keys):
    held, hits = OrderedDict(), 0
    for key in keys:
        if key in held:
            held.move_to_end(key)
            hits += 1
            continue
        if len(held) >= SIZE:
            held.popitem(last=False)
        held[key] = None
    return hits


def _timed(benchmark, replay):
    benchmark.group = "replay of a trace"
    found = benchmark.pedantic(replay, rounds=5, warmup_rounds=1)
    if benchmark.enabled:
        benchmark.extra_info["requests per second"] = round(REQUESTS / benchmark.stats["median"])
    return found


@pytest.mark.parametrize("loop", [bare_fifo, bare_lru])
def test_a_bare_loop(benchmark, keys, loop):
    assert 0 < _timed(benchmark, lambda: loop(keys)) < REQUESTS


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy(benchmark, keys, name):
    following = next_requests([keys]) if name == "opt" else ()
    found = _timed(benchmark, lambda: new_policy(name, SIZE, following=following).replay(keys))
    bare = {"fifo": bare_fifo, "lru": bare_lru}.get(name)
    assert bare is None or found == bare(keys)


def test_lru_at_every_size(benchmark, keys):
    def replay():
        counted = HitsBySize(SIZE)
        counted.replay(keys)
        return counted.hits(SIZE)

    assert _timed(benchmark, replay) == bare_lru(keys)


def test_counting_for_a_fit(benchmark, keys):
    def replay():
        count = TraceCount()
        count.replay(keys, [])
        return count

    assert _timed(benchmark, replay).fit().working_set.requests == REQUESTS
