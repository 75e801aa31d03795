"""Public sizing questions: each is answered, by sections alone where it can be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

import capest
from capest.engine.calculate import calculate
from capest.problems import passage_of

QUESTIONS = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8"))
WITHIN = "0.5%"
"""What sources round their answers by."""


def _quantity(text):
    return calculate(passage_of("the log", str(text)))


def _answer(case):
    """What comes out: a quantity's value in the unit of the published one, and its text."""
    published = _quantity(case["published"])
    if case["by"] == "solve":
        found = capest.solve(capest.load(case["scenario"]), case["condition"], vary=case["vary"])
        (stretch,) = found["stretches"]
        unit = "" if found["unit"] == "1" else found["unit"]
        solved = _quantity(f"{stretch['to']!r} {unit}")
        return solved.to(str(published.unit) or "1"), None
    read = case["scenario"] if case["by"] == "shipped" else capest.load(case["scenario"])
    quantity = capest.estimate(read)[case["answer"]].quantity
    return quantity.to(str(published.unit) or "1"), str(quantity)


@pytest.mark.parametrize("case", QUESTIONS, ids=[case["case"] for case in QUESTIONS])
def test_a_question(case):
    value, text = _answer(case)
    published, within = _quantity(case["published"]), _quantity(case.get("within", WITHIN))
    assert value == pytest.approx(published.value, rel=within.to("1"))
    if text is None:
        got = _quantity(case["got"]).to(str(published.unit) or "1")
        assert value == pytest.approx(got, rel=1e-3)
    else:
        assert text == str(case["got"]), "the log says what comes out"


def test_most_are_answered_by_sections_alone():
    by = Counter(case["by"] for case in QUESTIONS)
    assert sum(by.values()) == 46 and set(by) == {"sections", "solve", "shipped"}
    assert by["sections"] == 42 and by["shipped"] == 1
    assert not any("derived:" in case["scenario"] for case in QUESTIONS), "no answer is typed in"
