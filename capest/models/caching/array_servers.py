"""The memory that cache servers need, for many samples at once: what `servers` is for one."""

from __future__ import annotations

import math
from typing import Any

from ..elementary import ceil
from .servers import AROUND, EMBEDDED, LARGEST, LIST_NODE, LONGEST, OBJECT, PAGE, chunks


def size_classes(array: Any, size: Any, step: Any) -> Any:
    """What jemalloc gives for so many bytes."""
    steps = array.maximum(size / step, 1.0)
    grid = 2.0 ** array.maximum(ceil(array.log2(steps)) - 3, 0.0)
    return array.where(step > 0, ceil(steps / grid) * grid * step, math.nan)


def redis_keys(array: Any, size: Any, step: Any) -> Any:
    """What Redis needs for keys."""
    return size_classes(array, _strings(array, size), step)


def redis_values(array: Any, size: Any, step: Any) -> Any:
    """What Redis needs for strings."""
    apart = size_classes(array, OBJECT + 0.0 * size, step)
    apart = apart + size_classes(array, _strings(array, size), step)
    whole = size_classes(array, OBJECT + 3 + size + 1, step)
    return array.where(size <= EMBEDDED, whole, apart)


def redis_lists(array: Any, size: Any, entries: Any, step: Any) -> Any:
    """What Redis needs for lists."""
    some = array.where(entries > 0, entries, 1.0)
    plain = size / some
    entry = plain + array.where(plain < 64, 2.0, array.where(plain < 4096, 4.0, 8.0))
    held = array.maximum(array.floor((LIST_NODE - 7 - plain - 8) / entry) + 1, 1.0)
    full = array.floor(some / held)
    rest = some - full * held
    nodes = full * size_classes(array, held * entry + 7, step)
    last = size_classes(array, rest * entry + 7, step)
    nodes = array.where(rest > 0, nodes + last, nodes)
    around = size_classes(array, 32 + 0.0 * some, step) * array.ceil(some / held)
    around = around + size_classes(array, 40 + 0.0 * some, step)
    found = nodes + around + size_classes(array, OBJECT + 0.0 * some, step)
    return array.where(entries > 0, found, 0.0)


def memcached_items(array: Any, size: Any) -> Any:
    """What memcached needs for items."""
    whole = array.floor((size + AROUND) / LARGEST)
    rest = size + AROUND - whole * LARGEST
    each = array.asarray([PAGE / math.floor(PAGE / chunk) for chunk in chunks()])
    smaller = array.astype(array.asarray(chunks()) < rest, array.int64)
    place = array.minimum(array.sum(smaller, axis=-1, keepdims=True), len(chunks()) - 1)
    return whole * LARGEST + each[place]


def besides_tables(array: Any, memory: Any, item_memory: Any, slot: Any, load: Any = None) -> Any:
    """What hash tables leave for items."""
    load = array.asarray(1.0) if load is None else load
    has_table, right = (item_memory > 0) & (slot > 0), load > 0
    each, load = array.where(has_table, slot, 1.0), array.where(right, load, 1.0)
    some = array.maximum(memory / (item_memory + each / load), 1.0)
    slots = 2.0 ** array.maximum(array.floor(array.log2(some / load)), 0.0)
    one, two = (
        array.minimum(table * load * item_memory, memory - slot * table)
        for table in (slots, 2 * slots)
    )
    found = array.where(right, array.maximum(one, two), math.nan)
    return array.where(has_table, found, memory)


def _strings(array: Any, size: Any) -> Any:
    found = size + 1 + LONGEST[-1][1]
    for longest, header in reversed(LONGEST[:-1]):
        found = array.where(size <= longest, size + 1 + header, found)
    return found
