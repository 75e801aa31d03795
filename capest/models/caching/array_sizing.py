"""Cache sizing for many samples at once: what `hit_ratio` and `object_sizes` are for one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..array_laws import Laws, harmonic, laws_of, ranked_laws
from ..elementary import NOISE
from ..popularity import LARGEST_EXPONENT
from ..roots import roots
from .array_policies import ArrayPolicy
from .hit_ratio import FOREVER
from .object_sizes import STEEPEST


def hit_ratios(
    array: Any, name: str, expired: str, *, items: Any, popularity: Any, **given: Any
) -> Any:
    """The hit ratios of caches of so many items, or the highest there are."""
    policy, cached = ArrayPolicy.of(array, name, expired, **given), given.get("cached")
    if name == "lfu":
        ranked = ranked_laws(array, items, popularity)
        kept = policy.chances(ranked.laws)
        whole = ranked.laws.over(ranked.laws.shares * kept)
        found = whole if cached is None else ranked.top_share(cached, kept)
    else:
        laws = laws_of(array, items, popularity)
        time = _forever(laws)
        if cached is not None:
            time = array.minimum(time, _characteristic_time(laws, policy, cached))
        found = _hits(laws, policy, time)
    right = policy.right
    if cached is not None:
        right = right & (cached >= 0) & (cached <= items * (1 + 1e-9))
    return array.where(right, found, math.nan)


def items_to_cache(
    array: Any, name: str, expired: str, *, items: Any, popularity: Any, **given: Any
) -> Any:
    """The items of caches that answer so much, or with room for all."""
    policy, wanted = ArrayPolicy.of(array, name, expired, **given), given.get("hit_ratio")
    if name == "lfu":
        ranked = ranked_laws(array, items, popularity)
        kept = policy.chances(ranked.laws)
        if wanted is None:
            return array.where(policy.right, ranked.laws.over(ranked.laws.counts * kept), math.nan)
        highest = array.minimum(1.0, ranked.laws.over(ranked.laws.shares * kept) + NOISE)
        found = ranked.top_items(wanted, kept)
    else:
        laws = laws_of(array, items, popularity)
        forever = _forever(laws)
        if wanted is None:
            return array.where(policy.right, _occupied(laws, policy, forever), math.nan)
        highest = _hits(laws, policy, forever)
        longest = array.minimum(policy.useful_time, forever)
        time = _time(
            array,
            lambda time: _hits(laws, policy, time),
            wanted,
            wanted * laws.effective_items,
            longest,
        )
        found = _occupied(laws, policy, time)
    right = policy.right & (wanted >= 0) & (wanted <= 1) & (wanted <= highest + NOISE)
    return array.where(right, found, math.nan)


def turnovers(
    array: Any, name: str, expired: str, *, items: Any, popularity: Any, cached: Any, **given: Any
) -> Any:
    """One over the reads for which items stay; nan where nothing leaves."""
    policy = ArrayPolicy.of(array, name, expired, **given)
    time = _characteristic_time(laws_of(array, items, popularity), policy, cached)
    right = policy.right & (time > 0) & (time < math.inf)
    return array.where(right, 1 / (time * (1 - policy.writes)), math.nan)


def items_in_room(
    array: Any, *, items: Any, popularity: Any, room: Any, served_size: Any, **writes: Any
) -> Any:
    """The items of LRU caches whose sizes go with popularity."""
    policy, laws = (
        ArrayPolicy.of(array, "lru", "stays", **writes),
        laws_of(array, items, popularity),
    )
    sizes = _relative_sizes(laws, served_size)
    at_least = room / laws.over(laws.shares * sizes)
    time = _time(
        array, lambda time: _filled(laws, policy, sizes, time), room, at_least, _forever(laws)
    )
    return array.where(policy.right & (room >= 0), _occupied(laws, policy, time), math.nan)


def room_for_items(
    array: Any, *, items: Any, popularity: Any, cached: Any, served_size: Any, **writes: Any
) -> Any:
    """The room that the items of such caches take."""
    policy, laws = (
        ArrayPolicy.of(array, "lru", "stays", **writes),
        laws_of(array, items, popularity),
    )
    sizes = _relative_sizes(laws, served_size)
    time = array.minimum(_characteristic_time(laws, policy, cached), _forever(laws))
    return array.where(policy.right & (cached >= 0), _filled(laws, policy, sizes, time), math.nan)


def zipf_exponents(array: Any, items: Any, share_of_items: Any, share_of_reads: Any) -> Any:
    """The exponents at which a share of the items gets a share of the reads."""

    def excess(exponent: Any) -> Any:
        top = harmonic(array, share_of_items * items, exponent)
        return top / harmonic(array, items, exponent) - share_of_reads

    low = array.zeros_like(share_of_items + share_of_reads + items)
    found = roots(array, excess, low, array.asarray(LARGEST_EXPONENT))
    found = array.where(share_of_items == share_of_reads, 0.0, found)
    right = (share_of_items > 0) & (share_of_items <= share_of_reads) & (share_of_reads < 1)
    return array.where(right & (items >= 1), found, math.nan)


def reachable(array: Any, ratio: Any, highest: Any) -> Any:
    """The ratios that are within reach."""
    return array.where((ratio <= 1 + NOISE) & (ratio <= highest + NOISE), ratio, math.nan)


def _forever(laws: Laws) -> Any:
    return FOREVER / laws.least


def _hits(laws: Laws, policy: ArrayPolicy, time: Any) -> Any:
    found = laws.over(laws.shares * policy.hits(laws, time))
    return laws.array.where(found > 1 - NOISE, 1.0, found)


def _occupied(laws: Laws, policy: ArrayPolicy, time: Any) -> Any:
    return laws.over(laws.counts * policy.occupancies(laws, time))


def _filled(laws: Laws, policy: ArrayPolicy, sizes: Any, time: Any) -> Any:
    return laws.over(laws.counts * sizes * policy.occupancies(laws, time))


def _characteristic_time(laws: Laws, policy: ArrayPolicy, cached: Any) -> Any:
    array, forever = laws.array, _forever(laws)
    time = _time(array, lambda time: _occupied(laws, policy, time), cached, cached, forever)
    never = cached >= _occupied(laws, policy, forever) * (1 - NOISE)
    return array.where(cached >= 0, array.where(never, math.inf, time), math.nan)


def _time(
    array: Any, reached: Callable[[Any], Any], target: Any, at_least: Any, longest: Any
) -> Any:
    """When it is reached; `longest` if only then or later."""

    def excess(power: Any) -> Any:
        return reached(array.exp(power)) - target

    low = array.log(array.maximum(at_least, math.ulp(0.0))) - math.log(2)
    found = array.exp(roots(array, excess, low, array.log(longest) + NOISE))
    found = array.where(reached(longest) <= target, longest, array.minimum(found, longest))
    return array.where(target == 0, 0.0, found)


def _relative_sizes(laws: Laws, served: Any) -> Any:
    """The sizes over the mean, as in `object_sizes`; nan where no power gives that."""
    array = laws.array

    def sizes(power: Any) -> Any:
        powers = power * array.log(laws.probabilities)
        there = array.where(laws.counts > 0, powers, -math.inf)
        found = array.exp(powers - array.max(there, axis=-1, keepdims=True))
        found = array.where(laws.counts > 0, found, 0.0)
        return found * laws.over(laws.counts) / laws.over(laws.counts * found)

    def excess(power: Any) -> Any:
        return array.log(laws.over(laws.shares * sizes(power)) / served)

    low = array.zeros_like(served + laws.least) - STEEPEST
    power = roots(array, excess, low, array.asarray(STEEPEST))
    return array.where(served == 1, 1.0, sizes(power))
