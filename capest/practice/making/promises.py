"""Questions about write strategies: which one keeps what is promised, by a table of properties."""

from __future__ import annotations

from itertools import combinations

from ..material import Chance
from ..question import OptionKey, Question, options
from .facts import Promise, promises, strategies

TOPIC = "writes"

_PAR = 40  # seconds


def asked_together() -> dict[str, tuple[Promise, ...]]:
    """The promises, one or two, that just one strategy keeps, by the name that ids give them."""
    found: dict[str, tuple[Promise, ...]] = {}
    singles = [promise for promise in promises() if _only_keeper((promise,))]
    for promise in singles:
        found[promise.name] = (promise,)
    others = [promise for promise in promises() if promise not in singles]
    for pair in combinations(others, 2):
        if _only_keeper(pair):
            found[".".join(promise.name for promise in pair)] = pair
    return found


def _only_keeper(together: tuple[Promise, ...]) -> str | None:
    """The one strategy that keeps all promises, if each other one breaks one of them."""
    keepers = [name for name in strategies() if all(name in one.kept_by for one in together)]
    broken = {name for one in together for name in one.broken_by}
    if len(keepers) != 1 or {*broken, *keepers} != set(strategies()):
        return None
    return keepers[0]


def level_of(together: tuple[Promise, ...]) -> int:
    """One promise is one look, two are to be put together."""
    return len(together)


def promise_question(key: str, together: tuple[Promise, ...], random: Chance) -> Question | None:
    """The question which strategy keeps some promises."""
    keeper, names = _only_keeper(together), strategies()
    if keeper is None:
        return None
    others = [name for name in names if name != keeper]
    left = sorted((keeper, random.choice(others)), key=names.index)
    what = "this promise" if len(together) == 1 else "both promises"
    broken = [name for name in names if name in together[0].broken_by]
    out = broken if len(together) > 1 else broken[: len(broken) // 2]
    return Question(
        id=key,
        kind="cache",
        topic=TOPIC,
        level=level_of(together),
        prompt=(
            f"Which strategy of writing past or through a cache keeps {what}?",
            *(f"  - {one.says}" for one in together),
            *options(names),
        ),
        key=OptionKey(options=names, right=names.index(keeper)),
        hints=(
            "what a write does: to the store, to the cache, and what it waits for",
            f"'{together[0].says}' is not kept by {', '.join(out)}",
            f"{' or '.join(left)}: one of them keeps {what}",
        ),
        derivation=tuple(
            f"{one.says}: kept by {', '.join(_in_order(one.kept_by))}; "
            f"not by {', '.join(_in_order(one.broken_by))} ({one.source}, {one.date})"
            for one in together
        ),
        mental_path=(f"only {keeper} keeps {what}",),
        par_seconds=_PAR,
    )


def _in_order(names: frozenset[str]) -> list[str]:
    return [name for name in strategies() if name in names]
