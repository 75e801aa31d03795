"""What may be asked once an estimate is done: which limit binds, what fits, what moves it most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...language.tree import Call, walk
from ...quantities import humanise
from ...records import record
from ...sections import sections
from ...units import MACHINES, conversion, dimensions, unit_table
from ..material import Chance, estimate_of
from ..question import NumberKey, OptionKey, Question, options
from .elasticity import assumptions_of, elasticity
from .explanation import explain, original, title_of
from .facts import Machine, machines
from .mental import NotMental
from .walks import headlines, topic_of

_PAR = 90  # seconds
_NOISE = 1e-6  # percent, below which a float's last digits are all there is
_TINY = 1e-3  # percent, below which the digits are of no use
_LEAST = 0.3  # percent for 1 %, from which an assumption is worth naming as the one that matters
_CLEARLY = 2.0  # times, by which it must move the result more than the other options
_APART = 1.25  # times, by which a machine must be too small or large enough; the band of "good"
_NEAREST = 2  # machines of the nearest size, of which one is asked about
_FAR = 100  # times, beyond which the question answers itself
_MOST_OPTIONS = 4
_ROUNDINGS = {"next_power_of_two": "a power of two", "next_even": "an even number"}


@record(kw_only=True)
class Consequence:
    """One thing to ask: of which quantities, and how."""

    topics: tuple[str, ...]
    level: int
    subjects: Callable[[Estimate], Iterator[str]]
    ask: Callable[[Estimate, str, str, Chance], Question | None]


# --- which assumption moves it most ---


def _amounts(estimate: Estimate) -> Iterator[str]:
    """The headlines that are no whole machines, whose number moves in jumps or not at all."""
    for name in headlines(estimate):
        if not dict(dimensions(estimate[name].quantity.unit)).keys() & MACHINES:
            yield name


def _moves(estimate: Estimate, key: str, name: str, random: Chance) -> Question | None:
    found = {item.name: item for item in assumptions_of(estimate[name])}
    moves = _elasticities(estimate, name, found)
    most = max(map(abs, moves.values()), default=0.0)
    slight = [word for word in moves if abs(moves[word]) * _CLEARLY <= most]
    if most < _LEAST or len(slight) < 2:
        return None
    first = random.choice([word for word in moves if abs(moves[word]) > most * 0.999])
    random.shuffle(slight)
    shown = [first, *slight[: _MOST_OPTIONS - 1]]
    second = max(abs(moves[word]) for word in shown[1:])
    random.shuffle(shown)
    texts = tuple(f"{word} = {found[word].quantity}" for word in shown)
    return Question(
        id=key,
        kind="so-what",
        topic="sensitivity",
        level=2,
        prompt=(
            f"{title_of(estimate)}: {name} is {estimate.standard(name)}. Which of these, 1 % "
            "higher, moves it most?",
            *options(texts),
        ),
        key=OptionKey(options=texts, right=shown.index(first)),
        hints=_hints(estimate, name, moves, slight),
        derivation=tuple(f"{word}: 1 % more gives {_percent(moves[word])}" for word in shown),
        mental_path=(f"{first} moves it {_percent(most)}, the others at most {_percent(second)}",),
        par_seconds=_PAR,
    )


def _elasticities(estimate: Estimate, name: str, words: Iterable[str]) -> dict[str, float]:
    """How much each moves the result; none, where one cannot be measured: it might matter most."""
    measured = {word: elasticity(estimate, name, word) for word in words}
    found = {word: value for word, value in measured.items() if value is not None}
    return found if len(found) == len(measured) else {}


def _hints(
    estimate: Estimate, name: str, moves: dict[str, float], slight: list[str]
) -> tuple[str, str, str]:
    explained = explain(estimate, name, known={item.name for item in estimate[name].inputs})
    return (*explained.hints[:2], f"{slight[0]} moves it only {_percent(abs(moves[slight[0]]))}")


def _percent(value: float) -> str:
    if abs(value) <= _NOISE:
        return "0 %"
    return f"{value:.2g} %" if abs(value) >= _TINY else "~0 %"


# --- which limit binds ---


def _limits(estimate: Estimate) -> Iterator[str]:
    for name in _machines(estimate):
        binding = estimate.binding(name)
        if binding and binding.runner_up and binding.slack > 0:
            yield name


def _binds(estimate: Estimate, key: str, name: str, random: Chance) -> Question | None:
    binding = estimate.binding(name)
    rivals = [item for item in estimate[name].inputs if ".by_" in item.name]
    random.shuffle(rivals)
    if binding is None or binding.winner not in rivals:
        return None
    parts = {item.name: original(item) for rival in rivals for item in rival.inputs}
    try:
        explained = [explain(estimate, rival.name, known=_origins(rival)) for rival in rivals]
    except NotMental:
        return None
    texts = tuple(rival.name for rival in rivals)
    return Question(
        id=key,
        kind="so-what",
        topic="limits",
        level=3,
        prompt=(
            f"{title_of(estimate)}: which limit decides {name}?",
            *dict.fromkeys(f"  {item.name} = {item.quantity}" for item in parts.values()),
            *options(texts),
        ),
        key=OptionKey(options=texts, right=rivals.index(binding.winner)),
        hints=(
            "; ".join(one.hints[0] for one in explained),
            "; ".join(one.hints[1] for one in explained),
            "; ".join(one.hints[2] for one in explained),
        ),
        derivation=tuple(line for one in explained for line in one.derivation),
        mental_path=tuple(line for one in explained for line in one.mental_path),
        par_seconds=_PAR,
    )


def _origins(item: Derivation) -> set[str]:
    return {original(below).name for below in item.inputs}


# --- how many machines ---


def _machines(estimate: Estimate) -> Iterator[str]:
    return _results(estimate, {section.name: section.machines for section in sections()})


def _needs(estimate: Estimate, key: str, name: str, random: Chance) -> Question | None:  # noqa: ARG001  # nothing to choose
    target = original(estimate[name])
    limits = [item for item in target.inputs if ".by_" in item.name] or [target]
    known = {word for item in limits for word in _origins(item)}
    try:
        explained = explain(estimate, name, known=known)
    except NotMental:
        return None
    return Question(
        id=key,
        kind="so-what",
        topic=topic_of(estimate, name),
        level=3,
        prompt=(
            f"{title_of(estimate)}: how many {name.rpartition('.')[2]} does "
            f"{name.partition('.')[0]} need{_rounding(target)}?",
            *(f"  {item.name} = {item.quantity}" for item in explained.given),
        ),
        key=NumberKey(truth=explained.truth, slips=explained.slips),
        hints=explained.hints,
        derivation=explained.derivation,
        mental_path=explained.mental_path,
        par_seconds=_PAR,
    )


def _rounding(item: Derivation) -> str:
    """How a number of machines is rounded up further than to a whole one, which nobody guesses."""
    found = {node.function for node in walk(item.formula) if isinstance(node, Call)}
    said = (words for function, words in _ROUNDINGS.items() if function in found)
    return next((f", rounded up to {words}" for words in said), "")


# --- does it fit one machine ---


def _sizes(estimate: Estimate) -> Iterator[str]:
    return _results(estimate, {section.name: section.held for section in sections()})


def _results(estimate: Estimate, results: Mapping[str, str]) -> Iterator[str]:
    """One result of each entry, by its section, where it has a value."""
    for entry in estimate.scenario.entries.values():
        name = f"{entry.name}.{results[entry.section]}"
        if name in estimate:
            yield name


def _fits(estimate: Estimate, key: str, name: str, random: Chance) -> Question | None:
    size = estimate[name]
    needed = float(size.quantity.value) * float(
        conversion(size.quantity.unit, unit_table().unit("B")) or 1
    )
    if not needed > 0:
        return None
    near = sorted(machines(), key=lambda machine: _apart(needed, machine))[:_NEAREST]
    fair = [machine for machine in near if _APART <= _apart(needed, machine) <= _FAR]
    if not fair:
        return None
    machine = random.choice(fair)
    explained = explain(
        estimate_of(
            f"assumptions: {{needed: {needed!r} B, memory: {machine.memory}}}\n"
            "derived: {machines: needed / memory}"
        ),
        "machines",
    )
    times = float(explained.truth.value)
    texts = ("yes", "no")
    return Question(
        id=key,
        kind="so-what",
        topic="machines",
        level=1,
        prompt=(
            f"{title_of(estimate)}: {name} is {humanise(needed, unit_table().unit('B'))}. "
            f"Does it fit the memory of one machine, {machine.what}?",
            *options(texts),
        ),
        key=OptionKey(options=texts, right=0 if times < 1 else 1),
        hints=explained.hints,
        derivation=explained.derivation,
        mental_path=explained.mental_path,
        par_seconds=_PAR // 2,
        fact=machine.fact(),
    )


def _apart(needed: float, machine: Machine) -> float:
    """How many times a size lies above or below the memory of a machine."""
    memory = machine.quantity.to("B")
    return max(needed / memory, memory / needed)


CONSEQUENCES = {
    "moves": Consequence(topics=("sensitivity",), level=2, subjects=_amounts, ask=_moves),
    "binds": Consequence(topics=("limits",), level=3, subjects=_limits, ask=_binds),
    "needs": Consequence(
        topics=tuple(section.topic for section in sections() if section.machines),
        level=3,
        subjects=_machines,
        ask=_needs,
    ),
    "fits": Consequence(topics=("machines",), level=1, subjects=_sizes, ask=_fits),
}
"""What may be asked, by the word for it in ids."""
