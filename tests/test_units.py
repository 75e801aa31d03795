"""units.txt means the same to us and to pint, which reads it independently."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pint
import pytest

import capest
from capest.nouns import forms_of
from capest.products import multiply, raise_to
from capest.units import (
    COUNTING,
    MEASURES,
    NUMBER,
    PERCENT,
    SIGNS,
    conversion,
    dimensions,
    fill,
    is_money,
    scale,
    unit_table,
)

TABLE = unit_table()
WORDS = sorted(TABLE.words)


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry(str(Path(capest.__file__).with_name("units.txt")))


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_the_size_and_dimension_pint_gives_it(word, registry):
    unit = TABLE.words[word]
    theirs = registry.Quantity(1, word).to_base_units()
    assert float(scale(unit)) == pytest.approx(theirs.magnitude, rel=1e-12)
    ours = {f"[{name}]": power for name, power in dimensions(unit)}
    assert ours == dict(theirs.dimensionality)


@pytest.mark.parametrize(
    ("left", "right", "product", "factor"),
    [
        ("request/s", "delivery/post", "delivery/s", 1),
        ("request/day", "B/item", "B/day", 1),
        ("user", "request/user/day", "request/day", 1),
        ("Tbit/s", "day", "Tbit", 86400),
        ("MB", "1/GB", "", Fraction(1, 1000)),
        ("B", "1/bit", "", 8),
        ("B/request", "request/s", "B/s", 1),
        ("post", "B", "post B", 1),
        ("millicore", "1/core", "", Fraction(1, 1000)),
        ("kW", "h", "kWh", 1),
        ("USD/kWh", "Wh", "USD", Fraction(1, 1000)),
    ],
)
def test_products_end_up_in_one_word_for_each_dimension(left, right, product, factor):
    unit, cost = multiply(TABLE.unit(left), _read(right))
    assert (str(unit), cost) == (product, factor)


def _read(text):
    return raise_to(TABLE.unit(text[2:]), -1)[0] if text.startswith("1/") else TABLE.unit(text)


def test_percent_dissolves_into_whatever_it_is_a_part_of():
    assert multiply(TABLE.unit("GB"), PERCENT) == (TABLE.unit("GB"), Fraction(1, 100))
    assert multiply(PERCENT, PERCENT) == (NUMBER, Fraction(1, 10_000))
    assert multiply(PERCENT, NUMBER) == (NUMBER, Fraction(1, 100))
    assert multiply(NUMBER, PERCENT) == (NUMBER, Fraction(1, 100))


@pytest.mark.parametrize(
    ("given", "expected", "filled"),
    [
        ("", "user", "user"),
        ("1/day", "request/user/day", "request/user/day"),
        ("search/user/day", "request/user/day", "search/user/day"),
        ("GB", "B/shard", "GB/shard"),
        ("request", "user", None),
        ("user", "item", None),
        ("s", "B", None),
        ("1/s", "request/s/node", "request/s/node"),
    ],
)
def test_a_counting_word_may_be_left_out_but_never_swapped(given, expected, filled):
    found = fill(TABLE.unit(given), TABLE.unit(expected))
    assert (str(found) if found else None) == filled


def test_conversion_is_exact_and_refuses_other_dimensions():
    assert conversion(TABLE.unit("GiB"), TABLE.unit("GB")) == Fraction(2**30, 10**9)
    assert conversion(TABLE.unit("B"), TABLE.unit("bit")) == 8
    assert conversion(TABLE.unit("user"), TABLE.unit("request")) is None


def test_conventions_change_what_rests_on_a_day():
    napkin = unit_table((("day", Fraction(100_000)),))
    assert scale(napkin.unit("day")) == 100_000
    assert scale(napkin.unit("month")) == 3_000_000
    assert scale(napkin.unit("hour")) == 3_600


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("query", "queries"), ("search", "searches"), ("post", "posts"), ("key", "keys"),
        ("movie", "movies"), ("cookie", "cookies"), ("cache", "caches"), ("box", "boxes"),
        ("pass", "passes"), ("timeline", "timelines"), ("house", "houses"),
    ],
)  # fmt: skip
def test_counting_words_in_singular_and_plural(singular, plural):
    assert singular in forms_of(plural)
    assert plural in forms_of(singular)


TRADE = """core cores CPU vCPUs GPU TPUs thread process processes worker pod container VM broker
    consumer producer replica executor proxy cluster region zone AZ rack datacenter disk SSD OSD PG
    machine host token prompt sample series metric datapoint packet flow device sensor camera trip
    ride call room topic tenant team email SMS ticket task step hit miss visit impression word frame
    pixel vote booking payment trade log span alert stream subscription socket IO seek RCU RU layer
    head parameter embedding batch retry lookup snapshot W kW kWh EUR GBP JPY CHF cents rpm fps
    TFLOPS millicores Gi 5y""".split()  # noqa: SIM905 - read as prose


@pytest.mark.parametrize("word", TRADE)
def test_words_of_the_trade_are_known(word):
    assert TABLE.find(word.lstrip("5")) is not None


def test_every_dimension_counts_measures_or_is_a_currency():
    found = {atom.dimension for unit in TABLE.words.values() for atom, _ in unit.powers}
    money = {dimension for dimension in found if is_money(dimension)}
    assert found == COUNTING | MEASURES | money
    assert {TABLE.atom(word).dimension for word in SIGNS.values()} < money
    codes = {TABLE.words[word] for word in TABLE.words if len(word) == 3 and word.isupper()}
    assert money == {unit.powers[0][0].dimension for unit in codes} & money, "by its ISO code"


def test_a_scenarios_own_names_count():
    table = TABLE.with_nouns(["timelines", "deliveries_failed"])
    assert table.is_noun("timeline") and table.is_noun("timelines")
    assert table.find("timeline") == table.find("timelines")
