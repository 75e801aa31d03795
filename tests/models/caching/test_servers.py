"""What servers need for an item: against sizes written down by jemalloc, redis and memcached."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.models.caching.servers import (
    besides_table,
    memcached_item,
    redis_key,
    redis_list,
    redis_value,
    size_class,
)

CLASSES = (16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640)
"""jemalloc(3), a quantum of 16 B; its 8 B for the smallest are not taken apart."""
CHUNKS = (96, 120, 152, 192, 240, 304, 384, 480, 600, 752, 944, 1184)
"""memcached -vv, as shipped."""


def test_sizes_of_jemalloc():
    found = {size_class(float(size), 16) for size in range(1, 641)}
    assert sorted(found) == list(CLASSES)
    assert all(size_class(size, 16) == size for size in CLASSES)


def test_chunks_of_memcached():
    """A page of 1 MiB is shared out, so that a chunk takes a little more than its own size."""
    found = sorted({math.floor(memcached_item(float(size))) for size in range(1, 1100)})
    assert [next(size for size in reversed(CHUNKS) if size <= item) for item in found] == list(
        CHUNKS
    )
    assert all(memcached_item(chunk - 59.0) < chunk * 1.002 for chunk in CHUNKS)


@given(st.floats(1, 1e7), st.floats(1, 1e4), st.sampled_from([1.0, 1.5]))
def test_what_a_table_leaves_has_room_for_its_items(items, item, load):
    table = 8 * 2.0 ** math.ceil(math.log2(max(items / load, 1)))
    assert besides_table(items * item + table, item, 8, load) >= items * item * (1 - 1e-9)


@given(st.floats(100, 1e10), st.floats(1, 1e4), st.sampled_from([1.0, 1.5]))
def test_what_a_table_leaves_fits_beside_it(memory, item, load):
    room = besides_table(memory, item, 8, load)
    slots = 2.0 ** math.ceil(math.log2(max(room / item / load * (1 - 1e-9), 1)))
    assert room + 8 * slots <= memory * (1 + 1e-9) or room == 0


@pytest.mark.parametrize(
    ("function", "others"),
    [(redis_key, (16.0,)), (redis_value, (16.0,)), (redis_list, (800.0, 16.0)),
     (memcached_item, ()), (besides_table, (80.0, 8.0))],
)  # fmt: skip
def test_samples_are_computed_as_floats_are(numpy, function, others):
    sizes = [1.0, 44.0, 45.0, 1e4]
    found = function(numpy.asarray(sizes), *others)
    assert found.tolist() == [function(size, *others) for size in sizes]
