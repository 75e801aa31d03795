"""Slip: a derivation with one mistake put in, of which the line and the factor are asked."""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.estimate import Estimate
from ...factors import off_by
from ...problems import EstimateError
from ...records import record, replace
from ..making.explanation import title_of
from ..making.mental import NotMental, Operation, Working, rounded
from ..making.mental import lines as mental_lines
from ..making.mutations import Mutation, mutations
from ..making.walks import headlines, slug, steps, topic_of, topics
from ..making.worked_lines import WorkedLine, follows, given_of, lines_of, written
from ..material import Chance, Material, Wanted
from ..question import Question, WrongLine

TOPICS = topics()
ABOUT_SCENARIOS = True

_SEEDS = 1000
_TRIES = 3  # seeds of one derivation in a round, before the next is taken
_FEWEST, _MOST = 2, 6  # lines: one cannot be looked for, and more than a few are not read
_SEEN = 1000  # times, beyond which the size of a result may give a slip away
_PAR = (60, 90, 120)  # seconds, by level


@record(kw_only=True)
class _WorkedHeadline:
    """The lines that lead to a headline of a scenario, and all the slips that fit in."""

    estimate: Estimate
    scenario: str
    headline: str
    lines: tuple[WorkedLine, ...]
    slips: dict[str, tuple[tuple[int, Mutation], ...]]
    """By what is done wrong, so that each kind of slip is as likely as another."""

    @property
    def level(self) -> int:
        """The more lines, the longer the search."""
        return 1 if len(self.lines) < 3 else 2 if len(self.lines) < 5 else 3

    def topic(self, index: int) -> str:
        """What a line is about."""
        return topic_of(self.estimate, self.lines[index].item.name)


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """Questions without end, of one scenario after the other; none where nothing fits."""
    names = list(material.names) if wanted.topic in (None, *TOPICS) else []
    random.shuffle(names)
    ways: dict[str, list[str]] = {}
    made: dict[tuple[str, str], _WorkedHeadline | None] = {}
    found_any = True
    while found_any:
        found_any = False
        for name in names:
            estimate = material.load(name)
            if name not in ways:
                ways[name] = list(headlines(estimate))
            random.shuffle(ways[name])
            for way in ways[name]:
                if (name, way) not in made:
                    made[name, way] = _derivation(estimate, name, way)
                derivation = made[name, way]
                fresh = derivation and _fitting(derivation, material, random, wanted)
                if fresh:
                    found_any = True
                    yield fresh
                    break


def _fitting(
    derivation: _WorkedHeadline, material: Material, random: Chance, wanted: Wanted
) -> Question | None:
    """A question of a derivation that is as wanted, if a few tries give one."""
    wrong = {index for slips in derivation.slips.values() for index, _ in slips}
    may_fit = any(wanted.fits(derivation.topic(index), derivation.level) for index in wrong)
    for _ in range(_TRIES if may_fit else 0):
        found = _question(derivation, random.randrange(_SEEDS), material)
        if found and wanted.fits(found.topic, found.level):
            return found
    return None


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `slip.twitter.search.peak_qps.7`."""
    for name in material.names:
        start = f"slip.{slug(name)}."
        headline, _, seed = key.removeprefix(start).rpartition(".")
        if not (key.startswith(start) and seed.isdecimal()):
            continue
        estimate = material.load(name)
        found = _derivation(estimate, name, headline) if headline in estimate else None
        if found:
            return _question(found, int(seed), material)
    return None


def _derivation(estimate: Estimate, scenario: str, headline: str) -> _WorkedHeadline | None:
    """The last lines on the way to a headline, of those whose printed numbers agree."""
    way = steps(estimate, headline)
    values = {name: item.quantity.value for name, item in estimate.derivations.items()}
    lines = [line for line in lines_of(estimate, way, values) if follows(estimate, line)][-_MOST:]
    slips: dict[str, tuple[tuple[int, Mutation], ...]] = {}
    for index, line in enumerate(lines):
        for slip in mutations(estimate, line, is_first=index == 0):
            slips[slip.look_at] = (*slips.get(slip.look_at, ()), (index, slip))
    if len(lines) < _FEWEST or not slips:
        return None
    for look_at, found in slips.items():  # those that nobody sees without estimating, or all
        slips[look_at] = tuple(one for one in found if one[1].off <= _SEEN) or found
    return _WorkedHeadline(
        estimate=estimate,
        scenario=scenario,
        headline=headline,
        lines=tuple(lines),
        slips=slips,
    )


def _question(derivation: _WorkedHeadline, seed: int, material: Material) -> Question | None:
    """The question of a seed; None where the slip leads to nonsense further down."""
    key = f"slip.{slug(derivation.scenario)}.{derivation.headline}.{seed}"
    random = material.chance(key)
    index, slip = random.choice(derivation.slips[random.choice(tuple(derivation.slips))])
    wrong = _with_slip(derivation, index, slip)
    line = derivation.lines[index]
    operations = _operations(derivation.estimate, line)
    if wrong is None or not operations:
        return None
    title = title_of(derivation.estimate)
    asks = f"{title}: one line is wrong. Which, and how many times off? (such as 2, 10x)"
    number = index + 1
    return Question(
        id=key,
        kind="slip",
        topic=derivation.topic(index),
        level=derivation.level,
        prompt=(asks, *written(given_of(derivation.lines), wrong)),
        key=WrongLine(line=number, lines=len(wrong), factor=slip.factor),
        hints=(
            f"look at {slip.look_at}",
            line.texts()[0],
            "; ".join(mental_lines(operations, hide_last=True)),
        ),
        derivation=(
            f"line {number} is {off_by(slip.factor)}: {slip.because}",
            "right is:",
            *(f"  {text}" for text in line.texts()),
        ),
        mental_path=mental_lines(operations),
        par_seconds=_PAR[derivation.level - 1],
    )


def _operations(estimate: Estimate, line: WorkedLine) -> list[Operation]:
    """The right line in powers of ten, in the unit it is printed in; empty where there are none."""
    working = Working(estimate.graph.units)
    terms = {
        below.name: rounded(below.quantity.value, below.quantity.unit) for below in line.item.inputs
    }
    try:
        working.evaluate(line.item.formula, terms, line.item.quantity.unit)
    except NotMental:
        return []
    return working.operations


def _with_slip(derivation: _WorkedHeadline, index: int, slip: Mutation) -> list[WorkedLine] | None:
    """The lines with the slip in one of them, from which the later ones follow."""
    estimate, right = derivation.estimate, derivation.lines[index]
    changes = {
        item.name: item.quantity.value for item in given_of(derivation.lines)
    }  # they stay as told
    changes[right.item.name] = right.result * slip.factor
    try:
        values = estimate.graph.run(changes)
    except EstimateError:
        return None
    names = [line.item.name for line in derivation.lines]
    if any(not float(values.get(other, 0)) > 0 for other in names):
        return None
    lines = lines_of(estimate, names, values)
    others = [line for place, line in enumerate(lines) if place != index]
    if not all(follows(estimate, line) for line in others):
        return None
    lines[index] = replace(lines[index], inputs={**right.inputs, **slip.instead})
    return lines
