"""Sheets of answers: lines, JSON, and all that can be wrong with them."""

from __future__ import annotations

import json
from random import Random

import pytest

from capest.practice.answer_sheet import read_answers
from capest.practice.kinds import question as question_of
from capest.practice.learner.choosing import QuestionFilter, choose
from capest.practice.material import Material
from capest.problems import Source
from capest.render.practice.sheet import as_cards, as_json, as_text

MATERIAL = Material(names=(), load=lambda name: None, chance=Random)
CHANCE = Random(3)
QUESTIONS = tuple(
    choose(QuestionFilter(number=12, kinds=("fact", "step")), MATERIAL, CHANCE, {}, 0)
)


def read(text):
    answered, problems = read_answers(Source("sheet.txt", text), MATERIAL)
    return {one.question.id: one.answer for one in answered}, problems


def test_lines_with_remarks():
    text = "# a remark\n\nstep.qps.7: 30k\n  step.qps.8 :3: 4 \nstep.qps.9:\n"
    assert read(text) == ({"step.qps.7": "30k", "step.qps.8": "3: 4", "step.qps.9": ""}, ())


@pytest.mark.parametrize(
    "text",
    [
        '{"step.qps.7": "30k", "step.qps.8": 4, "step.qps.9": null}',
        '{"questions": [{"id": "step.qps.7", "answer": "30k"}, {"id": "step.qps.8", "answer": 4},'
        ' {"id": "step.qps.9"}]}',
        '[{"id": "step.qps.7", "answer": "30k"}, {"id": "step.qps.8", "answer": 4},'
        ' {"id": "step.qps.9"}]',
    ],
)
def test_json_by_id_or_as_it_was_printed(text):
    assert read(text) == ({"step.qps.7": "30k", "step.qps.8": "4", "step.qps.9": ""}, ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("step.qps.7: 1\nstep.qpz.7: 2\nno colon\n: 3\nstep.qps.7: 4\n",
         {"2:1": "unknown-question", "3:1": "malformed-answer", "4:1": "malformed-answer",
          "5:1": "duplicate-answer"}),
        ('{"step.qps.7": [1], "x": 2}', {"1:1": "unknown-question"}),
        ('{"step.qps.7": true ', {"1:21": "malformed-answer"}),
        ('{\n "a": \n}', {"3:1": "malformed-answer"}),
        ("[3]", {"1:1": "malformed-answer"}),
        ("[" * 100_000, {"1:1": "malformed-answer"}),
        ('{"step.qps": 3}', {"1:1": "unknown-question"}),
    ],
)  # fmt: skip
def test_all_faults_are_told_with_their_places(text, codes):
    problems = read(text)[1]
    places = {f"{one.span.line}:{one.span.column}": one.code for one in problems}
    assert places == codes


@pytest.mark.parametrize("text", ["", "# only remarks\n", "{}", "[]"])
def test_an_empty_sheet_says_so(text):
    answers, (problem,) = read(text)
    assert answers == {} and problem.code == "empty-sheet"


def test_a_printed_sheet_is_a_file_of_answers():
    for key in (False, True):
        text = as_text(QUESTIONS, seed=3, key=key)
        answers, problems = read(text)
        assert not problems and list(answers) == [one.id for one in QUESTIONS]
        assert all(answers.values()) is key
        assert max(map(len, text.splitlines())) <= 80
        same, problems = read(as_json(QUESTIONS, seed=3, key=key, version="1"))
        assert (same, problems) == (answers, ())


def test_a_key_tells_the_source_and_the_date_of_its_fact(material):
    one = question_of("range.reddit.2024-q4.user", material)
    key = " ".join(
        line.removeprefix("#").strip() for line in as_text([one], seed=1, key=True).split("\n")
    )
    assert "real: Reddit: 101.7M users a day (2024-Q4; second-hand: press release, stock" in key
    assert "press release" not in as_text([one], seed=1, key=False)


def test_the_key_stays_out_of_a_sheet_without_it():
    found = json.loads(as_json(QUESTIONS, seed=3, key=False, version="1"))
    assert found["seed"] == 3
    for question in found["questions"]:
        assert list(question) == ["id", "kind", "topic", "level", "prompt", "par_seconds"]


def test_cards_have_three_fields_a_line():
    lines = as_cards(QUESTIONS).splitlines()
    assert lines[:3] == ["#separator:tab", "#html:true", "#tags column:3"]
    assert len(lines) == 3 + len(QUESTIONS)
    for line, question in zip(lines[3:], QUESTIONS, strict=True):
        front, back, tag = line.split("\t")
        assert front and question.answer.replace("<", "&lt;") in back
        assert tag == f"capest::{question.topic}"


@pytest.mark.parametrize(("number", "codes"), [(500, []), (501, ["number-of-questions"])])
def test_a_sheet_has_five_hundred_questions_at_most(number, codes):
    text = "".join(f"cache.mru.victim.{seed}: 3\n" for seed in range(number))
    found, problems = read(text)
    assert (len(found), [problem.code for problem in problems]) == (500, codes)


@pytest.mark.parametrize("line", ["no colon\n", "no.question: 3\n", '{"id": []},'])
def test_a_hundred_problems_of_a_sheet_are_enough(line):
    text = line * 150
    assert len(read(f"[{text[:-1]}]" if line.startswith("{") else text)[1]) == 100


@pytest.mark.parametrize(
    "key", ["step.qps.{}", "slip.twitter.search.qps.{}", "cache.mru.victim.{}"]
)
@pytest.mark.parametrize("seed", ["9" * 300, "9" * 5_000, "\u00b2", "\u0663"])
def test_no_seed_is_too_long_or_too_strange(key, seed):
    found, problems = read(f"{key.format(seed)}: 3\n")
    assert len(found) + len(problems) == 1
