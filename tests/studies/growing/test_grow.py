"""A scenario over time, against closed forms and dates worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import capest
from capest.problems import CapestError, passage_of
from capest.studies.growing.grow import grow, read_limit
from capest.studies.growing.over_time import OverTime
from capest.studies.growing.rates import rates_of

DAY, MONTH, YEAR = 86_400.0, 30 * 86_400.0, 365 * 86_400.0

TWITTER = """
assumptions: {dau: 300M users}
traffic: {post: {per_user: 2/day, kind: write, request: 300 B}}
storage: {posts: {added_by: post, size: 300 B, keep: 5 years}}
shards: {store: {of: posts, max_size: 250 GB, fill: 100%}}
"""


def over_time(text, *rates, years=5, empty=False, limit=""):
    """A scenario over years, a year a step."""
    if limit:
        text += f"\nexpect: ['{limit}']\n"
    today = capest.estimate(capest.load(text))
    pairs = [tuple(passage_of("--grow", part) for part in rate.split("=")) for rate in rates]
    over = OverTime(today, rates_of(today, pairs), starts_empty=empty)
    return grow(over, [year * YEAR for year in range(years + 1)])


def at(grown, year, name, unit=""):
    quantity = grown.moments[year].estimate[name].quantity
    return quantity.to(unit) if unit else quantity.value


@pytest.mark.parametrize(
    ("now", "limit", "rate", "months"),
    [
        (60, 80, "5%/month", 5.896),
        (60, 100, "5%/month", 10.47),
        (30, 80, "10%/month", 10.29),
        (1, 1000, "100%/month", 9.966),
        (230, 1000, "50%/year", math.log(1000 / 230) / math.log(1.5) * 365 / 30),
    ],
)
def test_what_compounds_reaches_its_limit(now, limit, rate, months):
    text = f"assumptions: {{load: {now}}}\nderived: {{used: load * 1}}"
    (reached,) = over_time(text, f"load={rate}", limit=f"used < {limit}").limits
    assert reached.time / MONTH == pytest.approx(months, abs=0.005)


def test_the_fast_end_of_a_range_is_the_early_date():
    """5 % with a deviation of 1.5: a fifth percentile of 3.99 months, a median of 5.89."""
    text = "assumptions: {load: 60}\nderived: {used: load * 1}"
    (reached,) = over_time(text, "load=5%/month ± 2.47%/month", limit="used < 80").limits
    assert reached.time / MONTH == pytest.approx(5.89, abs=0.02)
    assert reached.soonest / MONTH == pytest.approx(3.99, abs=0.01)


@pytest.mark.parametrize("growth", ["20%/year to 60%/year", "20 to 60%/year", "40%/year ± 50%"])
@pytest.mark.parametrize("until", [3, 6])
def test_the_range_that_a_scenario_gives_its_growth(growth, until):
    text = (
        f"assumptions: {{dau: 10M users, growth: {growth}}}\n"
        "traffic: {up: {per_user: 2/user/day, kind: write, peak: 3}}\n"
    )
    grown = over_time(text, limit="up.peak_qps <= 2k/s", years=until)
    (reached,) = grown.limits
    share = 0.4 if "±" in growth else math.sqrt(0.2 * 0.6)
    times = [math.log(2000 * 86400 / 60e6) / math.log(1 + each) for each in (share, 0.6)]
    assert reached.soonest / YEAR == pytest.approx(times[1], abs=0.005)
    assert grown.first is reached and reached.is_within
    assert (reached.time is None) == (times[0] > until)


def test_a_growth_may_be_given_by_name():
    text = (
        "assumptions: {dau: 1M users, growth: 20%/year, ours: 10%/year}\n"
        "traffic: {up: {per_user: 1/day, kind: write}}\n"
        "storage: {kept: {added_by: up, size: 1 MB, keep: 3 years, growth: GIVEN}}\n"
    )
    for pair in (("growth", "20%/year"), ("ours", "10%/year")):
        one, other = (capest.estimate(text.replace("GIVEN", each)) for each in pair)
        assert one["kept.growth"].value == pytest.approx(other["kept.growth"].value)
        assert one["kept.stored"].value == pytest.approx(other["kept.stored"].value)


@pytest.mark.parametrize(("empty", "years"), [(False, 4.90), (True, 4.91)])
def test_what_is_kept_has_grown_with_its_users(empty, years):
    """Today's rate times five years would say 1,314 shards today, and 4,096 in 2.8 years."""
    grown = over_time(TWITTER, "dau=50%/year", empty=empty, limit="store.by_size <= 4096")
    assert grown.limits[0].time / YEAR == pytest.approx(years, abs=0.005)
    assert at(grown, 0, "store.by_size") == pytest.approx(0 if empty else 563, abs=0.5)


@pytest.mark.parametrize(
    ("growth", "keep", "empty", "year", "kept"),
    [
        ("50%/year", "10 years", True, 1, 450.1003818836988),
        ("50%/year", "365 days", False, 0, 300.07),
        ("100%/year", "365 days", False, 0, 263.29),
        ("100%/year", "90 days", False, 0, 82.73),
    ],
)
def test_a_unit_a_day(growth, keep, empty, year, kept):
    text = f"storage: {{it: {{per_day: 1 B/day, keep: {keep}, growth: {growth}}}}}"
    found = at(over_time(text, empty=empty), year, "it.logical", "B")
    assert found == pytest.approx(kept, rel=1e-9 if year else 2e-5)


@given(st.floats(-0.9, 20), st.floats(0.01, 40), st.integers(0, 3))
def test_the_sum_of_a_flow_is_its_integral(growth, keep, year):
    text = f"""
        assumptions: {{dau: 1000}}
        traffic: {{post: {{per_user: 1/day, kind: write}}}}
        storage: {{it: {{added_by: post, size: 1 B, keep: {keep} years}}}}
    """
    found = at(over_time(text, f"dau={growth * 100}%/year", years=3), year, "it.items", "items")
    rate = math.log1p(growth)
    years = -math.expm1(-rate * keep) / rate if abs(rate) > 1e-12 else keep
    assert found == pytest.approx(1000 * 365 * (1 + growth) ** year * years, rel=1e-6)


def test_no_growth_is_counted_twice():
    """The users' growth is that of what they add; a storage with one of its own goes by that."""
    growing = TWITTER.replace("300M users", "300M users, growth: 50%/year")
    own = TWITTER.replace("5 years}", "5 years, growth: 20%/year}")
    for year in (0, 3):
        by_users = at(over_time(TWITTER, "dau=50%/year"), year, "posts.items")
        assert at(over_time(growing), year, "posts.items") == pytest.approx(by_users)
        both = over_time(own, "dau=50%/year")
        assert at(both, year, "posts.items_per_day") == pytest.approx(600e6 * 1.2**year)
        assert at(both, year, "post.per_day") == pytest.approx(600e6 * 1.5**year)


def test_a_stock_grows_from_now_on():
    """calcbee.com: 5 TB that grow 10 % a month are 15.69 TB after twelve months."""
    text = "storage: {it: {total: 5 TB, after: 0 months, growth: 10%/month}}"
    today = capest.estimate(capest.load(text))
    grown = grow(OverTime(today, rates_of(today, [])), [0, 12 * MONTH])
    found = [at(grown, step, "it.logical", "TB") for step in (0, 1)]
    assert found == pytest.approx([5, 5 * 1.1**12])


def test_a_stock_that_follows_its_users_grows_with_them_alone():
    text = """
        assumptions: {dau: 100, growth: 50%/year}
        storage: {it: {count: dau, size: 1 KB, after: 2 years}}
    """
    assert at(over_time(text), 2, "it.items", "items") == pytest.approx(225)


def test_tiers_and_streams_add_up_what_came_in_too():
    text = """
        assumptions: {dau: 1000}
        traffic: {post: {per_user: 1/day, kind: write, request: 1 B}}
        storage: {all: {added_by: post, size: 1 B, keep: 5 years}}
        tiers: {hot: {of: all, until: 1 year}, cold: {of: all, older_than: 1 year}}
        streams: {log: {fed_by: post, message: 1 B, keep: 5 years}}
    """
    found = over_time(text, "dau=50%/year")
    for year in (0, 2):
        both = at(found, year, "hot.stored", "B") + at(found, year, "cold.stored", "B")
        assert both == pytest.approx(at(found, year, "all.stored", "B"))
        assert at(found, year, "log.stored", "B") == pytest.approx(both)


def test_a_scenario_that_breaks_says_when():
    text = "assumptions: {part: 60%}\ntraffic: {get: {rate: 10/s, kind: read}}\n" + (
        "caches: {near: {serves: get, items: 1M, item_size: 1 KB, hit_ratio: part}}"
    )
    grown = over_time(text, "part=20%/year")
    assert len(grown.moments) == 3
    assert grown.end[0] / YEAR == pytest.approx(math.log(1 / 0.6) / math.log(1.2), abs=0.001)
    assert grown.end[1].code == "out-of-range"


def test_the_limit_that_is_reached_first():
    text = f"{TWITTER}\nexpect: [store.by_size <= 4096, post.peak_qps <= 30k/s, dau > 3, dau ~ 3]\n"
    grown = over_time(text, "dau=50%/year")
    assert [limit.verdict.expectation.sign for limit in grown.limits] == ["<=", "<=", ">"]
    assert grown.first is grown.limits[1]
    assert grown.limits[2].time is None


@pytest.mark.parametrize(("limit", "years"), [("90%", 0.2905), ("99%", 0.5256), ("100%", None)])
def test_a_limit_is_looked_for_until_the_scenario_breaks(limit, years):
    """80 % that grow by half a year are 90 % at ln(90/80) / ln(1.5) years, and all at 0.55."""
    text = "assumptions: {part: 80%}\ntraffic: {get: {rate: 10/s, kind: read}}\n" + (
        "caches: {near: {serves: get, items: 1M, item_size: 1 KB, hit_ratio: part}}"
    )
    grown = over_time(text, "part=50%/year", limit=f"near.hit_ratio <= {limit}")
    found = grown.limits[0].time
    assert (found and found / YEAR) == (years and pytest.approx(years, abs=0.001))
    assert grown.until / YEAR == pytest.approx(math.log(1 / 0.8) / math.log(1.5), abs=0.001)


def test_a_limit_that_asks_for_odds_is_not_followed():
    """It is 750 at the middle, and below 800 in half of the draws: it fails today already."""
    text = "assumptions: {load: 500 to 1000}\nderived: {used: load * 1}\nexpect: [used < 3000]\n"
    limit = "used < 800 with 95%"
    grown = over_time(text.replace("used < 3000", f"used < 3000, {limit}"), "load=50%/year")
    assert [item.verdict.expectation.passage.text for item in grown.limits] == ["used < 3000"]
    assert [item.passage.text for item in grown.unfollowed] == [limit]


def test_what_is_no_limit_need_have_no_value():
    text = f"{TWITTER}\nexpect: [1 PB / posts.stored ~ 2, posts.stored <= 1 PB]\n"
    grown = over_time(text, "dau=50%/year", empty=True)
    assert [item.verdict.expectation.sign for item in grown.limits] == ["<="]


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("dua=50%/year", "unknown-name"),
        ("post.qps=50%/year", "unknown-name"),
        ("spare=50%/year", "unused-assumption"),
        ("dau=50%", "dimension"),
        ("dau=50 MB/year", "dimension"),
        ("dau=-100%/year", "undefined"),
        ("dau=1/0/year", "division-by-zero"),
        ("dau=50%/yaer", "unknown-name"),
    ],
)
def test_what_cannot_grow(rate, code):
    text = TWITTER.replace("users}", "users, spare: 3}")
    with pytest.raises(CapestError) as caught:
        over_time(text, rate)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].span


def test_a_shrinking_scenario():
    assert at(over_time(TWITTER, "dau=-50%/year"), 2, "dau") == 75e6


@pytest.mark.parametrize("text", ["dau ~ 3", "dau", "dau <"])
def test_what_is_no_limit(text):
    with pytest.raises(CapestError):
        read_limit(passage_of("--limit", text))


def test_a_scenario_starts_from_its_estimate():
    """Where nothing that is kept grows, today is as the estimate says."""
    today = capest.estimate(capest.load("twitter"))
    pairs = [(passage_of("--grow", "post_size"), passage_of("--grow", "10%/year"))]
    over = OverTime(today, rates_of(today, pairs))
    found = grow(over, [0.0]).moments[0].estimate
    assert {name: found[name].value for name in found} == pytest.approx(
        {name: today[name].value for name in today}, rel=1e-12
    )
