"""How unevenly keys are asked for: what a cache of reads would meet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..models.distributions import Z_OF_ENDS
from ..models.traces.trace_fit import FARTHEST_OFF, Reason, TraceFit
from .days import student
from .learnt import Fact, NotLearnt
from .seen import Seen

WORKING = 0.8
"""The share of reads that goes to the working set; a fifth of the items by Pareto's rule."""
FEWEST_SAMPLED = 1_000
"""Keys of a sample: a hot one in it or not moves it by points. Measured: one in 1,000 of 1e6 keys
was 5 to 11 points off."""


def facts(seen: Seen) -> Iterator[Fact | NotLearnt]:
    """The working set, and the Zipf law where there is one."""
    if seen.keys is None:
        why = "no column says what was read; --columns key=NAME names it"
        yield NotLearnt(name="popularity", why=why)
        return
    fit, rate = seen.keys.fit, seen.keys.rate
    known = fit.working_set
    if rate > 1 and known.keys < rate * FEWEST_SAMPLED:
        yield NotLearnt(name="popularity", why=f"fewer than {FEWEST_SAMPLED:,} keys were sampled")
        return
    sampled = f", of one key in {rate} by their hash" if rate > 1 else ""
    working = known.top(WORKING).keys
    yield Fact(
        name="working_set",
        value=working,
        unit="items",
        spread=Z_OF_ENDS * math.sqrt((rate - 1) * known.keys) / working,
        how=f"the keys that most reads ask for, up to {100 * WORKING:.0f}% of these, "
        f"of {known.keys:,} keys{sampled}",
    )
    if known.mean_size and known.sized > 1:
        how = f"mean bytes of {known.sized:,} keys{sampled}, the last answer of each"
        spread = max(student(known.sized - 1) * known.size_error, 0.0001)
        yield Fact(name="key_size", value=known.mean_size, unit="B", spread=spread, how=how)
    yield from _law(fit, sampled)


def _law(fit: TraceFit, sampled: str) -> Iterator[Fact | NotLearnt]:
    law = fit.law
    if law is None or fit.reason or law.exponent < 0.005:
        yield NotLearnt(name="popularity", why=_why(fit))
        return
    low, high = law.exponent_ends
    worst = 100 * fit.worst.gap if fit.worst else 0.0
    yield Fact(
        name="key_exponent",
        value=law.exponent,
        unit="",
        spread=(high - low) / 2 / law.exponent,
        how=f"Zipf's law by the method of moments{sampled}; hit ratios of LRU by it are within "
        f"{math.ceil(10 * worst) / 10} points of the log's at any size",
    )
    if not fit.knows_items:
        why = f"open, at least {fit.working_set.keys:,}: the rare ones were asked for once"
        yield NotLearnt(name="different_keys", why=why)
        return
    fewest, most = law.items_ends
    how = f"{fit.working_set.keys:,} seen, the others by the law{sampled}"
    # There are at least as many as were seen, which cuts one side off that has an equal.
    side = max(math.log(most / law.items), math.log(law.items / fewest))
    yield Fact(name="different_keys", value=law.items, unit="items", spread=side, how=how)


def _why(fit: TraceFit) -> str:
    match fit.reason:
        case Reason.ONE_KEY:
            return "one key is all that is read"
        case Reason.NO_REPEAT:
            return "no key is read twice"
        case Reason.LOOP:
            return f"the reads go round {fit.working_set.keys:,} keys in a loop"
        case Reason.TOO_SHORT:
            return "too few reads of a key that was read before"
        case Reason.NOT_ZIPF:
            off = 100 * fit.worst.gap if fit.worst else 100 * FARTHEST_OFF
            return f"no power law, or a scan or a drift: {off:.0f} points off in LRU's hit ratio"
    return "all keys are read alike"


def are_known(found: Sequence[Fact]) -> bool:
    """Whether that is enough for a cache."""
    return {"key_exponent", "different_keys", "working_set"} <= {fact.name for fact in found}
