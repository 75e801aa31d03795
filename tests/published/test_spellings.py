"""How published design documents write quantities: each is read as what it means, or says why not.

The texts are copied from the documents named in spellings.tsv; the meanings were worked out by
hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from capest.prose.comparable import comparable
from capest.prose.read import quantities_in
from capest.prose.written import Unreadable, Written
from capest.quantities import Quantity
from capest.units import conversion, unit_table

UNITS = unit_table()
LINES = Path(__file__).with_name("spellings.tsv").read_text("utf-8").splitlines()
SPELLINGS = [line.split("\t") for line in LINES if not line.startswith("#")]
CANNOT_BE_READ = {
    "tens of millions of users", "10s of thousands", "several gigabytes per week",
    "10 T traffic per sec",
}  # fmt: skip


def _states(written, meaning):
    """Whether a written quantity is the one meant, in whichever unit."""
    number, _, word = meaning.partition(" ")
    low, _, high = number.partition("..")
    meant = Quantity(1.0, UNITS.unit(word))
    unit = comparable(written.unit, meant)
    factor = float(conversion(unit, meant.unit) or 0) if unit is not None else 0.0
    ends = (written.low * factor, written.high * factor)
    return ends == pytest.approx((float(low), float(high or low)), rel=1e-4)


@pytest.mark.parametrize(("text", "meaning", "why"), [spelling[:3] for spelling in SPELLINGS])
def test_a_spelling_is_read_as_what_it_means(text, meaning, why):
    found = quantities_in(text, UNITS)
    match meaning:
        case "nothing":
            assert found == () and why
        case "unreadable":
            assert text in CANNOT_BE_READ and why
            (unreadable,) = found
            assert isinstance(unreadable, Unreadable) and unreadable.reason
        case "":
            assert why and any(isinstance(item, Unreadable) for item in found)
        case _:
            assert any(isinstance(item, Written) and _states(item, meaning) for item in found)


def test_every_spelling_of_the_survey_is_here():
    assert len(SPELLINGS) == 115
    assert {text for text, meaning, *_ in SPELLINGS if meaning == "unreadable"} == CANNOT_BE_READ
