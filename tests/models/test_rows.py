"""The layout of a row, against the rules of PostgreSQL's storage, row by row."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.rows import row_layout

STEPS = st.sampled_from([1, 2, 4, 8])
FIELDS = st.lists(
    st.tuples(st.integers(1, 400), STEPS, st.sampled_from([1, 1, 0.5, 0.2])), min_size=1, max_size=8
)


def _laid(whole, fields):
    """One row, field by field."""
    end = 0
    for size, step in fields:
        end = -(-end // step) * step + size
    return -(-end // whole) * whole


@given(STEPS, FIELDS)
def test_the_mean_of_all_rows_that_there_may_be(whole, fields):
    mean = 0.0
    for there in product([True, False], repeat=len(fields)):
        chance = 1.0
        for (_, _, filled), is_there in zip(fields, there, strict=True):
            chance *= filled if is_there else 1 - filled
        row = [field[:2] for field, is_there in zip(fields, there, strict=True) if is_there]
        mean += chance * _laid(whole, row)
    sizes, steps, shares = zip(*fields, strict=True)
    means = [size * share for size, share in zip(sizes, shares, strict=True)]
    assert row_layout(whole, *means, *steps, *shares) == pytest.approx(mean)


@given(FIELDS)
def test_in_the_order_of_their_steps_nothing_is_lost_between_whole_sizes(fields):
    whole = sorted(((size * step, step) for size, step, _ in fields), key=lambda field: -field[1])
    sizes, steps = zip(*whole, strict=True)
    assert row_layout(1, *sizes, *steps, *[1] * len(sizes)) == sum(sizes)


def test_samples_as_one_by_one(numpy):
    sizes, shares = numpy.array([1.0, 8.0, 127.0]), numpy.array([0.01, 0.5, 1.0])
    found = row_layout(8, sizes, 8, 3, 1, 8, 4, 1, shares, shares)
    pairs = zip(sizes, shares, strict=True)
    assert list(found) == [row_layout(8, size, 8, 3, 1, 8, 4, 1, has, has) for size, has in pairs]
    assert found[2] == 144
