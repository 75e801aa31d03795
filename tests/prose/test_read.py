"""Reading quantities in prose: families of spellings, what only looks like one, and offsets."""

from __future__ import annotations

import pytest

from capest.prose.read import quantities_in
from capest.prose.written import Unreadable, Written
from capest.units import unit_table

UNITS = unit_table()


def _read(text, wanted=None):
    found = quantities_in(text, UNITS, UNITS.unit(wanted) if wanted is not None else None)
    for item in found:
        assert text[item.start : item.end] == item.text
    return found


def _one(text, wanted=None):
    (item,) = _read(text, wanted)
    assert isinstance(item, Written), item
    return item


@pytest.mark.parametrize(
    ("text", "value", "unit", "number"),
    [
        ("**~30K** QPS", 30e3, "request/s", "30K"),
        ("**~30K**<!-- capest: search.qps --> QPS", 30e3, "request/s", "30K"),
        ("[104K QPS](search.capest.yaml#search.qps) at peak", 104e3, "request/s", "104K"),
        ("[104K](search.capest.yaml#search.qps) QPS", 104e3, "request/s", "104K"),
        ("`1.2 TB`", 1.2, "TB", "1.2 TB"),
        ("**1.2** TB", 1.2, "TB", "1.2"),
        (r"$3 \times 10^8$ users", 3e8, "user", r"3 \times 10^8"),
        ("10 searches each a day", 10, "search/day", "10"),
        ("5 GB each per day", 5, "GB/day", "5 GB"),
        ("1.234.567,8 TB", 1_234_567.8, "TB", "1.234.567,8 TB"),
        ("104 kQPS", 104e3, "request/s", "104 k"),
        ("0.1 MQPS", 0.1e6, "request/s", "0.1 M"),
        (r"$30{,}000$ QPS", 30e3, "request/s", r"30{,}000"),
        (r"$1.5M$ users", 1.5e6, "user", "1.5M"),
        (r"$3 \cdot 10^{8}$", 3e8, "", r"3 \cdot 10^{8"),
        ("3·10⁸ users", 3e8, "user", "3·10⁸"),
        ("3x10^8 users", 3e8, "user", "3x10^8"),
        ("10<sup>6</sup> rows", 1e6, "row", "10<sup>6"),
        ("10**6 rows", 1e6, "row", "10**6"),
        ("3e8 rows", 3e8, "row", "3e8"),
        ("1.500.000 rows", 1.5e6, "row", "1.500.000"),
        ("1 500 000 rows", 1.5e6, "row", "1 500 000"),
        (r"1{,}500 rows", 1500, "row", "1{,}500"),
        ("5,4 GB", 5.4, "GB", "5,4 GB"),
        ("0,054 GB", 0.054, "GB", "0,054 GB"),
        ("30 requests a second", 30, "request/s", "30"),
        ("30 requests every second", 30, "request/s", "30"),
        ("100 requests daily", 100, "request/day", "100"),
        ("60 GB of photos a day", 60, "GB/day", "60 GB"),
        ("5 TB of new data each week", 5, "TB/week", "5 TB"),
        ("4 TB of images and video every day", 4, "TB/day", "4 TB"),
        ("60 GB of photos daily", 60, "GB/day", "60 GB"),
        ("60 GB of daily photos", 60, "GB", "60 GB"),
        ("60 GB of photos for a day", 60, "GB", "60 GB"),
        ("40 GB of data a week ago", 40, "GB", "40 GB"),
        ("5 books a year later", 5, "book", "5"),
        ("10 GB of disk a second time", 10, "GB", "10 GB"),
        ("0.5 GB/node/day", 0.5, "GB/node/day", "0.5 GB"),
        ("10 GB per active user", 10, "GB/user", "10 GB"),
        ("100 requests-per-second", 100, "request/s", "100"),
        ("a million users", 1e6, "user", "a million"),
        ("half a billion users", 5e8, "user", "half a billion"),
        ("US $20 per month", 20, "USD/month", "20"),
        ("20 pct", 20, "%", "20"),
        ("| 1.5 TB |", 1.5, "TB", "1.5 TB"),
        ("0.382Mi", 0.382, "MiB", "0.382Mi"),
        ("100 mbps", 100, "Mbps", "100 mbps"),
        ("100 mb/s", 100, "MB/s", "100 mb"),
        ("100 Mb/s", 100, "Mbit/s", "100 Mb"),
    ],
)
def test_spellings(text, value, unit, number):
    written = _one(text)
    assert written.value == pytest.approx(value)
    assert str(written.unit) == str(UNITS.unit(unit))
    assert text[written.number_start : written.number_end] == number


@pytest.mark.parametrize(
    ("text", "hedged", "bound"),
    [
        ("about 5 GB", True, ""),
        ("~ 5 GB", True, ""),
        (r"\sim 5 GB", True, ""),
        ("approx. 5 GB", True, ""),
        ("on the order of 5 GB", True, ""),
        ("5 GB or so", True, ""),
        ("5 GB", False, ""),
        ("up to 5 GB", False, "<="),
        ("≤ 5 GB", False, "<="),
        ("at most 5 GB", False, "<="),
        ("< 5 GB", False, "<"),
        ("less than 5 GB", False, "<"),
        ("under 5 ms", False, "<"),
        (r"$\geq 5$", False, ">="),
        ("at least 5 GB", False, ">="),
        ("5 GB or more", False, ">="),
        ("30k+ users", False, ">="),
        ("100M+", False, ">="),
        ("more than 5 GB", False, ">"),
        ("no more than about 5 GB", True, "<="),
        ("over 10 years", False, ""),  # during them
        ("over 10 GB", False, ">"),
    ],
)
def test_hedges_and_bounds(text, hedged, bound):
    written = _one(text)
    assert (written.hedged, written.bound) == (hedged, bound)
    assert (written.start, written.end) == (0 if text[0] != "$" else 1, len(text.rstrip("$")))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3400-3600 tweets per second", 3400, 3600),
        ("2-3x", 2, 3),
        ("3-10M users", 3e6, 10e6),
        ("100,000–1 M users", 1e5, 1e6),
        ("10 to 20 GB", 10, 20),
        ("500 MB - 2 GB", 0.5, 2),
        ("2 GB - 500 MB", None, None),  # a dash between two amounts may end a clause
        ("10..20 GB", 10, 20),
        ("10~20 GB", 10, 20),
        ("10〜20GB", 10, 20),
        ("10 bis 20 GB", 10, 20),
        ("10到20GB", 10, 20),
        ("500 MB–2 GB", 0.5, 2),
        ("between 20 and 100 GB", 20, 100),
        ("10–20%", 10, 20),
    ],
)
def test_ranges(text, low, high):
    if low is None:
        assert [item.is_range for item in _read(text)] == [False, False]
        return
    written = _one(text)
    assert (written.low, written.high) == (pytest.approx(low), pytest.approx(high))
    assert written.value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    "text",
    """varchar(255)|decimal(10,2)|S3|c10k|64-bit|128-dim|6-9 PM|9 am|O(n)|256x256|c5.2xlarge|GPT-4
    |H.264|2024-01-15|1/15/2024|15 January 2024|Jan 15, 2024|in 2024|(2015)|12:30|v1.2.3|10.0.0.1
    |version 2|RFC 2119|section 3|Figure 4|1. First|2) Second|## 3 Scope|#12|p99|4K, 1440p
    |4K video|5G|24/7|2nd|[1]|localhost:8080|six nines|https://x.org/2020/10/1|HTTP/2|n^2|us-east-1
    |MAX_SIZE_100|N+1|OAuth 2.0|layer 4|0x1F|1.2.3.4/24|IPv6|L7|EC2|Q3""".replace(
        "\n    ", ""
    ).split("|"),
)
def test_what_only_looks_like_a_quantity(text):
    assert _read(text) == ()
    assert _read(f"The {text} thing") == () or text[0] in "12#"  # a list number leads its line


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30QB", "'QB' is not a unit"),
        ("wait 60m", "'m' may be million, minutes or metres"),
        ("3-10m", "'m' may be million, minutes or metres"),
        ("10 T traffic", "'T' may be a trillion, terabytes or terabits"),
        ("10G", "'G' may be a billion, gigabytes or gigabits"),
        ("2^n rows", "its exponent is not a number"),
        ("1,2,3", "'1,2,3' may be one number or several"),
        ("164.250,0 TB", "'164.250,0' may be one number or several"),
        ("120.000 rows", "'120.000' may have thousands or decimals after its dot"),
        ("a few million users", "a vague magnitude cannot be checked"),
        ("hundreds of TB", "a vague magnitude cannot be checked"),
        ("9" * 120, "this number is too large"),
        ("10^999", "this number is too large"),
    ],
)
def test_what_cannot_be_read_says_why(text, reason):
    (item,) = _read(text)
    assert isinstance(item, Unreadable)
    assert item.reason == reason


@pytest.mark.parametrize(
    ("text", "wanted", "value", "unit"),
    [
        ("500B", None, 500e9, ""),
        ("500B", "user", 500e9, ""),
        ("500B", "B", 500, "B"),
        ("500 B", None, 500, "B"),
        ("500 B", "user", 500e9, ""),
        ("500B users", "B", 500e9, "user"),
        ("$1.8B/month", "B", 1.8e9, "USD/month"),
        ("€20k to €30k a month", None, 25e3, "EUR/month"),
        ("£20/month", None, 20, "GBP/month"),
        ("10 m RPS", None, 10e6, "request/s"),
        ("10m", "user", 10e6, ""),
        ("10m", "s", 10, "min"),
        ("10k", None, 10e3, ""),
        ("10k", "B", 10, "kB"),
        ("10k users", "B", 10e3, "user"),
        ("10G", "B", 10, "GB"),
        ("10G", "user", 10e9, ""),
        ("4K", "B", 4, "kB"),
    ],
)
def test_what_is_wanted_decides_between_meanings(text, wanted, value, unit):
    written = _one(text, wanted)
    assert written.value == pytest.approx(value)
    assert str(written.unit) == str(UNITS.unit(unit))


@pytest.mark.parametrize(
    ("text", "digits"),
    [("30K", 1), ("34.7K", 3), ("100", 1), ("1,250", 3), ("3.0 TB", 2), ("0.05", 1), ("86,400", 3),
     ("10^6", 1), ("5,4×10⁻²⁰", 2)],
)  # fmt: skip
def test_significant_digits(text, digits):
    assert _one(text).digits == digits


def test_a_unit_that_is_left_out_is_told_from_a_noun():
    assert _one("around 64").bare
    assert not _one("around 64 shards").bare
    assert not _one("around 64 widgets").bare


def test_a_phrase_ends_with_its_sentence():
    first, second = _read("It needs 64 shards. 3 TB of posts per day are added.")
    assert (first.text, second.text) == ("64 shards", "3 TB of posts per day")
    assert [item.text for item in _read("| 300M | users |")] == ["300M"]


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("150 Go sauf dimanche ou jour chômé", True),
        ("150 Go sauf samedi dimanche ou jour chômé", False),
        ("jour chômé compris 150 Go", True),
        ("jour chômé non compris 150 Go", False),
    ],
)
def test_a_language_shows_itself_within_four_words(text, is_read):
    (item,) = quantities_in(text, UNITS)
    assert isinstance(item, Written) == is_read
