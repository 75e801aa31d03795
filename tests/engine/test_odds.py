"""Expectations that say in how many draws they must hold, and the odds of all others."""

from __future__ import annotations

import json
import math
from statistics import NormalDist

import pytest

import capest
from capest.engine import odds
from capest.engine.expectations import judge
from capest.engine.odds import FOR_EACH, MOST_BESIDES
from capest.engine.sample import DRAWS
from capest.models.distributions import Z_OF_ENDS
from capest.render import renderer
from capest.render.report import make_report
from capest.sections import sections

SCENARIO = """
assumptions:
  dau: 100M to 400M users
  noise: 0 to 10
  exact: 100 ms
traffic:
  feed: {per_user: 8.64/day, kind: read}
derived:
  root: sqrt(8 - noise)
expect:
"""
LAW = NormalDist(math.log(200), math.log(4) / (2 * Z_OF_ENDS))
"""Of the logarithm of a lognormal from 100 to 400."""


def _below(value):
    return LAW.cdf(math.log(value))


def _normal_below(value):
    """Of a normal from 0 to 10, of which what lies below 0 is parted off."""
    law = NormalDist(5, 5 / Z_OF_ENDS)
    return (law.cdf(value) - law.cdf(0)) / (1 - law.cdf(0))


def _verdict(expectation, text=SCENARIO):
    (verdict,) = judge(capest.estimate(capest.load(f"{text}  - {expectation}\n")))
    return verdict


@pytest.mark.parametrize(
    ("expectation", "odds"),
    [
        ("dau <= 283M users", _below(283)),
        ("dau > 283M users", 1 - _below(283)),
        ("28.3k/s >= feed.qps", _below(283)),
        ("feed.qps ~ 20k/s ± 40%", _below(200 / 0.6) - _below(200 / 1.4)),
        ("dau <= 10B", 1),
        ("dau >= 10B", 0),
        ("root >= 0", _normal_below(8)),
    ],
)
def test_odds_are_the_share_of_draws(expectation, odds):
    """A draw without a value is none in which it holds."""
    assert _verdict(expectation).odds == pytest.approx(odds, abs=0.001)


@pytest.mark.parametrize(
    ("expectation", "holds"),
    [
        ("dau <= 282M users with 79%", True),
        ("dau <= 282M users with 80%", False),
        ("dau >= 250M users with 29%", True),
        ("dau <= 10B with 100%", True),
        ("exact <= 200 ms with 90%", True),
        ("exact <= 50 ms with 1%", False),
    ],
)
def test_odds_that_are_asked_for_are_the_test(expectation, holds):
    verdict = _verdict(expectation)
    assert verdict.holds == holds and verdict.ends is None


def test_what_is_certain_has_no_odds():
    assert _verdict("exact = 100 ms").odds is None
    assert _verdict("exact <= 50 ms with 90%").message == (
        "exact is 100 ms; expected <= 50 ms (2x over)"
    )


def test_a_failure_says_the_odds_and_what_was_asked():
    assert _verdict("dau <= 282M users with 90%").message == (
        "dau <= 282M users holds in 79% of draws; expected in 90%"
    )
    close = _verdict("dau <= 280.5M users with 79%")
    assert not close.holds and close.message.endswith("in 78.91% of draws; expected in 79%")


def test_every_format_tells_the_odds():
    computed = capest.estimate(
        SCENARIO + "  - dau <= 10B\n  - dau <= 283M\n  - dau <= 283M with 90%\n"
    )
    report = make_report(computed, sections(), judge(computed), version="0")
    shown = " ".join(renderer("table")(report).split())
    assert "dau <= 10B: in 100% of draws" in shown
    assert "it holds in 79% of draws" in shown
    assert "fails: dau <= 283M users holds in 79% of draws; expected in 90%" in shown
    markdown = renderer("markdown")(report)
    assert "holds, in 100% of draws" in markdown and "**fails**, in 79% of draws" in markdown
    told = json.loads(renderer("json")(report))["expect"]
    assert [item["odds_asked"] for item in told] == [None, None, 0.9]
    assert told[1]["odds"] == told[2]["odds"] == pytest.approx(0.795, abs=0.01)


@pytest.mark.parametrize("more", [0, 1])
def test_odds_that_nobody_asks_for_are_told_up_to_so_much_work(more, monkeypatch):
    assert MOST_BESIDES * DRAWS <= 5e6, "some two seconds"
    monkeypatch.setattr(odds, "MOST_BESIDES", 100)
    names = [f"part{index}" for index in range(100 - FOR_EACH - 1 + more)]
    chain = zip(names, ["dau", *names[:-1]], strict=True)
    derived = "\n".join(f"  {name}: {other}" for name, other in chain)
    text = f"assumptions: {{dau: 1M to 4M users}}\nderived:\n{derived}\nexpect:\n"
    assert _verdict(f"{names[-1]} <= 2M", text).odds == (None if more else 0.5)


CACHED = """
assumptions: {dau: 1M to 2M users}
traffic: {view: {per_user: 8/day, kind: read}}
caches:
  hot: {serves: view, items: dau, item_size: 1 KB, popularity: zipf 0.9, hit_ratio: 80%}
expect:
"""


def test_models_that_take_milliseconds_are_drawn_where_odds_are_asked_for():
    assert _verdict("hot.items_cached <= 1M", CACHED).odds is None
    assert _verdict("view.qps <= 1k/s", CACHED).odds == 1
    computed = capest.estimate(CACHED + "  - hot.items_cached <= 1M with 90%\n")
    (verdict,) = judge(computed, computed.sample(20))
    assert verdict.odds == 1
