"""Worked estimates published by others, as scenarios: the language computes what the sources say.

The figures and formulas are copied from the pages named in estimates.yaml; `recomputed` was worked
out independently of capest. A figure marked wrong is one that its own formula does not give.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

SYSTEMS = yaml.safe_load(Path(__file__).with_name("estimates.yaml").read_text("utf-8"))
UNITS = {"count": "", "1": "", "usd/day": "USD/day", "usd/month": "USD/month"} | {
    "usd/year": "USD/year"
}
CASES = [
    pytest.param(system, result, id=f"{system['system']}-{result['name']}")
    for system in SYSTEMS
    for result in system["results"]
]


def _text(system, result):
    """A scenario of the published assumptions, with one formula."""
    formula = result["formula"].replace("day1e5", "(100000 s)").replace("usd", "USD")
    assumptions = "\n".join(f"  {name}: {value}" for name, value in system["assumptions"].items())
    unit = UNITS.get(result["unit"], result["unit"])
    shown = f"({formula}) in {unit}" if unit else formula
    return f"assumptions:\n{assumptions}\nderived:\n  answer: {shown}\n"


@pytest.mark.parametrize(("system", "result"), CASES)
def test_published_result(system, result, estimate):
    answer = estimate(_text(system, result))["answer"].value
    assert answer == pytest.approx(result["recomputed"], rel=1e-5)
    ratio = result["published"] / answer
    match result["status"]:
        case "ok":
            assert abs(ratio - 1) < 0.15
        case "rounded":
            assert abs(ratio - 1) < 0.16
        case "wrong":
            assert not 0.5 <= ratio <= 2, "the published figure is marked wrong, yet we agree"
        case _:
            assert abs(ratio - 1) > 0.01, "the published figure is flagged, yet we agree"
