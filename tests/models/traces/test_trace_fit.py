"""Reuse, working sets and the law of a trace, against the eviction policies replaying it."""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from random import Random

import pytest

from capest.models.caching.hit_ratio import hit_ratio
from capest.models.caching.policies import LRU
from capest.models.distributions import Z_OF_ENDS
from capest.models.popularity import zipf
from capest.models.traces.replay import new_policy
from capest.models.traces.reuse import Reuse
from capest.models.traces.trace_fit import FARTHEST_OFF, Reason, TraceCount
from capest.models.traces.working_set import SampledTrace, working_set
from capest.render.cache.trace_fit import fields


def stream(items, exponent, requests, seed=1):
    """Independent requests by Zipf's law."""
    weights = list(accumulate(rank**-exponent for rank in range(1, items + 1)))
    names = [f"key-{rank}" for rank in range(items)]
    return Random(seed).choices(names, cum_weights=weights, k=requests)


def fit_trace(keys, sizes=()):
    """What a trace says, and the bytes of its requests."""
    count = TraceCount()
    count.replay(keys, list(sizes))
    return count.fit()


def replayed(keys, size):
    """The hit ratio of the second half of the requests, by an LRU cache that the first warmed."""
    cache, half = new_policy("lru", size), len(keys) // 2
    cache.replay(keys[:half])
    return cache.replay(keys[half:]) / (len(keys) - half)


# --- the fields do what the trace does ---


@pytest.mark.parametrize("exponent", [0.6, 0.8, 1.0, 1.2])
@pytest.mark.parametrize(("items", "requests"), [(1_000, 100_000), (50_000, 300_000)])
def test_the_printed_fields_have_the_hit_ratio_of_the_trace(items, exponent, requests):
    """Within one point, at 1, 5, 10 and 30 % of the items."""
    keys = stream(items, exponent, requests)
    given = fields(fit_trace(keys))
    law = zipf(float(given["items"]), float(given["popularity"].removeprefix("zipf ")))
    for share in (0.01, 0.05, 0.1, 0.3):
        size = int(share * items)
        assert hit_ratio(law, LRU(), size) == pytest.approx(replayed(keys, size), abs=0.01)


@pytest.mark.parametrize("exponent", [0.6, 0.9, 1.2])
def test_a_zipf_trace_has_a_law(exponent):
    found = fit_trace(stream(20_000, exponent, 100_000))
    assert found.reason is None and found.knows_items
    assert found.worst.gap < 0.01


@pytest.mark.parametrize("exponent", [0.6, 1.2])
def test_a_sample_of_keys_says_what_all_of_them_do(exponent):
    """One in 4, with the 100 hottest beside it: of five samples four or more hold the truth."""
    keys = stream(20_000, exponent, 100_000)
    hottest = dict(Counter(keys).most_common(100))
    of_all, held, names = fit_trace(keys), Counter(), sorted(set(keys))
    for seed in range(5):
        chance = Random(seed)
        sampled = {key for key in names if chance.random() < 1 / 4}
        count = TraceCount()
        count.replay([key for key in keys if key in sampled], [])
        found = count.fit(SampledTrace(rate=4, requests=len(keys), hottest=hottest))
        assert found.reason is None and found.working_set.requests == len(keys)
        held["exponent"] += found.law.exponent_ends[0] <= exponent <= found.law.exponent_ends[1]
        held["items"] += found.law.items_ends[0] <= 20_000 <= found.law.items_ends[1]
        working, known = found.working_set.top(0.8).keys, found.working_set.keys
        off = abs(working - of_all.working_set.top(0.8).keys)
        held["working set"] += off <= Z_OF_ENDS * math.sqrt(3 * known)
    assert min(held.values()) >= 4, held
    assert found.law.exponent == pytest.approx(exponent, abs=0.01)


# --- traces that are not Zipf ---


def around(keys, rounds):
    return [str(key) for _ in range(rounds) for key in range(keys)]


def shuffled_rounds():
    rounds = (Random(seed).sample(range(1000), 1000) for seed in range(100))
    return [str(key) for keys in rounds for key in keys]


def drifting():
    """The popular keys of today are forgotten tomorrow."""
    keys = stream(1_000, 0.9, 50_000)
    return [f"{int(key.removeprefix('key-')) + number // 50}" for number, key in enumerate(keys)]


def with_a_scan():
    """Every tenth request is for a key that never comes again."""
    keys = stream(1_000, 0.9, 50_000)
    return [key if number % 10 else f"scan-{number}" for number, key in enumerate(keys)]


def hot_and_cold():
    """Popularity in two steps: a fifth of the keys get four fifths of the requests, evenly."""
    chance = Random(3)
    return [str(chance.randrange(200) if chance.random() < 0.8 else 200 + chance.randrange(800))
            for _ in range(50_000)]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (around(4, 5), Reason.LOOP),
        (around(1_000, 20)[:-300], Reason.LOOP),
        (shuffled_rounds(), Reason.NOT_ZIPF),
        (drifting(), Reason.NOT_ZIPF),
        (with_a_scan(), Reason.NOT_ZIPF),
        (hot_and_cold(), Reason.NOT_ZIPF),
        (sorted(stream(1_000, 0.9, 50_000)), Reason.NOT_ZIPF),
        ([str(key) for key in range(10_000)], Reason.NO_REPEAT),
        (["a"] * 1000, Reason.ONE_KEY),
        (["a"], Reason.TOO_SHORT),
        (list("1234212134"), Reason.TOO_SHORT),
        (stream(1_000_000, 0.6, 1_000), Reason.TOO_SHORT),
    ],
)
def test_what_no_law_describes_gets_none(keys, reason):
    found = fit_trace(keys)
    assert found.reason is reason
    assert "popularity" not in fields(found)
    if reason is Reason.NOT_ZIPF:
        size = round(found.worst.keys)
        assert found.worst.gap > FARTHEST_OFF
        assert found.worst.of_trace == pytest.approx(replayed(keys, size), abs=0.05)


def test_a_law_without_an_end_gives_no_number_of_items():
    found = fit_trace(stream(1_000_000, 1.6, 20_000))
    assert found.reason is None and not found.knows_items
    assert fields(found).keys() == {"popularity"}


def test_no_requests_are_refused():
    with pytest.raises(ValueError, match="no requests"):
        TraceCount().fit()


# --- reuse: against windows by hand, and LRU itself ---


def by_hand(keys, length):
    """The mean of the different keys in a window and the share of hits, a window at a time."""
    later = range(length, len(keys))
    hits = sum(keys[now] in keys[now - length : now] for now in later)
    held = [len(set(keys[now - length : now])) for now in range(length, len(keys) + 1)]
    return sum(held) / len(held), hits / len(later)


@pytest.mark.parametrize(
    "keys",
    [list("abacabdaaebc"), around(7, 9), stream(40, 0.8, 301), stream(999, 0.2, 300)],
)
def test_windows_are_those_counted_by_hand(keys):
    reuse = Reuse()
    for at in range(0, len(keys), 100):
        reuse.replay(keys[at : at + 100])
    windows = list(reuse.windows())
    assert windows[-1].length <= len(keys) / 2 < 2 * windows[-1].length + 1
    for window in windows:
        assert (window.keys, window.hit_ratio) == pytest.approx(by_hand(keys, window.length))


def test_windows_hit_what_lru_of_their_size_hits():
    keys = stream(20_000, 0.8, 200_000)
    reuse = Reuse()
    reuse.replay(keys)
    compared = [window for window in reuse.windows() if window.keys >= 10]
    assert len(compared) > 10
    for window in compared:
        assert window.hit_ratio == pytest.approx(replayed(keys, round(window.keys)), abs=0.01)


@pytest.mark.parametrize(
    ("keys", "loops"),
    [("abcabcab", True), ("aa", True), ("abcacb", False), ("abc", False), ("aab", False),
     ("abcabcd", False), ("", False)],
)  # fmt: skip
def test_a_loop_is_known(keys, loops):
    reuse = Reuse()
    reuse.replay(list(keys))
    assert reuse.loops is loops


# --- the working set: against sorting ---


@pytest.mark.parametrize("share", [0.001, 0.5, 0.8, 0.95, 0.99, 1.0])
def test_the_most_popular_keys(share):
    keys = stream(300, 0.9, 2_000)
    counts = {key: keys.count(key) for key in set(keys)}
    found = working_set(counts, dict.fromkeys(counts, 7)).top(share)
    reached, needed = 0, 0
    for count in sorted(counts.values(), reverse=True):
        if reached < round(share * 2_000):
            reached, needed = reached + count, needed + 1
    assert (found.keys, found.size) == (needed, pytest.approx(7 * needed))


def test_sizes_of_keys_and_of_requests():
    """Two keys of 10 and 400 B: 205 B on average; 9 requests and 1: 49 B."""
    sizes = ["99"] * 8 + ["400", "10"]
    found = fit_trace(["hot"] * 8 + ["cold", "hot"], sizes).working_set
    assert (found.mean_size, found.mean_requested_size) == (205, 49)
    assert found.top(0.9).size == 10 and found.top(1).size == 410


def test_a_size_that_is_missing_is_not_guessed():
    found = fit_trace(["a", "b", "a"], ["10", "", "10"]).working_set
    assert (found.sized, found.mean_size, found.top(1).size) == (1, 10, None)
    assert fit_trace(["a", "b", "a"]).working_set.mean_size is None
