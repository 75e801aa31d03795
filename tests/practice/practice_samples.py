"""A question and a record that the tests of practice vary."""

from __future__ import annotations

from capest.practice.learner.history import Record
from capest.practice.question import NumberKey, Question
from capest.quantities import Quantity
from capest.units import unit_table

START = 1_700_000_000.0
RECORD = Record(
    id="step.qps.7", kind="step", template="step.qps", topic="qps", seed="7", answer="30k",
    points=5, factor=0.86, hints=0, seconds=41.0, at=START, version="0.1.0",
)  # fmt: skip


def asked(key="step.egress.1", value=1.67e9, unit="bit/s", **changes):
    settings = {
        "id": key,
        "kind": "step",
        "topic": "bandwidth",
        "level": 2,
        "prompt": ("34.7k timelines a second of 6 kB each: how much leaves?",),
        "key": NumberKey(truth=Quantity(value, unit_table().unit(unit))),
        "hints": ("what meets", "the formula", "one operation left"),
        "derivation": ("34.7k/s × 6 kB = 1.67 Gbit/s",),
        "mental_path": ("3.5e4 × 6e3 × 8 = 1.7e9",),
        "par_seconds": 60,
    }
    return Question(**{**settings, **changes})


def keyed(question, key):
    """The question with another key."""
    fields = {name: getattr(question, name) for name in question.__slots__}
    return Question(**{**fields, "key": key})
