"""The history of answers: its lines, and when a topic or a fact comes back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from practice_samples import RECORD, START, asked

from capest.practice.learner.history import (
    BOXES,
    is_record,
    lines_of,
    progress_of,
    read_history,
    record_of,
    weight,
)
from capest.practice.marking.grading import Grade
from capest.practice.session import Answered

HOUR = 3600.0
DAY = 24 * HOUR


def after(days, points=5, **changes):
    return replace(RECORD, at=START + days * DAY, points=points, **changes)


def test_what_is_written_is_read_again():
    records = (RECORD, replace(RECORD, factor=None, seconds=None, held=True, slip="8x high: bits?"))
    text = lines_of(records)
    assert text.count("\n") == 2 and all(json.loads(line) for line in text.splitlines())
    assert read_history(text) == (records, 0)


def test_a_torn_last_line_is_passed_over():
    whole = lines_of([RECORD])
    assert read_history(whole + whole[:50]) == ((RECORD,), 0)
    assert read_history(whole + whole.rstrip("\n")) == ((RECORD, RECORD), 0), "but for its end"
    assert is_record(whole.rstrip("\n")) and not is_record(whole[:50])


@pytest.mark.parametrize(
    "line",
    [
        "not json", "[]", "3", "{}", '"text"', "[" * 100_000,
        json.dumps(asdict(RECORD) | {"points": "5"}),
        json.dumps(asdict(RECORD) | {"points": 7}),
        json.dumps(asdict(RECORD) | {"points": 4.5}),
        json.dumps(asdict(RECORD) | {"points": True}),
        json.dumps(asdict(RECORD) | {"factor": 0}),
        json.dumps(asdict(RECORD) | {"factor": 5e-324}),
        json.dumps(asdict(RECORD) | {"seconds": 1e299}),
        json.dumps(asdict(RECORD) | {"at": None}),
        json.dumps(asdict(RECORD) | {"at": float("nan")}),
        json.dumps(asdict(RECORD) | {"topic": ["qps"]}),
        json.dumps(asdict(RECORD) | {"held": "yes"}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_counted(line):
    assert read_history(f"{lines_of([RECORD])}{line}\n") == ((RECORD,), 1)


def test_only_a_line_feed_ends_a_line():
    record = replace(RECORD, answer="3\u2029\u0085 k")
    line = json.dumps(asdict(record), ensure_ascii=False)
    assert read_history(f"{line}\n") == ((record,), 0)


def test_a_record_of_a_later_version_may_say_more():
    line = json.dumps(asdict(RECORD) | {"mood": "fine"})
    assert read_history(f"{line}\n") == ((RECORD,), 0)


def test_an_outcome_becomes_a_record():
    mark = Grade(points=1, words="one order off", factor=8.0, decades=-0.90309, slip="8x low?")
    answered = Answered(
        number=1, question=asked(), answer="200M", said="", grade=mark, hints=1, seconds=3
    )
    record = record_of(answered, at=START, version="1.0")
    assert (record.id, record.template, record.seed) == ("step.egress.1", "step.egress", "1")
    assert (record.topic, record.points, record.hints) == ("bandwidth", 1, 1)
    assert record.factor == pytest.approx(1 / 8, rel=1e-4)
    fact = replace(answered, question=asked(key="fact.power.10", kind="fact"))
    assert record_of(fact, at=START, version="1.0").card == "fact.power.10", "a fact has no seed"


def test_a_topic_climbs_through_the_boxes_when_answered_on_a_day_that_it_is_due():
    days = [0, 1, 4, 11, 32, 53]
    for number, box in enumerate([0, 1, 2, 3, 3, 3], 1):
        progress = progress_of([after(day) for day in days[:number]])["qps"]
        assert progress.box == box
        last = START + days[number - 1] * DAY
        assert not progress.is_due(last + (BOXES[box] - 0.6) * DAY)
        assert progress.is_due(last + (BOXES[box] - 0.4) * DAY)


def test_it_climbs_once_a_day_and_falls_to_the_first_box_when_missed():
    same_day = [after(0), after(0.01), after(0.02)]
    assert progress_of(same_day)["qps"].box == 0
    climbed = [after(0), after(1), after(4)]
    assert progress_of(climbed)["qps"].box == 2
    missed = progress_of([*climbed, after(5, points=3)])["qps"]
    assert missed.box == 0 and missed.is_due(START + 6 * DAY)


def test_practice_in_the_evening_is_due_the_next_morning():
    progress = progress_of([after(0)])["qps"]
    assert not progress.is_due(START + 2 * HOUR) and progress.is_due(START + 13 * HOUR)


def test_facts_are_repeated_one_by_one_and_numbers_by_topic():
    facts = [after(0, id=f"fact.{name}", kind="fact", topic="time") for name in ("day", "year")]
    assert set(progress_of([*facts, RECORD])) == {"fact.day", "fact.year", "qps"}


def test_what_is_weak_and_what_is_due_weighs_more():
    strong = progress_of([after(0)])
    weak = progress_of([after(0, points=0)])
    today, tomorrow = START + HOUR, START + DAY
    assert weight("qps", strong, today) == 1
    assert weight("qps", strong, tomorrow) == 3
    assert weight("qps", weak, today) == 4
    assert weight("qps", weak, tomorrow) == 12
    assert weight("qps", {}, today) == 7.5, "what was never practised counts as due, half weak"


def test_a_topic_of_facts_weighs_as_they_do():
    def facts(points):
        return [
            after(0, id=f"fact.{number}", kind="fact", topic="time", points=points)
            for number in range(9)
        ]

    known, missed = progress_of(facts(5)), progress_of(facts(0))
    today = START + HOUR
    assert weight("time", known, today) == pytest.approx((9 * 1 + 7.5) / 10)
    assert weight("time", missed, today) == pytest.approx((9 * 4 + 7.5) / 10)
    assert weight("powers", missed, today) == 7.5


@pytest.mark.parametrize(("right", "weakness"), [(7, 1 / 8), (8, 0)])
def test_weakness_is_that_of_the_latest_eight_answers(right, weakness):
    records = [after(0, points=0), *(after(1 + number) for number in range(right))]
    assert progress_of(records)["qps"].weakness == weakness


def test_weakness_is_that_of_the_latest_answers():
    bettered = [after(number, points=0) for number in range(8)]
    bettered += [after(8 + number, points=5) for number in range(8)]
    assert progress_of(bettered)["qps"].weakness == 0
    assert progress_of(reversed(bettered))["qps"].weakness == 0, "in order of time, not of the file"
