"""Servers: against published figures of fleets, zones and queues."""

from __future__ import annotations

import math

import pytest

from capest.models.peaks import trough_over_mean
from capest.problems import CapestError

FEED = """
assumptions: {dau: 300M users}
traffic: {timeline: {per_user: 10/day, kind: read}}
servers:
  app: {serves: timeline, cpu_time: 5 ms, cores: 8, %s}
"""


def _values(found, *names, entry="app"):
    return [found[f"{entry}.{name}"].value for name in names]


def test_a_fleet_that_may_lose_a_zone(estimate):
    """104,167/s of 5 ms are 520.83 cores; at 60 % of 8 cores 109 servers, and 55 in each of three
    zones; one queue before each server then holds 1.72 % of the requests.
    """
    found = estimate(FEED % "utilisation: 60%, zones: 3")
    names = ("busy", "needed", "in_zone", "servers", "used", "used_after_loss", "random_queued")
    assert _values(found, *names) == pytest.approx(
        [520.8333, 109, 55, 165, 0.394571, 0.591856, 0.017163], rel=1e-3
    )
    lost = _values(found, "random_queued_after_loss", "random_wait_after_loss", "shared_queued")
    assert lost == pytest.approx([0.131, 3.94e-3, 0], rel=2e-3, abs=1e-12)


@pytest.mark.parametrize(
    ("queue", "share", "servers"),
    [("shared", "1%", 73), ("shared", "20%", 69), ("random", "1%", 182)],
)
def test_no_more_wait_than_may(estimate, queue, share, servers):
    found = estimate(FEED % f"wait: {share}, queue: {queue}")
    assert _values(found, "servers") == [servers]
    assert _values(found, f"{queue}_queued")[0] <= float(share.rstrip("%")) / 100


@pytest.mark.parametrize(
    ("peak", "each", "zones", "needed", "servers"),
    [
        ("100k/s", "800/s", 2, 125, 250), ("100k/s", "800/s", 3, 125, 189),
        ("100k/s", "800/s", 4, 125, 168), ("4/s", "1/s", 3, 4, 6),
    ],
)  # fmt: skip
def test_what_is_left_carries_the_load(estimate, peak, each, zones, needed, servers):
    """Azure's rule: the peak's instances times zones / (zones - 1); 4 become 6 in three zones."""
    found = estimate(f"""
traffic: {{get: {{rate: {peak}, peak: 1}}}}
servers: {{web: {{serves: get, max_qps: {each}, zones: {zones}}}}}
""")
    assert _values(found, "needed", "servers", entry="web") == [needed, servers]


def test_every_limit(estimate):
    found = estimate("""
traffic: {get: {rate: 50k/s, peak: 2}}
servers:
  lb: {serves: get, max_qps: 40k/s, connections: 5M, max_connections: 100k, time: 200 ms,
       request_memory: 64 KB, memory: 32 GB}
""")
    limits = _values(found, "by_qps", "by_connections", "by_memory", "in_flight", entry="lb")
    assert limits == pytest.approx([2.5, 50, 0.04, 20_000])
    assert found.binding("lb.needed").winner.name == "lb.by_connections"
    assert found.binding("lb.servers") is None


def test_a_fleet_that_follows_the_day(estimate):
    """At three times the mean a von Mises day has 8.87 % of its mean at night (5 of 165), and rises
    by 1 / 0.926 in ten minutes, 1 / 0.794 in thirty.
    """
    found = estimate(FEED % "utilisation: 60%, zones: 3, start_up: 10 min")
    assert _values(found, "at_night", "room_to_start") == pytest.approx([5, 0.6 * 0.926], rel=1e-3)
    found = estimate(FEED % "utilisation: 60%, zones: 3, start_up: 30 min")
    assert _values(found, "room_to_start") == pytest.approx([0.6 * 0.794], rel=1e-3)


TWO = """
traffic: {seen: {rate: 100/s, peak: 3%s}, sent: {rate: 100/s, %s}}
servers: {app: {serves: [seen, sent], max_qps: 3/s, start_up: 2 min}}
"""


def test_an_event_adds_no_servers_to_the_night(estimate):
    """The night's load is that of the mean, 200/s, whatever servers an event takes."""
    night = 200 * trough_over_mean(3) / 3
    found = estimate(TWO % (", event: 5", "peak: 3"))
    assert _values(found, "load", "peak", "at_night") == [800, 3, math.ceil(night)]
    assert found["app.servers"].value == 267


def test_entries_with_days_of_several_kinds(estimate):
    """Of 3 and 10 % * 24, the mean is 2.7."""
    found = estimate(TWO % ("", "busy_hour: 10%"))
    night = 200 * trough_over_mean(2.7) / 3
    assert _values(found, "peak", "at_night") == [pytest.approx(2.7), math.ceil(night)]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("utilisation: 60%, zones: 3, zones_lost: 3", "app.zones_left"),
        ("utilisation: 130%", "app.utilisation"),
        ("max_qps: 10k/s", "app.used"),
        ("wait: 1%, zones_lost: 1", "zones"),
        ("utilisation: 60%, zones: 2.5", "'app.zones' is 2.5 zones; they come whole"),
        ("utilisation: 60%, zones: 3, zones_lost: 0.5", "they come whole"),
        ("utilisation: 60%, spare: 0.5", "'app.spare' is 0.5 servers; they come whole"),
    ],
)
def test_fleets_that_cannot_be(estimate, fields, message):
    with pytest.raises(CapestError) as caught:
        estimate(FEED % fields)
    assert message in str(caught.value)


def test_servers_that_hold_connections_alone(estimate):
    """deltaframe.ai: 100M sockets at 2M a server; with a zone of three lost, 25 in each."""
    text = "servers: {sockets: {connections: 100M, max_connections: 2M, ZONES}}"
    assert estimate(text.replace(", ZONES", ""))["sockets.servers"].value == 50
    assert estimate(text.replace("ZONES", "zones: 3"))["sockets.servers"].value == 75
    assert estimate(text.replace("ZONES", "spare: 2"))["sockets.servers"].value == 52
    with pytest.raises(CapestError, match="needs 'serves' or 'connections'"):
        estimate("servers: {none: {cores: 8}}")
