"""Eviction policies against the stream of textbooks, done by hand, and against each other."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.traces.eviction import Fifo
from capest.models.traces.exercise import work_out
from capest.models.traces.farthest_next import NEVER, next_requests
from capest.models.traces.least_frequent import Ties, natural
from capest.models.traces.random_eviction import TooManyChoicesError, miss_probabilities
from capest.models.traces.replay import POLICIES, RANDOM, ReplayRequest, new_policy, steps, totals
from capest.models.traces.stack_distance import HitsBySize, StackDistances

STREAM = list("1234212134")
BELADY = list("123412512345")
LOOP = list("1234" * 5)


def _cache(name, size, keys=(), ties=Ties.LEAST_RECENT):
    return new_policy(name, size, ties=ties, following=next_requests([keys]))


def _hits(name, keys, size, ties=Ties.LEAST_RECENT):
    return _cache(name, size, keys, ties).replay(keys)


# Each row: what was done (m or H), the contents after it in the policy's order, [the victim].
TABLES = {
    "fifo": (
        "m 1", "m 1 2", "m 1 2 3", "m 2 3 4 [1]", "H 2 3 4", "m 3 4 1 [2]", "m 4 1 2 [3]",
        "H 4 1 2", "m 1 2 3 [4]", "m 2 3 4 [1]",
    ),
    "lifo": (
        "m 1", "m 1 2", "m 1 2 3", "m 1 2 4 [3]", "H 1 2 4", "H 1 2 4", "H 1 2 4", "H 1 2 4",
        "m 1 2 3 [4]", "m 1 2 4 [3]",
    ),
    "lru": (
        "m 1", "m 1 2", "m 1 2 3", "m 2 3 4 [1]", "H 3 4 2", "m 4 2 1 [3]", "H 4 1 2", "H 4 2 1",
        "m 2 1 3 [4]", "m 1 3 4 [2]",
    ),
    "mru": (
        "m 1", "m 1 2", "m 1 2 3", "m 1 2 4 [3]", "H 1 4 2", "H 4 2 1", "H 4 1 2", "H 4 2 1",
        "m 4 2 3 [1]", "H 2 3 4",
    ),
    "lfu": (
        "m 1:1", "m 1:1 2:1", "m 1:1 2:1 3:1", "m 2:1 3:1 4:1 [1]", "H 3:1 4:1 2:2",
        "m 4:1 1:1 2:2 [3]", "H 4:1 1:1 2:3", "H 4:1 1:2 2:3", "m 3:1 1:2 2:3 [4]",
        "m 4:1 1:2 2:3 [3]",
    ),
    "clock": (
        "m 1", "m 1 2", "m 1 2 3", "m 2 3 4 [1]", "H 2* 3 4", "m 4 2 1 [3]", "H 4 2* 1",
        "H 4 2* 1*", "m 2* 1* 3 [4]", "m 2 1 4 [3]",
    ),
    "sieve": (
        "m 1<", "m 1< 2", "m 1< 2 3", "m 2< 3 4 [1]", "H 2*< 3 4", "m 2 4< 1 [3]", "H 2* 4< 1",
        "H 2* 4< 1*", "m 2* 1*< 3 [4]", "m 2*< 1 4 [3]",
    ),
    "opt": (
        "m 1", "m 1 2", "m 1 2 3", "m 1 2 4 [3]", "H 1 2 4", "H 1 2 4", "H 1 2 4", "H 1 2 4",
        "m 2 4 3 [1]", "H 2 4 3",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", POLICIES)
def test_every_step_of_the_stream(name):
    found = tuple(
        f"{'H' if step.hit else 'm'} {' '.join(step.contents)}"
        f"{f' [{step.victim}]' if step.victim else ''}"
        for step in steps(_cache(name, 3, STREAM), STREAM)
    )
    assert found == TABLES[name]


BY_SIZE = {
    "fifo": (0, 2, 2, 6), "lifo": (0, 3, 4, 6), "lru": (0, 2, 3, 6), "mru": (0, 3, 5, 6),
    "lfu": (0, 2, 3, 6), "opt": (0, 3, 5, 6),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_SIZE)
def test_hits_by_size(name):
    assert tuple(_hits(name, STREAM, size) for size in (1, 2, 3, 4)) == BY_SIZE[name]


def test_clock_and_sieve_hit_thrice():
    assert _hits("clock", STREAM, 3) == _hits("sieve", STREAM, 3) == 3


@pytest.mark.parametrize("ties", Ties)
def test_the_rule_for_ties_decides_between_three_and_four_hits(ties):
    three = (Ties.LEAST_RECENT, Ties.OLDEST, Ties.SMALLEST)
    assert _hits("lfu", STREAM, 3, ties) == (3 if ties in three else 4)


@pytest.mark.parametrize(
    ("ties", "victim"),
    [
        (Ties.LEAST_RECENT, "10"), (Ties.MOST_RECENT, "b"), (Ties.OLDEST, "b"),
        (Ties.NEWEST, "9"), (Ties.SMALLEST, "9"), (Ties.LARGEST, "b"),
    ],
)  # fmt: skip
def test_whom_a_rule_for_ties_evicts(ties, victim):
    keys = ["b", "10", "9", "10", "9", "b", "new"]
    *_, last = steps(_cache("lfu", 3, ties=ties), keys)
    assert last.victim == victim


def test_numbers_sort_by_value_and_before_words():
    assert sorted(["10", "b", "9", "a"], key=natural) == ["9", "10", "a", "b"]


def test_a_larger_fifo_may_miss_more():
    """Belady, Nelson, Shedler, An Anomaly in Space-Time Characteristics, CACM 12(6), 1969."""
    misses = {
        name: [len(BELADY) - _hits(name, BELADY, size) for size in (3, 4)]
        for name in ("fifo", "lru", "opt")
    }
    assert misses == {"fifo": [9, 10], "lru": [10, 8], "opt": [7, 6]}


def test_a_loop_that_does_not_fit():
    hits = {name: _hits(name, LOOP, 3) for name in ("fifo", "lru", "lfu", "lifo", "mru", "opt")}
    assert hits == {"fifo": 0, "lru": 0, "lfu": 0, "lifo": 8, "mru": 11, "opt": 11}


# --- stack distances ---


def test_stack_distances_of_the_stream():
    stack = StackDistances()
    found = [stack.distance(key) for key in STREAM]
    assert found == [None, None, None, None, 3, 4, 2, 2, 4, 4]
    counted = HitsBySize(4)
    counted.replay(STREAM)
    assert [counted.hits(size) for size in (1, 2, 3, 4)] == [0, 2, 3, 6]


def test_stack_distances_go_on_when_time_is_renumbered():
    keys = [str(number * number % 1009) for number in range(9000)]
    stack, recent = StackDistances(), []
    for key in keys:
        expected = len(recent) - recent.index(key) if key in recent else None
        assert stack.distance(key) == expected
        if key in recent:
            recent.remove(key)
        recent.append(key)


# --- random eviction ---


def test_random_eviction_exactly():
    found = miss_probabilities(STREAM, 3)
    expected = ["1", "1", "1", "1", "1/3", "4/9", "4/27", "4/81", "160/243", "397/729"]
    assert [str(probability) for probability in found] == expected
    assert sum(found) == Fraction(4504, 729)


def test_random_eviction_of_too_much_is_refused():
    keys = [str(number * number % 101) for number in range(500)]
    with pytest.raises(TooManyChoicesError):
        miss_probabilities(keys, 20)


# --- what holds for every stream ---

streams = st.lists(st.sampled_from("12345678"), min_size=1, max_size=60)
sizes = st.integers(1, 9)


@given(streams, sizes, st.sampled_from(Ties))
def test_no_policy_hits_more_than_opt(keys, size, ties):
    best = _hits("opt", keys, size)
    assert all(_hits(name, keys, size, ties) <= best for name in POLICIES)


@given(streams.filter(lambda keys: len(keys) < 20), st.integers(1, 4))
def test_random_lies_below_opt_and_its_table_agrees(keys, size):
    misses = sum(miss_probabilities(keys, size))
    assert len(set(keys)) <= misses <= len(keys)
    assert misses >= len(keys) - _hits("opt", keys, size)


@given(streams, sizes)
def test_a_larger_lru_holds_all_that_a_smaller_one_does(keys, size):
    small, large = _cache("lru", size), _cache("lru", size + 1)
    for key in keys:
        small.replay([key])
        large.replay([key])
        assert set(small.contents()) <= set(large.contents())


@given(streams, st.integers(1, 9))
def test_stack_distances_are_the_replay_of_lru_at_every_size(keys, limit):
    counted = HitsBySize(limit)
    counted.replay(keys)
    for size in range(1, limit + 1):
        assert counted.hits(size) == _hits("lru", keys, size)


@given(streams, sizes, st.sampled_from(POLICIES), st.sampled_from(Ties))
def test_a_step_is_sound(keys, size, name, ties):
    """No cache is too full, the request is held after it, and only a full cache evicts."""
    before = frozenset()
    cache = _cache(name, size, keys, ties)
    for step, key in zip(steps(cache, keys), keys, strict=True):
        held = frozenset(cache.contents())
        assert len(held) <= size and key in held
        assert step.hit == (key in before)
        assert held == (before | {key}) - {step.victim}
        assert (step.victim is not None) == (not step.hit and len(before) == size)
        before = held


@given(streams, sizes, st.sampled_from(POLICIES), st.integers(0, 60), st.sampled_from(Ties))
def test_steps_blocks_and_one_replay_agree(keys, size, name, cut, ties):
    whole = _hits(name, keys, size, ties)
    assert whole == sum(step.hit for step in steps(_cache(name, size, keys, ties), keys))
    asked = ReplayRequest(policies=(name,), size=size, sizes=(size, size + 1), ties=ties)
    found = totals([keys[:cut], keys[cut:]], asked, next_requests([keys[:cut], keys[cut:]]))
    assert found.requests == len(keys)
    assert found.hits[name, size] == whole
    assert found.hits[name, size + 1] == _hits(name, keys, size + 1, ties)


@given(streams, sizes)
def test_a_cache_for_all_keys_misses_each_once(keys, extra):
    size = len(set(keys)) + extra
    assert {_hits(name, keys, size) for name in POLICIES} == {len(keys) - len(set(keys))}


@given(streams, sizes)
def test_sieve_as_its_authors_write_it(keys, size):
    """The algorithm of the paper (Zhang et al., NSDI 2024), on one list with a hand."""
    queue, asked, hand, hits = [], {}, None, 0  # the queue's end is its head
    for key in keys:
        if key in asked:
            asked[key] = True
            hits += 1
            continue
        if len(queue) == size:
            at = 0 if hand is None else queue.index(hand)
            while asked[queue[at]]:
                asked[queue[at]] = False
                at = (at + 1) % len(queue)
            hand = queue[at + 1] if at + 1 < len(queue) else None
            del asked[queue.pop(at)]
        queue.append(key)
        asked[key] = False
    assert hits == _hits("sieve", keys, size)


@given(streams, sizes, st.sampled_from(Ties))
def test_lfu_evicts_as_a_search_through_all_keys_does(keys, size, ties):
    cache, counts, used, came = _cache("lfu", size, ties=ties), Counter(), {}, {}
    rules = {
        Ties.LEAST_RECENT: lambda key: used[key],
        Ties.MOST_RECENT: lambda key: -used[key],
        Ties.OLDEST: lambda key: came[key],
        Ties.NEWEST: lambda key: -came[key],
        Ties.SMALLEST: int,
        Ties.LARGEST: lambda key: -int(key),
    }
    for now, step in enumerate(steps(cache, keys)):
        key = step.request
        victim = None
        if key not in counts:
            came[key] = now
            if len(counts) == size:
                victim = min(counts, key=lambda held: (counts[held], rules[ties](held)))
                del counts[victim]
        counts[key] += 1
        used[key] = now
        assert step.victim == victim
        assert {held: int(mark[1:]) for held, mark in cache.contents().items()} == counts


def test_the_places_of_the_next_requests():
    assert list(next_requests([["a", "b"], ["a"]])) == [2, NEVER, NEVER]


def test_a_size_below_one_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        new_policy("lru", 0)


def test_an_exercise_holds_everything_that_is_asked_for():
    asked = ReplayRequest(policies=("fifo", "opt", RANDOM), size=3, sizes=(1, 2))
    found = work_out(tuple(STREAM), asked)
    assert set(found.steps) == {"fifo", "opt"} and found.distances == ()
    assert found.totals.hits[RANDOM, 3] == Fraction(2786, 729)
    assert found.totals.miss_ratio("opt", 2) == Fraction(7, 10)


# --- a long stream ---

LONG = {
    "fifo": 0.258205, "lifo": 0.232138, "lru": 0.232314, "mru": 0.690306, "lfu": 0.218145,
    "sieve": 0.218145,
}  # fmt: skip
"""Miss ratios of independent implementations, the policies of libCacheSim 0.3.5 among them."""


@pytest.mark.slow
def test_two_million_requests_as_others_replay_them():
    numpy = pytest.importorskip("numpy")
    weights = numpy.arange(1, 10**6 + 1) ** -1.0
    places = numpy.cumsum(weights) / weights.sum()
    drawn = numpy.random.default_rng(42).random(2_000_000)
    keys = list(map(str, (numpy.searchsorted(places, drawn) + 1).tolist()))
    for name, expected in LONG.items():
        assert 1 - _hits(name, keys, 100_000) / len(keys) == pytest.approx(expected, abs=1.1e-6)


def test_fifo_shows_its_queue():
    cache = Fifo(2)
    assert cache.replay("aba") == 1
    assert cache.contents() == {"a": "", "b": ""}
