"""Walks: the way through a scenario's own derivations to the numbers that its report leads with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from ...derivations import Computed, Derivation
from ...engine.estimate import Estimate
from ...language.printer import print_tree
from ...language.tree import Call, Name, Tree, names, walk
from ...problems import EstimateError
from ...quantities import rescale
from ...sections import sections
from ...units import MACHINES, conversion, dimensions, is_money, scale
from ..question import NumberKey, Question, Step, asked
from .explanation import Explanation, asked_of, explain, is_alias, original, title_of
from .facts import comparison
from .mental import NotMental

_ANYTHING = ("request", "item")  # words of the sections, which say nothing of what is counted
_MOST_GIVEN = 8  # lines that a prompt may have for what is given
_MANY = 3  # operations, from which a step is of level 3
_PAR = (45, 60, 90)  # seconds, by level


def slug(name: str) -> str:
    """A scenario's name in ids: that of its file, without folders and ending."""
    return PurePath(name).stem.replace(" ", "_")


def headlines(estimate: Estimate) -> tuple[str, ...]:
    """The quantities that a walk may lead to: the report's first figures, machines, `derived`."""
    ends = [column.quantity for section in sections() for column in section.headline]
    leads_to = {section.name: section.leads_to for section in sections()}
    for entry in estimate.scenario.entries.values():
        found = [f"{entry.name}.{result}" for result in leads_to[entry.section]]
        ends += [name for name in found if name in estimate][:1]
    ends += estimate.scenario.derived
    ends = [_decided(estimate[name]).name for name in ends if name in estimate]
    return tuple(dict.fromkeys(name for name in ends if steps(estimate, name)))


def steps(estimate: Estimate, target: str) -> tuple[str, ...]:
    """The quantities on the way to a headline, each after those it is computed from.

    Of a sum or a maximum only the largest part is gone into; what nobody computes in their head
    is told.
    """
    found: dict[str, None] = {}

    def visit(item: Derivation) -> None:
        item = _decided(item)
        if item.name not in found and step_explained(estimate, item.name):
            for below in _gone_into(item):
                visit(below)
            found[item.name] = None

    visit(estimate[target])
    return tuple(found)


def _decided(item: Derivation) -> Derivation:
    """What a quantity comes to without any arithmetic: another name, or the largest of some."""
    item = original(item)
    while _is_largest(item.formula):
        item = original(max(item.inputs, key=_size))
    return item


def _is_largest(formula: Tree) -> bool:
    match formula:
        case Call(function="max", arguments=arguments):
            return all(isinstance(argument, Name) for argument in arguments)
        case _:
            return False


def _size(item: Derivation) -> float:
    return float(item.quantity.value) * float(scale(item.quantity.unit))


def _gone_into(item: Derivation) -> tuple[Derivation, ...]:
    """The inputs that a walk goes into: of a sum or a maximum, only what decides it."""
    calls = (node for node in walk(item.formula) if isinstance(node, Call))
    joined = next((call for call in calls if call.function in ("sum", "max")), None)
    parts = set(names(joined)) if joined else set()
    rivals = [below for below in item.inputs if below.name in parts]
    others = tuple(below for below in item.inputs if below.name not in parts)
    return (*others, max(rivals, key=_size)) if rivals else others


def step_explained(estimate: Estimate, name: str) -> Explanation | None:
    """One step: a quantity from those that its formula names; None where it is no step."""
    item = estimate[name]
    if not item.is_computed or is_alias(item):
        return None
    known = {original(below).name for below in item.inputs}
    try:
        explained = explain(estimate, name, known=known)
    except NotMental:
        return None
    usable = explained.operations > 0 and float(explained.truth.value) > 0
    return explained if usable and 0 < len(explained.given) <= _MOST_GIVEN else None


def step_question(estimate: Estimate, scenario: str, name: str, step: Step) -> Question | None:
    """The question of one step of a walk."""
    explained = step_explained(estimate, name)
    if explained is None:
        return None
    level = min((explained.operations + 1) // 2, _MANY)
    return Question(
        id=f"walk.{slug(scenario)}.{name}",
        kind="walk",
        topic=topic_of(estimate, name),
        level=level,
        prompt=(
            f"{title_of(estimate)}: how much is {name}? ({asked(explained.truth.unit)})",
            f"  {_meaning(estimate[name])}",
            *(f"  {item.name} = {item.quantity}" for item in explained.given),
        ),
        key=NumberKey(
            truth=explained.truth,
            alternatives=explained.alternatives,
            slips=explained.slips,
            carried=_carried(estimate, name, explained),
        ),
        hints=explained.hints,
        derivation=explained.derivation,
        mental_path=explained.mental_path,
        par_seconds=_PAR[level - 1],
        fact=comparison(_counted(name, explained), explained.truth),
        step=step,
    )


def _meaning(item: Derivation) -> str:
    """Why a formula of capest's is as it is; a scenario's own has only itself to tell that."""
    words = {below.name: original(below).name for below in item.inputs}
    own = f"= {print_tree(item.formula, words, pretty=True)}"
    origin = item.origin
    return (isinstance(origin, Computed) and not origin.span and origin.because) or own


def _counted(name: str, explained: Explanation) -> Iterator[str]:
    """Words for what a step counts: its entry, and what its inputs count."""
    yield name.partition(".")[0]
    for item in explained.given:
        yield from (
            atom.name for atom, _ in item.quantity.unit.powers if atom.name not in _ANYTHING
        )


def _carried(
    estimate: Estimate, name: str, explained: Explanation
) -> Callable[[Mapping[str, float]], float | None]:
    """The step's value from a learner's own values of what it is computed from."""
    names = [item.name for item in explained.given]

    def carry(earlier: Mapping[str, float]) -> float | None:
        changes = {}
        for own in names:
            if own in earlier:
                factor = conversion(asked_of(estimate, own).unit, estimate[own].quantity.unit)
                changes[own] = float(rescale(earlier[own], factor)) if factor else earlier[own]
        if not changes:
            return None
        try:
            value = float(estimate.graph.run(changes).get(name, 0))
        except EstimateError:  # such as a hit ratio above 1, which leaves no misses
            return None
        found = estimate.standard(name, value)
        factor = conversion(found.unit, explained.truth.unit)
        return float(rescale(found.value, factor)) if factor and value > 0 else None

    return carry


def topics() -> tuple[str, ...]:
    """Everything that a quantity of a scenario may be about."""
    of_units = ("qps", "bandwidth", "storage", "shards", "cost", "time")
    return tuple(dict.fromkeys((*of_units, *(item.topic for item in sections() if item.topic))))


def topic_of(estimate: Estimate, name: str) -> str:
    """What a quantity of a scenario is about."""
    found = dict(dimensions(estimate[name].quantity.unit))
    if any(map(is_money, found)):
        return "cost"
    entry = estimate.scenario.entries.get(name.partition(".")[0])
    of = entry.section if entry else name.partition(".")[0]
    topic = next((section.topic for section in sections() if section.name == of), "")
    if topic:
        return topic
    if list(found) == ["time"] and found["time"] == 1:
        return "time"
    if "information" in found:
        return "bandwidth" if "time" in found else "storage"
    return "shards" if found.keys() & MACHINES else "qps"
