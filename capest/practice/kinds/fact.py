"""Fact: powers, seconds, availability and latencies, the numbers that estimates start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from ...quantities import humanise
from ..making.explanation import explain
from ..making.facts import DefinedFact, Latency, definitions, latencies
from ..making.mental import power_of_ten
from ..making.possible_slips import slips_among
from ..material import Chance, Material, Wanted, estimate_of
from ..question import NumberKey, Question, RealFact, asked

TOPICS = ("powers", "time", "availability", "latency")
ABOUT_SCENARIOS = False

_FEWEST, _MOST = 5, 1e7  # times that two rows of a table lie apart, to be worth a question
_PAR = (20, 30, 45)  # seconds, by level


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """Questions without end; of the pairs of a table, one at a time."""
    keys = [_key(item) for item in definitions() if wanted.fits(item.topic, item.level)]
    keys += [_key(row) for row in latencies() if wanted.fits("latency", 2)]
    pairs = [_key_of_pair(*pair) for pair in _rows_apart() if wanted.fits("latency", 3)]
    while keys or pairs:
        some = [random.choice(pairs) for _ in range(max(len(keys) // 10, 1)) if pairs]
        round_of_keys = [*keys, *some]
        random.shuffle(round_of_keys)
        for key in round_of_keys:
            found = question(key, material)
            if found:
                yield found


def question(key: str, material: Material) -> Question | None:  # noqa: ARG001  # needs no scenario
    """The question of an id such as `fact.day`, `fact.dean.ssd` or `fact.dean.ssd.memory`."""
    maker = _makers().get(key)
    return maker() if maker else None


@lru_cache(maxsize=1)
def _makers() -> dict[str, Callable[[], Question]]:
    makers: dict[str, Callable[[], Question]] = {}
    for item in definitions():
        makers[_key(item)] = lambda item=item: _definition(item)  # type: ignore[misc]
    for row in latencies():
        makers[_key(row)] = lambda row=row: _latency(row)  # type: ignore[misc]
    for slow, fast in _rows_apart():
        key = _key_of_pair(slow, fast)
        makers[key] = lambda slow=slow, fast=fast: _ratio(slow, fast)  # type: ignore[misc]
    return makers


def _key(item: DefinedFact | Latency) -> str:
    return f"fact.{f'{item.table}.' if isinstance(item, Latency) else ''}{item.name}"


def _key_of_pair(slow: Latency, fast: Latency) -> str:
    return f"{_key(slow)}.{fast.name}"


def _rows_apart() -> list[tuple[Latency, Latency]]:
    rows = [(row, row.quantity.to("s")) for row in latencies()]
    return [
        (slow, fast)
        for fast, short in rows
        for slow, long in rows
        if slow.table == fast.table and _FEWEST <= long / short <= _MOST
    ]


# --- definitions ---


def _definition(item: DefinedFact) -> Question:
    given = "\n".join(f"  {name}: {value}" for name, value in item.given.items())
    text = f"assumptions:\n{given}\nderived:\n  answer: {item.expression}\n"
    explained = explain(estimate_of(text), "answer")
    truth = explained.truth
    digits = truth.value if truth.value == int(truth.value) else float(f"{truth.value:.9g}")
    exact = humanise(digits, truth.unit, exact=True)
    counts = not truth.unit.powers or "how many" in item.ask.lower()
    return Question(
        id=_key(item),
        kind="fact",
        topic=item.topic,
        level=item.level,
        prompt=(item.ask if counts else f"{item.ask} ({asked(truth.unit)})",),
        key=NumberKey(
            truth=truth,
            alternatives=explained.alternatives,
            is_exact=item.is_exact,
            only_in_unit=counts,
            slips=explained.slips,
        ),
        hints=explained.hints,
        derivation=explained.derivation,
        mental_path=explained.mental_path,
        par_seconds=_PAR[item.level - 1],
        fact=RealFact(
            text=exact, source=item.source, date=item.date, second_hand="", label="exactly"
        ),
    )


# --- latencies ---


def _latency(row: Latency) -> Question:
    truth, beside = row.quantity, _neighbour(row)
    times = truth.to("ns") / beside.quantity.to("ns")
    sign = "×" if times >= 1 else "÷"
    step = f"{beside.text} {sign} {power_of_ten(float(f'{max(times, 1 / times):.2g}'))}"
    order = "slower" if times >= 1 else "faster"
    return Question(
        id=_key(row),
        kind="fact",
        topic="latency",
        level=2,
        prompt=(f"{row.said}: how long does {row.what} take? ({asked(truth.unit)})",),
        key=NumberKey(truth=truth, slips=slips_among((truth, beside.quantity))),
        hints=(
            f"a time; {order} than {beside.what}",
            f"how many times {beside.what}, which takes {beside.text}",
            f"{step} = ?",
        ),
        derivation=(f"{row.what} = {row.text}", f"{beside.what} = {beside.text}"),
        mental_path=(f"{step} = {row.text}",),
        par_seconds=_PAR[1],
        fact=row.fact(),
    )


def _neighbour(row: Latency) -> Latency:
    """The nearest faster row of the same table and sort; of the fastest, the next slower one."""
    own = row.quantity.to("s")
    others = [item for item in latencies() if (item.table, item.sort) == (row.table, row.sort)]
    faster = [item for item in others if item.quantity.to("s") < own]
    slower = [item for item in others if item.quantity.to("s") > own]
    return faster[-1] if faster else slower[0]


def _ratio(slow: Latency, fast: Latency) -> Question:
    text = f"assumptions: {{slow: {slow.text}, fast: {fast.text}}}\nderived: {{times: slow / fast}}"
    explained = explain(estimate_of(text), "times")
    return Question(
        id=_key_of_pair(slow, fast),
        kind="fact",
        topic="latency",
        level=3,
        prompt=(f"{slow.said}: how many times as long as {fast.what} does {slow.what} take?",),
        key=NumberKey(truth=explained.truth),
        hints=explained.hints,
        derivation=(f"slow: {slow.what}", f"fast: {fast.what}", *explained.derivation),
        mental_path=explained.mental_path,
        par_seconds=_PAR[2],
        fact=slow.fact(),
    )
