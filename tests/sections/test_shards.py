"""Shards: by size, by writes, by reads; the tightest binds."""

from __future__ import annotations

import math

import pytest

from capest.derivations import Assumed
from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

GOLDEN = """
traffic:
  add:  {rate: 12k/s, kind: write, peak: 1}
  look: {rate: 15k/s, kind: read, peak: 1}
storage: {rows: {count: 500G rows, size: 1 KB, overhead: 30%}}
shards:
  store: {of: rows, max_size: 2 TB, writes: add, max_write_qps: 5k/s, reads: look,
          max_read_qps: 10k/s, read_replicas: 2, replicas: 3, fill: 70%}
"""


def test_three_limits_by_hand(estimate):
    """500 TB x 1.3 in shards of 2 TB, 12k writes at 5k, 15k reads at 10k on two copies, all 70 %
    full: 465, 4 and 2, worked out independently from the limits.
    """
    shards = estimate(GOLDEN)
    found = [
        shards[f"store.{name}"].quantity.value for name in ("by_size", "by_writes", "by_reads")
    ]
    assert found == [465, 4, 2]
    assert shards["store.shards"].quantity.value == 465
    assert shards["store.nodes"].quantity.value == 3 * 465


def test_the_binding_limit_the_runner_up_and_the_slack(estimate):
    binding = estimate(GOLDEN).binding("store.shards")
    assert (binding.winner.name, binding.runner_up.name) == ("store.by_size", "store.by_writes")
    assert binding.slack == 461


def test_a_power_of_two_when_asked(estimate):
    assert (
        estimate(GOLDEN.replace("fill:", "round: power_of_two, fill:"))["store.shards"].value == 512
    )


def test_the_exact_value_stays_in_the_derivation(estimate):
    origin = estimate(GOLDEN)["store.by_size"].origin
    assert origin.before_rounding == pytest.approx(650 / 1.4)


@pytest.mark.parametrize(
    ("size", "limit", "fill", "shards"),
    [
        ("100 TiB", "250 GB", "100%", 440),  # Vitess: 250 GB a shard
        ("3 TB", "1 TB", "75%", 4),  # Alibaba Cloud ApsaraDB for MongoDB: N / M / 0.75
        ("100 GB", "25 GB", "100%", 4),  # Redis Enterprise: shards of 25 GB
        ("250 GB", "10 GB", "100%", 25),  # Aiven for OpenSearch: GB / 10
    ],
)
def test_published_vendor_rules(size, limit, fill, shards, estimate):
    computed = estimate(f"""
storage: {{data: {{count: 1, size: {size}}}}}
shards: {{store: {{of: data, max_size: {limit}, fill: {fill}}}}}
""")
    assert computed["store.shards"].quantity.value == shards


def test_published_kafka_brokers(estimate):
    """200 MB/s for 7 days, three copies, disks of 2 TB 70 % full: 259.2 brokers (arika.dev), so
    260; the page prints 259, its own rounding up forgotten.
    """
    computed = estimate("""
traffic: {event: {rate: 200k/s}}
storage: {topic: {added_by: event, size: 1 KB, keep: 7 days, overhead: 200%}}
shards: {broker: {of: topic, max_size: 2 TB, fill: 70%}}
""")
    assert computed["broker.shards"].quantity.value == 260


def test_reads_come_after_the_cache(estimate):
    shards = estimate("""
traffic:
  add:  {rate: 1k/s, kind: write, peak: 1}
  look: {rate: 100k/s, kind: read, peak: 1}
storage: {rows: {added_by: add, size: 1 KB, keep: 1 year}}
caches: {hot: {serves: look, hit_ratio: 95%}}
shards: {store: {of: rows, max_write_qps: 1k/s, max_read_qps: 1k/s, behind: hot, fill: 100%}}
""")
    assert shards["store.by_reads"].quantity.value == 5
    assert shards["store.by_writes"].quantity.value == 1, "what adds to the storage writes"
    assert shards.absent["store.by_size"].wants == ("store.max_size",)
    assert shards["store.shards"].quantity.value == 5


def test_a_cache_whose_misses_are_unknown_is_not_a_cache_without_misses(estimate):
    computed = estimate("""
traffic:
  look: {rate: 100k/s, kind: read}
  few:  {rate: 1/s, kind: read}
storage: {rows: {count: 1M, size: 1 KB}}
caches: {hot: {serves: look}}
shards: {store: {of: rows, max_size: 1 TB, max_read_qps: 1k/s, behind: hot, reads: few}}
""")
    assert "store.by_reads" not in computed
    assert computed.absent["store.by_reads"].wants == ("hot.hit_ratio",)


def test_no_load_asks_for_no_shards(estimate):
    computed = estimate(GOLDEN.replace("500G rows", "0 rows").replace("12k/s", "0/s"))
    assert (
        computed["store.by_size"].quantity.value == computed["store.by_writes"].quantity.value == 0
    )


def test_a_users_name_does_not_get_into_our_formulas(estimate):
    for name in ("shard", "node", "item", "request"):
        assert (
            estimate(f"assumptions: {{{name}: 3}}" + GOLDEN)["store.nodes"].quantity.value
            == 3 * 465
        )


def test_one_limit_alone_binds_alone(estimate):
    computed = estimate("""
storage: {data: {count: 1, size: 1 TB}}
shards: {store: {of: data, max_size: 1 TB}}
""")
    binding = computed.binding("store.shards")
    assert binding.winner.name == "store.by_size" and binding.runner_up is None


def _with(fields, text=GOLDEN):
    return text.replace("fill: 70%", f"fill: 70%, {fields}")


@pytest.mark.parametrize(
    ("rounding", "shards", "waste"),
    [("none", 465, 0), ("even", 466, 1 / 466), ("power_of_two", 512, 47 / 512)],
)
def test_what_rounding_leaves_idle(rounding, shards, waste, estimate):
    computed = estimate(_with(f"round: {rounding}"))
    assert computed["store.shards"].quantity.value == shards
    assert computed["store.waste"].quantity.value == pytest.approx(100 * waste)
    assert computed.binding("store.shards").winner.name == "store.by_size"


def test_what_makes_shards_uneven_adds_up(estimate):
    """A ring and popular keys, more than either; seen, not planned for."""
    ring, hot, both = (
        estimate(_with(fields))["store.imbalance"].value
        for fields in (
            "placement: hash, virtual_nodes: 100",
            "placement: hash, popularity: zipf 0.6",
            "placement: hash, virtual_nodes: 100, popularity: zipf 0.6",
        )
    )
    assert 1 < ring < both and 1 < hot < both
    computed = estimate(_with("placement: hash, virtual_nodes: 100, popularity: zipf 0.6"))
    assert computed["store.hottest_share"].quantity.value == pytest.approx(100 * both / 465)
    assert computed["store.hottest_qps"].quantity.value == pytest.approx(27_000 * both / 465)
    assert computed["store.shards"].quantity.value == 465


def test_keys_may_be_fewer_than_the_items(estimate):
    computed = estimate(_with("placement: hash, keys: 100k"))
    assert computed["store.keys"].quantity.value == 1e5
    assert computed["store.imbalance"].quantity.value > 1.1
    assert "store.keys" not in estimate(GOLDEN)
    assert "store.imbalance" not in estimate(GOLDEN)


HOT = """
traffic: {look: {rate: 300k/s, kind: read, peak: 1}}
storage: {rows: {count: 1G, size: 1 KB}}
shards: {store: {of: rows, reads: look, max_read_qps: 10k/s, popularity: zipf 1.0, fill: 70%}}
"""


def test_a_key_that_is_too_hot_for_a_shard(estimate):
    """The hottest of 1e9 keys gets 14,084 of 300,000 requests: three shards of 7,000 or 4.7 %."""
    computed = estimate(HOT)
    assert computed["store.hottest_key"].quantity.value == pytest.approx(4.695, abs=5e-4)
    assert computed["store.key_copies"].quantity.value == 3
    shards = computed["store.shards"].quantity.value
    assert shards == 43
    assert computed["store.imbalance"].quantity.value == pytest.approx(1 + 42 * 0.046948, rel=2e-2)
    assert computed["store.front_cache"].quantity.value == round(43 * math.log(43))
    assert 1 < computed["store.front_cache_leaves"].quantity.value < 1.1


def _notes(computed):
    (table,) = [
        table
        for table in make_report(computed, sections(), (), version="").tables
        if table.section.name == "shards"
    ]
    return " ".join(table.notes)


def test_a_note_says_so_only_where_it_is_too_hot(estimate):
    assert "spread copies over 3 shards" in _notes(estimate(HOT))
    assert "too much" not in _notes(estimate(HOT.replace("zipf 1.0", "uniform")))
    assert "idle" not in _notes(estimate(GOLDEN))
    assert "9.18% of the shards idle" in _notes(estimate(_with("round: power_of_two")))


def test_read_replicas_share_the_hottest_key(estimate):
    computed = estimate(HOT.replace("fill: 70%", "fill: 70%, read_replicas: 3"))
    assert computed["store.key_copies"].quantity.value == 1


def test_no_more_copies_share_the_reads_than_there_are(estimate):
    """Three copies, of which two answer reads; five cannot."""
    assert estimate(GOLDEN)["store.standby_copies"].quantity.value == 1
    with pytest.raises(CapestError) as caught:
        estimate(GOLDEN, **{"store.read_replicas": "5"})
    (problem,) = caught.value.problems
    assert problem.message == "'store.standby_copies' is -2; it cannot be below 0"
    assert problem.hint == "it is store.replicas - store.read_replicas"


@pytest.mark.parametrize(("before", "modulo"), [("300", None), ("465", 0), ("930", 0.5)])
def test_what_a_new_number_of_shards_moves(before, modulo, estimate):
    computed = estimate(_with(f"from_shards: {before}"))
    low, high = sorted((int(before), 465))
    assert computed["store.moved_by_ring"].quantity.value == pytest.approx(100 * (1 - low / high))
    expected = 1 - low / math.lcm(low, high) if modulo is None else modulo
    assert computed["store.moved_by_modulo"].quantity.value == pytest.approx(100 * expected)


SIZED = """
storage: {data: {count: 1, size: 650 TB}}
shards: {store: {of: data, max_size: 2 TB, fill: 70%}}
"""


@pytest.mark.parametrize(
    ("size", "shards", "years"),
    [("650 TB", 512, 0.291), ("650 TB", 1024, 2.351), ("716.8 TB", 512, 0)],
)
def test_years_until_the_rounded_number_is_full(size, shards, years, estimate):
    """512 shards where 464.3 are needed, growing by 40 % a year: 0.291 years; 1024: 2.351."""
    text = _with("round: power_of_two, growth: 40%/year", SIZED).replace("650 TB", size)
    computed = estimate(text)
    assert computed["store.shards"].quantity.value == 512
    runway = computed.replay({"store.shards": float(shards)})["store.runway"]
    assert runway == pytest.approx(years, abs=5e-4)


@pytest.mark.parametrize(
    ("growth", "years"), [("10%", 7.273), ("20%", 3.802), ("40%", 2.060), ("50%", 1.710)]
)
def test_years_in_which_the_load_doubles(growth, years, estimate):
    own = estimate(_with(f"growth: {growth}/year", SIZED))
    assert own["store.doubling"].quantity.value == pytest.approx(years, abs=5e-4)
    shared = estimate(f"assumptions: {{growth: {growth}/year}}" + SIZED)
    assert shared["store.doubling"].quantity.value == own["store.doubling"].quantity.value


def test_growth_a_month_compounds_by_the_month(estimate):
    computed = estimate(_with("growth: 2%/month", SIZED))
    months = math.log(2) / math.log(1.02)
    assert computed["store.doubling"].quantity.to("month") == pytest.approx(months)


def test_the_limit_that_is_reached_first(estimate):
    computed = estimate(_with("growth: 40%/year"))
    assert computed["store.runway"].quantity.value == computed["store.size_runway"].quantity.value
    assert (
        computed["store.size_runway"].quantity.value < computed["store.write_runway"].quantity.value
    )


@pytest.mark.parametrize("growth", ["0%/year", "-10%/year"])
def test_what_does_not_grow_is_never_full(growth, estimate):
    computed = estimate(_with(f"growth: {growth}", SIZED))
    assert "store.runway" not in computed
    assert computed.absent["store.doubling"].wants == ("a growth_rate(store.growth) above 0",)


def test_an_empty_store_has_no_hottest_shard(estimate):
    none = GOLDEN.replace("500G rows", "0 rows").replace("12k/s", "0/s").replace("15k/s", "0/s")
    computed = estimate(_with("keys: 10, placement: hash, from_shards: 4, growth: 1%/year", none))
    assert computed["store.shards"].quantity.value == 0
    for name in ("hottest_share", "waste", "moved_by_modulo", "runway"):
        assert f"store.{name}" not in computed


def test_imbalance_runs_on_samples(numpy, estimate):
    computed = estimate(
        _with(
            "placement: hash, virtual_nodes: 10, popularity: zipf 1, growth: 9%/year, "
            "from_shards: 3"
        )
    )
    sizes = numpy.array([1.0, 2.0, 5.0])
    many = computed.replay({"rows.size": sizes})
    for name in ("imbalance", "hottest_qps", "runway", "moved_by_modulo", "front_cache_leaves"):
        alone = [computed.replay({"rows.size": one})[f"store.{name}"] for one in sizes.tolist()]
        assert list(many[f"store.{name}"]) == pytest.approx(alone)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("round: odd", "unknown-option"),
        ("placement: luck", "unknown-option"),
        ("keys: 0", "out-of-range"),
        ("virtual_nodes: 0", "out-of-range"),
        ("from_shards: 0", "out-of-range"),
        ("from_shards: 2.5", "undefined"),
        ("growth: -100%/year", "out-of-range"),
        ("growth: 3 GB", "dimension"),
        ("popularity: zipf 11", "out-of-range"),
    ],
)
def test_bad_input_is_refused(fields, code, estimate):
    with pytest.raises(CapestError) as caught:
        estimate(_with(fields))
    assert code in [problem.code for problem in caught.value.problems]


LIMITED = """
traffic: {post: {rate: 6k/s, kind: write, peak: 1}}
storage: {posts: {added_by: post, size: 300 B, keep: 1 year}}
shards: {post_store: {of: posts, limits: dynamodb, fill: 100%}}
"""


def test_a_vendors_limits_stand_where_the_scenario_says_none(estimate):
    """6,000 writes a second take six partitions of 1,000 write units each (AWS)."""
    found = estimate(LIMITED)
    assert found["post_store.by_writes"].quantity.value == 6
    assert found["post_store.by_size"].quantity.value == 5_287  # 56.76 TB over 10 GiB
    origin = found["post_store.max_write_qps"].origin
    assert isinstance(origin, Assumed)
    assert (origin.text, origin.profile) == ("1,000 requests/s/shard", "dynamodb")
    assert "AWS" in origin.source


def test_the_scenarios_own_limit_wins_over_a_vendors(estimate):
    found = estimate(LIMITED, **{"post_store.max_size": "1 TB"})
    assert found["post_store.by_size"].quantity.value == 57
    assert found["post_store.by_writes"].quantity.value == 6


def test_a_store_without_a_cache_in_front(estimate):
    """100k and 10k reads a second, of which caches answer 90 %: the store gets 11k, and 101k while
    the larger cache is lost, for which 30 % of headroom is there: 101k / 20k = 5.05.
    """
    text = """
traffic:
  see: {rate: 100k/s, kind: read}
  find: {rate: 10k/s, kind: read}
storage:
  pages: {count: 1B, size: 1 KB, replicas: 3}
caches:
  hot: {serves: see, items: 1B, item_size: 1 KB, hit_ratio: 90%, zones: 3}
  found: {serves: find, items: 1B, item_size: 1 KB, hit_ratio: 90%, zones: 3, replicas: 2}
shards:
  store: {of: pages, behind: [hot, found], max_size: 10 TB, max_read_qps: 20k/s}
"""
    found = estimate(text)
    assert found["store.reads_without_cache"].value == pytest.approx(101e3)
    assert found["store.shards_without_cache"].value == 6
    assert found["store.short_without_cache"].value == 5
    assert found["hot.lost_with_zone"].value == pytest.approx(30e3)
    assert found["found.lost_with_zone"].value == 0, "its copies are in two zones"
    assert found["store.reads_without_zone"].value == pytest.approx(41e3)
    assert found["store.shards_without_zone"].value == 3


def test_writes_of_the_same_budget_stay_when_a_cache_is_lost(estimate):
    """DynamoDB: 600 writes of 1,000 and 9k reads of 3,000 a partition: 0.6 + 3 partitions."""
    text = """
traffic:
  see: {rate: 9k/s, kind: read, response: 1 KB}
  put: {rate: 600/s, kind: write, request: 1 KB}
storage:
  pages: {count: 1M, size: 1 KB}
caches:
  hot: {serves: see, items: 1M, item_size: 1 KB, hit_ratio: 90%}
shards:
  store: {of: pages, writes: put, behind: hot, limits: dynamodb}
"""
    assert estimate(text)["store.shards_without_cache"].value == 4
