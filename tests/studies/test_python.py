"""The questions what if from Python: plain values, and the errors of estimate."""

from __future__ import annotations

import json

import pytest

import capest
from capest import EstimateError, Quantity, ScenarioError
from capest.units import unit_table

TEXT = """
assumptions: {dau: 300M users}
traffic: {search: {per_user: 10/day, kind: read, response: 5 kB}}
"""


def test_compare():
    found = capest.compare(TEXT, dau="600M")
    quantity = found["quantities"]["traffic.qps"]
    assert (quantity["factor"], quantity["unit"]) == (2, "request/s")
    assert quantity["causes"]["dau"]["factor"] == pytest.approx(2)
    assert found == capest.compare(capest.load(TEXT), capest.estimate(TEXT, dau=600e6))
    assert found["changes"] == [
        {"name": "dau", "before": "300M users", "after": "600M users", "factor": 2}
    ]
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    "values",
    [
        "100M..400M*3",
        "100M, 200M, 400M",
        ["100M", "200M", "400M users"],
        [100e6, 200e6, 400e6],
        [Quantity(value, unit_table().unit("user")) for value in (1e8, 2e8, 4e8)],
    ],
)
def test_sweep(values):
    found = capest.sweep(TEXT, dau=values, show=["search.qps"])
    assert [point["at"]["dau"] for point in found["points"]] == pytest.approx([1e8, 2e8, 4e8])
    for point in found["points"]:
        expected = capest.estimate(TEXT, dau=point["at"]["dau"])["search.qps"].value
        assert point["quantities"]["search.qps"]["value"] == pytest.approx(expected)
    assert json.loads(json.dumps(found)) == found


def test_a_value_that_is_given_twice_is_two_points():
    found = capest.sweep(TEXT, dau=["10M", "10M", "20M"], show=["search.qps"])
    assert [point["at"]["dau"] for point in found["points"]] == [10e6, 10e6, 20e6]


def test_solve():
    found = capest.solve(TEXT, "search.qps <= 50k/s", vary="dau")
    assert found["stretches"] == [{"from": None, "to": 432_000_000}]
    more = capest.solve(TEXT, "search.qps <= 50k/s", vary="dau", **{"search.per_user": "20/day"})
    assert more["stretches"] == [{"from": None, "to": 216_000_000}]


def test_errors():
    with pytest.raises(ScenarioError, match="did you mean 'dau'"):
        capest.compare(TEXT, dua="1M")
    with pytest.raises(ScenarioError, match="did you mean 'dau'"):
        capest.sweep(TEXT, dua="1M..2M")
    with pytest.raises(EstimateError, match=r"did you mean 'search\.qps'"):
        capest.sweep(TEXT, dau="1M..2M", show=["search.qp"])
    with pytest.raises(TypeError, match="takes a text"):
        capest.sweep(TEXT, dau=[{}])
    with pytest.raises(EstimateError, match="does not rest on"):
        capest.solve(TEXT, "search.qps <= 50k/s", vary="search.response")
    with pytest.raises(ScenarioError, match="number-of-values"):
        capest.sweep(TEXT, dau=[])
