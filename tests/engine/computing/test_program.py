"""A graph compiled as one function computes what its formulas do one by one, bit for bit."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import capest
from capest.derivations import Computed
from capest.engine.computing.program import WORTH, program
from capest.engine.drawing.columns import in_rows
from capest.engine.graph import Graph

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))


@cache
def _estimate(path):
    return capest.estimate(capest.load(path))


def _bits(values):
    return {name: float(value).hex() for name, value in values.items()}


def _one_by_one(graph: Graph, changes):
    """The values without a program: those of a first run."""
    graph.programs.runs.clear()
    graph.programs.made.clear()
    return graph.evaluate(changes)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@settings(max_examples=5)
@given(data=st.data())
def test_a_program_is_equal_to_the_formulas(path, data):
    """With any given values changed by any factors, down to nothing at all."""
    computed = _estimate(path)
    inputs = [name for name, item in computed.derivations.items()
              if not isinstance(item.origin, Computed)]  # fmt: skip
    names = data.draw(st.lists(st.sampled_from(inputs), min_size=1, max_size=4, unique=True))
    factor = st.sampled_from([0.0, 1e-3, 1 / 3, 1.0, 1.7, 12.0])
    changes = {name: computed[name].quantity.value * data.draw(factor) for name in names}
    values, _, _ = _one_by_one(computed.graph, changes)
    found = program(computed.graph.compute, changes)(changes)
    assert list(found) == list(values)
    assert _bits(found) == _bits(values)


LOST = """
assumptions: {a: 3, b: 2, hops: 4}
derived:
  below: a - b
  ratio: 1 / below
  root: (b - a) ^ 0.5 + 1e9 MB / (1 MB)
  whole: ceil(ratio * 7) + floor(root)
  never: 1 / 0
"""


@pytest.mark.parametrize("a", [3.0, 2.0, 1.0, 1e308])
def test_what_is_lost_is_told_as_one_by_one(a):
    graph, _ = capest.engine.graph.build(capest.load(LOST), capest.sections.sections())
    values, absent, problems = _one_by_one(graph, {"a": a})
    for _ in range(WORTH + 1):
        again = graph.evaluate({"a": a})
    assert graph.programs.made
    assert _bits(again[0]) == _bits(values)
    assert (again[1], again[2]) == (absent, problems)
    assert {problem.code for problem in problems} <= {"division-by-zero", "undefined", "too-large"}
    assert problems


def test_draws_by_a_program_are_those_by_calls():
    """Beyond what a field allows there is no value, nor for what rests on it."""
    text = """
assumptions: {dau: 1M users, hits: 50% to 95%, spare: -2 to 3}
traffic: {feed: {per_user: 10/day, kind: read, response: 10 KB}}
caches: {hot: {serves: feed, items: 1M, item_size: 1 KB, hit_ratio: hits * spare / 3}}
derived:
  inverse: 1 / (2 - ceil(spare))
  even: max(inverse, spare)
"""
    computed = capest.estimate(text)
    graph = computed.graph
    values = {name: item.quantity.value for name, item in computed.derivations.items()}
    ranges = computed.sample(WORTH + 20).inputs
    names = frozenset(graph.compute)
    found = in_rows(graph, values, ranges, names)
    for start in (0, WORTH // 2, WORTH):
        part = {node: draws[start : start + 20] for node, draws in ranges.items()}
        few = in_rows(graph, values, part, names)
        for name, column in few.items():
            assert [v.hex() for v in column] == [v.hex() for v in found[name][start : start + 20]]
    lost = {name for name, column in found.items() if any(map(math.isnan, column))}
    assert lost >= {"inverse", "even", "hot.hit_ratio"}
