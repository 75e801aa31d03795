"""Which questions are chosen: fresh ones, weak and due topics first, walks in one piece."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from random import Random

import pytest
from practice_samples import RECORD, START

import capest
from capest.practice.kinds import KINDS, kind
from capest.practice.learner.choosing import QuestionFilter, about_scenarios, choose, topics
from capest.practice.learner.history import progress_of
from capest.practice.material import Material

DAY = 86_400
MATERIAL = Material(
    names=("twitter", "leaderboard"),
    load=lambda name: capest.estimate(capest.load(name)),
    chance=Random,
)


def chosen(seed=7, records=(), now=START, **criteria):
    criteria = QuestionFilter(**{"number": 10, **criteria})
    return list(choose(criteria, MATERIAL, Random(seed), progress_of(records), now))


def test_a_seed_gives_the_same_questions_again_and_another_others():
    first, again, other = (chosen(seed) for seed in (7, 7, 8))
    assert first == again
    assert [one.id for one in first] != [one.id for one in other]


@pytest.mark.parametrize("seed", range(8))
def test_as_many_as_wished_none_twice_and_of_several_topics(seed):
    found = chosen(seed)
    assert len(found) == len({one.id for one in found}) == 10
    assert len({one.topic for one in found}) >= 3


@pytest.mark.parametrize("name", KINDS)
def test_one_kind_one_topic_one_level(name):
    found = chosen(kinds=(name,))
    assert {one.kind for one in found} == {name}
    topic, level = found[0].topic, found[0].level
    assert {one.topic for one in chosen(kinds=(name,), topic=topic)} == {topic}
    assert {one.level for one in chosen(kinds=(name,), level=level)} == {level}


def test_topics_are_those_of_the_kinds():
    assert set(topics(("fact",))) == set(kind("fact").TOPICS)
    assert set(topics()) == {topic for name in KINDS for topic in kind(name).TOPICS}


def test_more_than_there_are_ends():
    found = chosen(kinds=("fact",), topic="time", number=1000)
    assert 5 < len(found) < 200
    assert len({one.id for one in found}) == len(found)


def test_a_walk_is_in_one_piece_and_in_order():
    for seed in range(6):
        found = [one for one in chosen(seed, kinds=("step", "walk"), number=12) if one.step]
        for _, steps in groupby(found, key=lambda one: one.step.walk):
            numbers = [one.step.number for one in steps]
            assert numbers == sorted(numbers)


def test_a_weak_topic_comes_first_more_often():
    strong = [
        replace(RECORD, topic=topic, at=START - DAY / 4, points=5) for topic in topics(("step",))
    ]
    weak = [replace(RECORD, topic="shards", at=START - DAY / 4 + 1, points=0)]
    firsts = Counter(
        chosen(seed, [*strong, *weak], kinds=("step",), number=1)[0].topic for seed in range(300)
    )
    others = [count for topic, count in firsts.items() if topic != "shards"]
    assert firsts["shards"] > 1.5 * max(others)


def test_the_next_day_what_was_missed_comes_back():
    """On Monday a fact is missed and others are known; on Tuesday it is asked again, they wait."""
    monday = chosen(kinds=("fact",), topic="time", number=4)
    records = [
        replace(
            RECORD, id=one.id, template=one.id, kind="fact", topic="time",
            points=0 if one is monday[2] else 5, at=START,
        )
        for one in monday
    ]  # fmt: skip
    climbed = [replace(record, at=START - DAY) for record in records]
    history = [*climbed, *records]  # the known ones are in the second box, the missed in the first
    tuesday = [
        chosen(seed, history, START + DAY, kinds=("fact",), topic="time", number=3)
        for seed in range(5)
    ]
    known = {one.id for one in monday} - {monday[2].id}
    for found in tuesday:
        assert found[0].id == monday[2].id
        assert not known & {one.id for one in found}
    same_day = chosen(9, history, START + 60, kinds=("fact",), topic="time", number=3)
    assert not {one.id for one in monday} & {one.id for one in same_day}, "nothing is due yet"


def test_kinds_about_scenarios_ask_about_the_one_that_is_named():
    assert "walk" in about_scenarios() and "step" not in about_scenarios()
    only = replace(MATERIAL, names=("leaderboard",))
    criteria = QuestionFilter(number=3, kinds=about_scenarios())
    for one in choose(criteria, only, Random(1), {}, START):
        assert "leaderboard" in one.id
