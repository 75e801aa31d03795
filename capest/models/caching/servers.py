"""The memory that cache servers need for an item, by what their allocators give.

Sizes are in bytes, of keys and values as clients see them. Every function works on floats and on
arrays of samples. Against Redis 7.0.15 and memcached 1.6.18 with 300,000 or a million keys of 14 B
and values of 1 to 4,000 B they are within 1 %.
"""

from __future__ import annotations

import math
from functools import lru_cache

from ..elementary import ceil
from ..samples import on_arrays

EMBEDDED = 44
"""The longest value that Redis keeps in one piece with its object; redis/redis object.c."""
OBJECT = 16
"""Bytes of a redisObject; redis/redis object.h."""
LONGEST = ((31, 1), (255, 3), (65_535, 5), (math.inf, 9))
"""The header of a string by the longest that it is for; redis/redis sds.h."""
LIST_NODE = 8192
"""Bytes of a node of a list, as list-max-listpack-size is shipped; redis.conf."""
PAGE = 1 << 20
"""Bytes of a slab page; memcached/memcached, settings.item_size_max."""
LARGEST = PAGE // 2
"""The largest chunk: a larger item is kept in several; memcached/memcached, slab_chunk_size_max."""
_GROWTH = 1.25
"""Chunks grow by this factor; memcached(1), option -f as shipped."""
_ITEM = 48
"""Bytes of struct item; memcached/memcached memcached.h."""
AROUND = _ITEM + 8 + 1 + 2
"""The same, 8 B of CAS, the end of the key and a line end; memcached/memcached items.c."""


_ON_ARRAYS = "caching.array_servers"


@on_arrays(_ON_ARRAYS, "size_classes")
def size_class(size: float, step: float) -> float:
    """The bytes that jemalloc gives for `size` bytes: multiples of `step` up to eight of them, and
    from there on four sizes to each doubling (Evans, jemalloc(3), size classes).

    >>> [size_class(size, 16) for size in (1, 100, 129, 4006)]
    [16.0, 112.0, 160.0, 4096.0]
    """
    steps = max(size / step, 1.0)
    grid = 2.0 ** max(int(ceil(math.log2(steps))) - 3, 0)
    return float(ceil(steps / grid)) * grid * step


@on_arrays(_ON_ARRAYS, "redis_keys")
def redis_key(size: float, step: float) -> float:
    """What Redis needs for a key: a string with its header, and an end of 1 B.

    >>> redis_key(14, 16), redis_key(0, 8)
    (16.0, 8.0)
    """
    return float(size_class(_string(size), step))


@on_arrays(_ON_ARRAYS, "redis_values")
def redis_value(size: float, step: float) -> float:
    """What Redis needs for a value that is a string: in one piece with its object up to 44 B.

    >>> [redis_value(size, 16) for size in (44, 45, 100)]
    [64.0, 80.0, 128.0]
    """
    if size <= EMBEDDED:
        return float(size_class(OBJECT + 3 + size + 1, step))
    return float(size_class(OBJECT, step) + redis_key(size, step))


@on_arrays(_ON_ARRAYS, "redis_lists")
def redis_list(size: float, entries: float, step: float) -> float:
    """What Redis needs for a value that is a list of so many entries of `size` bytes together.

    Its nodes are listpacks of up to 8 KiB, to which an entry adds its header and its length
    (redis/redis quicklist.c, listpack.c).

    >>> redis_list(800 * 20, 800, 16)
    18080.0
    """
    if entries <= 0:
        return 0.0
    plain = size / entries
    if not math.isfinite(plain):
        raise OverflowError
    entry = plain + (2 if plain < 64 else 4 if plain < 4096 else 8)
    # It estimates an entry's size with 8 B more, and fills a node up to the last that still fits.
    held = max(math.floor((LIST_NODE - 7 - plain - 8) / entry) + 1, 1)
    full, rest = divmod(entries, held)
    nodes = full * size_class(held * entry + 7, step)
    if rest:
        nodes += size_class(rest * entry + 7, step)
    node = size_class(32, step) * math.ceil(entries / held)
    return float(nodes + node + size_class(40, step) + size_class(OBJECT, step))


@on_arrays(_ON_ARRAYS, "memcached_items")
def memcached_item(size: float) -> float:
    """What memcached needs for an item, key and value: its chunk, and its part of what is left of a
    page. Chunks grow by 1.25, in whole 8 B (memcached/memcached slabs.c).

    >>> round(memcached_item(114)), round(memcached_item(1014))
    (192, 1185)
    """
    whole, rest = divmod(size + AROUND, LARGEST)
    chunk = next((chunk for chunk in chunks() if chunk >= rest), float(LARGEST))
    return whole * LARGEST + PAGE / math.floor(PAGE / chunk)


@on_arrays(_ON_ARRAYS, "besides_tables")
def besides_table(memory: float, item_memory: float, slot: float, load: float = 1.0) -> float:
    """What a hash table leaves of `memory` for items: it has a power of two of slots, and doubles
    when it has more than `load` items to each.

    >>> besides_table(1000, 80, 8, 1), besides_table(2000, 80, 8, 1)
    (872.0, 1744.0)
    """
    if not item_memory > 0 or not slot > 0:
        return memory
    if not load > 0:
        raise ValueError(f"a table with {load:g} items to a slot")
    slots = 2.0 ** max(
        math.floor(math.log2(max(memory / (item_memory + slot / load), 1) / load)), 0
    )
    return max(
        min(table * load * item_memory, memory - slot * table) for table in (slots, 2 * slots)
    )


@lru_cache(maxsize=1)
def chunks() -> tuple[float, ...]:
    """The sizes of memcached's chunks."""
    sizes, size = [], _ITEM + 48.0  # the least that an item takes, option -n as shipped
    while size < LARGEST / _GROWTH:
        sizes.append(math.ceil(size / 8) * 8.0)
        size = sizes[-1] * _GROWTH
    return (*sizes, float(LARGEST))


def _string(size: float) -> float:
    return size + 1 + next(header for longest, header in LONGEST if size <= longest)
