"""What was learnt goes into a scenario that is there; all else of it stays as it was."""

from __future__ import annotations

import pytest

import capest
from capest.logs.learnt import Fact, Learnt, NotLearnt, TrafficFacts
from capest.logs.placing import place
from capest.problems import Source


def fact(name, value, unit, how="GET /x: seen"):
    return Fact(name=name, value=value, unit=unit, spread=0.02, how=how)


LEARNT = Learnt(
    of="x.log, 2026-11-01",
    assumptions=(fact("dau", 1.4e6, "users"), fact("peak_factor", 2.5, "")),
    traffic=(
        TrafficFacts(
            name="home",
            asked="GET /x",
            kind="read",
            facts=(
                fact("home.per_user", 12.0, "requests/user/day"),
                fact("home.response", 8000.0, "B"),
            ),
        ),
    ),
    has_cache=False,
    refused=(NotLearnt(name="growth", why="1 day"),),
    notes=(),
)
SOURCE = 'source: "x.log, 2026-11-01: GET /x: seen"'
DAU = f"{{value: 1.4M users ± 2%, {SOURCE}}}"
PEAK = f"  peak_factor:\n    value: 2.5 ± 2%\n    {SOURCE}\n"
HOME = f"{{value: 12 requests/user/day ± 2%, {SOURCE}}}"
SIZE = f"{{value: 8 kB ± 2%, {SOURCE}}}"


def placed(text):
    return place(Source("x.yaml", text), LEARNT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# mine\ncapest: 1\nassumptions:\n  dau: 10M users   # guess\n  peak_factor: 3\n\n"
            "traffic:\n  # the page\n  home: {per_user: 20/day, kind: read, response: 30 KB}\n"
            "derived:\n  twice: home.qps * 2\n",
            f"# mine\ncapest: 1\nassumptions:\n  dau: {DAU}   # guess\n  peak_factor: "
            f"{{value: 2.5 ± 2%, {SOURCE}}}\n\ntraffic:\n  # the page\n"
            f"  home: {{per_user: {HOME}, kind: read, response: {SIZE}}}\n"
            "derived:\n  twice: home.qps * 2\n",
        ),
        (
            "assumptions:\n    dau:\n        value: '10M users'\n        source: >\n"
            "          long\n          ago\n        note: n\ntraffic:\n    home:\n"
            "        per_user: 20/day # often\n        kind: read\n",
            f"assumptions:\n    dau:\n        value: 1.4M users ± 2%\n        {SOURCE}\n"
            f"        note: n\n    peak_factor:\n      value: 2.5 ± 2%\n      {SOURCE}\n"
            f"traffic:\n    home:\n        per_user: {HOME} # often\n        kind: read\n"
            f"        response: {SIZE}\n",
        ),
        (
            "assumptions: {dau: 1M, peak_factor: {value: 2}, often: 3/day}\n"
            "traffic: {home: {per_user: often, kind: read}}",
            f"assumptions: {{dau: {DAU}, peak_factor: {{value: 2.5 ± 2%, {SOURCE}}}, "
            f"often: {HOME}}}"
            f"\ntraffic: {{home: {{per_user: often, kind: read, response: {SIZE}}}}}",
        ),
        (
            "capest: 1\n",
            f"capest: 1\n\nassumptions:\n  dau:\n    value: 1.4M users ± 2%\n    {SOURCE}\n{PEAK}"
            f"\ntraffic:\n  home:\n    per_user:\n      value: 12 requests/user/day ± 2%\n"
            f"      {SOURCE}\n    response:\n      value: 8 kB ± 2%\n      {SOURCE}\n"
            "    kind: read\n",
        ),
        (
            "traffic:\r\n  home: {per_user: 1/day, kind: read, response: 1 KB}\r\n"
            "assumptions:\r\n  dau: 1M\r\n  peak_factor: 2\r\n",
            f"traffic:\r\n  home: {{per_user: {HOME}, kind: read, response: {SIZE}}}\r\n"
            f"assumptions:\r\n  dau: {DAU}\r\n  peak_factor: {{value: 2.5 ± 2%, {SOURCE}}}\r\n",
        ),
    ],
    ids=["flow", "block", "brackets", "nothing", "returns"],
)
def test_only_what_was_learnt_changes(before, after):
    found = placed(before)
    assert found.text == after
    assert found.unplaced == ()
    estimate = capest.estimate(capest.load(found.text))
    assert estimate["home.qps"].value == pytest.approx(1.4e6 * 12 / 86_400)
    assert place(Source("x.yaml", after), LEARNT).text == after


def test_what_has_no_place_is_said():
    text = "assumptions: {dau: 1M}\ntraffic:\n  feed: {per_user: 1/day, kind: read}\n"
    found = placed(text)
    assert found.unplaced == ("home: 12 requests/user/day ± 2%; --routes NAME=GET /x names it",)
    peak = f"{{value: 2.5 ± 2%, {SOURCE}}}"
    assert found.text.startswith(f"assumptions: {{dau: {DAU}, peak_factor: {peak}}}\n")
    text = "traffic:\n  home: {rate: 5/s, kind: read}\n"
    assert placed(text).unplaced == ("home.per_user: 12 requests/user/day ± 2%; it has rate",)
