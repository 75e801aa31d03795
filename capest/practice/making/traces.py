"""Questions about eviction: the first steps of a trace are told, the rest is to be worked out."""

from __future__ import annotations

from collections.abc import Iterator

from ...models.traces.farthest_next import next_requests
from ...models.traces.replay import ReplayStep, new_policy, steps
from ...quantities import Quantity
from ...records import record
from ..material import Chance
from ..question import NumberKey, OptionKey, Question, options

TOPIC = "eviction"

ASKS = ("hits", "victim")
"""How many hits in all; which key the last request evicts."""

COURSE = 0
"""The seed of the stream that courses use."""

_COURSE_KEYS = tuple("1234212134")
_COURSE_SIZE = 3

RULES = {
    "fifo": "the key that came in first goes",
    "lifo": "the key that came in last goes",
    "lru": "the key that was not asked for the longest goes",
    "mru": "the key that was asked for last goes",
    "lfu": "the key asked for least since it came in goes; of equals, as lru",
    "opt": "the key whose next request is farthest away goes",
}
"""What a full cache evicts on a miss, in the order of a course."""

_LEVELS = {"fifo": 1, "lifo": 1, "lru": 2, "mru": 2, "lfu": 3, "opt": 3}
_PAR = (60, 75, 90)  # seconds, by level
_SIZES = (2, 3, 3, 4)
_SHORTEST, _LENGTHS = 8, 4  # requests, and how many lengths there are
_FEWEST_EVICTIONS = 3
_ROW = 12  # requests of a trace in one line


@record(kw_only=True)
class Trace:
    """A stream, the size of its cache, and what one policy does with it."""

    policy: str
    size: int
    keys: tuple[str, ...]
    steps: tuple[ReplayStep, ...]

    @property
    def hits(self) -> int:
        """How many requests find their key."""
        return sum(step.hit for step in self.steps)

    @property
    def evictions(self) -> tuple[int, ...]:
        """The places of the requests that evict a key, from 0."""
        return tuple(place for place, step in enumerate(self.steps) if step.victim)


def trace_of(policy: str, size: int, keys: tuple[str, ...]) -> Trace:
    """What a policy does with a stream."""
    following = next_requests([keys]) if policy == "opt" else ()
    cache = new_policy(policy, size, following=following)
    return Trace(policy=policy, size=size, keys=keys, steps=tuple(steps(cache, keys)))


def level_of(policy: str) -> int:
    """1 for queues and stacks, 2 for recency, 3 for counts and the future."""
    return _LEVELS[policy]


def fits(policy: str, what: str) -> bool:
    """Whether a policy can be asked for it: opt chooses freely among keys never asked for again."""
    return policy in RULES and what in ASKS and not (policy == "opt" and what == "victim")


def trace_question(key: str, policy: str, what: str, seed: int, random: Chance) -> Question:
    """The question of a seed."""
    trace = _trace(policy, seed, random)
    return _hits(key, trace) if what == "hits" else _victim(key, trace, random)


def _trace(policy: str, seed: int, random: Chance) -> Trace:
    """A stream with hits and evictions enough to be worth a question."""
    if seed == COURSE:
        return trace_of(policy, _COURSE_SIZE, _COURSE_KEYS)
    while True:  # about every second stream will do
        size = random.choice(_SIZES)
        known = [str(number) for number in range(1, size + 3)]
        keys = tuple(random.choice(known) for _ in range(_SHORTEST + random.randrange(_LENGTHS)))
        trace = trace_of(policy, size, keys)
        first = trace.evictions[0] if trace.evictions else len(keys)
        later = sum(step.hit for step in trace.steps[first + 1 :])
        if len(trace.evictions) >= _FEWEST_EVICTIONS and later:
            return trace


def _hits(key: str, trace: Trace) -> Question:
    known = trace.evictions[0] + 1
    middle = (known + len(trace.keys)) // 2
    first = sum(step.hit for step in trace.steps[:middle])
    working = f"{first} hits in {middle} requests + {trace.hits - first} in the rest"
    return Question(
        id=key,
        kind="cache",
        topic=TOPIC,
        level=level_of(trace.policy),
        prompt=(
            f"A cache for {_keys(trace.size)} evicts by {trace.policy}: how many hits in all?",
            *_told(trace, len(trace.keys), known),
        ),
        key=NumberKey(truth=Quantity(float(trace.hits)), is_exact=True),
        hints=(
            f"a request is a hit if its key is held; {_keys(trace.size)} are held at most",
            _held(trace, middle),
            f"{working} = ?",
        ),
        derivation=(*_worked(trace), _others(trace)),
        mental_path=(f"{working} = {trace.hits}",),
        par_seconds=_PAR[level_of(trace.policy) - 1],
    )


def _victim(key: str, trace: Trace, random: Chance) -> Question:
    """Which key the last of some requests evicts, after at least one other eviction."""
    place = random.choice(trace.evictions[1:])
    step, before = trace.steps[place], trace.steps[place - 1]
    if step.victim is None:
        raise TypeError("a request that evicts nothing")
    cut = trace_of(trace.policy, trace.size, trace.keys[: place + 1])
    keys = {mark.partition(":")[0] for mark in before.contents}  # its policy's mark is behind it
    held = tuple(sorted(keys - {step.request}))
    return Question(
        id=key,
        kind="cache",
        topic=TOPIC,
        level=level_of(trace.policy),
        prompt=(
            f"A cache for {_keys(trace.size)} evicts by {trace.policy}: "
            "which key does the last request evict?",
            *_told(cut, place + 1, trace.evictions[0] + 1),
            *options(held),
        ),
        key=OptionKey(options=held, right=held.index(step.victim)),
        hints=(
            f"{_keys(trace.size)} are held, and {step.request} is not one of them",
            f"{trace.policy}: {RULES[trace.policy]}",
            _held(trace, place),
        ),
        derivation=_worked(cut),
        mental_path=(f"{_held(trace, place)}; {step.victim} goes",),
        par_seconds=_PAR[level_of(trace.policy) - 1],
    )


def _keys(number: int) -> str:
    return f"{number} keys"


def _told(trace: Trace, many: int, known: int) -> Iterator[str]:
    """The rule, the requests, and what the first of them do."""
    yield f"  {trace.policy}: {RULES[trace.policy]}"
    yield f"  requests: {' '.join(trace.keys[:many])}"
    begun = " ".join(_done(step) for step in trace.steps[:known])
    yield f"  it begins: {begun}"
    yield f"  (m a miss, h a hit, m(-{trace.steps[known - 1].victim}) a miss that evicts a key)"


def _done(step: ReplayStep) -> str:
    if step.hit:
        return "h"
    return f"m(-{step.victim})" if step.victim else "m"


def _held(trace: Trace, many: int) -> str:
    """What is held after some requests, in the policy's own order."""
    contents = " ".join(trace.steps[many - 1].contents)
    order = new_policy(trace.policy, 1).order
    return f"after {many} requests it holds {contents} ({order})"


def _worked(trace: Trace) -> tuple[str, ...]:
    """Every request with what it does."""
    told = [f"{step.request} {_done(step)}" for step in trace.steps]
    return tuple(", ".join(told[start : start + _ROW]) for start in range(0, len(told), _ROW))


def _others(trace: Trace) -> str:
    """The hits of every policy on the same stream."""
    found = (f"{name} {trace_of(name, trace.size, trace.keys).hits}" for name in RULES)
    return f"hits of {len(trace.keys)} requests: {', '.join(found)}"
