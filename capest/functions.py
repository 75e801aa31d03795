"""The functions of the language: what each means, what units it takes, how it is computed.

Every function works on a float and on an array of samples alike (any array that follows the Python
array API standard, such as numpy's), so that one compiled graph serves both.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import Any

from .models.growth import growth_factor, growth_rate, time_at_present_rate

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
    least: int = 1
    most: int | None = 1


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


def _total(*values: Any) -> Any:
    return functools.reduce(operator.add, values)  # `sum` rounds otherwise since Python 3.12


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


def _from(policy: str, third: str) -> str:
    admitted = ", share let in" if policy == "q_lru" else ""
    return f"from items, Zipf exponent, {third}{admitted}; then {_LIMITS}"


def _model(module: str, name: str, *first: str) -> Callable[..., Any]:
    """A function of one of the models, imported when it is computed, perhaps of one policy."""

    def compute(*values: Any) -> Any:
        return getattr(import_module(f"{__package__}.models.{module}"), name)(*first, *values)

    return compute


FUNCTIONS: dict[str, Function] = {
    "max": Function(
        meaning="the largest of its arguments; the report names the one that binds",
        rule=Rule.SAME, compute=_extreme(max, "maximum"), least=2, most=None,
    ),
    "min": Function(
        meaning="the smallest of its arguments",
        rule=Rule.SAME, compute=_extreme(min, "minimum"), least=2, most=None,
    ),
    "sum": Function(
        meaning="its arguments added up", rule=Rule.SAME, compute=_total, most=None,
    ),
    "ceil": Function(
        meaning="a count rounded up to a whole number", rule=Rule.COUNT, compute=_ceil,
    ),
    "floor": Function(
        meaning="a count rounded down to a whole number", rule=Rule.COUNT, compute=_floor,
    ),
    "round": Function(
        meaning="a count rounded to the nearest whole number", rule=Rule.COUNT, compute=_round,
    ),
    "next_power_of_two": Function(
        meaning="a count rounded up to a power of two", rule=Rule.COUNT, compute=_power_of_two,
    ),
    "next_even": Function(
        meaning="a count rounded up to an even number", rule=Rule.COUNT, compute=_even,
    ),
    "lcm": Function(
        meaning="the least common multiple of two whole counts", rule=Rule.SAME,
        compute=_model("sharding.imbalance", "least_common_multiple"), least=2, most=2,
    ),
    "sqrt": Function(
        meaning="the square root", rule=Rule.ROOT, compute=lambda value: _array(value).sqrt(value),
    ),
    "log2": Function(
        meaning="the logarithm to base 2", rule=Rule.PLAIN,
        compute=lambda value: _array(value).log2(value),
    ),
    "log10": Function(
        meaning="the logarithm to base 10", rule=Rule.PLAIN,
        compute=lambda value: _array(value).log10(value),
    ),
    "ln": Function(
        meaning="the natural logarithm", rule=Rule.PLAIN,
        compute=lambda value: _array(value).log(value),
    ),
    "exp": Function(
        meaning="e to the power of a number", rule=Rule.PLAIN,
        compute=lambda value: _array(value).exp(value),
    ),
    "time_at_present_rate": Function(
        meaning="how long the present rate would take to add what a growing rate adds in a time",
        rule=Rule.GROWTH, compute=time_at_present_rate, least=2, most=2,
    ),
    "growth_factor": Function(
        meaning="how many times as much there is after a time, by a growth that compounds",
        rule=Rule.TIMES, compute=growth_factor, least=2, most=2,
    ),
    "growth_rate": Function(
        meaning="the continuous rate ln(1 + g) of what grows by g in each period; 0 if none",
        rule=Rule.RATE, compute=growth_rate,
    ),
    "hash_imbalance": Function(
        meaning="the fullest shard over the mean, from shards and keys that a hash places",
        rule=Rule.PLAIN, compute=_model("sharding.imbalance", "hash_imbalance"), least=2, most=2,
    ),
    "ring_imbalance": Function(
        meaning="the fullest shard over the mean, from shards and points of each on a ring",
        rule=Rule.PLAIN, compute=_model("sharding.imbalance", "ring_imbalance"), least=2, most=2,
    ),
    "hottest_key_share": Function(
        meaning="the share of the most popular key, from keys and Zipf exponent",
        rule=Rule.PLAIN, compute=_model("sharding.imbalance", "hottest_key_share"), least=2, most=2,
    ),
    "front_cache_imbalance": Function(
        meaning="what a cache in front leaves, from shards, keys, Zipf exponent and keys cached",
        rule=Rule.PLAIN, compute=_model("sharding.imbalance", "front_cache_imbalance"),
        least=4, most=4,
    ),
    "hash_factor": Function(
        meaning="the fullest shard over the mean once it stays within its limits, from a load in "
        "shards and hashed keys",
        rule=Rule.PLAIN, compute=_model("sharding.shard_counts", "hash_factor"), least=2, most=2,
    ),
    "ring_factor": Function(
        meaning="the fullest shard over the mean once it stays within its limits, from a load in "
        "shards and points of each on a ring",
        rule=Rule.PLAIN, compute=_model("sharding.shard_counts", "ring_factor"), least=2, most=2,
    ),
    "hot_key_factor": Function(
        meaning="the fullest shard over the mean once it stays within its limits, from a load in "
        "shards and the share of the hottest key",
        rule=Rule.PLAIN, compute=_model("sharding.shard_counts", "hot_key_factor"), least=2, most=2,
    ),
    "coalesced_share": Function(
        meaning="the writes left when each item is written once, from items, Zipf exponent and "
        "writes",
        rule=Rule.PLAIN, compute=_model("caching.writes", "coalesced_share"), least=3, most=3,
    ),
    "stale_share": Function(
        meaning="the answers out of date, from items, Zipf exponent, reads and writes in a ttl",
        rule=Rule.PLAIN, compute=_model("caching.writes", "stale_share"), least=4, most=4,
    ),
    "racing_share": Function(
        meaning="the reads before a copy goes, from items, Zipf exponent and writes in that time",
        rule=Rule.PLAIN, compute=_model("caching.writes", "racing_share"), least=3, most=3,
    ),
    "exponent_of_the_top": Function(
        meaning="the Zipf exponent at which the first of some items gets some times the mean",
        rule=Rule.PLAIN, compute=_model("fanout", "exponent_of_the_top"), least=2, most=2,
    ),
    "authors_above": Function(
        meaning="authors with more followers than a threshold, from authors, Zipf exponent and "
        "the threshold over the mean",
        rule=Rule.LIKE_FIRST, compute=_model("fanout", "authors_above"), least=3, most=3,
    ),
    "top_share": Function(
        meaning="the share of the most popular, from items, Zipf exponent and how many of them",
        rule=Rule.PLAIN, compute=_model("fanout", "top_share"), least=3, most=3,
    ),
    "zipf_exponent": Function(
        meaning="the Zipf exponent at which a share of the items gets a share of the reads",
        rule=Rule.PLAIN, compute=_model("caching.sizing", "zipf_exponent"), least=3, most=3,
    ),
    **{
        f"{policy}_hit_ratio": Function(
            meaning=f"the hit ratio of {title} {_from(policy, 'items cached')}",
            rule=Rule.PLAIN, compute=_model("caching.sizing", "cache_hit_ratio", policy),
            least=3 + (policy == "q_lru"), most=6 + (policy == "q_lru"),
        )
        for policy, title in _POLICIES.items()
    },
    **{
        f"{policy}_items": Function(
            meaning=f"the items that {title} must hold, {_from(policy, 'hit ratio')}",
            rule=Rule.LIKE_FIRST, compute=_model("caching.sizing", "cache_items", policy),
            least=3 + (policy == "q_lru"), most=6 + (policy == "q_lru"),
        )
        for policy, title in _POLICIES.items()
    },
    **{
        f"{policy}_turnover": Function(
            meaning=f"one over the requests that an item nobody asks for stays in {title} "
            f"{_from(policy, 'items cached')}",
            rule=Rule.PLAIN, compute=_model("caching.sizing", "cache_turnover", policy),
            least=3 + (policy == "q_lru"), most=6 + (policy == "q_lru"),
        )
        for policy, title in _POLICIES.items()
        if policy != "lfu"
    },
    **{
        f"{kind}_items": Function(
            meaning=f"the items that are there if they expire so many requests after they were "
            f"{last}, from items, Zipf exponent, requests, share of writes",
            rule=Rule.LIKE_FIRST, compute=_model("caching.sizing", "unexpired_items", kind),
            least=3, most=4,
        )
        for kind, last in (("ttl", "read in"), ("idle", "last read"))
    },
    "items_in_room": Function(
        meaning="the items in an lru cache with room for so many of the mean size, from items, "
        "Zipf exponent, room, size as requests see it over the mean size, share of writes",
        rule=Rule.LIKE_FIRST, compute=_model("caching.sizing", "items_in_room"), least=4, most=5,
    ),
    "room_for_items": Function(
        meaning="the room, in items of the mean size, that items in an lru cache take, from items, "
        "Zipf exponent, items cached, size as requests see it over the mean size, share of writes",
        rule=Rule.LIKE_FIRST, compute=_model("caching.sizing", "room_for_items"), least=4, most=5,
    ),
    "reachable": Function(
        meaning="the first of two hit ratios, if it is not above the second, the highest there is",
        rule=Rule.PLAIN, compute=_model("caching.sizing", "reachable_hit_ratio"), least=2, most=2,
    ),
}  # fmt: skip
