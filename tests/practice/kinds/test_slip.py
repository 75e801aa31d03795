"""Slips: derivations with one wrong line, read back from what is printed and computed anew."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest

import capest
from capest.engine.expressions.scope import Names
from capest.engine.expressions.type_check import check
from capest.language.parser import parse
from capest.practice.kinds import question, questions
from capest.practice.marking.answers import Refusal, read_answer
from capest.practice.marking.grading import FULL, grade
from capest.practice.question import WrongLine
from capest.scenario.shipped import shipped_names
from capest.units import scale

EACH = 250  # questions of each scenario: 3,000 in all
CLOSE = 0.04  # three digits of every number, and a percentage of two
GOOD = 1.25  # times, within which an answer has full marks


def _rows(prompt):
    """What is given by name, and each numbered line: its name, its formula, its numbers, its
    result.
    """
    text = " ".join(line.strip() for line in prompt)
    given, *lines = re.split(r" (?=\d\. )", text[text.index("given: ") :])
    values = dict(item.split(" = ") for item in given.removeprefix("given: ").split("; "))
    rows = []
    for number, line in enumerate(lines, 1):
        name, formula, worked = line.removeprefix(f"{number}. ").split(" = ", 2)
        numbers, result = worked.rsplit(" = ", 1)
        rows.append((name, formula, numbers, result))
    return values, rows


def _value(text, units):
    """An expression as it is printed, each of its numbers in bits, seconds and counts."""
    parts = re.split(r" ([×÷+-]) |([a-z_]+\(|\(|\)|, )", text)
    signs = {"×": "*", "÷": "/", "+": "+", "-": "-", "(": "(", ")": ")", ", ": ","}
    inside = [
        signs.get(part) or (part if part.endswith("(") else _number(part, units))
        for part in parts
        if part and part.strip()
    ]
    return float(_computed(" ".join(inside), units).compute({}))


def _number(text, units):
    checked = _computed(re.split(r" (?:in|as) ", text)[0], units)
    return repr(float(checked.compute({})) * float(scale(checked.unit)))


def _computed(text, units):
    return check(parse(text), Names(units, {}))


def _with_values(formula, values):
    names = sorted(values, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w.]){re.escape(name)}(?![\w.])" for name in names)
    return re.sub(pattern, lambda found: values[found[0]], formula)


def _inconsistent(asked, estimate):
    """By how much each line that does not follow from what stands above it is off, by number."""
    units = estimate.graph.units
    values, rows = _rows(asked.prompt)
    found = {}
    for number, (name, formula, numbers, result) in enumerate(rows, 1):
        own = _value(result, units)
        times = own / _value(_with_values(formula, values), units)
        own_numbers = own / _value(numbers, units)
        if abs(times - 1) > CLOSE or abs(own_numbers - 1) > CLOSE:
            found[number] = times
        values[name] = result
    return found


@pytest.mark.slow
@pytest.mark.parametrize("scenario", shipped_names())
def test_every_slip_is_the_one_line_that_does_not_follow_and_is_marked_right(scenario, material):
    one = replace(material, names=(scenario,))
    kinds, lines = Counter(), Counter()
    for asked in islice(questions("slip", one, random.Random(1)), EACH):
        factor = max(asked.key.factor, 1 / asked.key.factor)
        assert factor > GOOD * 1.1, asked.id
        found = _inconsistent(asked, material.load(scenario))
        assert list(found) == [asked.key.line], (asked.id, asked.prompt)
        assert found[asked.key.line] == pytest.approx(asked.key.factor, rel=CLOSE), asked.id
        mark = grade(read_answer(asked.key.typed, asked), asked)
        assert mark.points == FULL, asked.id
        kinds[asked.hints[0]] += 1
        lines[asked.key.line] += 1
    assert len(kinds) >= 4 and len(lines) >= 3


def test_every_kind_of_slip_of_published_estimates_is_made(material):
    made = " ".join(
        asked.derivation[0] for asked in islice(questions("slip", material, random.Random(2)), 600)
    )
    for slip in (
        "a prefix too large", "a prefix too small", "a digit was lost", "bytes taken for bits",
        "a count labelled as bytes", "days taken for years", "copies_kept left out",
        "days taken for seconds", "peak_factor left out", "changed half way",
        "quoted as",
    ):  # fmt: skip
        assert slip in made, slip


def test_a_slip_of_ones_own_scenario_looks_as_it_should(material):
    text = (
        "title: Mine\nassumptions: {dau: 2M, peak_factor: 3, page: 20 KB}\n"
        "traffic: {call: {per_user: 30/day, peak: peak_factor, response: page}}\n"
    )
    estimate = capest.estimate(capest.load(text))
    own = replace(material, names=("my/calls.yaml",), load=lambda name: estimate)
    found = (question(f"slip.calls.call.peak_egress.{seed}", own) for seed in range(200))
    asked = next(one for one in found if one and "86,400" in one.derivation[0])
    assert asked.prompt == (
        "Mine: one line is wrong. Which, and how many times off? (such as 2, 10x)",
        "  given: dau = 2M users; call.per_user = 30 request/user/day; "
        "peak_factor = 3; page = 20 kB",
        "  1. call.per_day = dau × call.per_user",
        "     = 2M users × 30 request/user/day = 60M request/day",
        "  2. call.qps = call.per_day",
        "     = 60M request/day = 60M request/s",
        "  3. call.peak_qps = call.qps × peak_factor",
        "     = 60M request/s × 3 = 180M request/s",
        "  4. call.peak_egress = call.peak_qps × page",
        "     = 180M request/s × 20 kB = 28.8 Tbit/s",
    )
    assert asked.answer == "line 2, 86,400x high"
    assert asked.hints == (
        "look at the units of time",
        "call.qps = call.per_day",
        "6e7 request/day ÷ 1e5 s/day = ?",
    )
    assert asked.derivation == (
        "line 2 is 86,400x high: days taken for seconds",
        "right is:",
        "  call.qps = call.per_day",
        "  = 60M request/day = 694 request/s",
    )
    assert asked.mental_path == ("6e7 request/day ÷ 1e5 s/day = 600 request/s",)
    marks = {
        "2, 86400x": 5, "2, 100,000x": 5, "line 2: 86400x too high": 5, "2 86k": 5, "2, 1e5x": 5,
        "2, 150000x": 4, "2, 1000x": 3, "2": 3, "line 2": 3, "2, 86400x low": 3,
        "1, 86400x": 0, "3": 0,
    }  # fmt: skip
    assert {text: grade(read_answer(text, asked), asked).points for text in marks} == marks
    assert grade(read_answer("2, 86400x", asked), asked, hints_used=2).points == 3


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("86400x", "'86400x' does not begin with a line"),
        ("search.qps, 10x", "'search.qps, 10x' does not begin with a line"),
        ("9, 10x", "there is no line 9"),
        ("0, 10x", "there is no line 0"),
        ("2,100x", "'2,100x' does not begin with a line"),
        ("2, 8 GB", "8 GB is no factor"),
        ("2, 50%", "50% is no factor"),
        ("2, many", "'many' does not begin with a number"),
        ("2, 3x 4x", "'4x' is not a unit"),
        ("", "nothing is written"),
    ],
)
def test_what_is_no_line_and_factor_is_refused_with_the_reason(typed, reason, material):
    asked = next(questions("slip", material, random.Random(1)))
    read = read_answer(typed, asked)
    assert isinstance(read, Refusal) and read.reason == reason


def test_a_factor_is_typed_as_it_is_shown_and_in_digits():
    for factor, typed in ((1e-6, "1000000x"), (1271.4, "1270x"), (86_400, "86400x"), (2.5, "2.5x")):
        assert WrongLine(line=4, lines=5, factor=factor).typed == f"4, {typed}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3, double", "2x"), ("3, twice", "2x"), ("3, half as much", "2x"), ("3 x8", "8x"),
        ("3, ten times", "10x"), ("3, a tenth", "10x"), ("3, 1/10", "10x"), ("3: 10-fold", "10x"),
        ("line 3 is 10 times too low", "10x low"), ("3, too high by 8x", "8x high"),
        ("3, off by a factor of 1000", "1,000x"), ("3, a million times", "1,000,000x"),
        ("3, it is twice as high", "2x high"), ("3, 10x lower", "10x low"), ("3, by 10", "10x"),
    ],
)  # fmt: skip
def test_how_many_times_off_is_read_in_words_too(typed, said, material):
    asked = next(one for one in questions("slip", material, random.Random(1)) if one.key.lines > 2)
    assert str(read_answer(typed, asked)) == f"read as line 3, {said}"


def test_a_number_has_the_unit_of_the_name_it_stands_beside(material):
    text = "\n".join(question("slip.video_upload.cold.stored.499", material).prompt)
    assert "kept_for - warm_for\n     = 1 year - 90 days = 275 days" in text


@pytest.mark.parametrize(
    ("name", "day"), [("proximity_service", True), ("leaderboard", True), ("twitter", False)]
)
def test_a_day_that_is_not_86_400_s_is_said_in_the_question(name, day, material):
    one = replace(material, names=(name,))
    asked = [*islice(questions("slip", one, random.Random(1)), 5)]
    assert asked and all(("(1 day = 100,000 s)" in item.prompt[0]) is day for item in asked)
