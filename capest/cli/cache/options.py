"""What the options of `capest cache` ask for, once they are understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...models.traces.least_frequent import Ties
from ...models.traces.replay import POLICIES, RANDOM, ReplayRequest
from ...problems import passage_of
from ...records import record
from ..console import reject
from ..options import check_choice

MOST_SIZES = 60
"""Each size is a cache of its own, and the bars of a plot fit a line."""

_MOST_DIGITS = 15


@record(kw_only=True)
class TraceOptions:
    """What to replay: the keys of a stream, or the name of a trace; and through what."""

    keys: tuple[str, ...]
    trace: str | None
    request: ReplayRequest


def understood(
    words: Sequence[str], trace: str | None, policies: str, sizes: tuple[str, str], ties: str
) -> TraceOptions:
    """What the options say; `sizes` are --size and --sizes. Raises CapestError."""
    keys = tuple(re.split(r"[\s,]+", " ".join(words).strip(" ,\t\n")))
    keys = () if keys == ("",) else keys
    if bool(words) == bool(trace):
        message = "a stream and a trace are given" if words else "no requests are given"
        reject("which-requests", message, 'write either "1 2 3 1" or --trace FILE')
    if words and not keys:
        reject("empty-trace", "the stream holds no request", 'write keys, as in "1 2 3 1"')
    check_choice("ties", ties, [*Ties], "a rule for ties")
    one, several = sizes
    if not one and not several:
        reject("cache-size", "no cache size is given", "--size 3 or --sizes 1..10 gives it")
    return TraceOptions(
        keys=keys,
        trace=trace,
        request=ReplayRequest(
            policies=_policies(policies),
            size=_size("--size", one) if one else None,
            sizes=_sizes(several) if several else (),
            ties=Ties(ties),
        ),
    )


def sample_rate(text: str, options: TraceOptions) -> int:
    """One in how many keys --sample takes; 1 without it. Raises CapestError."""
    if not text:
        return 1
    found = re.fullmatch(r"\s*1\s*/\s*(\d{1,6})\s*", text)
    rate = int(found[1]) if found else 0
    if rate < 2:
        reject("sample", f"'{text}' is no part of the keys", "write it as in --sample 1/16")
    if not options.trace:
        reject("sample", "a stream in words is too short to sample", "name a trace: --trace FILE")
    small = [size for size in options.request.every_size() if size < rate]
    if small:
        told = f"a cache of {small[0]:,} keys has less than one in {rate:,} of them"
        reject("sample", told, "sample more of the keys, or name larger sizes")
    return rate


def _policies(text: str) -> tuple[str, ...]:
    names = [name.strip().lower() for name in text.split(",")]
    for name in names:
        check_choice("policy", name, [*POLICIES, RANDOM], "an eviction policy")
    return tuple(dict.fromkeys(names))


def _sizes(text: str) -> tuple[int, ...]:
    """Sizes from a list of sizes and ranges, ascending."""
    found: set[int] = set()
    for part in text.split(","):
        first, dots, last = part.partition("..")
        start = _size("--sizes", first)
        end = _size("--sizes", last) if dots else start
        if end < start:
            reject("cache-size", f"'{part}' runs backwards", f"write {end}..{start}")
        found.update(range(start, min(end, start + MOST_SIZES) + 1))
    if len(found) > MOST_SIZES:
        hint = "name some of them, as in 100,1k,10k"
        reject("cache-size", f"these are more than {MOST_SIZES} sizes", hint)
    return tuple(sorted(found))


def _size(option: str, text: str) -> int:
    """A number of keys, in the grammar of all numbers (100k)."""
    text = text.strip()
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        value: float = int(text)
    else:
        from ...engine.calculate import calculate  # not needed for a plain number

        quantity = calculate(passage_of(option, text))
        if any(atom.dimension != "count" for atom, _ in quantity.unit.powers):
            reject("cache-size", f"'{text}' is not a number of keys", "a size counts keys")
        value = quantity.value
    if value < 1 or value != int(value):
        hint = "a cache holds one key or more"
        reject("cache-size", f"'{text}' is not a size of a cache", hint)
    return int(value)
