"""Popularity: Zipf's law in buckets, against sums over every rank and published figures."""

from __future__ import annotations

import doctest
import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from capest.models import popularity, roots
from capest.models.popularity import (
    Popularity,
    harmonic,
    top_items,
    top_share,
    uniform,
    zipf,
    zipf_exponent,
)

EULER = 0.57721566490153286
many = st.floats(1, 1e12)
skews = st.floats(0, 2)


def _by_hand(items, exponent):
    """Every rank a bucket of its own."""
    weights = [rank**-exponent for rank in range(1, items + 1)]
    total = math.fsum(weights)
    return Popularity(
        probabilities=tuple(weight / total for weight in weights), counts=(1.0,) * items
    )


@pytest.mark.parametrize("module", [popularity, roots])
def test_worked_examples(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


@pytest.mark.parametrize("items", [1e3, 1e6, 1e9, 1e12, 1e15])
def test_harmonic_numbers(items):
    """H(n) = ln n + gamma + 1 / 2n - 1 / 12n^2 + ... (Euler): H(1e9) = 21.300481502..."""
    euler = math.log(items) + EULER + 1 / (2 * items) - 1 / (12 * items**2)
    assert harmonic(items, 1) == pytest.approx(euler, abs=5e-12)
    assert 1 / zipf(items, 1).top_probability == pytest.approx(euler, abs=5e-12)


def test_the_digits_of_two_harmonic_numbers():
    assert f"{harmonic(1e9, 1):.9f}" == "21.300481502"
    assert f"{harmonic(1e12, 1):.9f}" == "28.208236781"


@pytest.mark.parametrize("exponent", [0, 0.5, 1, 1.3, 2, 5, 10])
@pytest.mark.parametrize("items", [1, 2, 255, 256, 257, 300, 20_000])
def test_harmonic_numbers_are_the_sums(items, exponent):
    by_hand = math.fsum(rank**-exponent for rank in range(1, items + 1))
    assert harmonic(items, exponent) == pytest.approx(by_hand, rel=1e-11)


def test_the_infinite_sums_of_riemann():
    """zeta(2) = pi^2 / 6 and zeta(4) = pi^4 / 90; the tail beyond n is 1 / n or less."""
    assert harmonic(1e15, 2) == pytest.approx(math.pi**2 / 6, abs=1e-12)
    assert harmonic(1e15, 4) == pytest.approx(math.pi**4 / 90, abs=1e-12)


@pytest.mark.parametrize(
    ("items", "exponent", "top", "effective"),
    [
        (1e6, 0.8, 0.01337, 2449),
        (1e6, 1.0, 0.06948, 125.9),
        (1e6, 1.2, 0.1895, 20.12),
        (1e9, 0.8, 0.003215, 42_330),
        (1e9, 0.9, 0.01429, 2603),
        (1e9, 1.0, 0.04695, 275.8),
        (1e9, 1.1, 0.1072, 58.34),
        (1e9, 1.2, 0.1814, 21.97),
        (1e12, 1.0, 0.03545, 483.7),
    ],
)
def test_top_probability_and_effective_items(items, exponent, top, effective):
    """The figures were computed separately, with 200 buckets a decade, and printed with four
    digits; the harmonic numbers give the same two in closed form.
    """
    law = zipf(items, exponent)
    assert law.top_probability == pytest.approx(top, rel=5e-4)
    assert law.effective_items == pytest.approx(effective, rel=4e-4)
    total = harmonic(items, exponent)
    assert law.top_probability == pytest.approx(1 / total, rel=1e-12)
    assert law.effective_items == pytest.approx(total**2 / harmonic(items, 2 * exponent), rel=1e-6)


@pytest.mark.parametrize("exponent", [0, 0.8, 1, 1.2])
def test_buckets_against_every_rank(exponent):
    law, exact = zipf(30_000, exponent), _by_hand(30_000, exponent)
    assert law.probabilities[:256] == pytest.approx(exact.probabilities[:256], rel=1e-11)
    for items in (0, 0.5, 1, 7, 256, 257.5, 3_000, 29_999, 30_000, 1e6):
        assert top_share(law, items) == pytest.approx(top_share(exact, items), abs=1e-6)


def test_a_cut_bucket_of_given_probabilities():
    measured = Popularity(probabilities=(0.4, 0.06), counts=(1.0, 10.0))
    assert top_share(measured, 1) == 0.4
    assert top_share(measured, 6) == pytest.approx(0.7)
    assert top_items(measured, 0.7) == pytest.approx(6)


@pytest.mark.parametrize(
    ("items", "exponent"),
    [(1e4, 0.9496), (1e6, 0.8944), (1e9, 0.8713), (1e12, 0.8648), (math.inf, 0.861353)],
)
def test_the_exponent_of_80_to_20(items, exponent):
    """For infinitely many items it is 1 - ln 0.8 / ln 0.2; the others were computed separately."""
    digits = 6 if items == math.inf else 4
    assert round(zipf_exponent(items, 0.2, 0.8), digits) == exponent


def test_equal_shares_have_no_skew():
    assert zipf_exponent(1e6, 0.3, 0.3) == 0


@given(many, skews)
def test_probabilities_sum_to_one_and_fall(items, exponent):
    law = zipf(items, exponent)
    assert sum(law.shares) == pytest.approx(1, abs=1e-12)
    assert law.items == pytest.approx(items, rel=1e-12)
    tolerance = 1 + 1e-9  # without skew they are equal, but for rounding
    pairs = pairwise(law.probabilities)
    assert all(later <= earlier * tolerance for earlier, later in pairs)


@given(many, skews, st.floats(0, 1))
def test_top_items_undoes_top_share(items, exponent, part):
    law = zipf(items, exponent)
    share = top_share(law, part * items)
    assert part - 1e-9 <= share <= 1
    assert top_share(law, top_items(law, share)) == pytest.approx(share, rel=1e-9)


@given(st.floats(10, 1e12), st.floats(0.01, 1.5), st.floats(0.15, 0.9))
def test_the_exponent_undoes_the_share(items, exponent, part):
    share = harmonic(part * items, exponent) / harmonic(items, exponent)
    assume(share < 1)
    assert zipf_exponent(items, part, share) == pytest.approx(exponent, abs=1e-9)


@given(st.floats(1, 1e12))
def test_equal_items(items):
    law = uniform(items)
    assert law.effective_items == pytest.approx(items)
    assert top_share(law, items / 4) == pytest.approx(0.25)
    assert zipf(items, 0).top_probability == pytest.approx(1 / items)


@pytest.mark.parametrize(
    ("mistaken", "words"),
    [
        (lambda: zipf(0.5, 1), "number of items lies between 1 and 1e\\+15, not at 0.5"),
        (lambda: zipf(math.inf, 1), "not at inf"),
        (lambda: zipf(math.nan, 1), "not at nan"),
        (lambda: zipf(100, -0.1), "exponent lies between 0 and 10, not at -0.1"),
        (lambda: zipf(100, 11), "not at 11"),
        (lambda: uniform(0), "not at 0"),
        (lambda: harmonic(-1, 1), "cannot be -1 items"),
        (lambda: top_share(uniform(10), -1), "cannot be -1 items"),
        (lambda: top_items(uniform(10), 1.1), "between 0 and 1, not at 1.1"),
        (lambda: zipf_exponent(1e6, 0.2, 0.1), "at least that share .* not 10 %"),
        (lambda: zipf_exponent(1e6, 0.2, 1), "less than all: not 100 %"),
        (lambda: zipf_exponent(1e6, 0, 0.5), "most popular 0 %"),
        (lambda: zipf_exponent(3, 0.2, 0.8), "20 % of 3 items cannot get 80 % .* gives them 59"),
        (lambda: roots.root(lambda x: x + 1, 0, 1), "does not cross zero between 0 and 1"),
    ],
)
def test_mistakes(mistaken, words):
    with pytest.raises(ValueError, match=words):
        mistaken()


@pytest.mark.parametrize(
    ("function", "low", "high", "place"),
    [
        (lambda x: x, 0, 1, 0),
        (lambda x: 1 - x, 0, 1, 1),
        (lambda x: x**3 - 8, 0, 100, 2),
        (lambda x: math.exp(x) - 1e9, -50, 50, 9 * math.log(10)),
        (lambda x: math.atan(1e6 * (x - 0.3)), -1, 9, 0.3),
        (lambda x: -1 if x < 0.7 else 1, 0, 1, 0.7),
    ],
)
def test_roots(function, low, high, place):
    assert roots.root(function, low, high) == pytest.approx(place, abs=2e-12)
