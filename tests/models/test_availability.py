"""Parts that are up: against exact published values and against every outcome written out."""

from __future__ import annotations

from itertools import product

import pytest

from capest.models.availability import k_of_n


@pytest.mark.parametrize(
    ("needed", "copies", "availability", "up"),
    [
        (2, 3, 0.99, 0.999702), (3, 5, 0.99, 0.9999901494), (1, 3, 0.99, 0.999999),
        (3, 3, 0.99, 0.970299), (2, 3, 0.999, 0.999997002), (10, 14, 0.99, 0.9999998143105716),
        (17, 20, 0.99, 0.9999573790723576), (2, 3, 0.9995, 0.99999925025),
    ],
)  # fmt: skip
def test_so_many_of_them(needed, copies, availability, up):
    assert k_of_n(needed, copies, availability) == pytest.approx(up, rel=1e-11)


@pytest.mark.parametrize(("beta", "down"), [(0, 1e-4), (0.01, 1.9801e-4), (0.1, 1.081e-3)])
def test_what_takes_all_at_once(beta, down):
    assert 1 - k_of_n(1, 2, 0.99, beta) == pytest.approx(down, rel=1e-9)


def test_every_outcome_written_out():
    up = 0.93
    outcomes = product((True, False), repeat=6)
    chances = (up ** sum(all_) * (1 - up) ** (6 - sum(all_)) for all_ in outcomes if sum(all_) >= 4)
    assert k_of_n(4, 6, up) == pytest.approx(sum(chances), rel=1e-12)


def test_very_many_copies():
    """Of 2,000 copies half are needed; of 100 that must be up 107 reach four nines, 106 do not."""
    assert k_of_n(1000, 2000, 0.99) == 1
    assert k_of_n(29_000, 30_000, 0.99) == 1
    assert k_of_n(100, 107, 0.99) == pytest.approx(0.9999864642517553)
    assert k_of_n(100, 106, 0.99) < 0.9999


def test_copies_that_are_mostly_down():
    assert k_of_n(1, 1000, 0.001) == pytest.approx(1 - 0.999**1000)
    assert k_of_n(5e8, 1e9, 0.01) == 0
    assert k_of_n(500, 1000, 0.5) == pytest.approx(0.5126125, rel=1e-6)  # half, and half the middle


@pytest.mark.parametrize(
    ("needed", "copies", "said"), [(1.5, 3, "whole"), (2, 2.5, "whole"), (1, 2e9, "billion")]
)
def test_copies_are_whole_and_not_too_many(needed, copies, said):
    with pytest.raises(ValueError, match=said):
        k_of_n(needed, copies, 0.99)


def test_more_than_there_are():
    with pytest.raises(ValueError, match="3 copies are needed, and there are 2"):
        k_of_n(3, 2, 0.99)
