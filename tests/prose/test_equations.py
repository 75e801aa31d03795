"""One-line equations: which do not evaluate, and which only leave something out."""

from __future__ import annotations

import pytest

from capest.prose.equations import equations_in
from capest.units import unit_table

UNITS = unit_table()


def _verdicts(line):
    found = equations_in(line, UNITS)
    return [equation.judgement.holds for equation in found]


@pytest.mark.parametrize(
    "line",
    [
        "3500 * 4096 = 14.3 MB",  # the unit is left out on one side
        "3500 B/s * 60 * 60 * 24 = 302 MB",
        "3500 * 60 * 60 * 24 = 302M",
        "3.7 + 8.8 + 2.2 = 14.7 Gbps",
        "20 bytes*6 = 120",
        "10 GB/day × 365 = 3.6 TB/year",
        "10 MB/s * 86400 = 864 GB/day",
        "300M users * 10 / 10^5 = 30K QPS",
        "500M / 86,400 = 5,000 per second",  # 10^5 was meant
        "30 * 14 / 64 = 7",  # rounded up
        "100 Mbps / 8 = 12.5 MB/s",
        "2 MB/s * 8 = 16 Mbps",
        "2 GB * 512 = 1 TiB",
        "1B × 100B × 365 = 36.5 TB/year",
        "~10k * 5000 = 50MB",
        r"$100 \times 0.3 = 30\%$",
        "5,000 PB = 5 EB",
        r"$\frac{1 \space billion}{(24 \space hrs \times 3600 \space seconds)} = 12K$ per second",
        r"$\frac{1}{200} \times 1 \space billion = 5 \space million/day$",
        "12 GB + 3 GB ≈ 15 GB",
        "**100M** × `5 KB` = **500 GB**",
        "Storage (per day): 2 × (3 + 4) × 1 GB = 14 GB, which fits.",
    ],
)
def test_sound_lines(line):
    assert _verdicts(line) and all(_verdicts(line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("3500 * 60 * 60 * 24 = 302 MB", "nothing on the left says bytes"),
        ("3500 * 60 * 60 * 24 = 302 GB", "the left side comes to 302 MB"),
        ("50B × 100KB = 5,000 PB = 5 EB", "the left side comes to 5 PB"),
        ("100M × 5 Mbps = 500 Gbps total", "the left side comes to 500 Tbit/s"),
        ("4000 * 2 = 100,000 / s", "the left side comes to 8k/s"),
        ("10M notifications × $0.0075 = $75", "the left side comes to $75k"),
        ("10^9 / (30 * 86400) = 10^9 / 86400", "the sides are 30x apart"),
        ("2 * 10^6 * 1KB = 2000 Mb", "the left side comes to 16 Gbit"),
    ],
)
def test_unsound_lines(line, message):
    (wrong,) = [item for item in equations_in(line, UNITS) if not item.judgement.holds]
    assert (wrong.judgement.code, wrong.judgement.severity) == ("equation", "warning")
    assert wrong.judgement.message == message


def test_places_and_values():
    line = "so 3500 * 60 * 60 * 24 = 302 GB a day"
    (equation,) = equations_in(line, UNITS)
    assert line[equation.start : equation.end] == "3500 * 60 * 60 * 24 = 302 GB a day"
    assert equation.right.text == "302 GB a day"
    assert equation.judgement.ratio == pytest.approx(1000, rel=0.01)


@pytest.mark.parametrize(
    "line",
    [
        "n * 5 = 600",  # a name
        "x = 5",
        "1mb per media -> 30mil * 1mb",
        r"\sqrt{16} * 2 = 9",
        "1 server = 500 QPS",  # a definition
        "1 day = 86,400 s and 2 * k = 6",
        "50GB ÷ 50GB + 50% = 16",  # a percentage of what?
        "5 GB * 3 ms = 7 USD",  # nothing to compare
        "1 / 0 = 5",
        "2 ^ n * 3 = 6",
        "see section 3 = 5 * 2",
        "1 Million machines every 300 seconds = 120 MB",
        "",
    ],
)
def test_what_is_no_equation(line):
    assert _verdicts(line) == []
