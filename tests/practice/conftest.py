"""What the tests of practice share: the shipped scenarios as material, and a question of a unit."""

from __future__ import annotations

import random
from functools import cache

import pytest

import capest
from capest.engine.calculate import calculate
from capest.practice.material import Material
from capest.practice.question import NumberKey, Question
from capest.problems import passage_of
from capest.quantities import Quantity
from capest.scenario.shipped import shipped_names


@cache
def _estimate(name):
    return capest.estimate(capest.load(name))


@pytest.fixture(scope="session")
def material():
    """The shipped scenarios, each estimated once for all tests."""
    return Material(names=tuple(shipped_names()), load=_estimate, chance=random.Random)


@pytest.fixture
def asking():
    """A question whose answer is a quantity such as "30k requests/s", in its own unit."""

    def ask(text, **key):
        answer = calculate(passage_of("test", text))
        truth = Quantity(answer.value, answer.unit, answer.units)
        return Question(
            id="test.unit.1", kind="test", topic="test", level=1, prompt=("?",),
            key=NumberKey(truth=truth, **key), hints=("", "", ""), derivation=(), mental_path=(),
            par_seconds=60,
        )  # fmt: skip

    return ask
