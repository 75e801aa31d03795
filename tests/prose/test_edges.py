"""Where the rules of prose begin and end: each threshold with a case on both of its sides."""

from __future__ import annotations

import pytest

from capest.prose.compare import judge
from capest.prose.equations import equations_in
from capest.prose.read import quantities_in
from capest.prose.rewrite import restyled
from capest.quantities import Quantity
from capest.units import unit_table

UNITS = unit_table()


def _written(text, unit):
    (written,) = quantities_in(text, UNITS, unit)
    return written


@pytest.mark.parametrize(("words", "is_read"), [(5, True), (6, False)])
def test_what_is_counted_stands_within_six_words(words, is_read):
    found = _written(f"30K {'fine ' * words}requests arrive", None)
    assert found.text.endswith("requests") == is_read


@pytest.mark.parametrize(("value", "code"), [(4.6, ""), (4.4, "range"), (6.4, ""), (6.6, "range")])
def test_the_ends_of_a_range_are_rounded(value, code):
    unit = UNITS.unit("ms")
    assert judge(_written("5-6 ms", unit), Quantity(value, unit)).code == code


@pytest.mark.parametrize(
    ("text", "value", "unit", "why"),
    [
        ("8.6K QPS", 10_000, "request/s", "a day of 100,000 s"),
        ("8.8K QPS", 10_000, "request/s", ""),  # 2 % beside it
        ("8.6 GB", 1e10, "B", ""),  # no day in it
    ],
)
def test_a_day_of_the_napkin_explains_rates_and_times_alone(text, value, unit, why):
    meant = UNITS.unit(unit)
    judgement = judge(_written(text, meant), Quantity(value, meant))
    assert judgement.holds and judgement.why == why


@pytest.mark.parametrize(("value", "text"), [(95_000, "95K"), (96_000, "100K")])
def test_a_digit_loses_five_percent_at_most(value, text):
    """100 is 5.3 % above 95 and 4.2 % above 96."""
    unit = UNITS.unit("request/s")
    assert restyled(_written("30K QPS", unit), Quantity(value, unit)) == text


@pytest.mark.parametrize(("terms", "found"), [(100, 1), (101, 0)])
def test_the_side_of_an_equation_has_two_hundred_words_and_signs_at_most(terms, found):
    text = f"{' + '.join(['1'] * terms)} = {terms + 50}"
    assert len(equations_in(text, UNITS)) == found
