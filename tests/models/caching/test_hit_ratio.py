"""Hit ratios: against published formulas, tables computed apart, and simulations written here."""

from __future__ import annotations

import bisect
import doctest
import heapq
import math
import random
from collections import OrderedDict
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capest.models.caching import hit_ratio as module
from capest.models.caching import policies, sizing
from capest.models.caching.hit_ratio import (
    characteristic_time,
    distinct_items,
    highest_hit_ratio,
    hit_ratio,
    items_for,
    items_with_room,
    warming_hit_ratio,
)
from capest.models.caching.policies import FIFO, LFU, LRU, Limits, Random
from capest.models.popularity import Popularity, uniform, zipf
from capest.models.zipf_nodes import zipf_nodes

BUCKETS_LOSE = 1e-6
"""How far buckets may be from a sum over every rank: a three-hundredth of what Che's approximation
loses.
"""
ROUNDING = 1e-12

BY_SIZE = """
1e6  0.8  .1000/.0862/.2068  .2319/.2073/.3624  .4871/.4482/.6091  .6064/.5649/.7085
1e6  1.0  .4031/.3668/.5201  .5851/.5502/.6800  .7794/.7488/.8400  .8424/.8152/.8882
1e6  1.2  .7596/.7263/.8218  .8754/.8554/.9096  .9498/.9391/.9650  .9669/.9586/.9773
1e9  0.8  .1383/.1247/.2405  .2646/.2410/.3895  .5089/.4716/.6257  .6232/.5835/.7209
1e9  0.9  .3277/.3047/.4340  .4760/.4473/.5812  .6856/.6526/.7666  .7670/.7349/.8313
1e9  1.0  .5967/.5719/.6757  .7197/.6960/.7838  .8509/.8303/.8919  .8935/.8751/.9244
1e9  1.1  .8256/.8087/.8656  .8942/.8816/.9210  .9508/.9422/.9650  .9662/.9591/.9764
1e9  1.2  .9422/.9342/.9571  .9700/.9652/.9783  .9879/.9853/.9916  .9920/.9900/.9945
1e12 1.0  .6954/.6768/.7551  .7883/.7705/.8367  .8874/.8718/.9184  .9196/.9057/.9429
"""
"""LRU/FIFO/LFU of a cache for 0.1 %, 1 %, 10 % and 20 % of the items."""

BY_HIT_RATIO = """
1e6  0.8  .1086/.139/.0410           .4801/.5461/.3513            .6996              .8355  .963
1e6  1.0  .003449/.005393/.0007488   .1259/.1715/.05622           .3654/.4473/.2371  .6034  .8981
1e6  1.2  4.795e-5                   .001996/.003276/.0006454     .01932             .1007  .5823
1e9  0.8  .09407                     .4634/.5293/.3335            .6885              .8290  .9614
1e9  1.0  1.55e-4                    .04201/.06102/.01412         .2215/.2873/.1188  .4754  .8553
1e9  1.2  6.32e-8                    4.90e-6                      1.074e-4           .001729 .1403
1e12 1.0  6.35e-6                    .01325                       .1316              .3730  .8151
"""
"""The part of the items that gives 50 %, 80 %, 90 %, 95 % and 99 %: LRU, or LRU/FIFO/LFU."""


def _lru_with(**limits):
    return LRU(limits=Limits(**limits))


def _ttl_hit_ratio(law, limits):
    return highest_hit_ratio(law, LFU(limits=limits))


def _ttl_items(law, limits):
    return items_with_room(law, LFU(limits=limits))


def _rows(table, columns):
    for line in table.strip().splitlines():
        items, exponent, *cells = line.split()
        for column, cell in zip(columns, cells, strict=True):
            for policy, printed in zip((LRU(), FIFO(), LFU()), cell.split("/"), strict=False):
                yield float(items), float(exponent), policy, column, printed


def _half_a_digit(printed):
    mantissa, _, power = printed.partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))


@pytest.mark.parametrize("module", [module, policies])
def test_worked_examples(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


@pytest.mark.parametrize(
    ("items", "exponent", "policy", "part", "printed"),
    list(_rows(BY_SIZE, (0.001, 0.01, 0.1, 0.2))),
)
def test_hit_ratio_of_a_size(items, exponent, policy, part, printed):
    found = hit_ratio(zipf(items, exponent), policy, part * items)
    assert found == pytest.approx(float(printed), abs=_half_a_digit(printed) + ROUNDING)


@pytest.mark.parametrize(
    ("items", "exponent", "policy", "wanted", "printed"),
    list(_rows(BY_HIT_RATIO, (0.5, 0.8, 0.9, 0.95, 0.99))),
)
def test_size_for_a_hit_ratio(items, exponent, policy, wanted, printed):
    part = items_for(zipf(items, exponent), policy, wanted) / items
    assert part == pytest.approx(float(printed), abs=_half_a_digit(printed) + ROUNDING)


@pytest.mark.parametrize(
    ("items", "exponent"), [(1e4, 1.0365), (1e6, 0.9592), (1e9, 0.9235), (1e12, 0.9117)]
)
def test_what_80_to_20_takes_from_lru(items, exponent):
    assert hit_ratio(zipf(items, exponent), LRU(), 0.2 * items) == pytest.approx(0.8, abs=5e-5)


@pytest.mark.parametrize(
    ("exponent", "distinct", "hits", "hours", "hits_of_20_percent_of_requests", "sizes"),
    [
        (0.8, 6.92e8, 0.5595, 2.0, 0.8641, (4.63e8, 6.88e8, 8.29e8)),
        (0.9, 5.44e8, 0.6949, 2.3, 0.9207, (2.58e8, 5.24e8, 7.24e8)),
        (1.0, 3.45e8, 0.8289, 2.5, 0.9658, (4.20e7, 2.22e8, 4.75e8)),
        (1.1, 1.65e8, 0.9248, 2.7, 0.9898, (4.75e5, 1.24e7, 9.67e7)),
        (1.2, 6.29e7, 0.9722, 2.8, 0.9977, (4.90e3, 1.07e5, 1.73e6)),
    ],
)
def test_what_20_percent_of_a_day_buys(
    exponent, distinct, hits, hours, hits_of_20_percent_of_requests, sizes
):
    """300 million people with 10 searches a day of 1e9 items: 3e9 requests. Computed apart."""
    law, day = zipf(1e9, exponent), 3e9
    found = distinct_items(law, day)
    assert found == pytest.approx(distinct, rel=1.5e-3)
    assert hit_ratio(law, LRU(), 0.2 * found) == pytest.approx(hits, abs=5.1e-5)
    time = characteristic_time(law, LRU(), 0.2 * found)
    assert time / day * 24 == pytest.approx(hours, abs=0.051)
    of_requests = hit_ratio(law, LRU(), 0.2 * day)
    assert of_requests == pytest.approx(hits_of_20_percent_of_requests, abs=5.1e-5)
    found_sizes = [items_for(law, LRU(), wanted) for wanted in (0.8, 0.9, 0.95)]
    assert found_sizes == pytest.approx(sizes, rel=5e-3)  # half of the third digit


# --- closed forms ---


def test_equal_items_have_closed_forms():
    law = uniform(100)
    assert characteristic_time(law, LRU(), 50) == pytest.approx(100 * math.log(2), rel=1e-11)
    assert characteristic_time(law, FIFO(), 50) == pytest.approx(100, rel=1e-11)
    assert characteristic_time(law, _lru_with(write_share=0.2), 40) == pytest.approx(
        100 * math.log(2), rel=1e-11
    )
    assert _ttl_hit_ratio(law, Limits(lifetime=100)) == pytest.approx(0.5)
    assert _ttl_hit_ratio(law, Limits(idle=100)) == pytest.approx(1 - math.exp(-1))
    assert _ttl_items(law, Limits(idle=100)) == pytest.approx(100 - 100 * math.exp(-1))
    assert distinct_items(law, 1) == pytest.approx(1)
    assert distinct_items(uniform(1), 5) == 1


def test_lfu_is_the_harmonic_ratio():
    law = zipf(10, 1)
    assert hit_ratio(law, LFU(), 4) == pytest.approx((25 / 12) / (7381 / 2520), rel=1e-14)
    assert items_for(law, LFU(), (25 / 12) / (7381 / 2520)) == pytest.approx(4)


@pytest.mark.parametrize("exponent", [0.8, 1, 1.2])
@pytest.mark.parametrize("policy", [LRU(), FIFO(), LRU(admitted=0.1)])
def test_buckets_against_every_rank(policy, exponent):
    items = 20_000
    weights = [rank**-exponent for rank in range(1, items + 1)]
    total = math.fsum(weights)
    every = Popularity(
        probabilities=tuple(weight / total for weight in weights), counts=(1.0,) * items
    )
    law = zipf(items, exponent)
    for cached in (20, 1_000, 10_000):
        assert hit_ratio(law, policy, cached) == pytest.approx(
            hit_ratio(every, policy, cached), abs=BUCKETS_LOSE
        )


# --- simulations ---

ITEMS, REQUESTS, WARM = 10_000, 150_000, 50_000


def _stream(exponent, seed):
    weights = list(accumulate(rank**-exponent for rank in range(1, ITEMS + 1)))
    chance = random.Random(seed)
    return chance.choices(range(ITEMS), cum_weights=weights, k=WARM + REQUESTS)


@pytest.fixture(scope="module", params=[0.8, 1.1])
def skewed(request):
    return request.param, _stream(request.param, seed=7)


def _simulated(stream, size, policy, limits):
    """The hits of each request: None for a write. A simulator of its own, request by request."""
    chance = random.Random(1)
    evicts_any, admitted = isinstance(policy, Random), getattr(policy, "admitted", 1.0)
    by_rank = isinstance(policy, LFU)  # items are numbered by popularity
    cache, slots, expiring = OrderedDict(), [], []  # item: when it was put in and last read
    for now, item in enumerate(stream):
        while limits.leaves and expiring and expiring[0][0] <= now:
            _, old = heapq.heappop(expiring)
            if old in cache and not _is_fresh(cache[old], limits, now):
                _remove(old, cache, slots)
        is_write = limits.write_share > 0 and chance.random() < limits.write_share
        hit = item in cache and _is_fresh(cache[item], limits, now)
        if is_write and not limits.renews:
            _remove(item, cache, slots)
        elif is_write or not hit:
            if item not in cache and not is_write and chance.random() >= admitted:
                yield False
                continue
            if by_rank and item not in cache and len(cache) >= size and slots[-1] < item:
                yield None if is_write else False
                continue
            if item not in cache and len(cache) >= size:
                any_of = slots[chance.randrange(len(slots))] if evicts_any else next(iter(cache))
                oldest = slots[-1] if by_rank else any_of
                _remove(oldest, cache, slots)
            if item not in cache:
                bisect.insort(slots, item) if by_rank else slots.append(item)
            cache[item] = (now, now)
            cache.move_to_end(item)
        else:
            cache[item] = (cache[item][0], now)
            if isinstance(policy, LRU):
                cache.move_to_end(item)
        if limits.leaves and item in cache:
            heapq.heappush(expiring, (now + limits.idle, item))
            heapq.heappush(expiring, (cache[item][0] + limits.lifetime, item))
        yield None if is_write else hit


def _is_fresh(times, limits, now):
    put_in, read = times
    return now - put_in < limits.lifetime and now - read < limits.idle


def _remove(item, cache, slots):
    if cache.pop(item, None) is not None:
        slots.remove(item)


def _lru(stream, size, **limits):
    return _simulated(stream, size, LRU(), Limits(**limits))


def _sliding(stream, lifetime):
    last = {}
    for now, item in enumerate(stream):
        yield now - last.get(item, -math.inf) < lifetime
        last[item] = now


def _measured(hits):
    reads = [hit for hit in list(hits)[WARM:] if hit is not None]
    return sum(reads) / len(reads)


def _within_half_a_point(measured):
    return pytest.approx(measured, abs=0.005)


@pytest.mark.parametrize("size", [100, 2_000])
def test_sizes_against_simulations(skewed, size):
    exponent, stream = skewed
    law = zipf(ITEMS, exponent)
    assert hit_ratio(law, LRU(), size) == _within_half_a_point(_measured(_lru(stream, size)))
    assert hit_ratio(law, FIFO(), size) == _within_half_a_point(
        _measured(_simulated(stream, size, FIFO(), Limits()))
    )
    in_top = _measured(item < size for item in stream)
    assert hit_ratio(law, LFU(), size) == _within_half_a_point(in_top)


BOTH = {"lifetime": 1_000, "idle": 400}
MATRIX = [
    (policy, {**expiry, **writes, **({"leaves": True} if leaves and expiry else {})})
    for policy in (LRU(), FIFO(), Random(), LRU(admitted=0.3), LFU())
    for expiry in ({}, {"lifetime": 400}, {"lifetime": 2_000}, {"idle": 400}, BOTH)
    for writes in ({}, {"write_share": 0.2}, {"write_share": 0.2, "renews": True})
    for leaves in (False, True)
    if expiry or not leaves
    if leaves or not (expiry and isinstance(policy, LFU))
]
"""Every policy, with every kind of expiry and every effect of a write."""
REFUSED = "there is no model of items that expire"


ALWAYS = [(policy, limits) for policy, limits in MATRIX if not isinstance(policy, LFU)
          and limits.get("lifetime") != BOTH["lifetime"]]  # fmt: skip
OTHERS = [pytest.param(*cell, marks=pytest.mark.slow) for cell in MATRIX if cell not in ALWAYS]


@pytest.mark.parametrize(("policy", "limits"), [*ALWAYS, *OTHERS], ids=str)
def test_every_cell_agrees_with_a_simulation_or_is_refused(policy, limits):
    law, stream = zipf(ITEMS, 0.9), _stream(0.9, seed=7)
    try:
        model = replace(policy, limits=Limits(**limits))
    except ValueError as error:
        assert str(error).startswith(REFUSED)
        assert not limits.get("leaves")
        return
    measured = _measured(_simulated(stream, 500, policy, Limits(**limits)))
    assert hit_ratio(law, model, 500) == _within_half_a_point(measured)
    assert measured <= hit_ratio(law, LFU(limits=Limits(**limits)), 500) + 0.005


def test_popular_items_that_expire_and_stay_are_refused():
    """They would keep out others: 45.6 % of a lifetime of 2,000 above, and not 48.9 %."""
    with pytest.raises(ValueError, match="expire, stay, and go by popularity"):
        sizing.hit_ratio("lfu", "stays", items=ITEMS, popularity=0.9, cached=500, ttl=2_000)


@pytest.mark.parametrize(
    ("law", "cached", "policy", "limits", "published"),
    [
        (zipf(50_000, 0.9), 5_000, Random(), {"write_share": 0.2}, 0.46604),
        (zipf(50_000, 0.9), 5_000, Random(), {"write_share": 0.5}, 0.32835),
        (zipf(50_000, 0.9), 1_000, Random(), {"write_share": 0.3}, 0.27458),
        (zipf(50_000, 0.9), 25_000, Random(), {"write_share": 0.1}, 0.76802),
    ],
)
def test_random_eviction_with_writes_against_exact_sums(law, cached, policy, limits, published):
    """Sums of (1 - w) x / (1 + x) over every rank, computed apart with numpy and scipy."""
    found = hit_ratio(law, replace(policy, limits=Limits(**limits)), cached)
    assert found == pytest.approx(published, abs=1e-5)


@pytest.mark.parametrize(
    ("lifetime", "simulated"), [(5_000, 0.4668), (20_000, 0.5706), (100_000, 0.5909)]
)
def test_a_lifetime_near_the_eviction_time(lifetime, simulated):
    """Simulated apart: 50,000 items, Zipf 0.9, 5,000 of them cached."""
    law = zipf(50_000, 0.9)
    found = hit_ratio(law, LRU(limits=Limits(lifetime=lifetime)), 5_000)
    assert found == pytest.approx(simulated, abs=0.001)


def test_a_write_that_renews_an_item_without_limit_of_size():
    """Simulated apart: 5,000 items, Zipf 0.9, 2,000 reads and 200 writes a second, 30 s to live."""
    limits = Limits(write_share=1 / 11, renews=True, lifetime=30 * 2_200)
    assert _ttl_hit_ratio(zipf(5_000, 0.9), limits) == pytest.approx(0.9543, abs=0.001)


def test_lifetimes_against_simulations(skewed):
    exponent, stream = skewed
    law = zipf(ITEMS, exponent)
    fixed = _measured(_lru(stream, ITEMS, lifetime=1_000))
    assert _ttl_hit_ratio(law, Limits(lifetime=1_000)) == _within_half_a_point(fixed)
    sliding = _measured(_sliding(stream, 1_000))
    assert _ttl_hit_ratio(law, Limits(idle=1_000)) == _within_half_a_point(sliding)


def test_warming_up_against_simulations(skewed):
    exponent, stream = skewed
    law, size = zipf(ITEMS, exponent), 2_000
    assert distinct_items(law, 20_000) == pytest.approx(len(set(stream[:20_000])), rel=0.01)
    fill = characteristic_time(law, LRU(), size)
    assert distinct_items(law, fill) == pytest.approx(size, rel=0.01)
    filled = [len(set(stream[at : at + round(fill)])) for at in range(0, 180_000, 9_000)]
    assert sum(filled) / len(filled) == pytest.approx(size, rel=0.01)
    starts = range(0, 190_000, 400)  # each a cold start: the hits of the 301st to 400th request
    hits = [hit for at in starts for hit in list(_lru(stream[at : at + 400], size))[300:]]
    assert warming_hit_ratio(law, size, 350) == pytest.approx(sum(hits) / len(hits), abs=0.01)


# --- properties ---

laws = st.builds(zipf, st.floats(100, 1e12), st.floats(0, 1.5))
parts = st.floats(1e-6, 1)
shares = st.one_of(st.just(0.0), st.floats(0.01, 0.9))
lifetimes = st.one_of(st.just(math.inf), st.floats(1, 1e12))
renewing = st.booleans()
by_writes = st.builds(Limits, write_share=shares, renews=renewing)
by_age = st.builds(Limits, write_share=shares, renews=renewing, lifetime=lifetimes)
limits = st.builds(Limits, write_share=shares, renews=renewing, lifetime=lifetimes, idle=lifetimes)
timed = st.one_of(
    st.builds(LRU, limits=limits),
    st.builds(FIFO, limits=by_age),
    st.builds(Random, limits=limits),
    st.builds(LRU, admitted=st.floats(0.01, 1), limits=by_writes),
)
every = st.one_of(timed, st.builds(LFU, limits=limits))


@given(laws, every, parts, parts)
def test_a_larger_cache_hits_more(law, policy, one, other):
    small, large = sorted((one, other))
    below = hit_ratio(law, policy, small * law.items)
    assert below <= hit_ratio(law, policy, large * law.items) + 1e-9


@given(
    st.floats(100, 1e12), st.sampled_from([LRU(), FIFO(), LFU()]), parts,
    st.floats(0, 1.5), st.floats(0, 1.5),
)  # fmt: skip
def test_more_skew_hits_more(items, policy, part, one, other):
    even, skewed = (zipf(items, exponent) for exponent in sorted((one, other)))
    hits = hit_ratio(even, policy, part * items)
    assert hits <= hit_ratio(skewed, policy, part * items) + 1e-9


@given(laws, parts, st.floats(0.01, 1))
def test_fifo_then_lru_then_selective_lru_then_lfu(law, part, admitted):
    order = (FIFO(), LRU(), LRU(admitted=admitted), LFU())
    hits = [hit_ratio(law, policy, part * law.items) for policy in order]
    assert all(low <= high + 1e-9 for low, high in pairwise(hits))


@given(st.floats(100, 1e12), st.sampled_from([LRU(), FIFO(), LFU()]), parts)
def test_without_skew_a_cache_hits_as_much_as_it_holds(items, policy, part):
    assert hit_ratio(zipf(items, 0), policy, part * items) == pytest.approx(part, rel=1e-9)
    assert hit_ratio(uniform(items), policy, part * items) == pytest.approx(part, rel=1e-9)


@given(laws, every, st.floats(1e-6, 1))
def test_forward_undoes_inverse(law, policy, part):
    wanted = part * highest_hit_ratio(law, policy)
    cached = items_for(law, policy, wanted)
    assert hit_ratio(law, policy, cached) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@given(laws, st.sampled_from([LRU(), FIFO(), LFU(), LRU(admitted=0.2)]), parts)
def test_inverse_undoes_forward(law, policy, part):
    cached = min(part, 0.999) * law.items
    found = items_for(law, policy, hit_ratio(law, policy, cached))
    assert found == pytest.approx(cached, rel=1e-9)


@given(laws, timed)
@example(zipf(1e12, 1.5), LRU(limits=Limits(lifetime=1e12, idle=1)))
def test_the_ends(law, policy):
    assert hit_ratio(law, policy, 0) == items_for(law, policy, 0) == 0
    ceiling = highest_hit_ratio(law, policy)
    assert hit_ratio(law, policy, 2 * law.items) == ceiling
    assert characteristic_time(law, policy, 2 * law.items) == math.inf


@given(laws, st.sampled_from([LRU(), FIFO(), LFU(), LRU(admitted=0.2)]))
def test_all_of_the_reads_take_all_of_the_items(law, policy):
    assert highest_hit_ratio(law, policy) == pytest.approx(1, abs=1e-12)
    assert items_for(law, policy, 1) == pytest.approx(law.items, rel=1e-12)


# --- ceilings and mistakes ---


def test_writes_and_lifetimes_set_a_ceiling():
    law = zipf(1e6, 0.9)
    writes = _lru_with(write_share=0.3)
    assert highest_hit_ratio(law, writes) == pytest.approx(0.7)
    assert hit_ratio(law, writes, 1e6) == pytest.approx(0.7)
    assert items_for(law, writes, 0.7) == pytest.approx(0.7e6)
    expiring = _lru_with(lifetime=1e5)
    assert highest_hit_ratio(law, expiring) == _ttl_hit_ratio(law, Limits(lifetime=1e5))
    kept = items_for(law, expiring, highest_hit_ratio(law, expiring))
    assert kept <= distinct_items(law, 1e5) * (1 + 1e-9)
    assert hit_ratio(law, expiring, kept) == pytest.approx(
        _ttl_hit_ratio(law, Limits(lifetime=1e5))
    )


@pytest.mark.parametrize(
    ("mistaken", "words"),
    [
        (
            lambda law: items_for(law, _lru_with(write_share=0.3), 0.8),
            "a hit ratio of 80 % is out of reach: however large the cache, it answers at most 70 %",
        ),
        (lambda law: items_for(law, _lru_with(lifetime=10), 0.9), "90 % is out of reach"),
        (lambda law: items_for(law, LRU(), 1.01), "between 0 % and 100 %, not at 101 %"),
        (lambda law: items_for(law, LFU(), -0.1), "not at -10 %"),
        (lambda law: items_for(law, LRU(), math.nan), "not at nan %"),
        (lambda law: hit_ratio(law, LRU(), -1), "room for -1 items"),
        (lambda law: hit_ratio(law, LFU(), -1), "cannot be -1 items"),
        (lambda law: hit_ratio(law, FIFO(), math.nan), "room for nan items"),
        (lambda law: Limits(idle=-1), "a longest idle time cannot be -1 requests"),
        (lambda law: distinct_items(law, -1), "a time cannot be -1 requests"),
        (lambda law: warming_hit_ratio(law, 10, -1), "a time cannot be -1 requests"),
        (lambda law: LRU(admitted=0), "above 0, to 1: not 0"),
        (lambda law: LRU(admitted=1.5), "not 1.5"),
        (
            lambda law: LRU(admitted=0.1, limits=Limits(lifetime=9)),
            "no model of items that expire, stay, and are let in by chance",
        ),
        (
            lambda law: FIFO(limits=Limits(idle=9)),
            "no model of items that expire when idle, stay, and go by age",
        ),
        (lambda law: _lru_with(write_share=1), "0 to below 1, not 1"),
        (lambda law: _lru_with(lifetime=-5), "a lifetime cannot be -5 requests"),
    ],
)
def test_mistakes(mistaken, words):
    with pytest.raises(ValueError, match=words):
        mistaken(zipf(1000, 1))


def test_a_search_for_a_time_looks_at_none_twice(monkeypatch):
    looks = []
    occupancies = LRU.occupancies
    monkeypatch.setattr(
        LRU, "occupancies", lambda *given: looks.append(given[2]) or occupancies(*given)
    )
    law = zipf_nodes(1e9, 0.8)
    for part in (1e-6, 1e-3, 0.2, 0.9):
        looks.clear()
        hit_ratio(law, LRU(), part * 1e9)
        *sought, _ = looks  # the last is for the hits at the time that is found
        assert len(sought) == len(set(sought)) <= 15
