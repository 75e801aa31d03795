"""Shapley's value against the average over every order, and what it must add up to."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.problems import EstimateError
from capest.studies.causes import MOST_EXACT, refuse_too_many, shares

MANY = 10**6


def _by_orders(causes, put):
    added = dict.fromkeys(causes, 0.0)
    orders = list(permutations(causes))
    for order in orders:
        for last, cause in enumerate(order):
            added[cause] += put(frozenset(order[: last + 1])) - put(frozenset(order[:last]))
    return {cause: total / len(orders) for cause, total in added.items()}


@given(st.lists(st.floats(-10, 10), min_size=16, max_size=16))
def test_the_average_over_every_order(values):
    causes = ("a", "b", "c", "d")

    def put(made):
        return values[sum(2**place for place, cause in enumerate(causes) if cause in made)]

    assert shares(causes, put, MANY) == pytest.approx(_by_orders(causes, put), abs=1e-9)


def test_the_glove_game():
    """One left glove and two right ones, of which a pair is worth 1: 2/3, 1/6 and 1/6 (Shapley)."""

    def put(made):
        return float("left" in made and len(made) > 1)

    assert shares(("left", "right", "other"), put, MANY) == pytest.approx(
        {"left": 2 / 3, "right": 1 / 6, "other": 1 / 6}
    )


@pytest.mark.parametrize("number", [MOST_EXACT - 1, MOST_EXACT, MOST_EXACT + 1, 15])
def test_the_parts_add_up_to_the_whole_of_few_and_of_many(number):
    causes = [f"c{index}" for index in range(number)]

    def put(made):
        return math.ceil(
            math.log2(1 + sum(1.7**index for index in range(number) if f"c{index}" in made))
        )

    parts = shares(causes, put, MANY)
    assert sum(parts.values()) == pytest.approx(put(frozenset(causes)) - put(frozenset()))


def test_of_many_alike_each_has_the_same_part():
    causes = [f"c{index}" for index in range(MOST_EXACT + 3)]
    parts = shares(causes, lambda made: len(made) ** 2, MANY)
    assert list(parts.values()) == pytest.approx([len(causes)] * len(causes))


@pytest.mark.parametrize(("number", "most"), [(4, 15), (4, 8), (9, 40), (30, 60), (30, 500)])
def test_no_more_is_computed_than_is_allowed(number, most):
    causes, asked = [str(index) for index in range(number)], set()

    def put(made):
        asked.add(made)
        return math.sqrt(len(made))

    parts = shares(causes, put, most)
    assert sum(parts.values()) == pytest.approx(math.sqrt(number)) and len(asked) <= most
    refuse_too_many(number, most)
    with pytest.raises(EstimateError, match=f"{most + 1} changes"):
        refuse_too_many(most + 1, most)
