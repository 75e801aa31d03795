"""Counting words of a scenario's own."""

from __future__ import annotations

import pytest

SCOOTERS = """
words: {words}
assumptions: {{fleet: 3000 scooters}}
derived: {{pings: fleet * 6/minute/scooter, rides: 4 rides/scooter/day * fleet}}
"""


@pytest.mark.parametrize(
    "words", ["[scooter, ride]", "{scooters: [eScooters], ride: }", "[scooters]"]
)
def test_a_scenario_adds_words_in_a_list_or_with_their_spellings(words, estimate):
    found = estimate(SCOOTERS.format(words=words))
    assert str(found["fleet"].quantity) == "3k scooters"
    assert found["pings"].quantity.to("1/s") == 300
    assert str(found["rides"].quantity.unit) == "ride/day"


def test_a_word_that_is_its_own_plural(estimate):
    assert str(estimate("derived: {kept: 10 servers * 100 series/server}")["kept"].quantity) == (
        "1k series"
    )


def test_a_plural_of_its_own(estimate):
    found = estimate("words: {goose: [geese]}\nderived: {eggs: 3 geese * 2 items/goose}")
    assert str(found["eggs"].quantity) == "6 items"
