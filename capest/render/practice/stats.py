"""How a learner's history is shown: a line for each topic, with how its answers went of late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...factors import times
from ...practice.learner.history import BOXES, Record, progress_of
from ...practice.learner.summary import Figures, by_topic, figures
from ...practice.marking.grading import FULL
from ...units import DAY
from ..bars import scale_of, sparkline
from ..lines import Line, columns, wrapped
from ..programs import document
from .question import SKILL_DIGITS, calibration, signed

_LATEST = 8  # answers of a sparkline
_HEADINGS = ("TOPIC", "answers", "right", "median", "bias", "time", "next", "latest")


def of_history(records: Sequence[Record], now: float) -> list[Line]:
    """The table of topics, then calibration and what is due."""
    if not records:
        return [*wrapped("no question was answered yet; `capest practice` asks some", indent=0)]
    due = _due(records)
    rows = [_row(topic, own, due[topic], now) for topic, own in by_topic(records).items()]
    whole = figures(records)
    lines = columns(_HEADINGS, rows)
    first, *more, last = BOXES
    after = f"{first} day, then {', '.join(map(str, more))} and {last}"
    for note in (
        f"right: within 2x; median and bias: times off; latest: {scale_of('0 points', str(FULL))}",
        f"what is answered right comes back after {after}; what is missed, the next day",
    ):
        lines += wrapped(note, "muted")
    return lines + calibration(whole)


def _row(topic: str, own: Sequence[Record], due_at: float, now: float) -> tuple[str, ...]:
    found = figures(own)
    return (
        f"  {topic}",
        str(found.answers),
        f"{found.right / found.answers:.0%}",
        times(found.factor, SKILL_DIGITS) if found.factor else "",
        signed(found.bias) if found.bias else "",
        f"{found.seconds:.0f} s" if found.seconds is not None else "",
        _next(due_at, now),
        sparkline([record.points for record in own[-_LATEST:]], 0, FULL),
    )


def _next(due_at: float, now: float) -> str:
    days = round((due_at - now) / DAY + 0.5)
    return "now" if now >= due_at else "1 day" if days <= 1 else f"{days} days"


def _due(records: Sequence[Record]) -> dict[str, float]:
    """When the first topic or fact of each topic is due."""
    due: dict[str, float] = {}
    for progress in progress_of(records).values():
        topic = progress.records[-1].topic
        due[topic] = min(progress.due_at, due.get(topic, progress.due_at))
    return due


def as_json(records: Sequence[Record], now: float, *, version: str) -> str:
    """The same for a program, with every repeated topic and fact."""
    found = {
        "all": _figures(figures(records)),
        "topics": {topic: _figures(figures(own)) for topic, own in by_topic(records).items()},
        "repeated": {
            card: {
                "box_days": BOXES[one.box],
                "due_in_days": round(max(0.0, one.due_at - now) / DAY, 2),
                "weakness": one.weakness,
            }
            for card, one in progress_of(records).items()
        },
    }
    return document(version, found)


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "answers": found.answers,
        "points": found.points,
        "most": found.most,
        "bands": {str(FULL - index): number for index, number in enumerate(found.bands)},
        "median_factor": found.factor,
        "bias": found.bias,
        "median_seconds": found.seconds,
        "ranges": found.ranges,
        "ranges_held": found.held,
    }
