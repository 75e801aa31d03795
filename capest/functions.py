"""The functions of the language: what each means, what units it takes, how it is computed.

Every function works on a float and on an array of samples alike (any of the array API standard).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Any

from .models.elementary import (
    NO_LOGARITHM,
    NO_ROOT,
    ceil,
    elementary,
    even,
    extreme,
    floor,
    functions_of,
    missed,
    power_of_two,
    product,
    to_nearest,
    total,
)
from .models.model import Model
from .records import record


class Rule(Enum):
    """What a function asks of its arguments' units, and the unit of its result."""

    SAME = auto()
    """All arguments of one dimension; the result is in the unit of the first with a name in it."""
    COUNT = auto()
    """One plain number or count; the result counts the same thing."""
    PLAIN = auto()
    """Plain numbers or counts in, a plain number out."""
    ROOT = auto()
    """One argument; the result's unit is the square root of its unit."""
    GROWTH = auto()
    """A time and a growth per time; the result is a time."""
    TIMES = auto()
    """A time and a growth per time; the result is a plain number."""
    RATE = auto()
    """A growth per time in, a growth per time out."""
    TIMED = auto()
    """Times and plain numbers in, a time out."""
    TIMED_SHARE = auto()
    """Times and plain numbers in, a plain number out."""
    LIKE_FIRST = auto()
    """Counts and plain numbers in; the result counts what the first one counts."""
    SIZES = auto()
    """Sizes, taken in bytes, and counts in; a size in bytes out, for whatever the first one is."""


@record(kw_only=True)
class Function:
    """One function: its meaning, its rule for units, how many arguments, and the computation."""

    meaning: str
    rule: Rule
    compute: Callable[..., Any]
    least: int = 0
    most: int | None = 0
    cost: int = 0
    """Milliseconds that a call takes at most, for each hop of a path; 0 for less than one."""
    choices: tuple[tuple[str, ...], ...] = ()
    """Words of which it takes one of each group, the first where none is written."""
    parameters: tuple[Parameter, ...] = ()
    """The arguments of a function that takes them by name."""
    ported: bool = False
    """Whether the script of a page has it too, held to this one by tests."""

    def written(self, name: str) -> str:
        """How a call of it is written."""
        words = [f"[{' | '.join(group)}]" for group in self.choices]
        keys = [f"{item.name}=" if item.required else f"[{item.name}=]" for item in self.parameters]
        return f"{name}({', '.join((*words, *keys))})" if keys else name


@record
class Parameter:
    """An argument that has a name."""

    name: str
    meaning: str
    required: bool = False
    cost: int = 0
    """Milliseconds that a call takes at most which has it."""


def _row(
    name: str,
    rule: Rule,
    arguments: int | tuple[int, int | None],
    compute: str | Callable[..., Any],
    meaning: str,
    *,
    cost: int = 0,
) -> tuple[str, Function]:
    """A function of the models or at hand; `arguments` are how many, or the fewest and the most."""
    least, most = arguments if isinstance(arguments, tuple) else (arguments, arguments)
    found = Model(compute, name) if isinstance(compute, str) else compute
    return name, Function(
        meaning=meaning, rule=rule, compute=found, least=least, most=most, cost=cost, ported=True
    )


_EVICTING = ("lru", "fifo", "random", "q_lru")
_POLICIES = (*_EVICTING, "lfu")
_EXPIRED = ("leaves", "stays")
_ITEMS = Parameter("items", "how many items there are", required=True)
_POPULARITY = Parameter(
    "popularity", "the exponent of their Zipf law, 0 if all alike", required=True
)
_CACHED = Parameter("cached", "items that the cache has room for", required=True)
_ALL = Parameter("cached", "items that the cache has room for; left out: all")
_SERVED = Parameter(
    "served_size", "the mean size of an item as requests see it, over the mean size", True, 25
)
_WRITES = (
    Parameter("write_share", "writes, of reads and writes, that delete their item"),
    Parameter("renewal_share", "writes, of reads and writes, that put their item in", cost=20),
)
_LIMITS = (
    Parameter("admission", "the share of the missed items that q_lru lets in", cost=20),
    *_WRITES,
    Parameter("ttl", "reads for which an item lives after it came, e.g. 1 h * 2k/s", cost=50),
    Parameter("max_idle", "reads for which it lives after its last, e.g. 1 h * 2k/s", cost=50),
)


def _of_caches(
    name: str,
    rule: Rule,
    meaning: str,
    *more: Parameter,
    choices: tuple[tuple[str, ...], ...] = (_POLICIES, _EXPIRED),
    limits: tuple[Parameter, ...] = _LIMITS,
) -> tuple[str, Function]:
    """A function that takes its arguments by name."""
    parameters = (_ITEMS, _POPULARITY, *more, *limits)
    model = Model("caching.sizing", name)
    return name, Function(
        meaning=meaning,
        rule=rule,
        compute=model,
        cost=5,
        choices=choices,
        parameters=parameters,
        ported=True,
    )


_PLACEMENTS = {
    "hashed": ("keys that a hash places", "; then points of each shard on a ring, if there is one"),
    "split": ("keys split evenly", ""),
}


def _of_placements(
    name: str, rule: Rule, arguments: tuple[int, int], function: str, meaning: str, cost: int = 50
) -> Iterator[tuple[str, Function]]:
    """A function for each way to place keys, such as hashed_shards."""
    least, most = arguments
    for placed, (keys, more) in _PLACEMENTS.items():
        model = Model("sharding.fullest", function, (placed,))
        count = (least, most if more else least)
        told = f"{meaning.format(keys)}{more}"
        yield _row(f"{placed}_{name}", rule, count, model, told, cost=cost)


FUNCTIONS: dict[str, Function] = dict((
    _row("max", Rule.SAME, (2, None), extreme(max, "maximum"),
         "the largest of its arguments; the report names the one that binds"),
    _row("min", Rule.SAME, (2, None), extreme(min, "minimum"), "the smallest of its arguments"),
    _row("sum", Rule.SAME, (1, None), total, "its arguments added up"),
    _row("ceil", Rule.COUNT, 1, ceil, "a count rounded up to a whole number"),
    _row("floor", Rule.COUNT, 1, floor, "a count rounded down to a whole number"),
    _row("round", Rule.COUNT, 1, to_nearest, "a count rounded to the nearest whole number"),
    _row("next_power_of_two", Rule.COUNT, 1, power_of_two, "a count rounded up to a power of two"),
    _row("next_even", Rule.COUNT, 1, even, "a count rounded up to an even number"),
    _row("lcm", Rule.SAME, 2, Model("sharding.hot_keys", "least_common_multiple"),
         "the least common multiple of two whole counts"),
    _row("sqrt", Rule.ROOT, 1, elementary("sqrt", NO_ROOT), "the square root"),
    _row("log2", Rule.PLAIN, 1, elementary("log2", NO_LOGARITHM), "the logarithm to base 2"),
    _row("log10", Rule.PLAIN, 1, elementary("log10", NO_LOGARITHM), "the logarithm to base 10"),
    _row("ln", Rule.PLAIN, 1, elementary("log", NO_LOGARITHM), "the natural logarithm"),
    _row("exp", Rule.PLAIN, 1, lambda value: functions_of(value).exp(value),
         "e to the power of a number"),
    _row("time_at_present_rate", Rule.GROWTH, 2, "growth",
         "how long the present rate would take to add what a growing rate adds in a time"),
    _row("growth_factor", Rule.TIMES, 2, "growth",
         "how many times as much there is after a time, by a growth that compounds"),
    _row("growth_rate", Rule.RATE, 1, "growth",
         "the continuous rate ln(1 + g) of what grows by g in each period; 0 if none"),
    _row("hottest_key_share", Rule.PLAIN, 2, "sharding.hot_keys",
         "the share of the most popular key, from keys and Zipf exponent", cost=5),
    _row("front_cache_imbalance", Rule.PLAIN, 4, "sharding.hot_keys",
         "what a cache in front leaves, from shards, keys, Zipf exponent and keys cached",
         cost=5),
    *_of_placements("imbalance", Rule.PLAIN, (3, 4), "imbalance",
         "the fullest shard over the mean, from shards, {} and their Zipf exponent", cost=50),
    *_of_placements("shards", Rule.LIKE_FIRST, (3, 4), "fullest_shards",
         "shards of which the fullest stays within its limits in 95 of 100 placements, from a load "
         "in shards, {} and their Zipf exponent"),
    *_of_placements("shared_shards", Rule.LIKE_FIRST, (5, 6), "shared_shards",
         "such shards, from a load of writes, its Zipf exponent, one of reads, its Zipf exponent, "
         "and {}"),
    _row("coalesced_share", Rule.PLAIN, 3, "caching.writes",
         "the writes left when each item is written once, from items, Zipf exponent and writes",
         cost=5),
    _row("stale_share", Rule.PLAIN, 4, "caching.writes",
         "the answers out of date, from items, Zipf exponent, reads and writes in a ttl",
         cost=5),
    _row("racing_share", Rule.PLAIN, 3, "caching.writes",
         "the reads before a copy goes, from items, Zipf exponent and writes in that time",
         cost=5),
    _row("exponent_of_the_top", Rule.PLAIN, 2, "fanout",
         "the Zipf exponent at which the first of some items gets some times the mean",
         cost=5),
    _row("authors_above", Rule.LIKE_FIRST, 3, "fanout",
         "authors with more followers than a threshold, from authors, Zipf exponent and the "
         "threshold over the mean", cost=5),
    _row("top_share", Rule.PLAIN, 3, "fanout",
         "the share of the most popular, from items, Zipf exponent and how many of them",
         cost=5),
    _row("zipf_exponent", Rule.PLAIN, 3, "caching.sizing",
         "the Zipf exponent at which a share of the items gets a share of the reads", cost=5),
    _of_caches("hit_ratio", Rule.PLAIN, "the part of the reads that a warm cache answers", _ALL),
    _of_caches("items_to_cache", Rule.LIKE_FIRST,
         "the items that a cache must hold; without a hit ratio: that it holds if there is room",
         Parameter("hit_ratio", "the part of the reads that it is to answer")),
    _of_caches("turnover", Rule.PLAIN,
         "one over the reads for which an item stays that nobody asks for", _CACHED,
         choices=(_EVICTING, _EXPIRED)),
    _of_caches("items_in_room", Rule.LIKE_FIRST,
         "the items in an lru cache whose sizes go with popularity",
         Parameter("room", "the items of the mean size that there is room for", required=True),
         _SERVED, choices=(), limits=_WRITES),
    _of_caches("room_for_items", Rule.LIKE_FIRST,
         "the room, in items of the mean size, that items in an lru cache take", _CACHED, _SERVED,
         choices=(), limits=_WRITES),
    _row("product_of", Rule.PLAIN, (1, None), product, "its arguments multiplied"),
    _row("missed_by_all", Rule.PLAIN, (1, None), missed,
         "the share that is left behind several caches, from their hit ratios"),
    _row("lognormal", Rule.TIMED, 3, "latency",
         "the time that a share does not exceed, from the median, the 99th percentile, the share"),
    _row("hop_mean", Rule.TIMED, 7, "latency",
         "the mean time of a hop, from its times at 50, 90, 99 and 99.9 %, the share that "
         "takes it, how many at once, the share that is asked again", cost=5),
    _row("path_time", Rule.TIMED, (1, None), "latency",
         "the time that a share stays below on a path, from the share and, of all hops, each time, "
         "the shares that take them, how many at once, the shares asked again", cost=5),
    _row("path_share", Rule.TIMED_SHARE, (1, None), "latency",
         "the share that passes a path within a time, from the time and the same of all hops",
         cost=5),
    _row("k_of_n", Rule.PLAIN, 4, "availability",
         "what is up, from copies needed, copies, the availability of each, common cause"),
    _row("erlang_c", Rule.PLAIN, 2, "queueing",
         "the share of requests that wait, from cores and cores that are busy"),
    _row("erlang_servers", Rule.LIKE_FIRST, 2, "queueing",
         "the fewest cores on which no more than a share waits, from busy ones and the share"),
    _row("random_queue_load", Rule.LIKE_FIRST, 2, "queueing",
         "the busy cores of a server at which no more than a share waits, from cores and share"),
    _row("erlang_wait", Rule.PLAIN, 3, "queueing",
         "the wait that a share stays below, in times of work, from cores, busy ones, the share"),
    _row("trough_over_mean", Rule.PLAIN, 1, "peaks",
         "the quietest moment of a day over its mean, from its peak over its mean"),
    _row("peak_over_mean", Rule.PLAIN, 1, "peaks",
         "the peak of a day over its mean, from its peak over its quietest moment"),
    _row("combined_peak", Rule.PLAIN, (3, None), "peaks",
         "the peak over the mean of regions together, from the peaks, shares and hours of each",
         cost=5),
    _row("rise_within", Rule.PLAIN, 2, "peaks",
         "how steeply a day rises within a part of it, from its peak over its mean and the part"),
    _row("row_layout", Rule.SIZES, (4, None), "rows",
         "the mean bytes of fields side by side, from the step of a row, the mean sizes, the steps "
         "at which they begin, the parts of the rows that have them"),
    _row("size_class", Rule.SIZES, 2, "caching.servers",
         "what an allocator such as jemalloc gives, from a size and the step between small ones"),
    _row("redis_key", Rule.SIZES, 2, "caching.servers",
         "what Redis needs for a key, from its size and the allocator's step"),
    _row("redis_value", Rule.SIZES, 2, "caching.servers",
         "what Redis needs for a string, from its size and the allocator's step"),
    _row("redis_list", Rule.SIZES, 3, "caching.servers",
         "what Redis needs for a list, from its size, its entries and the allocator's step"),
    _row("memcached_item", Rule.SIZES, 1, "caching.servers",
         "what memcached needs for an item, from the size of key and value"),
    _row("besides_table", Rule.SIZES, (3, 4), "caching.servers",
         "what a hash table leaves for items, from the memory, an item, a slot, items for each"),
    _row("reachable", Rule.PLAIN, 2, Model("caching.sizing", "reachable_hit_ratio"),
         "the first of two hit ratios, if it is not above the second, the highest there is"),
))  # fmt: skip

RESERVED = frozenset(name for name, row in FUNCTIONS.items() if not row.parameters)
"""Functions whose names a scenario leaves alone; `hit_ratio: 95%` may stand beside hit_ratio()."""
