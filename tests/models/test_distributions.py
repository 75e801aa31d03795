"""The laws that ranges are drawn from, against closed forms."""

from __future__ import annotations

import math
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.distributions import Z_OF_ENDS, Distribution, evenly_drawn

LAWS = {
    "lognormal": Distribution.of(1, 4),
    "from nothing": Distribution.of(0, 10, least=0),
    "below nothing": Distribution.of(-5, 10),
    "share": Distribution.of(92, 98, all_=100),
    "share to all": Distribution.of(90, 100, all_=100, least=0, most=100),
    "share from none": Distribution.of(0, 0.1, all_=1, least=0, most=1),
    "spread": Distribution.of(0.6, 1.8, spread=True, least=1),
    "one value": Distribution.of(3, 3),
}


def test_the_ends_are_the_points_that_one_in_twenty_lies_beyond():
    assert pytest.approx(NormalDist().inv_cdf(0.95), rel=1e-12) == Z_OF_ENDS
    for low, high, all_ in ((1, 4, None), (-5, 10, None), (92, 98, 100), (0.01, 0.4, 1)):
        law = Distribution.of(low, high, all_=all_)
        assert (law.at(0.05), law.at(0.95)) == pytest.approx((low, high))
        assert law.at(0.5) == pytest.approx(law.middle)


def test_the_middle_of_a_share_is_that_of_its_odds():
    """The odds of 92 % are 11.5 to 1, those of 98 % are 49 to 1."""
    assert Distribution.of(0.92, 0.98, all_=1).middle == pytest.approx(0.9595766)
    assert Distribution.of(90, 99, all_=100).middle == pytest.approx(96.7585, abs=1e-4)
    odds = math.sqrt(11.5 * 49)
    assert Distribution.of(0.92, 0.98, all_=1).middle == pytest.approx(odds / (1 + odds))


def test_bounds_part_a_law_off_at_its_quantiles():
    """Of 1.2 ± 50%, 29.2 % lie below 1; moved there, they would be 29.2 % of all draws."""
    law = LAWS["spread"]
    found = [law.at(part) for part in (0.05, 0.5, 0.95)]
    assert found == pytest.approx([1.0367, 1.3365, 1.8590], abs=1e-4)
    draws = evenly_drawn(law, 2048, 1, "peak")
    assert sum(draw == 1 for draw in draws) <= 1


@pytest.mark.parametrize("name", LAWS)
@given(st.floats(0, 1), st.floats(0, 1))
def test_values_rise_and_stay_within_bounds(name, one, other):
    law = LAWS[name]
    low, high = sorted((one, other))
    assert law.least <= law.at(low) <= law.at(high) <= law.most
    assert math.isfinite(law.at(low))


def test_draws_cover_a_law_evenly_and_are_the_same_twice():
    law = LAWS["lognormal"]
    draws = evenly_drawn(law, 100, 1, "dau")
    edges = [law.at(part / 100) for part in range(101)]
    assert all(
        low <= x <= high for low, x, high in zip(edges[:-1], sorted(draws), edges[1:], strict=True)
    )
    assert draws == evenly_drawn(law, 100, 1, "dau")
    assert draws != evenly_drawn(law, 100, 2, "dau") and draws != evenly_drawn(law, 100, 1, "mau")
    assert draws != sorted(draws)


def test_two_laws_are_drawn_apart_from_each_other():
    one, other = (evenly_drawn(Distribution.of(-1, 1), 2048, 1, name) for name in ("a", "b"))
    assert fmean(x * y for x, y in zip(one, other, strict=True)) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(("low", "high"), [(1e-300, 1e300), (1e-5, 1e307)])
def test_draws_beyond_the_floats_are_infinite_and_no_fault(low, high):
    law = Distribution.of(low, high)
    assert [law.at(part) for part in (0, 0.99999999)] == [pytest.approx(0, abs=1e-4), math.inf]
