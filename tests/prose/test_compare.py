"""Judging: tolerance from the way a number is written, bounds, ranges, machines, dimensions."""

from __future__ import annotations

import pytest

from capest.prose.compare import judge
from capest.prose.read import quantities_in
from capest.quantities import Quantity
from capest.units import unit_table

UNITS = unit_table()


def _judge(text, value, unit, **options):
    meant = UNITS.unit(unit)
    (written,) = quantities_in(text, UNITS, meant)
    return judge(written, Quantity(value, meant), **options)


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("30K QPS", 34_500, True),  # 13 % low
        ("30K QPS", 35_000, True),  # 30 is 35 to one digit
        ("30K QPS", 35_400, False),
        ("31K QPS", 36_000, True),
        ("31K QPS", 37_000, False),
        ("31.0K QPS", 32_500, True),  # 4.6 %: three digits
        ("31.0K QPS", 33_000, False),
        ("~31.0K QPS", 33_000, True),
        ("1M QPS", 1_400_000, True),  # to its one digit
        ("100K QPS", 125_000, False),  # its zeros are written, too
        ("0 QPS", 0, True),
        ("1 QPS", 0, False),
    ],
)
def test_tolerance_comes_from_how_the_number_is_written(text, value, holds):
    judgement = _judge(text, value, "request/s")
    assert judgement.holds == holds
    assert judgement.code == ("" if holds else "value")


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("99.9%", 0.9999, False),  # ten times the downtime
        ("99.99%", 0.99993, True),  # to its four digits
        ("99%", 0.994, True),
        ("99%", 0.95, False),  # a fifth of the misses
        ("about 99.9%", 0.99889, True),
        ("95%", 0.90, True),
        ("100%", 1, True),
    ],
)
def test_nines_are_held_to_what_they_lack(text, value, holds):
    assert _judge(text, value, "").holds == holds


def test_a_tolerance_of_ones_own():
    assert not _judge("30K QPS", 33_000, "request/s", tolerance=0.01).holds
    assert _judge("30K QPS", 60_000, "request/s", tolerance=0.5).holds


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("< 5 ms", 4.9, True),
        ("< 5 ms", 5.0, False),
        ("up to 5 ms", 5.0, True),
        ("up to 5 ms", 5.4, True),  # 5 to its one digit
        ("up to 5 ms", 6, False),
        ("< ~5 ms", 5.5, True),
        ("< ~5 ms", 6, False),
        ("at least 5 ms", 5, True),
        ("at least 5 ms", 500, True),
        ("at least 5 ms", 4, False),
        ("more than 5 ms", 5, False),
        ("5+ ms", 5, True),
        ("5 ms or less", 6, False),
        ("5 ms at most", 6, False),
        ("within 5 ms", 6, False),
        ("no more than 5 ms", 6, False),
        ("not to exceed 5 ms", 6, False),
        ("must never exceed 5 ms", 6, False),
        ("can't take longer than 5 ms", 6, False),
        ("must not drop below 5 ms", 4, False),
        ("must not drop below 5 ms", 6, True),
        ("exceeds 5 ms", 6, True),
        ("a limit of 5 ms", 6, False),
        ("a maximum of 5 ms", 6, False),
        ("a minimum of 5 ms", 4, False),
        ("at minimum 5 ms", 4, False),
    ],
)
def test_bounds(text, value, holds):
    judgement = _judge(text, value, "ms")
    assert (judgement.holds, judgement.code) == (holds, "" if holds else "bound")


@pytest.mark.parametrize(
    ("value", "holds"), [(3400, True), (3472, True), (3600, True), (3300, False), (5000, False)]
)
def test_ranges(value, holds):
    judgement = _judge("3400-3600 tweets per second", value, "tweet/s")
    assert (judgement.holds, judgement.code) == (holds, "" if holds else "range")


@pytest.mark.parametrize(
    ("text", "need", "code", "severity"),
    [
        ("64 shards", 50, "", "note"),
        ("64", 50, "", "note"),
        ("50 shards", 50, "", "note"),
        ("40 shards", 50, "insufficient", "error"),
        ("49 shards", 50, "insufficient", "error"),
        ("~49 shards", 50, "", "note"),
        ("100 shards", 50, "", "note"),
        ("101 shards", 50, "over-provisioned", "warning"),
        ("500 shards", 50, "over-provisioned", "warning"),
        ("501 shards", 50, "over-provisioned", "error"),  # ten times is a zero too many
        ("at least 501 shards", 50, "over-provisioned", "warning"),
        ("a quota of 501 shards", 50, "over-provisioned", "warning"),
        ("the smallest cluster has 501 shards", 50, "over-provisioned", "warning"),
        ("1.2k shards", 1234, "", "note"),
        ("at least 64 shards", 50, "", "note"),
        ("at least 40 shards", 50, "insufficient", "error"),
        ("40+ shards", 50, "insufficient", "error"),
        ("more than 40 shards", 50, "", "note"),
        ("more than 64 shards", 50, "bound", "error"),
        ("up to 40 shards", 50, "bound", "error"),
    ],
)
def test_machines_have_to_suffice(text, need, code, severity):
    judgement = _judge(text, need, "shard")
    assert (judgement.code, judgement.severity) == (code, severity)
    assert judgement.holds == (severity != "error")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Each node needs at least 20 TB of disk", ""),
        ("At least 20 TB of disk are required", ""),
        ("At least 15 TB of disk are required", "insufficient"),
        ("Disk needed: at least 45 TB", "over-provisioned"),
        ("At least 20 TB are stored", "bound"),  # a property, which 19.4 TB has not
        ("No cache is needed, at least 20 TB are stored", "bound"),
        ("At least 15 TB are stored", ""),
        ("It needs 20 TB", ""),
        ("It needs 30 TB", "value"),  # without a bound a number is to match
    ],
)
def test_what_is_needed_at_least_has_to_suffice(text, code):
    assert _judge(text, 19.4e12, "B", prefixes="si").code == code


@pytest.mark.parametrize("text", ["We need at least 99.95%", "We need at least 30 days"])
def test_a_share_and_a_time_are_no_supply(text):
    unit, value = ("", 0.998) if "%" in text else ("day", 20)
    assert _judge(text, value, unit).code == "bound"


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [("10-100 GB", "", "note"), ("10-101 GB", "range", "note"), ("80-90 GB", "range", "error")],
)
def test_a_range_of_more_than_an_order_of_magnitude_says_little(text, code, severity):
    judgement = _judge(text, 50e9, "B")
    assert (judgement.code, judgement.severity) == (code, severity)


@pytest.mark.parametrize(
    ("text", "value", "unit", "code"),
    [
        ("300M", 300e6, "user", ""),
        ("300M users", 300e6, "user", ""),
        ("300M widgets", 300e6, "user", ""),
        ("300M requests", 300e6, "user", "dimension"),
        ("64 servers", 64, "shard", "dimension"),
        ("30K/s", 30e3, "request/s", ""),
        ("30K tweets/s", 30e3, "request/s", ""),
        ("30K", 30e3, "request/s", "dimension"),
        ("30K requests per day", 30e3, "request/s", "dimension"),
        ("5 TB", 5e12, "B/day", "dimension"),
        ("5 TB/day", 5e12, "B", "dimension"),
        ("8 Mbit/s", 1e6, "B/s", ""),
        ("8 products/hour", 8 / 3600, "1/s", ""),
        ("1.07 bytes/sample", 1.07, "B/request", ""),
        ("1.07 bytes/gadget", 1.07, "B/user", ""),
        ("1.07 bytes/sample", 1.07, "B", "dimension"),
        ("10 GB per user", 10e9, "B", "dimension"),
        ("64 shards", 64, "", ""),
        ("50 friends per user", 50, "", ""),
        ("50%", 0.5, "", ""),
        ("50%", 0.5, "user", "dimension"),
        ("$5 per month", 5, "USD/month", ""),
    ],
)
def test_dimensions_come_before_values(text, value, unit, code):
    judgement = _judge(text, value, unit)
    if text == "30K requests per day":
        assert judgement.code == "value"  # the same dimension: a rate, 86,400 times off
        return
    assert judgement.code == code
    assert judgement.holds == (not code)


def test_mb_may_mean_mib():
    exact = 256 * 2**20
    assert _judge("256 MB", exact, "B").code == "", "4.9 % is within the tolerance of three digits"
    narrow = {"tolerance": 0.01}
    either = _judge("256 MB", exact, "B", **narrow)
    assert (either.code, either.severity, either.holds) == ("prefix", "note", True)
    assert either.message == "right if MB means MiB"
    assert _judge("256 MB", exact, "B", prefixes="si", **narrow).code == "value"
    assert _judge("256 MB", exact, "B", prefixes="iec", **narrow).code == ""
    assert _judge("256 MB", 256e6, "B", prefixes="iec", **narrow).code == "value"
    assert _judge("256 MiB", exact, "B", prefixes="si", **narrow).code == ""


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("30K QPS", 104_000, "3.47x low"),
        ("125K QPS", 104_000, "20 % high"),
        ("104M QPS", 104_000, "1,000x high"),
        ("0 QPS", 104_000, "the text says 0 or less"),
        ("5 QPS", 0, "the right number is 0"),
        ("under 80K QPS", 104_000, "30 % above it"),
        ("at least 520K QPS", 104_000, "5x below it"),
    ],
)
def test_messages_say_how_far_off(text, value, message):
    assert _judge(text, value, "request/s").message == message


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("at least 99.95%", 0.998, "it lacks 0.2 %, 4x what that allows"),
        ("99.9%", 0.9999, "that allows 10x the 0.01 % that it lacks"),
        ("at least 95%", 0.9, "5.3 % below it"),
    ],
)
def test_a_percentage_near_all_is_told_by_what_it_lacks(text, value, message):
    assert _judge(text, value, "").message == message
