"""The functions of the language: what each means, what units it takes, how it is computed.

Every function works on a float and on an array of samples alike (any array that follows the Python
array API standard, such as numpy's), so that one compiled graph serves both.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import Any

_NOISE = 1e-12
"""Relative error of a few roundings of a float, which must not make a whole number the next one."""

_MOST_NOISE = 1e-6
"""Highest error taken for noise: in numbers so large that a float hardly holds their units."""


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
    LIKE_FIRST = auto()
    """Counts and plain numbers in; the result counts what the first one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: its meaning, its rule for units, how many arguments, and the computation."""

    meaning: str
    rule: Rule
    compute: Callable[..., Any]
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """A function of one of the models, imported when it is computed, perhaps of one policy."""

    module: str
    name: str
    first: tuple[str, ...] = ()
    """Arguments before those of the formula."""

    def __call__(self, *values: Any) -> Any:
        """What it comes to."""
        return self.found()(*self.first, *values)

    def found(self) -> Callable[..., Any]:
        """The function itself."""
        module = import_module(f"{__package__}.models.{self.module}")
        function: Callable[..., Any] = getattr(module, self.name)
        return function


def _array(value: Any) -> Any:
    """The namespace of an array's own functions, or math for a float."""
    return math if isinstance(value, (int, float)) else value.__array_namespace__()


def _nearest(value: Any) -> Any:
    return _array(value).floor(value + 0.5)


def _ceil(value: Any) -> Any:
    """Up to a whole number, but 64.00000000000001 stays 64."""
    nearest = _nearest(value)
    if isinstance(value, (int, float)):
        is_whole = abs(value - nearest) <= min(_NOISE * abs(value), _MOST_NOISE)
        return float(nearest if is_whole else math.ceil(value))
    array = _array(value)
    slack = array.minimum(_NOISE * abs(value), _MOST_NOISE)
    return array.where(abs(value - nearest) <= slack, nearest, array.ceil(value))


def _floor(value: Any) -> Any:
    return -_ceil(-value)


def _round(value: Any) -> Any:
    """To the nearest whole, halves up, so that a float and an array agree."""
    return _nearest(value) if not isinstance(value, (int, float)) else float(_nearest(value))


def _extreme(scalar: Callable[..., float], pairwise: str) -> Callable[..., Any]:
    def compute(*values: Any) -> Any:
        array = next((value for value in values if not isinstance(value, (int, float))), None)
        if array is None:
            return scalar(values)
        choose = getattr(_array(array), pairwise)
        result = values[0]
        for value in values[1:]:
            result = choose(result, value)
        return result

    return compute


def _power_of_two(value: Any) -> Any:
    """Up to a power of two; at least one, and nothing stays nothing."""
    if isinstance(value, (int, float)):
        return 2.0 ** _ceil(math.log2(max(value, 1))) if value > 0 else 0.0
    array = _array(value)
    return array.where(value > 0, 2.0 ** _ceil(array.log2(array.maximum(value, 1))), 0.0)


def _even(value: Any) -> Any:
    """Up to an even number; nothing stays nothing."""
    return 2 * _ceil(value / 2)


def _elementary(name: str, of_none: str) -> Callable[[Any], Any]:
    def compute(value: Any) -> Any:
        try:
            return getattr(_array(value), name)(value)
        except ValueError:
            raise ValueError(of_none) from None

    return compute


_NO_ROOT = "a root of a negative number"
_NO_LOGARITHM = "a logarithm of a number that is not above 0"


def _total(*values: Any) -> Any:
    return functools.reduce(operator.add, values)  # `sum` rounds otherwise since Python 3.12


def _row(
    name: str,
    rule: Rule,
    arguments: int | tuple[int, int | None],
    compute: str | Callable[..., Any],
    meaning: str,
) -> tuple[str, Function]:
    """A function, of its own name in a module of the models or at hand; `arguments` are as many as
    it takes, or the fewest and the most.
    """
    least, most = arguments if isinstance(arguments, tuple) else (arguments, arguments)
    found = Model(compute, name) if isinstance(compute, str) else compute
    return name, Function(meaning=meaning, rule=rule, compute=found, least=least, most=most)


_POLICIES = {
    "lru": "a least-recently-used cache",
    "fifo": "a cache that evicts the oldest item",
    "random": "a cache that evicts any item",
    "q_lru": "a least-recently-used cache that lets in a share of what it misses",
    "lfu": "a cache that keeps the most popular items, the best there is,",
}
_LIMITS = (
    "share of writes, requests of a lifetime, of a longest idle time (the last may be left out)"
)


def _of_policies(
    name: str, rule: Rule, function: str, meaning: str, policies: Iterable[str] = _POLICIES
) -> Iterator[tuple[str, Function]]:
    """A function for each policy, such as lru_items."""
    for policy in policies:
        more = policy == "q_lru"
        said = meaning.format(_POLICIES[policy]) + (", share let in" if more else "")
        model = Model("caching.sizing", function, (policy,))
        arguments = (3 + more, 6 + more)
        yield _row(f"{policy}_{name}", rule, arguments, model, f"{said}; then {_LIMITS}")


def _expiring(kind: str, last: str) -> tuple[str, Function]:
    meaning = (
        f"the items that are there if they expire so many requests after they were {last}, "
        "from items, Zipf exponent, requests, share of writes"
    )
    model = Model("caching.sizing", "unexpired_items", (kind,))
    return _row(f"{kind}_items", Rule.LIKE_FIRST, (3, 4), model, meaning)


FUNCTIONS: dict[str, Function] = dict((
    _row("max", Rule.SAME, (2, None), _extreme(max, "maximum"),
         "the largest of its arguments; the report names the one that binds"),
    _row("min", Rule.SAME, (2, None), _extreme(min, "minimum"), "the smallest of its arguments"),
    _row("sum", Rule.SAME, (1, None), _total, "its arguments added up"),
    _row("ceil", Rule.COUNT, 1, _ceil, "a count rounded up to a whole number"),
    _row("floor", Rule.COUNT, 1, _floor, "a count rounded down to a whole number"),
    _row("round", Rule.COUNT, 1, _round, "a count rounded to the nearest whole number"),
    _row("next_power_of_two", Rule.COUNT, 1, _power_of_two, "a count rounded up to a power of two"),
    _row("next_even", Rule.COUNT, 1, _even, "a count rounded up to an even number"),
    _row("lcm", Rule.SAME, 2, Model("sharding.imbalance", "least_common_multiple"),
         "the least common multiple of two whole counts"),
    _row("sqrt", Rule.ROOT, 1, _elementary("sqrt", _NO_ROOT), "the square root"),
    _row("log2", Rule.PLAIN, 1, _elementary("log2", _NO_LOGARITHM), "the logarithm to base 2"),
    _row("log10", Rule.PLAIN, 1, _elementary("log10", _NO_LOGARITHM), "the logarithm to base 10"),
    _row("ln", Rule.PLAIN, 1, _elementary("log", _NO_LOGARITHM), "the natural logarithm"),
    _row("exp", Rule.PLAIN, 1, lambda value: _array(value).exp(value),
         "e to the power of a number"),
    _row("time_at_present_rate", Rule.GROWTH, 2, "growth",
         "how long the present rate would take to add what a growing rate adds in a time"),
    _row("growth_factor", Rule.TIMES, 2, "growth",
         "how many times as much there is after a time, by a growth that compounds"),
    _row("growth_rate", Rule.RATE, 1, "growth",
         "the continuous rate ln(1 + g) of what grows by g in each period; 0 if none"),
    _row("hash_imbalance", Rule.PLAIN, 2, "sharding.imbalance",
         "the fullest shard over the mean, from shards and keys that a hash places"),
    _row("ring_imbalance", Rule.PLAIN, 2, "sharding.imbalance",
         "the fullest shard over the mean, from shards and points of each on a ring"),
    _row("hottest_key_share", Rule.PLAIN, 2, "sharding.imbalance",
         "the share of the most popular key, from keys and Zipf exponent"),
    _row("front_cache_imbalance", Rule.PLAIN, 4, "sharding.imbalance",
         "what a cache in front leaves, from shards, keys, Zipf exponent and keys cached"),
    _row("hash_factor", Rule.PLAIN, 2, "sharding.shard_counts",
         "the fullest shard over the mean once it stays within its limits, from a load in shards "
         "and hashed keys"),
    _row("ring_factor", Rule.PLAIN, 2, "sharding.shard_counts",
         "the fullest shard over the mean once it stays within its limits, from a load in shards "
         "and points of each on a ring"),
    _row("hot_key_factor", Rule.PLAIN, 2, "sharding.shard_counts",
         "the fullest shard over the mean once it stays within its limits, from a load in shards "
         "and the share of the hottest key"),
    _row("coalesced_share", Rule.PLAIN, 3, "caching.writes",
         "the writes left when each item is written once, from items, Zipf exponent and writes"),
    _row("stale_share", Rule.PLAIN, 4, "caching.writes",
         "the answers out of date, from items, Zipf exponent, reads and writes in a ttl"),
    _row("racing_share", Rule.PLAIN, 3, "caching.writes",
         "the reads before a copy goes, from items, Zipf exponent and writes in that time"),
    _row("exponent_of_the_top", Rule.PLAIN, 2, "fanout",
         "the Zipf exponent at which the first of some items gets some times the mean"),
    _row("authors_above", Rule.LIKE_FIRST, 3, "fanout",
         "authors with more followers than a threshold, from authors, Zipf exponent and the "
         "threshold over the mean"),
    _row("top_share", Rule.PLAIN, 3, "fanout",
         "the share of the most popular, from items, Zipf exponent and how many of them"),
    _row("zipf_exponent", Rule.PLAIN, 3, "caching.sizing",
         "the Zipf exponent at which a share of the items gets a share of the reads"),
    *_of_policies("hit_ratio", Rule.PLAIN, "cache_hit_ratio",
         "the hit ratio of {} from items, Zipf exponent, items cached"),
    *_of_policies("items", Rule.LIKE_FIRST, "cache_items",
         "the items that {} must hold, from items, Zipf exponent, hit ratio"),
    *_of_policies("turnover", Rule.PLAIN, "cache_turnover",
         "one over the requests that an item nobody asks for stays in {} from items, Zipf "
         "exponent, items cached", ("lru", "fifo", "random", "q_lru")),
    _expiring("ttl", "read in"),
    _expiring("idle", "last read"),
    _row("items_in_room", Rule.LIKE_FIRST, (4, 5), "caching.sizing",
         "the items in an lru cache with room for so many of the mean size, from items, Zipf "
         "exponent, room, size as requests see it over the mean size, share of writes"),
    _row("room_for_items", Rule.LIKE_FIRST, (4, 5), "caching.sizing",
         "the room, in items of the mean size, that items in an lru cache take, from items, Zipf "
         "exponent, items cached, size as requests see it over the mean size, share of writes"),
    _row("reachable", Rule.PLAIN, 2, Model("caching.sizing", "reachable_hit_ratio"),
         "the first of two hit ratios, if it is not above the second, the highest there is"),
))  # fmt: skip
