"""What a learner answered before: records as JSON lines, and what they say of each topic.

Repetition is Leitner's: a topic, or a single fact, moves up a box when it is answered well on a day
that it is due, and back to the first when it is missed (S. Leitner, "So lernt man lernen", 1972).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from ...records import record
from ...units import DAY
from ..marking.grading import FULL
from ..session import Answered

BOXES = (1, 3, 7, 21)
"""Days until a topic in each box is due again."""

RIGHT = 4
"""Points from which an answer is right: within 2x."""

_EARLY = 0.5  # days: what was practised in the evening is due the next morning
_RECENT = 8  # answers of a topic that say how weak it is now
_NEW = 0.5  # the weakness of a topic that was never practised
_DUE = 3.0  # how much likelier a topic is asked that is due
_WEAK = 3.0  # how much likelier again one is asked in which every answer was missed


@record(kw_only=True)
class Record:
    """One question and what became of it."""

    id: str
    kind: str
    template: str
    topic: str
    seed: str
    """Empty where the template has just one question, such as a fact."""
    answer: str
    """What was typed last; empty when the answer was asked for."""
    points: int
    factor: float | None
    """Answer over reference, 8 for eight times too high; None for what is not a factor off."""
    slip: str | None = None
    """What the factor suggests, as a question."""
    held: bool | None = None
    """Whether the truth lay in the interval, where one was asked for."""
    hints: int
    seconds: float | None
    """None where nobody waited for the answer."""
    at: float
    """Seconds since 1970, UTC."""
    version: str

    @property
    def card(self) -> str:
        """What is repeated of it."""
        return card(self.id, self.kind, self.topic)


def card(key: str, kind: str, topic: str) -> str:
    """What is repeated of a question: a fact by itself, all else by its topic."""
    return key if kind == "fact" else topic


def record_of(answered: Answered, *, at: float, version: str) -> Record:
    """What is kept of a question that is done with."""
    question, mark = answered.question, answered.grade
    last = question.id.rpartition(".")[2]
    seed = last if last.isdecimal() and question.kind != "fact" else ""
    return Record(
        id=question.id,
        kind=question.kind,
        template=question.id.removesuffix(f".{seed}"),
        topic=question.topic,
        seed=seed,
        answer=answered.answer,
        points=mark.points,
        factor=None if mark.decades is None else 10**mark.decades,
        slip=mark.slip,
        held=mark.held,
        hints=answered.hints,
        seconds=answered.seconds,
        at=at,
        version=version,
    )


_FIELDS = {field.name for field in fields(Record)}
_OPTIONAL = {"slip": None, "held": None}
_TEXTS = ("id", "kind", "template", "topic", "seed", "answer", "version")
_NUMBERS = ("points", "hints", "at")
_FACTORS = (0.9e-300, 1.1e300)  # of 300 decades, and their inverse
_SECONDS = (0, 1e9)  # thirty years


def read_history(text: str) -> tuple[tuple[Record, ...], int]:
    """The records of a history, and how many of its lines are not records.

    A last line without its end was torn by a crash, and is passed over without being counted.
    """
    records: list[Record] = []
    unreadable = 0
    *whole, torn = text.split("\n")
    for line in whole:
        past = _record(line)
        if past:
            records.append(past)
        elif line.strip():
            unreadable += 1
    last = _record(torn)
    return (*records, *([last] if last else [])), unreadable


def _record(line: str) -> Record | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    known = {name: value for name, value in found.items() if name in _FIELDS}
    if not _is_sound(known):
        return None
    return Record(**{**_OPTIONAL, **known})


def _is_sound(found: Mapping[str, Any]) -> bool:
    """Whether a line holds what a record holds, of the right types."""
    return (
        _FIELDS - _OPTIONAL.keys() <= found.keys()
        and all(isinstance(found[name], str) for name in _TEXTS)
        and all(_is_number(found[name]) for name in _NUMBERS)
        and isinstance(found["points"], int)
        and 0 <= found["points"] <= FULL
        and _is_between(found["factor"], *_FACTORS)
        and _is_between(found["seconds"], *_SECONDS)
        and isinstance(found.get("slip"), str | None)
        and isinstance(found.get("held"), bool | None)
    )


def _is_between(value: object, least: float, most: float) -> bool:
    """Whether an optional number lies where an answer could have put it."""
    return value is None or (_is_number(value) and least <= value <= most)  # type: ignore[operator]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def is_record(line: str) -> bool:
    """Whether a line is a whole record."""
    return _record(line) is not None


def lines_of(records: Iterable[Record]) -> str:
    """The lines that keep some records."""
    return "".join(f"{json.dumps(asdict(past))}\n" for past in records)


@record(kw_only=True)
class Progress:
    """How a learner stands with one topic or fact."""

    card: str
    records: tuple[Record, ...]
    box: int
    """0 to 3; the first is repeated the next day."""
    due_at: float
    """Seconds since 1970, UTC."""

    @property
    def is_fact(self) -> bool:
        """Whether it is a single fact, not a topic."""
        return self.records[-1].kind == "fact"

    @property
    def weakness(self) -> float:
        """The share of points that was lost in the latest answers, 0 to 1."""
        recent = self.records[-_RECENT:]
        return sum(FULL - past.points for past in recent) / FULL / len(recent)

    def is_due(self, now: float) -> bool:
        """Whether it is to be repeated by now."""
        return now >= self.due_at


def progress_of(records: Iterable[Record]) -> dict[str, Progress]:
    """How a learner stands with each topic and fact, in the order of first practice."""
    by_card: dict[str, list[Record]] = {}
    for past in sorted(records, key=lambda past: past.at):
        by_card.setdefault(past.card, []).append(past)
    return {card: _progress(card, found) for card, found in by_card.items()}


def _progress(card: str, records: Sequence[Record]) -> Progress:
    box, due_at = 0, 0.0
    for number, past in enumerate(records):
        right = past.points >= RIGHT
        was_due = past.at >= due_at
        if not right:
            box = 0
        elif number and was_due:
            box = min(box + 1, len(BOXES) - 1)
        if was_due or not right:  # a second right answer on one day does not put it off
            due_at = past.at + (BOXES[box] - _EARLY) * DAY
    return Progress(card=card, records=tuple(records), box=box, due_at=due_at)


def weight(topic: str, known: Mapping[str, Progress], now: float) -> float:
    """How much likelier than one that is known well a topic is to be asked now, 1 to 12.

    That of a topic's facts is the mean of each that was asked and one that was not.
    """
    facts = [one for one in known.values() if one.is_fact and one.records[-1].topic == topic]
    found = [known.get(topic), *facts]
    return math.fsum(_weight(one, now) for one in found) / len(found)


def _weight(progress: Progress | None, now: float) -> float:
    if progress is None:
        return _DUE * (1 + _WEAK * _NEW)
    return (_DUE if progress.is_due(now) else 1) * (1 + _WEAK * progress.weakness)
