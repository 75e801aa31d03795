"""Fan-outs: deliveries, look-ups and memory by push, pull and hybrid, against published figures."""

from __future__ import annotations

import pytest

from capest.models.fanout import authors_above, exponent_of_the_top, top_share
from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

TWITTER = """
assumptions: {dau: 300M users}
traffic:
  post:     {rate: 4.6k/s, kind: write, peak: 3}
  timeline: {rate: 300k/s, kind: read, peak: 2}
fanouts:
  home: {posts: post, reads: timeline, followers: 75, entries: 800, entry_size: 20 B, replicas: 3}
"""


def _with(fields):
    return TWITTER.replace("replicas: 3}", f"replicas: 3, {fields}}}")


def test_twitters_deliveries_and_timelines(estimate):
    """4.6k tweets/s to 75 followers are 345k deliveries/s (Kleppmann 2017, chapter 1); 300M
    timelines of 800 entries of 20 B in 3 copies are 14.4 TB.
    """
    found = estimate(TWITTER)
    assert found["home.deliveries"].quantity.value == pytest.approx(345_000)
    assert found["home.peak_deliveries"].quantity.value == pytest.approx(3 * 345_000)
    assert found["home.memory"].quantity.to("TB") == pytest.approx(14.4)


def test_the_primers_deliveries(estimate):
    """6,000 tweets/s to 10 followers are 60,000 deliveries/s (system-design-primer)."""
    found = estimate("""
traffic: {tweet: {rate: 6k/s, kind: write}}
fanouts: {home: {posts: tweet, followers: 10}}
""")
    assert found["home.deliveries"].quantity.value == 60_000
    assert "home.memory" not in found and "home.pull" not in found


def test_push_pull_and_hybrid_side_by_side(estimate):
    """By hand, with a fifth of all follows above the threshold."""
    found = estimate(_with("follows_above: 20%"))
    assert found["home.push"].quantity.value == pytest.approx(3 * 4_600 * 75 + 600_000)
    assert found["home.pull"].quantity.value == pytest.approx(600_000 * 75)
    assert found["home.hybrid"].quantity.value == pytest.approx(3 * 4_600 * 60 + 600_000 * (1 + 15))


@pytest.mark.parametrize(
    ("strategy", "deliveries", "lookups", "memory"),
    [
        ("push", 345_000, 300_000, 14.4),
        ("pull", 0, 300_000 * 75, 0),
        ("hybrid", 276_000, 300_000 * 16, 14.4),
    ],
)
def test_the_chosen_strategy_is_counted(strategy, deliveries, lookups, memory, estimate):
    found = estimate(_with(f"follows_above: 20%, strategy: {strategy}"))
    assert found["home.deliveries"].quantity.value == pytest.approx(deliveries)
    assert found["home.lookups"].quantity.value == pytest.approx(lookups)
    assert found["home.peak_lookups"].quantity.value == pytest.approx(2 * lookups)
    assert found["home.memory"].quantity.to("TB") == pytest.approx(memory)


def test_a_hybrid_without_a_threshold_is_not_a_push(estimate):
    found = estimate(_with("strategy: hybrid"))
    assert "home.deliveries" not in found
    assert found.absent["home.deliveries"].wants == ("home.follows_above",)
    threshold = estimate(_with("strategy: hybrid, largest: 31M"))
    assert "home.threshold" in threshold.absent["home.deliveries"].wants[0]


def test_only_active_users_are_delivered_to(estimate):
    found = estimate(_with("active: 40%"))
    assert found["home.deliveries"].quantity.value == pytest.approx(0.4 * 345_000)
    assert found["home.memory"].quantity.to("TB") == pytest.approx(0.4 * 14.4)


def test_readers_may_follow_more_than_follow_them(estimate):
    assert estimate(_with("followees: 200"))["home.pull"].value == pytest.approx(600_000 * 200)


def test_a_post_of_the_largest_account(estimate):
    """31M followers at 345k deliveries/s: 90 s, if nothing else were delivered; Twitter took up to
    5 minutes (High Scalability, 2013).
    """
    found = estimate(_with("largest: 31M").replace("peak: 3", "peak: 1"))
    assert found["home.largest_post"].quantity.value == pytest.approx(31e6 / 345_000)
    assert found["home.largest_post"].quantity.value < 300
    some = estimate(_with("largest: 31M, active: 40%").replace("peak: 3", "peak: 1"))
    assert some["home.largest_post"].quantity.value == found["home.largest_post"].quantity.value


def test_a_hybrid_pushes_no_post_to_more_than_the_threshold(estimate):
    hybrid = estimate(_with("largest: 31M, threshold: 1M, strategy: hybrid"))
    assert hybrid["home.largest_pushed"].quantity.value == 1e6
    rate = hybrid["home.peak_deliveries"].quantity.value
    assert hybrid["home.slowest_post"].quantity.value == pytest.approx(1e6 / rate)
    small = estimate(_with("largest: 50k, threshold: 1M, strategy: hybrid"))
    assert small["home.largest_pushed"].quantity.value == 50_000
    assert small["home.deliveries"].quantity.value == pytest.approx(345_000)


def test_the_largest_account_tells_how_followers_are_spread(estimate):
    """31M of 300M x 75 follows; Kwak et al. (WWW 2010) measured 1 / 1.276 = 0.78 in 2009."""
    found = estimate(_with("largest: 31M, threshold: 1M"))
    exponent = found["home.popularity"].quantity.value
    assert exponent == pytest.approx(0.73, abs=0.05)
    above = found["home.authors_above"].quantity.value
    assert above == int((31e6 / 1e6) ** (1 / exponent))
    by_hand = sum(31e6 * rank**-exponent for rank in range(1, int(above) + 1)) / (300e6 * 75)
    assert found["home.follows_above"].quantity.value == pytest.approx(100 * by_hand)
    again = estimate(_with(f"popularity: zipf {exponent!r}, threshold: 1M"))
    assert again["home.largest"].quantity.value == pytest.approx(31e6)
    assert again["home.authors_above"].quantity.value == above


def test_a_tenth_of_the_authors_may_have_half_of_the_followers(estimate):
    """Of 1000 authors the first 100 get half of all follows, whatever their threshold."""
    found = estimate(_with("authors: 1000, popularity: 10% of users get 50% of follows"))
    exponent = found["home.popularity"].quantity.value
    shares = [rank**-exponent for rank in range(1, 1001)]
    assert sum(shares[:100]) / sum(shares) == pytest.approx(0.5)
    assert found["home.largest"].quantity.value == pytest.approx(
        1000 * 75 * shares[0] / sum(shares)
    )
    some = estimate(_with("popularity: 10% of users get 50% of follows"))
    assert some["home.authors"].quantity.value == 300e6


@pytest.mark.parametrize("authors", [50, 1000])
@pytest.mark.parametrize("exponent", [0.0, 0.4, 0.78, 1.0, 1.6])
@pytest.mark.parametrize("times", [0.0, 0.5, 1.0, 3.0, 40.0])
def test_authors_above_by_counting_them(authors, exponent, times):
    followers = [rank**-exponent for rank in range(1, authors + 1)]
    mean = sum(followers) / authors
    count = sum(each > times * mean * (1 + 1e-9) for each in followers)
    found = authors_above(float(authors), exponent, times)
    # The continuous rank may hit a whole number exactly, or the buckets of ranks round it.
    assert found == pytest.approx(count, abs=1)
    share = sum(followers[: int(found)]) / sum(followers)
    assert top_share(float(authors), exponent, found) == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize("exponent", [0.0, 0.3, 0.78, 1.0, 1.9])
def test_the_exponent_of_the_top_is_found_again(exponent):
    items = 10_000
    times = items / sum(rank**-exponent for rank in range(1, items + 1))
    assert exponent_of_the_top(float(items), times) == pytest.approx(exponent, abs=1e-7)


def test_more_threshold_pulls_fewer(numpy, estimate):
    computed = estimate(_with("largest: 31M, threshold: 1M, strategy: hybrid"))
    thresholds = numpy.array([1e3, 1e4, 1e5, 1e6, 1e7, 3e7])
    many = computed.replay({"home.threshold": thresholds})
    assert all(numpy.diff(many["home.deliveries"]) > 0)
    assert all(numpy.diff(many["home.lookups"]) < 0)
    assert max(many["home.deliveries"]) <= 345_000
    alone = [computed.replay({"home.threshold": one})["home.hybrid"] for one in thresholds.tolist()]
    assert list(many["home.hybrid"]) == pytest.approx(alone)


def _fanouts(computed):
    report = make_report(computed, sections(), (), version="")
    (table,) = [table for table in report.tables if table.section.name == "fanouts"]
    return report, table


def test_notes_say_who_is_pulled_and_how_long_the_largest_takes(estimate):
    def notes(fields):
        return _fanouts(estimate(_with(fields)))[1].notes

    above, slowest = notes("largest: 31M, threshold: 1M, strategy: hybrid")
    assert "threshold of 1M users" in above
    assert "pushed, a post to 31M users" in slowest and "one to 1M users" in slowest
    assert notes("largest: 31M, strategy: pull") == ()
    (pushed,) = notes("largest: 31M")
    assert "a post to 31M users takes 30 s" in pushed


PLAIN = """
traffic: {tweet: {rate: 6k/s, request: 1 KB, response: 1 KB, peak: 2}}
fanouts: {home: {posts: tweet, followers: 10}}
"""


def test_a_report_asks_for_nothing_that_a_plain_push_does_without(estimate):
    report, table = _fanouts(estimate(PLAIN))
    assert not [want for want in report.wants() if want.startswith("home")]
    shown = [column.quantity for column in table.columns]
    assert shown == ["deliveries", "peak_deliveries", "push"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("strategy: shove", "unknown-option"),
        ("followees: 3 GB", "dimension"),
        ("largest: 31M, popularity: zipf 0.8", "excluded-field"),
        ("popularity: steep", "unknown-option"),
        ("threshold: 0", "out-of-range"),
        ("active: 120%", "out-of-range"),
        ("follows_above: 101%", "out-of-range"),
        ("largest: 10", "undefined"),
        ("reads: timelnie", "unknown-name"),
    ],
)
def test_bad_input_is_refused(fields, code, estimate):
    text = _with(fields)
    if "reads:" in fields:
        text = TWITTER.replace("reads: timeline", fields)
    with pytest.raises(CapestError) as caught:
        estimate(text)
    assert code in [problem.code for problem in caught.value.problems]


def test_what_a_cache_does_not_hold_is_not_delivered_to(estimate):
    """A cache for 73 of 100 timelines takes 73 % of the deliveries, and of the memory."""
    text = """assumptions: {dau: 300M users}
traffic:
  post: {per_user: 2/day, kind: write}
  read: {per_user: 10/day, kind: read}
fanouts:
  home: {posts: post, followers: 75, entries: 800, entry_size: 20 B, kept_in: timelines}
caches:
  timelines: {serves: read, items: dau, share: 73%}
"""
    found = estimate(text)
    everyone = estimate(text.replace(", kept_in: timelines", ""))
    for name in ("home.deliveries", "home.memory"):
        assert found[name].value == pytest.approx(0.73 * everyone[name].value)
