"""Golden values of capacity planning, from other programs, asked for in capest's language."""

from __future__ import annotations

from pathlib import Path
from statistics import quantiles

import pytest
import yaml

import capest
from capest.engine.calculate import calculate
from capest.problems import passage_of

CASES = yaml.safe_load(Path(__file__).with_name("capacity_math.yaml").read_text("utf-8"))
ASKED = [case for case in CASES if "asks" in case]


@pytest.mark.parametrize("case", ASKED, ids=[case["id"] for case in ASKED])
def test_a_golden_value(case):
    text = yaml.safe_dump(case["scenario"]) if "scenario" in case else ""
    found = capest.estimate(capest.load(text)) if text else {}
    for item in case["asks"]:
        asked = item["ask"]
        quantity = (
            found[asked].quantity if asked in found else calculate(passage_of(item["of"], asked))
        )
        value = quantity.to(item["in"]) if "in" in item else quantity.value
        if "quantile" in item:
            value = quantiles(found.sample()[asked], n=100)[item["quantile"] - 1]
        assert value == pytest.approx(item["is"], rel=case["within"], abs=1e-12), item["of"]


def test_every_golden_value_is_asked_for_or_left_out_for_a_reason():
    assert len({case["id"] for case in CASES}) == len(CASES) == 88
    assert all("asks" in case or "left_out" in case for case in CASES)
    assert all(item["why"] for case in CASES for item in case.get("left_out", ()))
    assert len(ASKED) == 77
