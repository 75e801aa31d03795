"""Golden values of capacity planning, from other programs, asked for in capest's language."""

from __future__ import annotations

from math import exp, sqrt
from pathlib import Path
from statistics import NormalDist, fmean, quantiles

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


DRAWN = [case for case in CASES if "plain_draws" in case]


@pytest.mark.parametrize("case", DRAWN, ids=[case["id"] for case in DRAWN])
def test_draws_know_a_p95_better_than_so_many_plain_ones(case):
    """Of plain draws it takes so many to know a p95 to 1 %; the error falls with their root. Latin
    hypercubes know it 1.3 times as well, by the same source.
    """
    plain, draws = case["plain_draws"], 512
    product = capest.estimate(capest.load(yaml.safe_dump(case["scenario"])))
    exact = exp(NormalDist().inv_cdf(0.95) * plain["sigma"])
    found = [quantiles(product.sample(draws, seed)["rate"], n=100)[94] for seed in range(24)]
    error = sqrt(fmean((value / exact - 1) ** 2 for value in found))
    assert 0.6 <= error / (0.01 * sqrt(plain["is"] / draws)) <= 0.95


def test_every_golden_case_is_asked_for_and_what_is_left_out_has_a_reason():
    assert len({case["id"] for case in CASES}) == len(CASES) == 88
    assert all("asks" in case or "plain_draws" in case for case in CASES)
    assert all(item["why"] for case in CASES for item in case.get("left_out", ()))
    assert len(ASKED) + len(DRAWN) == 88
