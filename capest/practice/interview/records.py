"""What is kept of an interview: a record a phase, and one for each estimate by its topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..learner.history import Record
from ..marking.grading import FULL
from .session import Done, Interview
from .work import ESTIMATES

KIND = "interview"


def records_of(
    interview: Interview, done: Done, scenario: str, *, at: float, version: str, timed: bool
) -> Iterator[Record]:
    """The records of a phase that is over."""
    seconds = done.seconds if timed else None
    key = f"{KIND}.{scenario}.{done.phase.topic}"
    said = " / ".join(done.said)
    common: dict[str, Any] = {
        "kind": KIND,
        "seed": "",
        "hints": done.hints,
        "at": at,
        "version": version,
    }
    yield Record(
        id=key, template=key, topic=done.phase.topic, answer=said, points=done.points,
        factor=None, seconds=seconds, **common,
    )  # fmt: skip
    if done.phase.topic != ESTIMATES:
        return
    for figure in interview.work.figures.values():
        mark = figure.grade
        yield Record(
            id=f"{key}.{figure.name}", template=key, topic=figure.topic, answer=str(figure.value),
            points=min(mark.points, FULL), slip=mark.slip, seconds=None,
            factor=None if mark.decades is None else 10**mark.decades, **common,
        )  # fmt: skip


def least_lately(names: tuple[str, ...], past: tuple[Record, ...], first: str) -> str:
    """The scenario that was not asked about for the longest, `first` before any other."""
    latest = {record.id.split(".")[1]: record.at for record in past if record.kind == KIND}
    return min(names, key=lambda name: (latest.get(name, 0.0), name != first, names.index(name)))
