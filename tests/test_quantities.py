"""How numbers are shown, and handed to pint."""

from __future__ import annotations

import pytest

from capest.quantities import Quantity, canonical, cell, humanise, pint_registry
from capest.units import NUMBER, PERCENT, unit_table

UNIT = unit_table().unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (34_722.22, "request/s", "34.7k request/s"),
        (54.75e15, "B", "54.8 PB"),
        (111.1e9, "bit/s", "111 Gbit/s"),
        (8, "bit", "8 bits"),
        (0.5, "bit/s", "0.5 bit/s"),
        (3e9, "request/day", "3B request/day"),
        (999_999_600, "B", "1 GB"),  # rounds before it chooses the prefix
        (328.5e15, "B", "329 PB"),  # half up, not to even
        (2048, "shard", "2,048 shards"),
        (1877.14, "shard", "1.88k shards"),
        (300, "s", "5 min"),
        (0.002, "s", "2 ms"),
        (5, "year", "5 years"),
        (1, "year", "1 year"),
        (0.291, "year", "0.291 years"),  # thousands of hours say nothing
        (0.05, "year", "438 h"),
        (300e6, "user", "300M users"),
        (5, "GiB", "5 GiB"),
        (0.02, "USD/GB", "$0.02/GB"),
        (3, "cent/GB", "$0.03/GB"),
        (20_000, "EUR/month", "€20k/month"),
        (300, "CHF", "300 CHF"),
        (0.12, "USD/kWh", "$0.12/kWh"),
        (12_000, "W", "12 kW"),
        (288, "kWh", "288 kWh"),
        (2e15, "flop/s", "2 PFLOP/s"),
        (0, "B", "0 B"),
        (-1500, "B", "-1.5 kB"),
        (0, "s", "0 s"),
        (20, "1/day", "20/day"),
        (3_521_614_606_208, "", "3.52T"),
        (5e15, "", "5e15"),
        (0.0000123, "", "1.23e-5"),
        (1024, "", "1,024"),
        (12_346, "", "12,346"),
        (12_000, "", "12k"),
        (12_345.6, "", "12.3k"),
        (1_234_567, "", "1.23M"),
        (12_346, "request", "12,346 requests"),
        (12_346, "request/s", "12.3k request/s"),  # a rate is whole by chance
        (0.9999, "", "0.9999"),
        (0.999_400_05, "", "0.9994"),
        (0.989, "", "0.989"),
        (1 - 1e-13, "", "1"),
        (0.26, "", "0.26"),
    ],
)
def test_humanised(value, unit, shown):
    assert humanise(value, _unit(unit)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (98.96, "99%"),
        (99.95, "99.95%"),
        (99.890_01, "99.89%"),
        (99.850_05, "99.85%"),
        (99.999, "99.999%"),
        (99.123, "99.12%"),
        (99.999_999_999_999_9, "100%"),
        (100, "100%"),
        (100.4, "100%"),
    ],
)
def test_just_below_all_it_is_the_rest_that_counts(value, shown):
    assert humanise(value, PERCENT) == shown


def _unit(text):
    if text.startswith("1/"):
        return UNIT(text[1:])
    return UNIT(text)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (3_000_000_000, "request/day", "3,000,000,000 request/day"),
        (34_722.2222222222, "request/s", "34,722.2222222222 request/s"),
        (54.75e15, "B", "54,750,000,000,000,000 B"),
        (0.1 + 0.2, "", "0.3"),
        (-0.5, "s", "-0.5 s"),
    ],
)
def test_exact_shows_every_digit_that_is_one(value, unit, shown):
    assert humanise(value, UNIT(unit), exact=True) == shown


def test_cells_leave_out_what_their_heading_says():
    assert cell(3e9, UNIT("request/day"), per="day") == "3B"
    assert cell(34_722, UNIT("request/s")) == "34.7k/s"
    assert cell(40, UNIT("node")) == "40"
    assert cell(95, PERCENT) == "95%"
    assert cell(1024, UNIT("item")) == "1,024"
    assert cell(123_456, UNIT("request/day"), per="day") == "123k"


@pytest.mark.parametrize(
    ("unit", "standard"),
    [("GB", "B"), ("GB/day", "bit/s"), ("year", "s"), ("request/day", "request/s"), ("", "")],
)
def test_canonical_units_for_programs(unit, standard):
    assert str(canonical(UNIT(unit))) == standard


def test_to_converts_and_refuses():
    quantity = Quantity(1.5, UNIT("TB/day"))
    assert quantity.to("GB/hour") == pytest.approx(62.5)
    with pytest.raises(ValueError, match="not a unit of"):
        quantity.to("user")


def test_to_pint_gives_the_same_quantity():
    ours = Quantity(6.0, UNIT("Mbit/s"))
    theirs = ours.to_pint()
    total = theirs * pint_registry().Quantity(1.5, "hour")
    assert total.to("gigabyte").magnitude == pytest.approx(4.05)
    assert Quantity(5.0, PERCENT).unit != NUMBER
