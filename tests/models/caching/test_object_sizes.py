"""Sizes that go with popularity: against sums over every rank, and a simulation of bytes."""

from __future__ import annotations

import doctest
import math
import random
from collections import OrderedDict
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.caching import object_sizes
from capest.models.caching.hit_ratio import hit_ratio, items_in_room, room_for_items
from capest.models.caching.object_sizes import relative_sizes
from capest.models.caching.policies import LRU, Limits
from capest.models.popularity import uniform, zipf

ITEMS = 5_000


def test_worked_examples():
    found = doctest.testmod(object_sizes)
    assert found.attempted and not found.failed


def _ranks(exponent, growth):
    """The probability of each rank, and its size, which grows with a power of the rank."""
    weights = [rank**-exponent for rank in range(1, ITEMS + 1)]
    total = math.fsum(weights)
    return [weight / total for weight in weights], [rank**growth for rank in range(1, ITEMS + 1)]


@pytest.mark.parametrize("growth", [-0.3, 0.5, 1])
@pytest.mark.parametrize("exponent", [0.8, 1.1])
def test_sizes_follow_from_two_means(exponent, growth):
    """Zipf's law makes a power of the rank a power of the popularity: both means say which."""
    chances, sizes = _ranks(exponent, growth)
    mean = math.fsum(sizes) / ITEMS
    served = math.fsum(map(math.prod, zip(chances, sizes, strict=True))) / mean
    found = relative_sizes(zipf(ITEMS, exponent), served)
    assert found[:200] == pytest.approx([size / mean for size in sizes[:200]], rel=2e-3)


def _hits_of_bytes(exponent, sizes, room):
    """The hit ratio of an LRU cache for `room` bytes, of 150,000 requests after 50,000."""
    weights = list(accumulate(rank**-exponent for rank in range(1, ITEMS + 1)))
    stream = random.Random(11).choices(range(ITEMS), cum_weights=weights, k=200_000)
    cache, held, hits = OrderedDict(), 0.0, 0
    for now, item in enumerate(stream):
        if item in cache:
            hits += now >= 50_000
            cache.move_to_end(item)
            continue
        cache[item] = None
        held += sizes[item]
        while held > room:
            held -= sizes[cache.popitem(last=False)[0]]
    return hits / 150_000


@pytest.mark.parametrize("growth", [-0.3, 0.5, 1])
@pytest.mark.parametrize("part", [0.02, 0.2])
def test_the_bytes_of_a_cache_against_a_simulation(part, growth):
    """Going by the mean size is off by 1.5 points or more, where this is within 0.6."""
    chances, sizes = _ranks(0.9, growth)
    mean = math.fsum(sizes) / ITEMS
    served = math.fsum(map(math.prod, zip(chances, sizes, strict=True))) / mean
    measured = _hits_of_bytes(0.9, sizes, part * mean * ITEMS)
    law = zipf(ITEMS, 0.9)
    cached = items_in_room(law, LRU(), relative_sizes(law, served), part * ITEMS)
    assert hit_ratio(law, LRU(), cached) == pytest.approx(measured, abs=0.006)
    assert abs(hit_ratio(law, LRU(), part * ITEMS) - measured) > 0.015


@given(
    st.floats(1e3, 1e9),
    st.floats(0.6, 1.3),
    st.floats(0.7, 1.4),
    st.floats(1e-3, 0.999),
    st.sampled_from([0.0, 0.2]),
)
def test_room_undoes_items(items, exponent, served, part, writes):
    law = zipf(items, exponent)
    policy = LRU(limits=Limits(write_share=writes))
    sizes = relative_sizes(law, served)
    room = part * (1 - writes) * items
    cached = items_in_room(law, policy, sizes, room)
    assert room_for_items(law, policy, sizes, cached) == pytest.approx(room, rel=1e-9)


@given(st.floats(1e3, 1e9), st.floats(0.6, 1.3), st.floats(0.7, 0.99), st.floats(1e-3, 0.99))
def test_smaller_popular_items_leave_room_for_more(items, exponent, served, part):
    law = zipf(items, exponent)
    few, many = (
        items_in_room(law, LRU(), relative_sizes(law, size), part * items) for size in (1, served)
    )
    assert few == pytest.approx(part * items, rel=1e-9)
    assert many >= few * (1 - 1e-9)


def test_room_for_all_holds_all():
    law = zipf(1e6, 1)
    assert items_in_room(law, LRU(), relative_sizes(law, 0.5), 2e6) == pytest.approx(1e6)
    assert room_for_items(law, LRU(), relative_sizes(law, 0.5), 1e6) == pytest.approx(1e6)
    assert items_in_room(law, LRU(), relative_sizes(law, 0.5), 0) == 0


@pytest.mark.parametrize(
    ("mistaken", "words"),
    [
        (lambda: relative_sizes(zipf(1e6, 1), 1e-3), "cannot be 0.001 times as large as the mean"),
        (lambda: relative_sizes(zipf(1e6, 1), 1e9), "cannot be 1e\\+09 times"),
        (lambda: relative_sizes(uniform(100), 0.5), "asked for alike are of the mean size"),
        (lambda: items_in_room(uniform(9), LRU(), [1.0], -1), "room for -1 items"),
    ],
)
def test_mistakes(mistaken, words):
    with pytest.raises(ValueError, match=words):
        mistaken()
