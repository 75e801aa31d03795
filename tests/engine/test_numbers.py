"""The arithmetic that everybody does by hand, to the last digit."""

from __future__ import annotations

import pytest

import capest
from capest.derivations import Assumed, Computed, Given
from capest.engine.calculate import calculate
from capest.problems import EstimateError, passage_of

SEARCH = """
assumptions: {dau: 300M users}
traffic: {search: {per_user: 10 searches/user/day, kind: read}}
"""


def test_searches_of_300_million_users(estimate):
    search = estimate(SEARCH)
    assert search["search.per_day"].value == 3_000_000_000
    assert search["search.qps"].value == pytest.approx(34_722.2222, rel=1e-8)


@pytest.mark.parametrize(
    "conventions",
    ["conventions: napkin", "conventions: {napkin: true}", "conventions: {day: 100000 s}"],
)
def test_on_a_napkin_it_is_30_000_exactly(conventions, estimate):
    search = estimate(SEARCH + conventions)
    assert search["search.qps"].value == 30_000
    assert search["search.per_day"].value == 3_000_000_000


def test_catalogue_of_ten_million_products(estimate):
    products = estimate("storage: {products: {count: 10M products, size: 10 MB}}")
    assert products["products.stored"].quantity.to("TB") == 100


def test_posts_and_media_of_a_social_network(estimate):
    """300M MAU, half of them daily, 2 posts a day, 10 % with 1 MB of media, kept for 5 years:
    System Design Interview, volume 1, chapter 2 (Xu 2020), its Twitter example.
    """
    network = estimate("""
assumptions: {mau: 300M users, dau: mau * 50%, peak_factor: 2}
traffic: {post: {per_user: 2/day, kind: write}}
storage: {media: {added_by: post, share: 10%, size: 1 MB, keep: 5 years}}
""")
    assert network["post.qps"].value == pytest.approx(3_472.2, abs=0.1)
    assert network["post.peak_qps"].value == pytest.approx(6_944.4, abs=0.1)
    assert network["media.per_day"].quantity.to("TB/day") == 30
    assert network["media.stored"].quantity.to("PB") == pytest.approx(54.75, rel=1e-12)


@pytest.mark.parametrize(
    ("expression", "value", "unit"),
    [
        ("1M videos/h * 50 MB in TB/h", 50, "TB/h"),
        ("1M videos/h * 50 MB in Gbit/s", 111.1111111, "Gbit/s"),
        ("2 Tbit/s * 30 days in PB", 648, "PB"),
        ("6 Mbit/s * 1.5 h in GB", 4.05, "GB"),
        ("6 Mbit/s * 1.5 h in GiB", 3.7719, "GiB"),
        ("62^7", 3_521_614_606_208, ""),
        ("300M users * 10 searches/user/day in 1/s", 34_722.2222, "1/s"),
        ("25 Gib/s in GB/s", 3.3554432, "GB/s"),
        ("500 megabit/s * 2 h in GiB", 419.0951586, "GiB"),
        ("1 GB in GiB", 0.931322574615478515625, "GiB"),
        ("20% * 500 GB", 100, "GB"),
        ("10% * 10%", 0.01, ""),
        ("1 - 20%", 0.8, ""),
        ("100:1", 100, ""),
        ("ceil(7/2)", 4, ""),
        ("ceil(64.00000000000001)", 64, ""),
        ("floor(7/2)", 3, ""),
        ("round(2.5)", 3, ""),
        ("next_power_of_two(1878 shards)", 2048, "shard"),
        ("sqrt(16)", 4, ""),
        ("log2(1024)", 10, ""),
        ("ln(exp(2))", 2, ""),
        ("log10(1000)", 3, ""),
        ("min(3 GB, 2000 MB)", 2, "GB"),
        ("max(1 shard, 2)", 2, "shard"),
        ("$0.02/GB * 5 TB", 100, "USD"),
        ("1 year in days", 365, "day"),
        ("1 month in days", 30, "day"),
        ("2^-1", 0.5, ""),
    ],
)  # fmt: skip
def test_expressions(expression, value, unit):
    """Among them golden cases of Numbat, fend and libqalculate, as their test suites publish."""
    answer = calculate(passage_of("calc", expression))
    assert answer.value == pytest.approx(value, rel=2e-5 if "GiB" in unit else 1e-9)
    assert str(answer.unit) == unit


@pytest.mark.parametrize(
    ("written", "middle", "low", "high"),
    [
        ("250M to 350M users", 295_803_989.15, 250e6, 350e6),  # the geometric mean
        ("300M users ± 10%", 300e6, 270e6, 330e6),
        ("300M ± 50M users", 300e6, 250e6, 350e6),
        ("0 to 10", 5, 0, 10),  # no geometric mean: the arithmetic one
    ],
)
def test_ranges_are_computed_with_their_middle(written, middle, low, high, estimate):
    dau = estimate(f"assumptions: {{dau: {written}}}")["dau"]
    assert dau.value == pytest.approx(middle)
    assert isinstance(dau.origin, Given) and dau.origin.spread
    assert (dau.origin.spread.low, dau.origin.spread.high) == pytest.approx((low, high))


def test_a_checked_graph_runs_on_samples_as_on_floats(numpy, estimate):
    """Units were checked once; the graph gives on an array what it gives on each element."""
    twitter = """
assumptions: {dau: 250M to 350M users, growth: 20%/year}
traffic: {post: {per_user: 2/day, kind: write, request: 300 B}}
storage: {posts: {added_by: post, size: 300 B, keep: 5 years, replicas: 3}}
caches: {hot: {serves: post, share: 20%, item_size: 1 KB, node_memory: 64 GB, node_qps: 9k/s}}
shards: {store: {of: posts, max_size: 250 GB, max_write_qps: 5k/s, round: power_of_two}}
"""
    computed = estimate(twitter)
    users = numpy.array([100e6, 300e6, 1e9])
    growth = numpy.array([0.0, 0.2, 0.5])
    many = computed.replay({"dau": users, "growth": growth})
    for index in range(3):
        one = computed.replay({"dau": users[index].item(), "growth": growth[index].item()})
        for name, value in one.items():
            sample = many[name] if numpy.isscalar(many[name]) else numpy.broadcast_to(many[name], 3)
            found = sample if numpy.isscalar(sample) else sample[index]
            assert found == pytest.approx(value, rel=1e-12), name
    with pytest.raises(KeyError):
        computed.replay({"nobody": 1.0})


@pytest.mark.parametrize(
    ("growth", "years", "days"),
    [(0.5, 1, 450.1003818836988), (1.0, 5, 16324.09438765862), (0.2, 5, 2979.553320806289)],
)
def test_growth_adds_up_to_the_closed_form_and_to_a_daily_sum(growth, years, days, estimate):
    """The closed form against a sum over days, both worked out independently; the sum at the day's
    beginning is the smaller one.
    """
    computed = estimate(
        f"""
assumptions: {{growth: {growth * 100}%/year}}
traffic: {{add: {{rate: 1/day}}}}
storage: {{items: {{added_by: add, size: 1 B, keep: {years} years}}}}
""".replace("items:", "things:")
    )
    assert computed["things.items"].value == pytest.approx(days, rel=1e-9)
    daily = sum((1 + growth) ** (day / 365) for day in range(365 * years))
    assert computed["things.items"].value == pytest.approx(daily, rel=2e-3)


def test_growth_compounds_in_its_own_period(estimate):
    text = """
traffic: {{add: {{rate: 1/month}}}}
storage: {{things: {{added_by: add, size: 1 B, keep: 12 months, growth: {growth}}}}}
"""
    monthly = estimate(text.format(growth="10%/month"))["things.items"].value
    by_hand = sum(1.1 ** (month + 0.5) for month in range(12))
    assert monthly == pytest.approx(by_hand, rel=1e-3)


def test_origins_say_what_was_given_assumed_and_computed(estimate):
    search = estimate(SEARCH)
    assert isinstance(search["dau"].origin, Given)
    assert isinstance(search["peak_factor"].origin, Assumed)
    assert "Kleppmann" in search["peak_factor"].origin.source
    assert isinstance(search["search.qps"].origin, Computed)
    assert [item.name for item in search["search.qps"].walk()] == [
        "search.qps", "search.per_day", "dau", "search.per_user",
    ]  # fmt: skip


def test_changes_replace_values_and_refuse_what_is_computed():
    scenario = capest.load(SEARCH)
    doubled = capest.estimate(scenario, dau="600M")
    assert doubled["search.per_day"].value == 6e9
    with pytest.raises(capest.ScenarioError) as caught:
        capest.estimate(scenario, **{"search.qps": "3/s"})
    assert caught.value.problems[0].code == "unknown-name"


def test_conversions_follow_the_scenarios_conventions(estimate):
    napkin = estimate("conventions: napkin\ntraffic: {call: {rate: 5/day}}")["call.qps"].quantity
    assert napkin.to("requests/day") == pytest.approx(5)
    assert napkin.to("1/day") == pytest.approx(5)
    assert napkin.to_pint().to("request/second").magnitude == pytest.approx(5e-5)
    with pytest.raises(ValueError, match="not a unit"):
        napkin.to("requests/dya")


def test_a_quantity_can_be_a_change():
    scenario = capest.load(SEARCH)
    third = capest.estimate(
        scenario, dau=capest.Quantity(1e9 / 3, capest.estimate(scenario)["dau"].unit)
    )
    assert third["dau"].value == pytest.approx(1e9 / 3, rel=1e-12)
    assert capest.estimate(scenario, dau=5)["dau"].value == 5


def test_a_ratio_without_its_divisor_is_absent(estimate):
    still = estimate("""traffic:
  look: {rate: 5/s, kind: read}
  add: {rate: 0/s, kind: write}
""")
    assert still["traffic.write_qps"].value == 0
    assert still.absent["traffic.read_write_ratio"].wants == ("a traffic.write_qps above 0",)


@pytest.mark.parametrize("written", ["title: café".encode("latin-1"), "title: x".encode("utf-16")])
def test_load_says_what_it_cannot_read(written, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_bytes(written)
    with pytest.raises(capest.ScenarioError):
        capest.load(path)
    for text in ("a: \ud800\n", "a\0b", "title:"):
        with pytest.raises(capest.CapestError):
            capest.estimate(capest.load(text + "\nexpect: [x"))


def test_replay_bears_what_the_estimate_bears(estimate):
    still = estimate("""traffic:
  look: {rate: 5/s, kind: read}
  add: {rate: 0/s, kind: write}
""")
    assert "traffic.read_write_ratio" not in still.replay({"add.rate": 0.0})
    assert still.replay({"add.rate": 1.0})["traffic.read_write_ratio"] == 5


def test_standard_units_are_those_of_the_scenario(estimate):
    napkin = estimate("conventions: napkin\ntraffic: {call: {rate: 5/day}}")
    assert napkin.standard("call.per_day").to("request/day") == pytest.approx(5)


def test_a_share_can_go_to_pint(estimate):
    cache = estimate("traffic: {a: {rate: 1/s}}\ncaches: {c: {serves: a, hit_ratio: 95%}}")
    assert cache["c.hit_ratio"].quantity.to_pint().magnitude == pytest.approx(0.95)


def test_a_unit_after_in_is_not_a_name(estimate):
    text = "traffic: {search: {rate: 5/day}}\nderived: {queries: search.per_day * 1 day in queries}"
    assert estimate(text)["queries"].value == 5


def test_names_that_are_not_there_are_helped_with(estimate):
    search = estimate(SEARCH)
    with pytest.raises(KeyError, match=r"did you mean 'search\.qps'"):
        search["serch.qps"]
    with pytest.raises(KeyError, match=r"give search\.response"):
        search["search.egress"]
    assert next(iter(search)) == "dau" and len(search) == len(search.derivations)
    assert str(search["search.per_day"]) == "search.per_day = 3B request/day"


def test_shipped_scenarios_load_by_name():
    assert capest.load("twitter").title == "Twitter"


def test_absent_is_better_than_zero(estimate):
    search = estimate(SEARCH)
    assert "search.egress" not in search
    assert search.absent["search.egress"].wants == ("search.response",)
    assert search.absent["traffic.egress"].wants == ("search.response",)


def test_every_problem_of_names_and_units_is_reported_at_once(estimate):
    with pytest.raises(EstimateError) as caught:
        estimate("assumptions:\n  a: 1 GB + 1 s\n  b: nobody * 2\n  c: 3 dya\n  e: a * 2\n")
    assert [(problem.code, problem.span.line) for problem in caught.value.problems] == [
        ("dimension", 2), ("unknown-name", 3), ("unknown-unit", 4),
    ]  # fmt: skip
