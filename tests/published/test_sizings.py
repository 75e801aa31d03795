"""Sizings by hand and by published rules, in bytes as the sources put them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import capest
from capest.engine.calculate import calculate
from capest.problems import passage_of

SIZINGS = yaml.safe_load(Path(__file__).with_name("sizings.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", SIZINGS, ids=[case["question"] for case in SIZINGS])
def test_published_sizing(case):
    text = yaml.safe_dump(case["scenario"], sort_keys=False)
    quantity = capest.estimate(capest.load(text))[case["answer"]].quantity
    published = calculate(passage_of("published", case["published"]))
    assert quantity.to(str(published.unit)) == pytest.approx(published.value, rel=1e-3)
