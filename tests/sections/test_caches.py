"""Caches: items, memory, nodes and the load that is left for the store."""

from __future__ import annotations

import math

import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

READS = "traffic: {read_link: {rate: 4k/s, kind: read, peak: 1}}\n"


def test_published_fifth_of_a_days_reads(estimate):
    """20 % of a day at 4,000/s, 500 B each: 34.56 GB (karanpratapsingh, URL shortener: "35 GB")."""
    cache = estimate(READS + "caches: {hot: {serves: read_link, share: 20%, item_size: 500 B}}\n")
    assert cache["hot.items"].quantity.value == 4_000 * 86_400
    assert cache["hot.memory"].quantity.to("GB") == pytest.approx(34.56)


def test_published_fifth_of_all_products(estimate):
    """20 % of 10M products of 5 KB: 10 GB (estimation drill E4)."""
    cache = estimate(
        READS + "caches: {hot: {serves: read_link, items: 10M, share: 20%, item_size: 5 KB}}\n"
    )
    assert cache["hot.items_cached"].quantity.value == 2e6
    assert cache["hot.memory"].quantity.to("GB") == pytest.approx(10)


def test_nodes_by_memory_and_by_requests_the_larger_binds(estimate):
    text = (
        READS
        + """caches:
  hot: {serves: read_link, items: 1M, item_size: 900 B, item_overhead: 100 B, node_memory: 1 GB,
        node_qps: %s, fill: 50%%}
"""
    )
    by_memory = estimate(text % "4k/s")
    assert by_memory["hot.memory"].quantity.value == 1e9
    assert (by_memory["hot.by_memory"].quantity.value, by_memory["hot.by_qps"].quantity.value) == (
        2,
        1,
    )
    assert by_memory["hot.nodes"].quantity.value == 2
    assert by_memory.binding("hot.nodes").winner.name == "hot.by_memory"
    by_requests = estimate(text % "100/s")
    assert by_requests["hot.nodes"].quantity.value == 40
    binding = by_requests.binding("hot.nodes")
    assert (binding.winner.name, binding.runner_up.name) == ("hot.by_qps", "hot.by_memory")
    assert binding.slack == 38


def test_published_usable_memory_of_a_node(estimate):
    """A quarter of a node is reserved: 0.5 GiB leaves 0.375 (AWS Knowledge Center)."""
    hot = "caches: {{hot: {{serves: read_link, items: 1, item_size: {}, node_memory: 0.5 GiB}}}}\n"
    assert estimate(READS + hot.format("0.375 GiB"))["hot.nodes"].value == 1
    assert estimate(READS + hot.format("0.376 GiB"))["hot.nodes"].value == 2


def test_misses_reach_the_store_at_peak(estimate):
    cache = estimate(READS + "caches: {hot: {serves: read_link, hit_ratio: 95%}}\n")
    assert cache["hot.miss_qps"].quantity.value == pytest.approx(200)
    assert "hot.nodes" not in cache and "hot.memory" not in cache


def test_without_a_hit_ratio_the_misses_are_unknown(estimate):
    cache = estimate(READS + "caches: {hot: {serves: read_link, items: 1k, item_size: 1 KB}}\n")
    assert cache.absent["hot.miss_qps"].wants == ("hot.hit_ratio or hot.popularity",)


@pytest.mark.parametrize(
    ("nodes", "hit_ratio", "factor"), [(20, 95, 1.95), (20, 99, 5.95), (100, 99, 1.99)]
)
def test_a_lost_node_sends_its_hits_to_the_store(nodes, hit_ratio, factor, estimate):
    """1 of n lost at a hit ratio h: (1/n + (1 - 1/n)(1 - h)) / (1 - h), worked out by hand."""
    cache = estimate(
        READS
        + f"""caches:
  hot: {{serves: read_link, hit_ratio: {hit_ratio}%, node_qps: {4000 // nodes}/s}}
"""
    )
    assert cache["hot.nodes"].quantity.value == nodes
    assert cache["hot.miss_factor_without_a_node"].quantity.value == pytest.approx(factor)


def test_one_node_alone_loses_everything(estimate):
    cache = estimate(READS + "caches: {hot: {serves: read_link, hit_ratio: 95%, node_qps: 5k/s}}\n")
    assert cache["hot.miss_factor_without_a_node"].quantity.value == pytest.approx(20)
    full = estimate(READS + "caches: {hot: {serves: read_link, hit_ratio: 100%, node_qps: 5k/s}}\n")
    assert "hot.miss_factor_without_a_node" not in full


POPULAR = """
assumptions: {{dau: 300M users}}
traffic: {{timeline: {{per_user: 10/day, kind: read, peak: 3}}}}
caches:
  hot: {{serves: timeline, items: {items}, item_size: 6.4 KB, popularity: {popularity}, {size}}}
"""


def _popular(estimate, size, popularity="zipf 0.9", items="300M"):
    return estimate(POPULAR.format(items=items, popularity=popularity, size=size))


def test_a_hit_ratio_buys_its_items_and_shows_what_other_policies_would_do(estimate):
    """218M of 300M items answer 95 %, first-in-first-out 93.5 and the best possible 96.4."""
    cache = _popular(estimate, "hit_ratio: 95%")
    assert cache["hot.items_cached"].quantity.value == pytest.approx(218e6, rel=2e-3)
    assert cache["hot.memory"].quantity.to("TB") == pytest.approx(1.4, rel=5e-3)
    assert cache["hot.floor_hit_ratio"].quantity.value == pytest.approx(93.5, abs=0.05)
    assert cache["hot.ceiling_hit_ratio"].quantity.value == pytest.approx(96.4, abs=0.05)


@pytest.mark.parametrize(
    ("items", "popularity", "share", "lru", "fifo", "best"),
    [
        ("1M", "zipf 0.8", "10%", 0.4871, 0.4482, 0.6091),
        ("1M", "zipf 1.0", "20%", 0.8424, 0.8152, 0.8882),
        ("1G", "zipf 0.9", "20%", 0.7670, 0.7349, 0.8313),
        ("1G", "zipf 1.2", "1%", 0.9700, 0.9652, 0.9783),
        ("1M", "uniform", "20%", 0.2, 0.2, 0.2),
    ],
)
def test_what_a_share_of_the_items_really_buys(items, popularity, share, lru, fifo, best, estimate):
    """Rows of a table computed with four times as many buckets and checked by simulation."""
    for policy, expected in (("lru", lru), ("fifo", fifo), ("lfu", best)):
        cache = _popular(estimate, f"share: {share}, policy: {policy}", popularity, items)
        assert cache["hot.hit_ratio"].quantity.value / 100 == pytest.approx(expected, abs=5.1e-5)


def test_the_store_behind_says_how_much_must_hit(estimate):
    """104,167/s at peak on a store for 10k/s: 90.4 % must hit."""
    cache = _popular(estimate, "store_max_qps: 10k/s")
    assert cache["hot.target_hit_ratio"].quantity.value == pytest.approx(90.4)
    assert cache["hot.miss_qps"].quantity.value == pytest.approx(10_000, rel=1e-6)


def test_a_store_that_takes_it_all_needs_no_cache(estimate):
    assert _popular(estimate, "store_max_qps: 1M/s")["hot.items_cached"].quantity.value == 0


def test_the_80_20_rule_is_a_popularity(estimate):
    """Of 1e6 items, 20 % get 80 % of the reads at an exponent of 0.8944."""
    cache = _popular(estimate, "share: 20%", "20% of items get 80% of reads", "1M")
    assert cache["hot.popularity"].quantity.value == pytest.approx(0.8944, abs=1e-4)
    assert cache["hot.ceiling_hit_ratio"].quantity.value == pytest.approx(80, abs=0.01)


def test_more_memory_than_items_answers_everything(estimate):
    cache = _popular(estimate, "memory: 100 TB")
    assert cache["hot.items_cached"].quantity.value == 300e6
    assert cache["hot.hit_ratio"].quantity.value == pytest.approx(100)


@pytest.mark.parametrize("field", ["policy: fifo", "store_max_qps: 1k/s"])
def test_a_field_that_means_nothing_alone_says_what_it_needs(field, estimate):
    with pytest.raises(CapestError) as caught:
        estimate(READS + f"caches: {{hot: {{serves: read_link, items: 1M, {field}}}}}\n")
    assert [problem.code for problem in caught.value.problems] == ["missing-field"]


def test_memory_buys_items(estimate):
    cache = _popular(estimate, "memory: 640 GB")
    assert cache["hot.items_cached"].quantity.value == 1e8
    assert 80 < cache["hot.hit_ratio"].quantity.value < 90


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ("hit_ratio: 95%, share: 20%", "excluded-field"),
        ("share: 20%, memory: 1 GB", "excluded-field"),
        ("hit_ratio: 95%, store_max_qps: 1k/s", "excluded-field"),
        ("items_cached: 400M", "undefined"),
        ("share: 0%", "out-of-range"),
        ("share: 20%, policy: lur", "unknown-option"),
    ],
)
def test_what_makes_no_sense_is_refused(size, code, estimate):
    with pytest.raises(CapestError) as caught:
        _popular(estimate, size)
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    "popularity",
    [
        "zpf 0.9",
        "zipf",
        "20% of reads",
        "zipf 11",
        "zipf -1",
        "80/20",
        "80:20",
        "zipf 80:20",
        "0.9",
    ],
)
def test_a_popularity_that_is_none_is_refused(popularity, estimate):
    with pytest.raises(CapestError):
        _popular(estimate, "share: 20%", popularity)


def test_popularity_runs_on_samples(numpy, estimate):
    cache = _popular(estimate, "share: 20%")
    skews = numpy.array([0.6, 0.9, 1.2])
    many = cache.replay({"hot.popularity": skews})["hot.hit_ratio"]
    one = [cache.replay({"hot.popularity": s})["hot.hit_ratio"] for s in skews.tolist()]
    assert list(many) == pytest.approx(one, rel=1e-12)  # sums over an array go in another order
    assert list(many) == sorted(many)


SYSTEM = (
    READS
    + """caches:
  hot: {serves: read_link, items: 100M, item_size: 100 B, system: redis, node_memory: 16 GB}
"""
)


MEASURED = """
1    88.4   104.9
10   88.4   104.9
32   120.4  129.0
44   120.4  129.0
45   136.4  129.0
64   152.4  160.4
100  184.4  201.3
200  296.4  312.5
350  456.4  488.6
500  584.4  609.2
1000 1096.4 1193.3
2000 2126.2 2334.8
4000 4174.2 4568.3
"""
"""Bytes for each key of 14 B, by the size of the value: used_memory of Redis 7.0.15, and slabs and
table of memcached 1.6.18, as Debian packages them; a million keys, from 2,000 B on 300,000.
"""
_ROWS = [tuple(map(float, line.split())) for line in MEASURED.split("\n") if line]


def _memory_of_an_item(estimate, system, value, count, **fields):
    more = "".join(f", {name}: {given}" for name, given in fields.items())
    cache = estimate(
        f"traffic: {{get: {{rate: 1/s, kind: read}}}}\ncaches: {{hot: {{serves: get, "
        f"items: {count}, item_size: {14 + value} B, key_size: 14 B, system: {system}{more}}}}}\n"
    )
    return cache["hot.memory"].quantity.to("B") / count


@pytest.mark.parametrize(("value", "redis", "memcached"), _ROWS)
def test_memory_is_what_real_servers_need(value, redis, memcached, estimate):
    count = 1_000_000 if value < 2000 else 300_000
    found = _memory_of_an_item(estimate, "redis", value, count)
    assert found == pytest.approx(redis, rel=0.001)
    found = _memory_of_an_item(estimate, "memcached", value, count)
    assert found == pytest.approx(memcached, rel=0.006)


def test_what_expires_takes_a_second_table(estimate):
    """Measured as above: 224.9 B for values of 100 B under EX."""
    found = _memory_of_an_item(
        estimate, "redis", 100, 1_000_000, popularity="uniform", ttl="1 day", share="100%"
    )
    assert found == pytest.approx(224.9, rel=0.001)


def test_a_list_of_800_entries(estimate):
    """Measured in Redis 7: 18,244 B for 800 entries of 20 B."""
    found = _memory_of_an_item(estimate, "redis", 16_000, 1_000_000, list_entries=800)
    assert found == pytest.approx(18_244, rel=0.01)


@pytest.mark.parametrize(("key", "value", "bytes_"), [(0, 0, 56), (3, 3, 56), (4, 100, 160)])
def test_memory_usage_as_redis_prints_it(key, value, bytes_, estimate):
    """redis.io, MEMORY USAGE, in a build with Redis' own allocator: an empty key and value, a `bar`
    under `foo`, and 100 B under `foo3`.
    """
    cache = estimate(
        f"traffic: {{get: {{rate: 1/s, kind: read}}}}\ncaches: {{hot: {{serves: get, items: 1M, "
        f"item_size: {key + value or 1e-9} B, key_size: {key} B, allocator_step: 8 B, "
        "system: redis}}\n"
    )
    assert cache["hot.item_memory"].quantity.to("B/item") == pytest.approx(bytes_)


def test_memory_that_is_given_has_room_for_the_table_too(estimate):
    """And its inverse: what so many items take has room for them."""
    text = SYSTEM.replace("items: 100M", "items: 100M, items_cached: 30M")
    taken = estimate(text)["hot.memory"].quantity.to("B")
    back = estimate(text, **{"hot.memory": f"{taken!r} B"})
    assert back["hot.items_cached"].quantity.value == pytest.approx(30e6, rel=1e-6)


def test_nodes_have_room_for_a_table_of_a_power_of_two(estimate):
    """100 B in an item of a key of 31 B: 32 + 48 + 96 B, and 100M slots of 8 B are 2^27 of them in
    one node of 32 GB.
    """
    cache = estimate(SYSTEM.replace("16 GB", "32 GB"))
    assert cache["hot.item_memory"].quantity.value == 176
    assert cache["hot.memory"].quantity.value == 17.6e9 + 2**27 * 8
    assert cache["hot.hash_table"].quantity.value == 2**27 * 8
    assert cache["hot.by_memory"].quantity.value == math.ceil(17.6e9 / (0.75 * 32e9 - 2**27 * 8))


def test_copies_take_nodes_and_share_reads(estimate):
    """Three copies of 10 TB in nodes of 48 GB are rounded up once; 100 reads a second spread over
    them, of which 5 % are filled into each; so do 30 writes.
    """
    text = """traffic:
  get: {rate: 100/s, kind: read, peak: 1}
  put: {rate: 30/s, kind: write, peak: 1}
caches:
  hot: {serves: get, written_by: put, writes: write-through, memory: 10 TB, hit_ratio: 95%,
    replicas: 3, node_memory: 64 GB, node_qps: 10/s}
"""
    cache = estimate(text)
    assert cache["hot.by_memory"].value == math.ceil(3 * 10e12 / 48e9) == 625
    assert cache["hot.memory_of_copies"].quantity.to("TB") == 30
    assert cache["hot.cache_qps"].quantity.value == pytest.approx(100 + 3 * (5 + 30))
    assert cache["hot.by_qps"].value == 21
    assert "hot.miss_factor_without_a_node" not in cache
    small = estimate(text.replace("10 TB", "1 GB").replace(", node_qps: 10/s", ""))
    assert small["hot.nodes"].value == 3, "no node holds two copies"


def test_the_scenarios_own_overhead_wins_over_a_systems(estimate):
    cache = estimate(SYSTEM, **{"hot.item_overhead": "0 B/item"})
    assert cache["hot.item_memory"].quantity.value == 100
    assert cache["hot.hash_slot"].origin.profile == "redis"


def test_nodes_by_connections_and_by_what_may_be_lost(estimate):
    cache = estimate(SYSTEM.replace("16 GB}", "16 GB, connections: 45k, failure_domain: 25%}\n"))
    assert cache["hot.by_connections"].quantity.value == 5  # 10,000 each, as Redis is shipped
    assert cache["hot.by_failure_domain"].quantity.value == 4
    assert cache.binding("hot.nodes").winner.name == "hot.by_connections"


def test_a_node_without_memory_for_items_is_refused(estimate):
    text = SYSTEM.replace("16 GB}", "16 GB, node_reserve: 15 GB/node}")
    with pytest.raises(CapestError) as error:
        estimate(text)
    [problem] = error.value.problems
    assert problem.code == "out-of-range"
    assert problem.message == "'hot.usable_memory' is -3.54 GB/node; it must be above 0"


def test_a_field_that_is_wanted_anyway_is_asked_for_once(estimate):
    found = estimate(READS + "caches: {hot: {serves: read_link, hit_ratio: 95%}}\n")
    report = make_report(found, sections(), (), version="0")
    assert report.wants() == (
        "read_link.request",
        "read_link.response",
        "hot.items or hot.share",
        "hot.items_cached",
        "hot.memory",
    )


def test_copies_take_nodes_and_leave_hits_as_they_are(estimate):
    """Three copies of 10.5 TB on nodes of 64 GB, of which 75 % are for items: 219."""
    text = """
traffic: {see: {rate: 1k/s}}
caches:
  one: {serves: see, items: 1B, item_size: 10.5 KB, node_memory: 64 GB, hit_ratio: 95%}
  three: {serves: see, items: 1B, item_size: 3.5 KB, node_memory: 64 GB, hit_ratio: 95%,
          replicas: 3}
"""
    computed = estimate(text)
    assert computed["one.nodes"].value == computed["three.nodes"].value == 219
    assert computed["one.miss_qps"].value == computed["three.miss_qps"].value
