"""Events, the shape of a day and retries: against published peaks and sums by hand."""

from __future__ import annotations

import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

TWEETS = "traffic: {{tweet: {{rate: {rate}, kind: write, request: 1 KB{more}}}}}\n"


def test_an_event_is_beside_the_daily_peak(estimate):
    """Castle in the Sky, August 2013: 143,199 tweets in a second, of 500 million on average a day;
    nobody plans for an event times the day's peak.
    """
    text = TWEETS.format(rate="500M/day", more=", peak: 3")
    found = estimate(f"{text}events: {{castle: {{of: tweet, height: 143199/s}}}}")
    assert found["castle.times"].value == pytest.approx(24.7447872)
    assert found["tweet.peak_qps"].value == pytest.approx(143_199)
    assert found["tweet.peak_ingress"].quantity.to("kB/s") == pytest.approx(143_199)
    assert found["tweet.per_day"].value == 500e6
    low = estimate(f"{text}events: {{rally: {{of: tweet, times: 2}}}}")
    assert low["tweet.peak_qps"].value == pytest.approx(3 * 500e6 / 86_400)


def test_the_highest_of_several_events(estimate):
    found = estimate("""
        traffic: {tweet: {rate: 86400/day, event: 4}, like: {rate: 86400/day}}
        events: {final: {times: 5, of: [tweet, like], lasts: 2 h}, sale: {times: 7, of: like}}
    """)
    assert (found["tweet.peak_qps"].value, found["like.peak_qps"].value) == (5, 7)
    assert found["final.requests"].value == 2 * 5 * 7200


@pytest.mark.parametrize(
    ("lasts", "backlog", "drain"), [("1 s", 131_199, 20.8), ("60 s", 7.87e6, 1_250)]
)
def test_what_waits_is_worked_off(estimate, lasts, backlog, drain):
    """A fluid queue: 5,700 a second, 143,199 for a while, 12,000 answered."""
    found = estimate(
        TWEETS.format(rate="5700/s", more="")
        + f"events: {{it: {{of: tweet, height: 143199/s, lasts: {lasts}, capacity: 12k/s}}}}"
    )
    assert found["it.backlog"].value == pytest.approx(backlog, rel=1e-3)
    assert found["it.drain"].quantity.to("s") == pytest.approx(drain, rel=2e-3)
    assert found["tweet.peak_qps"].value == 143_199


@pytest.mark.parametrize(("capacity", "told"), [("9k/s", True), ("10k/s", False)])
def test_only_what_waits_is_told_of(estimate, capacity, told):
    text = TWEETS.format(rate="5k/s", more="")
    found = estimate(
        text + f"events: {{it: {{of: tweet, height: 10k/s, lasts: 1 s, capacity: {capacity}}}}}"
    )
    tables = make_report(found, sections(), (), version="0").tables
    assert [bool(table.notes) for table in tables if table.section.name == "events"] == [told]


def test_bytes_have_events_too(estimate):
    found = estimate("""
        traffic: {log: {bytes: 86.4 GB/day, kind: write, peak: 2}}
        storage: {all: {added_by: log, keep: 1 day}}
        shards: {stream: {of: all, max_ingress: 1 MB/s, fill: 100%}}
        events: {outage: {times: 10, of: log}}
    """)
    assert found["log.peak_ingress"].quantity.to("MB/s") == pytest.approx(10)
    assert found["stream.write_ingress"].quantity.to("MB/s") == pytest.approx(10)


def test_an_event_is_no_part_of_the_day_that_servers_follow(estimate):
    text = TWEETS.format(rate="100M/day", more=", peak: 2")
    servers = "servers: {app: {serves: tweet, max_qps: 100/s, start_up: 2 min}}\n"
    ordinary = estimate(text + servers)
    found = estimate(f"{text}{servers}events: {{sale: {{of: tweet, times: 72}}}}")
    assert found["app.servers"].value == pytest.approx(36 * ordinary["app.servers"].value, rel=0.05)
    assert found["app.room_to_start"].value == ordinary["app.room_to_start"].value


@pytest.mark.parametrize(
    ("shape", "peak"),
    [
        ("busy_hour: 10%", 2.4),
        ("busy_hour: 12.5%", 3.0),
        ("busy_hour: 15%", 3.6),
        ("peak_to_trough: 3", 1.608413846677983),  # RobustPerception: 3 to 4 is 1.6 to 1.7
        ("peak_to_trough: 3.5", 1.699949508794701),
        ("peak_to_trough: 4", 1.7797259036714352),
        ("busy_hour: 10%, event: 5", 5),
        ("peak_to_trough: 4, event: 1.5", 1.7797259036714352),
    ],
)
def test_the_shape_of_a_day(estimate, shape, peak):
    found = estimate(TWEETS.format(rate="10M/day", more=f", {shape}"))
    assert found["tweet.peak_qps"].value == pytest.approx(10e6 / 86_400 * peak)


@pytest.mark.parametrize(("share", "peak"), [("10%", 2.7778), ("3.7%", 1.0278)])
def test_the_busy_hour_of_a_day_as_it_is_counted(estimate, share, peak):
    """A napkin's day has 100,000 seconds, which are 27.8 hours."""
    text = "conventions: napkin\n" + TWEETS.format(rate="10M/day", more=f", busy_hour: {share}")
    assert estimate(text)["tweet.peak_qps"].value == pytest.approx(100 * peak, rel=1e-4)


@pytest.mark.parametrize(
    ("failing", "attempts"),
    [
        ("errors: 1%", 1 / 0.99),
        ("errors: 50%, retries: 3", 1 + 0.5 + 0.25 + 0.125),
        ("errors: 20%, retries: 0", 1),
        ("errors: 0%", 1),
    ],
)
def test_what_fails_is_asked_again(estimate, failing, attempts):
    found = estimate(TWEETS.format(rate="86400/day", more=f", {failing}, peak: 2"))
    assert found["tweet.qps"].value == pytest.approx(attempts)
    assert found["tweet.peak_ingress"].quantity.to("kB/s") == pytest.approx(2 * attempts)
    assert found["tweet.per_day"].value == 86_400, "what is kept is kept once"


@pytest.mark.parametrize("retries", ["", ", retries: 3"])
def test_what_never_succeeds_is_refused(estimate, retries):
    """1 / 0 attempts, and 0 / 0 where they end after some."""
    with pytest.raises(CapestError, match="hardly any attempt would succeed"):
        estimate(TWEETS.format(rate="86400/day", more=f", errors: 100%{retries}"))
    assert estimate(TWEETS.format(rate="86400/day", more=f", errors: 99%{retries}"))


@pytest.mark.parametrize(
    ("more", "events", "message"),
    [
        ("", "{it: {of: tweet, times: 0.5}}", "cannot be below 1"),
        ("", "{it: {of: tweet, height: 1/s}}", "cannot be below 1"),
        ("", "{it: {of: tweet}}", "needs 'times' or 'height'"),
        ("", "{it: {of: tweet, times: 2, height: 9k/s}}", "exclude each other"),
        ("", "{it: {of: twete, times: 2}}", "did you mean 'tweet'"),
        ("", "{it: {of: tweet, times: 9, lasts: 1 h, capacity: 100/s}}", "must be above 0"),
        (", peak: 2, busy_hour: 10%", "{}", "exclude each other"),
        (", busy_hour: 3%", "{}", "cannot be below"),
        (", retries: 3", "{}", "means nothing without 'errors'"),
        (", errors: 110%", "{}", "hardly any attempt would succeed"),
    ],
)
def test_what_makes_no_sense(estimate, more, events, message):
    with pytest.raises(CapestError, match=message):
        estimate(TWEETS.format(rate="500M/day", more=more) + f"events: {events}")
