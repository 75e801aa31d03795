"""Caches whose items expire, are deleted by writes, or let in by chance; latency and warmth."""

from __future__ import annotations

import math
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import capest
from capest.models.caching.hit_ratio import highest_hit_ratio
from capest.models.caching.hit_ratio import hit_ratio as hit_ratio_of
from capest.models.caching.policies import FIFO, LFU, LRU, Limits, Random
from capest.models.caching.sizing import hit_ratio, items_to_cache
from capest.models.popularity import zipf
from capest.models.roots import NEAR
from capest.models.zipf_nodes import zipf_nodes
from capest.problems import CapestError
from capest.render.report import noted
from capest.scenario.profiles import profile_names
from capest.sections.caches.limits import LIMITS
from capest.sections.caches.warmth import WARMTH

TEXT = """traffic:
  view: {{rate: {reads}/s, kind: read, peak: 3}}
  edit: {{rate: 30/s, kind: write, peak: 3}}
caches:
  hot: {{serves: view, {fields}}}
"""
EQUAL = "items: 100, item_size: 1 KB, popularity: uniform, "
SKEWED = "items: 1M, item_size: 1 KB, popularity: zipf 0.8, "


def _cache(fields, reads=1):
    return capest.estimate(capest.load(TEXT.format(fields=fields, reads=reads)))


def _value(fields, name="hit_ratio", reads=1):
    return _cache(fields, reads)[f"hot.{name}"].quantity.value


def _problems(fields, reads=1):
    with pytest.raises(CapestError) as caught:
        _cache(fields, reads)
    return caught.value.problems


# --- expiry ---


@pytest.mark.parametrize(
    ("lifetime", "hits"),
    [
        ("ttl: 100 s", 1 / 2),
        ("ttl: 5 min", 3 / 4),
        ("max_idle: 100 s", 1 - math.exp(-1)),
        ("ttl: 100 s, write_share: 20%", 0.8 * (1 - math.exp(-0.25)) / (1 - 0.8 * math.exp(-0.25))),
        ("max_idle: 100 s, write_share: 20%", 0.8 * (1 - math.exp(-1.25))),
    ],
)
def test_a_lifetime_alone_says_how_many_items_there_are(lifetime, hits):
    """Equal items have closed forms: 100 of them at one read a second, so one read each in 100 s.

    With writes an item's stay ends by a write at a rate of 0.0025/s or after 100 s, so it sees
    (1 - e^-0.25) / 0.25 reads, each read in by one miss.
    """
    cache = _cache(EQUAL + lifetime)
    assert cache["hot.hit_ratio"].quantity.value == pytest.approx(100 * hits)
    assert cache["hot.items_cached"].quantity.value == pytest.approx(100 * hits)
    assert cache["hot.memory"].quantity.value == pytest.approx(100_000 * hits)
    assert "hot.floor_hit_ratio" not in cache and "hot.warm_up" not in cache


@given(st.floats(1, 1e7), st.floats(1, 1e7), st.sampled_from(["ttl", "max_idle"]))
def test_a_longer_lifetime_hits_more_and_holds_more(one, other, field):
    short, long = (_cache(f"{SKEWED}{field}: {age!r} s", 10) for age in sorted((one, other)))
    for name in ("hot.hit_ratio", "hot.items_cached"):
        assert short[name].quantity.value <= long[name].quantity.value * (1 + 1e-9)


@pytest.mark.parametrize("field", ["ttl", "max_idle"])
@pytest.mark.parametrize("size", ["share: 10%", "memory: 100 MB", "items_cached: 100k"])
def test_a_size_and_a_lifetime_limit_both(size, field):
    """LRU answers 48.71 % of 1e6 items at 0.8 with a tenth of them, and the lifetime what it does.

    An hour at 100/s is 1e5 requests or so, of which LRU keeps items for some 1.6e5.
    """
    short, long = f"{field}: 1 s", f"{field}: 365 days"
    assert _value(f"{SKEWED}{size}, {short}", reads=100) == pytest.approx(
        _value(f"{SKEWED}{short}", reads=100)
    )
    assert _value(f"{SKEWED}{size}, {long}", reads=100) == pytest.approx(48.71, abs=0.06)
    both = _value(f"{SKEWED}{size}, {field}: 1 h", reads=100)
    assert both <= min(48.71, _value(f"{SKEWED}{field}: 1 h", reads=100)) + 0.01


@pytest.mark.parametrize(
    ("policy", "fields"),
    [
        ("lru", ""),
        ("lru", ", ttl: 2 h"),
        ("lru", ", max_idle: 2 h"),
        ("lru", ", write_share: 10%"),
        ("lru", ", ttl: 2 h, write_share: 10%"),
        ("lru", ", max_idle: 2 h, write_share: 10%"),
        ("fifo", ""),
        ("fifo", ", ttl: 2 h, write_share: 10%"),
        ("random", ""),
        ("random", ", ttl: 2 h"),
        ("random", ", max_idle: 2 h, write_share: 10%"),
        ("lfu", ""),
        ("lfu", ", ttl: 2 h, write_share: 10%"),
        ("lfu", ", max_idle: 2 h"),
        ("q_lru", ", admission: 10%"),
        ("q_lru", ", admission: 10%, write_share: 10%"),
    ],
)
def test_the_size_for_a_hit_ratio_gives_that_hit_ratio(policy, fields):
    """And it lies between the floor and what no policy exceeds, below what no size exceeds.

    But what a write deletes waits long to be let in again, longer than in a queue; and of what is
    evicted at random, expired items stay longer than in a queue.
    """
    setting = f"{SKEWED}policy: {policy}{fields}"
    wanted = _cache(f"{setting}, store_max_qps: 200/s", reads=100)
    assert wanted["hot.hit_ratio"].quantity.value == pytest.approx(100 / 3, rel=1e-9)
    cached = wanted["hot.items_cached"].quantity.value
    found = _cache(f"{setting}, items_cached: {cached!r}", reads=100)
    assert found["hot.hit_ratio"].quantity.value == pytest.approx(100 / 3, rel=1e-9)
    ceiling = found["hot.ceiling_hit_ratio"].quantity.value
    assert found["hot.hit_ratio"].quantity.value <= ceiling + 1e-9
    below = (("q_lru", ", admission: 10%, write_share: 10%"), ("random", ", ttl: 2 h"))
    if "max_idle" not in fields and (policy, fields) not in below:
        assert (
            found["hot.floor_hit_ratio"].quantity.value
            <= found["hot.hit_ratio"].quantity.value + 1e-9
        )
    if "hot.highest_hit_ratio" in found:
        assert (
            found["hot.hit_ratio"].quantity.value
            <= found["hot.highest_hit_ratio"].quantity.value + 1e-9
        )


def test_random_is_as_first_in_first_out():
    """Their stationary hit ratios are equal (Hasslinger et al., Future Internet 15(3):91, 2023)."""
    assert _value(SKEWED + "share: 10%, policy: random") == pytest.approx(44.82, abs=0.005)


@pytest.mark.parametrize(("admission", "between"), [(100, (48.70, 48.72)), (10, (48.71, 60.91))])
def test_letting_in_less_hits_more(admission, between):
    """q-LRU is LRU where all is let in, and nears the most popular items as less is."""
    found = _value(f"{SKEWED}share: 10%, policy: q_lru, admission: {admission}%")
    assert between[0] <= found <= between[1]


# --- writes ---


def test_writes_set_a_ceiling_and_the_size_comes_near_it():
    """30 writes for 70 reads of the same items: no cache answers more than 70 %."""
    cache = _cache(SKEWED + "written_by: edit", reads=70)
    assert cache["hot.write_share"].quantity.value == pytest.approx(30)
    assert cache["hot.highest_hit_ratio"].quantity.value == pytest.approx(70)
    assert cache["hot.hit_ratio"].quantity.value == pytest.approx(70)
    assert _value(SKEWED + "share: 10%, write_share: 30%") < 0.7 * 48.71 + 5


@pytest.mark.parametrize(
    "fields",
    [
        "hit_ratio: 95%, written_by: edit",
        SKEWED + "hit_ratio: 95%, written_by: edit",
        SKEWED + "hit_ratio: 70.1%, write_share: 30%, policy: fifo",
        SKEWED + "hit_ratio: 71%, write_share: 30%, ttl: 365 days",
        SKEWED + "store_max_qps: 1/s, written_by: edit",
        SKEWED + "target_latency: 2 ms, latency: 1 ms, store_latency: 9 ms, write_share: 30%",
    ],
)
def test_a_hit_ratio_above_the_ceiling_is_one_problem_that_names_it(fields):
    [problem] = _problems(fields, reads=70)
    assert problem.code == "undefined"
    assert "is out of reach: however large the cache, it answers at most" in problem.message
    highest = float(problem.message.removesuffix(" %").rsplit(" ", 1)[1])
    assert highest == pytest.approx(70, abs=0.2)
    name = next(name for name in ("hit_ratio", "store_max_qps", "target_latency") if name in fields)
    line = problem.span.source.line(problem.span.line)
    assert line[: problem.span.column - 1].endswith(f"{name}: "), "the caret is on what is asked"


def test_a_lifetime_sets_a_ceiling_too():
    [problem] = _problems(EQUAL + "hit_ratio: 80%, ttl: 5 min")
    assert "at most 75 %" in problem.message


# --- latency ---


@pytest.mark.parametrize(
    ("hit_ratio", "mean"), [(50, 11.5), (80, 5.2), (90, 3.1), (95, 2.05), (99, 1.21)]
)
def test_the_mean_latency_and_its_inverse(hit_ratio, mean):
    """1 ms for the cache, and 20 + 1 ms for a miss: worked out by hand."""
    times = "latency: 1 ms, store_latency: 20 ms, fill_latency: 1 ms"
    forward = _cache(f"hit_ratio: {hit_ratio}%, {times}")
    assert forward["hot.mean_latency"].quantity.to("ms") == pytest.approx(mean)
    inverse = _cache(f"{SKEWED}target_latency: {mean} ms, {times}, node_memory: 100 MB")
    assert inverse["hot.hit_ratio"].quantity.value == pytest.approx(hit_ratio, rel=1e-9)
    assert inverse["hot.mean_latency"].quantity.to("ms") == pytest.approx(mean, rel=1e-9)
    memory = inverse["hot.memory"].quantity.value
    assert inverse["hot.nodes"].quantity.value == math.ceil(memory / 75e6)


def test_a_latency_that_hits_alone_exceed_is_out_of_reach():
    times = "target_latency: 0.5 ms, latency: 1 ms, store_latency: 20 ms"
    [problem] = _problems(SKEWED + times)
    assert "a hit ratio of 102.5 % is out of reach" in problem.message


def test_a_latency_that_the_store_keeps_needs_no_cache():
    times = "target_latency: 30 ms, latency: 1 ms, store_latency: 20 ms"
    cache = _cache(SKEWED + times)
    assert cache["hot.items_cached"].quantity.value == 0
    assert cache["hot.mean_latency"].quantity.to("ms") == pytest.approx(21)


# --- warmth ---


@pytest.mark.parametrize(
    ("exponent", "share", "hits", "hours"),
    [
        (0.8, "13.85%", 55.95, 2.0),
        (0.9, "10.87%", 69.49, 2.3),
        (1.0, "6.91%", 82.89, 2.5),
        (1.1, "3.30%", 92.48, 2.7),
        (1.2, "1.26%", 97.22, 2.8),
    ],
)
def test_how_long_a_cache_takes_to_fill(exponent, share, hits, hours):
    """A fifth of what 34,722 requests a second ask for in a day, of 1e9 items: computed apart."""
    fields = f"items: 1G, popularity: zipf {exponent}, share: {share}"
    cache = _cache(fields, reads="(3e9 / 86400)")
    assert cache["hot.hit_ratio"].quantity.value == pytest.approx(hits, abs=0.06)
    assert cache["hot.warm_up"].quantity.to("h") == pytest.approx(hours, abs=0.06)
    assert cache["hot.eviction_age"].quantity.value == cache["hot.warm_up"].quantity.value


def test_equal_items_fill_a_cache_in_closed_form():
    """Half of 100 items at 1/s: 100 ln 2 = 69.3 s with LRU; out of a queue each goes after 100 s.

    Letting in a tenth of the misses, ten times as many are needed.
    """
    assert _value(EQUAL + "share: 50%", "warm_up") == pytest.approx(100 * math.log(2))
    fifo = _cache(EQUAL + "share: 50%, policy: fifo")
    assert fifo["hot.warm_up"].quantity.value == pytest.approx(100 * math.log(2))
    assert fifo["hot.eviction_age"].quantity.value == pytest.approx(100)
    slow = EQUAL + "share: 50%, policy: q_lru, admission: 10%"
    assert _value(slow, "warm_up") == pytest.approx(1000 * math.log(2))
    assert "hot.eviction_age" not in _cache(EQUAL + "share: 50%, policy: lfu")


def test_a_report_says_how_long_it_fills_and_what_it_keeps():
    """First in, first out of 100 equal items, half of them cached, a request a second."""

    def said(policy):
        cache = _cache(f"{EQUAL}share: 50%, policy: {policy}")
        return [text for note in WARMTH.notes if (text := noted(note, "hot", cache))]

    fills = "full 1.16 min after a cold start"
    assert said("fifo") == [f"{fills}; an idle item stays 1.67 min"]
    assert said("lfu") == [fills]


@pytest.mark.parametrize(
    "fields", ["share: 100%", "memory: 1 GB", "memory: 0 B", "hit_ratio: 100%"]
)
def test_what_never_fills_has_no_time_to_fill(fields):
    cache = _cache(EQUAL + fields)
    assert "hot.warm_up" in cache.absent and "hot.eviction_age" in cache.absent


# --- sizes that go with popularity ---


def test_smaller_popular_items_leave_room_for_more():
    """The mean alone says 10 % of the items; its inverse needs as much memory for as many."""
    by_mean = _cache(SKEWED + "memory: 100 MB")
    found = _cache(SKEWED + "memory: 100 MB, served_size: 500 B")
    assert found["hot.items_cached"].quantity.value > by_mean["hot.items_cached"].quantity.value
    assert (
        found["hot.mean_size_hit_ratio"].quantity.value == by_mean["hot.hit_ratio"].quantity.value
    )
    hits = found["hot.hit_ratio"].quantity.value
    back = _cache(f"{SKEWED}served_size: 500 B, hit_ratio: {hits!r}%")
    assert back["hot.memory"].quantity.value == pytest.approx(1e8, rel=1e-9)
    assert "hot.floor_hit_ratio" not in found, "another policy would hold other sizes"


def test_a_served_size_of_the_mean_changes_nothing():
    found = _cache(SKEWED + "memory: 100 MB, served_size: 1 KB")
    assert found["hot.hit_ratio"].quantity.value == pytest.approx(_value(SKEWED + "memory: 100 MB"))


# --- workloads ---


@pytest.mark.parametrize("name", profile_names("workloads"))
def test_a_workload_stands_in_for_what_is_left_out(name):
    cache = _cache(f"items: 1M, workload: {name}")
    published = [name for name in ("hot.hit_ratio", "hot.item_size") if name in cache]
    assert published and all(cache[found].origin.profile == name for found in published)
    own = _cache(f"items: 1M, workload: {name}, popularity: zipf 0.8, item_size: 1 KB, share: 10%")
    assert own["hot.hit_ratio"].quantity.value == pytest.approx(48.71, abs=0.006)
    assert own["hot.memory"].quantity.value == pytest.approx(1e8)


def test_a_workload_gives_popularity_and_size_or_the_hit_ratio_that_is_published():
    """Twitter's transient caches, March 2020: exponent 0.76, 120 B, 6.5 % misses at the median."""
    published = _cache("items: 1M, workload: twitter_transient")
    assert published["hot.hit_ratio"].quantity.value == 93.5
    assert published["hot.item_size"].quantity.value == 120
    size = published["hot.items_cached"].quantity.value
    of_size = f"items: 1M, popularity: zipf 0.76, items_cached: {size!r}"
    assert _value(of_size) == pytest.approx(93.5, rel=1e-9)
    for field in ("share: 10%", "memory: 12 MB", "items_cached: 100k"):
        bought = _cache(f"items: 1M, workload: twitter_transient, {field}")
        assert bought["hot.items_cached"].quantity.value == pytest.approx(1e5)
        assert bought["hot.hit_ratio"].quantity.value == pytest.approx(
            _value("items: 1M, popularity: zipf 0.76, share: 10%"), rel=1e-9
        )


@pytest.mark.parametrize("field", ["ttl: 1 min", "max_idle: 1 min", "write_share: 10%"])
def test_a_published_hit_ratio_gives_way_to_what_would_change_it(field):
    cache = _cache(f"items: 1M, workload: twitter_storage, {field}")
    assert cache["hot.hit_ratio"].quantity.value == pytest.approx(
        cache["hot.highest_hit_ratio"].quantity.value
    )


# --- mistakes and samples ---


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("share: 10%, ttl: 0 s", "out-of-range"),
        ("share: 10%, ttl: 1 h, max_idle: 1 h", "excluded-field"),
        ("share: 10%, policy: q_lru", "missing-field"),
        ("share: 10%, admission: 10%", "missing-field"),
        ("share: 10%, policy: lru, admission: 10%", "missing-field"),
        ("share: 10%, policy: q_lru, admission: 0%", "out-of-range"),
        ("share: 10%, policy: q_lru, admission: 10%, ttl: 1 h, expired: stays", "undefined"),
        ("share: 10%, policy: fifo, max_idle: 1 h, expired: stays", "undefined"),
        ("share: 10%, policy: fifo, served_size: 500 B", "excluded-field"),
        ("ttl: 1 h, served_size: 500 B", "excluded-field"),
        ("memory: 1 MB, served_size: 1e-9 B", "undefined"),
        ("share: 10%, write_share: 100%", "out-of-range"),
        ("share: 10%, write_share: 10%, written_by: edit", "excluded-field"),
        ("share: 10%, target_latency: 1 ms, latency: 1 ms, store_latency: 9 ms", "excluded-field"),
        ("target_latency: 1 ms", "missing-field"),
        ("items_cached: 2M", "undefined"),
        ("share: 10%, written_by: edits", "unknown-name"),
        ("share: 10%, workload: twitter", "unknown-profile"),
    ],
)
def test_what_makes_no_sense_is_refused(fields, code):
    assert code in [problem.code for problem in _problems(SKEWED + fields)]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("hot.ttl", 60.0, 6000.0), ("hot.write_share", 0.3, 0.05), ("hot.popularity", 0.7, 1.1)],
)
def test_limits_run_on_samples(numpy, name, low, high):
    cache = _cache(SKEWED + "share: 10%, ttl: 1 h, write_share: 10%", reads=100)
    samples = numpy.array([low, (low + high) / 2, high])
    many = cache.replay({name: samples})
    for result in ("hot.hit_ratio", "hot.ceiling_hit_ratio", "hot.warm_up"):
        one = [cache.replay({name: sample})[result] for sample in samples.tolist()]
        found = list(numpy.broadcast_to(many[result], 3))
        assert found == pytest.approx(one, rel=NEAR)  # the roots of samples are found so near
    assert list(many["hot.hit_ratio"]) == sorted(many["hot.hit_ratio"])


def test_samples_of_what_never_fills_have_no_time(numpy):
    cache = _cache(EQUAL + "share: 50%")
    many = cache.replay({"hot.share": numpy.array([0.5, 1.0])})["hot.warm_up"]
    assert many[0] == pytest.approx(100 * math.log(2)) and math.isnan(many[1])


def test_samples_of_a_size_share_one_popularity(numpy):
    cache = _cache(SKEWED + "share: 10%, policy: lfu")
    shares = [0.01, 0.1, 1.0]
    many = cache.replay({"hot.share": numpy.array(shares)})
    for result in ("hot.hit_ratio", "hot.ceiling_hit_ratio"):
        one = [cache.replay({"hot.share": share})[result] for share in shares]
        assert list(numpy.broadcast_to(many[result], 3)) == pytest.approx(one, rel=1e-6)


def test_lifetimes_count_reads_as_the_rate_does():
    """With a fifth of writes, 100 reads are 125 requests of the model: y = 1.25 for equal items."""
    limits = {"items": 100.0, "popularity": 0.0, "write_share": 0.2, "max_idle": 100.0}
    found = hit_ratio("lru", "leaves", **limits)
    assert found == pytest.approx(0.8 * (1 - math.exp(-1.25)))
    held = items_to_cache("lru", "leaves", hit_ratio=found - 1e-9, **limits)
    assert held == pytest.approx(100 * found)


# --- every policy, kind of expiry and effect of a write ---


def _cells():
    for policy in ("lru", "fifo", "random", "lfu", "q_lru, admission: 30%"):
        for expiry in ("", "ttl: 4 s", "max_idle: 4 s"):
            for writes in ("", "write_share: 20%", "written_by: edit, writes: write-through"):
                for expired in ("", "expired: leaves", "expired: stays") if expiry else ("",):
                    yield policy, expiry, writes, expired


_POLICIES = {
    "lru": LRU, "fifo": FIFO, "random": Random, "lfu": LFU, "q_lru": partial(LRU, admitted=0.3),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "expiry", "writes", "expired"), list(_cells()), ids=str)
def test_a_section_asks_the_model_that_its_fields_describe(policy, expiry, writes, expired):
    """120 reads and 30 writes a second, so that 4 s are 600 requests; the models are held to
    simulations.
    """
    given = ", ".join(part for part in (expiry, writes, expired) if part)
    fields = f"items: 10k, popularity: zipf 0.9, items_cached: 500, policy: {policy}, {given}"
    share = 0.2 if writes else 0.0
    times = 4 * 120 / (1 - share) if expiry else math.inf
    name = {"ttl": "lifetime", "max": "idle"}.get(expiry[:3], "lifetime")
    if policy == "lfu" and "stays" in expired:
        (problem,) = _problems(fields, reads=120)
        assert "expire, stay, and go by popularity" in problem.message
        return
    try:
        limits = Limits(
            write_share=share,
            renews="through" in writes,
            leaves=bool(expiry) and "stays" not in expired,
            **{name: times},
        )
        law = (zipf if policy == "lfu" else zipf_nodes)(1e4, 0.9)
        model = _POLICIES[policy.partition(",")[0]](limits=limits)
    except ValueError as error:
        assert any(str(error) in problem.message for problem in _problems(fields, reads=120))
        return
    found = _cache(fields, reads=120)
    assert found["hot.hit_ratio"].quantity.value / 100 == pytest.approx(
        hit_ratio_of(law, model, 500), rel=1e-9
    )
    if expiry or share:
        highest = found.get("hot.highest_hit_ratio")
        assert highest or ("through" in writes and not expiry)
        assert not highest or highest.quantity.value / 100 == pytest.approx(
            highest_hit_ratio(law, model), rel=1e-9
        )


def test_a_write_that_renews_its_item_answers_more():
    """Simulated apart: 2,000 reads and 200 writes a second on 5,000 items that live for 30 s."""
    cache = capest.estimate(
        capest.load(
            "traffic: {rd: {rate: 2k/s, kind: read}, wr: {rate: 200/s, kind: write}}\n"
            "caches: {c: {serves: rd, written_by: wr, writes: write-through, items: 5000, "
            "popularity: zipf 0.9, ttl: 30 s}}"
        )
    )
    assert cache["c.hit_ratio"].quantity.value == pytest.approx(95.43, abs=0.1)
    assert cache["c.highest_hit_ratio"] == cache["c.hit_ratio"].inputs[0]


def test_random_eviction_with_writes():
    """The sum of (1 - w) x / (1 + x) over every rank, computed apart."""
    fields = "items: 50k, items_cached: 5k, popularity: zipf 0.9, policy: random, write_share: 20%"
    assert _value(fields) == pytest.approx(46.604, abs=0.002)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("ttl: 4 s", "items expire after 4 s, and leave at once (assumed: redis, "),
        ("ttl: 4 s, system: redis", "items expire after 4 s, and leave at once (redis: keys are "),
        ("ttl: 4 s, expired: leaves", "items expire after 4 s, and leave at once"),
        ("max_idle: 4 s, expired: stays", "items expire after 4 s without a read, and stay until "),
        ("ttl: 4 s, system: twemcache", "items expire after 4 s, and stay until they are asked "),
    ],
)
def test_a_report_says_what_becomes_of_an_expired_item(fields, said):
    cache = _cache(f"{SKEWED}share: 10%, {fields}", reads=100)
    [text] = [text for note in LIMITS.notes[1:] if (text := noted(note, "hot", cache))]
    assert text.startswith(said) and text.endswith(")") == ("expired:" not in fields)


def test_what_writes_a_cache_is_not_left_out_for_want_of_its_rate():
    """A hit ratio without the writes would be another one; it waits for the users."""
    cache = capest.estimate(
        capest.load(
            "traffic: {rd: {rate: 2k/s, kind: read}, wr: {per_user: 1/day, kind: write}}\n"
            "caches: {c: {serves: rd, written_by: wr, items: 5000, popularity: zipf 0.9, "
            "share: 10%}}"
        )
    )
    assert "c.hit_ratio" not in cache
    assert any("dau" in want for want in cache.absent["c.hit_ratio"].wants)
