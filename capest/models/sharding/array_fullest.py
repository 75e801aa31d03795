"""How full the fullest shard is, for many samples at once: what `fullest` is for one.

Values are columns; the parts of the keys are rows beside them, and may have no keys.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from ..array_laws import alike_shares, are_laws, part_shares
from ..elementary import NOISE, ceil
from .array_placing import CLOSE, ArrayKeys
from .array_tilts import LoadSearch
from .fullest import EXACT, MOST_OVER_LIMIT, MOST_SHARDS, OF_THE_MEAN, RATIO
from .placed_keys import HOTTEST, MOST_STEPS

_HARDLY_ANY = 1e-300
"""Shards above a load, where an estimate of them comes to nothing."""


def imbalances(array: Any, placed: str, shards: Any, keys: Any, exponent: Any, points: Any) -> Any:
    """The means of the fullest shards over those of all."""
    (found,) = _keys_of(array, placed, keys, points, exponent)
    shards = shards + 0 * keys

    settled = (shards <= 1) | found.is_even
    least = 1 + (shards - 1) * found.hottest
    load = _fullest(found, array.where(settled, math.nan, shards), least)
    load = array.minimum(shards, array.maximum(least, load))
    load = array.where(settled, 1.0, load)
    right = are_laws(keys, exponent) & (points >= 1) & (shards <= MOST_SHARDS)
    return array.where(right, load, math.nan)


def _fullest(keys: ArrayKeys, shards: Any, least: Any) -> Any:
    """The load that so few shards are above as the fullest is on average; 1 where no more are above
    the mean. By Newton's steps; up to what the shard of a hot key has for certain, one or more are.
    """
    array, search = keys.array, LoadSearch()
    low, high = 0 * shards, array.log(shards)
    squares = array.sum(keys.counts * keys.shares**2, axis=-1, keepdims=True) * (shards - 1)
    guess = array.maximum(array.log(least), array.log1p(array.sqrt(2 * squares * high)))
    even = keys.above(shards, array.exp(low), search=search) <= OF_THE_MEAN
    low = array.maximum(low, array.log(array.where(search.certain > 1, search.certain, 1.0)))
    now = array.where(low > 0, low + CLOSE / 3, array.minimum(guess, (9 * high + low) / 10))
    found = array.where(even, 0.0, now)
    place, now = array.arange(len(now)), array.where(even, math.nan, now)
    for _ in range(MOST_STEPS):
        left = array.nonzero(~array.isnan(now)[:, 0])[0]
        if not len(left):
            break
        if 2 * len(left) <= len(now):  # those that are found are left out
            keys, search, place = keys.only(left), LoadSearch(), place[left]
            shards, low, high, now = (each[left] for each in (shards, low, high, now))
        load = array.exp(now)
        above = array.maximum(keys.above(shards, load, search=search), _HARDLY_ANY)
        rises = above > OF_THE_MEAN
        low, high = array.where(rises, now, low), array.where(rises, high, now)
        new = now + array.log(above / OF_THE_MEAN) * above / (search.falls * load)
        near = (abs(new - now) <= CLOSE) | (high - low <= CLOSE)
        new = array.where((low < new) & (new < high), new, (low + high) / 2)
        found[place] = array.where(array.isnan(now), found[place], new)
        now = array.where(near, math.nan, new)
    return array.exp(found)


def fullest_shards(
    array: Any, placed: str, load: Any, keys: Any, exponent: Any, points: Any
) -> Any:
    """The fewest shards of which the fullest stays within its limits."""
    (found,) = _keys_of(array, placed, keys, points, exponent)
    return array.where(
        are_laws(keys, exponent) & (points >= 1), _least(found, load + 0 * keys), math.nan
    )


def shared_shards(  # noqa: PLR0913, PLR0917 - as in formulas
    array: Any,
    placed: str,
    writes: Any,
    write_exponent: Any,
    reads: Any,
    read_exponent: Any,
    keys: Any,
    points: Any,
) -> Any:
    """As `fullest_shards`, for writes and reads of one budget."""
    written, read = _keys_of(array, placed, keys, points, write_exponent, read_exponent)
    load = writes + reads
    part = array.where(load > 0, writes / array.where(load > 0, load, 1.0), 0.0)
    mixed = replace(written, shares=part * written.shares + (1 - part) * read.shares)
    right = are_laws(keys, write_exponent) & are_laws(keys, read_exponent) & (points >= 1)
    return array.where(right, _least(mixed, load + 0 * keys), math.nan)


def _keys_of(array: Any, placed: str, keys: Any, points: Any, *exponents: Any) -> list[ArrayKeys]:
    """The keys by each exponent, in the same parts."""
    if any(bool(array.any(exponent != 0)) for exponent in exponents):
        parts = [part_shares(array, keys, exponent, EXACT, RATIO) for exponent in exponents]
    else:
        parts = [alike_shares(array, keys, HOTTEST) for _ in exponents]
    is_split = placed == "split"  # in equal numbers, whatever a ring would do
    points = array.asarray(math.inf) if is_split else points
    return [ArrayKeys(array, *part, points, is_split) for part in parts]


def _least(keys: ArrayKeys, load: Any) -> Any:
    """As `fullest`, but the number is looked for where those above a limit, by their logarithm, are
    about as many as may be; each third time half way.
    """
    array, even, search = keys.array, ceil(load), LoadSearch()

    def over(shards: Any) -> Any:
        """By how much too many are above; nan of shards that are nan."""
        above = keys.above(shards, shards / load, is_limited=True, search=search)
        return array.log(array.maximum(above, _HARDLY_ANY) / MOST_OVER_LIMIT)

    settled = (even <= 1) | keys.is_even
    right = settled | (load * keys.hottest < 1 - NOISE)
    sought = right & ~settled
    squares = array.sum(keys.counts * keys.shares**2, axis=-1, keepdims=True)
    deviations = array.sqrt(2 * array.log(even / MOST_OVER_LIMIT) * squares * even)
    low, high = even - 1, array.maximum(even, ceil(load * (1 + deviations)))
    at_low = array.log(even / MOST_OVER_LIMIT)
    at_high = over(array.where(sought, high, math.nan))
    while bool(array.any(few := sought & ~(at_high <= 0))):
        low, at_low = array.where(few, high, low), array.where(few, at_high, at_low)
        high = array.where(few, 2 * high - even + 1, high)
        at_high = array.where(few, over(array.where(few, high, math.nan)), at_high)
        right = right & (high <= MOST_SHARDS)
        sought = sought & right
    step = 0
    while bool(array.any(between := sought & (high - low > 1))):
        part = at_low / (at_low - at_high) if step % 3 < 2 else 0.5
        middle = array.clip(array.floor(low + part * (high - low)), low + 1, high - 1)
        at = over(array.where(between, middle, math.nan))
        few = between & ~(at <= 0)
        fits = between & (at <= 0)
        low, at_low = array.where(few, middle, low), array.where(few, at, at_low)
        high, at_high = array.where(fits, middle, high), array.where(fits, at, at_high)
        step += 1
    return array.where(right, array.where(settled, even, high), math.nan)
