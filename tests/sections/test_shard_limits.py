"""Shards: all limits of a shard, vendors' limits by name, and counts that spare the fullest."""

from __future__ import annotations

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
        ("cosmos_db", "350 GB", 7),
        ("dynamodb", "100 GiB", 10),  # binary units, as AWS says
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


@pytest.mark.parametrize(
    ("reads", "writes", "cost", "shards"),
    [
        ("10k/s", "1k/s", "100%", 5),  # 10,000 / 3,000 + 1,000 / 1,000 = 4.33 (AWS)
        ("100k/s", "6k/s", "50%", 23),  # eventually consistent: 16.7 + 6 (notes of 2016)
        ("3k/s", "0/s", "100%", 1),
        ("3k/s", "1/s", "100%", 2),
    ],
)
def test_reads_and_writes_of_dynamodb_share_a_partition(reads, writes, cost, shards, estimate):
    computed = estimate(
        _stream(f"limits: dynamodb, max_size: 1 PB, read_cost: {cost}", writes, reads)
    )
    assert _found(computed, "by_requests", "shards") == [shards, shards]
    binding = computed.binding("store.shards")
    assert (binding.winner.name, binding.runner_up.name) == ("store.by_requests", "store.by_size")


def test_large_items_take_several_units_of_dynamodb(estimate):
    """Ten each: 4,096 writes/s of 10 KiB take 41 partitions, 3,000 reads/s of 40 KiB take 10."""
    text = _stream("limits: dynamodb", "4096/s", "3k/s", "10 KiB", "40 KiB", stored="10 KiB")
    found = _found(estimate(text), "by_writes", "by_reads", "by_requests")
    assert found == [41, 10, 51]


@pytest.mark.parametrize(("size", "units"), [("1 KiB", 1), ("1.1 KB", 2), ("9 KB", 9)])
def test_a_write_takes_whole_units(size, units, estimate):
    """Of 1 KiB each, rounded up for each item and not for all bytes together."""
    computed = estimate(_stream("limits: dynamodb", "10k/s", size=size, stored=size))
    assert _found(computed, "units_per_write", "by_writes") == [units, 10 * units]
    named = estimate(_stream("limits: dynamodb, writes: put", "10k/s", size=size))
    assert _found(named, "units_per_write", "by_writes") == [units, 10 * units]


def test_writes_of_several_sizes_round_each_by_itself(estimate):
    computed = estimate("""
traffic:
  small: {rate: 1k/s, kind: write, request: 100 B}
  large: {rate: 3k/s, kind: write, request: 1.5 KiB}
  look: {rate: 2k/s, kind: read, response: 5 KiB}
storage: {rows: {count: 1M, size: 1 KB}}
caches: {hot: {serves: look, hit_ratio: 50%, item_size: 9 KiB}}
shards: {store: {of: rows, writes: [small, large], behind: hot, limits: dynamodb}}
""")
    assert _found(computed, "units_per_write", "units_per_read") == [1.75, 3]
    assert _found(computed, "by_writes", "by_reads", "by_requests") == [7, 1, 8]


def test_units_of_what_has_no_size_are_not_taken_for_one(estimate):
    computed = estimate("""
traffic: {put: {rate: 1k/s, kind: write}}
storage: {rows: {total: 1 TB}}
shards: {store: {of: rows, writes: put, limits: dynamodb}}
""")
    assert "store.by_writes" not in computed and "store.by_requests" not in computed
    assert computed.absent["store.by_writes"].wants == ("put.request",)


def test_request_units_of_cosmos_db(estimate):
    """1 unit a read and 6 a write of 1 KB, 10,000 a partition (Microsoft Learn): 70,000 units."""
    assert _found(
        estimate(_stream("limits: cosmos_db, max_size: 1 PB", "10k/s", "10k/s")), "shards"
    ) == [7]
    large = _stream("limits: cosmos_db", "0/s", "10k/s", response="100 KB")
    assert _found(estimate(large), "units_per_read", "by_reads") == [10, 10]


def test_writes_and_reads_of_one_processor(estimate):
    """70 % of what it can write and 70 % of what it can read are 140 % of it."""
    text = _stream("max_write_qps: 1k/s, max_read_qps: 2k/s, fill: 100%", "700/s", "1400/s")
    assert _found(estimate(text), "shards") == [1]
    shared = estimate(text.replace("fill", "budget: shared, fill"))
    assert _found(shared, "shards") == [2]
    report = make_report(shared, sections(), (), version="")
    (table,) = [table for table in report.tables if table.section.name == "shards"]
    assert "by requests" in [column.heading for column in table.columns]


def test_a_budget_of_both_needs_both_limits(estimate):
    with pytest.raises(CapestError) as caught:
        estimate(_stream("budget: shared, max_write_qps: 1k/s"))
    (problem,) = caught.value.problems
    assert problem.code == "missing-field" and "max_read_qps" in problem.hint


@pytest.mark.parametrize(
    ("limits", "binds"), [("fill: 50%", 40), ("utilisation: 80%", 25), ("", 29)]
)
def test_throughput_is_planned_for_apart_from_disks(limits, binds, estimate):
    computed = estimate(_stream(f"max_ingress: 1 MB/s, {limits}".rstrip(", "), "20k/s"))
    assert _found(computed, "by_ingress") == [binds]


@pytest.mark.parametrize(
    ("rate", "assumptions", "own", "planned"),
    [
        ("4600/s", "", "", 4600),
        ("500k / (15 s)", "", "", 500_000 / 15),
        ("base * 2", "base: 2k/s", "", 4000),
        ("4600/s", "peak_factor: 2", "", 9200),
        ("4600/s", "", ", peak: 4", 18_400),
        ("864k/day", "", "", 30),
        ("base * 2", "base: 432k/day", "", 30),
        ("daily.qps * 10", "", "", 30),
        ("dau * 10/day/user in 1/s", "dau: 86.4k users", "", 30),
        ("daily.peak_qps", "", "", 3),
    ],
)
def test_a_rate_per_second_is_what_to_plan_for(rate, assumptions, own, planned, estimate):
    computed = estimate(f"""
assumptions: {{{assumptions}}}
traffic:
  daily: {{rate: 86400/day, kind: read}}
  put: {{rate: {rate}, kind: write{own}}}
""")
    assert computed["put.peak_qps"].quantity.value == pytest.approx(planned)


def _planned(computed):
    return make_report(computed, sections(), (), version="").planned


def test_the_top_of_a_report_says_what_is_planned_for(estimate):
    text = _stream("limits: kinesis, utilisation: 70%", "4600/s").replace(", peak: 1", "")
    (line,) = _planned(estimate(text))
    assert line.startswith("put, get: planned for as written")
    (line,) = _planned(estimate("assumptions: {peak_factor: 2}" + text))
    assert line == "put, get: written per second, planned for 2 times as much"
    own = text.replace("limits: kinesis, utilisation: 70%", "max_write_qps: 9/s")
    _, headroom = _planned(estimate(own))
    assert headroom == "store.shards: 512 without the headroom that capest adds (utilisation = 70%)"


def test_nodes_hold_several_shards(estimate):
    """3 TB in 60 shards of 50 GB and a copy of each: Elastic's 20 a GB of heap, not 120 nodes."""
    computed = estimate("""
storage: {docs: {total: 3 TB, replicas: 2}}
shards: {index: {of: docs, max_size: 50 GB, fill: 100%, shards_per_node: 20 / GB * 2 GB}}
""")
    assert computed["index.shards"].value == 60
    assert computed["index.nodes"].value == 3
    two = estimate(
        text := """
storage: {docs: {total: 50 GB, replicas: 2}}
shards: {index: {of: docs, max_size: 50 GB, fill: 100%, shards_per_node: 600}}
"""
    )
    assert two["index.nodes"].value == 2, "each copy on another node"
    by_disk = estimate(
        text.replace("50 GB, replicas", "3 TB, replicas"), **{"index.node_size": "1 TB"}
    )
    assert by_disk["index.nodes"].value == 6
    assert by_disk.binding("index.nodes").winner.name == "index.nodes_by_size"


def test_copies_that_are_spread_are_rounded_once(estimate):
    """7 TB three times in nodes of 2 TB are 10.5 nodes, not four shards three times."""
    computed = estimate("""
storage: {rows: {total: 7 TB, replicas: 3}}
shards: {ring: {of: rows, max_size: 2 TB, fill: 100%, copies: spread}}
""")
    assert computed["ring.nodes"].value == 11
    whole = estimate("""
storage: {rows: {total: 7 TB, replicas: 3}}
shards: {ring: {of: rows, max_size: 2 TB, fill: 100%}}
""")
    assert whole["ring.nodes"].value == 12


def test_as_many_shards_as_nodes_hold(estimate):
    """20 disks, 100 placement groups each, 3 copies: 667, a power of two 1,024 (Ceph)."""
    computed = estimate("""
storage: {objects: {total: 10 TB, replicas: 3}}
shards: {pool: {of: objects, shards_per_node: 100, on_nodes: 20, round: power_of_two}}
""")
    assert _value(computed, "pool.by_nodes", "pool.shards", "pool.nodes") == [667, 1024, 20]


def test_requests_under_way_hold_a_worker_each(estimate):
    """100 requests/s of 500 ms are 50 at once (AWS Lambda)."""
    text = _stream("max_connections: 1, request_time: 500 ms, fill: 100%", "100/s", "0/s")
    assert _found(estimate(text), "connections", "by_connections") == [50, 50]


def _value(computed, *names):
    return [computed[name].quantity.value for name in names]


@pytest.mark.parametrize(
    ("fields", "wants"),
    [
        ("hot_share: 10%", {"store.max_memory"}),
        ("max_memory: 64 GB", {"store.working_set or store.hot_share"}),
        ("limits: redis_cluster", {"store.request_time"}),
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


def test_a_profile_that_could_not_be_confirmed_says_so():
    found = {
        name
        for name in profile_names("limits")
        if any("not confirmed" in item.source for item in profile("limits", name).values.values())
    }
    assert found == {"bigtable", "cassandra", "mimir", "mongodb", "prometheus", "pubsub"}


# --- the fullest shard ---


def test_hashed_keys_take_more_shards(estimate):
    """464.3 full shards of 100,000 keys: the fullest of 465 is 19 % above the mean."""
    mean = estimate(_with("placement: hash, keys: 100k"))
    assert mean["store.shards"].value == 465 and mean["store.imbalance"].value > 1.15
    fullest = estimate(_with("placement: hash, keys: 100k, plan_for: fullest"))
    binding = fullest.binding("store.shards")
    assert (binding.winner.name, binding.runner_up.name) == (
        "store.by_size",
        "store.by_connections",
    )
    shards = fullest["store.shards"].value
    assert shards > 550
    assert 650 / shards * fullest["store.imbalance"].value < 1.4, "TB in a shard, 70 % of 2"


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ("virtual_nodes: 100", 600),
        ("placement: hash, keys: 1M", 490),
        ("placement: hash, keys: 1M, virtual_nodes: 100, popularity: zipf 0.9", 600),
        ("placement: even, popularity: zipf 0.9", 465),
    ],
)
def test_the_fullest_shard_stays_within_each_limit(fields, least, estimate):
    computed = estimate(_with(f"{fields}, plan_for: fullest"))
    assert computed.binding("store.shards").winner.name == "store.by_size"
    shards, hottest = _found(computed, "shards", "hottest_qps")
    assert shards >= least
    assert hottest <= 3_500 + 14_000, "writes of one shard and reads of its two copies"


def test_each_limit_goes_by_what_makes_it_uneven(estimate):
    """Bytes by the luck of the hash, reads by their popularity, writes by theirs."""
    fields = "placement: hash, keys: 1M, popularity: zipf 0.9, plan_for: fullest"
    alike, apart = estimate(_with(fields)), estimate(_with(f"{fields}, write_popularity: uniform"))
    assert _found(alike, "by_size", "by_reads") == _found(apart, "by_size", "by_reads")
    assert alike["store.by_writes"].value > apart["store.by_writes"].value == 4
    reads, writes = 15_000 / 465, 12_000 / 465
    even = estimate(_with("placement: hash, popularity: zipf 0.9, write_popularity: uniform"))
    imbalance = even["store.imbalance"].value
    assert even["store.hottest_qps"].value == pytest.approx(reads * imbalance + writes, rel=1e-2)


def test_a_shared_budget_spares_the_fullest_too(estimate):
    fields = "placement: hash, keys: 1M, popularity: zipf 1.0, budget: shared"
    mean, fullest = estimate(_with(fields)), estimate(_with(f"{fields}, plan_for: fullest"))
    assert mean["store.by_requests"].value == 5  # 12 / 3.5 + 15 / 14 = 4.5
    assert fullest["store.by_requests"].value > 5


def test_a_ring_counts_where_nobody_says_how_many_keys_there_are(estimate):
    computed = estimate("""
storage: {rows: {total: 10 TB}}
shards: {store: {of: rows, max_size: 1 TB, fill: 100%, virtual_nodes: 16, plan_for: fullest}}
""")
    assert computed["store.by_size"].value > 14
    assert computed["store.imbalance"].value > 1.3


def test_connections_do_not_follow_the_keys(estimate):
    text = _with(
        "placement: hash, keys: 1k, plan_for: fullest", GOLDEN.replace("max_size: 2 TB,", "")
    )
    computed = estimate(text)
    assert _found(computed, "by_writes", "by_connections", "shards") == [4, 58, 58]


HOT = """
traffic: {look: {rate: 300k/s, kind: read, peak: 1}}
storage: {rows: {count: 1G, size: 1 KB}}
shards:
  store: {of: rows, reads: look, max_read_qps: LIMIT, popularity: zipf 1.0, plan_for: fullest,
          fill: 70%}
"""


def test_a_hot_key_takes_more_shards(estimate):
    """Of 300k reads/s the hottest of 1e9 keys gets 14,084, and 14,700 are planned for a shard: 465
    shards where all others are even, and more so that no other hot one comes to it. Of 1,500
    placements on 928 drawn apart, 4 % are above.
    """
    even = estimate(HOT.replace("LIMIT", "21k/s").replace("zipf 1.0", "uniform"))
    assert even["store.shards"].value == 21
    computed = estimate(HOT.replace("LIMIT", "21k/s"))
    assert computed["store.shards"].value == pytest.approx(928, rel=0.02)
    assert computed["store.hottest_qps"].value <= 14_700


def test_a_key_too_hot_for_any_number_says_what_helps(estimate):
    with pytest.raises(CapestError) as caught:
        estimate(HOT.replace("LIMIT", "20k/s"))
    (problem,) = caught.value.problems
    assert problem.code == "undefined"
    assert "no number of shards helps" in problem.message and "cache in front" in problem.message


def test_the_count_never_falls_as_the_load_grows_on_samples_too(numpy, estimate):
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


# --- published answers, on profiles and defaults alone ---


@pytest.mark.parametrize(
    ("text", "answer", "value"),
    [
        (
            "traffic: {calls: {rate: 100/s}}\nstorage: {none: {total: 1 B}}\n"
            "shards: {run: {of: none, writes: calls, limits: lambda, request_time: 500 ms}}",
            "run.shards",
            50,  # AWS Lambda Developer Guide
        ),
        (
            "storage: {disks: {total: 1 TB, replicas: 3}}\n"
            "shards: {pool: {of: disks, limits: ceph, on_nodes: 20}}",
            "pool.shards",
            1024,  # redhat-performance/openstack-templates 17
        ),
        (
            "traffic: {put: {rate: 20 MB/s, kind: write}}\n"
            "storage: {kept: {added_by: put, keep: 1 day}}\n"
            "shards: {hub: {of: kept, limits: event_hubs}}",
            "hub.shards",
            20,  # Microsoft, azure-docs
        ),
        (
            "traffic: {put: {rate: 4600/s, kind: write, request: 4.5 MB / 4600}}\n"
            "storage: {kept: {added_by: put, size: put.request, keep: 1 day}}\n"
            "shards: {stream: {of: kept, limits: kinesis}}",
            "stream.shards",
            5,  # AWS, as an exam asks
        ),
    ],
    ids=["lambda", "ceph", "event_hubs", "kinesis"],
)
def test_vendors_answers_follow_from_their_profiles(text, answer, value, estimate):
    assert estimate(text)[answer].value == value


@pytest.mark.parametrize(
    ("limits", "more", "nodes"),
    [
        ("vitess", "", 36),
        ("dynamodb", "", None),
        ("kudu", "", None),
        ("kudu", ", shards_per_node: 60", 14),  # 280 tablets of 10 GiB three times
        ("dynamodb", ", node_size: 1 TB", 9),
        ("elasticsearch", "", 5),  # 9 TB in 1.92 TB
        ("elasticsearch", ", node_size: 20 TB", 3),  # each copy on another
        ("scylladb", "", None),
    ],
)
def test_what_is_part_of_a_node_is_no_node(estimate, limits, more, nodes):
    computed = estimate(
        "storage: {rows: {total: 3 TB, replicas: 3}}\n"
        f"shards: {{store: {{of: rows, limits: {limits}{more}}}}}"
    )
    assert ("store.nodes" in computed) is (nodes is not None)
    assert nodes is None or computed["store.nodes"].value == nodes


def test_the_same_headroom_of_many_is_told_in_one_line(estimate):
    stores = "\n".join(f"  store_{at}: {{of: rows, max_size: 1 TB}}" for at in range(6))
    rows = "storage: {rows: {count: 10B, size: 1 KB}}"
    assert _planned(estimate(f"{rows}\nshards:\n{stores}\n")) == (
        "store_0.shards: 10, store_1.shards: 10, store_2.shards: 10, store_3.shards: 10 "
        "and 2 more without the headroom that capest adds (fill = 70%)",
    )
