"""Streams: against published figures of Kafka's sizing and of queues after an outage."""

from __future__ import annotations

import pytest

from capest.problems import CapestError


def test_partitions_for_the_slower_side(estimate):
    """1 GB/s where a partition takes 100 MB/s and a consumer 50 MB/s: max(10, 20) (Confluent)."""
    found = estimate("""
traffic: {log: {rate: 1M/s, kind: write, request: 1 KB, peak: 1}}
streams: {s: {fed_by: log, readers: 1, partition_write: 100 MB/s, partition_read: 50 MB/s}}
""")
    assert found["s.partitions"].value == 20


def test_what_is_kept_and_on_how_many_brokers(estimate):
    """100 MB/s for 7 days in 3 copies are 181.44 TB."""
    found = estimate("""
traffic: {log: {rate: 100k/s, kind: write, request: 1 KB, peak: 1}}
streams:
  s: {fed_by: log, keep: 7 days, replicas: 3, readers: 2, partition_write: 10 MB/s,
      broker_network: 1 Gbit/s, broker_disk: 20 TB, broker_partitions: 4000}
""")
    assert found["s.stored"].quantity.to("TB") == pytest.approx(181.44)
    values = [found[f"s.{name}"].value for name in ("by_network_in", "by_network_out", "by_disk")]
    assert values == pytest.approx([2.4, 3.2, 9.072])
    assert found["s.brokers"].value == 10


def test_consumers_that_are_not_all_busy(estimate):
    """50,000 messages a second of 4 ms keep 200 busy, 286 at 70 %."""
    found = estimate("""
traffic: {log: {rate: 50k/s, kind: write, peak: 1}}
streams: {s: {fed_by: log, message: 300 B, consumer_time: 4 ms, utilisation: 70%}}
""")
    assert [found[f"s.{name}"].value for name in ("busy", "consumers", "partitions")] == [
        200, 286, 286,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outage", "busy", "drained"),
    [("60 min", 0.8, 240), ("60 min", 0.5, 60), ("10 min", 0.95, 190)],
)
def test_an_outage_is_felt_for_longer(estimate, outage, busy, drained):
    """An outage of D at a load of r takes D r / (1 - r) to work off."""
    found = estimate(f"""
traffic: {{log: {{rate: {busy * 1000}/s, kind: write, peak: 1}}}}
streams: {{s: {{fed_by: log, consumer_time: 1 s, utilisation: {busy:.0%}, outage: {outage}}}}}
""")
    assert found["s.drain"].quantity.to("min") == pytest.approx(drained)


def test_consumers_for_a_time_to_catch_up(estimate):
    found = estimate("""
traffic: {log: {rate: 50k/s, kind: write, peak: 1}}
streams: {s: {fed_by: log, consumer_time: 4 ms, outage: 1 h, catch_up: 4 h}}
""")
    assert found["s.consumers"].value == 250
    assert found["s.drain"].quantity.to("h") == pytest.approx(4)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("consumer_time: 4 ms, outage: 1 h", "s.spare"),
        ("consumer_time: 4 ms, keys: 20", "s.keys"),
        ("catch_up: 1 h", "outage"),
    ],
)
def test_streams_that_cannot_be(estimate, fields, message):
    with pytest.raises(CapestError) as caught:
        estimate(f"""
traffic: {{log: {{rate: 50k/s, kind: write, peak: 1}}}}
streams: {{s: {{fed_by: log, {fields}}}}}
""")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ("backlog: 14.5M, consumers: 3, consumer_time: 180 ms", 10.069),  # noamtamir.github.io
        ("backlog: 1M, consumers: 4, consumer_time: 100 ms, fed_by: put", 1e6 / 20 / 86400),
    ],
)
def test_a_backlog_and_consumers_that_are_given(estimate, fields, days):
    found = estimate(
        f"traffic: {{put: {{rate: 20/s, kind: write}}}}\nstreams: {{queue: {{{fields}}}}}"
    )
    assert found["queue.drain"].quantity.to("days") == pytest.approx(days, rel=1e-3)


def test_too_few_consumers_are_told_of(estimate):
    queue = "backlog: 1M, consumers: 2, consumer_time: 0.1 s, fed_by: put"
    with pytest.raises(CapestError) as caught:
        estimate(f"traffic: {{put: {{rate: 20/s}}}}\nstreams: {{queue: {{{queue}}}}}")
    (problem,) = caught.value.problems
    assert problem.message == "'queue.spare' is 0 request/s; it must be above 0"
    assert problem.span.column == 43, "at what the scenario says of consumers"


@pytest.mark.parametrize(
    ("limits", "more", "partitions"),
    [
        ("kinesis", "", 5),  # AWS DVA-C01 question 359: 4.5 MB/s in 4,600 records/s
        ("kinesis", ", readers: 3", 7),  # 13.5 MB/s out, at 2 MB/s
        ("event_hubs", "", 5),
        ("kafka", "", 1),
        ("sqs_fifo", "", 16),
        ("kinesis", ", partition_qps: 500/s", 10),
    ],
)
def test_a_services_limits(estimate, limits, more, partitions):
    found = estimate(
        "traffic: {put: {rate: 4600/s, kind: write, request: 4.5 MB / 4600}}\n"
        f"streams: {{log: {{fed_by: put, limits: {limits}{more}}}}}"
    )
    assert found["log.partitions"].value == partitions
