"""Restyling: the computed value in the style of the number it replaces."""

from __future__ import annotations

import pytest

from capest.prose.read import quantities_in
from capest.prose.rewrite import restyled
from capest.quantities import Quantity
from capest.units import unit_table

UNITS = unit_table()


def _fixed(text, value, unit, **options):
    meant = UNITS.unit(unit)
    (written,) = quantities_in(text, UNITS, meant)
    new = restyled(written, Quantity(value, meant), **options)
    return text[: written.number_start] + new + text[written.number_end :]


@pytest.mark.parametrize(
    ("text", "value", "unit", "fixed"),
    [
        ("4,000,000,000 bytes", 4.8e9, "B", "4,800,000,000 bytes"),
        ("~4,000,000,000 bytes", 4.8e9, "B", "~5,000,000,000 bytes"),
        ("**~30K** QPS", 104_167, "request/s", "**~100K** QPS"),
        ("99.9% of reads", 0.9999, "", "99.99% of reads"),
        ("99% of reads", 0.9995, "", "99.95% of reads"),
        ("**30.1k** QPS", 104_167, "request/s", "**104k** QPS"),
        ("30K QPS", 1_234_567, "request/s", "1.2M QPS"),
        ("30K QPS", 812, "request/s", "800 QPS"),
        ("30 million users", 1.23e9, "user", "1.2 billion users"),
        ("30 Million users", 1.23e9, "user", "1.2 Billion users"),
        ("365bil records", 5.12e9, "record", "5.12bil records"),
        ("100 TB", 3.3e15, "B", "3.3 PB"),
        ("100TB", 3.3e9, "B", "3.3GB"),
        ("100 MiB", 3 * 2**30, "B", "3 GiB"),
        ("30tb", 1.9e15, "B", "1.9pb"),
        ("1,825 PB", 3.4e18, "B", "3,400 PB"),
        ("12Gbps", 3.4e12, "bit/s", "3.4Tbps"),
        ("6,000 tweets per second", 57_870, "tweet/s", "60,000 tweets per second"),
        ("(6 zeros)", 1_897, "", "(1,900 zeros)"),  # no year
        ("45_000_000", 1.2e8, "", "120_000_000"),
        ("120.000.000 bytes", 3.4e8, "B", "340.000.000 bytes"),
        ("5,4 GB", 7.1e9, "B", "7,1 GB"),
        (r"$3 \times 10^8$", 4.24e9, "", r"$4.2 \times 10^9$"),
        (r"$3 \times 10^{8}$", 4.24e9, "", r"$4.2 \times 10^{9}$"),
        ("3×10⁸", 4.24e9, "", "4.2×10⁹"),
        ("3e8", 4.24e9, "", "4.2e9"),
        ("10^6 rows", 1.1e8, "row", "1.1 × 10^8 rows"),
        ("100:1", 20, "", "20:1"),
        ("20%", 0.35, "", "35%"),
        ("$0.023/GB", 0.05, "USD/GB", "$0.050/GB"),
        ("$20,800/month", 354_780, "USD/month", "$355,000/month"),
        ("< 5 ms", 7.12, "ms", "< 7.2 ms"),
        ("at least 30k", 12_345, "", "at least 12k"),
        ("more than 20 shards", 17, "shard", "more than 16 shards"),
        ("at least 10 shards", 17, "shard", "at least 17 shards"),
        ("up to 10 shards", 17.2, "shard", "up to 18 shards"),
        ("needs at least 12 TB", 19.4e12, "B", "needs at least 20 TB"),
        ("needs 12 TB", 19.4e12, "B", "needs 20 TB"),
        ("it has 12 TB", 19.4e12, "B", "it has 19 TB"),
        ("3400-3600 QPS", 5_150, "request/s", "5000-5300 QPS"),
        ("3-4k QPS", 6_944, "request/s", "6-8k QPS"),
        ("3-4k QPS", 35e6, "request/s", "30-40M QPS"),
        ("~1.5–2 GB", 0.625e9, "B", "~0.54–0.72 GB"),
        ("between 5 and 10 GB", 2.2e12, "B", "between 1.6 and 3.1 TB"),
        ("200 MB to 1 GB", 2e9, "B", "890 MB to 4.5 GB"),
        ("99-101 QPS", 120, "request/s", "119-121 QPS"),
        ("$10-20/month", 70, "USD/month", "$49-99/month"),
        ("40 shards", 51, "shard", "51 shards"),
        ("40 shards", 51, "node", None),
        ("64 shards", 50, "shard", "64 shards"),  # what suffices is left alone
        ("30K QPS", 31_000, "request/s", "30K QPS"),  # as is what holds
    ],
)
def test_the_style_is_kept(text, value, unit, fixed):
    if fixed is None:
        with pytest.raises(ValueError, match="cannot be written as shard"):
            _fixed(text, value, unit)
        return
    assert _fixed(text, value, unit) == fixed
    assert _fixed(fixed, value, unit) == fixed


def test_digits_are_added_until_a_narrow_tolerance_holds():
    assert _fixed("~30K QPS", 104_167, "request/s", tolerance=0.01) == "~104K QPS"


def test_binary_meaning_is_kept_when_a_team_writes_mb_for_mib():
    assert _fixed("100 MB", 3 * 2**30, "B", prefixes="iec") == "3 GB"


@pytest.mark.parametrize("value", [0.0, -5.0, float("inf"), float("nan")])
def test_only_a_positive_number_is_written(value):
    with pytest.raises(ValueError, match="cannot be written"):
        _fixed("5 GB", value, "B")
