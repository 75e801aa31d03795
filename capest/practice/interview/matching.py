"""Which quantity of a scenario a number of the learner's is about: by its words and its unit."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from ...derivations import Assumed, Derivation, Given
from ...engine.estimate import Estimate
from ...prose.written import Written
from ...records import field, record
from ...sections import sections
from ...units import MACHINES, NUMBER, PERCENT, Unit, conversion, dimensions, fill, is_money
from ...wording import Vocabulary, contradicts, vocabulary, words_of
from .design import ServiceDesign

_RATE_OF_GROWTH = ("per_day", "growth")
_NUMBERS = frozenset({"count", "user"})


def class_of(name: str, unit: Unit) -> str:
    """What a quantity is an estimate of: qps, peak, storage, bandwidth, memory, machines, or ""."""
    found, last = dict(dimensions(unit)), name.rpartition(".")[2]
    if any(map(is_money, found)):
        return ""
    if "information" in found:
        if last.endswith("memory"):
            return "memory"
        is_kept = last in _RATE_OF_GROWTH or found.get("time") != -1
        return "storage" if is_kept else "bandwidth"
    if found.keys() & MACHINES:
        return "machines"
    if found.get("time") == -1 and set(found) - {"time"} <= _NUMBERS:
        return "peak" if "peak" in last else "qps"
    return ""


def value_in(written: Written, item: Derivation) -> float | None:
    """A stated value as one of a quantity's, in its unit, with what was left out taken from there;
    None where it does not fit.
    """
    shown, own = item.quantity.unit, written.unit
    there = {atom.dimension for atom, _ in own.powers}
    missing = [
        power
        for power in shown.powers
        if not (is_money(power[0].dimension) or power[0].dimension in {*there, "time"})
    ]
    options = [own, fill(own, shown), fill(Unit((*own.powers, *missing)), shown)]
    if written.bare and shown == PERCENT:
        options = [NUMBER] if written.value <= 1 else []
    elif written.bare:
        options = [] if _is_measured(shown) else [shown]
    elif there <= {"count", "user", *MACHINES} and not shown.powers:  # 3 replicas
        options.append(shown)
    if there == {"user", "time"} and {a.dimension for a, _ in shown.powers} == {"user"}:
        options.append(shown)  # 300M users a day
    is_named = {atom.name for atom, _ in own.powers} <= {atom.name for atom, _ in shown.powers}
    is_count = there <= {"count"} and is_named
    if is_count and {a.dimension for a, _ in shown.powers} == {"count", "user", "time"}:
        options.append(shown)  # 20 timelines each
    for option in options:
        factor = conversion(option, item.unit) if option is not None else None
        if factor is not None:
            return written.value * float(factor)
    return None


def _time(unit: Unit) -> str:
    """The word for the time that a rate is per."""
    return next((a.name for a, power in unit.powers if a.dimension == "time" and power < 0), "")


def _is_measured(unit: Unit) -> bool:
    """Whether a bare number cannot be one of it: a size, a price, a time."""
    found = dict(dimensions(unit))
    return "information" in found or found.get("time", 0) > 0 or any(map(is_money, found))


@record(frozen=False)
class Matcher:
    """The quantities that a learner may speak of."""

    design: ServiceDesign
    given: tuple[str, ...] = field(init=False)
    """What the scenario gives, or capest assumes for it."""
    results: tuple[str, ...] = field(init=False)
    """What follows and is worth an estimate."""
    known: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        estimate = self.design.estimate
        self.given = tuple(
            name for name, item in estimate.derivations.items()
            if item.quantity.value > 0 and _may_be_assumed(item)
        )  # fmt: skip
        self.results = tuple(_results(estimate))
        self.known = vocabulary((*self.given, *self.results))

    def words(self, text: str) -> frozenset[str]:
        """The words of a text, with the names of entries that others stand for."""
        words = set(words_of(text))
        for entry in self.design.estimate.scenario.entries:
            if self.design.name_of(entry).search(text):
                words |= words_of(entry.replace("_", " "))
        return frozenset(words)

    def assumption(self, written: Written, text: str) -> tuple[str, float]:
        """The given quantity that a number is about, and how much speaks for it; "" for none."""
        words = self.words(text)
        found = {}
        for name in self.given:
            item = self.design.estimate[name]
            value, score = value_in(written, item), self.known.score(name, words)
            of_each = any(a.dimension == "user" and n < 0 for a, n in item.quantity.unit.powers)
            if score and of_each and not words.isdisjoint(OF_USERS):
                score += _EACH
            if value and score >= (_pieces(name) if written.bare else 1):
                found[name] = score - distance(value, float(item.value))
        name = max(found, key=lambda name: found[name], default="")
        return name, found.get(name, 0)

    def operands(
        self,
        stated: Sequence[Written],
        result: str,
        assumed: Collection[str],
        values: Mapping[str, float],
    ) -> tuple[dict[str, float], int]:
        """What the numbers of an expression say of what a result is given by, each of the quantity
        that it is nearest to; and how many say nothing of it. What was `assumed` before, and what
        was worked out on the way, is used as it is in `values`.
        """
        near = sorted(
            (off, number, item.name, value)
            for number, written in enumerate(stated)
            for item in self.design.estimate[result].walk()
            if (value := value_in(written, item)) and item.name != result
            for off in [decades(value, values.get(item.name, 0))]
            if off < (_NEAR if item.name in self.given and item.name not in assumed else _SAME)
        )
        found: dict[str, float] = {}
        taken: dict[int, str] = {}
        for _, number, name, value in near:
            if number not in taken and name not in taken.values():
                taken[number] = name
                if name in self.given and name not in assumed:
                    found[name] = value
        return found, len(stated) - len(taken)

    def results_of(self, written: Written, text: str, last: str) -> dict[str, tuple[float, bool]]:
        """The results that a number may be about: how much speaks for each, and whether it is
        named, by its words or as what was spoken of last.
        """
        words, found = self.words(text), {}
        entries = self._entries(words)
        for name in self.results:
            entry, item = name.rpartition(".")[0], self.design.estimate[name]
            if value_in(written, item) is None or contradicts(name, words):
                continue
            score = float(self.known.score(name, words))
            is_machine = class_of(name, item.unit) == "machines" and score > 0
            is_named = entry in entries or (
                not entries and (is_machine or entry in (last, *_TOTALS))
            )
            score = score if is_named else 0.0
            time, own = _time(written.unit), _time(item.quantity.unit)
            score += _TIE * ((entry == last) + (time == own)) + _SAME_TIME * (time == own != "")
            score -= ("peak" in name) != ("peak" in words)
            found[name] = score, is_named
        return found

    def entry_in(self, text: str) -> str:
        """The one entry that a text names; "" where it names none or several."""
        entries = [one for one in self._entries(self.words(text)) if one not in OF_USERS]
        return entries[0] if len(entries) == 1 else ""

    def _entries(self, words: frozenset[str]) -> list[str]:
        scenario = self.design.estimate.scenario
        return [name for name in scenario.entries if words.issuperset(name.split("_"))]

    def leads(self, name: str) -> int:
        """How much a result is what a reader looks at first: a total, or what an entry is for."""
        heads = {column.quantity for section in sections() for column in section.headline}
        leads_to = {result for section in sections() for result in section.leads_to}
        return 2 * (name in heads) + (name.rpartition(".")[2] in leads_to)

    def answer(self, question: str) -> str:
        """What an interviewer answers: what the scenario gives, or that it is for the learner."""
        words = self.words(question)
        spoken = self.known.spoken_for(words)
        told = {name: self.known.score(name, words) for name in self.given if name in spoken}
        if not told:
            return "that is yours to say: assume something, and say so"
        name = max(told, key=lambda name: told[name])
        return str(self.design.estimate[name])


_NEAR = 1.5  # factors of ten: how far a number may be from what it is taken for
_SAME = 0.07  # factors of ten: what was said before and is used again, rounded
_PER_DECADE, _FAR = 0.5, 3.0
_EACH = 2  # words: "each user reads 10 timelines a day" gives 10 to a user, not in all
OF_USERS = frozenset({"each", "user", "everyone", "everybody", "person"})
_TIE = 0.5  # of a word: what was spoken of last, and what is as much of a rate
_SAME_TIME = 1.0  # words: a rate that is per the same time
_TOTALS = ("traffic", "storage", "costs")


def _pieces(name: str) -> int:
    """What has to be said for a bare number to be about a name: each of its words."""
    entry, _, last = name.rpartition(".")
    words = [word for word in last.split("_") if word not in ("per", "by", "factor")]
    return 3 if entry else len(words)


def distance(value: float, other: float) -> float:
    """What speaks against two values being of one thing: less than a word does for it."""
    return _PER_DECADE * min(decades(value, other), _FAR)


def decades(value: float, other: float) -> float:
    """How many factors of ten two values are apart."""
    return abs(math.log10(value / other)) if value > 0 and other > 0 else 9.0


def _may_be_assumed(item: Derivation) -> bool:
    """Whether somebody gives it, and it says something."""
    match item.origin:
        case Given():
            return True
        case Assumed() as origin:
            return not origin.neutral
        case _:
            return False


def _results(estimate: Estimate) -> Iterable[str]:
    """The columns and totals of sections, what entries are for, and what the scenario derives."""
    parts = {
        section.name: {column.quantity for column in section.columns} | {*section.leads_to}
        for section in sections()
    }
    owners = {entry.name: entry.section for entry in estimate.scenario.entries.values()}
    for name, item in estimate.derivations.items():
        owner, _, last = name.rpartition(".")
        section = owners.get(owner, owner)
        is_own = owner in parts or name in estimate.scenario.derived
        if not (item.is_computed and item.quantity.value > 0):
            continue
        if (is_own or last in parts.get(section, ())) and class_of(name, item.quantity.unit):
            yield name
