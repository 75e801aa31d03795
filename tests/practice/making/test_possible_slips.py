"""Slips that are named: only those for which the printed question has the units and the zeros."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import islice

import pytest

from capest.practice.kinds import KINDS, question, questions
from capest.practice.marking.answers import read_answer
from capest.practice.marking.grading import FULL, grade
from capest.practice.question import NumberKey
from capest.slips import SLIPS, power_of_ten

PRINTED = {
    "years": r"\byears?\b", "months": r"\bmonths?\b|/month", "days": r"\bdays?\b|/day",
    "hours": r"\bh\b|\bhours?\b", "minutes": r"\bmin\b|\bminutes?\b",
    "seconds": r"\b[mun]?s\b|\bseconds?\b|\bh\b|\bmin\b", "bytes": r"\b[kMGTPE]?i?B\b|\bbytes?\b",
    "bits": r"bits?\b",
}  # fmt: skip
"""How the units of a slip stand in a question and its derivation; a time in h is one in seconds."""

CHANCE = random.Random(1)
TAKEN = re.compile(r"(\w+)(?: of 100,000 s)? taken for (\w+)")
FACTORS = sorted(
    {slip.factor for slip in SLIPS if slip.factor > 1.5} | {10**n for n in range(1, 7)}
)


def _told(asked, ratio):
    text = repr(float(asked.key.truth.value) * ratio)
    return grade(read_answer(text, asked), asked).slip


@pytest.fixture(scope="module")
def numbers(material):
    """Questions of every kind that asks for a number."""
    found = (one for kind in KINDS for one in islice(questions(kind, material, CHANCE), 40))
    return [one for one in found if isinstance(one.key, NumberKey)]


def test_a_slip_is_named_only_where_the_question_has_its_units(numbers):
    named = 0
    for asked in numbers:
        text = "\n".join((*asked.prompt, *asked.derivation))
        for ratio in (*FACTORS, *(1 / factor for factor in FACTORS)):
            found = TAKEN.search(_told(asked, ratio) or "")
            for word in found.groups() if found else ():
                named += 1
                assert re.search(PRINTED[word], text), (asked.id, ratio, found[0], text)
    assert named > 100


def test_each_slip_that_a_question_has_is_named(numbers):
    for asked in numbers:
        for slip in asked.key.slips:
            for ratio in (slip.factor, 1 / slip.factor):
                text = repr(float(asked.key.truth.value) * ratio)
                mark = grade(read_answer(text, asked), asked)
                assert mark.slip or mark.points == FULL, (asked.id, slip)


@pytest.mark.parametrize(
    ("key", "answer", "slip"),
    [
        ("fact.byte", "96", None),
        ("fact.byte", "80", None),
        ("fact.byte", "1", "8x low: bytes taken for bits?"),
        ("fact.million", "144", None),
        ("fact.two_to_40", "9.5e16", None),
        ("fact.petabyte", "12M", None),
        ("fact.petabyte", "1k", "1,000x low: a prefix too small?"),
        ("fact.napkin.pacific", "180 us", "1,000x low: a prefix too small?"),
        ("fact.day", "1440", None),
        ("step.qps.7", "6k", "10x low: a zero missing?"),
        ("step.qps.7", "6B", "86,400x high: days taken for seconds?"),
        (
            "walk.proximity_service.search.qps", "500M",
            "100,000x high: days of 100,000 s taken for seconds?",
        ),
    ],
)  # fmt: skip
def test_the_slip_of_an_answer(material, key, answer, slip):
    asked = question(key, material)
    assert grade(read_answer(answer, asked), asked).slip == slip


def test_a_number_without_zeros_has_none_to_lose(material):
    zeros = {power_of_ten(power) for power in range(1, 20)}
    assert not zeros & set(question("fact.million", material).key.slips)
    assert len(zeros & set(question("fact.petabyte", material).key.slips)) == 15


@pytest.mark.parametrize("kind", ["walk", "slip", "so-what"])
@pytest.mark.parametrize("scenario", ["proximity_service", "leaderboard", "twitter"])
def test_a_scenario_with_a_day_of_its_own_says_so_in_the_question(material, kind, scenario):
    one = replace(material, names=(scenario,))
    for asked in islice(questions(kind, one, CHANCE), 10):
        assert ("(1 day = 100,000 s)" in " ".join(asked.prompt)) == (scenario != "twitter")
