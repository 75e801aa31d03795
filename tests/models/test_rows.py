"""The layout of a row, against the rules of PostgreSQL's storage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.rows import row_layout

FIELDS = st.lists(st.tuples(st.integers(1, 400), st.sampled_from([1, 2, 4, 8])), min_size=1)


@given(FIELDS)
def test_fields_lie_one_behind_the_other_where_they_may_begin(fields):
    sizes, steps = zip(*fields, strict=True)
    end = row_layout(*sizes, *steps)
    assert sum(sizes) <= end <= sum(sizes) + sum(step - 1 for step in steps)
    assert row_layout(*sizes, *[1] * len(sizes)) == sum(sizes)
    beginnings = [row_layout(*sizes[:at], *steps[:at]) for at in range(1, len(sizes) + 1)]
    assert all(
        (later - size) % step == 0 for later, (size, step) in zip(beginnings, fields, strict=True)
    )


@given(FIELDS)
def test_in_the_order_of_their_steps_nothing_is_lost_between_whole_sizes(fields):
    whole = sorted(((size * step, step) for size, step in fields), key=lambda field: -field[1])
    sizes, steps = zip(*whole, strict=True)
    assert row_layout(*sizes, *steps) == sum(sizes)


def test_samples_as_one_by_one(numpy):
    sizes = numpy.array([1.0, 8.0, 127.0])
    assert list(row_layout(sizes, 8, 1, 8)) == pytest.approx([16, 16, 136])
