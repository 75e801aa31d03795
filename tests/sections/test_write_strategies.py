"""The strategies of writing in a scenario: loads, latency, staleness, availability, the queue."""

from __future__ import annotations

import pytest

from capest.problems import CapestError
from capest.render.report import noted
from capest.sections.caches.queue import QUEUE

STRATEGIES = ("cache-aside", "read-through", "write-around", "write-through", "write-behind")
SCENARIO = """
traffic:
  get: {rate: 300k/s, kind: read, peak: 1}
  put: {rate: 6k/s, kind: write, peak: 1, request: 300 B}
caches:
  hot:
    serves: get
    written_by: put
    writes: cache-aside
    hit_ratio: 95%
"""
LIMITED = SCENARIO.replace("hit_ratio: 95%", "store_max_qps: 30k/s") + (
    "    items: 1e9\n    popularity: zipf 1\n"
)


@pytest.fixture
def under(estimate):
    """The cache under a strategy, with more fields."""

    def evaluate(strategy, scenario=SCENARIO, **fields):
        changes = {f"hot.{name}": value for name, value in fields.items()}
        return estimate(scenario, **{"hot.writes": strategy}, **changes)

    return evaluate


@pytest.mark.parametrize(
    ("strategy", "store", "cache"),
    [
        ("cache-aside", 21_000, 321_000),
        ("read-through", 21_000, 321_000),
        ("write-around", 21_000, 315_000),
        ("write-through", 21_000, 321_000),
        ("write-behind", 16_500, 321_000),
    ],
)
def test_operations_on_the_store_and_on_the_cache(strategy, store, cache, under):
    """R = 300k/s, W = 6k/s, h = 95 %, c = 25 %: misses, fills and writes, added up by hand."""
    found = under(strategy, coalescing="25%", node_qps="1k/s")
    assert found["hot.store_qps"].quantity.value == pytest.approx(store)
    assert found["hot.cache_qps"].quantity.value == pytest.approx(cache)
    assert found["hot.nodes"].quantity.value == cache / 1_000


@pytest.mark.parametrize(
    ("strategy", "hits"), [("write-through", 0.92), ("cache-aside", 0.92), ("write-behind", 0.905)]
)
def test_what_the_store_can_take_includes_the_writes(strategy, hits, under):
    """Of 30,000/s 6,000 are writes, a quarter of them behind a queue: 24,000 or 28,500 misses."""
    found = under(strategy, LIMITED, coalescing="25%")
    assert found["hot.hit_ratio"].quantity.value == pytest.approx(100 * hits, rel=1e-9)
    assert found["hot.store_qps"].quantity.value == pytest.approx(30_000, rel=1e-9)


def test_a_store_that_cannot_even_take_the_writes_is_not_saved_by_a_cache(under):
    with pytest.raises(CapestError) as caught:
        under("write-through", LIMITED.replace("30k/s", "5k/s"))
    (problem,) = caught.value.problems
    assert problem.message.endswith("not even a cache that answers every read is enough")
    line = problem.span.source.line(problem.span.line)
    assert line[problem.span.column - 1 :] == "5k/s"


def test_a_queue_that_merges_nothing_passes_every_write_on(under):
    assert under("write-behind")["hot.store_qps"].quantity.value == pytest.approx(21_000)


@pytest.mark.parametrize(
    ("exponent", "window", "share"),
    [(1, "10 s", 61.98), (0.8, "1 s", 98.12), (1.2, "10 min", 9.40), (1, "1 h", 34.35)],
)
def test_what_popularity_and_a_delay_let_a_queue_merge(exponent, window, share, under):
    """1e9 keys and 6,000 writes a second: sums over all ranks, to four digits."""
    popular = {"items": "1e9", "popularity": f"zipf {exponent}", "write_delay": window}
    found = under("write-behind", **popular)
    assert found["hot.coalescing"].quantity.value == pytest.approx(share, abs=0.0051)
    assert found["hot.store_write_qps"].quantity.value == pytest.approx(60 * share, abs=0.31)


@pytest.mark.parametrize(
    ("strategy", "milliseconds"), [*zip(STRATEGIES, (6, 6, 5, 10, 3), strict=True)]
)
def test_what_a_write_waits_for(strategy, milliseconds, under):
    """Round trips of 1 ms, 5 ms and 2 ms to the cache, the store and the queue."""
    trips = {"latency": "1 ms", "store_latency": "5 ms", "queue_latency": "2 ms"}
    latency = under(strategy, **trips)["hot.write_latency"].quantity
    assert latency.to("ms") == pytest.approx(milliseconds)


def test_a_queue_in_the_cache_takes_no_trip_and_fails_with_it(under):
    found = under("write-behind", latency="1 ms", cache_availability="99.9%")
    assert found["hot.write_latency"].quantity.to("ms") == pytest.approx(1)
    assert found["hot.write_availability"].quantity.value == pytest.approx(99.9)


@pytest.mark.parametrize(
    ("strategy", "availability"),
    [*zip(STRATEGIES, (0.9995, 0.9995, 0.9995, 0.998501, 0.998900), strict=True)],
)
def test_who_must_be_up_for_a_write(strategy, availability, under):
    """Cache 99.9 %, store 99.95 %, queue 99.99 %: products, to six digits."""
    found = under(
        strategy,
        cache_availability="99.9%",
        store_availability="99.95%",
        queue_availability="99.99%",
    )
    assert found["hot.write_availability"].quantity.value / 100 == pytest.approx(
        availability, abs=5.1e-7
    )


def test_two_of_three_nines_are_down_for_17_and_a_half_hours_a_year(under):
    found = under("write-through", cache_availability="99.9%", store_availability="99.9%")
    assert found["hot.write_downtime"].quantity.to("h") == pytest.approx(17.51, abs=0.0051)


@pytest.mark.parametrize(
    ("ttl", "stale"), [("0.1 s", 0.048374), ("1 s", 0.367879), ("10 s", 0.900005)]
)
def test_answers_that_only_a_lifetime_ends(ttl, stale, under):
    """6,000 items, one write a second each: 1 - (1 - e^-x) / x of the hits, which are half of the
    reads.
    """
    found = under("write-around", items="6000", popularity="uniform", ttl=ttl, hit_ratio="50%")
    assert found["hot.hit_ratio"].quantity.value == pytest.approx(50)
    assert found["hot.stale_answers"].quantity.value / 50 == pytest.approx(stale, abs=1.1e-6)
    assert found["hot.stale_for"].quantity == found["hot.ttl"].quantity


@pytest.mark.parametrize("strategy", ["cache-aside", "read-through"])
def test_answers_until_a_deletion_arrives(strategy, under):
    """6,000 items, one write a second each, 250 ms on the way: 0.25 / 1.25 of the time."""
    found = under(strategy, items="6000", popularity="uniform", latency="250 ms")
    assert found["hot.stale_answers"].quantity.value == pytest.approx(20)
    assert found["hot.stale_for"].quantity.to("ms") == pytest.approx(250)


@pytest.mark.parametrize("strategy", ["write-through", "write-behind"])
def test_a_cache_that_has_every_write_is_never_stale(strategy, under):
    found = under(strategy)
    assert (found["hot.stale_for"].quantity.value, found["hot.stale_answers"].quantity.value) == (
        0,
        0,
    )


# --- the queue of write-behind ---

BURST = {
    "write_delay": "0 s",
    "drain_qps": "12k/s",
    "burst_qps": "143199/s",
    "burst_length": "60 s",
}


def test_what_a_burst_leaves(under):
    """From 6,000/s to 143,199/s for 60 s, of which the store takes 12,000/s: worked out by hand."""
    found = under("write-behind", **BURST)
    assert found["hot.backlog"].quantity.value == 7_871_940
    assert found["hot.backlog_size"].quantity.to("GB") == pytest.approx(2.362, abs=5.1e-4)
    assert found["hot.longest_wait"].quantity.to("s") == pytest.approx(656.0, abs=0.051)
    assert found["hot.drain_time"].quantity.to("s") == pytest.approx(1312.0, abs=0.051)
    assert found["hot.writes_at_risk"].quantity.value == pytest.approx(7_871_940)


def test_what_waits_without_a_burst_is_at_risk(under):
    """6,000/s for 10 s: 60,000 writes, 18 MB at 300 B."""
    found = under("write-behind", write_delay="10 s", coalescing="25%")
    assert found["hot.writes_at_risk"].quantity.value == pytest.approx(60_000)
    assert found["hot.data_at_risk"].quantity.to("MB") == pytest.approx(18)
    assert found["hot.store_lag"].quantity.to("s") == 10
    for strategy in STRATEGIES[:-1]:
        other = under(strategy, write_delay="10 s")
        assert (
            other["hot.writes_at_risk"].quantity.value
            == other["hot.data_at_risk"].quantity.value
            == 0
        )


def test_an_item_is_what_waits_where_its_size_is_known(under):
    found = under("write-behind", write_delay="10 s", item_size="1 KB")
    assert found["hot.data_at_risk"].quantity.to("MB") == pytest.approx(60)


def _watch(delay, share, burst, length, drain, ordinary=6_000, step=0.01):
    """Writes through a queue, step by step: the most not yet stored, the most due, the time until
    none of the burst is due.
    """
    waiting, due, most, most_due = [], 0.0, 0.0, 0.0
    now = 0
    while True:
        arriving = (burst if now * step < length else ordinary) * step
        waiting.append(arriving)
        if now * step >= delay:
            due += waiting[now - round(delay / step)] * share
        due = max(0.0, due - drain * step)
        now += 1
        most_due = max(most_due, due)
        acknowledged = sum(waiting[-round(delay / step) :]) if delay else 0
        most = max(most, acknowledged + due / share)
        if now * step > length + delay and due == 0:
            return most, most_due, now * step - length - delay


@pytest.mark.parametrize(
    ("delay", "share", "burst", "length"),
    [(2, 1, 40_000, 5), (2, 0.5, 60_000, 4), (3, 0.25, 100_000, 3), (2, 1, 10_000, 5)],
)
def test_a_burst_as_a_queue_lives_it(delay, share, burst, length, under):
    most, most_due, drained = _watch(delay, share, burst, length, drain=12_000)
    found = under(
        "write-behind",
        coalescing=f"{share:.0%}",
        write_delay=f"{delay} s",
        burst_qps=f"{burst}/s",
        burst_length=f"{length} s",
        drain_qps="12k/s",
    )
    assert found["hot.backlog"].quantity.value == pytest.approx(most_due, rel=1e-6)
    assert found["hot.drain_time"].quantity.value == pytest.approx(drained, abs=0.021)
    assert found["hot.writes_at_risk"].quantity.value == pytest.approx(most, rel=0.01)


def test_a_queue_that_grows_without_end_says_so(under):
    found = under("write-behind", **{**BURST, "drain_qps": "5k/s"})
    assert found["hot.queue_load"].quantity.value == pytest.approx(120)
    assert found.absent["hot.drain_time"].wants == ("a hot.spare_drain_qps above 0",)
    (note,) = [noted(note, "hot", found) for note in QUEUE.notes if noted(note, "hot", found)]
    assert note == "the queue grows without end: the store is sent 120% of what it takes"


def test_a_queue_is_computed_for_arrays_of_samples(numpy, under):
    """A range of bursts at once gives what each gives alone."""
    popular = {"items": "1e6", "popularity": "zipf 1", "item_size": "1 KB"}
    found = under("write-behind", **{**BURST, "write_delay": "10 s"}, **popular)
    samples = numpy.array([20e3, 50e3, 143_199.0])
    together = found.replay({"hot.burst_qps": samples})
    for name in ("backlog", "longest_wait", "drain_time", "writes_at_risk", "data_at_risk"):
        alone = [found.replay({"hot.burst_qps": float(one)})[f"hot.{name}"] for one in samples]
        assert together[f"hot.{name}"].tolist() == pytest.approx(alone), name
    rates = found.replay({"put.rate": numpy.array([600.0, 6_000.0])})
    assert rates["hot.coalescing"][1] == pytest.approx(found["hot.coalescing"].value)
    assert rates["hot.coalescing"][0] > rates["hot.coalescing"][1]


# --- the store behind ---

STORE = """
storage: {values: {added_by: put, share: 50%, size: 300 B, keep: 1 year}}
shards: {db: {of: values, behind: hot, max_write_qps: 1k/s, max_read_qps: 1k/s}}
"""


def test_shards_behind_the_cache_get_what_it_leaves(under):
    behind = under("write-behind", SCENARIO + STORE, coalescing="25%")
    assert behind["db.read_qps"].quantity.value == behind["hot.miss_qps"].quantity.value
    assert behind["db.write_qps"].quantity.value == pytest.approx(6_000 * 0.5 * 0.25)
    through = under("write-through", SCENARIO + STORE, coalescing="25%")
    assert through["db.write_qps"].quantity.value == pytest.approx(6_000 * 0.5)


def test_shards_that_name_their_writes_get_what_the_cache_leaves_of_them(under):
    own = STORE.replace("behind: hot", "behind: hot, writes: put")
    found = under("write-behind", SCENARIO + own, coalescing="25%")
    assert (
        found["db.write_qps"].quantity.value == found["hot.store_write_qps"].quantity.value == 1_500
    )


def test_other_writes_are_not_merged_by_the_cache(under):
    others = SCENARIO.replace("caches:", "  log: {rate: 8k/s, kind: write, peak: 1}\ncaches:")
    store = STORE.replace("added_by: put", "added_by: log")
    found = under("write-behind", others + store, coalescing="25%")
    assert found["db.write_qps"].quantity.value == pytest.approx(4_000)


# --- the hit ratio ---


def test_only_strategies_that_delete_keep_items_away(under):
    """6,000 writes among 306,000 requests: with room for all, 1 - 6 / 306 of the reads hit."""
    text = SCENARIO.replace("hit_ratio: 95%", "items: 1e6\n    popularity: zipf 1")
    found = [under(strategy, text)["hot.hit_ratio"].quantity.value for strategy in STRATEGIES]
    assert found == pytest.approx([100 * 300 / 306] * 2 + [100] * 3)


# --- what is missing or makes no sense ---


def test_a_strategy_needs_to_know_who_writes(estimate):
    with pytest.raises(CapestError) as raised:
        estimate(SCENARIO.replace("    written_by: put\n", ""))
    assert [problem.code for problem in raised.value.problems] == ["missing-field"]


def test_what_is_absent_says_what_would_give_it(estimate):
    found = estimate(SCENARIO)
    assert found.absent["hot.write_latency"].wants == ("hot.store_latency", "hot.latency")
    assert found.absent["hot.write_availability"].wants == ("hot.store_availability",)
    silent = estimate(SCENARIO.replace("    writes: cache-aside\n", ""))
    assert silent.absent["hot.store_qps"].wants == ("hot.writes",)
    assert "hot.cache_qps" not in silent


@pytest.mark.parametrize(
    ("field", "value"),
    [("store_availability", "101%"), ("coalescing", "0%"), ("drain_qps", "0/s")],
)
def test_values_that_make_no_sense_are_refused(field, value, under):
    with pytest.raises(CapestError) as raised:
        under("write-behind", **{field: value})
    assert {problem.code for problem in raised.value.problems} == {"out-of-range"}
