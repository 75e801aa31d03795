"""The table of slips: what one looks for in documents is called so in answers and derivations."""

from __future__ import annotations

import pytest

from capest.claims.judging.slips import name_slip
from capest.practice.marking.slips import likely_slip
from capest.slips import SLIPS, power_of_ten
from capest.units import unit_table

SHARED = [slip for slip in SLIPS if slip.documents and slip.answers]
POWERS = [power_of_ten(power) for power in (1, 2, 3, 4, 6)]


@pytest.mark.parametrize("slip", [*SHARED, *POWERS], ids=lambda slip: slip.too_high)
@pytest.mark.parametrize("side", [1, -1])
def test_documents_and_answers_are_asked_in_one_phrase(slip, side):
    ratio = slip.factor**side
    asked = likely_slip(ratio, [slip])
    named = name_slip(ratio, unit_table().unit("B/s"))
    assert asked.endswith(f": {slip.words(ratio)}?")
    assert named.question == f"{slip.question(ratio)}?"
    assert named.factor == pytest.approx(ratio)


def test_every_slip_has_somebody_who_looks_for_it():
    assert all(slip.documents or slip.answers or slip.derivations for slip in SLIPS)


def test_the_two_sides_differ_where_the_side_tells_something():
    same = {slip.kind for slip in SLIPS if slip.too_high == slip.too_low}
    assert same == {"napkin-day", "binary"}
