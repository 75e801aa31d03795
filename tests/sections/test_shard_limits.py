"""Shards: all limits of a shard, vendors' limits by name, and counts that spare the fullest."""

from __future__ import annotations

import numpy
import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.scenario.profiles import profile, profile_names
from capest.sections import sections

GOLDEN = """
traffic:
  add:  {rate: 12k/s, kind: write, peak: 1}
  look: {rate: 15k/s, kind: read, peak: 1}
storage: {rows: {count: 500G rows, size: 1 KB, overhead: 30%}}
shards:
  store: {of: rows, max_size: 2 TB, writes: add, max_write_qps: 5k/s, reads: look,
          max_read_qps: 10k/s, read_replicas: 2, clients: 4k, pool: 50, max_connections: 5k,
          fill: 70%}
"""


def _with(fields, text=GOLDEN):
    return text.replace("fill: 70%", f"fill: 70%, {fields}")


def _found(computed, *names):
    return [computed[f"store.{name}"].quantity.value for name in names]


def test_all_limits_by_hand(estimate):
    """500 TB x 1.3 at 2 TB, 12k writes at 5k, 15k reads at 10k on two copies, 200k connections at
    5k, all 70 % full: {465, 4, 2, 58}, worked out independently; 465, a power of two 512.
    """
    computed = estimate(GOLDEN)
    found = _found(computed, "by_size", "by_writes", "by_reads", "by_connections", "shards")
    assert found == [465, 4, 2, 58, 465]
    binding = computed.binding("store.shards")
    assert (binding.winner.name, binding.runner_up.name) == (
        "store.by_size",
        "store.by_connections",
    )
    assert estimate(_with("round: power_of_two"))["store.shards"].value == 512


@pytest.mark.parametrize("hot", ["hot_share: 20%", "working_set: 130 TB"], ids=["a share", "bytes"])
def test_what_must_be_in_memory_may_bind(hot, estimate):
    """A fifth of 650 TB in 64 GB a shard, 70 % full: 130 TB / 44.8 GB = 2901.8."""
    computed = estimate(_with(f"{hot}, max_memory: 64 GB"))
    assert _found(computed, "by_memory", "shards") == [2902, 2902]
    assert computed.binding("store.shards").winner.name == "store.by_memory"


def test_connections_follow_the_clients_growth(estimate):
    computed = estimate(_with("growth: 40%/year", GOLDEN.replace("max_size: 2 TB, ", "")))
    assert (
        computed["store.runway"].quantity.value
        == computed["store.connection_runway"].quantity.value
    )


STREAM = """
traffic:
  put: {{rate: {writes}, kind: write, request: {size}, peak: 1}}
  get: {{rate: {reads}, kind: read, response: {response}, peak: 1}}
storage: {{kept: {{added_by: put, size: {stored}, keep: 1 day}}}}
shards: {{store: {{of: kept, reads: get, {fields}}}}}
"""


def _stream(fields, writes="1/s", reads="0/s", size="1 KB", response="1 KB", stored="1 KB"):
    return STREAM.format(
        fields=fields, writes=writes, reads=reads, size=size, response=response, stored=stored
    )


@pytest.mark.parametrize(
    ("writes", "size", "reads", "response", "shards"),
    [
        ("5k/s", "1 KB", "0/s", "1 KB", 5),  # as many by records as by bytes
        ("5k/s", "100 B", "0/s", "1 KB", 5),  # small records: 1,000 records/s bind
        ("500/s", "10 KB", "0/s", "1 KB", 5),  # large ones: 1 MB/s binds
        ("5k/s", "1 KB", "6k/s", "1 KB", 5),  # 5 MB/s in, 6 MB/s out by three consumers: 5
        ("5k/s", "1 KB", "12k/s", "1 KB", 6),  # 12 MB/s out at 2 MB/s
    ],
)
def test_kinesis_by_records_by_bytes_in_and_by_bytes_out(
    writes, size, reads, response, shards, estimate
):
    text = _stream("limits: kinesis, fill: 100%", writes, reads, size, response, stored=size)
    assert estimate(text)["store.shards"].quantity.value == shards


def test_bits_of_the_requests_that_are_named_as_its_writes(estimate):
    text = _stream("limits: kinesis, writes: put, fill: 100%", "500/s", size="10 KB")
    assert estimate(text)["store.by_ingress"].quantity.value == 5


def test_bits_of_items_stand_for_requests_without_a_size(estimate):
    """50,000 events/s of 1.2 KB are 60 MB/s, six partitions of 10 MB/s."""
    text = _stream("limits: kafka", writes="50k/s", stored="1200 B").replace(", request: 1 KB", "")
    computed = estimate(text)
    assert computed["store.write_ingress"].quantity.to("MB/s") == pytest.approx(60)
    assert computed["store.by_ingress"].quantity.value == 6
    assert computed["kept.one_copy"].quantity.to("TB") == pytest.approx(5.184)


def test_bits_of_writes_that_a_cache_merges_do_not_come_in(estimate):
    computed = estimate("""
traffic:
  look: {rate: 10k/s, kind: read, response: 1 KB, peak: 1}
  like: {rate: 4k/s, kind: write, request: 1 KB, peak: 1}
storage: {likes: {count: 1M, size: 1 KB}}
caches:
  hot: {serves: look, hit_ratio: 90%, written_by: like, writes: write-behind,
        coalescing: 25%, write_delay: 1 s}
shards: {store: {of: likes, behind: hot, writes: like, max_ingress: 100 KB/s, fill: 100%}}
""")
    assert computed["store.write_ingress"].quantity.to("MB/s") == pytest.approx(1)
    assert computed["store.by_ingress"].quantity.value == 10


@pytest.mark.parametrize("reads", ["", "reads: look, "], ids=["left out", "named"])
def test_bits_that_a_cache_lets_through(reads, estimate):
    """Reads that the cache answers are not counted again where the shards name them."""
    computed = estimate(f"""
traffic: {{look: {{rate: 100k/s, kind: read, response: 2 KB, peak: 1}}}}
storage: {{rows: {{count: 1M, size: 1 KB}}}}
caches: {{hot: {{serves: look, hit_ratio: 90%, item_size: 4 KB}}}}
shards: {{store: {{of: rows, behind: hot, {reads}max_egress: 1 MB/s, fill: 100%}}}}
""")
    assert computed["store.read_qps"].quantity.value == pytest.approx(10_000)
    assert computed["store.by_egress"].quantity.value == 40


@pytest.mark.parametrize(
    ("limits", "size", "shards"),
    [
        ("vitess", "100 TiB", 440),  # vitess.io, 2019: 250 GB a shard
        ("redis_enterprise", "100 GB", 4),  # redis/docs: 25 GB a shard
        ("opensearch_search", "(66 GiB + 198 GiB) * 1.1", 10),  # AWS's example: 10
        ("elasticsearch", "1 TB", 20),
        ("opensearch_logs", "1 TiB", 21),
        ("cassandra", "9 TB", 5),
        ("kudu", "100 GiB", 10),
        ("cosmos_db", "350 GB", 10),
        ("dynamodb", "70 GB", 10),
    ],
)
def test_vendors_limits_of_size(limits, size, shards, estimate):
    computed = estimate(f"""
storage: {{data: {{count: 1, size: "{size}"}}}}
shards: {{store: {{of: data, limits: {limits}}}}}
""")
    assert computed["store.shards"].quantity.value == shards


def test_alibabas_rule_for_mongodb(estimate):
    """3 TB in shards of 1 TB, N / M / 0.75 = 4 (Alibaba Cloud)."""
    computed = estimate("""
storage: {data: {count: 1, size: 3 TB}}
shards: {store: {of: data, limits: mongodb, max_size: 1 TB}}
""")
    assert computed["store.shards"].quantity.value == 4


def test_prefixes_of_s3(estimate):
    """6,000 PUT/s at 3,500 and 100,000 GET/s at 5,500: 2 and 19 prefixes (AWS re:Post)."""
    computed = estimate(_stream("limits: s3_prefix", writes="6k/s", reads="100k/s"))
    assert _found(computed, "by_writes", "by_reads", "shards") == [2, 19, 19]


def test_partitions_of_dynamodb(estimate):
    """100,000 reads of 1 KB a second, eventually consistent (two to a read unit), and 6,000 writes
    of 300 B: 17 and 6 partitions. Notes of 2016 add the two up, to 23; AWS now states 3,000 read
    and 1,000 write units of a partition side by side, so that the larger number is enough.
    """
    text = _stream("limits: dynamodb, max_read_qps: 2 * 3000/s, fill: 100%", "6k/s", "100k/s")
    assert _found(estimate(text), "by_writes", "by_reads") == [6, 17]


def test_large_items_take_several_units_of_dynamodb(estimate):
    """Ten each: 4,096 writes/s of 10 KiB take 41 partitions, 3,000 reads/s of 40 KiB take 10."""
    fields = "limits: dynamodb, fill: 100%"
    text = _stream(fields, "4096/s", "3k/s", "10 KiB", "40 KiB", stored="10 KiB")
    found = _found(estimate(text), "by_writes", "by_reads", "by_ingress", "by_egress")
    assert found == [5, 1, 41, 10]


@pytest.mark.parametrize(
    ("fields", "wants"),
    [
        ("hot_share: 10%", {"store.max_memory"}),
        ("max_memory: 64 GB", {"store.working_set or store.hot_share"}),
        ("limits: redis_cluster", {"store.clients", "store.pool"}),
        ("clients: 4k", {"store.pool", "store.max_connections"}),
        ("fill: 70%", set()),
    ],
)
def test_a_limit_that_is_half_given_asks_for_the_rest(fields, wants, estimate):
    """What is left out altogether is not missed."""
    text = _stream(f"max_size: 1 TB, replicas: 3, {fields}")
    report = make_report(estimate(text), sections(), (), version="")
    asked = {want for want in report.wants() if want.startswith("store.")}
    assert asked - {"store.max_write_qps", "store.max_read_qps"} == wants


def test_what_no_number_of_shards_helps_points_at_the_popularity(estimate):
    with pytest.raises(CapestError) as caught:
        estimate(_with("popularity: zipf 1.5, keys: 1e12, plan_for: fullest"))
    (problem,) = caught.value.problems
    assert "the hottest key alone" in problem.message
    line = problem.span.source.line(problem.span.line)
    assert line[problem.span.column - 1 : problem.span.end_column - 1] == "zipf 1.5"


def test_redis_counts_connections(estimate):
    text = _stream("limits: redis_cluster, clients: 1000, pool: 20, fill: 100%")
    assert estimate(text)["store.by_connections"].quantity.value == 2


def test_an_unknown_profile_gets_the_nearest_or_all_of_them(estimate):
    def hint(name):
        with pytest.raises(CapestError) as caught:
            estimate(_stream(f"limits: {name}"))
        (problem,) = caught.value.problems
        assert problem.code == "unknown-profile"
        return problem.hint

    assert "'kinesis'" in hint("kinesys")
    assert hint("oracle") == f"known: {', '.join(profile_names('limits'))}"


def test_a_profile_that_quotes_others_says_so():
    for name in ("dynamodb", "mongodb"):
        assert "second-hand" in profile("limits", name).values["max_size"].source


# --- the fullest shard ---


def test_hashed_keys_take_more_shards(estimate):
    """464.3 full shards of 100,000 keys: the fullest of 465 is 19 % above the mean."""
    mean = estimate(_with("placement: hash, keys: 100k"))
    assert (
        mean["store.shards"].quantity.value == 465 and mean["store.imbalance"].quantity.value > 1.15
    )
    fullest = estimate(_with("placement: hash, keys: 100k, plan_for: fullest"))
    shards = fullest["store.shards"].quantity.value
    assert fullest.binding("store.shards").winner.name == "store.for_hash"
    assert fullest.binding("store.shards").runner_up.name == "store.by_size"
    assert shards > 540
    assert 650 / shards * fullest["store.imbalance"].quantity.value <= 1.4, (
        "TB in a shard, 70 % of 2"
    )


@pytest.mark.parametrize(
    ("fields", "binds"),
    [
        ("virtual_nodes: 100", "for_ring"),
        ("placement: hash, keys: 1M", "for_hash"),
        ("placement: hash, keys: 1M, virtual_nodes: 100, popularity: zipf 0.9", "for_ring"),
        ("placement: even, popularity: zipf 0.9", "by_size"),
    ],
)
def test_the_fullest_shard_stays_within_each_limit(fields, binds, estimate):
    computed = estimate(_with(f"{fields}, plan_for: fullest"))
    assert computed.binding("store.shards").winner.name == f"store.{binds}"
    shards, hottest = _found(computed, "shards", "hottest_qps")
    spread = max(
        (
            _found(computed, name)[0]
            for name in ("by_hash", "by_ring")
            if f"store.{name}" in computed
        ),
        default=1,
    )
    assert 650 / shards * spread <= 1.4
    assert hottest <= 3_500 + 14_000, "writes of one shard and reads of its two copies"


def test_connections_do_not_follow_the_keys(estimate):
    text = _with(
        "placement: hash, keys: 1k, plan_for: fullest", GOLDEN.replace("max_size: 2 TB,", "")
    )
    computed = estimate(text)
    assert _found(computed, "for_hash", "by_connections", "shards") == [4, 58, 58]


HOT = """
traffic: {look: {rate: 300k/s, kind: read, peak: 1}}
storage: {rows: {count: 1G, size: 1 KB}}
shards:
  store: {of: rows, reads: look, max_read_qps: LIMIT, popularity: zipf 1.0, plan_for: fullest,
          fill: 70%}
"""


def test_a_hot_key_takes_more_shards(estimate):
    """Of 300k reads/s the hottest of 1e9 keys gets 14,084. With 14,700 a shard,
    (300,000 - 14,084) / (14,700 - 14,084) = 464 shards; 21 if all were alike.
    """
    computed = estimate(HOT.replace("LIMIT", "21k/s"))
    assert _found(computed, "by_reads", "for_hot_key", "shards") == [21, 465, 465]
    assert computed["store.hottest_qps"].quantity.value <= 14_700
    one_less = computed.replay({"store.shards": 464.0})
    assert one_less["store.hottest_qps"] > 14_700


def test_a_key_too_hot_for_any_number_says_what_helps(estimate):
    with pytest.raises(CapestError) as caught:
        estimate(HOT.replace("LIMIT", "20k/s"))
    (problem,) = caught.value.problems
    assert problem.code == "undefined"
    assert "no number of shards helps" in problem.message and "cache in front" in problem.message


def test_the_count_never_falls_as_the_load_grows_on_samples_too(estimate):
    computed = estimate(
        _with(
            "placement: hash, keys: 1M, virtual_nodes: 50, popularity: zipf 0.5, plan_for: fullest"
        )
    )
    sizes = numpy.array([0.0, 0.1, 0.5, 1.0, 1.01, 2.0, 5.0])
    many = computed.replay({"rows.size": sizes})
    assert all(numpy.diff(many["store.shards"]) >= 0)
    assert all(many["store.shards"] >= many["store.by_size"])
    alone = [computed.replay({"rows.size": one})["store.shards"] for one in sizes.tolist()]
    assert list(many["store.shards"]) == alone


def test_a_report_names_what_binds_once(estimate):
    computed = estimate(_with("placement: hash, keys: 100k, plan_for: fullest"))
    tables = make_report(computed, sections(), (), version="").tables
    (table,) = [table for table in tables if table.section.name == "shards"]
    assert [derivation.name for derivation, _ in table.bindings] == ["store.shards"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("plan_for: fullest", "missing-field"),
        ("plan_for: everyone, placement: hash", "unknown-option"),
        ("limits: oracle", "unknown-profile"),
        ("hot_share: 110%", "out-of-range"),
        ("hot_share: 10%, working_set: 1 TB", "excluded-field"),
        ("max_memory: 0 GB", "out-of-range"),
        ("max_ingress: 3 requests/s", "dimension"),
        ("placement: hash, keys: 100, plan_for: fullest", "undefined"),
    ],
)
def test_bad_input_is_refused(fields, code, estimate):
    with pytest.raises(CapestError) as caught:
        estimate(_with(fields))
    assert code in [problem.code for problem in caught.value.problems]
