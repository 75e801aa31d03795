"""Every question of every kind: well-formed, answerable, graded 5 on its own key, reproducible."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

import capest
from capest.factors import off_by
from capest.practice import kinds
from capest.practice.kinds import KINDS, question, questions
from capest.practice.making.mental import power_of_ten
from capest.practice.marking.answers import Reading, read_answer
from capest.practice.marking.grading import FULL, grade
from capest.practice.material import Wanted
from capest.practice.question import LETTERS, Interval, NumberKey, OptionKey, WrongLine
from capest.practice.question import asked as in_prompt
from capest.render.lines import Page, laid_out_on, plain
from capest.render.practice.question import prompted

KINDS_FOLDER = Path(kinds.__file__).parent


def _check(asked, material):
    assert asked.id.startswith(f"{asked.kind}.") and " " not in asked.id
    assert asked.topic in kinds.kind(asked.kind).TOPICS
    assert asked.level in (1, 2, 3) and asked.par_seconds > 0
    _check_width(asked)
    assert len(asked.hints) == 3 and all(asked.hints)
    assert asked.prompt and asked.derivation and asked.mental_path
    for line in (*asked.prompt, *asked.hints, *asked.derivation, *asked.mental_path):
        assert line and "\n" not in line and "None" not in line and "nan" not in line, line
    match asked.key:
        case OptionKey(options=options, right=right):
            assert len(set(options)) == len(options) > 1
            assert all(
                f"  {letter}) " in "\n".join(asked.prompt) for letter in LETTERS[: len(options)]
            )
            typed = [LETTERS[right], options[right]]
        case WrongLine(line=line):
            typed = [f"line {line}: {off_by(asked.key.factor)}"]
            assert asked.hints[2].endswith("= ?")
        case Interval(truth=truth):
            assert f"({in_prompt(truth.unit)})" in asked.prompt[-1], "the unit stands in it"
            typed = [f"{float(truth.value) * 0.9!r} to {float(truth.value) * 1.1!r}"]
        case NumberKey() as amount:
            assert _tells_unit(asked.prompt[0], amount.unit), "the unit stands in it"
            typed = [repr(float(amount.truth.value)), amount.typed]
            typed += [repr(other.value) for other in amount.alternatives]
            _check_hint(asked)
    for text in (*typed, asked.key.typed):
        reading = read_answer(text, asked)
        assert isinstance(reading, Reading), (asked.id, text, reading)
        assert grade(reading, asked).points == FULL, (asked.id, text)


_IN_WORDS = {
    "": "how many|what is", "B": "how many bytes", "B/day": "how many bytes a day",
    "bit": "how many bits", "bit/s": "how much .*, in bits a second", "min": "how many minutes",
    "s": "how many seconds", "node": "how many nodes", "server": "how many servers",
    "shard": "how many shards", "broker": "how many brokers",
}  # fmt: skip


def _tells_unit(prompt, unit):
    """A prompt says in which unit it asks, in its own words or behind them."""
    told = _IN_WORDS.get(str(unit), f"how many.* an? {str(unit).partition('/')[2]}")
    seconds = told.replace(" an? s", " a second")
    return f"({in_prompt(unit)})" in prompt or re.search(seconds, prompt.lower())


def _check_width(asked):
    """Prompts fit a terminal as they are shown, without a word broken."""
    with laid_out_on(Page(width=80)):
        lines = plain(line for text in asked.prompt for line in prompted(text)).splitlines()
    assert all(len(line) <= 80 for line in lines), lines
    assert " ".join(lines).split() == " ".join(asked.prompt).split()


def _check_hint(asked):
    """The last rung is the mental path without its last result, which is in the right order."""
    assert asked.hints[2].endswith("= ?")
    path = "; ".join(asked.mental_path)
    assert asked.hints[2].removesuffix("?") == path[: len(asked.hints[2]) - 1]
    result = path[len(asked.hints[2]) - 1 :]
    number = re.match(r"[\d.e-]+", result)[0]
    asked_for = read_answer(result.replace("people", "users"), asked)
    assert isinstance(asked_for, Reading), (asked.id, result, number)
    mark = grade(asked_for, asked)
    assert mark.factor < 2, (asked.id, result, mark)


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_hundred_questions_of_each_kind(kind, material):
    asked = list(islice(questions(kind, material, random.Random(1)), 400))
    assert len(asked) > 50
    for one in asked:
        _check(one, material)


@pytest.mark.slow
def test_thousands_of_questions(material):
    """The drills without end; walks and so-whats are few enough to be all asked above."""
    for kind in ("step", "fact"):
        for one in islice(questions(kind, material, random.Random(2)), 2000):
            _check(one, material)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_reproduces_its_questions_and_an_id_its_question(kind, material):
    first, second = (
        list(islice(questions(kind, material, random.Random(7)), 40)) for _ in range(2)
    )
    assert first == second
    other = list(islice(questions(kind, material, random.Random(8)), 40))
    assert [one.id for one in first] != [one.id for one in other]
    for one in first[:12]:
        again = question(one.id, material)
        assert (again.prompt, again.key, again.hints) == (one.prompt, one.key, one.hints)


@pytest.mark.parametrize("kind", KINDS)
def test_a_topic_and_a_level_are_kept_to(kind, material):
    material = replace(material, names=("twitter", "youtube", "url_shortener"))
    found = 0
    for topic in kinds.kind(kind).TOPICS:
        for level in (1, 2, 3):
            wanted = Wanted(topic=topic, level=level)
            for one in islice(questions(kind, material, random.Random(3), wanted), 5):
                assert (one.topic, one.level) == (topic, level)
                found += 1
    assert found > 4
    assert not list(questions(kind, material, random.Random(3), Wanted(topic="no such topic")))


@pytest.mark.parametrize(
    "key", ["", "step", "step.qps", "step.qps.x", "step.none.1", "no.qps.1", "walk.twitter.dau",
            "walk.none.search.qps", "fact.none", "so-what.twitter.moves.none", "so-what.x.y.z",
            "slip.twitter.none.1", "slip.twitter.search.qps.x", "slip.none.search.qps.1", "range.x",
            "cache.lru.hits.x", "cache.opt.victim.1", "cache.none.hits.1", "cache.promise.none"],
)  # fmt: skip
def test_an_unknown_id_has_no_question(key, material):
    assert question(key, material) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_one_file_with_a_sentence_and_the_names_of_a_kind(kind):
    path = KINDS_FOLDER / f"{kind.replace('-', '_')}.py"
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring and docstring.count("\n") == 0 and docstring.endswith(".")
    module = kinds.kind(kind)
    assert module.TOPICS and module.questions.__doc__ and module.question.__doc__


def test_the_first_question_loads_no_more_than_one_scenario(material):
    loaded = []

    def load(name):
        loaded.append(name)
        return material.load(name)

    counting = replace(material, load=load)
    for kind in KINDS:
        loaded.clear()
        assert next(questions(kind, counting, random.Random(5)))
        assert len(loaded) == kinds.kind(kind).ABOUT_SCENARIOS, kind


def test_a_scenario_of_ones_own_is_walked_like_a_shipped_one(material):
    text = "title: Mine\nassumptions: {dau: 2M}\ntraffic: {call: {per_user: 30/day}}\n"
    own = replace(
        material, names=("my/calls.yaml",), load=lambda name: capest.estimate(capest.load(text))
    )
    walked = {one.id: one for one in questions("walk", own, random.Random(1))}
    assert walked.keys() == {
        "walk.calls.call.per_day", "walk.calls.call.qps", "walk.calls.call.peak_qps",
    }  # fmt: skip
    asked = walked["walk.calls.call.qps"]
    assert asked.prompt == (
        "Mine: how much is call.qps? (per second)",
        "  a day's requests, per second",
        "  call.per_day = 60M request/day",
    )
    assert asked.mental_path == ("6e7 request/day ÷ 1e5 s/day = 600 request/s",)


def test_the_classic_step_looks_as_it_should(material):
    asked = next(
        one for one in questions("step", material, random.Random(1), Wanted(topic="qps", level=2))
        if "300M users, 10 searches" in one.prompt[0]
    )  # fmt: skip
    assert asked.prompt == (
        "300M users, 10 searches each a day. How many searches a second, on average?",
    )
    assert asked.answer == "34.7k request/s"
    assert asked.hints == (
        "dau is in user, searches.per_user is in request/user/day; wanted: request/s",
        "searches.qps = dau × searches.per_user, and 1 day = 86,400 s",
        "3e8 users × 10 request/user/day = 3e9 request/day, ÷ 1e5 s/day = ?",
    )
    assert asked.derivation == (
        "searches.per_day = dau × searches.per_user",
        "  = 300M users × 10 request/user/day = 3B request/day",
        "searches.qps = searches.per_day = 3B request/day = 34.7k request/s",
        "(1 day = 86,400 s)",
    )
    assert asked.fact.text == "Google Search: 5T searches/year, 159k/s"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3e8, "3e8"),
        (34722, "3.47e4"),
        (10, "10"),
        (0.05, "0.05"),
        (0.9999, "0.9999"),
        (5e-4, "5e-4"),
    ],
)
def test_numbers_are_kept_in_powers_of_ten(value, shown):
    assert power_of_ten(value) == shown


def test_a_name_that_begins_another_does_not_hide_it(material):
    texts = {
        "calls.yaml": "assumptions: {dau: 2M}\ntraffic: {call: {per_user: 30/day}}\n",
        "calls.v2.yaml": "assumptions: {dau: 2M}\ntraffic: {ring: {per_user: 9/day}}\n",
    }
    both = replace(
        material, names=tuple(texts), load=lambda name: capest.estimate(capest.load(texts[name]))
    )
    asked = list(questions("walk", both, random.Random(1)))
    assert {"walk.calls.call.qps", "walk.calls.v2.ring.qps"} <= {one.id for one in asked}
    for one in asked:
        assert question(one.id, both).prompt == one.prompt
